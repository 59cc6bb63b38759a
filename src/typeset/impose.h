/*
 * impose: pages onto sheets for print: several a side, a booklet, cards, crop marks.
 *
 * The pages stay as they are: a Paper gets Sheets that say where each lies. Coordinates are those
 * of frames, from the top left corner, y downwards. Sheets live in the arena; nothing fails.
 */
#ifndef RECTO_TYPESET_IMPOSE_H
#define RECTO_TYPESET_IMPOSE_H

#include "typeset/frame.h"

typedef struct {
	Len width, height; /* of the finished sheet, upright; layouts turn it as they need it */
	bool marks;	   /* crop marks outside the trim, on a larger sheet */
	Len bleed;	   /* how far the ink of pages goes past their trim */
	Len creep;	   /* booklets: thickness of a folded sheet */
	bool rtl;	   /* read from right to left: spines are on the right */
	Duplex duplex;	   /* unsaid: so that backs stand upright */
} ImposeOptions;

/* Two or four pages a side, in reading order. */
void impose_grid(Arena *arena, Paper *paper, const ImposeOptions *options, int pages);
/*
 * A booklet: sheets folded in the middle, one inside the other, stitched through the fold. Places
 * without a page are at its end. The pages of inner sheets move to the fold by `creep` a sheet, as
 * what the outer ones go around pushes them out.
 */
void impose_booklet(Arena *arena, Paper *paper, const ImposeOptions *options);
/* The first page, `columns` times `rows`, with its bleed between neighbours; always with marks,
 * which lie within the sheet. */
void impose_repeat(Arena *arena, Paper *paper, const ImposeOptions *options, int columns, int rows);
/* Crop marks around the finished pages of a paper that stays one: it gets larger pages. Tags, links
 * and outline go with them. */
void impose_trim(Arena *arena, Paper *paper, const ImposeOptions *options);

#endif
