#include "typeset/budget.h"

#include "base/buf.h"
#include "typeset/layouter.h"
#include "typeset/runes.h"

#include <stdlib.h>

enum { STEPS = 48, MOST_PAGES = 10000, TITLE_BYTES = 70 };

/* --- what is asked for --- */

static bool read_count(const Value *value, Str key, Diags *diags, int *out)
{
	if (value_is_nil(value))
		return true;
	int64_t count;
	if (value->kind == VALUE_INT && value->as.integer >= 1 && value->as.integer <= MOST_PAGES) {
		count = value->as.integer;
		*out = (int)count;
		return true;
	}
	diag_error(diags, value->span, S("write a whole number, 1 or more"),
		   "%.*s is no number of pages [page-budget]", STR_ARG(key));
	return false;
}

bool budget_read(const Value *config, Diags *diags, Budget *out)
{
	const Value *value = value_path(config, S("recto.pages"));
	*out = (Budget){.span = value->span};
	if (value->kind != VALUE_MAP)
		return read_count(value, S("recto.pages"), diags, &out->pages);
	bool ok = true;
	for (size_t i = 0; i < value->as.map.len; i++) {
		const ValueEntry *entry = &value->as.map.entries[i];
		if (str_eq(entry->key, S("max"))) {
			ok = read_count(entry->value, S("recto.pages.max"), diags, &out->most) &&
			     ok;
			continue;
		}
		diag_error(diags, entry->key_span,
			   S("write pages: 2 to fit the CV, or pages: {max: 2} to fail above it"),
			   "recto.pages has no key \"%.*s\" [key-unknown]", STR_ARG(entry->key));
		ok = false;
	}
	return ok;
}

/* --- the theme at t --- */

/* How far t has gone through [from, to]. */
static double part(double t, double from, double to)
{
	double done = (t - from) / (to - from);
	return done < 0 ? 0 : done > 1 ? 1 : done;
}

static Len shrink(Len len, double factor, Len least)
{
	Len smaller = len_scale(len, factor);
	return len <= least ? len : smaller < least ? least : smaller;
}

static void shrink_gaps(Theme *theme, double factor)
{
	for (int i = 0; i < 6; i++) {
		theme->heading_before[i] = len_scale(theme->heading_before[i], factor);
		theme->heading_after[i] = len_scale(theme->heading_after[i], factor);
	}
	theme->paragraph_gap = len_scale(theme->paragraph_gap, factor);
	theme->item_gap = len_scale(theme->item_gap, factor);
	theme->entry_gap = len_scale(theme->entry_gap, factor);
}

static void shrink_sizes(Theme *theme, double factor)
{
	Len body = theme->body_size, label = 8 * LEN_PT;
	theme->body_size = shrink(body, factor, 9 * LEN_PT);
	if (body > 0)
		factor = (double)theme->body_size / body;
	for (int i = 0; i < 6; i++)
		theme->heading_size[i] = shrink(theme->heading_size[i], factor, 9 * LEN_PT);
	theme->name_size = shrink(theme->name_size, factor, 9 * LEN_PT);
	theme->headline_size = shrink(theme->headline_size, factor, 9 * LEN_PT);
	theme->contact_size = shrink(theme->contact_size, factor, label);
	theme->small_size = shrink(theme->small_size, factor, label);
	theme->note_size = shrink(theme->note_size, factor, label);
}

Theme budget_theme(const Theme *theme, double t)
{
	Theme out = *theme;
	const double tight = 1.14;
	Len least = len_from_pt(15 * 72 / 25.4);
	shrink_gaps(&out, 1 - 0.4 * part(t, 0, 0.25));
	double leading = theme->leading * 0.9 > tight ? theme->leading * 0.9 : tight;
	if (theme->leading > leading)
		out.leading += (leading - theme->leading) * part(t, 0.25, 0.5);
	shrink_sizes(&out, 1 - 0.14 * part(t, 0.5, 0.75));
	double margin = 1 - 0.25 * part(t, 0.75, 1);
	out.margin_top = shrink(theme->margin_top, margin, least);
	out.margin_right = shrink(theme->margin_right, margin, least);
	out.margin_bottom = shrink(theme->margin_bottom, margin, least);
	out.margin_left = shrink(theme->margin_left, margin, least);
	return out;
}

/* --- what may be left out --- */

typedef struct {
	DocNode *node;
	int64_t priority;
	size_t order;
} Choice;

/* A node that has been hidden, and what it was before. */
typedef struct {
	DocNode *node;
	DocAudience before;
} Hidden;

typedef struct {
	Arena *arena;
	Fonts *fonts;
	Doc *doc;
	const LayoutOptions *options;
	VEC(Choice) choices; /* in the order of leaving out */
	VEC(Hidden) hidden;
	size_t fewest; /* pages at the tightest without all choices; when that is too many */
} Fitter;

static int compare_choices(const void *a, const void *b)
{
	const Choice *x = a, *y = b;
	if (x->priority != y->priority)
		return x->priority < y->priority ? -1 : 1;
	return x->order > y->order ? -1 : 1;
}

