/*
 * layout: a Doc and a Profile to a Paper: styles, blocks, columns, pages.
 */
#ifndef RECTO_TYPESET_LAYOUT_H
#define RECTO_TYPESET_LAYOUT_H

#include "model/doc.h"
#include "model/profile.h"
#include "model/theme.h"
#include "typeset/fonts.h"
#include "typeset/frame.h"
#include "typeset/para.h"

typedef struct {
	const Theme *theme;
	const Profile *profile; /* its header opens the first page; NULL: none */
	Str title, author, lang, subject, keywords;
	Str updated;		/* "Last updated" line, or empty */
	const Sources *sources; /* for the places of messages; may be NULL */
	ItemsWatch *watch;	/* may be NULL */
	void *watch_context;
} LayoutOptions;

/* Whether a language is written from right to left. */
bool layout_is_rtl(Str lang);

/* A Paper without pages: the words of `options` about the document, in `lang` where they name no
 * language, and the root of its tags. */
void layout_start_paper(Arena *arena, const LayoutOptions *options, Str lang, Paper *out);

/*
 * Sets the document. The Paper lives in `arena`; faces stay with `fonts`. False if an error was
 * added.
 */
bool layout_doc(Arena *arena, Fonts *fonts, const Doc *doc, const LayoutOptions *options,
		Diags *diags, Paper *out);

#endif
