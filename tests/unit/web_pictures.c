/* web_pictures: which pictures get copies on the page, how wide and under which names, from a cache
 * or not; what a picture's tag says. */
#include "write/web_pictures.h"
#include "front/picture.h"
#include "picture_make.h"
#include "site_folder.h"
#include "write/html.h"

static void put_file(Folder *f, const char *path, Str bytes)
{
	CHECK(file_write(f->arena, path_join(f->arena, f->path, str_from(path)), bytes) !=
	      FILE_FAILED);
}

/* Noise on a slope, that no format makes small. */
static uint8_t *slopes(Arena *arena, uint32_t width, uint32_t height, int channels)
{
	uint32_t state = 9;
	uint8_t *pixels = arena_alloc_array(arena, (size_t)width * height, (size_t)channels);
	for (size_t i = 0; i < (size_t)width * height * (size_t)channels; i++) {
		state = state * 1664525 + 1013904223;
		pixels[i] = (uint8_t)(i / (size_t)channels % width / 8 + (state >> 26));
	}
	return pixels;
}

static void put_png(Folder *f, const char *path, uint32_t width, uint32_t height)
{
	PngForm form = {width, height, PNG_COLOR_TYPE_RGB, 8, false, false, 0};
	put_file(f, path,
		 make_png(f->arena, &form, slopes(f->arena, width, height, 3), (size_t)width * 3));
}

/* A JPEG stored lying on its side. */
static void put_turned_jpeg(Folder *f, const char *path, uint32_t width, uint32_t height)
{
	Str jpeg = picture_encode_jpeg(f->arena, width, height, 3,
				       slopes(f->arena, width, height, 3), 95);
	Buf out = buf_in(f->arena);
	buf_add(&out, str_slice(jpeg, 0, 2));
	buf_add(&out, S("\xFF\xE1\x00\x22"
			"Exif\0\0"
			"MM\0\x2A\0\0\0\x08"
			"\0\x01"
			"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"));
	buf_add(&out, str_from_offset(jpeg, 2));
	put_file(f, path, buf_str(&out));
}

static const WebPicture *find(Folder *f, const WebPictures *pictures, const char *path)
{
	Str file = path_join(f->arena, f->path, str_from(path));
	for (size_t i = 0; i < pictures->count; i++)
		if (str_ends(pictures->items[i]->file, str_from(path)))
			return web_pictures_find(pictures, pictures->items[i]->file);
	return web_pictures_find(pictures, file);
}

static bool is_webp(Str bytes, uint32_t width, uint32_t height)
{
	PictureInfo info;
	const char *reason;
	return picture_probe(bytes, &info, &reason) && info.format == PICTURE_WEBP &&
	       info.width == width && info.height == height;
}

static const char page[] =
	"---\npermalink: /\n---\n\n![One](img/one.png)\n\n![Two](img/two.jpg)\n\n"
	"![Three](img/one.jpg)\n\n![Small](img/small.png)\n\n"
	"<img src=\"img/one.png\" width=\"300\" alt=\"Again\">\n";

/* Filled where it stays: the site keeps the address of its options. */
static void make_site(Folder *f, const char *config)
{
	*f = FOLDER({"_config.yml", config}, {"index.md", page});
	put_png(f, "img/one.png", 900, 450);
	put_turned_jpeg(f, "img/two.jpg", 300, 600);
	put_turned_jpeg(f, "img/one.jpg", 200, 500);
	put_png(f, "img/small.png", 480, 20);
	put_png(f, "img/unused.png", 900, 20);
	folder_read(f);
	CHECK(f->read);
}

static void test_copies(void)
{
	Folder f;
	make_site(&f, "title: x\n");
	const WebPictures *pictures = web_pictures_make(f.arena, f.site, S(""), 1, &f.diags);
	CHECK(pictures->count == 4 && f.diags.len == 0);
	const WebPicture *one = find(&f, pictures, "img/one.png");
	CHECK(one != NULL && one->count == 2 && one->width == 900);
	CHECK_STR(one->copies[0].path, S("img/one-480.webp"));
	CHECK_STR(one->copies[1].path, S("img/one-800.webp"));
	CHECK(is_webp(one->copies[0].bytes, 480, 240) && is_webp(one->copies[1].bytes, 800, 400));
	const WebPicture *two = find(&f, pictures, "img/two.jpg");
	CHECK(two != NULL && two->count == 1 && two->width == 600);
	CHECK(is_webp(two->copies[0].bytes, 480, 240)); /* upright */
	const WebPicture *other = find(&f, pictures, "img/one.jpg");
	CHECK(other != NULL);
	CHECK_STR(other->copies[0].path, S("img/one-jpg-480.webp"));
	CHECK(find(&f, pictures, "img/small.png") == NULL);
	CHECK(find(&f, pictures, "img/unused.png") == NULL);
	CHECK(web_pictures_find(NULL, one->file) == NULL);
	folder_free(&f);
}

