/* From matched sections and units to changes, in the order of the new document. */
#include "model/diff.h"

#include "model/diff_parts.h"

/* So many blocks of a section that only moved are told as one change. */
enum { MANY = 4 };

typedef struct {
	Arena *arena;
	const DiffSide *old, *new;
	const DiffOptions *options;
	DiffIndexes *old_units, *old_sections; /* by section: units and sections directly in it */
	size_t *old_words, *new_words;	       /* by section: those of all in it */
	size_t *moved_from; /* by old section: units that came unaltered from there to the section
			       that is told of; 0 once that is told */
	DiffChanges out;
} Teller;

/* --- where --- */

/* "Research › Grants". */
static Str place_of(Arena *arena, const DiffSide *side, uint32_t section)
{
	Str out = S("");
	for (; section != SEQUENCE_NONE; section = side->sections.ptr[section].parent) {
		Str title = side->sections.ptr[section].title;
		if (title.len == 0)
			continue;
		out = out.len == 0 ? title : str_concat3(arena, title, S(" › "), out);
	}
	return out;
}

/* By section, with the sections in it, which come after it. */
static size_t *count_words(Arena *arena, const DiffSide *side)
{
	size_t *sums = ARENA_ARRAY(arena, size_t, side->sections.len);
	for (size_t i = 0; i < side->units.len; i++)
		sums[side->units.ptr[i].section] += side->units.ptr[i].says;
	for (size_t i = side->sections.len; --i > 0;)
		sums[side->sections.ptr[i].parent] += sums[i];
	return sums;
}

/* --- sections --- */

static DiffChange section_change(const Teller *t, DiffKind kind, const DiffSide *side, uint32_t at)
{
	const DiffSection *section = &side->sections.ptr[at];
	Str place = place_of(t->arena, side, section->parent);
	return (DiffChange){.kind = kind,
			    .what = "section",
			    .name = section->title,
			    .key = section->id,
			    .place = place,
			    .old_place = place};
}

/* The title of the section before it, below the same parent. */
static Str section_before(const DiffSide *side, uint32_t at)
{
	const DiffSection *section = &side->sections.ptr[at];
	for (uint32_t i = at; --i > section->parent && i > 0;)
		if (side->sections.ptr[i].parent == section->parent)
			return side->sections.ptr[i].title;
	return S("");
}

static void tell_section(Teller *t, uint32_t n)
{
	const DiffSection *section = &t->new->sections.ptr[n];
	if (section->partner == SEQUENCE_NONE && section->title.len == 0)
		return; /* what is in it says enough */
	if (section->partner == SEQUENCE_NONE) {
		DiffChange change = section_change(t, DIFF_ADDED, t->new, n);
		change.new = section->title;
		change.new_span = section->span;
		change.words = t->new_words[n];
		VEC_PUSH(t->arena, &t->out, change);
		return;
	}
	const DiffSection *before = &t->old->sections.ptr[section->partner];
	bool renamed = !str_eq(before->title, section->title);
	if (!renamed && !section->moved)
		return;
	DiffChange change = section_change(t, renamed ? DIFF_RENAMED : DIFF_MOVED, t->new, n);
	change.old_place = place_of(t->arena, t->old, before->parent);
	change.moved = section->moved;
	change.behind = section->moved ? section_before(t->new, n) : S("");
	change.old = before->title;
	change.new = section->title;
	change.old_span = before->span;
	change.new_span = section->span;
	if (renamed)
		change.pieces = diff_words(t->arena, before->title, section->title);
	VEC_PUSH(t->arena, &t->out, change);
}

/* --- links and pictures --- */

typedef VEC(Str) Strs;

/* Those of `a` that are not in `b`, as often as they are not. */
static Strs without(Arena *arena, const Str *a, size_t a_count, const Str *b, size_t b_count)
{
	Strs out = {0};
	bool *used = ARENA_ARRAY(arena, bool, b_count);
	for (size_t i = 0; i < a_count; i++) {
		size_t k = 0;
		while (k < b_count && (used[k] || !str_eq(a[i], b[k])))
			k++;
		if (k < b_count)
			used[k] = true;
		else
			VEC_PUSH(arena, &out, a[i]);
	}
	return out;
}

