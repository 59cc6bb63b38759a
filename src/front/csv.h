/*
 * csv: comma-separated values (RFC 4180) to a list of maps, one a row, keys from the first line.
 *
 * Quoted fields may hold commas, line feeds and doubled quotes. Nothing is an error: a row that is
 * too short has fewer keys, one that is too long gets keys "column 7".
 */
#ifndef RECTO_FRONT_CSV_H
#define RECTO_FRONT_CSV_H

#include "front/source.h"
#include "front/value.h"

/* All rows of a source; lines before the first one that has `least` fields are skipped (LinkedIn
 * writes notes there). */
Value *csv_parse(Arena *arena, const Source *source, size_t least);

#endif
