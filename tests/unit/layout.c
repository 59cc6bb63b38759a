/* A Doc set on paper with the real fonts: places, tags, links, names; nothing beyond the text
 * block. */
#include "typeset/layout.h"

#include "base/buf.h"
#include "model/doc_build.h"

#include "check.h"
#include "prepare.h"

typedef struct {
	Arena *arena;
	Fonts *fonts;
	Theme theme;
	Diags diags;
} Bench;

static Doc *make_doc(Bench *bench, Str markdown, Str lang)
{
	MarkdownOptions options = markdown_default_options();
	Ast *ast = prepare_tree(bench->arena, markdown, &options, &bench->diags);
	DocOptions doc_options = {.lang = lang};
	return doc_build(bench->arena, ast, &doc_options, &bench->diags);
}

/* Links and pictures as the site would resolve them; lake.png is missing. Nothing opens the files.
 */
static void resolve(DocNode *root)
{
	for (DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		if (node->kind == DOC_LINK && str_contains(node->as.link.url, S("://")))
			node->as.link.print_url = node->as.link.url;
		if (node->kind != DOC_IMAGE || str_eq(node->as.image.url, S("lake.png")))
			continue;
		node->as.image.file = node->as.image.url;
		node->as.image.pixel_width = str_starts(node->as.image.url, S("wide")) ? 4000 : 200;
		node->as.image.pixel_height = str_starts(node->as.image.url, S("tall")) ? 200 : 100;
	}
}

static Paper set_in(Bench *bench, const char *markdown, const Profile *profile, Str lang)
{
	Doc *doc = make_doc(bench, str_from(markdown), lang);
	resolve(doc->root);
	LayoutOptions options = {
		.theme = &bench->theme, .profile = profile, .lang = lang, .title = S("T")};
	Paper paper;
	CHECK(layout_doc(bench->arena, bench->fonts, doc, &options, &bench->diags, &paper));
	CHECK(paper.frame_count > 0);
	return paper;
}

static Paper set_with(Bench *bench, const char *markdown, const Profile *profile)
{
	return set_in(bench, markdown, profile, S("en"));
}

static Paper set(Bench *bench, const char *markdown)
{
	return set_in(bench, markdown, NULL, S("en"));
}

/* The first text item that holds `needle`, and its page. */
static const FrameItem *find(const Paper *paper, Str needle, size_t *page)
{
	for (size_t f = 0; f < paper->frame_count; f++)
		for (size_t i = 0; i < paper->frames[f].count; i++) {
			const FrameItem *item = &paper->frames[f].items[i];
			if (item->kind == FRAME_TEXT && str_contains(item->as.text.text, needle)) {
				if (page != NULL)
					*page = f;
				return item;
			}
		}
	return NULL;
}

static const FrameItem *find_kind(const Paper *paper, FrameKind kind)
{
	for (size_t f = 0; f < paper->frame_count; f++)
		for (size_t i = 0; i < paper->frames[f].count; i++)
			if (paper->frames[f].items[i].kind == kind)
				return &paper->frames[f].items[i];
	return NULL;
}

/* Nothing sticks out of the text block, but hanging punctuation by a hair, and furniture below it.
 */
static bool within(const Bench *bench, const Paper *paper)
{
	const Theme *theme = &bench->theme;
	Len hair = len_from_pt(6), left = theme->margin_left - hair;
	Len right = theme->paper_width - theme->margin_right + hair;
	for (size_t f = 0; f < paper->frame_count; f++)
		for (size_t i = 0; i < paper->frames[f].count; i++) {
			const FrameItem *item = &paper->frames[f].items[i];
			if (item->kind == FRAME_ANCHOR)
				continue;
			bool furniture = item->kind == FRAME_TEXT && item->tag == NULL;
			Len bottom =
				theme->paper_height - (furniture ? 0 : theme->margin_bottom - hair);
			if (item->x < left || item->x + item->w > right || item->y > bottom ||
			    item->y < 0)
				return false;
		}
	return true;
}

static size_t count_tags(const Tag *tag, TagKind kind)
{
	size_t count = tag->kind == kind;
	for (const Tag *child = tag->first; child != NULL; child = child->next)
		count += count_tags(child, kind);
	return count;
}

/* --- cases --- */

