/*
 * value: one tree for YAML, JSON and Liquid.
 *
 * Values live in an arena and are not changed after they are made, but for value_set and
 * value_push, which only their maker calls. A missing value is VALUE_NIL; look-ups never return
 * NULL, so chains are safe: value_str(value_path(site, S("author.name"))).
 */
#ifndef RECTO_FRONT_VALUE_H
#define RECTO_FRONT_VALUE_H

#include "base/diag.h"
#include "base/str.h"

typedef enum {
	VALUE_NIL,
	VALUE_BOOL,
	VALUE_INT,
	VALUE_FLOAT,
	VALUE_STRING,
	VALUE_LIST,
	VALUE_MAP,
} ValueKind;

typedef struct Value Value;
typedef struct {
	Str key;
	Span key_span;
	Value *value;
} ValueEntry;

struct Value {
	ValueKind kind;
	Span span; /* where it was written; SPAN_NONE when made by the program */
	union {
		bool boolean;
		int64_t integer;
		double number;
		Str string;
		struct {
			Value **items;
			size_t len, cap;
		} list;
		struct {
			ValueEntry *entries; /* in the order of writing */
			size_t len, cap;
		} map;
	} as;
	Str plain; /* scalars from YAML: as written (dates, 007, 1e3), else empty */
};

/* The nil value that look-ups return. */
const Value *value_nil(void);

Value *value_new(Arena *arena, ValueKind kind, Span span);
Value *value_new_bool(Arena *arena, bool boolean, Span span);
Value *value_new_int(Arena *arena, int64_t integer, Span span);
Value *value_new_float(Arena *arena, double number, Span span);
Value *value_new_string(Arena *arena, Str string, Span span);

/* Appends to a list. */
void value_push(Arena *arena, Value *list, Value *item);
/* Sets a key of a map; an old entry keeps its place and gets the new value. */
void value_set(Arena *arena, Value *map, Str key, Value *item);
/* An entry at the end of a map that is known to have none of that key: large maps are made so,
 * since value_set looks at all entries. */
void value_append(Arena *arena, Value *map, ValueEntry entry);
/* value_set of a new string, number, boolean, list or map: for who makes a tree to write. */
void value_put_string(Arena *arena, Value *map, const char *key, Str string);
void value_put_int(Arena *arena, Value *map, const char *key, size_t number);
void value_put_bool(Arena *arena, Value *map, const char *key, bool boolean);
Value *value_put_new(Arena *arena, Value *map, const char *key, ValueKind kind);
/* A new map at the end of a list. */
Value *value_push_map(Arena *arena, Value *list);
/*
 * Sets a dotted path such as "recto.cv.output", making maps on the way (anything else there is
 * replaced).
 */
void value_set_path(Arena *arena, Value *map, Str path, Value *item);

/* The value under `key`, or nil when `map` is no map or has none. */
const Value *value_get(const Value *map, Str key);
/* The entry, or NULL: for the place of a key. */
const ValueEntry *value_entry(const Value *map, Str key);
/* The value at a dotted path; a part that is a number indexes a list. */
const Value *value_path(const Value *value, Str path);
/* The item at `index`, or nil. */
const Value *value_at(const Value *list, size_t index);
/* Items of a list, entries of a map, 0 for all else. */
size_t value_len(const Value *value);

bool value_is_nil(const Value *value);
/* The string, or the text of a number or boolean as written; "" for nil, lists and maps. */
Str value_str(Arena *arena, const Value *value);
/* The string when it is one, else "". */
Str value_string(const Value *value);
/* As Liquid and Ruby see it: all but nil and false is true. */
bool value_truthy(const Value *value);
/* A boolean, or "true"/"yes"/"on" and their contraries as a string; `otherwise` for all else. */
bool value_bool(const Value *value, bool otherwise);
/* An integer (also from a string of digits); `otherwise` when it is none. */
int64_t value_int(const Value *value, int64_t otherwise);
/* A number (also from a string); `otherwise` when it is none. */
double value_number(const Value *value, double otherwise);
/* "a list", "a string", ...: for messages. */
const char *value_kind_name(ValueKind kind);

/* `over` laid over `under`, maps merged key by key, all else replaced. Neither is changed. */
Value *value_merge(Arena *arena, const Value *under, const Value *over);

#endif
