/*
 * mojibake: text that was read in the wrong encoding and saved again, turned back.
 *
 * UTF-8 bytes that were taken for Mac Roman, Windows-1252 or Latin-1 show up as runs of odd
 * characters. Each maximal run of non-ASCII characters is turned back into bytes under each of the
 * three; it counts as repaired only when every character maps, the bytes are valid UTF-8, and the
 * result is made of letters, emoji and common punctuation. Candidates are scored and the best one
 * wins; a run that is right as it stands (é, 刘子鸣, curly quotes, Müller–Groß) is left alone. One
 * that could have been typed (É’s, √π) is repaired only in a file with runs that are damaged beyond
 * doubt.
 */
#ifndef RECTO_FRONT_MOJIBAKE_H
#define RECTO_FRONT_MOJIBAKE_H

#include "front/source.h"

/*
 * Repairs a source in place and records the edits, so that columns stay those of the file. Adds one
 * warning a line with what was read and what it means. Returns the number of runs repaired.
 */
size_t mojibake_repair_source(Sources *sources, Source *source, Diags *diags);

/* The repaired form of one run of text, owned by `arena`; empty when it is not mojibake. */
Str mojibake_decode(Arena *arena, Str run);

#endif
