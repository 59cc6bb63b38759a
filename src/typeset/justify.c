/*
 * justify: what the glue of one line takes, so that the line has its width exactly.
 *
 * Letters may become a little wider or narrower first, where that is asked for. Then spaces and the
 * gaps beside Latin words take what they do well; then the gaps between CJK characters, which are
 * all alike; what is left goes to all by their stretch (after JLREQ 3.8.4). What a glue without a
 * glyph takes is added to the advance of the glyph before it.
 */
#include "typeset/setting.h"

/* Glue never gets wider than this many times its stretch. */
enum { RATIO_MOST = 8 };

/* CJK characters are put apart by this much of their stretch, in tenths, before spaces go on. */
enum { CJK_TENTHS = 25 };

/* What a line has to give. */
typedef struct {
	int64_t natural, shrink;
	int64_t spaces, gaps; /* stretch of spaces, of gaps between CJK characters */
	int64_t letters;      /* by which those that may expand would grow or shrink at most */
	bool fill;
} Sums;

/* How the excess is dealt out, and how far that is done. */
typedef struct {
	int64_t shrink, spaces, gaps, all; /* what each gets */
	int64_t shrunk, spaced, gapped;	   /* parts of the sums passed so far */
	Len given;
} Deal;

static bool is_gap(const Item *glue)
{
	return glue->width == 0;
}

static Sums sum_line(const Item *items, size_t start, size_t end)
{
	Sums sums = {0};
	for (size_t i = start; i < end; i++) {
		const Item *item = &items[i];
		if (item->kind == ITEM_PENALTY)
			continue;
		sums.natural += item->width;
		if (item->kind == ITEM_BOX) {
			sums.letters += item->stretch;
			continue;
		}
		sums.shrink += item->shrink;
		if (item->fill > 0)
			sums.fill |= item->stretch > 0;
		else
			*(is_gap(item) ? &sums.gaps : &sums.spaces) += item->stretch;
	}
	return sums;
}

/* Makes the letters of a box wider or narrower; returns by how much it changed. */
static Len expand_box(Setting *s, const Item *box, uint32_t end, int expansion)
{
	FaceGlyph *glyphs = s->glyphs.ptr;
	Len change = 0;
	for (uint32_t g = box->ref; g < end; g++) {
		Len wider = len_muldiv(glyphs[g].advance, expansion, EXPANSION_WHOLE);
		glyphs[g].advance += wider;
		glyphs[g].dx += len_muldiv(glyphs[g].dx, expansion, EXPANSION_WHOLE);
		change += wider;
	}
	return change;
}

/* Letters take what they can of the excess (Hàn Thế Thành, 2000, chapter 4; there by the line's
 * ratio). */
static int expand_letters(Setting *s, size_t start, size_t end, Len target, Sums *sums)
{
	const Item *items = s->items.items;
	int most = s->shape->expansion;
	int64_t excess = target - sums->natural;
	if (sums->letters == 0 || (excess > 0 && sums->fill))
		return 0;
	int64_t share = excess * most / sums->letters;
	int expansion = (int)(share > most ? most : share < -most ? -most : share);
	for (size_t i = start; i < end; i++)
		if (items[i].kind == ITEM_BOX && items[i].stretch > 0)
			sums->natural += expand_box(s, &items[i], items[i + 1].ref, expansion);
	return expansion;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static Deal deal_out(const Setting *s, const Sums *sums, Len target)
{
	int64_t excess = target - sums->natural;
	if (excess < 0)
		return (Deal){.shrink = excess < -sums->shrink ? -sums->shrink : excess};
	if (sums->fill || s->shape->align != PARA_JUSTIFY)
		return (Deal){0};
	excess = least(excess, (sums->spaces + sums->gaps) * RATIO_MOST);
	Deal deal = {.spaces = least(excess, sums->spaces)};
	deal.gaps = least(excess - deal.spaces, sums->gaps * CJK_TENTHS / 10);
	deal.all = excess - deal.spaces - deal.gaps;
	return deal;
}

static Len part_of(int64_t amount, int64_t part, int64_t whole)
{
	return whole == 0 ? 0 : len_muldiv((Len)amount, part, whole);
}

/* The share of the next glue; shares add up to the whole without rounding. */
static Len next_share(Deal *deal, const Sums *sums, const Item *glue)
{
	deal->shrunk += glue->shrink;
	*(is_gap(glue) ? &deal->gapped : &deal->spaced) += glue->stretch;
	Len upto = part_of(deal->shrink, deal->shrunk, sums->shrink) +
		   part_of(deal->spaces, deal->spaced, sums->spaces) +
		   part_of(deal->gaps, deal->gapped, sums->gaps) +
		   part_of(deal->all, deal->spaced + deal->gapped, sums->spaces + sums->gaps);
	Len share = upto - deal->given;
	deal->given = upto;
	return share;
}

Justified justify_line(Setting *s, size_t start, size_t end, Len target)
{
	const Item *items = s->items.items;
	FaceGlyph *glyphs = s->glyphs.ptr;
	Sums sums = sum_line(items, start, end);
	Justified line = {.expansion = expand_letters(s, start, end, target, &sums)};
	Deal deal = deal_out(s, &sums, target);
	int64_t excess = deal.shrink + deal.spaces + deal.gaps + deal.all;
	int64_t whole = excess >= 0 ? sums.spaces + sums.gaps : sums.shrink;
	for (size_t i = start; i < end; i++) {
		if (items[i].kind != ITEM_GLUE || items[i].fill > 0)
			continue;
		Len width = items[i].width + next_share(&deal, &sums, &items[i]);
		if (items[i + 1].ref > items[i].ref)
			glyphs[items[i].ref].advance = width;
		else if (items[i].ref > items[start].ref)
			glyphs[items[i].ref - 1].advance += width;
	}
	line.ratio = whole == 0 ? 0.0 : (double)excess / (double)whole;
	line.stretch = (Len)least(sums.spaces + sums.gaps, LEN_MAX / 8);
	line.width = (Len)(sums.natural + deal.given);
	return line;
}
