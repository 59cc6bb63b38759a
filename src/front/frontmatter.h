/*
 * frontmatter: the YAML block between --- lines at the start of a page.
 */
#ifndef RECTO_FRONT_FRONTMATTER_H
#define RECTO_FRONT_FRONTMATTER_H

#include "front/source.h"
#include "front/value.h"

typedef struct {
	const Value *values; /* a map; empty when there is no front matter; nil after an error */
	size_t body;	     /* offset of the first byte of the body */
	/* whether the file has front matter at all: Jekyll copies other files as they are */
	bool present;
	/* the front matter stands in an HTML comment: the page is switched off */
	bool disabled;
} FrontMatter;

/*
 * Splits a source into front matter and body. No front matter is fine; one without an end, or that
 * is not a map, is an error. False if an error was added; `out` is usable all the same.
 */
bool frontmatter_parse(Arena *arena, const Source *source, Diags *diags, FrontMatter *out);

#endif
