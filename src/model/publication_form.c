/*
 * References in the forms of APA, IEEE, ACM and Chicago. A form is a file of styles/: how names are
 * written and, for each type of entry, a template.
 *
 * In a template, $name is a field; [...] is left out unless all fields in it (those of brackets
 * within it aside) have something to say; [a|b] is the first of its parts for which that is so;
 * _..._ is italics; a backslash takes the next sign as it is. A full stop or comma is not written
 * behind what ends in one, or in a question or exclamation mark.
 */
#include "model/publication_form.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "embed_form_acm.h"
#include "embed_form_apa.h"
#include "embed_form_chicago.h"
#include "embed_form_ieee.h"
#include "front/yaml.h"
#include "model/doc_math.h"
#include "model/publication_parts.h"

enum { MAX_DEPTH = 16 };

/* --- finding one --- */

static const struct {
	const char *name;
	const unsigned char *text;
	const size_t *size;
} forms[] = {
	{"apa", embed_form_apa, &embed_form_apa_size},
	{"ieee", embed_form_ieee, &embed_form_ieee_size},
	{"acm", embed_form_acm, &embed_form_acm_size},
	{"chicago", embed_form_chicago, &embed_form_chicago_size},
};

/* Words in the names of CSL styles, and the form that is nearest to them. */
static const struct {
	const char *word, *form;
	bool exact;
} nearest[] = {
	{"ieee", "ieee", true},
	{"acm", "acm", true},
	{"association-for-computing-machinery", "acm", true},
	{"chicago", "chicago", true},
	{"apa", "apa", true},
	{"american-psychological-association", "apa", true},
	{"modern-language", "chicago", false},
	{"mla", "chicago", false},
	{"turabian", "chicago", false},
	{"harvard", "apa", false},
	{"elsevier", "apa", false},
	{"vancouver", "ieee", false},
	{"nature", "ieee", false},
	{"springer", "ieee", false},
	{"lncs", "acm", false},
	{"bibtex", "acm", false},
};

static Str lower_name(Arena *arena, Str name)
{
	name = str_lower(arena, str_trim(name));
	return str_ends(name, S(".csl")) ? str_slice(name, 0, name.len - 4) : name;
}

/* A string of the form's file at a dotted path. */
static Str form_string(const PublicationForm *form, const char *path)
{
	return value_string(value_path(form->tree, str_from(path)));
}

PublicationForm *publication_form(Arena *arena, Str name, bool *exact)
{
	name = lower_name(arena, name);
	Str known = S("apa");
	*exact = false;
	for (size_t i = 0; i < sizeof nearest / sizeof *nearest; i++)
		if (str_contains(name, str_from(nearest[i].word))) {
			known = str_from(nearest[i].form);
			*exact = nearest[i].exact;
			break;
		}
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (str_eq(known, str_from(forms[i].name))) {
			PublicationForm *form = ARENA_NEW(arena, PublicationForm);
			Str text = {(const char *)forms[i].text, *forms[i].size};
			form->name = known;
			form->tree = yaml_parse_flow(arena, text);
			form->by_author = str_eq(form_string(form, "sort"), S("author"));
			form->numbers = str_eq(form_string(form, "citation"), S("number"));
			return form;
		}
	return NULL;
}

/* --- names --- */

/* "Wanshu Mei-Ling" as "W. M.-L."; names in Han, Kana or Hangul stay whole. */
static Str initials(Arena *arena, Str first)
{
	Buf out = buf_in(arena);
	bool start = true;
	for (size_t at = 0; at < first.len;) {
		size_t from = at;
		uint32_t rune = utf8_next(first, &at);
		if (rune == ' ' || rune == '-' || rune == '.') {
			if (rune == '-' && out.len > 0)
				buf_add_char(&out, '-');
			start = true;
			continue;
		}
		if (rune >= 0x2E80)
			return first;
		if (start) {
			if (out.len > 0 && out.ptr[out.len - 1] == '.')
				buf_add_char(&out, ' ');
			bool small = first.ptr[from] >= 'a' && first.ptr[from] <= 'z';
			buf_add_rune(&out, small ? rune - 'a' + 'A' : rune);
			buf_add_char(&out, '.');
		}
		start = false;
	}
	return buf_str(&out);
}

