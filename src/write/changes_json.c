/* What changed, for programs: all texts in full. */
#include "front/json.h"
#include "write/changes.h"

/* --- values --- */

/* Left out when it is empty. */
static void set_text(Arena *a, Value *map, const char *key, Str text)
{
	if (text.len > 0)
		value_put_string(a, map, key, text);
}

static void set_true(Arena *a, Value *map, const char *key, bool set)
{
	if (set)
		value_set(a, map, str_from(key), value_new_bool(a, true, SPAN_NONE));
}

static const char *kind_name(DiffKind kind)
{
	switch (kind) {
	case DIFF_ADDED: return "added";
	case DIFF_REMOVED: return "removed";
	case DIFF_ALTERED: return "altered";
	case DIFF_MOVED: return "moved";
	case DIFF_RENAMED: return "renamed";
	case DIFF_REORDERED: return "reordered";
	}
	return "";
}

/* --- parts --- */

/* [["same", "in "], ["out", "May"], ["in", "June"]] */
static void add_pieces(Arena *a, Value *map, const DiffPieces *pieces)
{
	static const char *const ops[] = {
		[DIFF_SAME] = "same", [DIFF_OUT] = "out", [DIFF_IN] = "in"};
	if (pieces->len == 0)
		return;
	Value *list = value_put_new(a, map, "words", VALUE_LIST);
	for (size_t i = 0; i < pieces->len; i++) {
		Value *pair = value_new(a, VALUE_LIST, SPAN_NONE);
		value_push(a, list, pair);
		value_push(a, pair,
			   value_new_string(a, str_from(ops[pieces->ptr[i].op]), SPAN_NONE));
		value_push(a, pair, value_new_string(a, pieces->ptr[i].text, SPAN_NONE));
	}
}

static void add_pairs(Arena *a, Value *map, const char *key, const DiffPairs *pairs)
{
	if (pairs->len == 0)
		return;
	Value *list = value_put_new(a, map, key, VALUE_LIST);
	for (size_t i = 0; i < pairs->len; i++) {
		Value *one = value_push_map(a, list);
		set_text(a, one, "old", pairs->ptr[i].old);
		set_text(a, one, "new", pairs->ptr[i].new);
	}
}

static void add_fields(Arena *a, Value *map, const char *key, const DiffFields *fields)
{
	Value *list = value_put_new(a, map, key, VALUE_LIST);
	for (size_t i = 0; i < fields->len; i++) {
		const DiffField *field = &fields->ptr[i];
		Value *one = value_push_map(a, list);
		value_put_string(a, one, "name", field->name);
		set_text(a, one, "old", field->old);
		set_text(a, one, "new", field->new);
		add_pieces(a, one, &field->pieces);
	}
}

/* {"change": "renamed", "key": "new", "old_key": "old"}; returns it. */
static Value *add_named(Arena *a, Value *list, DiffKind kind, const char *key, Str name, Str old)
{
	Value *one = value_push_map(a, list);
	value_put_string(a, one, "change", str_from(kind_name(kind)));
	value_put_string(a, one, key, name);
	if (kind == DIFF_RENAMED) {
		Str old_key = str_concat(a, S("old_"), str_from(key));
		value_set(a, one, old_key, value_new_string(a, old, SPAN_NONE));
	}
	return one;
}

static void add_papers(Arena *a, Value *root, const SiteDiff *diff)
{
	Value *list = value_put_new(a, root, "publications", VALUE_LIST);
	for (size_t i = 0; i < diff->papers.len; i++) {
		const DiffPaper *paper = &diff->papers.ptr[i];
		Value *one = add_named(a, list, paper->kind, "key", paper->key, paper->old_key);
		set_text(a, one, "title", paper->title);
		set_text(a, one, "appeared", paper->summary);
		if (paper->fields.len > 0)
			add_fields(a, one, "fields", &paper->fields);
	}
}

/* {"file": "_pages/about.md", "line": 12} */
static void add_place(Arena *a, Value *map, const char *key, const ChangesSide *side, Span span)
{
	const Source *source = source_get(side->sources, span.source);
	if (source == NULL)
		return;
	Value *place = value_put_new(a, map, key, VALUE_MAP);
	value_put_string(a, place, "file", source->path);
	value_put_int(a, place, "line", source_place(source, span.start).line);
}