static void choices_find(Fitter *fitter)
{
	DocNode *root = fitter->doc->root;
	size_t order = 0;
	for (DocNode *node = root; node != NULL; node = doc_next(node, root)) {
		bool found = false;
		Str said = node->traits->attrs != NULL
				   ? attrs_get(node->traits->attrs, S("priority"), &found)
				   : S("");
		int64_t priority;
		order++;
		if (!found || node == root || !doc_is_block(node) || block_is_hidden(node) ||
		    !str_to_int(str_trim(said), &priority))
			continue;
		/* On a heading it means the section. */
		bool section = node->kind == DOC_HEADING && node->parent->kind == DOC_SECTION;
		Choice choice = {section ? node->parent : node, priority, order};
		VEC_PUSH(fitter->arena, &fitter->choices, choice);
	}
	if (fitter->choices.len > 0)
		qsort(fitter->choices.ptr, fitter->choices.len, sizeof(Choice), compare_choices);
}

static bool is_holder(const DocNode *node)
{
	return node->kind == DOC_LIST || node->kind == DOC_BLOCK;
}

/* Whether there is nothing but headings to see in a node. */
static bool is_bare(const DocNode *node)
{
	for (const DocNode *child = node->first; child != NULL; child = child->next) {
		bool blank = child->kind == DOC_TEXT && str_is_blank(child->as.text);
		if (!block_is_hidden(child) && child->kind != DOC_HEADING && !blank)
			return false;
	}
	return true;
}

/* Hides a node, and the list and section that hold nothing else. */
static void node_hide(Fitter *fitter, DocNode *node)
{
	while (node->parent != NULL && !block_is_hidden(node)) {
		VEC_PUSH(fitter->arena, &fitter->hidden, (Hidden){node, node->audience});
		node->audience = DOC_WEB_ONLY;
		node = node->parent;
		bool holder = is_holder(node) || node->kind == DOC_SECTION;
		if (!holder || !is_bare(node))
			return;
	}
}

/* Leaves out the first `count` choices and nothing else. */
static void leave_out(Fitter *fitter, size_t count)
{
	while (fitter->hidden.len > 0) {
		const Hidden *last = &fitter->hidden.ptr[--fitter->hidden.len];
		last->node->audience = last->before;
	}
	for (size_t i = 0; i < count; i++)
		node_hide(fitter, fitter->choices.ptr[i].node);
}

/* --- trying --- */

static size_t pages_at(const Fitter *fitter, int step)
{
	Arena *scratch = arena_new_like(fitter->arena);
	Diags quiet = diags_in(scratch);
	Theme theme = budget_theme(fitter->options->theme, (double)step / STEPS);
	LayoutOptions options = *fitter->options;
	options.theme = &theme;
	options.watch = NULL;
	Paper paper;
	(void)layout_doc(scratch, fitter->fonts, fitter->doc, &options, &quiet, &paper);
	size_t pages = paper.frame_count;
	arena_free(scratch);
	return pages;
}