static size_t copies_with(const char *config, uint32_t *widths, size_t warnings)
{
	Folder f;
	make_site(&f, config);
	const WebPictures *pictures = web_pictures_make(f.arena, f.site, S(""), 1, &f.diags);
	const WebPicture *one = find(&f, pictures, "img/one.png");
	size_t count = one == NULL ? 0 : one->count;
	for (size_t i = 0; i < count; i++)
		widths[i] = one->copies[i].width;
	CHECK(f.diags.warnings == warnings);
	folder_free(&f);
	return count;
}

static void test_settings(void)
{
	uint32_t w[WEB_PICTURE_COPIES];
	CHECK(copies_with("recto:\n  pictures: false\n", w, 0) == 0);
	CHECK(copies_with("imagemagick:\n  enabled: false\n", w, 0) == 0);
	CHECK(copies_with("imagemagick:\n  enabled: true\n  widths: [600, 1800]\n", w, 0) == 1 &&
	      w[0] == 600);
	CHECK(copies_with("recto:\n  pictures:\n    widths: [700, 300, 300]\n"
			  "imagemagick:\n  enabled: false\n",
			  w, 0) == 2 &&
	      w[0] == 300 && w[1] == 700);
	CHECK(copies_with("recto:\n  pictures:\n    widths: [wide, 300, -4]\n", w, 2) == 1);
}

/* The second time the cache answers: with what stands there, and right all the same if it is
 * spoilt. */
static void test_cache(void)
{
	Folder f;
	make_site(&f, "title: x\n");
	Str cache = path_join(f.arena, f.path, S("cache"));
	const WebPictures *first = web_pictures_make(f.arena, f.site, cache, 3, &f.diags);
	FileEntry *entries;
	size_t count;
	CHECK(file_list(f.arena, cache, &entries, &count) && count == 4);
	const WebPictures *second = web_pictures_make(f.arena, f.site, cache, 1, &f.diags);
	for (size_t i = 0; i < count; i++)
		put_file(&f, str_to_cstr(f.arena, path_join(f.arena, S("cache"), entries[i].name)),
			 S("recto picture\n and nothing"));
	const WebPictures *third = web_pictures_make(f.arena, f.site, cache, 1, &f.diags);
	for (size_t i = 0; i < first->count; i++) {
		for (size_t k = 0; k < first->items[i]->count; k++) {
			Str made = first->items[i]->copies[k].bytes;
			CHECK(str_eq(made, second->items[i]->copies[k].bytes));
			CHECK(str_eq(made, third->items[i]->copies[k].bytes));
		}
	}
	folder_free(&f);
}

static void test_page(void)
{
	Folder f;
	make_site(&f, "title: x\nbaseurl: /base\n");
	Theme theme;
	CHECK(theme_load(f.arena, f.site->config, &f.diags, &theme));
	HtmlIcons none = {0};
	HtmlOptions options = {.site = f.site,
			       .theme = &theme,
			       .icons = &none,
			       .styles = html_styles_new(f.arena, S("p{margin:0}")),
			       .pictures = web_pictures_make(f.arena, f.site, S(""), 1, &f.diags)};
	Buf out = buf_in(f.arena);
	html_write_page(&out, &options, f.site->home);
	Str html = buf_str(&out);
	CHECK(str_contains(html,
			   S("<img src=\"img/one.png\" alt=\"One\" width=\"900\" height=\"450\" "
			     "srcset=\"img/one-480.webp 480w, img/one-800.webp 800w, "
			     "img/one.png 900w\" sizes=\"(max-width: 52rem) 100vw, 50rem\" />")));
	CHECK(str_contains(html, S("alt=\"Two\" width=\"600\" height=\"300\" srcset=")));
	CHECK(str_contains(html, S("<img src=\"img/small.png\" alt=\"Small\" width=\"480\" "
				   "height=\"20\" loading=\"lazy\" />")));
	CHECK(str_contains(html, S("alt=\"Again\" width=\"300\" height=\"150\" srcset=")));
	CHECK(str_contains(html, S("sizes=\"300px\" loading=\"lazy\" />")));
	folder_free(&f);
}

int main(void)
{
	test_copies();
	test_settings();
	test_cache();
	test_page();
	return check_report();
}
