/* The markup of include, cycle, for and tablerow. */
#include "front/liquid_internal.h"

void liquid_parse_cycle(LiquidParser *parser, LiquidNode *node)
{
	LiquidCursor cursor = liquid_cursor(parser, node->markup);
	LiquidArg arg = {.value = liquid_take_expr(&cursor)};
	if (arg.value != NULL && liquid_accept(&cursor, ':')) {
		node->pipe.value = arg.value;
		node->flag = true;
		arg.value = liquid_take_expr(&cursor);
	}
	while (arg.value != NULL) {
		VEC_PUSH(parser->run->arena, &node->args, arg);
		arg.value = liquid_accept(&cursor, ',') ? liquid_take_expr(&cursor) : NULL;
	}
	if (node->args.len == 0)
		liquid_syntax_error(parser, node->span, S("write {% cycle 'a', 'b' %}"),
				    "cycle has nothing to choose from");
}

/* limit: 2 offset: continue reversed cols: 3, in any order, commas optional. */
static void parse_loop_options(LiquidCursor *cursor, LiquidNode *node)
{
	while (!liquid_at_end(cursor)) {
		LiquidCursor ahead = *cursor;
		if (liquid_accept(cursor, ','))
			continue;
		if (liquid_accept_word(cursor, S("reversed"))) {
			node->flag = true;
			continue;
		}
		LiquidArg arg = {.name = liquid_take_name(&ahead)};
		if (arg.name.len == 0 || !liquid_accept(&ahead, ':'))
			break;
		*cursor = ahead;
		if (str_eq(arg.name, S("offset")) && liquid_accept_word(cursor, S("continue"))) {
			node->resume = true;
			continue;
		}
		arg.value = liquid_take_expr(cursor);
		if (arg.value == NULL)
			break;
		VEC_PUSH(cursor->parser->run->arena, &node->args, arg);
	}
	liquid_expect_end(cursor);
}

void liquid_parse_loop(LiquidParser *parser, LiquidNode *node)
{
	LiquidCursor cursor = liquid_cursor(parser, node->markup);
	Str name = liquid_take_name(&cursor);
	bool in = liquid_accept_word(&cursor, S("in"));
	Str over = str_trim_start(cursor.rest);
	node->name = name;
	node->pipe.value = in ? liquid_take_expr(&cursor) : NULL;
	if (name.len == 0 || node->pipe.value == NULL) {
		liquid_syntax_error(parser, node->span, S("write {% for item in list %}"),
				    "this is no loop");
		return;
	}
	over.len -= cursor.rest.len;
	/* The label of the loop: forloop.name, and what offset: continue looks up. */
	node->markup = str_concat3(parser->run->arena, name, S("-"), str_trim(over));
	parse_loop_options(&cursor, node);
}

/* A string in which a backslash keeps the quote behind it from ending it; NULL when none comes. */
static LiquidExpr *take_escaped(LiquidCursor *cursor)
{
	Arena *arena = cursor->parser->run->arena;
	Str s = str_trim_start(cursor->rest);
	Buf out = buf_in(arena);
	size_t end = 1;
	if (s.len == 0 || (s.ptr[0] != '"' && s.ptr[0] != '\''))
		return NULL;
	for (; end < s.len && s.ptr[end] != s.ptr[0]; end++) {
		if (s.ptr[end] == '\\' && end + 1 < s.len && s.ptr[end + 1] == s.ptr[0])
			end++;
		buf_add_char(&out, s.ptr[end]);
	}
	if (end >= s.len)
		return NULL;
	Span span = liquid_span_of(cursor->parser, str_slice(s, 1, end));
	LiquidExpr *expr = ARENA_NEW(arena, LiquidExpr);
	expr->literal = value_new_string(arena, buf_str(&out), span);
	cursor->rest = str_from_offset(s, end + 1);
	return expr;
}

/* k="v" k='v' k=page.x, as Jekyll writes parameters. */
static void parse_jekyll_params(LiquidCursor *cursor, LiquidNode *node)
{
	while (!liquid_at_end(cursor)) {
		LiquidArg arg = {.name = liquid_take_name(cursor)};
		if (arg.name.len == 0 || !liquid_accept(cursor, '='))
			break;
		arg.value = take_escaped(cursor);
		if (arg.value == NULL)
			arg.value = liquid_take_expr(cursor);
		if (arg.value == NULL)
			break;
		VEC_PUSH(cursor->parser->run->arena, &node->args, arg);
	}
	if (!liquid_at_end(cursor) && !cursor->parser->failed)
		liquid_syntax_error(cursor->parser, liquid_span_of(cursor->parser, cursor->rest),
				    S("parameters are written name=\"value\""),
				    "this is no parameter of an include");
}

/* The unquoted name of a file: up to white space outside {{ }}. */
static Str take_file_name(Str markup)
{
	size_t n = 0;
	bool braces = false;
	for (; n < markup.len && (braces || !char_is_space(markup.ptr[n])); n++) {
		if (str_starts(str_from_offset(markup, n), S("{{")))
			braces = true;
		else if (n > 0 && markup.ptr[n] == '}' && markup.ptr[n - 1] == '}')
			braces = false;
	}
	return str_slice(markup, 0, n);
}

/* include 'name' with value as alias, k: v */
static void parse_shopify(LiquidCursor *cursor, LiquidNode *node)
{
	LiquidArg value = {0};
	Arena *arena = cursor->parser->run->arena;
	node->from_shopify = true;
	node->pipe.value = liquid_take_expr(cursor);
	LiquidArg with = {0};
	bool each = liquid_accept_word(cursor, S("for"));
	if (each || liquid_accept_word(cursor, S("with")))
		with.value = liquid_take_expr(cursor);
	node->flag = each;
	if (with.value != NULL && liquid_accept_word(cursor, S("as")))
		with.name = liquid_take_name(cursor);
	VEC_PUSH(arena, &node->args, with.value != NULL ? with : value);
	LiquidArgs named = liquid_take_named(cursor);
	for (size_t i = 0; i < named.len; i++)
		VEC_PUSH(arena, &node->args, named.ptr[i]);
	liquid_expect_end(cursor);
}

void liquid_parse_include(LiquidParser *parser, LiquidNode *node)
{
	LiquidCursor cursor = liquid_cursor(parser, node->markup);
	bool relative = str_eq(node->name, S("include_relative"));
	Str markup = str_trim(node->markup);
	node->isolated = str_eq(node->name, S("render"));
	if (markup.len == 0) {
		liquid_syntax_error(parser, node->span, S("write {% include file.html %}"),
				    "the name of a file is missing");
		return;
	}
	if (markup.ptr[0] == '"' || markup.ptr[0] == '\'') {
		parse_shopify(&cursor, node);
		return;
	}
	node->name = take_file_name(markup);
	node->flag = relative;
	cursor.rest = str_from_offset(markup, node->name.len);
	parse_jekyll_params(&cursor, node);
	node->isolated = false;
}
