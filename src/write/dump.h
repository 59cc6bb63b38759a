/*
 * dump: every stage as text, one line an item: what the golden tests hold.
 */
#ifndef RECTO_WRITE_DUMP_H
#define RECTO_WRITE_DUMP_H

#include "base/buf.h"
#include "model/site.h"
#include "typeset/frame.h"
#include "typeset/item.h"
#include "typeset/para.h"

/* the text that Markdown is parsed from, and its pieces */
void dump_source(Buf *out, const Text *text);
void dump_ast(Buf *out, const Ast *ast);
void dump_doc(Buf *out, const Doc *doc);
void dump_items(Buf *out, const Para *para, const ItemList *items);
/*
 * "text 72.000 96.250 LinLibertineO/10 #222222 "Wanshu Lin" w=88.113", by frame, then the tag tree
 * and the outline.
 */
void dump_frames(Buf *out, const Paper *paper);

#endif