static void test_structure(Bench *bench)
{
	Paper paper = set(bench, "# One\n\nText *with* [a link](https://example.org/).\n\n"
				 "### Deep\n\n- a\n- b\n  - c\n\n> said\n\n## Two\n\n1. x\n");
	CHECK(count_tags(paper.root, TAG_H1) == 1);
	/* Level 3 below level 1 becomes level 2: no jump. */
	CHECK(count_tags(paper.root, TAG_H2) == 2);
	CHECK(count_tags(paper.root, TAG_H3) == 0);
	CHECK(count_tags(paper.root, TAG_L) == 3);
	CHECK(count_tags(paper.root, TAG_LI) == 4);
	CHECK(count_tags(paper.root, TAG_LBL) == 4);
	CHECK(count_tags(paper.root, TAG_QUOTE) == 1);
	CHECK(count_tags(paper.root, TAG_LINK) == 1);
	const FrameItem *link = find_kind(&paper, FRAME_LINK);
	CHECK(link != NULL && str_eq(link->as.link.url, S("https://example.org/")));
	CHECK(paper.outline_count == 3);
	CHECK_STR(paper.outline[0].title, S("One"));
	CHECK(paper.outline[0].level == 1 && paper.outline[1].level == 2 &&
	      paper.outline[2].level == 2);
	CHECK(within(bench, &paper));
}

static void test_bullet_shares_baseline(Bench *bench)
{
	Paper paper = set(bench, "- apple\n- pear\n");
	const FrameItem *bullet = find(&paper, S("•"), NULL),
			*apple = find(&paper, S("apple"), NULL);
	CHECK(bullet != NULL && apple != NULL && bullet->y == apple->y && bullet->x < apple->x);
	CHECK(bullet->tag->kind == TAG_LBL && apple->tag->parent->kind == TAG_LBODY);
	CHECK(bullet->tag->parent->parent->words->labels == TAG_LABELS_DISC);
}

static void test_dates(Bench *bench)
{
	Paper paper = set(bench,
			  "- *2025.06*: Began a post in the mountains\n- *2024*: Left the coast\n");
	const FrameItem *date = find(&paper, S("2025.06"), NULL),
			*text = find(&paper, S("Began"), NULL);
	const FrameItem *other = find(&paper, S("2024"), NULL);
	CHECK(date != NULL && text != NULL && date->y == text->y);
	CHECK(date != NULL && date->tag->kind == TAG_LBL);
	CHECK(date->tag->parent->parent->words->labels == TAG_LABELS_OTHER);
	if (bench->theme.date_side == THEME_DATE_RIGHT)
		CHECK(date->x > text->x && date->x + date->w == other->x + other->w);
	else
		CHECK(date->x < text->x && date->x == other->x);
	CHECK(within(bench, &paper));
}

static void test_links(Bench *bench)
{
	Paper paper = set(bench, "See [below](#there) and [nowhere](#gone).\n\n"
				 "<span id='there'></span>\n\nThe place.\n");
	const FrameItem *link = find_kind(&paper, FRAME_LINK);
	const FrameItem *anchor = find_kind(&paper, FRAME_ANCHOR);
	CHECK(link != NULL && str_eq(link->as.link.anchor, S("there")));
	CHECK(anchor != NULL && str_eq(anchor->as.anchor.name, S("there")));
	CHECK(count_tags(paper.root, TAG_LINK) == 1);
}

static void test_languages(Bench *bench)
{
	Paper paper = set(bench, "Anna Berg 安娜 speaks; さくら and 봄 too.\n");
	const FrameItem *han = find(&paper, S("安"), NULL), *kana = find(&paper, S("さ"), NULL);
	const FrameItem *hangul = find(&paper, S("봄"), NULL);
	CHECK(kana != NULL && str_eq(kana->tag->lang, S("ja")));
	CHECK(hangul != NULL && str_eq(hangul->tag->lang, S("ko")));
	/* Kana in the paragraph: Han characters are Japanese. */
	CHECK(han != NULL && str_eq(han->tag->lang, S("ja")));
	paper = set(bench, "Anna Berg 安娜\n");
	han = find(&paper, S("安"), NULL);
	CHECK(han != NULL && str_eq(han->tag->lang, S("zh-Hans")));
}

static void test_heading_emoji(Bench *bench)
{
	Paper paper = set(bench, "# 🔥 News\n\nWords 🔥 stay.\n");
	CHECK(paper.outline_count == 1);
	CHECK_STR(paper.outline[0].title, S("News"));
	CHECK(find(&paper, S("🔥"), NULL) != NULL);
}

