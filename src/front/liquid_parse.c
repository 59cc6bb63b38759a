/*
 * Templates to nodes. A block whose parts hold nothing but white space, assignments and comments
 * loses its white space, as in Ruby's Liquid: else every {% if %} in a page would leave blank
 * lines.
 */
#include "front/liquid_internal.h"

/* The names that end or divide blocks. */
static bool is_delimiter(Str name)
{
	static const Str names[] = {
		STR_INIT("else"),	  STR_INIT("elsif"),	    STR_INIT("when"),
		STR_INIT("endif"),	  STR_INIT("endunless"),    STR_INIT("endcase"),
		STR_INIT("endfor"),	  STR_INIT("endtablerow"),  STR_INIT("endcapture"),
		STR_INIT("endhighlight"), STR_INIT("endifchanged"), STR_INIT("endcomment"),
		STR_INIT("endraw"),
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(name, names[i]))
			return true;
	return false;
}

static Span token_span(const LiquidParser *parser, const LiquidToken *token)
{
	return liquid_span_of(parser, str_slice(parser->text, token->start, token->end));
}

static LiquidNode *new_node(LiquidParser *parser, LiquidNodeKind kind, const LiquidToken *token)
{
	LiquidNode *node = ARENA_NEW(parser->run->arena, LiquidNode);
	size_t base = (size_t)(parser->text.ptr - parser->from->text.ptr);
	node->kind = kind;
	node->from = parser->from;
	node->start = base + token->start;
	node->end = base + token->end;
	node->name = token->name;
	node->markup = token->markup;
	if (kind != LIQUID_TEXT)
		node->span = token_span(parser, token);
	return node;
}

static void add_text(LiquidParser *parser, LiquidNodes *nodes, size_t start, size_t end, bool blank)
{
	if (start >= end)
		return;
	LiquidToken token = {.kind = LIQUID_TOKEN_TEXT, .start = start, .end = end};
	LiquidNode *node = new_node(parser, LIQUID_TEXT, &token);
	node->flag = blank;
	VEC_PUSH(parser->run->arena, nodes, node);
}

static void drop_blank_text(LiquidNodes *nodes)
{
	size_t kept = 0;
	for (size_t i = 0; i < nodes->len; i++)
		if (nodes->ptr[i]->kind != LIQUID_TEXT || !nodes->ptr[i]->flag)
			nodes->ptr[kept++] = nodes->ptr[i];
	nodes->len = kept;
}

static void unclosed(LiquidParser *parser, const LiquidNode *node, const LiquidToken *end, Str name)
{
	Arena *arena = parser->run->arena;
	Str hint = str_concat3(arena, S("close it with {% end"), name, S(" %}"));
	if (end->kind == LIQUID_TOKEN_END)
		liquid_syntax_error(parser, node->span, hint, "{%% %.*s %%} is not closed",
				    STR_ARG(name));
	else
		liquid_syntax_error(parser, token_span(parser, end), hint,
				    "{%% %.*s %%} does not fit into {%% %.*s %%}",
				    STR_ARG(end->name), STR_ARG(name));
}

/* Whether `token` is "end" and `name`. */
static bool ends_block(const LiquidToken *token, Str name)
{
	return token->kind == LIQUID_TOKEN_TAG && str_starts(token->name, S("end")) &&
	       str_eq(str_from_offset(token->name, 3), name);
}

static LiquidArgs parse_when(LiquidParser *parser, const LiquidToken *token)
{
	LiquidArgs values = {0};
	LiquidCursor cursor = liquid_cursor(parser, token->markup);
	for (;;) {
		LiquidArg arg = {.value = liquid_take_expr(&cursor)};
		if (arg.value == NULL)
			break;
		VEC_PUSH(parser->run->arena, &values, arg);
		if (!liquid_accept(&cursor, ',') && !liquid_accept_word(&cursor, S("or")))
			break;
	}
	if (values.len == 0)
		liquid_syntax_error(parser, token_span(parser, token), S("write {% when 'a' %}"),
				    "a value is missing behind when");
	liquid_expect_end(&cursor);
	return values;
}

