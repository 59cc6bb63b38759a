#include "front/liquid_internal.h"

Span liquid_span_of(const LiquidParser *parser, Str part)
{
	if (part.ptr < parser->from->text.ptr ||
	    part.ptr > parser->from->text.ptr + parser->from->text.len)
		return SPAN_NONE;
	size_t start = (size_t)(part.ptr - parser->from->text.ptr);
	return text_span(parser->from, start, start + part.len);
}

void liquid_syntax_error(LiquidParser *parser, Span span, Str hint, const char *format, ...)
{
	if (parser->failed)
		return;
	parser->failed = true;
	parser->run->failed = true;
	va_list args;
	va_start(args, format);
	Str message = str_format_args(parser->run->arena, format, args);
	va_end(args);
	diag_error(parser->run->diags, span, hint, "%.*s [liquid-syntax]", STR_ARG(message));
}

/* Offset of the next "{{" or "{%", or the end. */
static size_t find_opening(Str text, size_t from)
{
	for (size_t at = from; (at = str_find_char(text, '{', at)) != STR_NONE; at++)
		if (at + 1 < text.len && (text.ptr[at + 1] == '{' || text.ptr[at + 1] == '%'))
			return at;
	return text.len;
}

static bool is_word_char(char c)
{
	return char_is_alnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* Parts "name markup" into its two halves. */
static void split_tag(LiquidToken *token, Str inner)
{
	size_t n = 0;
	if (inner.len > 0 && inner.ptr[0] == '#')
		n = 1;
	else
		while (n < inner.len && is_word_char(inner.ptr[n]))
			n++;
	token->name = str_slice(inner, 0, n);
	token->markup = str_trim(str_from_offset(inner, n));
}

static LiquidToken text_token(LiquidParser *parser, size_t end)
{
	Str text = parser->text;
	LiquidToken token = {.kind = LIQUID_TOKEN_TEXT, .start = parser->at, .end = end};
	if (parser->trim)
		while (token.start < token.end && char_is_space(text.ptr[token.start]))
			token.start++;
	if (end + 2 < text.len && text.ptr[end + 2] == '-')
		while (token.end > token.start && char_is_space(text.ptr[token.end - 1]))
			token.end--;
	parser->trim = false;
	parser->at = end;
	return token;
}

/* The "{{ }}" or "{% %}" that starts at parser->at. */
static LiquidToken brace_token(LiquidParser *parser)
{
	Str text = parser->text;
	size_t start = parser->at;
	bool output = text.ptr[start + 1] == '{';
	size_t close = str_find(text, output ? S("}}") : S("%}"), start + 2);
	if (close == STR_NONE) {
		size_t line = str_find_char(text, '\n', start);
		Str rest = str_slice(text, start, line);
		liquid_syntax_error(parser, liquid_span_of(parser, rest),
				    S("wrap text that is not Liquid in {% raw %} and {% endraw %}"),
				    "%s is not closed", output ? "{{" : "{%");
		return (LiquidToken){.kind = LIQUID_TOKEN_END, .start = start, .end = start};
	}
	Str inner = str_slice(text, start + 2, close);
	parser->trim = str_ends(inner, S("-"));
	if (str_starts(inner, S("-")))
		inner = str_from_offset(inner, 1);
	if (parser->trim && inner.len > 0)
		inner.len--;
	parser->at = close + 2;
	LiquidToken token = {.kind = output ? LIQUID_TOKEN_OUTPUT : LIQUID_TOKEN_TAG,
			     .start = start,
			     .end = close + 2,
			     .markup = str_trim(inner)};
	if (!output)
		split_tag(&token, str_trim(inner));
	return token;
}

/* Inside {% liquid %} each line is a tag. */
static LiquidToken line_token(LiquidParser *parser)
{
	while (parser->at < parser->text.len) {
		size_t end = str_find_char(parser->text, '\n', parser->at);
		if (end == STR_NONE)
			end = parser->text.len;
		Str line = str_slice(parser->text, parser->at, end);
		LiquidToken token = {.kind = LIQUID_TOKEN_TAG, .start = parser->at, .end = end};
		parser->at = end < parser->text.len ? end + 1 : end;
		if (str_is_blank(line))
			continue;
		split_tag(&token, str_trim(line));
		return token;
	}
	return (LiquidToken){.kind = LIQUID_TOKEN_END, .start = parser->at, .end = parser->at};
}

LiquidToken liquid_next_token(LiquidParser *parser)
{
	LiquidToken end = {.kind = LIQUID_TOKEN_END, .start = parser->at, .end = parser->at};
	if (parser->failed || parser->run->state == LIQUID_STOPPED)
		return end;
	if (parser->lines)
		return line_token(parser);
	if (parser->at >= parser->text.len)
		return end;
	size_t opening = find_opening(parser->text, parser->at);
	if (opening > parser->at)
		return text_token(parser, opening);
	return brace_token(parser);
}

bool liquid_skip_raw(LiquidParser *parser, size_t *start, size_t *end)
{
	Str text = parser->text;
	size_t from = parser->at;
	for (size_t at = from; !parser->no_endraw && (at = str_find(text, S("{%"), at)) != STR_NONE;
	     at += 2) {
		LiquidParser probe = *parser;
		probe.at = at;
		if (str_find(text, S("%}"), at) == STR_NONE)
			break;
		LiquidToken token = brace_token(&probe);
		if (!str_eq(token.name, S("endraw")))
			continue;
		bool trim = parser->trim;
		*parser = probe;
		probe.at = from;
		probe.trim = trim;
		LiquidToken body = text_token(&probe, at);
		*start = body.start;
		*end = body.end;
		return true;
	}
	parser->no_endraw = true;
	return false;
}

bool liquid_skip_comment(LiquidParser *parser)
{
	size_t depth = 1, start, end;
	while (depth > 0) {
		if (!parser->lines) {
			size_t at = str_find(parser->text, S("{%"), parser->at);
			if (at == STR_NONE || str_find(parser->text, S("%}"), at) == STR_NONE)
				return false;
			parser->at = at;
		}
		LiquidToken token = parser->lines ? line_token(parser) : brace_token(parser);
		if (token.kind == LIQUID_TOKEN_END)
			return false;
		if (str_eq(token.name, S("comment")))
			depth++;
		else if (str_eq(token.name, S("endcomment")))
			depth--;
		else if (str_eq(token.name, S("raw")) && !parser->lines)
			(void)liquid_skip_raw(parser, &start, &end);
	}
	return true;
}