/* `way`: "sorted", "full", "initials", "sorted initials". */
static Str form_name(Arena *arena, const BibName *name, Str way)
{
	BibName shown = *name;
	if (str_contains(way, S("initials")))
		shown.first = initials(arena, name->first);
	if (!str_starts(way, S("sorted")) || shown.first.len == 0)
		return publication_name(arena, &shown);
	Str last = publication_name(arena, &(BibName){.von = name->von, .last = name->last});
	Str out = str_concat3(arena, last, S(", "), shown.first);
	return name->jr.len > 0 ? str_concat3(arena, out, S(", "), name->jr) : out;
}

/* --- templates --- */

typedef struct {
	Arena *arena;
	const Publication *p;
	const PublicationForm *form;
	const PublicationStyle *style;
	DocNode *root, *parent; /* parent: the root, or italics */
	Buf text;		/* not yet a node */
	char last;		/* the last byte written */
	int depth;
} Expander;

static void flush(Expander *x)
{
	Str text = str_dup(x->arena, buf_str(&x->text));
	publication_add_text(x->arena, x->parent, text, x->p->entry->key_span);
	x->text.len = 0;
}

static void put_char(Expander *x, char c)
{
	bool closed = x->last == '?' || x->last == '!';
	if ((c == '.' && (closed || x->last == '.')) || (c == ',' && (closed || x->last == ',')))
		return;
	if (c == ' ' && (x->last == ' ' || x->last == '\0'))
		return;
	buf_add_char(&x->text, c);
	x->last = c;
}

static void put_text(Expander *x, Str text)
{
	if (text.len == 0)
		return;
	buf_add(&x->text, text);
	x->last = text.ptr[text.len - 1];
}

/* The names of the entry, one after the other, by the rules of the form. */
static void put_authors(Expander *x)
{
	const Publication *p = x->p;
	const Value *names = value_get(x->form->tree, S("names"));
	size_t count = p->author_count, shown = count;
	int64_t most = value_int(value_get(names, S("most")), 0);
	if (most > 0 && (int64_t)count > most)
		shown = (size_t)value_int(value_get(names, S("shown")), most);
	Span span = publication_span(p->entry, p->editors ? "editor" : "author");
	bool sorted = str_starts(value_string(value_get(names, S("first"))), S("sorted"));
	for (size_t i = 0; i < count; i++) {
		bool last = i + 1 == count, cut = shown < count && i >= shown;
		if (cut && !last)
			continue;
		Str joint = value_string(value_get(names, !last	       ? S("between")
							  : count == 2 ? S("two")
								       : S("last")));
		if (cut)
			joint = value_string(value_get(names, S("cut")));
		if (p->authors[i].others)
			joint = i > 1 || sorted ? S(", et al.") : S(" et al.");
		put_text(x, i > 0 ? joint : S(""));
		flush(x);
		if (p->authors[i].others || (cut && str_ends(joint, S("."))))
			break;
		Str way = value_string(value_get(names, i == 0 ? S("first") : S("rest")));
		BibName bare = p->authors[i];
		publication_take_marks(x->arena, &bare);
		Str name = form_name(x->arena, &bare, way);
		publication_add_name(x->arena, x->parent, &p->authors[i], name, x->style, span);
		x->last = name.len > 0 ? name.ptr[name.len - 1] : x->last;
	}
	if (p->editors)
		put_text(x,
			 value_string(value_at(value_get(x->form->tree, S("editors")), count > 1)));
}

/* The editors of the book, and what they are: " (Eds.)". Names that are not sorted need no comma
 * between two of them. */
static Str editor_names(Expander *x)
{
	const Publication *p = x->p;
	const Value *names = value_get(x->form->tree, S("names")),
		    *roles = value_get(x->form->tree, S("book-editors")),
		    *pair = value_get(names, S("pair"));
	Buf out = buf_in(x->arena);
	if (value_is_nil(pair))
		pair = value_get(names, S("two"));
	for (size_t i = 0; i < p->book_editor_count; i++) {
		bool last = i + 1 == p->book_editor_count;
		if (i > 0)
			buf_add(&out, value_string(!last    ? value_get(names, S("between"))
						   : i == 1 ? pair
							    : value_get(names, S("last"))));
		buf_add(&out, form_name(x->arena, &p->book_editors[i],
					value_string(value_get(names, S("editors")))));
	}
	if (p->book_editor_count > 0)
		buf_add(&out, value_string(value_at(roles, p->book_editor_count > 1)));
	return buf_str(&out);
}

