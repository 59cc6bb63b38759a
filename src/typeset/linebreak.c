/*
 * The method. Items are read once from the left. An active node is a break from which a line might
 * still reach the break at hand; it carries the least total of demerits by which it can be reached
 * in its line class and fitness class. At each legal break every active node is tried: a line that
 * would have to shrink too far retires its node for good, since lines only grow; a line within the
 * tolerance offers a way to the new break. Of these ways the best for each fitness class becomes a
 * new active node. At the end the node with the least demerits is followed back.
 *
 * Lines of the same length need not be told apart by their number, so nodes are kept by line class:
 * the number of the line up to the first one after which all lengths are equal. Classes are taken
 * from the last to the first, so that a class can receive new nodes after it has been read.
 */
#include "typeset/linebreak.h"

#include "base/vec.h"

#include <string.h>

enum { FIT_TIGHT, FIT_DECENT, FIT_LOOSE, FIT_VERY_LOOSE, FIT_COUNT };

typedef struct {
	int64_t width, shrink, stretch[2]; /* finite, infinite */
} Sums;

typedef struct Node Node;
struct Node {
	const Node *previous;
	int64_t demerits;
	Sums before; /* sums of all items ahead of `start` */
	Len hang;    /* to the left, of the line that begins here */
	uint32_t item, start;
	size_t line; /* number of the line that begins here */
	int fit;
	bool flagged;
	double ratio;
};

typedef VEC(Node *) Nodes;

typedef struct {
	Arena *arena;
	const Item *items;
	size_t count;
	const LinebreakWidths *widths;
	const LinebreakParams *params;
	Nodes *active;		       /* by line class */
	size_t class_count, low, high; /* nodes are in classes low to high only */
	Sums sums;		       /* of the items so far */
	Len hang, most_hang;	       /* to the right: of a line that ends here, of any */
	Node *retired;		       /* by this break: the best of them, for when none stays */
} Breaker;

/* What a line from a node to the break at hand would look like. */
typedef struct {
	int badness, fit;
	int shortness; /* of a last line */
	double ratio;
	bool overfull;
	bool hopeless; /* and so it would be at any later break */
} Fitting;

LinebreakParams linebreak_params(void)
{
	return (LinebreakParams){.tolerance = 200,
				 .line_penalty = 10,
				 .double_hyphen_demerits = 10000,
				 .final_hyphen_demerits = 5000,
				 .adj_demerits = 10000};
}

Len linebreak_width(const LinebreakWidths *widths, size_t line)
{
	int64_t width = line < widths->narrow_lines ? widths->narrow_width : widths->width;
	if (line == 0)
		width -= widths->first_indent;
	return (Len)(width > LEN_MAX ? LEN_MAX : width < 0 ? 0 : width);
}

int linebreak_badness(int64_t wanted, int64_t available)
{
	if (wanted <= 0)
		return 0;
	if (available <= 0)
		return BADNESS_INFINITE;
	double ratio = (double)wanted / (double)available;
	double badness = 100.0 * ratio * ratio * ratio + 0.5;
	return badness >= BADNESS_INFINITE ? BADNESS_INFINITE : (int)badness;
}

Len linebreak_hang_left(const Item *items, size_t count, size_t start)
{
	return start < count && items[start].kind == ITEM_BOX ? items[start].protrude_left : 0;
}

Len linebreak_hang_right(const Item *items, size_t at)
{
	if (items[at].kind == ITEM_PENALTY && items[at].width != 0)
		return items[at].protrude_right;
	return at > 0 && items[at - 1].kind == ITEM_BOX ? items[at - 1].protrude_right : 0;
}

static void add_item(Sums *sums, const Item *item)
{
	switch (item->kind) {
	case ITEM_BOX:
		sums->width += item->width;
		sums->shrink += item->shrink;
		sums->stretch[0] += item->stretch;
		break;
	case ITEM_GLUE:
		sums->width += item->width;
		sums->shrink += item->shrink;
		sums->stretch[item->fill > 0] += item->stretch;
		break;
	case ITEM_PENALTY: break;
	}
}

/* The first item of the line after a break at `at`: glue and penalties there vanish. */
static size_t skip_discarded(const Breaker *b, size_t at, Sums *sums)
{
	size_t i = at;
	for (; i < b->count && b->items[i].kind != ITEM_BOX; i++) {
		if (i > at && item_is_forced(&b->items[i]))
			break;
		add_item(sums, &b->items[i]);
	}
	return i;
}

int linebreak_shortness(const LinebreakParams *params, int64_t width)
{
	int64_t least = params->last_least, missing = width < 0 ? least : least - width;
	return missing <= 0 ? 0 : (int)(params->last_badness * missing / least);
}

/* A line that need not be full: it should have more than a word on it, but for the only one. */
static Fitting fit_last(const Breaker *b, const Node *node, int64_t wanted)
{
	bool first = node->previous == NULL || item_is_forced(&b->items[node->item]);
	int64_t width = linebreak_width(b->widths, node->line) - wanted;
	return (Fitting){.fit = FIT_DECENT,
			 .shortness = first ? 0 : linebreak_shortness(b->params, width)};
}

