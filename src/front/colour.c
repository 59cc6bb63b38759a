#include "front/colour.h"

#include <math.h>

typedef struct {
	Str name;
	uint32_t rgb;
} NamedColour;

/* Section 6.1, by name. */
static const NamedColour named[] = {
	{STR_INIT("aliceblue"), 0xF0F8FF},
	{STR_INIT("antiquewhite"), 0xFAEBD7},
	{STR_INIT("aqua"), 0x00FFFF},
	{STR_INIT("aquamarine"), 0x7FFFD4},
	{STR_INIT("azure"), 0xF0FFFF},
	{STR_INIT("beige"), 0xF5F5DC},
	{STR_INIT("bisque"), 0xFFE4C4},
	{STR_INIT("black"), 0x000000},
	{STR_INIT("blanchedalmond"), 0xFFEBCD},
	{STR_INIT("blue"), 0x0000FF},
	{STR_INIT("blueviolet"), 0x8A2BE2},
	{STR_INIT("brown"), 0xA52A2A},
	{STR_INIT("burlywood"), 0xDEB887},
	{STR_INIT("cadetblue"), 0x5F9EA0},
	{STR_INIT("chartreuse"), 0x7FFF00},
	{STR_INIT("chocolate"), 0xD2691E},
	{STR_INIT("coral"), 0xFF7F50},
	{STR_INIT("cornflowerblue"), 0x6495ED},
	{STR_INIT("cornsilk"), 0xFFF8DC},
	{STR_INIT("crimson"), 0xDC143C},
	{STR_INIT("cyan"), 0x00FFFF},
	{STR_INIT("darkblue"), 0x00008B},
	{STR_INIT("darkcyan"), 0x008B8B},
	{STR_INIT("darkgoldenrod"), 0xB8860B},
	{STR_INIT("darkgray"), 0xA9A9A9},
	{STR_INIT("darkgreen"), 0x006400},
	{STR_INIT("darkgrey"), 0xA9A9A9},
	{STR_INIT("darkkhaki"), 0xBDB76B},
	{STR_INIT("darkmagenta"), 0x8B008B},
	{STR_INIT("darkolivegreen"), 0x556B2F},
	{STR_INIT("darkorange"), 0xFF8C00},
	{STR_INIT("darkorchid"), 0x9932CC},
	{STR_INIT("darkred"), 0x8B0000},
	{STR_INIT("darksalmon"), 0xE9967A},
	{STR_INIT("darkseagreen"), 0x8FBC8F},
	{STR_INIT("darkslateblue"), 0x483D8B},
	{STR_INIT("darkslategray"), 0x2F4F4F},
	{STR_INIT("darkslategrey"), 0x2F4F4F},
	{STR_INIT("darkturquoise"), 0x00CED1},
	{STR_INIT("darkviolet"), 0x9400D3},
	{STR_INIT("deeppink"), 0xFF1493},
	{STR_INIT("deepskyblue"), 0x00BFFF},
	{STR_INIT("dimgray"), 0x696969},
	{STR_INIT("dimgrey"), 0x696969},
	{STR_INIT("dodgerblue"), 0x1E90FF},
	{STR_INIT("firebrick"), 0xB22222},
	{STR_INIT("floralwhite"), 0xFFFAF0},
	{STR_INIT("forestgreen"), 0x228B22},
	{STR_INIT("fuchsia"), 0xFF00FF},
	{STR_INIT("gainsboro"), 0xDCDCDC},
	{STR_INIT("ghostwhite"), 0xF8F8FF},
	{STR_INIT("gold"), 0xFFD700},
	{STR_INIT("goldenrod"), 0xDAA520},
	{STR_INIT("gray"), 0x808080},
	{STR_INIT("green"), 0x008000},
	{STR_INIT("greenyellow"), 0xADFF2F},
	{STR_INIT("grey"), 0x808080},
	{STR_INIT("honeydew"), 0xF0FFF0},
	{STR_INIT("hotpink"), 0xFF69B4},
	{STR_INIT("indianred"), 0xCD5C5C},
	{STR_INIT("indigo"), 0x4B0082},
	{STR_INIT("ivory"), 0xFFFFF0},
	{STR_INIT("khaki"), 0xF0E68C},
	{STR_INIT("lavender"), 0xE6E6FA},
	{STR_INIT("lavenderblush"), 0xFFF0F5},
	{STR_INIT("lawngreen"), 0x7CFC00},
	{STR_INIT("lemonchiffon"), 0xFFFACD},
	{STR_INIT("lightblue"), 0xADD8E6},
	{STR_INIT("lightcoral"), 0xF08080},
	{STR_INIT("lightcyan"), 0xE0FFFF},
	{STR_INIT("lightgoldenrodyellow"), 0xFAFAD2},
	{STR_INIT("lightgray"), 0xD3D3D3},
	{STR_INIT("lightgreen"), 0x90EE90},
	{STR_INIT("lightgrey"), 0xD3D3D3},
	{STR_INIT("lightpink"), 0xFFB6C1},
	{STR_INIT("lightsalmon"), 0xFFA07A},
	{STR_INIT("lightseagreen"), 0x20B2AA},
	{STR_INIT("lightskyblue"), 0x87CEFA},
	{STR_INIT("lightslategray"), 0x778899},
	{STR_INIT("lightslategrey"), 0x778899},
	{STR_INIT("lightsteelblue"), 0xB0C4DE},
	{STR_INIT("lightyellow"), 0xFFFFE0},
	{STR_INIT("lime"), 0x00FF00},
	{STR_INIT("limegreen"), 0x32CD32},
	{STR_INIT("linen"), 0xFAF0E6},
	{STR_INIT("magenta"), 0xFF00FF},
	{STR_INIT("maroon"), 0x800000},
	{STR_INIT("mediumaquamarine"), 0x66CDAA},
	{STR_INIT("mediumblue"), 0x0000CD},
	{STR_INIT("mediumorchid"), 0xBA55D3},
	{STR_INIT("mediumpurple"), 0x9370DB},
	{STR_INIT("mediumseagreen"), 0x3CB371},
	{STR_INIT("mediumslateblue"), 0x7B68EE},
	{STR_INIT("mediumspringgreen"), 0x00FA9A},
	{STR_INIT("mediumturquoise"), 0x48D1CC},
	{STR_INIT("mediumvioletred"), 0xC71585},
	{STR_INIT("midnightblue"), 0x191970},
	{STR_INIT("mintcream"), 0xF5FFFA},
	{STR_INIT("mistyrose"), 0xFFE4E1},
	{STR_INIT("moccasin"), 0xFFE4B5},
	{STR_INIT("navajowhite"), 0xFFDEAD},
	{STR_INIT("navy"), 0x000080},
	{STR_INIT("oldlace"), 0xFDF5E6},
	{STR_INIT("olive"), 0x808000},
	{STR_INIT("olivedrab"), 0x6B8E23},
	{STR_INIT("orange"), 0xFFA500},
	{STR_INIT("orangered"), 0xFF4500},
	{STR_INIT("orchid"), 0xDA70D6},
	{STR_INIT("palegoldenrod"), 0xEEE8AA},
	{STR_INIT("palegreen"), 0x98FB98},
	{STR_INIT("paleturquoise"), 0xAFEEEE},
	{STR_INIT("palevioletred"), 0xDB7093},
	{STR_INIT("papayawhip"), 0xFFEFD5},
	{STR_INIT("peachpuff"), 0xFFDAB9},
	{STR_INIT("peru"), 0xCD853F},
	{STR_INIT("pink"), 0xFFC0CB},
	{STR_INIT("plum"), 0xDDA0DD},
	{STR_INIT("powderblue"), 0xB0E0E6},
	{STR_INIT("purple"), 0x800080},
	{STR_INIT("rebeccapurple"), 0x663399},
	{STR_INIT("red"), 0xFF0000},
	{STR_INIT("rosybrown"), 0xBC8F8F},
	{STR_INIT("royalblue"), 0x4169E1},
	{STR_INIT("saddlebrown"), 0x8B4513},
	{STR_INIT("salmon"), 0xFA8072},
	{STR_INIT("sandybrown"), 0xF4A460},
	{STR_INIT("seagreen"), 0x2E8B57},
	{STR_INIT("seashell"), 0xFFF5EE},
	{STR_INIT("sienna"), 0xA0522D},
	{STR_INIT("silver"), 0xC0C0C0},
	{STR_INIT("skyblue"), 0x87CEEB},
	{STR_INIT("slateblue"), 0x6A5ACD},
	{STR_INIT("slategray"), 0x708090},
	{STR_INIT("slategrey"), 0x708090},
	{STR_INIT("snow"), 0xFFFAFA},
	{STR_INIT("springgreen"), 0x00FF7F},
	{STR_INIT("steelblue"), 0x4682B4},
	{STR_INIT("tan"), 0xD2B48C},
	{STR_INIT("teal"), 0x008080},
	{STR_INIT("thistle"), 0xD8BFD8},
	{STR_INIT("tomato"), 0xFF6347},
	{STR_INIT("turquoise"), 0x40E0D0},
	{STR_INIT("violet"), 0xEE82EE},
	{STR_INIT("wheat"), 0xF5DEB3},
	{STR_INIT("white"), 0xFFFFFF},
	{STR_INIT("whitesmoke"), 0xF5F5F5},
	{STR_INIT("yellow"), 0xFFFF00},
	{STR_INIT("yellowgreen"), 0x9ACD32},
};

