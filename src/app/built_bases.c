/*
 * The program that is run when recto is built: writes the table of app/built_bases.h, the bases of
 * all themes, as C source to the file that it is given. Without the fonts the table is empty.
 */
#include "app/built_bases.h"
#include "base/file.h"
#include "base/vec.h"
#include "embed_fonts.h"
#include "front/yaml.h"

#include <stdio.h>
#include <string.h>

typedef VEC(WebBase) BaseList;

static void add_theme(Arena *arena, Fonts *fonts, Str name, BaseList *bases)
{
	Diags diags = diags_in(arena);
	Theme theme;
	WebBase *made;
	Str config = str_format(arena, "{recto: {theme: %.*s}}", STR_ARG(name));
	if (!theme_load(arena, yaml_parse_flow(arena, config), &diags, &theme))
		return;
	size_t count = webfonts_bases(arena, fonts, &theme, &made);
	for (size_t i = 0; i < count; i++) {
		bool known = false;
		for (size_t k = 0; k < bases->len; k++)
			known = known || bases->ptr[k].key == made[i].key;
		if (!known)
			VEC_PUSH(arena, bases, made[i]);
	}
}

static void add_bytes(Buf *out, size_t number, Str bytes)
{
	buf_add_format(out, "static const unsigned char base_%zu[] = {", number);
	for (size_t i = 0; i < bytes.len; i++) {
		if (i % 24 == 0)
			buf_add_char(out, '\n');
		buf_add_format(out, "%d,", (unsigned char)bytes.ptr[i]);
	}
	buf_add_cstr(out, "\n};\n");
}

static Str table_source(Arena *arena, const BaseList *bases)
{
	Buf out = buf_in(arena);
	buf_add_cstr(&out, "#include \"app/built_bases.h\"\n");
	for (size_t i = 0; i < bases->len; i++)
		add_bytes(&out, i, bases->ptr[i].bytes);
	buf_add_cstr(&out, "const WebBase built_bases[] = {\n");
	for (size_t i = 0; i < bases->len; i++)
		buf_add_format(&out,
			       "{UINT64_C(%llu), {(const char *)base_%zu, sizeof base_%zu}},\n",
			       (unsigned long long)bases->ptr[i].key, i, i);
	buf_add_format(&out,
		       "{0, {0, 0}}, /* an array has an item */\n};\n"
		       "const size_t built_bases_count = %zu;\n",
		       bases->len);
	return buf_str(&out);
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return 2;
	Arena *arena = arena_new(NULL);
	Diags diags = diags_in(arena);
	Str table = {(const char *)embed_fonts, embed_fonts_size};
	FontsOptions options = {.table = yaml_parse_flow(arena, table)};
	Fonts *fonts = fonts_new(arena, &options, &diags);
	BaseList bases = {0};
	for (int i = 2; i < argc && fonts != NULL; i++)
		add_theme(arena, fonts, str_from(argv[i]), &bases);
	FileWrite result = file_write(arena, str_from(argv[1]), table_source(arena, &bases));
	if (result == FILE_FAILED)
		perror(argv[1]);
	if (fonts != NULL)
		fonts_free(fonts);
	arena_free(arena);
	return result == FILE_FAILED ? 3 : 0;
}
