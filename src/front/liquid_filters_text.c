/* Text: joining, case, trimming, replacing, cutting. */
#include "front/liquid_internal.h"

static const Value *filter_append(LiquidCall *call)
{
	return liquid_string(call, str_concat(call->arena, liquid_in(call), liquid_arg(call, 0)));
}

static const Value *filter_prepend(LiquidCall *call)
{
	return liquid_string(call, str_concat(call->arena, liquid_arg(call, 0), liquid_in(call)));
}

/* Case of Latin-1, Latin Extended-A, Greek and Cyrillic letters, besides ASCII. */
static uint32_t upper_rune(uint32_t r)
{
	if (r < 0x80)
		return r >= 'a' && r <= 'z' ? r - 32 : r;
	if (r >= 0xE0 && r <= 0xFE && r != 0xF7)
		return r - 32;
	if ((r >= 0x100 && r <= 0x137 && r != 0x131) || (r >= 0x14A && r <= 0x177))
		return r & ~1u;
	if ((r >= 0x139 && r <= 0x148) || (r >= 0x179 && r <= 0x17E))
		return r - (r % 2 == 0);
	if (r >= 0x3B1 && r <= 0x3C9 && r != 0x3C2)
		return r - 32;
	if (r >= 0x430 && r <= 0x44F)
		return r - 32;
	return r >= 0x450 && r <= 0x45F ? r - 80 : r;
}

static uint32_t lower_rune(uint32_t r)
{
	if (r < 0x80)
		return r >= 'A' && r <= 'Z' ? r + 32 : r;
	if (r >= 0xC0 && r <= 0xDE && r != 0xD7)
		return r + 32;
	if ((r >= 0x100 && r <= 0x137 && r != 0x130) || (r >= 0x14A && r <= 0x177))
		return r | 1u;
	if ((r >= 0x139 && r <= 0x148) || (r >= 0x179 && r <= 0x17E))
		return r + (r % 2 != 0);
	if (r >= 0x391 && r <= 0x3A9)
		return r + 32;
	if (r >= 0x410 && r <= 0x42F)
		return r + 32;
	return r >= 0x400 && r <= 0x40F ? r + 80 : r;
}

static Str map_runes(Arena *arena, Str s, uint32_t (*map)(uint32_t))
{
	Buf out = buf_in(arena);
	for (size_t at = 0; at < s.len;)
		buf_add_rune(&out, map(utf8_next(s, &at)));
	return buf_str(&out);
}

static const Value *filter_upcase(LiquidCall *call)
{
	return liquid_string(call, map_runes(call->arena, liquid_in(call), upper_rune));
}

static const Value *filter_downcase(LiquidCall *call)
{
	return liquid_string(call, map_runes(call->arena, liquid_in(call), lower_rune));
}

static const Value *filter_capitalize(LiquidCall *call)
{
	Str s = liquid_in(call);
	size_t first = 0;
	if (s.len > 0)
		(void)utf8_next(s, &first);
	return liquid_string(
		call,
		str_concat(call->arena, map_runes(call->arena, str_slice(s, 0, first), upper_rune),
			   map_runes(call->arena, str_from_offset(s, first), lower_rune)));
}

static const Value *filter_strip(LiquidCall *call)
{
	return liquid_string(call, str_trim(liquid_in(call)));
}

static const Value *filter_lstrip(LiquidCall *call)
{
	return liquid_string(call, str_trim_start(liquid_in(call)));
}

static const Value *filter_rstrip(LiquidCall *call)
{
	return liquid_string(call, str_trim_end(liquid_in(call)));
}

/* Line ends go, CR LF as one. */
static const Value *filter_strip_newlines(LiquidCall *call)
{
	Str s = str_replace(call->arena, liquid_in(call), S("\r\n"), S(""));
	return liquid_string(call, str_replace(call->arena, s, S("\n"), S("")));
}

static const Value *filter_newline_to_br(LiquidCall *call)
{
	Str s = str_replace(call->arena, liquid_in(call), S("\r\n"), S("\n"));
	return liquid_string(call, str_replace(call->arena, s, S("\n"), S("<br />\n")));
}

static const Value *filter_normalize_whitespace(LiquidCall *call)
{
	return liquid_string(call, str_fold_space(call->arena, liquid_in(call)));
}

/* --- replacing --- */

