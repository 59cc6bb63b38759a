/*
 * handout: what `recto.handout` of a configuration asks of print handouts, and links for paper.
 *
 * What is added to a Doc lives in the site's arena.
 */
#ifndef RECTO_MODEL_HANDOUT_H
#define RECTO_MODEL_HANDOUT_H

#include "base/len.h"
#include "model/site.h"

typedef enum {
	HANDOUT_SIDES_UNSAID,
	HANDOUT_SIDES_NONE,
	HANDOUT_SIDES_LONG,
	HANDOUT_SIDES_SHORT
} HandoutSides;

typedef struct {
	Len sheet_width, sheet_height; /* upright; 0: what the layout takes */
	HandoutSides duplex;
	bool crop_marks, gray;
	Len bleed, creep;
	bool has_bleed; /* it was said */
} HandoutSettings;

/* Reads the keys. False if an error was added; *out is usable all the same. */
bool handout_read(Arena *arena, const Value *config, Diags *diags, HandoutSettings *out);

/* The address of the home page; empty when the site does not know where it will be. */
Str handout_home(const Site *site);
/* An address as paper prints it: "doi:10.1000/x", "arXiv:2101.00001", else domain and path. */
Str handout_address(Arena *arena, Str url);
/* A DOC_IMAGE of the QR code for an address, its alternative text saying so; `width` as an
 * attribute says it (pixels). NULL when the address is too long for one. */
DocNode *handout_qr(Arena *arena, Str url, Str width);
/*
 * Puts a number behind each link of `doc` whose text is not its address, and a section at the end
 * with the addresses and the QR code for the home page.
 */
void handout_print_links(const Site *site, Doc *doc);

#endif
