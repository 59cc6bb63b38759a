/* recto explain: how each part of a site was understood, where it is shown, and how to say
 * otherwise. */
#include "app/command_parts.h"
#include "base/utf8.h"
#include "model/resume.h"

/* What a run of blocks is, in words; NULL: nothing to tell. */
static const char *role_of(const DocNode *node)
{
	if (node->kind == DOC_ENTRY)
		return str_eq(node->traits->style, S("paper"))	       ? "paper-box"
		       : str_eq(node->traits->style, S("publication")) ? "publication"
								       : "entry";
	if (node->kind == DOC_LIST)
		return str_eq(node->traits->style, S("dated")) ? "dated list" : "list";
	return node->kind == DOC_TABLE	       ? "table"
	       : node->kind == DOC_FIGURE      ? "figure"
	       : node->kind == DOC_PARAGRAPH   ? "text"
	       : node->kind == DOC_QUOTE       ? "quotation"
	       : node->kind == DOC_DEFINITIONS ? "definitions"
	       : node->kind == DOC_CODE_BLOCK  ? "code"
	       : node->kind == DOC_MATH_BLOCK  ? "formula"
	       : node->kind == DOC_NOTES       ? "footnotes"
	       : node->kind == DOC_BLOCK       ? "block"
					       : NULL;
}

static size_t count_items(const DocNode *node)
{
	size_t n = 0;
	for (const DocNode *child = node->first; child != NULL; child = child->next)
		n += child->kind == DOC_ITEM;
	return n;
}

static void add_place(Run *run, Buf *out, Span span)
{
	const Source *source = source_get(&run->pipeline->sources, span.source);
	size_t start = out->len;
	if (source != NULL)
		buf_add_format(out, "%.*s:%u", STR_ARG(source->path),
			       (unsigned)source_place(source, span.start).line);
	size_t width = out->len - start;
	buf_add_repeat(out, ' ', width < 32 ? 32 - width : 1);
}

/* What the author marked a block with: " tags=industry priority=2". */
static Str marks_of(Arena *arena, const DocNode *node)
{
	static const Str keys[] = {STR_INIT("tags"), STR_INIT("priority")};
	Buf out = buf_in(arena);
	for (size_t i = 0; i < 2 && node->traits->attrs != NULL; i++) {
		Str said = attrs_get(node->traits->attrs, keys[i], NULL);
		if (said.len > 0)
			buf_add_format(&out, " %.*s=%.*s", STR_ARG(keys[i]), STR_ARG(said));
	}
	return buf_str(&out);
}

/* Whether two neighbours can share a line: shown in the same places, marked alike. */
static bool are_alike(const Site *site, const Page *page, const DocNode *a, const DocNode *b)
{
	SitePlace x = site_place(site, page, a), y = site_place(site, page, b);
	return x.page == y.page && x.cv == y.cv && str_eq(str_from(x.why), str_from(y.why)) &&
	       str_eq(marks_of(site->arena, a), marks_of(site->arena, b));
}

static void add_line(Run *run, Buf *out, const Page *page, const DocNode *node, int depth, Str what)
{
	SitePlace place = site_place(run->pipeline->site, page, node);
	add_place(run, out, node->span);
	size_t start = out->len;
	buf_add_repeat(out, ' ', (size_t)depth * 2);
	buf_add(out, what);
	buf_add(out, marks_of(run->arena, node));
	size_t width = utf8_count(str_slice(buf_str(out), start, out->len));
	buf_add_repeat(out, ' ', width < 40 ? 40 - width : 1);
	buf_add_cstr(out, place.page && place.cv ? "page, CV"
			  : place.page		 ? "page"
			  : place.cv		 ? "CV"
						 : "nowhere");
	if (place.why[0] != '\0')
		buf_add_format(out, "%s%s", place.page && place.cv ? "  " : "      ", place.why);
	if (place.how[0] != '\0')
		buf_add_format(out, "; else: %s", place.how);
	buf_add_char(out, '\n');
}

/* Neighbours of one role are one line with their number. */
static const DocNode *last_alike(const Site *site, const Page *page, const DocNode *node,
				 size_t *count)
{
	const char *role = role_of(node);
	*count = 1;
	while (node->next != NULL && role_of(node->next) == role && node->kind != DOC_LIST) {
		if (!are_alike(site, page, node, node->next))
			break;
		node = node->next;
		(*count)++;
	}
	return node;
}

