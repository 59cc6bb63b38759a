/*
 * Which section and which unit of the new document is which of the old one.
 *
 * Sections first, by title below the same parent, then by the units they share. Units of two
 * matched sections are matched in order (base/sequence.h); what is left by keys, then by the same
 * words anywhere, then by likeness: for each old unit the new ones that share rare words with it or
 * stand in its place are weighed (Dice's coefficient of their words, L. R. Dice, "Measures of the
 * Amount of Ecologic Association Between Species", 1945), and the best pairs of all are taken.
 */
#include "model/diff_parts.h"

#include <stdlib.h>
#include <string.h>

/* A word that more new units have is no lead; of the units it leads to so many are weighed; places
 * between two matches with more units than NEAR are not weighed each with each. */
enum { COMMON = 32, WEIGHED = 8, NEAR = 16 };

/* Units with fewer words are not looked for in other sections: "2019" is no find. */
enum { TELLING = 3 };

typedef struct {
	Arena *arena;
	DiffSide *old, *new;
	const DiffTable *table;
	DiffIndexes *old_units, *new_units; /* by section: those directly in it, in order */
} Match;

static bool is_same_kind(const DiffUnit *a, const DiffUnit *b)
{
	return strcmp(a->what, b->what) == 0;
}

static void pair_units(Match *m, uint32_t o, uint32_t n)
{
	m->old->units.ptr[o].partner = n;
	m->new->units.ptr[n].partner = o;
}

static void pair_sections(Match *m, uint32_t o, uint32_t n)
{
	m->old->sections.ptr[o].partner = n;
	m->new->sections.ptr[n].partner = o;
}

DiffIndexes *diff_units_by_section(Arena *arena, const DiffSide *side)
{
	DiffIndexes *out = ARENA_ARRAY(arena, DiffIndexes, side->sections.len);
	for (uint32_t i = 0; i < side->units.len; i++)
		VEC_PUSH(arena, &out[side->units.ptr[i].section], i);
	return out;
}

/* The list under a key, made when it is new. */
static DiffIndexes *list_under(Arena *arena, Map *map, Str key)
{
	DiffIndexes *list = map_get(map, key);
	if (list == NULL) {
		list = ARENA_NEW(arena, DiffIndexes);
		(void)map_set(map, key, list);
	}
	return list;
}

/* --- sections --- */

/* Below `parent`, or anywhere. */
static Str title_key(Match *m, const DiffSection *section, uint32_t parent, bool anywhere)
{
	Str title = str_lower(m->arena, section->title);
	return anywhere ? title : str_format(m->arena, "%u %.*s", parent, STR_ARG(title));
}

/* The first one in a list that has no partner yet. */
static uint32_t first_free_section(const Match *m, const DiffIndexes *list)
{
	for (size_t i = 0; list != NULL && i < list->len; i++)
		if (m->new->sections.ptr[list->ptr[i]].partner == SEQUENCE_NONE)
			return list->ptr[i];
	return SEQUENCE_NONE;
}

static void match_titles(Match *m, bool anywhere)
{
	Map titles = map_in(m->arena);
	for (uint32_t n = 1; n < m->new->sections.len; n++) {
		const DiffSection *s = &m->new->sections.ptr[n];
		if (s->partner == SEQUENCE_NONE && s->title.len > 0)
			VEC_PUSH(
				m->arena,
				list_under(m->arena, &titles, title_key(m, s, s->parent, anywhere)),
				n);
	}
	for (uint32_t o = 1; o < m->old->sections.len; o++) {
		const DiffSection *s = &m->old->sections.ptr[o];
		uint32_t parent = m->old->sections.ptr[s->parent].partner;
		if (s->partner != SEQUENCE_NONE || s->title.len == 0 ||
		    (parent == SEQUENCE_NONE && !anywhere))
			continue;
		uint32_t n =
			first_free_section(m, map_get(&titles, title_key(m, s, parent, anywhere)));
		if (n != SEQUENCE_NONE)
			pair_sections(m, o, n);
	}
}

/* The section of the new document that most of a section's units are in, when these are half of
 * either's; `where` has the new unit that an old one is, or SEQUENCE_NONE. */
