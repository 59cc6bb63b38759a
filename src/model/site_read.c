#include "base/file.h"
#include "front/frontmatter.h"
#include "front/html_safe.h"
#include "front/markdown.h"
#include "model/compose_parts.h"
#include "model/doc_build.h"
#include "model/doc_keep.h"
#include "model/doc_math.h"
#include "model/site_parts.h"

/* --- the kramdown settings of _config.yml --- */

static MarkdownOptions markdown_options(const Site *site)
{
	MarkdownOptions o = markdown_default_options();
	Str own = site_setting(site, S("recto.markdown"));
	Str engine = own.len > 0 ? own : site_setting(site, S("markdown"));
	if (str_starts_nocase(engine, S("commonmark")))
		o.flavour = MARKDOWN_COMMONMARK;
	if (str_eq_nocase(engine, S("gfm")) || str_eq_nocase(engine, S("commonmarkghpages")))
		o.flavour = MARKDOWN_GFM;
	markdown_set_options(&o, value_get(site->config, S("kramdown")));
	return o;
}

/* --- HTML in settings --- */

/* The source text behind a string value, as a Text whose spans are right. */
static Text value_text(Site *site, const Value *value)
{
	Str text = value_string(value), said = source_text(site->sources, value->span), word;
	TextBuilder builder = text_builder(site->arena);
	size_t seen = 0, done = 0;
	/* A block scalar is folded and indented, so its words are found one after the other. */
	for (Str rest = text; str_next_word(&rest, &word);) {
		size_t start = (size_t)(word.ptr - text.ptr);
		size_t at = str_find(said, word, seen);
		text_add_generated(&builder, str_slice(text, done, start), value->span);
		if (at == STR_NONE) {
			text_add_generated(&builder, word, value->span);
		} else {
			Span origin = value->span;
			origin.start += (uint32_t)at;
			origin.end = origin.start + (uint32_t)word.len;
			text_add_copy(&builder, word, origin);
			seen = at + word.len;
		}
		done = start + word.len;
	}
	text_add_generated(&builder, str_from_offset(text, done), value->span);
	return text_finish(&builder);
}

static DocNode *build_html(Site *site, const Value *html, Diags *diags)
{
	if (html->kind != VALUE_STRING || str_is_blank(html->as.string))
		return NULL;
	Text text = value_text(site, html);
	Ast *ast = markdown_parse_html(site->arena, &text, diags);
	if (site->options->safe)
		html_make_safe(site->arena, ast, diags);
	DocOptions options = {.lang = site->lang};
	DocNode *root = doc_build(site->arena, ast, &options, diags)->root;
	return root->first != NULL ? root : NULL;
}

DocNode *site_html_blocks(Site *site, const Value *html, const Page *page, Diags *diags)
{
	DocNode *root = build_html(site, html, diags);
	if (root == NULL)
		return NULL;
	DocNode *block = doc_new(site->arena, DOC_BLOCK, root->span);
	doc_adopt(block, root);
	site_resolve(site, page, block, diags);
	return block;
}

/* Moves the inlines below `from` to `span`; a space stands between what were blocks. */
static void take_inlines(Site *site, DocNode *span, DocNode *from)
{
	for (DocNode *child = from->first, *next; child != NULL; child = next) {
		next = child->next;
		if (child->kind == DOC_MATH_BLOCK)
			child->kind = DOC_MATH;
		if (!doc_is_block(child)) {
			doc_append(span, child);
			continue;
		}
		if (span->first != NULL)
			doc_append(span, doc_new_text(site->arena, S(" "), child->span));
		take_inlines(site, span, child);
	}
}

DocNode *site_html_inlines(Site *site, const Value *html, const Page *page, Diags *diags)
{
	DocNode *root = build_html(site, html, diags);
	if (root == NULL)
		return NULL;
	DocNode *span = doc_new(site->arena, DOC_SPAN, root->span);
	take_inlines(site, span, root);
	site_resolve(site, page, span, diags);
	return span->first != NULL ? span : NULL;
}

DocNode *site_markup_inlines(Site *site, Text text, bool markdown, Diags *diags)
{
	MarkdownOptions options = markdown_options(site);
	DocOptions doc_options = {.lang = site->lang};
	Ast *ast = markdown ? markdown_parse(site->arena, &text, &options, diags)
			    : markdown_parse_html(site->arena, &text, diags);
	if (site->options->safe)
		html_make_safe(site->arena, ast, diags);
	DocNode *span = doc_new(site->arena, DOC_SPAN, ast->span);
	span->bare = true;
	take_inlines(site, span, doc_build(site->arena, ast, &doc_options, diags)->root);
	return span->first != NULL ? span : NULL;
}