/* The branch that a dividing tag opens; false when the tag has no place in this block. */
static bool open_branch(LiquidParser *parser, const LiquidNode *node, const LiquidToken *token,
			LiquidBranch *branch)
{
	bool of_case = node->kind == LIQUID_CASE, of_if = node->kind == LIQUID_IF;
	*branch = (LiquidBranch){0};
	if (str_eq(token->name, S("else")) && (of_case || of_if || node->kind == LIQUID_FOR)) {
		branch->otherwise = true;
		return true;
	}
	if (str_eq(token->name, S("elsif")) && of_if) {
		branch->cond = liquid_parse_cond(parser, token->markup);
		return true;
	}
	if (str_eq(token->name, S("when")) && of_case) {
		branch->values = parse_when(parser, token);
		return true;
	}
	return false;
}

static LiquidToken parse_nodes(LiquidParser *parser, LiquidNodes *nodes, bool *blank);

/* The body and the further branches of a block, up to its end; returns whether all of it is blank.
 */
static bool parse_body(LiquidParser *parser, LiquidNode *node, Str name)
{
	bool blank = true, drops = node->kind == LIQUID_IF || node->kind == LIQUID_CASE ||
				   node->kind == LIQUID_FOR;
	LiquidNodes *body = &node->body;
	LiquidBranch branch;
	if (++parser->depth > LIQUID_MAX_BLOCKS) {
		liquid_syntax_error(parser, node->span, S(""), "blocks are nested deeper than %d",
				    LIQUID_MAX_BLOCKS);
		return false;
	}
	for (;;) {
		LiquidToken token = parse_nodes(parser, body, &blank);
		if (ends_block(&token, name))
			break;
		if (token.kind == LIQUID_TOKEN_END || !open_branch(parser, node, &token, &branch)) {
			unclosed(parser, node, &token, name);
			return false;
		}
		VEC_PUSH(parser->run->arena, &node->branches, branch);
		body = &node->branches.ptr[node->branches.len - 1].body;
	}
	parser->depth--;
	if (!blank || !drops)
		return false;
	drop_blank_text(&node->body);
	for (size_t i = 0; i < node->branches.len; i++)
		drop_blank_text(&node->branches.ptr[i].body);
	return true;
}

static LiquidNode *parse_if(LiquidParser *parser, const LiquidToken *token, bool *blank)
{
	LiquidNode *node = new_node(parser, LIQUID_IF, token);
	LiquidBranch first = {.cond = liquid_parse_cond(parser, token->markup)};
	node->flag = str_eq(token->name, S("unless"));
	VEC_PUSH(parser->run->arena, &node->branches, first);
	/* The first branch's body is parsed as the node's own and moved. */
	*blank = parse_body(parser, node, token->name);
	node->branches.ptr[0].body = node->body;
	node->body = (LiquidNodes){0};
	return node;
}

static LiquidNode *parse_case(LiquidParser *parser, const LiquidToken *token, bool *blank)
{
	LiquidNode *node = new_node(parser, LIQUID_CASE, token);
	node->pipe = liquid_parse_pipe(parser, token->markup);
	*blank = parse_body(parser, node, token->name);
	return node;
}

static LiquidNode *parse_for(LiquidParser *parser, const LiquidToken *token, bool *blank)
{
	bool row = str_eq(token->name, S("tablerow"));
	LiquidNode *node = new_node(parser, row ? LIQUID_TABLEROW : LIQUID_FOR, token);
	liquid_parse_loop(parser, node);
	*blank = parse_body(parser, node, token->name);
	return node;
}

/* capture, highlight, ifchanged: a name and a body. */
static LiquidNode *parse_plain_block(LiquidParser *parser, const LiquidToken *token,
				     LiquidNodeKind kind)
{
	LiquidNode *node = new_node(parser, kind, token);
	LiquidCursor cursor = liquid_cursor(parser, str_trim(token->markup));
	(void)parse_body(parser, node, token->name);
	if (kind != LIQUID_CAPTURE)
		return node;
	Str quotes = str_slice(cursor.rest, 0, 1);
	if (str_eq(quotes, S("'")) || str_eq(quotes, S("\"")))
		(void)liquid_accept(&cursor, quotes.ptr[0]);
	node->name = liquid_take_name(&cursor);
	if (node->name.len == 0)
		liquid_syntax_error(parser, node->span, S("write {% capture name %}"),
				    "capture needs the name of a variable");
	return node;
}