static void add_change(Arena *a, Value *list, const Changes *changes, const DiffChange *change)
{
	Value *one = value_push_map(a, list);
	value_put_string(a, one, "change", str_from(kind_name(change->kind)));
	value_put_string(a, one, "what", str_from(change->what));
	set_text(a, one, "name", change->name);
	set_text(a, one, "id", change->key);
	set_text(a, one, "section", change->place);
	if (!str_eq(change->place, change->old_place))
		value_put_string(a, one, "old_section", change->old_place);
	set_true(a, one, "moved", change->moved || change->kind == DIFF_MOVED);
	set_text(a, one, "behind", change->behind);
	if (change->count > 0)
		value_put_int(a, one, "count", change->count);
	set_text(a, one, "old", change->old);
	set_text(a, one, "new", change->new);
	add_pieces(a, one, &change->pieces);
	add_pairs(a, one, "links", &change->links);
	add_pairs(a, one, "pictures", &change->pictures);
	set_true(a, one, "look", change->look);
	add_place(a, one, "old_place", &changes->old, change->old_span);
	add_place(a, one, "new_place", &changes->new, change->new_span);
}

static void add_changes(Arena *a, Value *map, const Changes *changes, const DiffDocument *document)
{
	Value *list = value_put_new(a, map, "changes", VALUE_LIST);
	for (size_t i = 0; i < document->changes.len; i++)
		add_change(a, list, changes, &document->changes.ptr[i]);
	if (document->told > 0)
		value_put_int(a, map, "as_told_before", document->told);
}

static void add_words(Arena *a, Value *map, const DiffDocument *document)
{
	value_put_int(a, map, "old_words", document->old_words);
	value_put_int(a, map, "new_words", document->new_words);
}

static void add_variants(Arena *a, Value *root, const Changes *changes)
{
	const SiteDiff *diff = changes->diff;
	Value *list = value_put_new(a, root, "variants", VALUE_LIST);
	for (size_t i = 0; i < diff->variants.len; i++) {
		const DiffDocument *variant = &diff->variants.ptr[i];
		Value *one = value_push_map(a, list);
		value_put_string(a, one, "change", str_from(kind_name(variant->kind)));
		value_put_string(a, one, "name", variant->title);
		value_put_int(a, one, "old_pages", variant->old_pages);
		value_put_int(a, one, "new_pages", variant->new_pages);
		add_words(a, one, variant);
		if (variant->kind == DIFF_ALTERED)
			add_changes(a, one, changes, variant);
	}
}

static void add_pages(Arena *a, Value *root, const Changes *changes)
{
	const SiteDiff *diff = changes->diff;
	Value *list = value_put_new(a, root, "pages", VALUE_LIST);
	for (size_t i = 0; i < diff->pages.len; i++) {
		const DiffDocument *page = &diff->pages.ptr[i];
		Value *one = add_named(a, list, page->kind, "url", page->url, page->old_url);
		set_text(a, one, "title", page->title);
		add_words(a, one, page);
		if (page->kind == DIFF_ADDED || page->kind == DIFF_REMOVED)
			continue;
		if (page->fields.len > 0)
			add_fields(a, one, "fields", &page->fields);
		add_changes(a, one, changes, page);
	}
}

static void add_files(Arena *a, Value *root, const SiteDiff *diff)
{
	Value *list = value_put_new(a, root, "files", VALUE_LIST);
	for (size_t i = 0; i < diff->files.len; i++) {
		Value *one = value_push_map(a, list);
		value_put_string(a, one, "change", str_from(kind_name(diff->files.ptr[i].kind)));
		value_put_string(a, one, "path", diff->files.ptr[i].path);
	}
}

static void add_side(Arena *a, Value *root, const char *key, const ChangesSide *side)
{
	Value *map = value_put_new(a, root, key, VALUE_MAP);
	value_put_string(a, map, "name", side->name);
	if (side->pages > 0)
		value_put_int(a, map, "pdf_pages", side->pages);
}

void changes_write_json(Buf *out, const Changes *changes)
{
	Arena *a = out->arena;
	const SiteDiff *diff = changes->diff;
	Value *root = value_new(a, VALUE_MAP, SPAN_NONE);
	value_put_int(a, root, "count", changes_count(diff));
	add_side(a, root, "old", &changes->old);
	add_side(a, root, "new", &changes->new);
	add_fields(a, root, "profile", &diff->profile);
	add_papers(a, root, diff);
	Value *cv = value_put_new(a, root, "cv", VALUE_MAP);
	add_words(a, cv, &diff->cv);
	add_changes(a, cv, changes, &diff->cv);
	add_variants(a, root, changes);
	add_pages(a, root, changes);
	add_fields(a, root, "navigation", &diff->navigation);
	add_fields(a, root, "settings", &diff->settings);
	add_files(a, root, diff);
	json_write(out, root);
	buf_add_char(out, '\n');
}