Str site_plain(const Site *site, Str html, Diags *diags)
{
	if (str_find_char(html, '<', 0) == STR_NONE && str_find_char(html, '&', 0) == STR_NONE)
		return html;
	TextBuilder builder = text_builder(site->arena);
	text_add_generated(&builder, html, SPAN_NONE);
	Text text = text_finish(&builder);
	return str_trim(
		ast_plain_text(site->arena, markdown_parse_html(site->arena, &text, diags)));
}

/* What paragraphs say, on one line; false when there is anything else, such as a list. */
static bool join_paragraphs(Buf *out, const Ast *document)
{
	for (const Ast *block = document->first; block != NULL; block = block->next) {
		if (block->kind != AST_PARAGRAPH)
			return false;
		if (out->len > 0)
			buf_add_char(out, ' ');
		buf_add(out, str_trim(ast_plain_text(out->arena, block)));
	}
	return true;
}

Str site_plain_markdown(const Site *site, Str markdown, Diags *diags)
{
	static const char signs[] = "*_`[<&~\\";
	size_t at = 0;
	while (at < markdown.len && strchr(signs, markdown.ptr[at]) == NULL)
		at++;
	if (at == markdown.len)
		return markdown;
	TextBuilder builder = text_builder(site->arena);
	text_add_generated(&builder, markdown, SPAN_NONE);
	Text text = text_finish(&builder);
	MarkdownOptions options = markdown_options(site);
	Buf out = buf_in(site->arena);
	return join_paragraphs(&out, markdown_parse(site->arena, &text, &options, diags))
		       ? buf_str(&out)
		       : site_plain(site, markdown, diags);
}

/* --- pages --- */

/* Headings within a comment: sections that are switched off. */
static size_t count_headings(Str text)
{
	size_t n = 0;
	for (Str line; str_split(&text, '\n', &line);) {
		line = str_trim_start(line);
		size_t marks = 0;
		while (marks < line.len && line.ptr[marks] == '#')
			marks++;
		bool heading =
			marks >= 1 && marks <= 6 && marks < line.len && line.ptr[marks] == ' ';
		n += heading || (str_starts_nocase(line, S("<h")) && line.len > 3 &&
				 char_is_digit(line.ptr[2]));
	}
	return n;
}

/* Says once how much of a page stands in comments. */
static void note_comments(const Ast *ast, Diags *diags)
{
	size_t sections = 0;
	Span first = SPAN_NONE;
	for (const Ast *node = ast; node != NULL; node = ast_next(node, ast)) {
		size_t n = node->kind == AST_COMMENT ? count_headings(node->as.text) : 0;
		if (n > 0 && sections == 0)
			first = node->span;
		sections += n;
	}
	if (sections > 0)
		diag_note(diags, first, S(""),
			  sections == 1 ? "%zu section is commented out [commented-out]"
					: "%zu sections are commented out [commented-out]",
			  sections);
}

static void render_liquid(SiteReader *reader, Page *page)
{
	Site *site = reader->site;
	page->text = text_of_source(site->arena, page->source, page->body, page->source->text.len);
	if (!value_bool(value_get(page->front, S("render_with_liquid")), true))
		return;
	if (str_find(page->text.text, S("{{"), 0) == STR_NONE &&
	    str_find(page->text.text, S("{%"), 0) == STR_NONE)
		return;
	LiquidHost host = site_liquid_host(reader);
	LiquidOptions options = site_liquid_options(reader, &host);
	Text raw = page->text;
	liquid_render(site->arena, &raw, &options, reader->diags, &page->text);
}

/* Whether the theme would load MathJax for a page: acad-homepage always does. */
static bool has_mathjax(const Site *site, const Page *page)
{
	static const Str keys[] = {STR_INIT("enable_math"), STR_INIT("math"), STR_INIT("mathjax"),
				   STR_INIT("use_math")};
	if (site->flavour == SITE_ACAD_HOMEPAGE)
		return true;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (value_truthy(value_get(page->front, keys[i])) ||
		    value_truthy(value_get(site->config, keys[i])))
			return true;
	return false;
}

/* Whether short codes are emoji: by the plug-in jemoji, which both themes have. */
static bool has_emoji(const Site *site)
{
	const Value *plugins = value_get(site->config, S("plugins"));
	if (value_is_nil(plugins))
		plugins = value_get(site->config, S("gems"));
	for (size_t i = 0; i < value_len(plugins); i++)
		if (str_eq(value_string(value_at(plugins, i)), S("jemoji")))
			return true;
	return value_is_nil(plugins);
}

