/* Numbers, lengths, transforms and view boxes (SVG 1.1, 4.2 and 7). */
#include "front/svg_parts.h"

#include <math.h>

static bool is_separator(char c)
{
	return char_is_space(c) || c == ',';
}

static size_t skip_digits(Str s, size_t at)
{
	while (at < s.len && char_is_digit(s.ptr[at]))
		at++;
	return at;
}

/* The length of the number that `s` starts with, 0 when there is none. "1.5.5" is two numbers, "1e"
 * is 1. */
static size_t number_length(Str s)
{
	size_t at = s.len > 0 && (s.ptr[0] == '-' || s.ptr[0] == '+') ? 1 : 0;
	size_t whole = skip_digits(s, at), end = whole;
	if (whole < s.len && s.ptr[whole] == '.')
		end = skip_digits(s, whole + 1);
	if (whole == at && end <= whole + 1)
		return 0;
	if (end < s.len && char_lower(s.ptr[end]) == 'e') {
		size_t power = end + 1;
		if (power < s.len && (s.ptr[power] == '-' || s.ptr[power] == '+'))
			power++;
		size_t last = skip_digits(s, power);
		end = last > power ? last : end;
	}
	return end;
}

static bool read_number(Str s, double *out)
{
	if (!str_to_double(s, out) || isnan(*out))
		return false;
	*out = fmax(-SVG_NUMBER_MAX, fmin(*out, SVG_NUMBER_MAX));
	return true;
}

bool svg_take_number(Str *rest, double *out)
{
	size_t at = 0;
	bool comma = false;
	while (at < rest->len && is_separator(rest->ptr[at]) && !(comma && rest->ptr[at] == ','))
		comma = rest->ptr[at++] == ',' || comma;
	Str number = str_from_offset(*rest, at);
	number = str_slice(number, 0, number_length(number));
	if (number.len == 0 || !read_number(number, out))
		return false;
	*rest = str_from_offset(*rest, at + number.len);
	return true;
}

double svg_length(Str s, double em, double whole, double otherwise)
{
	static const struct {
		Str unit;
		double pixels;
	} units[] = {
		{STR_INIT(""), 1},    {STR_INIT("px"), 1},	   {STR_INIT("pt"), 96.0 / 72},
		{STR_INIT("pc"), 16}, {STR_INIT("mm"), 96 / 25.4}, {STR_INIT("cm"), 96 / 2.54},
		{STR_INIT("in"), 96}, {STR_INIT("q"), 96 / 101.6},
	};
	double number;
	if (!svg_take_number(&s, &number))
		return otherwise;
	s = str_trim(s);
	if (str_eq(s, S("%")))
		return number * whole / 100;
	if (str_eq_nocase(s, S("em")) || str_eq_nocase(s, S("rem")))
		return number * em;
	if (str_eq_nocase(s, S("ex")) || str_eq_nocase(s, S("ch")))
		return number * em / 2;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (str_eq_nocase(s, units[i].unit))
			return number * units[i].pixels;
	return otherwise;
}

SvgMatrix svg_matrix_multiply(SvgMatrix m, SvgMatrix n)
{
	SvgMatrix product = {
		m.a * n.a + m.c * n.b, m.b * n.a + m.d * n.b,	    m.a * n.c + m.c * n.d,
		m.b * n.c + m.d * n.d, m.a * n.e + m.c * n.f + m.e, m.b * n.e + m.d * n.f + m.f,
	};
	double *part[6] = {&product.a, &product.b, &product.c, &product.d, &product.e, &product.f};
	for (int i = 0; i < 6; i++)
		*part[i] = fmax(-SVG_NUMBER_MAX, fmin(*part[i], SVG_NUMBER_MAX));
	return product;
}

bool svg_matrix_invert(SvgMatrix m, SvgMatrix *out)
{
	double det = m.a * m.d - m.b * m.c;
	if (fabs(det) < 1e-18)
		return false;
	*out = (SvgMatrix){m.d / det,
			   -m.b / det,
			   -m.c / det,
			   m.a / det,
			   (m.c * m.f - m.d * m.e) / det,
			   (m.b * m.e - m.a * m.f) / det};
	return true;
}

