/*
 * html_safe: a page without what could run in a reader's browser (`--safe`).
 *
 * Takes scripts, event handlers and addresses that are code out of a tree; what they stood around
 * stays.
 */
#ifndef RECTO_FRONT_HTML_SAFE_H
#define RECTO_FRONT_HTML_SAFE_H

#include "front/ast.h"

/*
 * Whether an attribute may stay: no handler (onclick), no document in an attribute (srcdoc), no
 * address that is code (javascript:, vbscript:), none that is a document of its own (data:) but
 * where a picture, sound or film is shown.
 */
bool html_safe_attr(Str name, Str value);

/* Whether a link may lead there. */
bool html_safe_url(Str url);

/* Takes all that may not stay out of a tree, also out of what was passed by Markdown unread. */
void html_make_safe(Arena *arena, Ast *root, Diags *diags);

#endif
