#include "model/doc_math.h"

#include "base/buf.h"

/* How much of a node's source stands before its TeX: its delimiter, when nothing else was changed.
 */
static Span problem_span(const DocNode *node, const MathProblem *problem)
{
	Span span = node->span;
	size_t length = span.end - span.start;
	if (length != node->as.math.text.len + 4 || problem->end > node->as.math.text.len)
		return span;
	span.start = (uint32_t)(node->span.start + 2 + problem->at);
	span.end = (uint32_t)(node->span.start + 2 + problem->end);
	return span;
}

void doc_math_read(Arena *arena, DocNode *node, Diags *diags)
{
	MathProblem problem;
	/* formulas borrow of their TeX */
	node->as.math.text = str_dup(arena, node->as.math.text);
	node->as.math.formula = tex_math_parse(arena, node->as.math.text, &problem);
	if (node->as.math.formula == NULL && diags != NULL)
		diag_warning(diags, problem_span(node, &problem), problem.hint,
			     "this formula is shown as its source: %.*s [math-source]",
			     STR_ARG(problem.message));
}

/* --- formulas in text --- */

typedef struct {
	Str open, close;
	bool block;
} Fence;

static const Fence fences[] = {
	{STR_INIT("$$"), STR_INIT("$$"), true},
	{STR_INIT("\\["), STR_INIT("\\]"), true},
	{STR_INIT("\\("), STR_INIT("\\)"), false},
	{STR_INIT("$"), STR_INIT("$"), false},
};

enum { FENCE_COUNT = sizeof fences / sizeof *fences, FAILURES = 50 };

typedef struct {
	Arena *arena;
	Str text;
	int failures[FENCE_COUNT +
		     1]; /* after too many openings that nothing closes, no more are tried
			  */
} Finder;

typedef struct {
	Str tex;
	size_t start, end; /* with its delimiters */
	bool block;
} Found;

/* The closing delimiter, outside braces; a backslash hides the character behind it. */
static size_t find_close(Str text, size_t at, Str close)
{
	int depth = 0;
	text = str_slice(text, 0, at + TEX_MATH_LENGTH);
	while (at < text.len) {
		if (depth == 0 && str_starts(str_from_offset(text, at), close))
			return at;
		char c = text.ptr[at];
		depth += c == '{' ? 1 : c == '}' ? -1 : 0;
		at += c == '\\' ? 2 : 1;
	}
	return STR_NONE;
}

static bool is_amount(Str text, size_t at)
{
	return at < text.len && char_is_digit(text.ptr[at]);
}

/* "10, US": an amount and words, without any sign of a formula. */
static bool is_prose(Str tex)
{
	if (!is_amount(tex, 0) || !str_contains(tex, S(" ")))
		return false;
	for (size_t i = 0; i < tex.len; i++)
		if (str_find_char(S("\\^_=+<>/*|{}()"), tex.ptr[i], 0) != STR_NONE)
			return false;
	return true;
}

/* "$5 and $10", "US$ 5". */
static bool is_price(Str text, const Found *found, size_t fence)
{
	Str tex = found->tex;
	if (fence != 1)
		return false;
	return char_is_space(tex.ptr[0]) || char_is_space(tex.ptr[tex.len - 1]) ||
	       (is_amount(tex, 0) && is_amount(text, found->end)) || is_prose(tex);
}

static bool try_fence(Finder *finder, size_t at, size_t i, Found *found)
{
	const Fence *fence = &fences[i];
	Str text = finder->text;
	if (finder->failures[i] > FAILURES || !str_starts(str_from_offset(text, at), fence->open))
		return false;
	size_t start = at + fence->open.len, close = find_close(text, start, fence->close);
	if (close == STR_NONE || str_is_blank(str_slice(text, start, close))) {
		finder->failures[i]++;
		return false;
	}
	*found = (Found){str_slice(text, start, close), at, close + fence->close.len, fence->block};
	return !is_price(text, found, fence->open.len);
}

