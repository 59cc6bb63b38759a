/*
 * recto-filter KIND: one stage as a filter from stdin to stdout, for conformance suites.
 *
 * The kinds are in filter_NAME.c; they hold no knowledge of their own, they only call the stage.
 */
#include "filter.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} kinds[] = {
	{"commonmark", filter_commonmark},
	{"gfm", filter_gfm},
	{"gfm-ext", filter_gfm},
	{"kramdown", filter_kramdown},
	{"kramdown-academic", filter_kramdown},
	{"liquid", filter_liquid},
	{"liquid-jekyll", filter_liquid},
	{"html5lib", filter_html},
	{"linebreak", filter_breaks},
	{"grapheme", filter_breaks},
	{"cjkbreak", filter_breaks},
	{"bidi", filter_bidi},
	{"pages", filter_pages},
	{"liquid-pages", filter_site},
	{"latex", filter_latex},
	{"names", filter_names},
	{"bib", filter_bib},
};

Str filter_read(Arena *arena)
{
	Buf in = buf_in(arena);
	size_t count;
	do {
		char *room = buf_reserve(&in, 65536);
		count = fread(room, 1, 65536, stdin);
		in.len += count;
	} while (count > 0);
	return buf_str(&in);
}

int filter_write(Str text)
{
	fwrite(text.ptr, 1, text.len, stdout);
	return fflush(stdout) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (argc > 1 && strcmp(argv[1], kinds[i].name) == 0)
			return kinds[i].run(argc - 1, argv + 1);
	fprintf(stderr, "usage: recto-filter KIND\nkinds:");
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		fprintf(stderr, " %s", kinds[i].name);
	fprintf(stderr, "\n");
	return 2;
}