static uint32_t section_by_units(Match *m, uint32_t o, const uint32_t *where, uint32_t *votes)
{
	const DiffIndexes *units = &m->old_units[o];
	uint32_t best = SEQUENCE_NONE;
	for (size_t i = 0; i < units->len; i++) {
		uint32_t n = where[units->ptr[i]];
		if (n == SEQUENCE_NONE)
			continue;
		uint32_t section = m->new->units.ptr[n].section;
		if (m->new->sections.ptr[section].partner != SEQUENCE_NONE)
			continue;
		votes[section]++;
		if (best == SEQUENCE_NONE || votes[section] > votes[best])
			best = section;
	}
	size_t least = units->len;
	if (best != SEQUENCE_NONE && m->new_units[best].len < least)
		least = m->new_units[best].len;
	bool enough = best != SEQUENCE_NONE && votes[best] * 2 >= least;
	for (size_t i = 0; i < units->len; i++)
		if (where[units->ptr[i]] != SEQUENCE_NONE)
			votes[m->new->units.ptr[where[units->ptr[i]]].section] = 0;
	return enough ? best : SEQUENCE_NONE;
}

static void match_contents(Match *m, const uint32_t *where)
{
	uint32_t *votes = ARENA_ARRAY(m->arena, uint32_t, m->new->sections.len);
	for (uint32_t o = 1; o < m->old->sections.len; o++) {
		if (m->old->sections.ptr[o].partner != SEQUENCE_NONE)
			continue;
		uint32_t n = section_by_units(m, o, where, votes);
		if (n != SEQUENCE_NONE && n > 0)
			pair_sections(m, o, n);
	}
}

/* Where each old unit's text stands in the new document, when it stands there once. */
static uint32_t *single_texts(Match *m)
{
	uint32_t *at = ARENA_ARRAY(m->arena, uint32_t, m->table->units.len);
	uint8_t *times = ARENA_ARRAY(m->arena, uint8_t, m->table->units.len);
	uint32_t *where = ARENA_ARRAY(m->arena, uint32_t, m->old->units.len);
	for (uint32_t n = 0; n < m->new->units.len; n++) {
		uint32_t number = m->new->units.ptr[n].number;
		at[number] = n;
		times[number] = times[number] < 2 ? times[number] + 1 : 2;
	}
	for (uint32_t o = 0; o < m->old->units.len; o++) {
		uint32_t number = m->old->units.ptr[o].number;
		where[o] = times[number] == 1 ? at[number] : SEQUENCE_NONE;
	}
	return where;
}

static uint32_t *partners(Match *m)
{
	uint32_t *where = ARENA_ARRAY(m->arena, uint32_t, m->old->units.len);
	for (uint32_t o = 0; o < m->old->units.len; o++)
		where[o] = m->old->units.ptr[o].partner;
	return where;
}

/* --- units in order --- */

/* The units of one section as a sequence, with numbers of their own. */
static Sequence renumber(Match *m, const DiffSide *side, const DiffIndexes *units, uint32_t *names,
			 uint32_t *count)
{
	uint32_t *items = ARENA_ARRAY(m->arena, uint32_t, units->len);
	for (size_t i = 0; i < units->len; i++) {
		uint32_t *name = &names[side->units.ptr[units->ptr[i]].number];
		if (*name == 0)
			*name = ++*count;
		items[i] = *name - 1;
	}
	return (Sequence){items, units->len};
}

static void forget(const DiffSide *side, const DiffIndexes *units, uint32_t *names)
{
	for (size_t i = 0; i < units->len; i++)
		names[side->units.ptr[units->ptr[i]].number] = 0;
}

static void match_in_order(Match *m)
{
	uint32_t *names = ARENA_ARRAY(m->arena, uint32_t, m->table->units.len);
	for (uint32_t o = 0; o < m->old->sections.len; o++) {
		uint32_t n = m->old->sections.ptr[o].partner, kinds = 0;
		if (n == SEQUENCE_NONE)
			continue;
		const DiffIndexes *before = &m->old_units[o], *after = &m->new_units[n];
		Sequence a = renumber(m, m->old, before, names, &kinds),
			 b = renumber(m, m->new, after, names, &kinds);
		const uint32_t *match = sequence_match(m->arena, a, b, kinds);
		for (size_t i = 0; i < before->len; i++)
			if (match[i] != SEQUENCE_NONE)
				pair_units(m, before->ptr[i], after->ptr[match[i]]);
		forget(m->old, before, names);
		forget(m->new, after, names);
	}
}

