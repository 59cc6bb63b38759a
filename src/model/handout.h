/*
 * handout: what `recto.handout` of a configuration asks of print handouts.
 */
#ifndef RECTO_MODEL_HANDOUT_H
#define RECTO_MODEL_HANDOUT_H

#include "base/len.h"
#include "front/value.h"

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

#endif