static bool find_named(Str name, uint32_t *out)
{
	size_t low = 0, high = sizeof named / sizeof named[0];
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = str_compare(named[middle].name, name);
		if (order == 0) {
			*out = named[middle].rgb;
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* rgb, rgba, rrggbb, rrggbbaa. */
static bool parse_hex(Str digits, uint32_t *out, double *alpha)
{
	for (size_t i = 0; i < digits.len; i++)
		if (char_hex_value(digits.ptr[i]) < 0)
			return false;
	bool brief = digits.len == 3 || digits.len == 4;
	if (!brief && digits.len != 6 && digits.len != 8)
		return false;
	uint32_t rgb = 0;
	for (size_t i = 0; i < (brief ? 3u : 6u); i++) {
		rgb = rgb << 4 | (uint32_t)char_hex_value(digits.ptr[i]);
		if (brief)
			rgb = rgb << 4 | (rgb & 15);
	}
	*out = rgb;
	if (digits.len == 4)
		*alpha = char_hex_value(digits.ptr[3]) / 15.0;
	if (digits.len == 8)
		*alpha = (char_hex_value(digits.ptr[6]) * 16 + char_hex_value(digits.ptr[7])) /
			 255.0;
	return true;
}

static double clip(double value, double low, double high)
{
	return value < low ? low : value > high ? high : value;
}

/* "12", "12%", "12deg" with `whole` for 100 per cent. */
static bool parse_number(Str word, double whole, double *out)
{
	bool percent = str_ends(word, S("%"));
	if (percent)
		word = str_slice(word, 0, word.len - 1);
	else if (str_ends(word, S("deg")))
		word = str_slice(word, 0, word.len - 3);
	if (!str_to_double(word, out) || !isfinite(*out))
		return false;
	if (percent)
		*out = *out * whole / 100;
	return true;
}

/* The arguments in the brackets, parted by commas, spaces or a slash; at most four. */
static size_t split_arguments(Str text, Str args[4])
{
	size_t count = 0, at = 0;
	while (at < text.len && count < 4) {
		while (at < text.len &&
		       (char_is_space(text.ptr[at]) || text.ptr[at] == ',' || text.ptr[at] == '/'))
			at++;
		size_t start = at;
		while (at < text.len && !char_is_space(text.ptr[at]) && text.ptr[at] != ',' &&
		       text.ptr[at] != '/')
			at++;
		if (at > start)
			args[count++] = str_slice(text, start, at);
	}
	return count;
}

static uint32_t pack(double red, double green, double blue)
{
	return (uint32_t)lround(clip(red, 0, 255)) << 16 |
	       (uint32_t)lround(clip(green, 0, 255)) << 8 | (uint32_t)lround(clip(blue, 0, 255));
}

/* Section 7.1, hslToRgb. */
static double hsl_part(double n, double hue, double saturation, double light)
{
	double k = fmod(n + hue / 30, 12);
	if (k < 0)
		k += 12;
	double a = saturation * fmin(light, 1 - light);
	return 255 * (light - a * fmax(-1, fmin(fmin(k - 3, 9 - k), 1)));
}

static bool parse_function(Str text, uint32_t *out, double *alpha)
{
	size_t open = str_find_char(text, '(', 0);
	if (open == STR_NONE || !str_ends(text, S(")")))
		return false;
	Str name = str_slice(text, 0, open), args[4];
	size_t count = split_arguments(str_slice(text, open + 1, text.len - 1), args);
	double v[4] = {0, 0, 0, 1};
	bool hsl = str_starts(name, S("hsl"));
	if (count < 3 || (!hsl && !str_starts(name, S("rgb"))))
		return false;
	for (size_t i = 0; i < count; i++) {
		double whole = i == 3 || hsl ? 1 : 255;
		if (!parse_number(args[i], whole, &v[i]))
			return false;
	}
	*alpha = clip(v[3], 0, 1);
	double s = clip(v[1], 0, 1), l = clip(v[2], 0, 1);
	*out = hsl ? pack(hsl_part(0, v[0], s, l), hsl_part(8, v[0], s, l), hsl_part(4, v[0], s, l))
		   : pack(v[0], v[1], v[2]);
	return true;
}

bool colour_parse(Str text, bool legacy, uint32_t *rgb, double *alpha)
{
	char lower[64];
	text = str_trim(text);
	if (text.len == 0 || text.len > sizeof lower)
		return false;
	for (size_t i = 0; i < text.len; i++)
		lower[i] = char_lower(text.ptr[i]);
	Str word = {lower, text.len};
	*alpha = 1;
	if (str_eq(word, S("transparent"))) {
		*rgb = 0;
		*alpha = 0;
		return true;
	}
	if (word.ptr[0] == '#')
		return parse_hex(str_from_offset(word, 1), rgb, alpha);
	return find_named(word, rgb) || parse_function(word, rgb, alpha) ||
	       (legacy && word.len == 6 && parse_hex(word, rgb, alpha));
}
