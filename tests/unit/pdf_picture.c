/* pdf_picture: pictures in a PDF: kept as they are, averaged down, alpha, turned ones, faults, the
 * cache. */
#include "base/file.h"
#include "check.h"
#include "front/picture.h"
#include "pdf_read.h"
#include "picture_make.h"
#include "write/pdf.h"

#include <sys/stat.h>
#include <unistd.h>

typedef struct {
	Arena *arena;
	Str folder;
	Paper paper;
	Diags diags;
	PdfOptions options;
	Buf out;
	File file;
} Bench;

static Str put_file(Bench *b, const char *name, Str bytes)
{
	Str path = path_join(b->arena, b->folder, str_from(name));
	CHECK(file_write(b->arena, path, bytes) != FILE_FAILED);
	return path;
}

static void begin(Bench *b)
{
	b->paper = (Paper){
		.frames = ARENA_NEW(b->arena, Frame), .frame_count = 1, .title = S("Pictures")};
	b->paper.frames[0].w = b->paper.frames[0].h = 500 * LEN_PT;
	b->paper.root = tag_new(b->arena, &b->paper, NULL, TAG_DOCUMENT);
}

static FrameItem *place(Bench *b, Str file, int width, int height)
{
	FrameItem item = {
		.kind = FRAME_IMAGE, .span = {1, 2, 3}, .x = 10 * LEN_PT, .y = 20 * LEN_PT};
	item.tag = tag_new(b->arena, &b->paper, b->paper.root, TAG_FIGURE);
	tag_say(b->arena, item.tag)->alt = S("A picture");
	item.w = width * LEN_PT;
	item.h = height * LEN_PT;
	item.as.image.file = file;
	frame_add(b->arena, &b->paper.frames[0], item);
	return &b->paper.frames[0].items[b->paper.frames[0].count - 1];
}

static bool finish(Bench *b)
{
	b->diags = diags_in(b->arena);
	b->out = buf_in(b->arena);
	bool ok = pdf_write(b->arena, &b->paper, &b->options, &b->diags, &b->out);
	CHECK(ok == (b->diags.errors == 0));
	if (ok)
		b->file = read_file(b->arena, buf_str(&b->out));
	return ok;
}

static uint8_t *slopes(Bench *b, uint32_t width, uint32_t height, int channels)
{
	uint8_t *pixels = arena_alloc(b->arena, (size_t)width * height * (size_t)channels);
	for (uint32_t i = 0; i < width * height; i++) {
		for (int k = 0; k < channels; k++)
			pixels[i * (uint32_t)channels + (uint32_t)k] =
				(uint8_t)(k == 3 ? 255 : i % width + i / width * (uint32_t)k);
	}
	return pixels;
}

static Str png_of(Bench *b, uint32_t width, uint32_t height, int colour, const uint8_t *pixels,
		  int channels)
{
	PngForm form = {width, height, colour, 8, false, false, 0};
	return make_png(b->arena, &form, pixels, (size_t)width * (size_t)channels);
}

/* At 72 points and 300 ppi there is room for 300 pixels. */
static void test_small_png(Bench *b)
{
	begin(b);
	Str png = png_of(b, 200, 100, PNG_COLOR_TYPE_RGB, slopes(b, 200, 100, 3), 3);
	place(b, put_file(b, "small.png", png), 72, 36);
	CHECK(finish(b));
	const Object *image = find_dict(&b->file, "/Subtype/Image");
	CHECK(str_contains(image->dict,
			   S("/Width 200/Height 100/BitsPerComponent 8/ColorSpace/DeviceRGB")));
	CHECK(str_contains(image->dict,
			   S("/Predictor 15/Colors 3/BitsPerComponent 8/Columns 200")));
	CHECK(image->stream.len == 601 * 100); /* rows with their filter bytes */
	begin(b);
	PngForm form = {64, 8, PNG_COLOR_TYPE_PALETTE, 2, false, false, 0};
	place(b, put_file(b, "palette.png", make_png(b->arena, &form, slopes(b, 16, 8, 1), 16)), 72,
	      9);
	CHECK(finish(b));
	image = find_dict(&b->file, "/Subtype/Image");
	CHECK(str_contains(image->dict, S("/BitsPerComponent 2/ColorSpace[/Indexed/DeviceRGB "
					  "3<00FF0001FE0002FD0103FC01>]")));
}