/* --- units anywhere --- */

static bool in_matched_sections(const Match *m, const DiffUnit *o, const DiffUnit *n)
{
	return m->old->sections.ptr[o->section].partner == n->section;
}

/* The next in a list of new units that is free, of the same kind, and near or telling enough. */
static uint32_t first_free_unit(const Match *m, const DiffIndexes *list, const DiffUnit *o,
				bool near)
{
	for (size_t i = 0; list != NULL && i < list->len; i++) {
		const DiffUnit *n = &m->new->units.ptr[list->ptr[i]];
		if (n->partner == SEQUENCE_NONE && is_same_kind(n, o) &&
		    (!near || in_matched_sections(m, o, n)))
			return list->ptr[i];
	}
	return SEQUENCE_NONE;
}

static void match_keys(Match *m)
{
	Map keys = map_in(m->arena);
	for (uint32_t n = 0; n < m->new->units.len; n++)
		if (m->new->units.ptr[n].key.len > 0)
			VEC_PUSH(m->arena, list_under(m->arena, &keys, m->new->units.ptr[n].key),
				 n);
	for (int near = 1; near >= 0; near--)
		for (uint32_t o = 0; o < m->old->units.len; o++) {
			const DiffUnit *unit = &m->old->units.ptr[o];
			if (unit->partner != SEQUENCE_NONE || unit->key.len == 0)
				continue;
			uint32_t n = first_free_unit(m, map_get(&keys, unit->key), unit, near == 1);
			if (n != SEQUENCE_NONE)
				pair_units(m, o, n);
		}
}

static void match_texts(Match *m)
{
	DiffIndexes *texts = ARENA_ARRAY(m->arena, DiffIndexes, m->table->units.len);
	uint32_t *used = ARENA_ARRAY(m->arena, uint32_t, m->table->units.len);
	for (uint32_t n = 0; n < m->new->units.len; n++)
		if (m->new->units.ptr[n].partner == SEQUENCE_NONE)
			VEC_PUSH(m->arena, &texts[m->new->units.ptr[n].number], n);
	for (uint32_t o = 0; o < m->old->units.len; o++) {
		const DiffUnit *unit = &m->old->units.ptr[o];
		const DiffIndexes *list = &texts[unit->number];
		uint32_t *next = &used[unit->number];
		if (unit->partner != SEQUENCE_NONE || *next >= list->len)
			continue;
		uint32_t n = list->ptr[*next];
		if (unit->word_count < TELLING &&
		    !in_matched_sections(m, unit, &m->new->units.ptr[n]))
			continue;
		pair_units(m, o, n);
		++*next;
	}
}

/* --- likeness --- */

/* How many words two units share, of all: 0 to 1. */
static double likeness(const DiffUnit *a, const DiffUnit *b)
{
	size_t i = 0, k = 0, shared = 0, all = a->word_count + b->word_count;
	while (i < a->word_count && k < b->word_count) {
		shared += a->words[i] == b->words[k];
		bool first = a->words[i] <= b->words[k], second = b->words[k] <= a->words[i];
		i += first;
		k += second;
	}
	return all == 0 ? is_same_kind(a, b) : 2.0 * (double)shared / (double)all;
}

typedef struct {
	double worth;
	uint32_t o, n;
} Proposal;
typedef VEC(Proposal) Proposals;

static int compare_proposals(const void *a, const void *b)
{
	const Proposal *x = a, *y = b;
	if (x->worth < y->worth || y->worth < x->worth)
		return x->worth > y->worth ? -1 : 1;
	if (x->o != y->o)
		return x->o < y->o ? -1 : 1;
	return x->n < y->n ? -1 : x->n > y->n;
}

