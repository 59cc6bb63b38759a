/*
 * doc_keep: a Doc made independent of the tree that it was built from.
 *
 * Docs borrow strings and attributes of their Ast. What is to outlive the Ast's arena is copied
 * here; what lives elsewhere already stays where it is, and so do the bytes of a string that stand
 * in the source of its node: sources live as long as Docs.
 */
#ifndef RECTO_MODEL_DOC_KEEP_H
#define RECTO_MODEL_DOC_KEEP_H

#include "front/source.h"
#include "model/doc.h"

/* Copies to `arena` all that nodes from `root` on borrow of `from`, but for what `sources` lend. */
void doc_keep(Arena *arena, const Arena *from, const Sources *sources, DocNode *root);

#endif