/* --- Markdown in data --- */

/* Whether a word at the start of a line would begin a block: "#", "-", "1.", ">", "[x]:". */
static size_t block_mark(Str word)
{
	size_t at = 0;
	while (at < word.len && char_is_digit(word.ptr[at]))
		at++;
	char c = at < word.len ? word.ptr[at] : '\0';
	if (at > 0)
		return (c == '.' || c == ')') && at + 1 == word.len ? at : STR_NONE;
	bool lone = word.len == 1 && (c == '-' || c == '+' || c == '*' || c == ':' || c == '=');
	bool rule = word.len >= 2 && (str_starts(word, S("--")) || str_starts(word, S("==")) ||
				      str_starts(word, S("__")) || str_starts(word, S("~~~")) ||
				      str_starts(word, S("```")));
	for (size_t i = 1; rule && i < word.len; i++)
		rule = word.ptr[i] == c || c == '`' || c == '~';
	bool named = c == '[' && str_contains(word, S("]:"));
	return c == '#' || c == '>' || lone || rule || named ? 0 : STR_NONE;
}

/* The value on one line, with a backslash before what would make it a block, or a table. */
static Text inline_text(Site *site, const Value *value, bool markdown)
{
	Text text = value_text(site, value);
	TextBuilder builder = text_builder(site->arena);
	Str word;
	bool first = true;
	for (Str rest = text.text; str_next_word(&rest, &word); first = false) {
		size_t at = (size_t)(word.ptr - text.text.ptr), end = at + word.len;
		size_t mark = first && markdown ? block_mark(word) : STR_NONE;
		if (!first)
			text_add_generated(&builder, S(" "), value->span);
		for (size_t i = 0; i < word.len; i++) {
			bool bar = markdown && word.ptr[i] == '|' &&
				   (i == 0 || word.ptr[i - 1] != '\\');
			if (i != mark && !bar)
				continue;
			text_add_text(&builder, &text, at, (size_t)(word.ptr - text.text.ptr) + i);
			text_add_generated(&builder, S("\\"), value->span);
			at = (size_t)(word.ptr - text.text.ptr) + i;
		}
		text_add_text(&builder, &text, at, end);
	}
	return text_finish(&builder);
}

static DocNode *build_text(Site *site, Text text, bool markdown, const Page *page, Diags *diags)
{
	MarkdownOptions settings = markdown_options(site);
	DocOptions options = {.lang = page->lang, .emoji = has_emoji(site)};
	Ast *ast = markdown ? markdown_parse(site->arena, &text, &settings, diags)
			    : markdown_parse_html(site->arena, &text, diags);
	if (site->options->safe)
		html_make_safe(site->arena, ast, diags);
	DocNode *root = doc_build(site->arena, ast, &options, diags)->root;
	if (has_mathjax(site, page))
		doc_math_find(site->arena, root, diags);
	return root;
}

DocNode *site_text_inlines(Site *site, const Value *value, bool markdown, const Page *page,
			   Diags *diags)
{
	Text text = inline_text(site, value, markdown);
	DocNode *root = build_text(site, text, markdown, page, diags);
	DocNode *span = doc_new(site->arena, DOC_SPAN, value->span);
	take_inlines(site, span, root);
	return span->first != NULL ? span : NULL;
}

DocNode *site_text_blocks(Site *site, const Value *value, bool markdown, const Page *page,
			  Diags *diags)
{
	DocNode *root = build_text(site, value_text(site, value), markdown, page, diags);
	DocNode *block = doc_new(site->arena, DOC_BLOCK, value->span);
	doc_adopt(block, root);
	return block->first != NULL ? block : NULL;
}

/* A page up to its Doc, links not yet resolved. Its tree is large, and nothing is left of it. */
static void build_page(Site *site, Page *page, Diags *diags)
{
	if (page->doc != NULL)
		return;
	SiteReader reader = {.site = site, .page = page, .diags = diags};
	DocHost host = {&reader, site_expand_element};
	DocOptions options = {.lang = page->lang,
			      .keep_comments = site->options->keep_comments,
			      .emoji = has_emoji(site),
			      .host = &host};
	MarkdownOptions markdown = markdown_options(site);
	render_liquid(&reader, page);
	if (str_eq(page->layout, S("distill")))
		page->text = distill_read(&reader, page->text);
	if (site_is_bib_page(page->path))
		page->text = site_wrap_entries(&reader, page->text);
	bool lasts = site->options->keep_ast;
	Arena *trees = lasts ? site->arena : arena_new_like(site->arena);
	Ast *ast = page->is_markdown ? markdown_parse(trees, &page->text, &markdown, diags)
				     : markdown_parse_html(trees, &page->text, diags);
	if (site->options->safe)
		html_make_safe(trees, ast, diags);
	page->doc = doc_build(site->arena, ast, &options, diags);
	note_comments(ast, diags);
	if (lasts) {
		page->ast = ast;
	} else {
		doc_keep(site->arena, trees, site->sources, page->doc->root);
		arena_free(trees);
	}
	site_mark_own_name(&reader, page->doc->root);
	if (has_mathjax(site, page))
		doc_math_find(site->arena, page->doc->root, diags);
}