static void propose(Match *m, Proposals *out, uint32_t o, uint32_t n, bool same_place)
{
	const DiffUnit *a = &m->old->units.ptr[o], *b = &m->new->units.ptr[n];
	double worth = likeness(a, b);
	if (same_place)
		worth += 0.2;
	else if (in_matched_sections(m, a, b))
		worth += 0.1;
	else if (a->word_count < TELLING || b->word_count < TELLING)
		return;
	if (!is_same_kind(a, b))
		worth -= 0.1;
	if (a->name.len > 0 && str_eq_nocase(a->name, b->name))
		worth += 0.3;
	if (worth >= 0.5)
		VEC_PUSH(m->arena, out, (Proposal){worth, o, n});
}

/* Old and new units between the same two matches. */
static void propose_place(Match *m, Proposals *out, const DiffIndexes *olds,
			  const DiffIndexes *news)
{
	bool few = olds->len <= NEAR && news->len <= NEAR;
	for (size_t i = 0; i < olds->len; i++) {
		if (few)
			for (size_t k = 0; k < news->len; k++)
				propose(m, out, olds->ptr[i], news->ptr[k], true);
		else if (i < news->len)
			propose(m, out, olds->ptr[i], news->ptr[i], true);
	}
}

static void propose_places(Match *m, Proposals *out)
{
	for (uint32_t o = 0; o < m->old->sections.len; o++) {
		uint32_t n = m->old->sections.ptr[o].partner;
		if (n == SEQUENCE_NONE)
			continue;
		const DiffIndexes *before = &m->old_units[o], *after = &m->new_units[n];
		for (size_t i = 0, k = 0; i < before->len || k < after->len; i++, k++) {
			DiffIndexes olds = {0}, news = {0};
			for (; i < before->len &&
			       m->old->units.ptr[before->ptr[i]].partner == SEQUENCE_NONE;
			     i++)
				VEC_PUSH(m->arena, &olds, before->ptr[i]);
			for (; k < after->len &&
			       m->new->units.ptr[after->ptr[k]].partner == SEQUENCE_NONE;
			     k++)
				VEC_PUSH(m->arena, &news, after->ptr[k]);
			propose_place(m, out, &olds, &news);
		}
	}
}

/* New units without a partner, by their words. */
static DiffIndexes *index_words(Match *m)
{
	DiffIndexes *index = ARENA_ARRAY(m->arena, DiffIndexes, m->table->words.len);
	for (uint32_t n = 0; n < m->new->units.len; n++) {
		const DiffUnit *unit = &m->new->units.ptr[n];
		if (unit->partner != SEQUENCE_NONE)
			continue;
		for (size_t i = 0; i < unit->word_count; i++)
			if ((i == 0 || unit->words[i] != unit->words[i - 1]) &&
			    index[unit->words[i]].len <= COMMON)
				VEC_PUSH(m->arena, &index[unit->words[i]], n);
	}
	return index;
}

/* The new units that share most rare words with an old one; `shared` is zero before and after. */
static void propose_alike(Match *m, Proposals *out, uint32_t o, const DiffIndexes *index,
			  uint32_t *shared)
{
	const DiffUnit *unit = &m->old->units.ptr[o];
	DiffIndexes found = {0};
	for (size_t i = 0; i < unit->word_count; i++) {
		const DiffIndexes *list = &index[unit->words[i]];
		if (list->len > COMMON || (i > 0 && unit->words[i] == unit->words[i - 1]))
			continue;
		for (size_t k = 0; k < list->len; k++)
			if (shared[list->ptr[k]]++ == 0)
				VEC_PUSH(m->arena, &found, list->ptr[k]);
	}
	for (int i = 0; i < WEIGHED && found.len > 0; i++) {
		size_t best = 0;
		for (size_t k = 1; k < found.len; k++)
			if (shared[found.ptr[k]] > shared[found.ptr[best]])
				best = k;
		propose(m, out, o, found.ptr[best], false);
		shared[found.ptr[best]] = 0;
		found.ptr[best] = found.ptr[--found.len];
	}
	for (size_t k = 0; k < found.len; k++)
		shared[found.ptr[k]] = 0;
}

