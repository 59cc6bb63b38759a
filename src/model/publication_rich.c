/* LaTeX in titles and notes as inlines: what changes the look becomes a node, all else is text. */
#include "model/publication_parts.h"

enum { MAX_DEPTH = 16 };

typedef struct {
	const char *command;  /* with an argument: \emph{...} */
	const char *switched; /* without: {\em ...} */
	DocKind kind;
	const char *tag;
	int script;
	bool small_caps, mono, underline;
} Look;

static const Look looks[] = {
	{.command = "emph", .switched = "em", .kind = DOC_EMPH},
	{.command = "textit", .switched = "it", .kind = DOC_EMPH},
	{.command = "textsl", .switched = "sl", .kind = DOC_EMPH},
	{.command = "mkbibemph", .switched = "itshape", .kind = DOC_EMPH},
	{.command = "textbf", .switched = "bf", .kind = DOC_STRONG},
	{.command = "mkbibbold", .switched = "bfseries", .kind = DOC_STRONG},
	{.command = "textsuperscript", .kind = DOC_SPAN, .tag = "sup", .script = 1},
	{.command = "textsubscript", .kind = DOC_SPAN, .tag = "sub", .script = -1},
	{.command = "textsc",
	 .switched = "sc",
	 .kind = DOC_SPAN,
	 .tag = "span",
	 .small_caps = true},
	{.command = "texttt", .switched = "tt", .kind = DOC_SPAN, .tag = "code", .mono = true},
	{.command = "underline", .kind = DOC_SPAN, .tag = "u", .underline = true},
};

static const Look *find_look(Str name, bool switched)
{
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		const char *known = switched ? looks[i].switched : looks[i].command;
		if (known != NULL && str_eq(name, str_from(known)))
			return &looks[i];
	}
	return NULL;
}

static DocNode *look_node(Arena *arena, const Look *look, Span span)
{
	DocNode *node = doc_new(arena, look->kind, span);
	if (look->tag == NULL)
		return node;
	DocFormat *format = ARENA_NEW(arena, DocFormat);
	format->script = look->script;
	format->small_caps = look->small_caps;
	format->mono = look->mono;
	format->underline = look->underline;
	doc_traits(arena, node)->format = format;
	doc_traits(arena, node)->tag = str_from(look->tag);
	if (look->small_caps) {
		Attrs *attrs = ARENA_NEW(arena, Attrs);
		attrs_set(arena, attrs, S("style"), S("font-variant: small-caps"));
		doc_traits(arena, node)->attrs = attrs;
	}
	return node;
}

static size_t name_end(Str latex, size_t at)
{
	while (at < latex.len && char_is_alpha(latex.ptr[at]))
		at++;
	return at;
}

/* Offset behind the brace that closes the one at `at`; STR_NONE when none does. */
static size_t group_end(Str latex, size_t at)
{
	size_t depth = 0;
	for (; at < latex.len; at++) {
		if (latex.ptr[at] == '\\')
			at++;
		else if (latex.ptr[at] == '{')
			depth++;
		else if (latex.ptr[at] == '}' && --depth == 0)
			return at + 1;
	}
	return STR_NONE;
}

/* The look that starts at `at`: what it holds, and the offset behind it. NULL when there is none.
 */
static const Look *look_at(Str latex, size_t at, Str *held, size_t *behind)
{
	bool group = latex.ptr[at] == '{';
	size_t slash = at + group, from = slash + 1, to;
	if (slash >= latex.len || latex.ptr[slash] != '\\')
		return NULL;
	to = name_end(latex, from);
	const Look *look = find_look(str_slice(latex, from, to), group);
	while (!group && to < latex.len && char_is_space(latex.ptr[to]))
		to++;
	if (look == NULL || to >= latex.len || (!group && latex.ptr[to] != '{'))
		return NULL;
	*behind = group_end(latex, group ? at : to);
	if (*behind == STR_NONE)
		return NULL;
	*held = str_slice(latex, group ? to : to + 1, *behind - 1);
	if (group)
		*held = str_trim_start(*held);
	return look;
}

/* LaTeX as inlines: \emph, \textsc, \textsuperscript and the like are nodes, the rest is text.
 * `depth`: how many of them are around it. */
static void add_rich(Arena *arena, DocNode *parent, Str latex, Span span, int depth)
{
	size_t start = 0, at = 0;
	while (at < latex.len) {
		size_t behind = 0;
		Str held = {0};
		char c = latex.ptr[at];
		const Look *look = (c == '\\' || c == '{') && depth < MAX_DEPTH
					   ? look_at(latex, at, &held, &behind)
					   : NULL;
		if (look != NULL) {
			Str before = str_slice(latex, start, at);
			publication_add_text(arena, parent, bib_latex_to_text(arena, before), span);
			DocNode *node = look_node(arena, look, span);
			add_rich(arena, node, held, span, depth + 1);
			doc_append(parent, node);
			start = at = behind;
			continue;
		}
		size_t math = c == '$' ? str_find_char(latex, '$', at + 1) : STR_NONE;
		at = math != STR_NONE ? math + 1 : at + (c == '\\' ? 2 : 1);
	}
	publication_add_text(arena, parent, bib_latex_to_text(arena, str_from_offset(latex, start)),
			     span);
}

static bool holds_any(Str text, const char *signs)
{
	for (; *signs != '\0'; signs++)
		if (str_find_char(text, *signs, 0) != STR_NONE)
			return true;
	return false;
}

/* Whether there is a tag or an entity in it. */
static bool holds_html(Str text)
{
	for (size_t i = 0; i + 1 < text.len; i++)
		if ((text.ptr[i] == '<' &&
		     (char_is_alpha(text.ptr[i + 1]) || text.ptr[i + 1] == '/')) ||
		    (text.ptr[i] == '&' &&
		     (char_is_alpha(text.ptr[i + 1]) || text.ptr[i + 1] == '#')))
			return true;
	return false;
}

void publication_add_markup(Arena *arena, DocNode *parent, const PublicationStyle *style, Str latex,
			    Span span, bool markdown)
{
	bool html = holds_html(latex), marks = markdown && holds_any(latex, "*_[`<");
	DocNode *inlines = NULL;
	if ((html || marks) && style->markup != NULL) {
		bool tex = str_find_char(latex, '\\', 0) != STR_NONE;
		Str text = tex ? bib_latex_to_text(arena, latex) : latex;
		inlines = style->markup(style->context, text, span, markdown);
	}
	if (inlines != NULL)
		doc_append(parent, inlines);
	else
		add_rich(arena, parent, latex, span, 0);
}