static DiffPairs compare_links(Arena *arena, const DiffUnit *o, const DiffUnit *n)
{
	DiffPairs pairs = {0};
	Strs gone = without(arena, o->links.ptr, o->links.len, n->links.ptr, n->links.len),
	     come = without(arena, n->links.ptr, n->links.len, o->links.ptr, o->links.len);
	for (size_t i = 0; i < gone.len || i < come.len; i++) {
		DiffPair pair = {.old = i < gone.len ? gone.ptr[i] : S(""),
				 .new = i < come.len ? come.ptr[i] : S("")};
		VEC_PUSH(arena, &pairs, pair);
	}
	return pairs;
}

static bool is_same_picture(const Teller *t, const DiffPicture *o, const DiffPicture *n)
{
	if (o->file.len > 0 && n->file.len > 0 && t->options->same_file != NULL)
		return t->options->same_file(t->options->context, o->file, n->file);
	return str_eq(o->url, n->url);
}

static DiffPairs compare_pictures(const Teller *t, const DiffUnit *o, const DiffUnit *n)
{
	DiffPairs pairs = {0};
	for (size_t i = 0; i < o->pictures.len || i < n->pictures.len; i++) {
		DiffPicture none = {0};
		const DiffPicture *a = i < o->pictures.len ? &o->pictures.ptr[i] : &none,
				  *b = i < n->pictures.len ? &n->pictures.ptr[i] : &none;
		if (!is_same_picture(t, a, b))
			VEC_PUSH(t->arena, &pairs, (DiffPair){a->url, b->url});
	}
	return pairs;
}

/* --- units --- */

static DiffChange unit_change(const Teller *t, DiffKind kind, const DiffUnit *o, const DiffUnit *n)
{
	const DiffUnit *unit = n != NULL ? n : o;
	DiffChange change = {
		.kind = kind, .what = unit->what, .name = unit->name, .key = unit->key};
	if (o != NULL) {
		change.old = o->text;
		change.old_span = o->node->span;
		change.old_place = place_of(t->arena, t->old, o->section);
		change.place = change.old_place;
	}
	if (n != NULL) {
		change.new = n->text;
		change.new_span = n->node->span;
		change.place = place_of(t->arena, t->new, n->section);
	}
	if (o == NULL)
		change.old_place = change.place;
	return change;
}

static void tell_lonely(Teller *t, const DiffUnit *o, const DiffUnit *n)
{
	DiffUnit none = {0};
	DiffChange change = unit_change(t, n != NULL ? DIFF_ADDED : DIFF_REMOVED, o, n);
	uint32_t home = o != NULL ? t->old->sections.ptr[o->section].partner : SEQUENCE_NONE;
	if (home != SEQUENCE_NONE) /* as its section is called now */
		change.place = place_of(t->arena, t->new, home);
	change.pictures = compare_pictures(t, o != NULL ? o : &none, n != NULL ? n : &none);
	VEC_PUSH(t->arena, &t->out, change);
}

static void tell_pair(Teller *t, const DiffUnit *o, const DiffUnit *n, bool tell_moves)
{
	DiffChange change = unit_change(t, DIFF_ALTERED, o, n);
	bool same = str_eq(o->text, n->text);
	change.links = compare_links(t->arena, o, n);
	change.pictures = compare_pictures(t, o, n);
	bool whole = same && change.links.len == 0 && change.pictures.len == 0;
	change.look = whole && o->look != n->look;
	change.moved = n->moved;
	if (!same)
		change.pieces = diff_words(t->arena, o->text, n->text);
	else if (whole && !change.look) {
		if (!n->moved || !tell_moves)
			return;
		change.kind = DIFF_MOVED;
	}
	VEC_PUSH(t->arena, &t->out, change);
}

/* Whether it came from elsewhere as it was. */
static bool only_moved(const Teller *t, const DiffUnit *n)
{
	return n->moved && t->old->units.ptr[n->partner].number == n->number;
}

/* What moved from one section to another, or within one, told as one change. */
static void tell_many(Teller *t, uint32_t from, uint32_t to, size_t count)
{
	bool within = t->old->sections.ptr[from].partner == to;
	DiffChange change = {.kind = within ? DIFF_REORDERED : DIFF_MOVED,
			     .what = "block",
			     .moved = true,
			     .count = count,
			     .place = place_of(t->arena, t->new, to),
			     .old_place = place_of(t->arena, t->old, from),
			     .old_span = t->old->sections.ptr[from].span,
			     .new_span = t->new->sections.ptr[to].span};
	VEC_PUSH(t->arena, &t->out, change);
}

/* Before the first of many units that came from one section. */
static void tell_moves(Teller *t, const DiffUnit *n)
{
	uint32_t from = t->old->units.ptr[n->partner].section;
	if (!only_moved(t, n) || t->moved_from[from] < MANY)
		return;
	if (t->moved_from[from] != SIZE_MAX)
		tell_many(t, from, n->section, t->moved_from[from]);
	t->moved_from[from] = SIZE_MAX; /* told */
}