/* Before every character and at the end, as Ruby's gsub with an empty pattern. */
static Str replace_empty(LiquidCall *call, Str s, Str to)
{
	Buf out = buf_in(call->arena);
	buf_add(&out, to);
	for (size_t at = 0; at < s.len && out.len <= SOURCE_LIMIT;) {
		size_t start = at;
		(void)utf8_next(s, &at);
		buf_add(&out, str_slice(s, start, at));
		buf_add(&out, to);
	}
	return buf_str(&out);
}

static const Value *replace_all(LiquidCall *call, Str s, Str from, Str to)
{
	Buf out = buf_in(call->arena);
	size_t done = 0;
	if (from.len == 0)
		return liquid_string(call, replace_empty(call, s, to));
	for (size_t at = 0; (at = str_find(s, from, at)) != STR_NONE; done = at) {
		buf_add(&out, str_slice(s, done, at));
		buf_add(&out, to);
		at += from.len;
		if (out.len > SOURCE_LIMIT)
			return liquid_bad(call, "the text is too long");
	}
	buf_add(&out, str_from_offset(s, done));
	return liquid_string(call, buf_str(&out));
}

static const Value *replace_at(LiquidCall *call, Str s, size_t at, size_t len, Str to)
{
	if (at == STR_NONE)
		return liquid_string(call, s);
	return liquid_string(call, str_concat3(call->arena, str_slice(s, 0, at), to,
					       str_from_offset(s, at + len)));
}

static size_t find_last(Str s, Str what)
{
	for (size_t at = s.len + 1; at > 0; at--)
		if (str_starts(str_from_offset(s, at - 1), what))
			return at - 1;
	return STR_NONE;
}

static const Value *filter_replace(LiquidCall *call)
{
	return replace_all(call, liquid_in(call), liquid_arg(call, 0), liquid_arg(call, 1));
}

static const Value *filter_replace_first(LiquidCall *call)
{
	Str s = liquid_in(call), from = liquid_arg(call, 0);
	return replace_at(call, s, str_find(s, from, 0), from.len, liquid_arg(call, 1));
}

static const Value *filter_replace_last(LiquidCall *call)
{
	Str s = liquid_in(call), from = liquid_arg(call, 0);
	return replace_at(call, s, find_last(s, from), from.len, liquid_arg(call, 1));
}

static const Value *filter_remove(LiquidCall *call)
{
	Str from = liquid_arg(call, 0);
	return from.len == 0 ? liquid_string(call, liquid_in(call))
			     : replace_all(call, liquid_in(call), from, S(""));
}

static const Value *filter_remove_first(LiquidCall *call)
{
	Str s = liquid_in(call), from = liquid_arg(call, 0);
	return replace_at(call, s, str_find(s, from, 0), from.len, S(""));
}

static const Value *filter_remove_last(LiquidCall *call)
{
	Str s = liquid_in(call), from = liquid_arg(call, 0);
	return replace_at(call, s, find_last(s, from), from.len, S(""));
}

/* --- cutting --- */

/* Characters from the start of `s`, as bytes. */
static size_t bytes_of(Str s, int64_t characters)
{
	size_t at = 0;
	for (int64_t i = 0; i < characters && at < s.len; i++)
		(void)utf8_next(s, &at);
	return at;
}

static const Value *filter_truncate(LiquidCall *call)
{
	int64_t limit = 50;
	Str s = liquid_in(call), end = call->count > 1 ? liquid_arg(call, 1) : S("...");
	if (value_is_nil(call->in))
		return value_nil();
	if (call->count > 0 && !liquid_whole(call, call->args[0], &limit))
		return value_nil();
	if ((int64_t)utf8_count(s) <= limit)
		return liquid_string(call, s);
	int64_t kept = limit - (int64_t)utf8_count(end);
	return liquid_string(call,
			     str_concat(call->arena, str_slice(s, 0, bytes_of(s, kept)), end));
}

static const Value *filter_truncatewords(LiquidCall *call)
{
	int64_t limit = 15, count = 0;
	Str rest = liquid_in(call), word, end = call->count > 1 ? liquid_arg(call, 1) : S("...");
	Buf out = buf_in(call->arena);
	if (value_is_nil(call->in))
		return value_nil();
	if (call->count > 0 && !liquid_whole(call, call->args[0], &limit))
		return value_nil();
	limit = limit < 1 ? 1 : limit;
	for (; str_next_word(&rest, &word); count++) {
		if (count == limit) {
			buf_add(&out, end);
			return liquid_string(call, buf_str(&out));
		}
		if (count > 0)
			buf_add_char(&out, ' ');
		buf_add(&out, word);
	}
	return liquid_string(call, liquid_in(call));
}

