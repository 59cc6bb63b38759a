#include "write/findings.h"

#include "base/url.h"
#include "base/utf8.h"
#include "front/json.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
	return diag_compare(((const Finding *)a)->diag, ((const Finding *)b)->diag);
}

Findings findings_of(Arena *arena, const Sources *sources, const Diags *diags, Str root)
{
	Findings f = {.sources = sources, .root = root, .count = diags->len};
	f.items = ARENA_ARRAY(arena, Finding, f.count);
	for (size_t i = 0; i < f.count; i++) {
		f.items[i].diag = &diags->items[i];
		f.notes += diags->items[i].level == DIAG_NOTE;
	}
	f.errors = diags->errors;
	f.warnings = diags->warnings;
	qsort(f.items, f.count, sizeof *f.items, compare);
	return f;
}

/* --- baseline --- */

/* As shown in messages; empty: no place in particular. */
static Str path_of(const Findings *findings, const Diag *diag)
{
	const Source *source = source_get(findings->sources, diag->span.source);
	return source != NULL ? source->path : S("");
}

static Str path_in_site(const Findings *findings, const Diag *diag)
{
	Str path = path_of(findings, diag), root = findings->root;
	if (root.len > 0 && str_starts(path, root) && path.len > root.len &&
	    path.ptr[root.len] == '/')
		return str_from_offset(path, root.len + 1);
	return path;
}

static Str line_of(Arena *arena, const Findings *findings, const Diag *diag)
{
	Str path = path_in_site(findings, diag);
	return str_format(arena, "%.*s\t%.*s\t%.*s", STR_ARG(diag->id), STR_ARG(path),
			  STR_ARG(diag->message));
}

typedef struct {
	size_t left; /* how many more findings the line accepts */
} Allowance;

void findings_accept(Arena *arena, Findings *findings, Str baseline)
{
	Map lines = map_in(arena);
	for (Str line; str_split(&baseline, '\n', &line);) {
		line = str_ends(line, S("\r")) ? str_slice(line, 0, line.len - 1) : line;
		if (str_is_blank(line) || str_starts(line, S("#")))
			continue;
		Allowance *known = map_get(&lines, line);
		if (known == NULL) {
			known = ARENA_NEW(arena, Allowance);
			(void)map_set(&lines, line, known);
		}
		known->left++;
		findings->gone++;
	}
	for (size_t i = 0; i < findings->count; i++) {
		Finding *finding = &findings->items[i];
		Allowance *known = map_get(&lines, line_of(arena, findings, finding->diag));
		if (known == NULL || known->left == 0)
			continue;
		known->left--;
		findings->gone--;
		finding->accepted = true;
		findings->accepted++;
		DiagLevel level = finding->diag->level;
		findings->errors -= level == DIAG_ERROR;
		findings->warnings -= level == DIAG_WARNING;
		findings->notes -= level == DIAG_NOTE;
	}
}

static int compare_lines(const void *a, const void *b)
{
	return str_compare(*(const Str *)a, *(const Str *)b);
}

void findings_write_baseline(Buf *out, const Findings *findings)
{
	Str *lines = ARENA_ARRAY(out->arena, Str, findings->count);
	for (size_t i = 0; i < findings->count; i++)
		lines[i] = line_of(out->arena, findings, findings->items[i].diag);
	qsort(lines, findings->count, sizeof *lines, compare_lines);
	buf_add(out, S("# Findings of recto check that are accepted: id, file, message.\n"));
	for (size_t i = 0; i < findings->count; i++) {
		buf_add(out, lines[i]);
		buf_add_char(out, '\n');
	}
}

/* --- places --- */

typedef struct {
	Str path;
	Place start, end;
} Range;

/* False when a finding has no place. */
static bool range_of(const Findings *findings, const Diag *diag, Range *out)
{
	const Source *source = source_get(findings->sources, diag->span.source);
	if (source == NULL)
		return false;
	uint32_t end = diag->span.end > diag->span.start ? diag->span.end : diag->span.start;
	*out = (Range){.path = source->path,
		       .start = source_place(source, diag->span.start),
		       .end = source_place(source, end)};
	return true;
}

static const char *level_name(DiagLevel level, bool github)
{
	switch (level) {
	case DIAG_NOTE: return github ? "notice" : "note";
	case DIAG_WARNING: return "warning";
	case DIAG_ERROR: return "error";
	}
	return "";
}