static LiquidNode *parse_assign(LiquidParser *parser, const LiquidToken *token)
{
	LiquidNode *node = new_node(parser, LIQUID_ASSIGN, token);
	LiquidCursor cursor = liquid_cursor(parser, token->markup);
	node->name = liquid_take_name(&cursor);
	if (node->name.len == 0 || !liquid_accept(&cursor, '='))
		liquid_syntax_error(parser, node->span, S("write {% assign name = value %}"),
				    "this is no assignment");
	else
		node->pipe = liquid_parse_pipe(parser, cursor.rest);
	return node;
}

static LiquidNode *parse_count(LiquidParser *parser, const LiquidToken *token)
{
	LiquidNode *node = new_node(parser, LIQUID_COUNT, token);
	node->flag = str_eq(token->name, S("decrement"));
	node->name = token->markup;
	return node;
}

static LiquidNode *parse_output(LiquidParser *parser, const LiquidToken *token)
{
	LiquidNode *node = new_node(parser, LIQUID_OUTPUT, token);
	node->pipe = liquid_parse_pipe(parser, token->markup);
	return node;
}

static LiquidNode *parse_include(LiquidParser *parser, const LiquidToken *token)
{
	LiquidNode *node = new_node(parser, LIQUID_INCLUDE, token);
	liquid_parse_include(parser, node);
	return node;
}

static LiquidNode *parse_cycle(LiquidParser *parser, const LiquidToken *token)
{
	LiquidNode *node = new_node(parser, LIQUID_CYCLE, token);
	liquid_parse_cycle(parser, node);
	return node;
}

/* Raw text and comments make no node of their own; false when `token` is neither. */
static bool parse_verbatim(LiquidParser *parser, LiquidNodes *nodes, const LiquidToken *token,
			   bool *blank)
{
	size_t start, end;
	if (str_eq(token->name, S("raw"))) {
		*blank = false;
		if (liquid_skip_raw(parser, &start, &end))
			add_text(parser, nodes, start, end, false);
		else
			liquid_syntax_error(parser, token_span(parser, token),
					    S("close it with {% endraw %}"),
					    "{%% raw %%} is not closed");
		return true;
	}
	if (str_eq(token->name, S("comment"))) {
		if (!liquid_skip_comment(parser))
			liquid_syntax_error(parser, token_span(parser, token),
					    S("close it with {% endcomment %}"),
					    "{%% comment %%} is not closed");
		return true;
	}
	return str_eq(token->name, S("#"));
}

/* {% liquid %}: a tag on every line. */
static void parse_lines(LiquidParser *parser, LiquidNodes *nodes, const LiquidToken *token,
			bool *blank)
{
	LiquidParser inner = *parser;
	if (++inner.depth > LIQUID_MAX_BLOCKS) {
		liquid_syntax_error(parser, token_span(parser, token), S(""),
				    "blocks are nested deeper than %d", LIQUID_MAX_BLOCKS);
		return;
	}
	inner.text = token->markup;
	inner.at = 0;
	inner.lines = true;
	LiquidToken end = parse_nodes(&inner, nodes, blank);
	if (end.kind != LIQUID_TOKEN_END)
		liquid_syntax_error(&inner, token_span(&inner, &end),
				    S("take it away, or open its block first"),
				    "{%% %.*s %%} closes nothing here", STR_ARG(end.name));
	parser->failed = inner.failed;
}

typedef enum {
	TAG_OTHER,
	TAG_IF,
	TAG_CASE,
	TAG_FOR,
	TAG_CAPTURE,
	TAG_HIGHLIGHT,
	TAG_IFCHANGED,
	TAG_ASSIGN,
	TAG_COUNT,
	TAG_CYCLE,
	TAG_ECHO,
	TAG_INCLUDE,
	TAG_BREAK,
	TAG_CONTINUE,
} TagKind;