/* \begin{equation} ... \end{equation}: LaTeX's own displays, without a fence around them. */
static bool try_display(Finder *finder, size_t at, Found *found)
{
	static const Str names[] = {STR_INIT("equation"), STR_INIT("align"), STR_INIT("gather"),
				    STR_INIT("multline"), STR_INIT("eqnarray")};
	Str rest = str_slice(finder->text, at, at + TEX_MATH_LENGTH);
	if (finder->failures[FENCE_COUNT] > FAILURES || !str_starts(rest, S("\\begin{")))
		return false;
	Str name = str_slice(rest, 7, str_find_char(rest, '}', 7));
	Str plain = str_ends(name, S("*")) ? str_slice(name, 0, name.len - 1) : name;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!str_eq(plain, names[i]))
			continue;
		Str close = str_format(finder->arena, "\\end{%.*s}", STR_ARG(name));
		size_t end = str_find(rest, close, 0);
		*found = (Found){str_slice(rest, 0, end + close.len), at, at + end + close.len,
				 true};
		finder->failures[FENCE_COUNT] += end == STR_NONE ? 1 : 0;
		return end != STR_NONE;
	}
	return false;
}

static bool find_formula(Finder *finder, size_t from, Found *found)
{
	Str text = finder->text;
	for (size_t at = from; at < text.len; at++) {
		if (text.ptr[at] != '$' && text.ptr[at] != '\\')
			continue;
		if (try_display(finder, at, found))
			return true;
		for (size_t i = 0; i < FENCE_COUNT; i++)
			if (try_fence(finder, at, i, found))
				return true;
		/* an escaped sign is no delimiter, neither is the second half of an empty $$ */
		if (at + 1 < text.len && (text.ptr[at + 1] == '$' || text.ptr[at + 1] == '\\'))
			at++;
	}
	return false;
}

/* --- nodes --- */

typedef struct {
	Arena *arena;
	Diags *diags;
	DocNode *first, *last; /* what replaces the texts */
	Span span;
	int *number; /* of the last equation */
} Pieces;

static void add_piece(Pieces *pieces, DocNode *node)
{
	if (pieces->last != NULL)
		pieces->last->next = node;
	else
		pieces->first = node;
	pieces->last = node;
}

static void add_text(Pieces *pieces, Str text)
{
	if (text.len > 0)
		add_piece(pieces, doc_new_text(pieces->arena, text, pieces->span));
}

/* As MathJax does with `tags: ams`: an equation without a tag of its own gets the next number. */
static void number_equation(Pieces *pieces, DocNode *node)
{
	const MathFormula *formula = node->as.math.formula;
	Str tex = node->as.math.text;
	if (formula == NULL || formula->tag.len > 0 || !str_starts(tex, S("\\begin{equation}")) ||
	    str_contains(tex, S("\\notag")) || str_contains(tex, S("\\nonumber")))
		return;
	MathFormula *numbered = ARENA_NEW(pieces->arena, MathFormula);
	*numbered = *formula;
	numbered->tag = str_format(pieces->arena, "(%d)", ++*pieces->number);
	node->as.math.formula = numbered;
}

/* Inline, so that the paragraph around it stays one; the display style says that it was a block. */
static void add_formula(Pieces *pieces, const Found *found)
{
	DocNode *node = doc_new(pieces->arena, DOC_MATH, pieces->span);
	node->as.math.text = found->tex;
	if (found->block)
		doc_traits(pieces->arena, node)->style = S("display");
	doc_math_read(pieces->arena, node, pieces->diags);
	number_equation(pieces, node);
	add_piece(pieces, node);
}

/* The texts [first, end) as one. */
static Str join_texts(Arena *arena, const DocNode *first, const DocNode *end)
{
	if (first->next == end)
		return first->as.text;
	Buf text = buf_in(arena);
	for (const DocNode *node = first; node != end; node = node->next)
		buf_add(&text, node->as.text);
	return buf_str(&text);
}

static bool may_hold_formula(const DocNode *first, const DocNode *end)
{
	for (const DocNode *node = first; node != end; node = node->next)
		if (str_contains(node->as.text, S("$")) || str_contains(node->as.text, S("\\")))
			return true;
	return false;
}

typedef struct {
	Arena *arena;
	Diags *diags;
	int *number;
} Search;