static Fitting fit_stretched(const Breaker *b, const Node *node, int64_t wanted)
{
	if (b->sums.stretch[1] > node->before.stretch[1])
		return fit_last(b, node, wanted);
	int64_t stretch = b->sums.stretch[0] - node->before.stretch[0];
	stretch += b->params->emergency_stretch;
	int badness = linebreak_badness(wanted, stretch);
	int fit = badness > 99 ? FIT_VERY_LOOSE : badness > 12 ? FIT_LOOSE : FIT_DECENT;
	double ratio = stretch > 0 ? (double)wanted / (double)stretch : 0.0;
	return (Fitting){.badness = badness, .fit = fit, .ratio = ratio};
}

static Fitting fit_line(const Breaker *b, const Node *node, const Item *at)
{
	Len hyphen = at->kind == ITEM_PENALTY ? at->width : 0;
	int64_t width = b->sums.width - node->before.width + hyphen;
	int64_t wanted = linebreak_width(b->widths, node->line) - width + node->hang + b->hang;
	if (wanted >= 0)
		return fit_stretched(b, node, wanted);
	int64_t shrink = b->sums.shrink - node->before.shrink;
	int badness = linebreak_badness(-wanted, shrink);
	return (Fitting){.badness = badness,
			 .fit = badness > 12 ? FIT_TIGHT : FIT_DECENT,
			 .ratio = shrink > 0 ? (double)wanted / (double)shrink : -1.0,
			 .overfull = -wanted > shrink,
			 .hopeless = -wanted > shrink + hyphen - b->hang + b->most_hang};
}

static int64_t count_demerits(const Breaker *b, const Node *node, const Item *at, const Fitting *f)
{
	const LinebreakParams *p = b->params;
	int64_t base = (int64_t)p->line_penalty + f->badness + f->shortness, cost = 0;
	int64_t demerits = base * base;
	bool last = at == b->items + b->count - 1;
	if (at->kind == ITEM_PENALTY)
		cost = at->cost;
	if (cost > -ITEM_INFINITE)
		demerits += cost >= 0 ? cost * cost : -(cost * cost);
	if (node->flagged && at->kind == ITEM_PENALTY && at->flagged)
		demerits += p->double_hyphen_demerits;
	if (node->flagged && last)
		demerits += p->final_hyphen_demerits;
	if (f->fit > node->fit + 1 || node->fit > f->fit + 1)
		demerits += p->adj_demerits;
	return demerits;
}

static size_t line_class(const Breaker *b, size_t line)
{
	return line < b->class_count ? line : b->class_count - 1;
}

/* The ways to one break from one line class: the best for each fitness class. */
typedef struct {
	const Node *from[FIT_COUNT];
	int64_t demerits[FIT_COUNT];
	double ratio[FIT_COUNT];
} Ways;

static Node *new_node(Breaker *b, size_t at, const Ways *ways, int fit)
{
	Node *node = ARENA_NEW(b->arena, Node);
	const Item *item = &b->items[at];
	node->previous = ways->from[fit];
	node->demerits = ways->demerits[fit];
	node->ratio = ways->ratio[fit];
	node->item = (uint32_t)at;
	node->line = node->previous->line + 1;
	node->fit = fit;
	node->flagged = item->kind == ITEM_PENALTY && item->flagged;
	node->before = b->sums;
	node->start = (uint32_t)skip_discarded(b, at, &node->before);
	if (item->kind == ITEM_PENALTY)
		node->before.width -= item->next;
	node->hang = linebreak_hang_left(b->items, b->count, node->start);
	return node;
}

static void add_nodes(Breaker *b, size_t at, const Ways *ways)
{
	int64_t least = INT64_MAX;
	for (int fit = 0; fit < FIT_COUNT; fit++)
		if (ways->from[fit] != NULL && ways->demerits[fit] < least)
			least = ways->demerits[fit];
	for (int fit = 0; fit < FIT_COUNT; fit++) {
		/* a way this much worse cannot win by its fitness */
		if (ways->from[fit] == NULL ||
		    ways->demerits[fit] - least > b->params->adj_demerits)
			continue;
		Node *node = new_node(b, at, ways, fit);
		size_t class = line_class(b, node->line);
		VEC_PUSH(b->arena, &b->active[class], node);
		b->high = class > b->high ? class : b->high;
	}
}

static void retire(Breaker *b, Node *node)
{
	if (b->retired == NULL || node->demerits < b->retired->demerits)
		b->retired = node;
}