static void add_section(Run *run, Buf *out, const Page *page, const DocNode *node, int depth)
{
	Arena *arena = run->arena;
	Str title = node->first != NULL && node->first->kind == DOC_HEADING
			    ? str_trim(doc_plain_text(arena, node->first))
			    : S("");
	Str kind = resume_kind_key(resume_kind(title));
	Str what = str_format(arena, "section \"%.*s\"", STR_ARG(title));
	if (kind.len > 0)
		what = str_format(arena, "%.*s (%.*s)", STR_ARG(what), STR_ARG(kind));
	add_line(run, out, page, node, depth, what);
}

static void add_blocks(Run *run, Buf *out, const Page *page, const DocNode *parent, int depth)
{
	const Site *site = run->pipeline->site;
	const DocNode *before = NULL;
	for (const DocNode *node = parent->first; node != NULL; node = node->next) {
		size_t count;
		SitePlace place = site_place(site, page, node);
		if (place.made) {
			if (node == parent->first || !site_place(site, page, before).made)
				add_line(run, out, page, node, depth, S("blocks of the home page"));
			before = node;
			continue;
		}
		before = node;
		if (node->kind == DOC_SECTION) {
			add_section(run, out, page, node, depth);
			add_blocks(run, out, page, node, depth + 1);
			continue;
		}
		const char *role = role_of(node);
		if (role == NULL)
			continue;
		const DocNode *first = node;
		node = last_alike(site, page, node, &count);
		Str what = str_from(role);
		if (first->kind == DOC_LIST)
			what = str_format(run->arena, "%s, %zu item%s", role, count_items(first),
					  count_items(first) == 1 ? "" : "s");
		else if (count > 1)
			what = str_format(run->arena, "%s, %zu", role, count);
		add_line(run, out, page, first, depth, what);
	}
}

static void add_pages(Run *run, Buf *out)
{
	const Site *site = run->pipeline->site;
	for (size_t i = 0; i < site->page_count; i++) {
		const Page *page = site->pages[i];
		if (str_eq(page->output, S("404.html"))) /* no one's text */
			continue;
		buf_add_format(out, "%.*s  %s%.*s%s\n", STR_ARG(page->url),
			       page->layout.len > 0 ? "layout " : "no layout",
			       STR_ARG(page->layout),
			       page == site->home      ? ", the home page"
			       : page == site->cv_page ? ", the CV's page"
						       : "");
		if (page->doc != NULL)
			add_blocks(run, out, page, page->doc->root, 0);
	}
}

/* What the PDF is made of, in its order; and its variants. */
static void add_cv(Run *run, Buf *out)
{
	Pipeline *p = run->pipeline;
	Site *site = p->site;
	const Doc *doc = site_cv_doc(site, &p->diags);
	size_t count = 0;
	buf_add_format(out, "\n%.*s, the CV: ", STR_ARG(site->cv_output));
	for (const DocNode *node = doc->root->first; node != NULL; node = node->next)
		if (node->kind == DOC_SECTION && node->first != NULL &&
		    node->first->kind == DOC_HEADING)
			buf_add_format(out, "%s%.*s", count++ > 0 ? ", " : "",
				       STR_ARG(str_trim(doc_plain_text(run->arena, node->first))));
	buf_add_cstr(out, count > 0 ? "\n" : "no sections\n");
	for (size_t i = 0; i < site->variant_count; i++)
		buf_add_format(out, "%.*s, its variant %.*s%s\n", STR_ARG(site->variants[i].output),
			       STR_ARG(site->variants[i].name),
			       site->variants[i].is_public ? ", to which the page links" : "");
}

static const char how[] =
	"\nTo say otherwise, in Markdown below a block or a heading:\n"
	"  {: .cv-only}  {: .web-only}  {: .cv-skip}     where it is shown\n"
	"  {: priority=\"1\"}                              left out first when recto.pages is "
	"tight\n"
	"  {: tags=\"industry\"}                           for recto.cv.variants\n"
	"and in _config.yml, below `recto:` and `cv:`:\n"
	"  sections: [education, publications, {honors: Prizes}]   order and titles\n"
	"  data: _data/cv.yml                            the CV data to use; false: none\n";

int command_explain(Run *run)
{
	Buf out = buf_in(run->arena);
	if (!pipeline_read(run->pipeline))
		return command_fail(run);
	const Site *site = run->pipeline->site;
	buf_add_format(&out, "%s%.*s, of %.*s\n\n",
		       site->flavour == SITE_AL_FOLIO	     ? "a site in al-folio's form, "
		       : site->flavour == SITE_ACAD_HOMEPAGE ? "a site in acad-homepage's form, "
							     : "a site, ",
		       STR_ARG(site->root), STR_ARG(site->profile->name));
	add_pages(run, &out);
	add_cv(run, &out);
	buf_add_cstr(&out, how);
	bool ok = command_write_stdout(buf_str(&out));
	command_print_diags(run);
	return command_status(run, ok);
}