/* The message, and the hint on a line of its own. */
static Str message_of(Arena *arena, const Diag *diag)
{
	if (diag->hint.len == 0)
		return diag->message;
	return str_concat3(arena, diag->message, S("\nhint: "), diag->hint);
}

/* --- forms --- */

static void add_json(Arena *a, Value *list, const Findings *findings, const Diag *diag)
{
	Value *one = value_push_map(a, list);
	Range range;
	value_put_string(a, one, "id", diag->id);
	value_put_string(a, one, "level", str_from(level_name(diag->level, false)));
	if (range_of(findings, diag, &range)) {
		value_put_string(a, one, "file", utf8_show(a, range.path));
		value_put_int(a, one, "line", range.start.line);
		value_put_int(a, one, "column", range.start.column);
		value_put_int(a, one, "end_line", range.end.line);
		value_put_int(a, one, "end_column", range.end.column);
	}
	value_put_string(a, one, "message", diag->message);
	if (diag->hint.len > 0)
		value_put_string(a, one, "hint", diag->hint);
}

void findings_write_json(Buf *out, const Findings *findings)
{
	Arena *a = out->arena;
	Value *root = value_new(a, VALUE_MAP, SPAN_NONE);
	Value *list = value_put_new(a, root, "findings", VALUE_LIST);
	for (size_t i = 0; i < findings->count; i++)
		if (!findings->items[i].accepted)
			add_json(a, list, findings, findings->items[i].diag);
	value_put_int(a, root, "errors", findings->errors);
	value_put_int(a, root, "warnings", findings->warnings);
	value_put_int(a, root, "notes", findings->notes);
	value_put_int(a, root, "accepted", findings->accepted);
	value_put_int(a, root, "gone", findings->gone);
	json_write(out, root);
	buf_add_char(out, '\n');
}

/* The same finding has the same one while text around it changes. */
static Str fingerprint_of(Arena *arena, const Findings *findings, const Diag *diag)
{
	uint64_t hash = str_hash(line_of(arena, findings, diag));
	return str_format(arena, "%016llx", (unsigned long long)hash);
}

/* A URI reference of a path (RFC 3986). */
static Str uri_of(Arena *arena, Str path)
{
	Str encoded = url_encode(arena, path, "-._~/");
	return str_starts(encoded, S("/")) ? str_concat(arena, S("file://"), encoded) : encoded;
}

static void add_location(Arena *a, Value *result, const Range *range)
{
	Value *location = value_push_map(a, value_put_new(a, result, "locations", VALUE_LIST));
	Value *physical = value_put_new(a, location, "physicalLocation", VALUE_MAP);
	Value *artifact = value_put_new(a, physical, "artifactLocation", VALUE_MAP);
	value_put_string(a, artifact, "uri", uri_of(a, range->path));
	Value *region = value_put_new(a, physical, "region", VALUE_MAP);
	value_put_int(a, region, "startLine", range->start.line);
	value_put_int(a, region, "startColumn", range->start.column);
	value_put_int(a, region, "endLine", range->end.line);
	value_put_int(a, region, "endColumn", range->end.column);
}

/* The number of the rule `id` among those of the driver, which is made when it is new. */
static size_t rule_index(Arena *a, Value *rules, Str id)
{
	for (size_t i = 0; i < value_len(rules); i++)
		if (str_eq(value_string(value_get(value_at(rules, i), S("id"))), id))
			return i;
	value_put_string(a, value_push_map(a, rules), "id", id);
	return value_len(rules) - 1;
}

static void add_result(Arena *a, Value *results, Value *rules, const Findings *findings,
		       const Finding *finding)
{
	const Diag *diag = finding->diag;
	Value *result = value_push_map(a, results);
	Range range;
	value_put_string(a, result, "ruleId", diag->id);
	value_put_int(a, result, "ruleIndex", rule_index(a, rules, diag->id));
	value_put_string(a, result, "level", str_from(level_name(diag->level, false)));
	value_put_string(a, value_put_new(a, result, "message", VALUE_MAP), "text",
			 message_of(a, diag));
	if (range_of(findings, diag, &range))
		add_location(a, result, &range);
	Value *prints = value_put_new(a, result, "partialFingerprints", VALUE_MAP);
	value_put_string(a, prints, "recto/v1", fingerprint_of(a, findings, diag));
	if (finding->accepted)
		value_put_string(
			a, value_push_map(a, value_put_new(a, result, "suppressions", VALUE_LIST)),
			"kind", S("external"));
}

