/*
 * yaml: YAML 1.1 text to a Value tree, through libyaml; the only file that knows libyaml.
 *
 * Plain scalars become nil, booleans, numbers as Ruby's Psych reads them for Jekyll (yes/no/on/off
 * are booleans; dates stay strings, with `plain` as written); quoted ones are strings. Anchors,
 * aliases and merge keys (<<) are followed; a cycle is an error. Duplicate keys: the last one wins,
 * with a warning.
 */
#ifndef RECTO_FRONT_YAML_H
#define RECTO_FRONT_YAML_H

#include "base/buf.h"
#include "front/source.h"
#include "front/value.h"

/* Nesting deeper than this is an error; so is a document that aliases blow up past YAML_NODES
 * nodes. */
enum { YAML_DEPTH = 64, YAML_NODES = 2000000 };

/*
 * Reads the bytes [start, end) of a source as one document. The tree lives in `arena`, all spans
 * are right. An empty document gives nil. False with *out nil after an error was added.
 */
bool yaml_parse(Arena *arena, const Source *source, size_t start, size_t end, Diags *diags,
		const Value **out);

/* The whole source. */
bool yaml_parse_source(Arena *arena, const Source *source, Diags *diags, const Value **out);

/* One scalar as it would be read in flow context, for `--set KEY=VALUE`: 12, true, "x", [a, b]. */
const Value *yaml_parse_flow(Arena *arena, Str text);

/* Writes a value in block style, a line feed at the end: yaml_parse reads it back as the same value
 * (yaml_write.c). */
void yaml_write(Buf *out, const Value *value);

/* The version of libyaml, for `recto --version`. */
Str yaml_version(Arena *arena);

#endif