/* The smallest step that fits, when the last one does: pages fall as t grows. */
static int find_step(const Fitter *fitter, size_t pages)
{
	int low = 0, high = STEPS;
	while (low < high) {
		int middle = (low + high) / 2;
		if (pages_at(fitter, middle) <= pages)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* How many choices must be left out at the tightest; more than there are when that is not enough.
 */
static size_t find_count(Fitter *fitter, size_t pages)
{
	size_t low = 0, high = fitter->choices.len + 1;
	while (low < high) {
		size_t middle = (low + high) / 2;
		leave_out(fitter, middle);
		if (pages_at(fitter, STEPS) <= pages)
			high = middle;
		else
			low = middle + 1;
		if (low > fitter->choices.len)
			break;
	}
	return low;
}

/* --- the report --- */

/* What names a node: the title of an entry, the heading of a section; else all of it. */
static const DocNode *naming_part(const DocNode *node)
{
	if (node->kind == DOC_SECTION && node->first != NULL)
		return node->first;
	for (const DocNode *part = node; node->kind == DOC_ENTRY && part != NULL;
	     part = doc_next(part, node))
		if (str_eq(part->traits->style, S("title")))
			return part;
	return node;
}

/* What a node is called in a report: the beginning of its text. */
static Str node_title(Arena *arena, const DocNode *node)
{
	Str text = emoji_strip(arena, doc_plain_text(arena, naming_part(node)));
	text = str_trim(str_replace(arena, text, S("\n"), S(" ")));
	if (text.len <= TITLE_BYTES)
		return text;
	size_t end = TITLE_BYTES;
	while (end > TITLE_BYTES / 2 && text.ptr[end] != ' ')
		end--;
	while (end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
		end--;
	return str_concat(arena, str_trim(str_slice(text, 0, end)), S("..."));
}

/* "body 9.0 pt, leading 1.14, glue -40 %, side margins 18 mm" */
static void add_setting(Buf *out, const Theme *base, const Theme *theme)
{
	buf_add_format(out, "body %.1f pt, leading %.2f", len_to_pt(theme->body_size),
		       theme->leading);
	double before = len_to_pt(base->heading_before[0]);
	double glue = before > 0 ? 100 * (1 - len_to_pt(theme->heading_before[0]) / before) : 0;
	buf_add_format(out, ", glue %s%.0f %%", glue >= 0.5 ? "-" : "", glue);
	if (theme->margin_left < base->margin_left)
		buf_add_format(out, ", side margins %.0f mm",
			       len_to_pt(theme->margin_left) * 25.4 / 72);
}

static bool is_chosen(const Fitter *fitter, size_t left_out, const DocNode *node)
{
	for (size_t i = 0; i < left_out; i++)
		if (fitter->choices.ptr[i].node == node)
			return true;
	return false;
}

/* Lists and blocks that went with all that was in them have no name of their own. */
static void report(const Fitter *fitter, const Budget *budget, const Theme *theme, size_t left_out,
		   const Paper *paper, Diags *diags)
{
	Buf out = buf_in(fitter->arena);
	buf_add_format(&out, "fit: %zu page%s", paper->frame_count,
		       paper->frame_count == 1 ? "" : "s");
	if (paper->frame_count < (size_t)budget->pages)
		buf_add_format(&out, " (%d asked for, nothing is padded)", budget->pages);
	buf_add(&out, S(", "));
	add_setting(&out, fitter->options->theme, theme);
	buf_add_format(&out, ", last page %.0f %% full", paper->last_fill * 100);
	const char *before = "; left out: ";
	for (size_t i = 0; i < fitter->hidden.len; i++) {
		const DocNode *node = fitter->hidden.ptr[i].node;
		if (is_holder(node) && !is_chosen(fitter, left_out, node))
			continue;
		buf_add_format(&out, "%s%.*s", before, STR_ARG(node_title(fitter->arena, node)));
		before = "; ";
	}
	Str text = buf_str(&out);
	diag_note(diags, budget->span, S(""), "%.*s [page-fit]", STR_ARG(text));
}

/* Nothing was left out; the paper is that of the tightest setting. */
static void report_failure(const Fitter *fitter, const Budget *budget, const Theme *theme,
			   const Paper *paper, Diags *diags)
{
	Buf out = buf_in(fitter->arena);
	buf_add_format(&out, "%d page%s cannot be kept: at the tightest setting (", budget->pages,
		       budget->pages == 1 ? "" : "s");
	add_setting(&out, fitter->options->theme, theme);
	buf_add_format(&out, ") there are %zu, the last %.0f %% full, and ", paper->frame_count,
		       paper->last_fill * 100);
	if (fitter->choices.len == 0)
		buf_add(&out, S("nothing has a priority, so nothing may be left out"));
	else
		buf_add_format(&out,
			       "without all %zu parts that have a priority %zu are left; "
			       "nothing was left out",
			       fitter->choices.len, fitter->fewest);
	Str text = buf_str(&out);
	diag_warning(diags, budget->span,
		     S("give entries, items or sections a priority, {: priority=\"1\"}: they are "
		       "left out first, and named"),
		     "%.*s [page-budget]", STR_ARG(text));
}

/* --- the whole --- */

/* The smallest changes that fit: sets how many choices are left out; false when nothing helps. */
static bool fit(Fitter *fitter, size_t pages, int *step, size_t *left_out)
{
	*left_out = 0;
	*step = STEPS;
	if (pages_at(fitter, STEPS) > pages) {
		*left_out = find_count(fitter, pages);
		bool enough = *left_out <= fitter->choices.len;
		*left_out = enough ? *left_out : 0;
		leave_out(fitter, enough ? *left_out : fitter->choices.len);
		if (!enough) {
			fitter->fewest = pages_at(fitter, STEPS);
			leave_out(fitter, 0);
			return false;
		}
	}
	*step = find_step(fitter, pages);
	return true;
}

static bool check_most(const Budget *budget, const Paper *paper, Diags *diags)
{
	if (budget->most == 0 || paper->frame_count <= (size_t)budget->most)
		return true;
	diag_error(diags, budget->span, S("shorten it, or let recto.pages fit it"),
		   "the CV has %zu pages, and recto.pages.max is %d [page-budget]",
		   paper->frame_count, budget->most);
	return false;
}

bool budget_layout(Arena *arena, Fonts *fonts, Doc *doc, const LayoutOptions *options,
		   const Budget *budget, Diags *diags, Paper *out)
{
	if (budget->pages == 0)
		return layout_doc(arena, fonts, doc, options, diags, out) &&
		       check_most(budget, out, diags);
	Arena *scratch = arena_new_like(arena);
	Fitter fitter = {.arena = scratch, .fonts = fonts, .doc = doc, .options = options};
	int step;
	size_t left_out;
	choices_find(&fitter);
	bool fits = fit(&fitter, (size_t)budget->pages, &step, &left_out);
	Theme theme = budget_theme(options->theme, (double)step / STEPS);
	LayoutOptions chosen = *options;
	chosen.theme = &theme;
	bool ok = layout_doc(arena, fonts, doc, &chosen, diags, out);
	if (fits)
		report(&fitter, budget, &theme, left_out, out, diags);
	else
		report_failure(&fitter, budget, &theme, out, diags);
	arena_free(scratch);
	return ok;
}