static void count_moves(Teller *t, const DiffIndexes *units, bool clear)
{
	for (size_t i = 0; i < units->len; i++) {
		const DiffUnit *n = &t->new->units.ptr[units->ptr[i]];
		if (only_moved(t, n)) {
			size_t *count = &t->moved_from[t->old->units.ptr[n->partner].section];
			*count = clear ? 0 : *count + 1;
		}
	}
}

static void tell_removed_sections(Teller *t, uint32_t parent);

/* The units of a section of the new document, with those that went where they stood. */
static void tell_units(Teller *t, uint32_t section, const DiffIndexes *units)
{
	static const DiffIndexes none = {0};
	uint32_t partner = t->new->sections.ptr[section].partner;
	const DiffIndexes *olds = partner != SEQUENCE_NONE ? &t->old_units[partner] : &none;
	size_t o = 0;
	for (size_t i = 0; i <= units->len; i++) {
		const DiffUnit *n = i < units->len ? &t->new->units.ptr[units->ptr[i]] : NULL;
		bool settled = n != NULL && n->partner != SEQUENCE_NONE && !n->moved;
		if (n == NULL || settled)
			for (; o < olds->len && (n == NULL || olds->ptr[o] != n->partner); o++)
				if (t->old->units.ptr[olds->ptr[o]].partner == SEQUENCE_NONE)
					tell_lonely(t, &t->old->units.ptr[olds->ptr[o]], NULL);
		if (n == NULL)
			break;
		if (n->partner == SEQUENCE_NONE) {
			tell_lonely(t, NULL, n);
			continue;
		}
		const DiffUnit *old = &t->old->units.ptr[n->partner];
		tell_moves(t, n);
		tell_pair(t, old, n, t->moved_from[old->section] != SIZE_MAX);
	}
}

static void tell_removed_section(Teller *t, uint32_t o)
{
	const DiffSection *section = &t->old->sections.ptr[o];
	DiffChange change = section_change(t, DIFF_REMOVED, t->old, o);
	change.old = section->title;
	change.old_span = section->span;
	change.words = t->old_words[o];
	if (section->title.len > 0)
		VEC_PUSH(t->arena, &t->out, change);
	for (size_t i = 0; i < t->old_units[o].len; i++) {
		const DiffUnit *unit = &t->old->units.ptr[t->old_units[o].ptr[i]];
		if (unit->partner == SEQUENCE_NONE)
			tell_lonely(t, unit, NULL);
	}
	tell_removed_sections(t, o);
}

static void tell_removed_sections(Teller *t, uint32_t parent)
{
	for (size_t i = 0; i < t->old_sections[parent].len; i++) {
		uint32_t o = t->old_sections[parent].ptr[i];
		if (t->old->sections.ptr[o].partner == SEQUENCE_NONE)
			tell_removed_section(t, o);
	}
}

static void tell_all(Teller *t)
{
	const DiffIndexes *units = diff_units_by_section(t->arena, t->new);
	for (uint32_t n = 0; n < t->new->sections.len; n++) {
		uint32_t partner = t->new->sections.ptr[n].partner;
		if (n > 0)
			tell_section(t, n);
		count_moves(t, &units[n], false);
		tell_units(t, n, &units[n]);
		count_moves(t, &units[n], true);
		if (partner != SEQUENCE_NONE)
			tell_removed_sections(t, partner);
	}
}

DiffChanges diff_docs(Arena *arena, const Doc *old, const Doc *new, const DiffOptions *options)
{
	DiffTable table = {map_in(arena), map_in(arena)};
	DiffSide before = diff_take_apart(arena, old, options->side, &table),
		 after = diff_take_apart(arena, new, options->side, &table);
	diff_match(arena, &before, &after, &table);
	Teller t = {.arena = arena, .old = &before, .new = &after, .options = options};
	t.old_words = count_words(arena, &before);
	t.new_words = count_words(arena, &after);
	t.moved_from = ARENA_ARRAY(arena, size_t, before.sections.len);
	t.old_units = diff_units_by_section(arena, &before);
	t.old_sections = ARENA_ARRAY(arena, DiffIndexes, before.sections.len);
	for (uint32_t i = 1; i < before.sections.len; i++)
		VEC_PUSH(arena, &t.old_sections[before.sections.ptr[i].parent], i);
	tell_all(&t);
	return t.out;
}
