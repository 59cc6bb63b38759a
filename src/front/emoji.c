#include "front/emoji.h"

#include "base/buf.h"

typedef struct {
	Str name, characters;
} Code;

/* Generated: GitHub's codes, one name an emoji, in the order of their names. */
static const Code codes[] = {
#include "emoji_codes.h"
};

/* Further names of some. */
static const struct {
	Str name, same;
} aliases[] = {
	{STR_INIT("satisfied"), STR_INIT("laughing")},
	{STR_INIT("thumbsup"), STR_INIT("+1")},
	{STR_INIT("thumbsdown"), STR_INIT("-1")},
	{STR_INIT("poop"), STR_INIT("hankey")},
	{STR_INIT("shit"), STR_INIT("hankey")},
	{STR_INIT("collision"), STR_INIT("boom")},
	{STR_INIT("facepunch"), STR_INIT("fist_oncoming")},
	{STR_INIT("punch"), STR_INIT("fist_oncoming")},
	{STR_INIT("fist"), STR_INIT("fist_raised")},
	{STR_INIT("raised_hand"), STR_INIT("hand")},
	{STR_INIT("fu"), STR_INIT("middle_finger")},
	{STR_INIT("running"), STR_INIT("runner")},
	{STR_INIT("honeybee"), STR_INIT("bee")},
	{STR_INIT("flipper"), STR_INIT("dolphin")},
	{STR_INIT("paw_prints"), STR_INIT("feet")},
	{STR_INIT("waxing_gibbous_moon"), STR_INIT("moon")},
	{STR_INIT("knife"), STR_INIT("hocho")},
	{STR_INIT("orange"), STR_INIT("tangerine")},
	{STR_INIT("mandarin"), STR_INIT("tangerine")},
	{STR_INIT("lantern"), STR_INIT("izakaya_lantern")},
	{STR_INIT("open_book"), STR_INIT("book")},
	{STR_INIT("pencil"), STR_INIT("memo")},
	{STR_INIT("telephone"), STR_INIT("phone")},
	{STR_INIT("envelope"), STR_INIT("email")},
	{STR_INIT("red_car"), STR_INIT("car")},
	{STR_INIT("sailboat"), STR_INIT("boat")},
	{STR_INIT("heavy_exclamation_mark"), STR_INIT("exclamation")},
	{STR_INIT("uk"), STR_INIT("gb")},
	{STR_INIT("shoe"), STR_INIT("mans_shoe")},
	{STR_INIT("tshirt"), STR_INIT("shirt")},
	{STR_INIT("cooking"), STR_INIT("fried_egg")},
	{STR_INIT("information_desk_person"), STR_INIT("tipping_hand_person")},
	{STR_INIT("ng_woman"), STR_INIT("no_good_woman")},
	{STR_INIT("ng_man"), STR_INIT("no_good_man")},
	{STR_INIT("sassy_woman"), STR_INIT("tipping_hand_woman")},
	{STR_INIT("sassy_man"), STR_INIT("tipping_hand_man")},
	{STR_INIT("basketball_woman"), STR_INIT("bouncing_ball_woman")},
	{STR_INIT("basketball_man"), STR_INIT("bouncing_ball_man")},
	{STR_INIT("european_union"), STR_INIT("eu")},
};

enum { NAME_MAX_LENGTH = 40 };

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || char_is_digit(c) || c == '_' || c == '+' || c == '-';
}

static const Code *find_code(Str name)
{
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (str_eq(aliases[i].name, name))
			name = aliases[i].same;
	size_t low = 0, high = sizeof codes / sizeof *codes;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(codes[middle].name, name);
		if (order == 0)
			return &codes[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Length of the ":name:" at `at` with its characters; 0 when there is none. */
static size_t read_code(Str text, size_t at, Str *characters)
{
	size_t end = at + 1;
	while (end < text.len && end - at <= NAME_MAX_LENGTH && is_name_char(text.ptr[end]))
		end++;
	if (end == at + 1 || end >= text.len || text.ptr[end] != ':')
		return 0;
	const Code *code = find_code(str_slice(text, at + 1, end));
	if (code == NULL)
		return 0;
	*characters = code->characters;
	return end + 1 - at;
}

Str emoji_expand(Arena *arena, Str text)
{
	Buf out = buf_in(arena);
	size_t done = 0;
	for (size_t at = 0; (at = str_find_char(text, ':', at)) != STR_NONE;) {
		Str characters;
		size_t length = read_code(text, at, &characters);
		if (length == 0) {
			at++;
			continue;
		}
		buf_add(&out, str_slice(text, done, at));
		buf_add(&out, characters);
		done = at = at + length;
	}
	if (done == 0)
		return text;
	buf_add(&out, str_from_offset(text, done));
	return buf_str(&out);
}
