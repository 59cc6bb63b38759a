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

/* What stands on a card or at the head of a poster; any of them may be empty. */
typedef struct {
	Str name, native_name, headline, employer;
	const Str *contacts; /* as printed, the most wanted first */
	size_t contact_count;
	const Str *unprinted; /* contacts that nobody could type: their services' names */
	size_t unprinted_count;
	Str code, code_alt; /* QR code as a picture, what it says */
	Str address;	    /* where it leads, as printed */
	Str photo;	    /* file */
} HandoutWords;

/* What stands below the head of a poster. */
typedef struct {
	Doc *texts;			 /* the left column: as many as fit, from the first */
	size_t text_count, text_needed;	 /* needed: the first of them, what is about research */
	DocNode **papers;		 /* the right one: DOC_ENTRY, detached; as many as fit */
	size_t paper_count, paper_total; /* total: of the CV */
	Str papers_title;
} PosterParts;

/* The words of a site's person. */
HandoutWords handout_words(const Site *site);
/* Takes the papers and texts of a poster out of the CV's Doc. */
PosterParts handout_poster_parts(const Site *site, Doc *cv);

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
