/* What stands on the pages: ids, pictures, dates. */
#include "base/file.h"
#include "base/url.h"
#include "model/check.h"
#include "model/dates.h"
#include "model/site_parts.h"

#include <string.h>

/* A picture of more bytes makes a reader wait. */
enum { PICTURE_BYTES = 2000000 };

typedef struct {
	Site *site;
	const Page *page;
	Diags *diags;
	Map ids;      /* of the page: id to the node that has it first */
	Map pictures; /* files that were told of */
} PageCheck;

static bool is_own(const PageCheck *check, const DocNode *node)
{
	return check->page->source != NULL && node->span.source == check->page->source->number;
}

/* Whether the page has {: #id} or {#id}, among other attributes or alone. */
static bool has_mark(const PageCheck *check, Str id)
{
	Str text = check->page->source->text, mark = str_concat(check->site->arena, S("#"), id);
	for (size_t at = str_find(text, mark, 0); at != STR_NONE;
	     at = str_find(text, mark, at + 1)) {
		size_t end = at + mark.len;
		char before = at > 0 ? text.ptr[at - 1] : ' ';
		char after = end < text.len ? text.ptr[end] : '\n';
		if ((before == '{' || before == ':' || before == ' ') &&
		    (after == '}' || after == ' ' || after == '.'))
			return true;
	}
	return false;
}

/* An id that the author wrote; that of a heading may be made of its words. */
static Str written_id(const PageCheck *check, const DocNode *node)
{
	if (node->kind != DOC_HEADING)
		return node->traits->attrs != NULL ? attrs_get(node->traits->attrs, S("id"), NULL)
						   : S("");
	Str id = node->as.heading.id, said = source_text(check->site->sources, node->span);
	return str_contains(said, S("id=")) || has_mark(check, id) ? id : S("");
}

static void check_id(PageCheck *check, const DocNode *node)
{
	Str id = is_own(check, node) ? written_id(check, node) : S("");
	if (id.len == 0)
		return;
	const DocNode *first = map_get(&check->ids, id);
	if (first == NULL)
		(void)map_set(&check->ids, id, (void *)(uintptr_t)node);
	else if (first->span.start != node->span.start)
		diag_warning(check->diags, node->span,
			     S("give it another id: links lead to the first one"),
			     "the id \"%.*s\" stands twice on this page [id-twice]", STR_ARG(id));
}

/* A caption says what a picture shows; the words of a link around it say where it leads. */
static bool has_words_around(const PageCheck *check, const DocNode *image)
{
	for (const DocNode *node = image->parent; node != NULL; node = node->parent) {
		if (node->kind == DOC_LINK)
			return doc_plain_text(check->site->arena, node).len > 0;
		for (const DocNode *child = node->first; child != NULL; child = child->next)
			if (child->kind == DOC_CAPTION)
				return true;
		if (node->kind == DOC_SECTION)
			break;
	}
	return false;
}

static void check_alt(PageCheck *check, const DocNode *image)
{
	Str said = source_text(check->site->sources, image->span);
	bool markup = str_contains_nocase(said, S("<img")) || str_starts(said, S("!["));
	if (image->as.image.alt.len > 0 || !is_own(check, image) || !markup ||
	    str_contains_nocase(said, S("alt=")) || has_words_around(check, image))
		return;
	diag_warning(check->diags, image->span,
		     S("say what it shows: ![words](file), or alt=\"\" for a mere ornament"),
		     "the picture %.*s has no alternative text [alt-missing]",
		     STR_ARG(str_slice(image->as.image.url, 0, 200)));
}

static void check_size(PageCheck *check, const DocNode *image)
{
	Str file = image->as.image.file;
	uint64_t size;
	if (file.len == 0 || str_starts_nocase(file, S("data:")) ||
	    map_has(&check->pictures, file) || !file_size(file, &size) || size <= PICTURE_BYTES)
		return;
	(void)map_set(&check->pictures, file, NULL);
	diag_warning(check->diags, image->span,
		     S("save it smaller: 2,400 pixels are enough for any screen and for print"),
		     "the picture %.*s has %.1f MB, %u by %u pixels [image-large]",
		     STR_ARG(path_name(file)), (double)size / 1e6, image->as.image.pixel_width,
		     image->as.image.pixel_height);
}