void findings_write_sarif(Buf *out, const Findings *findings, Str version)
{
	Arena *a = out->arena;
	Value *root = value_new(a, VALUE_MAP, SPAN_NONE);
	value_put_string(a, root, "$schema", S("https://json.schemastore.org/sarif-2.1.0.json"));
	value_put_string(a, root, "version", S("2.1.0"));
	Value *run = value_push_map(a, value_put_new(a, root, "runs", VALUE_LIST));
	Value *driver =
		value_put_new(a, value_put_new(a, run, "tool", VALUE_MAP), "driver", VALUE_MAP);
	value_put_string(a, driver, "name", S("recto"));
	value_put_string(a, driver, "version", version);
	Value *rules = value_put_new(a, driver, "rules", VALUE_LIST);
	value_put_string(a, run, "columnKind", S("unicodeCodePoints"));
	Value *results = value_put_new(a, run, "results", VALUE_LIST);
	for (size_t i = 0; i < findings->count; i++)
		add_result(a, results, rules, findings, &findings->items[i]);
	json_write(out, root);
	buf_add_char(out, '\n');
}

/* As actions/toolkit escapes data, and the values of properties. */
static void add_escaped(Buf *out, Str text, bool property)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool special =
			c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
		if (special)
			buf_add_format(out, "%%%02X", (unsigned)c);
		else
			buf_add_char(out, c);
	}
}

void findings_write_github(Buf *out, const Findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const Diag *diag = findings->items[i].diag;
		Range range;
		if (findings->items[i].accepted)
			continue;
		buf_add_format(out, "::%s ", level_name(diag->level, true));
		if (range_of(findings, diag, &range)) {
			buf_add(out, S("file="));
			add_escaped(out, utf8_show(out->arena, range.path), true);
			buf_add_format(out, ",line=%u,endLine=%u", range.start.line,
				       range.end.line);
			if (range.start.line == range.end.line) /* else columns are no range */
				buf_add_format(out, ",col=%u,endColumn=%u", range.start.column,
					       range.end.column);
			buf_add_char(out, ',');
		}
		buf_add(out, S("title="));
		add_escaped(out, diag->id, true);
		buf_add(out, S("::"));
		add_escaped(out, message_of(out->arena, diag), false);
		buf_add_char(out, '\n');
	}
}

static const char *gitlab_severity(DiagLevel level)
{
	switch (level) {
	case DIAG_NOTE: return "info";
	case DIAG_WARNING: return "minor";
	case DIAG_ERROR: return "major";
	}
	return "";
}

/* Fingerprints are unique in a report: the second of two that are alike has its number behind. */
static Str unique_fingerprint(Arena *a, Map *seen, const Findings *findings, const Diag *diag)
{
	Str print = fingerprint_of(a, findings, diag);
	size_t *count = map_get(seen, print);
	if (count == NULL) {
		count = ARENA_NEW(a, size_t);
		(void)map_set(seen, print, count);
	}
	return ++*count == 1 ? print : str_format(a, "%.*s-%zu", STR_ARG(print), *count);
}

void findings_write_gitlab(Buf *out, const Findings *findings)
{
	Arena *a = out->arena;
	Map seen = map_in(a);
	Value *root = value_new(a, VALUE_LIST, SPAN_NONE);
	for (size_t i = 0; i < findings->count; i++) {
		const Diag *diag = findings->items[i].diag;
		Range range = {.path = findings->root.len > 0 ? findings->root : S("."),
			       .start.line = 1};
		if (findings->items[i].accepted)
			continue;
		(void)range_of(findings, diag, &range);
		Value *issue = value_push_map(a, root);
		value_put_string(a, issue, "description", message_of(a, diag));
		value_put_string(a, issue, "check_name", diag->id);
		value_put_string(a, issue, "fingerprint",
				 unique_fingerprint(a, &seen, findings, diag));
		value_put_string(a, issue, "severity", str_from(gitlab_severity(diag->level)));
		Value *location = value_put_new(a, issue, "location", VALUE_MAP);
		value_put_string(a, location, "path", utf8_show(a, range.path));
		value_put_int(a, value_put_new(a, location, "lines", VALUE_MAP), "begin",
			      range.start.line);
	}
	json_write(out, root);
	buf_add_char(out, '\n');
}