/* "2" as "2nd"; words as they are. */
static Str ordinal(Arena *arena, Str text)
{
	static const char *const ends[] = {"th", "st", "nd", "rd"};
	int64_t n;
	if (!str_to_int(text, &n) || n <= 0)
		return text;
	size_t end = n % 100 >= 11 && n % 100 <= 13 ? 0 : (size_t)(n % 10);
	return str_format(arena, "%lld%s", (long long)n, ends[end < 4 ? end : 0]);
}

static Str month_name(const Expander *x)
{
	static const char *const names[][2] = {
		{"Jan.", "January"}, {"Feb.", "February"}, {"Mar.", "March"},
		{"Apr.", "April"},   {"May", "May"},	   {"June", "June"},
		{"July", "July"},    {"Aug.", "August"},   {"Sept.", "September"},
		{"Oct.", "October"}, {"Nov.", "November"}, {"Dec.", "December"},
	};
	Str way = form_string(x->form, "months");
	if (x->p->month_number == 0)
		return x->p->month;
	return str_from(names[x->p->month_number - 1][str_eq(way, S("long"))]);
}

/* What a field of a template says; "" when it says nothing. Authors, title and links are written as
 * nodes. */
static Str field_value(Expander *x, Str name)
{
	const Publication *p = x->p;
	if (str_eq(name, S("authors")))
		return p->author_count > 0 ? S("names") : S("");
	if (str_eq(name, S("editors")))
		return editor_names(x);
	if (str_eq(name, S("title")))
		return p->title.len > 0 ? p->title : p->entry->key;
	if (str_eq(name, S("year")))
		return p->year.len > 0	   ? p->year
		       : p->status.len > 0 ? p->status
					   : form_string(x->form, "no-date");
	if (str_eq(name, S("month")))
		return month_name(x);
	if (str_eq(name, S("venue")))
		return p->venue;
	if (str_eq(name, S("kind")))
		return p->kind;
	if (str_eq(name, S("pages")))
		return p->pages;
	if (str_eq(name, S("number")))
		return p->number;
	if (str_eq(name, S("edition")))
		return ordinal(x->arena, p->edition);
	if (str_eq(name, S("doi")) || str_eq(name, S("url")))
		return publication_link(x->arena, p, str_to_cstr(x->arena, name));
	const char *field = str_eq(name, S("book")) ? "booktitle" : str_to_cstr(x->arena, name);
	Str value = publication_field(x->arena, p->entry, field);
	if (value.len == 0 && str_eq(name, S("journal")))
		value = publication_field(x->arena, p->entry, "journaltitle");
	if (value.len == 0 && str_eq(name, S("place")))
		value = publication_field(x->arena, p->entry, "address");
	if (value.len == 0 && str_eq(name, S("place")))
		value = publication_field(x->arena, p->entry, "location");
	return value;
}

static void put_field(Expander *x, Str name)
{
	Arena *arena = x->arena;
	Str value = field_value(x, name);
	Span span = publication_span(x->p->entry, str_to_cstr(arena, name));
	bool link = str_eq(name, S("doi")) || str_eq(name, S("url"));
	if (str_eq(name, S("authors"))) {
		put_authors(x);
	} else if (str_eq(name, S("title")) && x->p->title.len > 0) {
		flush(x);
		publication_add_markup(arena, x->parent, x->style,
				       publication_title(arena, x->p->entry), span, false);
	} else if (link && value.len > 0) {
		flush(x);
		DocNode *node = doc_new(arena, DOC_LINK, span);
		node->as.link.url = value;
		Str doi = S("https://doi.org/");
		bool bare = x->form->numbers && str_starts(value, doi) && x->last == ' ' &&
			    str_eq(x->form->name, S("ieee"));
		publication_add_text(arena, node, bare ? str_from_offset(value, doi.len) : value,
				     span);
		doc_append(x->parent, node);
	} else {
		put_text(x, value);
	}
	if (value.len > 0 && !str_eq(name, S("authors")))
		x->last = value.ptr[value.len - 1];
}

/* Offset of the "]" that closes the "[" at `at`, or the end. */
static size_t group_end(Str text, size_t at)
{
	size_t depth = 0;
	for (; at < text.len; at++) {
		if (text.ptr[at] == '\\')
			at++;
		else if (text.ptr[at] == '[')
			depth++;
		else if (text.ptr[at] == ']' && --depth == 0)
			return at;
	}
	return text.len;
}

static Str field_name(Str text, size_t at)
{
	size_t end = at + 1;
	while (end < text.len && char_is_alpha(text.ptr[end]))
		end++;
	return str_slice(text, at + 1, end);
}

static bool has_value(Expander *x, Str part);