static bool is_after(DatePoint a, DatePoint b)
{
	if (a.year == 0 || b.year == 0)
		return false;
	if (a.year != b.year)
		return a.year > b.year;
	if (a.month == 0 || b.month == 0)
		return false;
	if (a.month != b.month)
		return a.month > b.month;
	return a.day > 0 && b.day > 0 && a.day > b.day;
}

static void check_date(PageCheck *check, const DocNode *date)
{
	DateRange range;
	Str text = doc_plain_text(check->site->arena, date), behind = date->as.date.separator;
	if (date->kind == DOC_DATE && behind.len > 0 && str_ends(text, str_trim_end(behind)))
		text.len -= str_trim_end(behind).len;
	text = str_fold_space(check->site->arena, text);
	if (!date_parse_range(text, &range) || !range.range || range.open ||
	    !is_after(range.start, range.end))
		return;
	diag_warning(check->diags, date->span, S("put the earlier date first"),
		     "the date \"%.*s\" runs backwards [date-backwards]", STR_ARG(text));
}

/* "Yu*, Lind*": stars behind names that mean equal contribution, read as emphasis of what is
 * between them. */
static void check_stars(PageCheck *check, const DocNode *node)
{
	Str said = source_text(check->site->sources, node->span);
	if (!is_own(check, node) || !str_starts(said, S("*")) || node->span.start == 0)
		return;
	size_t inside = 0;
	while (inside < said.len && said.ptr[inside] == '*')
		inside++;
	unsigned char before = (unsigned char)check->page->source->text.ptr[node->span.start - 1];
	if ((!char_is_alnum((char)before) && before < 0x80) || inside == said.len ||
	    strchr(",;.:)", said.ptr[inside]) == NULL)
		return;
	diag_warning(check->diags, node->span,
		     S("a star that is a mark has a backslash before it: Yu\\*, Lind\\*"),
		     "stars behind words emphasise what is between them [star-emphasis]");
}

/* "- a" with "## B" on the line below: kramdown takes the heading for a part of the item. */
static void check_heading(PageCheck *check, const DocNode *heading)
{
	if (!is_own(check, heading) ||
	    source_place(check->page->source, heading->span.start).column > 1)
		return;
	for (const DocNode *node = heading->parent; node != NULL; node = node->parent)
		if (node->kind == DOC_ITEM) {
			diag_warning(check->diags, heading->span, S("put a blank line before it"),
				     "the heading is a part of the list item above it "
				     "[heading-in-item]");
			return;
		}
}

static void check_node(PageCheck *check, const DocNode *node)
{
	check_id(check, node);
	if (node->kind == DOC_HEADING)
		check_heading(check, node);
	if (node->kind == DOC_EMPH || node->kind == DOC_STRONG) {
		check_stars(check, node);
	} else if (node->kind == DOC_IMAGE) {
		check_alt(check, node);
		check_size(check, node);
	} else if (node->kind == DOC_DATE) {
		check_date(check, node);
	} else if (node->kind == DOC_ENTRY && node->as.entry.date != NULL) {
		check_date(check, node->as.entry.date);
	}
}

void check_pages(Site *site, Diags *diags)
{
	PageCheck check = {.site = site, .diags = diags, .pictures = map_in(site->arena)};
	for (size_t i = 0; i < site->page_count; i++) {
		check.page = site->pages[i];
		if (check.page->doc == NULL)
			continue;
		check.ids = map_in(site->arena);
		const DocNode *root = check.page->doc->root;
		for (const DocNode *node = root; node != NULL; node = doc_next(node, root))
			check_node(&check, node);
	}
}