static void match_alike(Match *m)
{
	Proposals proposals = {0};
	propose_places(m, &proposals);
	const DiffIndexes *index = index_words(m);
	uint32_t *shared = ARENA_ARRAY(m->arena, uint32_t, m->new->units.len);
	for (uint32_t o = 0; o < m->old->units.len; o++)
		if (m->old->units.ptr[o].partner == SEQUENCE_NONE)
			propose_alike(m, &proposals, o, index, shared);
	if (proposals.len > 0)
		qsort(proposals.ptr, proposals.len, sizeof *proposals.ptr, compare_proposals);
	for (size_t i = 0; i < proposals.len; i++) {
		const Proposal *p = &proposals.ptr[i];
		if (m->old->units.ptr[p->o].partner == SEQUENCE_NONE &&
		    m->new->units.ptr[p->n].partner == SEQUENCE_NONE)
			pair_units(m, p->o, p->n);
	}
}

/* --- what stands elsewhere --- */

static void mark_units(Match *m)
{
	for (uint32_t o = 0; o < m->old->sections.len; o++) {
		const DiffIndexes *units = &m->old_units[o];
		uint32_t *values = ARENA_ARRAY(m->arena, uint32_t, units->len);
		bool *keep = ARENA_ARRAY(m->arena, bool, units->len);
		for (size_t i = 0; i < units->len; i++) {
			uint32_t n = m->old->units.ptr[units->ptr[i]].partner;
			bool near = n != SEQUENCE_NONE &&
				    m->new->units.ptr[n].section == m->old->sections.ptr[o].partner;
			values[i] = near ? n : SEQUENCE_NONE;
		}
		sequence_increasing(m->arena, values, units->len, keep);
		for (size_t i = 0; i < units->len; i++) {
			DiffUnit *unit = &m->old->units.ptr[units->ptr[i]];
			if (unit->partner == SEQUENCE_NONE || keep[i])
				continue;
			unit->moved = true;
			m->new->units.ptr[unit->partner].moved = true;
		}
	}
}

static void mark_sections(Match *m)
{
	size_t count = m->old->sections.len;
	DiffIndexes *children = ARENA_ARRAY(m->arena, DiffIndexes, count);
	for (uint32_t o = 1; o < count; o++)
		VEC_PUSH(m->arena, &children[m->old->sections.ptr[o].parent], o);
	for (uint32_t parent = 0; parent < count; parent++) {
		const DiffIndexes *list = &children[parent];
		uint32_t *values = ARENA_ARRAY(m->arena, uint32_t, list->len);
		bool *keep = ARENA_ARRAY(m->arena, bool, list->len);
		for (size_t i = 0; i < list->len; i++) {
			uint32_t n = m->old->sections.ptr[list->ptr[i]].partner;
			bool near =
				n != SEQUENCE_NONE && m->new->sections.ptr[n].parent ==
							      m->old->sections.ptr[parent].partner;
			values[i] = near ? n : SEQUENCE_NONE;
		}
		sequence_increasing(m->arena, values, list->len, keep);
		for (size_t i = 0; i < list->len; i++) {
			DiffSection *section = &m->old->sections.ptr[list->ptr[i]];
			if (section->partner == SEQUENCE_NONE || keep[i])
				continue;
			section->moved = true;
			m->new->sections.ptr[section->partner].moved = true;
		}
	}
}

void diff_match(Arena *arena, DiffSide *old, DiffSide *new, const DiffTable *table)
{
	Match m = {.arena = arena_new_like(arena), .old = old, .new = new, .table = table};
	m.old_units = diff_units_by_section(m.arena, old);
	m.new_units = diff_units_by_section(m.arena, new);
	pair_sections(&m, 0, 0);
	match_titles(&m, false);
	match_contents(&m, single_texts(&m));
	match_titles(&m, false); /* below those that were found by their contents */
	match_titles(&m, true);
	match_in_order(&m);
	match_keys(&m);
	match_texts(&m);
	match_alike(&m);
	match_contents(&m, partners(&m));
	mark_units(&m);
	mark_sections(&m);
	arena_free(m.arena);
}