static void test_missing_picture(Bench *bench)
{
	Paper paper = set(bench, "![A quiet lake](lake.png)\n");
	CHECK(find(&paper, S("quiet"), NULL) != NULL);
	CHECK(find_kind(&paper, FRAME_IMAGE) == NULL);
}

static void test_long_words(Bench *bench)
{
	Buf text = buf_in(bench->arena);
	buf_add_cstr(&text, "`");
	buf_add_repeat(&text, 'x', 400);
	buf_add_cstr(&text, "`\n\n```\n");
	buf_add_repeat(&text, 'y', 400);
	buf_add_cstr(&text, "\n```\n\n| ");
	buf_add_repeat(&text, 'z', 300);
	buf_add_cstr(&text, " | b |\n|---|---|\n| c | ");
	buf_add_repeat(&text, 'w', 300);
	buf_add_cstr(&text, " |\n");
	buf_str(&text);
	Paper paper = set(bench, text.ptr);
	CHECK(within(bench, &paper));
}

static void test_table_head_repeats(Bench *bench)
{
	Buf text = buf_in(bench->arena);
	buf_add_cstr(&text, "| Year | Place |\n|---|---|\n");
	for (int i = 0; i < 120; i++)
		buf_add_format(&text, "| %d | Hill %d |\n", 1900 + i, i);
	buf_str(&text);
	Paper paper = set(bench, text.ptr);
	CHECK(paper.frame_count > 1);
	size_t heads = 0, artifacts = 0;
	for (size_t f = 0; f < paper.frame_count; f++)
		for (size_t i = 0; i < paper.frames[f].count; i++) {
			const FrameItem *item = &paper.frames[f].items[i];
			if (item->kind == FRAME_TEXT && str_eq(item->as.text.text, S("Place"))) {
				heads++;
				artifacts += item->tag == NULL;
			}
		}
	CHECK(heads == paper.frame_count && artifacts == heads - 1);
	CHECK(count_tags(paper.root, TAG_TR) == 121);
	CHECK(count_tags(paper.root, TAG_TH) == 2);
	CHECK(find(&paper, S("Hill 119"), NULL) != NULL || find(&paper, S("119"), NULL) != NULL);
	CHECK(within(bench, &paper));
}

static void test_header(Bench *bench)
{
	Contact contacts[] = {{.kind = S("email"),
			       .label = S("E-mail"),
			       .text = S("anna@example.org"),
			       .url = S("mailto:anna@example.org"),
			       .print = true},
			      {.kind = S("instagram"),
			       .label = S("Instagram"),
			       .text = S("pictures"),
			       .url = S("https://example.org/p")}};
	Profile profile = {.name = S("Anna Berg"),
			   .native_name = S("安娜"),
			   .contacts = contacts,
			   .contact_count = 2};
	Paper paper = set_with(bench, "## Work\n\nWords.\n", &profile);
	const FrameItem *name = find(&paper, S("Berg"), NULL),
			*native = find(&paper, S("安"), NULL);
	CHECK(name != NULL && native != NULL && name->y == native->y);
	CHECK(count_tags(paper.root, TAG_H1) == 1 && count_tags(paper.root, TAG_H2) == 1);
	CHECK(find(&paper, S("anna@"), NULL) != NULL);
	CHECK(find(&paper, S("pictures"), NULL) == NULL);
	const FrameItem *link = find_kind(&paper, FRAME_LINK);
	CHECK(link != NULL && str_eq(link->as.link.url, S("mailto:anna@example.org")));
	CHECK(find_kind(&paper, FRAME_ANCHOR) != NULL);
}

static void test_pictures(Bench *bench)
{
	Paper paper = set(bench, "![Hills](wide.png)\n\nText\n");
	const FrameItem *image = find_kind(&paper, FRAME_IMAGE);
	Len width = bench->theme.paper_width - bench->theme.margin_left - bench->theme.margin_right;
	CHECK(image != NULL && image->w == width && image->h > width / 41 && image->h < width / 39);
	CHECK(image != NULL && image->tag->kind == TAG_FIGURE &&
	      str_eq(image->tag->words->alt, S("Hills")));
	CHECK(within(bench, &paper));
	/* A number in an attribute is pixels, of which 96 make an inch. */
	paper = set(bench, "<img src='small.png' alt='Dot' width='40em'>\n");
	image = find_kind(&paper, FRAME_IMAGE);
	CHECK(image != NULL && image->w == len_from_pt(30) && image->h == len_from_pt(15));
	paper = set(bench, "<img src='small.png' alt='Dot' width='50%'>\n");
	image = find_kind(&paper, FRAME_IMAGE);
	CHECK(image != NULL && image->w == width / 2);
}