void svg_matrix_apply(SvgMatrix m, double x, double y, double *out_x, double *out_y)
{
	*out_x = m.a * x + m.c * y + m.e;
	*out_y = m.b * x + m.d * y + m.f;
}

static SvgMatrix rotation(double degrees, double x, double y)
{
	double angle = fmod(degrees, 360) * M_PI / 180, c = cos(angle), s = sin(angle);
	return (SvgMatrix){c, s, -s, c, x - c * x + s * y, y - s * x - c * y};
}

static bool make_transform(Str name, const double *v, size_t count, SvgMatrix *out)
{
	double slope = count == 1 ? tan(fmod(v[0], 180) * M_PI / 180) : 0;
	if (str_eq(name, S("matrix")) && count == 6)
		*out = (SvgMatrix){v[0], v[1], v[2], v[3], v[4], v[5]};
	else if (str_eq(name, S("translate")) && (count == 1 || count == 2))
		*out = (SvgMatrix){1, 0, 0, 1, v[0], v[1]};
	else if (str_eq(name, S("scale")) && (count == 1 || count == 2))
		*out = (SvgMatrix){v[0], 0, 0, count == 2 ? v[1] : v[0], 0, 0};
	else if (str_eq(name, S("rotate")) && (count == 1 || count == 3))
		*out = rotation(v[0], v[1], v[2]);
	else if (str_eq(name, S("skewX")) && count == 1)
		*out = (SvgMatrix){1, 0, slope, 1, 0, 0};
	else if (str_eq(name, S("skewY")) && count == 1)
		*out = (SvgMatrix){1, slope, 0, 1, 0, 0};
	else
		return false;
	return true;
}

SvgMatrix svg_transform(Str s)
{
	SvgMatrix whole = SVG_IDENTITY, step;
	for (size_t open; (open = str_find_char(s, '(', 0)) != STR_NONE;) {
		Str name = str_slice(s, 0, open), args = str_from_offset(s, open + 1);
		while (name.len > 0 && is_separator(name.ptr[0]))
			name = str_from_offset(name, 1);
		size_t close = str_find_char(args, ')', 0), count = 0;
		if (close == STR_NONE)
			break;
		s = str_from_offset(args, close + 1);
		args = str_slice(args, 0, close);
		double v[6] = {0};
		while (count < 6 && svg_take_number(&args, &v[count])) {
			count++; /* CSS writes "45deg" and "3px" */
			while (args.len > 0 && char_is_alpha(args.ptr[0]))
				args = str_from_offset(args, 1);
		}
		if (!make_transform(str_trim(name), v, count, &step))
			break;
		whole = svg_matrix_multiply(whole, step);
	}
	return whole;
}

bool svg_view_box(Str s, double box[4])
{
	for (int i = 0; i < 4; i++)
		if (!svg_take_number(&s, &box[i]))
			return false;
	return box[2] > 0 && box[3] > 0;
}

/* 0, a half or all of the room left, by xMin, xMid, xMax. */
static double share(Str aspect, Str min, Str max)
{
	return str_contains(aspect, min) ? 0 : str_contains(aspect, max) ? 1 : 0.5;
}

SvgMatrix svg_view_matrix(const double box[4], Str aspect, double x, double y, double w, double h)
{
	double sx = w / box[2], sy = h / box[3];
	if (!str_contains(aspect, S("none"))) {
		bool slice = str_contains(aspect, S("slice"));
		sx = sy = slice ? fmax(sx, sy) : fmin(sx, sy);
	}
	x += (w - box[2] * sx) * share(aspect, S("xMin"), S("xMax"));
	y += (h - box[3] * sy) * share(aspect, S("YMin"), S("YMax"));
	return svg_matrix_multiply((SvgMatrix){sx, 0, 0, sy, x, y},
				   (SvgMatrix){1, 0, 0, 1, -box[0], -box[1]});
}
