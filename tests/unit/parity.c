/* parity: papers made by hand that say what the page says, or do not. */
#include "site_folder.h"

#include "write/parity.h"

static const char *const tide = "The tide comes in twice a day and is late each time.";
static const char *const moon = "The moon is to blame for that, and so is the sun.";

static Folder folder(void)
{
	return FOLDER({"index.md",
		       "---\nname: Ada Nowak\n---\n"
		       "The *tide* comes in twice a day and is [late](https://late.example) "
		       "each time.\n\nThe moon is to blame for that, and so is the sun.\n\n"
		       "On the page only.\n{: .web-only}\n"});
}

static void add_text(Folder *f, Paper *paper, const char *text)
{
	Tag *tag = tag_new(f->arena, paper, paper->root, TAG_P);
	FrameItem item = {.kind = FRAME_TEXT, .tag = tag};
	item.as.text.text = str_from(text);
	frame_add(f->arena, paper->frames, item);
}

static void add_link(Folder *f, Paper *paper, const char *url)
{
	FrameItem item = {.kind = FRAME_LINK, .tag = paper->root};
	item.as.link.url = str_from(url);
	frame_add(f->arena, paper->frames, item);
}

/* Whether the ids in `want`, a space behind each, are what is found of a paper that says `first`,
 * `second`, and links to `url`. */
static void check_paper(const char *first, const char *second, const char *url, const char *want)
{
	Folder f = folder(); /* read where it stays, since the site keeps its address */
	CHECK(folder_read(&f) != NULL);
	f.diags = diags_in(f.arena);
	Paper paper = {.frames = ARENA_ARRAY(f.arena, Frame, 1), .frame_count = 1};
	Buf ids = buf_in(f.arena);
	paper.root = tag_new(f.arena, &paper, NULL, TAG_DOCUMENT);
	add_text(&f, &paper, first);
	add_text(&f, &paper, second);
	add_link(&f, &paper, url);
	Doc *cv = site_cv_doc(f.site, &f.diags);
	parity_check(f.site, cv, &paper, &f.diags);
	for (size_t i = 0; i < f.diags.len; i++) {
		CHECK(f.diags.items[i].span.source != 0);
		buf_add(&ids, f.diags.items[i].id);
		buf_add_char(&ids, ' ');
	}
	CHECK_STR(buf_str(&ids), str_from(want));
	folder_free(&f);
}

int main(void)
{
	const char *late = "https://late.example";
	check_paper(tide, moon, late, "not-printed ");
	check_paper("the tide — COMES IN — twice a day and is late, each time", moon, late,
		    "not-printed ");
	check_paper("The tide comes in twice a day and is late.", moon, late,
		    "parity-text not-printed ");
	check_paper(tide, "", late, "parity-text not-printed ");
	check_paper(moon, tide, late, "parity-order not-printed ");
	check_paper(tide, moon, "https://other.example", "parity-link not-printed ");
	check_paper(tide, "The moon is to blame for that, and so is the sun. On the page only.",
		    late, "");
	return check_report();
}
