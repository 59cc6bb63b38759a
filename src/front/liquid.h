/*
 * liquid: the template language of Jekyll pages (Shopify's Liquid with Jekyll's tags and filters).
 *
 * Rendering turns a Text into a Text: every byte of the result knows the source it was copied from
 * or the tag that made it, so that messages about the rendered text point into the files. A
 * template with no "{{" or "{%" comes back as it is. Unknown tags: a warning with place, once, and
 * nothing in the output; a missing include likewise; unknown filters: a warning, and they change
 * nothing; syntax errors: an error with place, and the text up to there. Recursion (64 includes
 * deep), loop turns (1,000,000), output (SOURCE_LIMIT bytes), the size of all values and the time
 * spent on them are bounded with an error (liquid_internal.h).
 */
#ifndef RECTO_FRONT_LIQUID_H
#define RECTO_FRONT_LIQUID_H

#include "front/text.h"
#include "front/value.h"

typedef struct LiquidHost LiquidHost;

/*
 * What the language asks of the site. `load` gives the text of an include by name (`relative`: for
 * include_relative, from the file that `from` lies in) or false. `tag` renders a tag that Jekyll
 * plug-ins add (`bibliography`, `cite`, `link`, `post_url`, ...): `markup` is what stands behind
 * its name; false when the name is not known. A block of a plug-in is two tags, `details` and
 * `enddetails`; what lies between is rendered where it stands. `markdownify` renders Markdown to
 * HTML for the filter. `takes_names`: whether the words behind a tag's name, up to an option such
 * as --file, may be variables that hold a string ({% cite paper.key %}). Any may be NULL.
 */
struct LiquidHost {
	void *context;
	bool (*load)(void *context, Str name, bool relative, Span from, Text *out);
	bool (*tag)(void *context, Str name, Str markup, Span from, TextBuilder *out);
	Str (*markdownify)(void *context, Arena *arena, Str markdown);
	bool (*takes_names)(void *context, Str name);
};

typedef struct {
	const Value *globals;	/* a map: site, page, ... */
	const LiquidHost *host; /* may be NULL */
	Str baseurl, url;	/* for relative_url and absolute_url */
	int64_t now;		/* seconds since 1970 for "now" and "today"; never the clock */
	bool strict_warnings;	/* Shopify's and Jekyll's own: unknown filters are an error */
} LiquidOptions;

/* Renders `template`; false if an error was added (the text so far is in *out all the same). */
bool liquid_render(Arena *arena, const Text *template, const LiquidOptions *options, Diags *diags,
		   Text *out);

#endif
