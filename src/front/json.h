/*
 * json: JSON text to a Value tree and back, through jansson; the only file that knows jansson.
 */
#ifndef RECTO_FRONT_JSON_H
#define RECTO_FRONT_JSON_H

#include "base/buf.h"
#include "front/source.h"
#include "front/value.h"

/*
 * Reads a source as JSON into `arena`; every value and key has its span, syntax errors have their
 * line and column. False with *out nil after an error was added.
 */
bool json_parse_source(Arena *arena, const Source *source, Diags *diags, const Value **out);

/* Writes a value as compact JSON; keys stay in their order. */
void json_write(Buf *out, const Value *value);

/* The version of jansson, for `recto --version`. */
Str json_version(Arena *arena);

#endif