static void test_entry(Bench *bench)
{
	Paper paper =
		set(bench,
		    "<div class='paper-box'><div class='paper-box-image'><div>"
		    "<div class='badge'>LAKES 2020</div><img src='wide.png' alt='sym' width='100%'>"
		    "</div></div>\n<div class='paper-box-text' markdown='1'>\n\n"
		    "**On the colour of lakes**\n\n**Anna Berg**, Otto Tal\n\n"
		    "[Paper](https://example.org/p)\n\n</div></div>\n");
	const FrameItem *image = find_kind(&paper, FRAME_IMAGE),
			*title = find(&paper, S("colour"), NULL);
	const FrameItem *badge = find(&paper, S("LAKES"), NULL);
	CHECK(image != NULL && title != NULL && badge != NULL);
	if (image == NULL || title == NULL || badge == NULL)
		return;
	CHECK(image->x == bench->theme.margin_left && image->w == bench->theme.thumbnail_width);
	CHECK(badge->y == title->y && title->x > image->x + image->w && image->y > badge->y);
	CHECK(find(&paper, S("Otto"), NULL)->x > image->x + image->w);
	CHECK(within(bench, &paper));
}

static void test_label_beside_table(Bench *bench)
{
	Paper paper = set(bench, "1. | Year | Place |\n   |---|---|\n   | 1999 | Ely |\n");
	const FrameItem *label = find(&paper, S("1."), NULL), *head = find(&paper, S("Year"), NULL);
	CHECK(label != NULL && head != NULL && label->y == head->y && label->x < head->x);
}

static void test_right_to_left(Bench *bench)
{
	Paper paper = set_in(bench, "# \u0633\u0644\u0627\u0645\n\n- \u062F\u0631\u06CC\u0627\n",
			     NULL, S("fa"));
	const FrameItem *bullet = find(&paper, S("•"), NULL);
	const FrameItem *word = find(&paper, S("\u062F\u0631\u06CC\u0627"), NULL);
	const FrameItem *heading = find(&paper, S("\u0633\u0644\u0627\u0645"), NULL);
	Len right = bench->theme.paper_width - bench->theme.margin_right;
	CHECK(bullet != NULL && word != NULL && bullet->y == word->y && bullet->x > word->x);
	CHECK(heading != NULL && heading->x + heading->w > right - len_from_pt(2));
	CHECK(within(bench, &paper));
}

static Paper set_buf(Bench *bench, Buf *text)
{
	buf_add_char(text, '\0');
	return set(bench, buf_str(text).ptr);
}

static void test_notes_at_foot(Bench *bench)
{
	Buf text = buf_in(bench->arena);
	buf_add(&text, S("Early.[^a] Later.[^b] Early again.[^a]\n\n"));
	for (int i = 0; i < 60; i++)
		buf_add(&text, S("A line of text.\n\n"));
	buf_add(&text, S("Last.[^c]\n\n[^a]: Alpha.\n[^b]: Beta.\n[^c]: Gamma.\n"));
	Paper paper = set_buf(bench, &text);
	size_t page = 9;
	const FrameItem *alpha = find(&paper, S("Alpha."), &page), *beta;
	CHECK(alpha != NULL && page == 0);
	beta = find(&paper, S("Beta."), &page);
	CHECK(beta != NULL && page == 0 && beta->y > alpha->y);
	CHECK(find(&paper, S("Gamma."), &page) != NULL && page == paper.frame_count - 1);
	Len foot = bench->theme.paper_height - bench->theme.margin_bottom;
	CHECK(beta->y < foot && beta->y > foot - bench->theme.body_size);
	CHECK(beta->tag != NULL && beta->tag->parent->kind == TAG_NOTE);
	CHECK(beta->tag->parent->words->id.len > 0);
	CHECK(within(bench, &paper));
}