static void push_part(LiquidCall *call, Value *out, Str part)
{
	if (liquid_spend(call->run, call->filter->span, sizeof(Value)))
		liquid_push(call, out, value_new_string(call->arena, part, call->in->span));
}

static void split_characters(LiquidCall *call, Value *out, Str s)
{
	for (size_t at = 0; at < s.len && call->run->state != LIQUID_STOPPED;) {
		size_t start = at;
		(void)utf8_next(s, &at);
		push_part(call, out, str_slice(s, start, at));
	}
}

/* As Ruby: one space splits at runs of white space; empty parts at the end go. */
static const Value *filter_split(LiquidCall *call)
{
	Str s = liquid_in(call), by = liquid_arg(call, 0), word;
	Value *out = liquid_new_list(call);
	size_t start = 0;
	if (by.len == 0) {
		split_characters(call, out, s);
		return out;
	}
	if (str_eq(by, S(" "))) {
		for (Str rest = s; str_next_word(&rest, &word);)
			push_part(call, out, word);
		return out;
	}
	for (size_t at; (at = str_find(s, by, start)) != STR_NONE; start = at + by.len)
		push_part(call, out, str_slice(s, start, at));
	push_part(call, out, str_from_offset(s, start));
	while (out->as.list.len > 0 &&
	       value_string(out->as.list.items[out->as.list.len - 1]).len == 0)
		out->as.list.len--;
	return out;
}

static const Value *filter_default(LiquidCall *call)
{
	bool allow_false = value_truthy(liquid_named(call, S("allow_false")));
	bool keep = allow_false && call->in->kind == VALUE_BOOL;
	bool nothing = !value_truthy(call->in) || liquid_equal(call->in, liquid_empty()) ||
		       call->in == liquid_empty() || call->in == liquid_blank();
	return nothing && !keep ? call->args[0] : call->in;
}

/* Words; "cjk" and "auto" count each Han character, kana and Hangul syllable. */
static const Value *filter_number_of_words(LiquidCall *call)
{
	Str mode = liquid_arg(call, 0), s = liquid_in(call);
	bool cjk = str_eq(mode, S("cjk")) || str_eq(mode, S("auto"));
	int64_t count = 0;
	bool inside = false;
	for (size_t at = 0; at < s.len;) {
		size_t start = at;
		uint32_t rune = utf8_next(s, &at);
		bool space = rune < 0x80 && char_is_space(s.ptr[start]);
		bool single = cjk && utf8_is_cjk(rune);
		count += single || (!space && !inside);
		inside = !space && !single;
	}
	return liquid_int(call, count);
}

const LiquidFilterEntry liquid_text_filters[] = {
	{STR_INIT("append"), 1, 1, filter_append},
	{STR_INIT("prepend"), 1, 1, filter_prepend},
	{STR_INIT("upcase"), 0, 0, filter_upcase},
	{STR_INIT("downcase"), 0, 0, filter_downcase},
	{STR_INIT("capitalize"), 0, 0, filter_capitalize},
	{STR_INIT("strip"), 0, 0, filter_strip},
	{STR_INIT("lstrip"), 0, 0, filter_lstrip},
	{STR_INIT("rstrip"), 0, 0, filter_rstrip},
	{STR_INIT("strip_newlines"), 0, 0, filter_strip_newlines},
	{STR_INIT("newline_to_br"), 0, 0, filter_newline_to_br},
	{STR_INIT("normalize_whitespace"), 0, 0, filter_normalize_whitespace},
	{STR_INIT("replace"), 1, 2, filter_replace},
	{STR_INIT("replace_first"), 1, 2, filter_replace_first},
	{STR_INIT("replace_last"), 2, 2, filter_replace_last},
	{STR_INIT("remove"), 1, 1, filter_remove},
	{STR_INIT("remove_first"), 1, 1, filter_remove_first},
	{STR_INIT("remove_last"), 1, 1, filter_remove_last},
	{STR_INIT("truncate"), 0, 2, filter_truncate},
	{STR_INIT("truncatewords"), 0, 2, filter_truncatewords},
	{STR_INIT("split"), 1, 1, filter_split},
	{STR_INIT("default"), 0, 1, filter_default},
	{STR_INIT("number_of_words"), 0, 1, filter_number_of_words},
	{.fn = NULL},
};
