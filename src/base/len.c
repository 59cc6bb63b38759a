#include "base/len.h"

#include <math.h>

static Len clip(double value)
{
	if (!(value > -(double)LEN_MAX))
		return -LEN_MAX;
	return value < (double)LEN_MAX ? (Len)llround(value) : LEN_MAX;
}

Len len_from_pt(double pt)
{
	return clip(pt * LEN_PT);
}

double len_to_pt(Len len)
{
	return (double)len / LEN_PT;
}

Len len_scale(Len len, double factor)
{
	return clip((double)len * factor);
}

Len len_muldiv(Len len, int64_t num, int64_t den)
{
	int64_t product = (int64_t)len * num;
	int64_t half = den / 2;
	int64_t value =
		(product >= 0) == (den > 0) ? (product + half) / den : (product - half) / den;
	return value > LEN_MAX ? LEN_MAX : value < -LEN_MAX ? -LEN_MAX : (Len)value;
}

int64_t len_to_milli(Len len)
{
	int64_t product = (int64_t)len * 1000;
	return (product >= 0 ? product + LEN_PT / 2 : product - LEN_PT / 2) / LEN_PT;
}

bool len_parse(Str s, Len em, Len whole, Len *out)
{
	static const struct {
		Str name;
		double pt;
	} units[] = {
		{STR_INIT("pt"), 1},  {STR_INIT("mm"), 72 / 25.4}, {STR_INIT("cm"), 72 / 2.54},
		{STR_INIT("in"), 72}, {STR_INIT("px"), 0.75},	   {STR_INIT(""), 1},
	};
	s = str_trim(s);
	size_t n = s.len;
	while (n > 0 && (char_is_alpha(s.ptr[n - 1]) || s.ptr[n - 1] == '%'))
		n--;
	Str unit = str_from_offset(s, n);
	double number;
	if (!str_to_double(str_trim_end(str_slice(s, 0, n)), &number))
		return false;
	if (str_eq_nocase(unit, S("em")) || str_eq_nocase(unit, S("rem"))) {
		*out = len_scale(em, number);
		return true;
	}
	if (str_eq(unit, S("%"))) {
		*out = len_scale(whole, number / 100);
		return true;
	}
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (str_eq_nocase(unit, units[i].name)) {
			*out = len_from_pt(number * units[i].pt);
			return true;
		}
	return false;
}
