#include "model/handout.h"

/* More is no bleed, and no paper that folds. */
static const double most_bleed_mm = 10, most_creep_mm = 2;

static const struct {
	Str name;
	double width, height; /* mm */
} sheets[] = {
	{STR_INIT("a4"), 210, 297},
	{STR_INIT("letter"), 215.9, 279.4},
	{STR_INIT("a3"), 297, 420},
	{STR_INIT("a5"), 148, 210},
};

static bool read_sheet(Arena *arena, const Value *value, Diags *diags, HandoutSettings *out)
{
	if (value_is_nil(value))
		return true;
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
		if (str_eq_nocase(value_string(value), sheets[i].name)) {
			out->sheet_width = len_from_pt(sheets[i].width * 72 / 25.4);
			out->sheet_height = len_from_pt(sheets[i].height * 72 / 25.4);
			return true;
		}
	diag_error(diags, value->span, S("write a3, a4, a5 or letter"),
		   "recto.handout.sheet \"%.*s\" is no paper size [handout-value]",
		   STR_ARG(value_str(arena, value)));
	return false;
}

static bool read_duplex(Arena *arena, const Value *value, Diags *diags, HandoutSettings *out)
{
	static const Str names[] = {STR_INIT("none"), STR_INIT("long"), STR_INIT("short")};
	if (value_is_nil(value))
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_nocase(value_string(value), names[i])) {
			out->duplex = (HandoutSides)(i + 1);
			return true;
		}
	diag_error(diags, value->span, S("write long, short or none"),
		   "recto.handout.duplex \"%.*s\" is no edge [handout-value]",
		   STR_ARG(value_str(arena, value)));
	return false;
}

static bool read_flag(Arena *arena, const Value *value, Str key, Diags *diags, bool *out)
{
	if (value_is_nil(value))
		return true;
	*out = value_bool(value, false);
	if (value->kind == VALUE_BOOL)
		return true;
	diag_error(diags, value->span, S("write true or false"),
		   "recto.handout.%.*s is not true or false: %.*s [handout-value]", STR_ARG(key),
		   STR_ARG(value_str(arena, value)));
	return false;
}

static bool read_length(Arena *arena, const Value *value, Str key, double most_mm, Diags *diags,
			Len *out)
{
	Len length;
	if (value_is_nil(value))
		return true;
	if (len_parse(value_str(arena, value), 0, 0, &length) && length >= 0 &&
	    length <= len_from_pt(most_mm * 72 / 25.4)) {
		*out = length;
		return true;
	}
	diag_error(diags, value->span,
		   str_format(arena, "write a length from 0 to %gmm: %gmm", most_mm, most_mm / 4),
		   "recto.handout.%.*s is no such length: %.*s [handout-value]", STR_ARG(key),
		   STR_ARG(value_str(arena, value)));
	return false;
}

bool handout_read(Arena *arena, const Value *config, Diags *diags, HandoutSettings *out)
{
	const Value *map = value_path(config, S("recto.handout"));
	*out = (HandoutSettings){0};
	bool ok = read_sheet(arena, value_get(map, S("sheet")), diags, out);
	ok = read_duplex(arena, value_get(map, S("duplex")), diags, out) && ok;
	ok = read_flag(arena, value_get(map, S("crop_marks")), S("crop_marks"), diags,
		       &out->crop_marks) &&
	     ok;
	ok = read_flag(arena, value_get(map, S("gray")), S("gray"), diags, &out->gray) && ok;
	ok = read_length(arena, value_get(map, S("bleed")), S("bleed"), most_bleed_mm, diags,
			 &out->bleed) &&
	     ok;
	ok = read_length(arena, value_get(map, S("creep")), S("creep"), most_creep_mm, diags,
			 &out->creep) &&
	     ok;
	out->has_bleed = !value_is_nil(value_get(map, S("bleed")));
	return ok;
}