static void test_alpha(Bench *b)
{
	uint8_t *pixels = slopes(b, 50, 50, 4);
	begin(b);
	place(b, put_file(b, "opaque.png", png_of(b, 50, 50, PNG_COLOR_TYPE_RGBA, pixels, 4)), 72,
	      72);
	CHECK(finish(b) && count_dicts(&b->file, "/SMask") == 0);
	CHECK(count_dicts(&b->file, "/Subtype/Image") == 1);
	pixels[3] = 0;
	begin(b);
	place(b, put_file(b, "alpha.png", png_of(b, 50, 50, PNG_COLOR_TYPE_RGBA, pixels, 4)), 72,
	      72);
	CHECK(finish(b) && count_dicts(&b->file, "/SMask") == 1);
	CHECK(count_dicts(&b->file, "/Subtype/Image") == 2);
}

/* The largest use counts, and one object serves all. */
static void test_scaled_once(Bench *b)
{
	begin(b);
	Str path = put_file(b, "large.png",
			    png_of(b, 900, 600, PNG_COLOR_TYPE_RGB, slopes(b, 900, 600, 3), 3));
	place(b, path, 36, 24);
	place(b, path, 72, 48);
	place(b, path, 18, 12)->as.image.round = true;
	CHECK(finish(b));
	CHECK(count_dicts(&b->file, "/Subtype/Image") == 1);
	CHECK(count_dicts(&b->file, "/Width 300/Height 200/") == 1);
}

/* An Exif segment with this orientation, behind the start of the picture. */
static Str with_orientation(Bench *b, Str jpeg, char orientation)
{
	Buf out = buf_in(b->arena);
	buf_add(&out, str_slice(jpeg, 0, 2));
	buf_add(&out, S("\xFF\xE1\x00\x22"
			"Exif\0\0"
			"MM\0\x2A\0\0\0\x08"
			"\0\x01"
			"\x01\x12\0\x03\0\0\0\x01\0"));
	buf_add_char(&out, orientation);
	buf_add(&out, S("\0\0\0\0\0\0"));
	buf_add(&out, str_from_offset(jpeg, 2));
	return buf_str(&out);
}

static void test_jpeg(Bench *b)
{
	Str jpeg = picture_encode_jpeg(b->arena, 120, 60, 3, slopes(b, 120, 60, 3), 90);
	begin(b);
	place(b, put_file(b, "turned.jpg", with_orientation(b, jpeg, 6)), 36, 72);
	CHECK(finish(b));
	const Object *image = find_dict(&b->file, "/DCTDecode");
	CHECK(str_contains(image->dict, S("/Width 120/Height 60/")));
	CHECK(str_starts(image->stream, S("\xFF\xD8\xFF")) &&
	      !str_contains(image->stream, S("Exif")));
	CHECK(image->stream.len == jpeg.len);
	/* upright it is 36 wide and 72 high: the stored row runs down the page */
	const Object *content = NULL;
	for (size_t i = 1; i < b->file.count; i++)
		content = str_contains(b->file.objects[i].stream, S(" Do\n")) ? &b->file.objects[i]
									      : content;
	CHECK(content != NULL && str_contains(content->stream, S("0 -72 36 0 10 480 cm\n/I0 Do")));
	/* a little too large, but smaller than what it would become */
	uint8_t *pixels = slopes(b, 310, 310, 3);
	Str coarse = picture_encode_jpeg(b->arena, 310, 310, 3, pixels, 30);
	begin(b);
	place(b, put_file(b, "coarse.jpg", coarse), 72, 72);
	CHECK(finish(b) && find_dict(&b->file, "/DCTDecode")->stream.len == coarse.len);
	const uint8_t ink[4] = {255, 255, 0, 255};
	begin(b);
	place(b, put_file(b, "cmyk.jpg", make_cmyk_jpeg(b->arena, 32, ink)), 72, 72);
	CHECK(finish(b) && count_dicts(&b->file, "DeviceCMYK") == 0); /* the output intent is RGB */
	CHECK(count_dicts(&b->file, "DeviceRGB") == 1);
}

/* Noise: deflate is no use. */
static void test_photograph(Bench *b)
{
	uint32_t state = 7;
	uint8_t *pixels = slopes(b, 400, 400, 3);
	for (size_t i = 0; i < (size_t)400 * 400 * 3; i++) {
		state = state * 1664525 + 1013904223;
		pixels[i] = (uint8_t)(pixels[i] / 2 + (state >> 28));
	}
	begin(b);
	place(b, put_file(b, "photo.png", png_of(b, 400, 400, PNG_COLOR_TYPE_RGB, pixels, 3)), 72,
	      72);
	CHECK(finish(b) && count_dicts(&b->file, "/Width 300/Height 300/") == 1);
	CHECK(count_dicts(&b->file, "/DCTDecode") == 1);
}