static void try_class(Breaker *b, size_t at, Nodes *nodes)
{
	const Item *item = &b->items[at];
	bool forced = item_is_forced(item);
	Ways ways = {0};
	size_t kept = 0;
	for (size_t i = 0; i < nodes->len; i++) {
		Node *node = nodes->ptr[i];
		Fitting f = fit_line(b, node, item);
		if (f.hopeless || forced)
			retire(b, node);
		else
			nodes->ptr[kept++] = node;
		if (f.overfull || f.badness > b->params->tolerance)
			continue;
		int64_t demerits = node->demerits + count_demerits(b, node, item, &f);
		/* of equals the later: lines before are fuller */
		if (ways.from[f.fit] == NULL || demerits <= ways.demerits[f.fit]) {
			ways.from[f.fit] = node;
			ways.demerits[f.fit] = demerits;
			ways.ratio[f.fit] = f.ratio;
		}
	}
	nodes->len = kept;
	add_nodes(b, at, &ways);
}

/* Tries the break at `at`; false when no node is left. */
static bool try_break(Breaker *b, size_t at)
{
	b->retired = NULL;
	b->hang = linebreak_hang_right(b->items, at);
	for (size_t class = b->high + 1; class -- > b->low;)
		try_class(b, at, &b->active[class]);
	while (b->low < b->high && b->active[b->low].len == 0)
		b->low++;
	if (b->active[b->low].len > 0)
		return true;
	if (!b->params->final || b->retired == NULL)
		return false;
	Ways ways = {0};
	Fitting f = fit_line(b, b->retired, &b->items[at]);
	ways.from[FIT_DECENT] = b->retired;
	ways.demerits[FIT_DECENT] = b->retired->demerits;
	ways.ratio[FIT_DECENT] = f.overfull ? -1.0 : f.ratio;
	add_nodes(b, at, &ways);
	return true;
}

static bool is_legal(const Item *items, size_t i)
{
	if (items[i].kind == ITEM_PENALTY)
		return items[i].cost < ITEM_INFINITE;
	return items[i].kind == ITEM_GLUE && i > 0 && items[i - 1].kind == ITEM_BOX;
}

static void start_breaker(Breaker *b)
{
	size_t narrow = b->widths->narrow_lines;
	if (narrow == 0 && b->widths->first_indent != 0)
		narrow = 1;
	/* a line needs an item at least: no more classes than that; to count lines, each is one */
	bool counts = narrow > b->count || b->params->looseness != 0;
	b->class_count = counts ? b->count + 1 : narrow + 1;
	b->active = ARENA_ARRAY(b->arena, Nodes, b->class_count);
	for (size_t i = 0; i < b->count; i++)
		if (b->items[i].protrude_right > b->most_hang)
			b->most_hang = b->items[i].protrude_right;
	Node *first = ARENA_NEW(b->arena, Node);
	first->fit = FIT_DECENT;
	first->hang = linebreak_hang_left(b->items, b->count, 0);
	VEC_PUSH(b->arena, &b->active[0], first);
}

static size_t collect(const Breaker *b, const Node *last, Linebreak **breaks)
{
	size_t count = 0;
	for (const Node *node = last; node->previous != NULL; node = node->previous)
		count++;
	*breaks = ARENA_ARRAY(b->arena, Linebreak, count);
	size_t at = count;
	for (const Node *node = last; node->previous != NULL; node = node->previous)
		(*breaks)[--at] = (Linebreak){node->item, node->previous->start, node->ratio};
	return count;
}

/* How far the way to a node is from the looseness that is wanted (TeX: The Program, 875). */
static size_t miss_looseness(const Breaker *b, const Node *node, const Node *fittest)
{
	int64_t wanted = (int64_t)fittest->line + b->params->looseness;
	int64_t off = (int64_t)node->line - wanted;
	return (size_t)(off < 0 ? -off : off);
}

/* The end with the least demerits; with `fittest`, of those nearest to the looseness. */
static const Node *find_best(const Breaker *b, const Node *fittest)
{
	const Node *best = NULL;
	size_t least = SIZE_MAX;
	for (size_t c = b->low; c <= b->high; c++)
		for (size_t i = 0; i < b->active[c].len; i++) {
			const Node *node = b->active[c].ptr[i];
			size_t miss = fittest == NULL ? 0 : miss_looseness(b, node, fittest);
			if (miss > least ||
			    (best != NULL && miss == least && node->demerits >= best->demerits))
				continue;
			best = node;
			least = miss;
		}
	return best;
}

size_t linebreak_find(Arena *arena, const Item *items, size_t count, const LinebreakWidths *widths,
		      const LinebreakParams *params, Linebreak **breaks)
{
	Breaker b = {
		.arena = arena, .items = items, .count = count, .widths = widths, .params = params};
	*breaks = NULL;
	if (count == 0 || !item_is_forced(&items[count - 1]))
		return 0;
	start_breaker(&b);
	for (size_t i = 0; i < count; i++) {
		if (is_legal(items, i) && !try_break(&b, i))
			return 0;
		add_item(&b.sums, &items[i]);
	}
	const Node *best = find_best(&b, NULL);
	if (best != NULL && params->looseness != 0)
		best = find_best(&b, best);
	return best == NULL ? 0 : collect(&b, best, breaks);
}