/* Replaces the texts [*link, end) by texts and formulas; returns the last of them. */
static DocNode *split_texts(const Search *search, DocNode *parent, DocNode **link, DocNode *end)
{
	DocNode *first = *link;
	Arena *arena = search->arena;
	Pieces pieces = {.arena = arena,
			 .diags = search->diags,
			 .span = first->span,
			 .number = search->number};
	Finder finder = {.arena = arena, .text = join_texts(arena, first, end)};
	Str text = finder.text;
	size_t at = 0;
	Found found;
	while (find_formula(&finder, at, &found)) {
		add_text(&pieces, str_slice(text, at, found.start));
		add_formula(&pieces, &found);
		at = found.end;
	}
	if (at == 0)
		return NULL;
	add_text(&pieces, str_from_offset(text, at));
	*link = pieces.first;
	for (DocNode *node = pieces.first; node != NULL; node = node->next)
		node->parent = parent;
	pieces.last->next = end;
	if (end == NULL)
		parent->last = pieces.last;
	return pieces.last;
}

static void find_in_children(const Search *search, DocNode *parent)
{
	for (DocNode **link = &parent->first; *link != NULL;) {
		DocNode *end = *link;
		while (end != NULL && end->kind == DOC_TEXT)
			end = end->next;
		DocNode *last = NULL;
		if (end != *link && may_hold_formula(*link, end))
			last = split_texts(search, parent, link, end);
		if (last == NULL)
			last = *link;
		link = &last->next;
	}
}

/* --- displays --- */

static bool is_display(const DocNode *node)
{
	return node->kind == DOC_MATH && str_eq(node->traits->style, S("display"));
}

static bool is_blank(const DocNode *first, const DocNode *end)
{
	for (const DocNode *node = first; node != end; node = node->next)
		if (node->kind != DOC_TEXT || !str_is_blank(node->as.text))
			return false;
	return true;
}

static void insert_after(DocNode *node, DocNode *added)
{
	added->parent = node->parent;
	added->next = node->next;
	node->next = added;
	if (added->parent->last == node)
		added->parent->last = added;
}

/* What follows a display in its paragraph becomes a paragraph of its own. */
static void move_rest(Arena *arena, DocNode *paragraph, DocNode *after, DocNode *first)
{
	if (is_blank(first, NULL))
		return;
	DocNode *rest = doc_new(arena, DOC_PARAGRAPH, paragraph->span);
	if (paragraph->traits != &doc_no_traits) {
		*doc_traits(arena, rest) = *paragraph->traits;
		/* these stay with the first part */
		doc_traits(arena, rest)->tag = S("");
		doc_traits(arena, rest)->attrs = NULL;
	}
	rest->audience = paragraph->audience;
	rest->bare = paragraph->bare;
	while (first != NULL) {
		DocNode *next = first->next;
		first->next = NULL;
		doc_append(rest, first);
		first = next;
	}
	insert_after(after, rest);
}

/*
 * A display formula in a paragraph divides it: formulas on lines of their own are blocks. What
 * stands now where the paragraph stood.
 */
static DocNode *divide_paragraph(Arena *arena, DocNode *paragraph)
{
	DocNode *before = NULL, *display = paragraph->first;
	while (display != NULL && !is_display(display)) {
		before = display;
		display = display->next;
	}
	if (display == NULL || paragraph->parent == NULL)
		return paragraph;
	DocNode *block = doc_new(arena, DOC_MATH_BLOCK, display->span);
	block->audience = paragraph->audience;
	block->as.math = display->as.math;
	insert_after(paragraph, block);
	move_rest(arena, paragraph, block, display->next);
	if (!is_blank(paragraph->first, display)) {
		if (paragraph->traits->lang.len > 0)
			doc_traits(arena, block)->lang = paragraph->traits->lang;
		before->next = NULL;
		paragraph->last = before;
		return paragraph;
	}
	block->span = paragraph->span;
	block->traits = paragraph->traits;
	doc_detach(paragraph);
	return block;
}

static bool is_left_alone(const DocNode *node)
{
	return node->kind == DOC_CODE || node->kind == DOC_CODE_BLOCK || node->kind == DOC_RAW;
}

static bool is_below(const DocNode *node, const DocNode *top)
{
	while (node != NULL && node != top)
		node = node->parent;
	return node == top;
}

void doc_math_find(Arena *arena, DocNode *root, Diags *diags)
{
	int number = 0;
	const Search search = {arena, diags, &number};
	for (DocNode *node = root; node != NULL;) {
		bool alone = is_left_alone(node);
		if (!alone)
			find_in_children(&search, node);
		if (node->kind == DOC_PARAGRAPH)
			node = divide_paragraph(arena, node);
		DocNode *next = doc_next(node, root);
		while (alone && next != NULL && is_below(next, node))
			next = doc_next(next, root);
		node = next;
	}
}