static void test_breaks_asked_for(Bench *bench)
{
	size_t page = 9;
	Paper paper = set(bench, "One.\n\n## Two\n{: .newpage}\n\n- a\n- {:.newpage} Three\n");
	CHECK(paper.frame_count == 3);
	CHECK(find(&paper, S("Two"), &page) != NULL && page == 1);
	CHECK(find(&paper, S("Three"), &page) != NULL && page == 2);
	/* A section that would begin at the foot of a page goes over as a whole. */
	for (int keep = 0; keep < 2; keep++) {
		Buf text = buf_in(bench->arena);
		for (int i = 0; i < 30; i++)
			buf_add(&text, S("A line of text.\n\n"));
		buf_add(&text, S("## Kept\n"));
		buf_add(&text, keep ? S("{: .keep}\n\n") : S("\n"));
		for (int i = 0; i < 24; i++)
			buf_add(&text, S("Below.\n\n"));
		buf_add(&text, S("Lowest.\n"));
		paper = set_buf(bench, &text);
		CHECK(paper.frame_count == 2);
		CHECK(find(&paper, S("Lowest."), &page) != NULL && page == 1);
		CHECK(find(&paper, S("Kept"), &page) != NULL && page == (keep ? 1 : 0));
	}
}

/* A picture that just does not fit is set smaller, and not left for the next page. */
static void test_hole(Bench *bench)
{
	size_t page = 9;
	for (int lines = 20; lines < 40; lines++) {
		Buf text = buf_in(bench->arena);
		for (int i = 0; i < lines; i++)
			buf_add(&text, S("A line of text.\n\n"));
		buf_add(&text, S("![A dune](tall.png){: height=\"600\"}\n\nBehind it.\n"));
		Paper paper = set_buf(bench, &text);
		const FrameItem *picture = find_kind(&paper, FRAME_IMAGE);
		CHECK(picture != NULL && within(bench, &paper));
		if (picture == NULL)
			continue;
		Len skew = picture->w - picture->h;
		CHECK(skew <= 1 && skew >= -1); /* its proportions stay */
		bool first = picture >= paper.frames[0].items &&
			     picture < paper.frames[0].items + paper.frames[0].count;
		Len foot = bench->theme.paper_height - bench->theme.margin_bottom;
		const FrameItem *last = NULL;
		for (size_t i = 0; !first && i < paper.frames[0].count; i++)
			if (paper.frames[0].items[i].tag != NULL)
				last = &paper.frames[0].items[i];
		Len hole = last != NULL ? foot - last->y : 0;
		CHECK(first ||
		      hole <= (foot - bench->theme.margin_top) / 3 + bench->theme.body_size);
		CHECK(find(&paper, S("Behind it."), &page) != NULL);
	}
}

static void test_odd_input(Bench *bench)
{
	Paper paper = set(bench, "");
	CHECK(paper.frame_count == 1);
	Buf text = buf_in(bench->arena);
	for (int i = 0; i < 150; i++) {
		buf_add_repeat(&text, '>', (size_t)i);
		buf_add_cstr(&text, " q\n\n");
	}
	for (int i = 0; i < 60; i++) {
		buf_add_repeat(&text, ' ', (size_t)i * 2);
		buf_add_cstr(&text, "- item\n");
	}
	buf_str(&text);
	paper = set(bench, text.ptr);
	CHECK(within(bench, &paper));
}

static void run(Bench *bench, Str theme)
{
	Value *config = value_new(bench->arena, VALUE_MAP, SPAN_NONE);
	value_set_path(bench->arena, config, S("recto.theme"),
		       value_new_string(bench->arena, theme, SPAN_NONE));
	CHECK(theme_load(bench->arena, config, &bench->diags, &bench->theme));
	test_structure(bench);
	test_bullet_shares_baseline(bench);
	test_dates(bench);
	test_links(bench);
	test_languages(bench);
	test_heading_emoji(bench);
	test_missing_picture(bench);
	test_long_words(bench);
	test_table_head_repeats(bench);
	test_header(bench);
	test_pictures(bench);
	test_entry(bench);
	test_label_beside_table(bench);
	test_right_to_left(bench);
	test_notes_at_foot(bench);
	test_breaks_asked_for(bench);
	test_hole(bench);
	test_odd_input(bench);
}

int main(void)
{
	Bench bench = {.arena = arena_new(NULL)};
	bench.diags = diags_in(bench.arena);
	bench.fonts = prepare_fonts(bench.arena, &bench.diags);
	CHECK(bench.fonts != NULL);
	if (bench.fonts == NULL)
		return check_report();
	run(&bench, S("classic"));
	run(&bench, S("modern"));
	CHECK(bench.diags.errors == 0);
	for (size_t i = 0; i < bench.diags.len; i++)
		if (bench.diags.items[i].level == DIAG_ERROR)
			fprintf(stderr, "%.*s\n", STR_ARG(bench.diags.items[i].message));
	fonts_free(bench.fonts);
	arena_free(bench.arena);
	return check_report();
}
