/*
 * doc_clone: parts of a Doc used a second time: news on the home page, the CV made from pages.
 *
 * A clone shares strings, attributes and formats with the original, never nodes and traits.
 */
#ifndef RECTO_MODEL_DOC_CLONE_H
#define RECTO_MODEL_DOC_CLONE_H

#include "model/doc.h"

/* A copy of `node` without what is below it, detached. */
DocNode *doc_clone_alone(Arena *arena, const DocNode *node);
/* A copy of `node` and all below it, detached. */
DocNode *doc_clone(Arena *arena, const DocNode *node);
/* Appends copies of all children of `from` to `to`. */
void doc_clone_children(Arena *arena, DocNode *to, const DocNode *from);

#endif