static void finish_page(Site *site, Page *page, Diags *diags)
{
	site_resolve(site, page, page->doc->root, diags);
}

DocNode *site_read_part(Site *site, const Page *on, Str path, Span from, Diags *diags)
{
	if (!site_has_file(site, path)) {
		diag_warning(diags, from, S(""), "the file %.*s is not there [file-missing]",
			     STR_ARG(path));
		return NULL;
	}
	FrontMatter front;
	Page *part = ARENA_NEW(site->arena, Page);
	*part = *on;
	part->source = site_load_source(site, path, from, diags);
	if (part->source == NULL || !frontmatter_parse(site->arena, part->source, diags, &front))
		return NULL;
	part->path = path;
	part->body = front.body;
	part->is_markdown = site_is_markdown(site, path);
	part->doc = NULL;
	build_page(site, part, diags);
	finish_page(site, part, diags);
	return part->doc->root;
}

/* A step of reading pages. */
typedef void PageStep(Site *site, Page *page, Diags *diags);

/* Takes the step for the pages to be read; each remembers whether there was something to say. */
static void for_each(Site *site, Page *const *pages, size_t count, PageStep *step, Diags *diags)
{
	for (size_t i = 0; i < count; i++) {
		Page *page = pages[i];
		if (page->kept || page->read)
			continue;
		diags->told = site->parts->told = &page->told;
		step(site, page, diags);
		diags->told = site->parts->told = NULL;
	}
}

/* The last look at a page as it will be shown, one walk for all: links within it are checked, and
 * what it shows besides words is noted. */
static void look_over(Site *site, Page *page, Diags *diags)
{
	VEC(Str) pictures = {0}, signs = {0};
	Map ids = map_in(site->arena);
	const DocNode *root = page->doc->root;
	for (const DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		bool may_be_sign = node->kind == DOC_EMPH || node->kind == DOC_SPAN;
		if (node->kind == DOC_LINK)
			site_check_jump(site, page, node, &ids, diags);
		else if (node->kind == DOC_IMAGE && node->as.image.file.len > 0)
			VEC_PUSH(site->arena, &pictures, node->as.image.file);
		else if (may_be_sign && node->first == NULL && node->traits->attrs != NULL)
			VEC_PUSH(site->arena, &signs,
				 attrs_get(node->traits->attrs, S("class"), NULL));
	}
	page->pictures = pictures.ptr;
	page->picture_count = pictures.len;
	page->signs = signs.ptr;
	page->sign_count = signs.len;
}

static void check_page(Site *site, Page *page, Diags *diags)
{
	if (page->doc != NULL && page->entry != NULL)
		site_add_way_back(site, page);
	if (page->doc != NULL && site->parts->cites)
		site_settle_citations(site, page->doc->root);
	if (page->doc != NULL)
		look_over(site, page, diags);
	page->read = true;
}

bool site_read_pages(Site *site, Diags *diags)
{
	size_t errors = diags->errors;
	bool first = !site->home->read;
	/* before the pages, which may show them */
	for_each(site, site->documents, site->document_count, build_page, diags);
	for_each(site, site->pages, site->page_count, build_page, diags);
	if (site->single || site->parts->copies) /* files that pages asked for */
		site_store_assets(site);
	if (first)
		site_find_cv_output(site, diags);
	for_each(site, site->documents, site->document_count, finish_page, diags);
	for_each(site, site->pages, site->page_count, finish_page, diags);
	if (first)
		profile_from_page(site, diags);
	if (first)
		site_use_design(site, diags);
	for_each(site, site->pages, site->page_count, site_compose, diags);
	for_each(site, site->pages, site->page_count, site_compose_cv_page, diags);
	for_each(site, site->pages, site->page_count, check_page, diags);
	for (size_t i = 0; i < site->document_count; i++)
		site->documents[i]->read = true;
	if (site->single || site->parts->copies)
		site_store_assets(site);
	return diags->errors == errors;
}
