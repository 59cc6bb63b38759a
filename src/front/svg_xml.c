/* SVG's bytes to elements: the adapter to expat. */
#include "base/buf.h"
#include "base/hash.h"
#include "front/svg_parts.h"

#include <expat.h>

static const Str svg_space = STR_INIT("http://www.w3.org/2000/svg");
static const Str xlink_space = STR_INIT("http://www.w3.org/1999/xlink");
static const Str xml_space = STR_INIT("http://www.w3.org/XML/1998/namespace");

typedef struct {
	Arena *arena;
	XML_Parser parser;
	SvgXml *xml;
	SvgElement *open;
	int depth, foreign; /* foreign: elements of other namespaces that are open */
	size_t elements;
	Buf sheet;
	Buf text; /* since the last tag */
	const char *reason;
} Reader;

static void stop(Reader *r, const char *reason)
{
	if (r->reason == NULL)
		r->reason = reason;
	(void)XML_StopParser(r->parser, XML_FALSE);
}

/* "namespace name" of expat; a bare name is in no namespace. */
static Str split_name(const XML_Char *name, Str *space)
{
	Str whole = str_from(name);
	size_t at = str_rfind_char(whole, ' ');
	*space = at == STR_NONE ? S("") : str_slice(whole, 0, at);
	return at == STR_NONE ? whole : str_from_offset(whole, at + 1);
}

static bool attr_name(Arena *arena, const XML_Char *full, Str *out)
{
	Str space, name = split_name(full, &space);
	if (space.len == 0 || (str_eq(space, xlink_space) && str_eq(name, S("href")))) {
		*out = str_dup(arena, name);
		return true;
	}
	if (str_eq(space, xml_space)) {
		*out = str_concat(arena, S("xml:"), name);
		return true;
	}
	return false;
}

static void read_attrs(Reader *r, SvgElement *element, const XML_Char **attrs)
{
	size_t count = 0;
	while (attrs[count * 2] != NULL)
		count++;
	element->attrs = ARENA_ARRAY(r->arena, SvgAttr, count);
	for (size_t i = 0; i < count; i++) {
		Str name, value = str_from(attrs[i * 2 + 1]);
		if (!attr_name(r->arena, attrs[i * 2], &name))
			continue;
		SvgAttr *attr = &element->attrs[element->attr_count++];
		attr->name = name;
		attr->value = str_dup(r->arena, value);
		if (str_eq(name, S("id")) && !map_has(&r->xml->ids, attr->value))
			(void)map_set(&r->xml->ids, attr->value, element);
	}
}

static SvgElement *add_element(Reader *r)
{
	if (++r->elements > SVG_ELEMENTS)
		stop(r, "the SVG has too many elements");
	SvgElement *element = ARENA_NEW(r->arena, SvgElement);
	element->parent = r->open;
	if (r->open == NULL)
		r->xml->root = element;
	else if (r->open->last == NULL)
		r->open->first = element;
	else
		r->open->last->next = element;
	if (r->open != NULL)
		r->open->last = element;
	return element;
}

static bool holds_text(const SvgElement *element)
{
	return str_eq(element->name, S("text")) || str_eq(element->name, S("tspan")) ||
	       str_eq(element->name, S("a")) || str_eq(element->name, S("textPath"));
}

static void take_text(void *context, const XML_Char *chars, int count)
{
	Reader *r = context;
	Str text = {chars, (size_t)count};
	if (r->foreign > 0 || r->open == NULL)
		return;
	if (str_eq(r->open->name, S("style")))
		buf_add(&r->sheet, text);
	else if (holds_text(r->open))
		buf_add(&r->text, text);
}

/* What stood before a tag becomes an element without a name. */
static void end_text(Reader *r)
{
	if (r->text.len == 0)
		return;
	add_element(r)->text = buf_str(&r->text);
	r->text = buf_in(r->arena);
}

static void start_element(void *context, const XML_Char *full, const XML_Char **attrs)
{
	Reader *r = context;
	Str space, name = split_name(full, &space);
	end_text(r);
	if (++r->depth > SVG_DEPTH) {
		stop(r, "the SVG is nested too deeply");
		return;
	}
	if (r->foreign > 0 || (space.len > 0 && !str_eq(space, svg_space))) {
		r->foreign++;
		return;
	}
	SvgElement *element = add_element(r);
	element->name = str_dup(r->arena, name);
	read_attrs(r, element, attrs);
	r->open = element;
}

static void end_element(void *context, const XML_Char *name)
{
	(void)name;
	Reader *r = context;
	end_text(r);
	r->depth--;
	if (r->foreign > 0)
		r->foreign--;
	else if (r->open != NULL)
		r->open = r->open->parent;
}

static void parse(Reader *r, Str bytes)
{
	XML_SetUserData(r->parser, r);
	/* Not the system's random numbers; the elements come in the order of the file anyway. */
	(void)XML_SetHashSalt(r->parser, (unsigned long)hash_bytes(bytes, 1) | 1);
	XML_SetElementHandler(r->parser, start_element, end_element);
	XML_SetCharacterDataHandler(r->parser, take_text);
	if (XML_Parse(r->parser, bytes.ptr, (int)bytes.len, 1) == XML_STATUS_ERROR &&
	    r->reason == NULL) {
		Str reason = str_format(r->arena, "its XML is faulty in line %lu (%s)",
					(unsigned long)XML_GetCurrentLineNumber(r->parser),
					XML_ErrorString(XML_GetErrorCode(r->parser)));
		r->reason = str_to_cstr(r->arena, reason);
	}
}

bool svg_xml_parse(Arena *arena, Str bytes, SvgXml *out, const char **reason)
{
	Reader r = {.arena = arena, .xml = out, .sheet = buf_in(arena), .text = buf_in(arena)};
	*out = (SvgXml){.ids = map_in(arena)};
	if (bytes.len > SVG_BYTES) {
		*reason = "the SVG is too large";
		return false;
	}
	r.parser = XML_ParserCreateNS(NULL, ' ');
	if (r.parser == NULL)
		arena_give_up(arena);
	parse(&r, bytes);
	XML_ParserFree(r.parser);
	out->sheet = buf_str(&r.sheet);
	if (r.reason == NULL && (out->root == NULL || !str_eq(out->root->name, S("svg"))))
		r.reason = "the SVG has no <svg> element";
	*reason = r.reason;
	return r.reason == NULL;
}

Str svg_attr(const SvgElement *element, Str name)
{
	for (size_t i = 0; i < element->attr_count; i++)
		if (str_eq(element->attrs[i].name, name))
			return str_trim(element->attrs[i].value);
	return S("");
}

Str svg_version(Arena *arena)
{
	XML_Expat_Version version = XML_ExpatVersionInfo();
	return str_format(arena, "expat %d.%d.%d", version.major, version.minor, version.micro);
}
