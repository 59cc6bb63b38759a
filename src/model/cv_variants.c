/* Other CVs of the same site: `recto.cv.variants`, by tags, years, sections, pages, theme. */
#include "base/file.h"
#include "model/doc.h"
#include "model/settings.h"
#include "model/site_parts.h"

/* "assets/pdf/cv-short.pdf" beside the CV, or what `output` says. */
static Str output_of(const Site *site, const CvVariant *variant, Diags *diags)
{
	Arena *arena = site->arena;
	const Value *said = value_get(variant->settings, S("output"));
	Str path = str_trim(value_str(arena, said)), stem = site->cv_output;
	while (str_starts(path, S("/")))
		path = str_from_offset(path, 1);
	path = path_normalise(arena, path);
	if (!value_is_nil(said) && path_is_inside(arena, path) && str_ends_nocase(path, S(".pdf")))
		return path;
	if (!value_is_nil(said))
		diag_error(diags, said->span, S("write a path such as assets/pdf/short.pdf"),
			   "the output of the variant %.*s is no PDF below the output folder "
			   "[cv-output]",
			   STR_ARG(variant->name));
	stem.len -= path_extension(stem).len;
	return str_format(arena, "%.*s-%.*s.pdf", STR_ARG(stem),
			  STR_ARG(site_slug(arena, variant->name, false)));
}

void site_find_variants(Site *site, Diags *diags)
{
	const Value *map = value_path(site->config, S("recto.cv.variants"));
	if (value_is_nil(map))
		return;
	if (map->kind != VALUE_MAP) {
		diag_error(diags, map->span, S("write {short: {pages: 1, since: 2020}}"),
			   "recto.cv.variants is %s, not a map [config-form]",
			   value_kind_name(map->kind));
		return;
	}
	site->variants = ARENA_ARRAY(site->arena, CvVariant, map->as.map.len);
	for (size_t i = 0; i < map->as.map.len; i++) {
		const ValueEntry *entry = &map->as.map.entries[i];
		CvVariant *v = &site->variants[site->variant_count++];
		*v = (CvVariant){.name = entry->key, .settings = entry->value};
		(void)settings_check_variant(site->arena, entry->key, entry->value, diags);
		v->is_public = value_bool(value_get(entry->value, S("public")), false);
		v->title = str_trim(value_str(site->arena, value_get(entry->value, S("title"))));
		if (v->title.len == 0)
			v->title = v->name;
		v->output = output_of(site, v, diags);
	}
}

static void set_path(Site *site, Value *config, const char *path, const Value *value)
{
	if (!value_is_nil(value))
		value_set_path(site->arena, config, str_from(path), (Value *)value);
}

void site_use_variant(Site *site, const CvVariant *variant)
{
	Arena *arena = site->arena;
	Value *over = value_new(arena, VALUE_MAP, SPAN_NONE);
	set_path(site, over, "recto.pages", value_get(variant->settings, S("pages")));
	set_path(site, over, "recto.theme", value_get(variant->settings, S("theme")));
	set_path(site, over, "recto.cv.sections", value_get(variant->settings, S("sections")));
	site->config = value_merge(arena, site->config, over);
	site->variant = variant;
}

/* --- what a variant leaves out --- */

/* The year that something ended in: of data, of a dated item, of a publication's line; 0: none. */
static int year_of(Arena *arena, const DocNode *node)
{
	int64_t year = 0;
	DateRange range;
	if (node->traits->attrs != NULL &&
	    str_to_int(attrs_get(node->traits->attrs, S("data-year"), NULL), &year))
		return (int)year;
	if (node->kind != DOC_ITEM && node->kind != DOC_ENTRY)
		return 0;
	for (const DocNode *part = node; part != NULL; part = doc_next(part, node)) {
		bool venue = str_eq(part->traits->style, S("venue"));
		if (part->kind != DOC_DATE && !venue)
			continue;
		Str text = str_trim(doc_plain_text(arena, part));
		while (str_ends(text, S(":")) || str_ends(text, S(",")))
			text.len--;
		size_t comma = venue ? str_rfind_char(text, ',') : STR_NONE;
		if (comma != STR_NONE)
			text = str_from_offset(text, comma + 1);
		if (date_parse_range(text, &range))
			return range.open	    ? 9999
			       : range.end.year > 0 ? range.end.year
						    : range.start.year;
	}
	return 0;
}

static bool has_tag(Arena *arena, const Value *tags, Str word)
{
	if (tags->kind != VALUE_LIST)
		return str_eq_nocase(value_str(arena, tags), word);
	for (size_t i = 0; i < value_len(tags); i++)
		if (str_eq_nocase(value_str(arena, value_at(tags, i)), word))
			return true;
	return false;
}

/* Tagged for other variants, and for none of this one's tags. */
static bool is_for_others(Arena *arena, const DocNode *node, const Value *tags)
{
	Str said = node->traits->attrs != NULL ? attrs_get(node->traits->attrs, S("tags"), NULL)
					       : S(""),
	    word;
	if (str_is_blank(said) || value_is_nil(tags))
		return false;
	for (Str rest = str_replace(arena, said, S(","), S(" ")); str_next_word(&rest, &word);)
		if (has_tag(arena, tags, word))
			return false;
	return true;
}

static bool is_empty_section(const DocNode *node)
{
	return (node->kind == DOC_SECTION && node->first != NULL && node->first == node->last &&
		node->first->kind == DOC_HEADING) ||
	       (node->kind == DOC_LIST && node->first == NULL);
}

void site_filter_variant(const Site *site, DocNode *parent)
{
	const Value *settings = site->variant->settings;
	int64_t since = value_int(value_get(settings, S("since")), 0);
	for (DocNode *node = parent->first, *next; node != NULL; node = next) {
		next = node->next;
		int year = since > 0 ? year_of(site->arena, node) : 0;
		bool had = node->first != NULL;
		if ((year > 0 && year < since) ||
		    is_for_others(site->arena, node, value_get(settings, S("tags")))) {
			doc_detach(node);
			continue;
		}
		site_filter_variant(site, node);
		if (had && is_empty_section(node))
			doc_detach(node);
	}
}
