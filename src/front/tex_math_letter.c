/*
 * Letters of mathematical alphabets: the ranges of Mathematical Alphanumeric Symbols (Unicode,
 * chapter 22.2), and the letters that had been encoded before them.
 */
#include "front/tex_math.h"

typedef struct {
	uint32_t latin, small_latin, greek, small_greek, digits; /* 0: none */
} Alphabet;

static const Alphabet alphabets[] = {
	[MATH_ITALIC] = {0x1D434, 0x1D44E, 0x1D6E2, 0x1D6FC, 0},
	[MATH_BOLD] = {0x1D400, 0x1D41A, 0x1D6A8, 0x1D6C2, 0x1D7CE},
	[MATH_BOLD_ITALIC] = {0x1D468, 0x1D482, 0x1D71C, 0x1D736, 0x1D7CE},
	[MATH_SANS] = {0x1D5A0, 0x1D5BA, 0, 0, 0x1D7E2},
	[MATH_MONO] = {0x1D670, 0x1D68A, 0, 0, 0x1D7F6},
	[MATH_DOUBLE_STRUCK] = {0x1D538, 0x1D552, 0, 0, 0x1D7D8},
	[MATH_SCRIPT] = {0x1D49C, 0x1D4B6, 0, 0, 0},
	[MATH_FRAKTUR] = {0x1D504, 0x1D51E, 0, 0, 0},
};

static const struct {
	uint32_t hole, rune;
} holes[] = {
	{0x1D455, 0x210E}, {0x1D49D, 0x212C}, {0x1D4A0, 0x2130}, {0x1D4A1, 0x2131},
	{0x1D4A3, 0x210B}, {0x1D4A4, 0x2110}, {0x1D4A7, 0x2112}, {0x1D4A8, 0x2133},
	{0x1D4AD, 0x211B}, {0x1D4BA, 0x212F}, {0x1D4BC, 0x210A}, {0x1D4C4, 0x2134},
	{0x1D506, 0x212D}, {0x1D50B, 0x210C}, {0x1D50C, 0x2111}, {0x1D515, 0x211C},
	{0x1D51D, 0x2128}, {0x1D53A, 0x2102}, {0x1D53F, 0x210D}, {0x1D545, 0x2115},
	{0x1D547, 0x2119}, {0x1D548, 0x211A}, {0x1D549, 0x211D}, {0x1D551, 0x2124},
};

/* Greek letters at the end of each alphabet's small ones: partial, epsilon, theta, ... */
static const uint32_t variants[] = {0x2202, 0x03F5, 0x03D1, 0x03F0, 0x03D5, 0x03F1, 0x03D6};

static bool is_small_greek(uint32_t rune)
{
	if (rune >= 0x3B1 && rune <= 0x3C9)
		return true;
	for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
		if (rune == variants[i])
			return true;
	return false;
}

static MathVariant settle(uint32_t rune, MathVariant variant)
{
	bool slants = (rune < 0x80 && char_is_alpha((char)rune)) || is_small_greek(rune) ||
		      rune == 0x131 || rune == 0x237;
	if (variant == MATH_DEFAULT)
		return slants ? MATH_ITALIC : MATH_ROMAN;
	if (variant == MATH_BOLD_DEFAULT)
		return slants ? MATH_BOLD_ITALIC : MATH_BOLD;
	return variant;
}

static uint32_t greek_letter(const Alphabet *alphabet, uint32_t rune)
{
	if (rune >= 0x391 && rune <= 0x3A9)
		return alphabet->greek + (rune - 0x391);
	if (rune == 0x2207)
		return alphabet->greek + 25;
	if (rune >= 0x3B1 && rune <= 0x3C9)
		return alphabet->small_greek + (rune - 0x3B1);
	for (uint32_t i = 0; i < sizeof variants / sizeof *variants; i++)
		if (rune == variants[i])
			return alphabet->small_greek + 25 + i;
	return rune;
}

uint32_t math_letter(uint32_t rune, MathVariant variant)
{
	variant = settle(rune, variant);
	if (variant == MATH_ROMAN || variant == MATH_DEFAULT || variant == MATH_BOLD_DEFAULT)
		return rune;
	if (variant == MATH_ITALIC && rune == 0x131)
		return 0x1D6A4;
	if (variant == MATH_ITALIC && rune == 0x237)
		return 0x1D6A5;
	const Alphabet *alphabet = &alphabets[variant];
	uint32_t letter = rune;
	if (rune >= 'A' && rune <= 'Z')
		letter = alphabet->latin + (rune - 'A');
	else if (rune >= 'a' && rune <= 'z')
		letter = alphabet->small_latin + (rune - 'a');
	else if (rune >= '0' && rune <= '9' && alphabet->digits != 0)
		letter = alphabet->digits + (rune - '0');
	else if (rune >= 0x80 && alphabet->greek != 0)
		letter = greek_letter(alphabet, rune);
	for (size_t i = 0; i < sizeof holes / sizeof *holes; i++)
		if (holes[i].hole == letter)
			return holes[i].rune;
	return letter;
}