/* The first part of "a|b" that has all it needs; false when none has. */
static bool choose_part(Expander *x, Str group, Str *part)
{
	size_t start = 0;
	for (size_t at = 0; at <= group.len; at++) {
		if (at < group.len && group.ptr[at] == '[')
			at = group_end(group, at);
		if (at < group.len && group.ptr[at] == '\\')
			at++;
		else if (at >= group.len || group.ptr[at] == '|') {
			*part = str_slice(group, start, at);
			if (has_value(x, *part))
				return true;
			start = at + 1;
		}
	}
	return false;
}

/* Whether all fields of `part` are there; of brackets alone, whether any of them says something. */
static bool has_value(Expander *x, Str part)
{
	bool fields = false, any = false, groups = false;
	for (size_t at = 0; at < part.len; at++) {
		if (part.ptr[at] == '[') {
			size_t end = group_end(part, at);
			Str chosen;
			groups = true;
			if (!any)
				any = choose_part(x, str_slice(part, at + 1, end), &chosen);
			at = end;
		} else if (part.ptr[at] == '\\') {
			at++;
		} else if (part.ptr[at] == '$') {
			fields = true;
			if (field_value(x, field_name(part, at)).len == 0)
				return false;
		}
	}
	return fields || !groups || any;
}

static void expand(Expander *x, Str text)
{
	if (x->depth++ > MAX_DEPTH)
		return;
	for (size_t at = 0; at < text.len; at++) {
		char c = text.ptr[at];
		if (c == '[') {
			size_t end = group_end(text, at);
			Str part;
			if (choose_part(x, str_slice(text, at + 1, end), &part))
				expand(x, part);
			at = end;
		} else if (c == '$') {
			Str name = field_name(text, at);
			put_field(x, name);
			at += name.len;
		} else if (c == '_') {
			flush(x);
			bool open = x->parent == x->root;
			if (open)
				doc_append(x->root,
					   doc_new(x->arena, DOC_EMPH, x->p->entry->key_span));
			x->parent = open ? x->root->last : x->root;
		} else {
			if (c == '\\' && at + 1 < text.len)
				c = text.ptr[++at];
			put_char(x, c);
		}
	}
	x->depth--;
}

static Str template_of(const PublicationForm *form, Str type)
{
	static const char *const like[][2] = {
		{"conference", "inproceedings"},
		{"incollection", "inproceedings"},
		{"inbook", "inproceedings"},
		{"proceedings", "book"},
		{"booklet", "book"},
		{"manual", "book"},
		{"collection", "book"},
		{"mastersthesis", "phdthesis"},
		{"thesis", "phdthesis"},
		{"report", "techreport"},
	};
	for (size_t i = 0; i < sizeof like / sizeof *like; i++)
		if (str_eq(type, str_from(like[i][0])))
			type = str_from(like[i][1]);
	const Value *types = value_get(form->tree, S("types"));
	Str found = value_string(value_get(types, type));
	return found.len > 0 ? found : value_string(value_get(types, S("misc")));
}

void publication_add_reference(Arena *arena, DocNode *parent, const Publication *p,
			       const PublicationStyle *style, const PublicationForm *form)
{
	Expander x = {.arena = arena,
		      .p = p,
		      .form = form,
		      .style = style,
		      .root = parent,
		      .parent = parent,
		      .text = buf_in(arena)};
	expand(&x, template_of(form, p->entry->type));
	while (x.text.len > 0 && x.text.ptr[x.text.len - 1] == ' ')
		x.text.len--;
	flush(&x);
}

DocNode *publication_reference(Arena *arena, const Publication *p, const PublicationStyle *style,
			       const PublicationForm *form)
{
	Span span = p->entry->span;
	DocNode *item = doc_new(arena, DOC_ITEM, span), *line = doc_new(arena, DOC_PARAGRAPH, span),
		*reference = doc_new(arena, DOC_SPAN, span);
	Attrs *attrs = ARENA_NEW(arena, Attrs);
	attrs_set(arena, attrs, S("id"), str_concat(arena, style->prefix, p->entry->key));
	doc_traits(arena, reference)->tag = S("span");
	doc_traits(arena, reference)->attrs = attrs;
	line->bare = true;
	publication_add_reference(arena, reference, p, style, form);
	doc_append(line, reference);
	doc_append(item, line);
	PublicationStyle below = *style;
	below.links_told = true;
	publication_add_extras(arena, item, p, &below);
	doc_math_find(arena, item, NULL);
	return item;
}