static TagKind tag_kind(Str name)
{
	static const struct {
		Str name;
		TagKind kind;
	} tags[] = {
		{STR_INIT("if"), TAG_IF},
		{STR_INIT("unless"), TAG_IF},
		{STR_INIT("case"), TAG_CASE},
		{STR_INIT("for"), TAG_FOR},
		{STR_INIT("tablerow"), TAG_FOR},
		{STR_INIT("capture"), TAG_CAPTURE},
		{STR_INIT("highlight"), TAG_HIGHLIGHT},
		{STR_INIT("ifchanged"), TAG_IFCHANGED},
		{STR_INIT("assign"), TAG_ASSIGN},
		{STR_INIT("increment"), TAG_COUNT},
		{STR_INIT("decrement"), TAG_COUNT},
		{STR_INIT("cycle"), TAG_CYCLE},
		{STR_INIT("echo"), TAG_ECHO},
		{STR_INIT("include"), TAG_INCLUDE},
		{STR_INIT("include_cached"), TAG_INCLUDE},
		{STR_INIT("include_relative"), TAG_INCLUDE},
		{STR_INIT("render"), TAG_INCLUDE},
		{STR_INIT("break"), TAG_BREAK},
		{STR_INIT("continue"), TAG_CONTINUE},
	};
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (str_eq(name, tags[i].name))
			return tags[i].kind;
	return TAG_OTHER;
}

/* The node of a tag; *blank: whether it shows nothing by its nature. */
static LiquidNode *parse_tag(LiquidParser *parser, const LiquidToken *token, bool *blank)
{
	*blank = false;
	switch (tag_kind(token->name)) {
	case TAG_IF: return parse_if(parser, token, blank);
	case TAG_CASE: return parse_case(parser, token, blank);
	case TAG_FOR: return parse_for(parser, token, blank);
	case TAG_CAPTURE: *blank = true; return parse_plain_block(parser, token, LIQUID_CAPTURE);
	case TAG_HIGHLIGHT: return parse_plain_block(parser, token, LIQUID_HIGHLIGHT);
	case TAG_IFCHANGED: return parse_plain_block(parser, token, LIQUID_IFCHANGED);
	case TAG_ASSIGN: *blank = true; return parse_assign(parser, token);
	case TAG_COUNT: return parse_count(parser, token);
	case TAG_CYCLE: return parse_cycle(parser, token);
	case TAG_ECHO: return parse_output(parser, token);
	case TAG_INCLUDE: return parse_include(parser, token);
	case TAG_BREAK: return new_node(parser, LIQUID_BREAK, token);
	case TAG_CONTINUE: return new_node(parser, LIQUID_CONTINUE, token);
	case TAG_OTHER: break;
	}
	return new_node(parser, LIQUID_HOST, token);
}

static void parse_one_tag(LiquidParser *parser, LiquidNodes *nodes, const LiquidToken *token,
			  bool *blank)
{
	bool nothing;
	if (parse_verbatim(parser, nodes, token, blank))
		return;
	if (str_eq(token->name, S("liquid"))) {
		parse_lines(parser, nodes, token, blank);
		return;
	}
	LiquidNode *node = parse_tag(parser, token, &nothing);
	*blank = *blank && nothing;
	if (!parser->failed)
		VEC_PUSH(parser->run->arena, nodes, node);
}

/* The nodes up to a tag that ends or divides a block, which is returned. */
static LiquidToken parse_nodes(LiquidParser *parser, LiquidNodes *nodes, bool *blank)
{
	for (;;) {
		LiquidToken token = liquid_next_token(parser);
		Str text = str_slice(parser->text, token.start, token.end);
		switch (token.kind) {
		case LIQUID_TOKEN_END: return token;
		case LIQUID_TOKEN_TEXT:
			*blank = *blank && str_is_blank(text);
			add_text(parser, nodes, token.start, token.end, str_is_blank(text));
			break;
		case LIQUID_TOKEN_OUTPUT:
			*blank = false;
			VEC_PUSH(parser->run->arena, nodes, parse_output(parser, &token));
			break;
		case LIQUID_TOKEN_TAG:
			if (is_delimiter(token.name))
				return token;
			parse_one_tag(parser, nodes, &token, blank);
			break;
		}
	}
}

LiquidTemplate *liquid_parse(LiquidRun *run, const Text *from)
{
	LiquidTemplate *template = ARENA_NEW(run->arena, LiquidTemplate);
	LiquidParser parser = {.run = run, .from = from, .text = from->text};
	bool blank = true;
	LiquidToken token = parse_nodes(&parser, &template->nodes, &blank);
	if (token.kind != LIQUID_TOKEN_END)
		liquid_syntax_error(&parser, token_span(&parser, &token),
				    S("take it away, or open its block first"),
				    "{%% %.*s %%} closes nothing here", STR_ARG(token.name));
	return template;
}
