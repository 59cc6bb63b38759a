#include "write/pdf_cff.h"

#include "check.h"
#include "typeset/face.h"
#include "write/pdf_charstring.h"

#include <string.h>

static Str shortened(Arena *arena, Str charstring)
{
	Buf out = buf_in(arena);
	return pdf_charstring_shorten(arena, charstring, &out) ? buf_str(&out) : S("no");
}

/* Small numbers are one byte: value + 139, here as ASCII where it helps. */
static void test_charstrings(Arena *arena)
{
	/* 1 2 rmoveto 3 0 rlineto 0 4 rlineto endchar: the lines become 3 4 hlineto */
	CHECK_STR(shortened(arena, S("\x8C\x8D\x15\x8E\x8B\x05\x8B\x8F\x05\x0E")),
		  S("\x8C\x8D\x15\x8E\x8F\x06\x0E"));
	/* a width before hmoveto stays; 0 1 2 3 4 0 rrcurveto starts upright and ends level */
	CHECK_STR(shortened(arena, S("\x90\x8C\x16\x8B\x8C\x8D\x8E\x8F\x8B\x08\x0E")),
		  S("\x90\x8C\x16\x8C\x8D\x8E\x8F\x1E\x0E"));
	/* 0.5 0.5 rmoveto, four times 0.4 hlineto: rounding does not add up, nothing is lost */
	CHECK_STR(
		shortened(
			arena,
			S("\xFF\0\0\x80\0\xFF\0\0\x80\0\x15\xFF\0\0\x66\x66\x06\xFF\0\0\x66\x66\x06"
			  "\xFF\0\0\x66\x66\x06\xFF\0\0\x66\x66\x06\x0E")),
		S("\x8C\x8C\x15\x8C\x06\x0E"));
	CHECK_STR(shortened(arena, S("\x0E")), S("\x0E"));
	/* subroutines, hints, a missing move or end are left alone */
	CHECK_STR(shortened(arena, S("\x8B\x0A\x0E")), S("no"));
	CHECK_STR(shortened(arena, S("\x8C\x8C\x01\x0E")), S("no"));
	CHECK_STR(shortened(arena, S("\x8C\x8C\x05\x0E")), S("no"));
	CHECK_STR(shortened(arena, S("\x8C\x8D\x15")), S("no"));
	CHECK_STR(shortened(arena, S("")), S("no"));
}

static Str subset(Arena *arena, const char *path, unsigned index)
{
	const char *reason;
	Face *face = face_open(arena, str_from(path), index, &reason);
	uint32_t glyphs[60];
	FaceSubset made = {0};
	for (uint32_t i = 0; i < 60; i++)
		glyphs[i] = 30 + i;
	if (face == NULL || !face_subset(face, arena, glyphs, 60, &made))
		CHECK_FAIL("the face has a subset");
	if (face != NULL)
		face_close(face);
	return made.bytes;
}

/* Shorter; and whatever is damaged, it only reads what is there. */
static void test_font(Arena *arena, const char *path, unsigned index)
{
	Str font = subset(arena, path, index);
	Str made = pdf_cff_shorten(arena, font);
	CHECK(font.len > 0 && made.len > 0 && made.len < font.len);
	CHECK_STR(pdf_cff_shorten(arena, made), made); /* nothing more to gain */
	for (size_t i = 0; i < font.len; i += 1 + i / 40) {
		Arena *scratch = arena_new(NULL);
		char *copy = arena_alloc(scratch, font.len);
		memcpy(copy, font.ptr, font.len);
		(void)pdf_cff_shorten(scratch, str_dup(scratch, (Str){copy, i}));
		copy[i] = (char)(copy[i] ^ 0x5A);
		CHECK(pdf_cff_shorten(scratch, (Str){copy, font.len}).len <= font.len);
		arena_free(scratch);
	}
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_charstrings(arena);
	test_font(arena, "/usr/share/fonts/opentype/linux-libertine/LinLibertine_R.otf", 0);
	test_font(arena, "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2);
	arena_free(arena);
	return check_report();
}