static void test_faults(Bench *b)
{
	begin(b);
	place(b, S("/nowhere/at-all.png"), 72, 72);
	place(b, put_file(b, "broken.png", S("\x89PNG\r\n\x1A\n and no more")), 72, 72);
	CHECK(!finish(b) && b->diags.errors == 2 && b->out.len == 0);
	for (size_t i = 0; i < b->diags.len; i++)
		CHECK(b->diags.items[i].span.start == 2 && b->diags.items[i].hint.len > 0);
	begin(b);
	place(b, put_file(b, "drawing.svg", S("<svg width=\"4\" height=\"4\"><g></svg>")), 72, 72);
	CHECK(finish(b) && b->diags.warnings == 1 && count_dicts(&b->file, "/Subtype/Form") == 0);
}

/*
 * One form for both uses, a group for what is see-through, patterns for gradients, a mask where
 * they fade.
 */
static void test_svg(Bench *b)
{
	Str path = put_file(
		b, "drawing.svg",
		S("<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><linearGradient "
		  "id='g'>"
		  "<stop offset='0' stop-color='red'/><stop offset='1' stop-color='red' "
		  "stop-opacity='0'/>"
		  "</linearGradient><g opacity='.5'><path d='M0 0h9v9z'/><path d='M5 5h9v9z'/></g>"
		  "<rect width='9' height='9' fill='url(#g)'/></svg>"));
	begin(b);
	place(b, path, 72, 36);
	place(b, path, 36, 18);
	CHECK(finish(b) && b->diags.len == 0);
	CHECK(count_dicts(&b->file, "/BBox[0 0 40 20 ]") == 3);
	CHECK(count_dicts(&b->file, "/Matrix[0.025 0 0 -0.05 0 1 ]") == 1);
	CHECK(count_dicts(&b->file, "/S/Transparency/CS/DeviceRGB") == 1);
	CHECK(count_dicts(&b->file, "/PatternType 2") == 2);
	CHECK(count_dicts(&b->file, "/SMask<</S/Luminosity") == 1);
	begin(b);
	place(b, put_file(b, "words.svg", S("<svg><text y='9'>words</text></svg>")), 72, 36);
	CHECK(finish(b) && b->diags.warnings == 1); /* there are no fonts here */
}

static void test_cache(Bench *b)
{
	FileEntry *entries;
	size_t count;
	b->options.cache = path_join(b->arena, b->folder, S("cache"));
	test_scaled_once(b);
	Buf first = b->out;
	CHECK(file_list(b->arena, b->options.cache, &entries, &count) && count == 1);
	Str path = path_join(b->arena, b->options.cache, entries[0].name), good;
	CHECK(file_read(b->arena, path, 1 << 20, &good));
	test_scaled_once(b);
	CHECK(str_eq(buf_str(&first), buf_str(&b->out)));
	/* an entry that was changed or cut is not believed, and made again */
	char *bad = arena_alloc(b->arena, good.len);
	memcpy(bad, good.ptr, good.len);
	bad[good.len - 9] ^= 1;
	for (int cut = 0; cut < 2; cut++) {
		CHECK(file_write(b->arena, path, (Str){bad, good.len - (size_t)cut * 30}) ==
		      FILE_WRITTEN);
		test_scaled_once(b);
		CHECK(str_eq(buf_str(&first), buf_str(&b->out)));
		Str again;
		CHECK(file_read(b->arena, path, 1 << 20, &again) && str_eq(again, good));
	}
	b->options.cache = (Str){0};
}

static void remove_folder(Arena *arena, Str folder)
{
	FileEntry *entries;
	size_t count;
	if (!file_list(arena, folder, &entries, &count))
		return;
	for (size_t i = 0; i < count; i++) {
		Str path = path_join(arena, folder, entries[i].name);
		if (entries[i].kind == FILE_FOLDER)
			remove_folder(arena, path);
		else
			unlink(str_to_cstr(arena, path));
	}
	rmdir(str_to_cstr(arena, folder));
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	char name[] = "/tmp/recto-pdf-picture-XXXXXX";
	Bench b = {.arena = arena, .options = {.date = -1}};
	CHECK(mkdtemp(name) != NULL);
	b.folder = str_from(name);
	test_small_png(&b);
	test_alpha(&b);
	test_scaled_once(&b);
	test_jpeg(&b);
	test_photograph(&b);
	test_svg(&b);
	test_faults(&b);
	test_cache(&b);
	remove_folder(arena, b.folder);
	arena_free(arena);
	return check_report();
}
