#include "typeset/runes.h"

#include "base/buf.h"
#include "base/utf8.h"

bool rune_is_kana(uint32_t rune)
{
	return (rune >= 0x3041 && rune <= 0x30FF) || (rune >= 0x31F0 && rune <= 0x31FF) ||
	       (rune >= 0xFF66 && rune <= 0xFF9F);
}

bool rune_is_hangul(uint32_t rune)
{
	return (rune >= 0xAC00 && rune <= 0xD7FF) || (rune >= 0x1100 && rune <= 0x11FF) ||
	       (rune >= 0x3130 && rune <= 0x318F);
}

/* Frequent characters that only traditional Chinese has (neither simplified Chinese nor Japanese).
 */
static bool is_traditional(uint32_t rune)
{
	static const uint32_t runes[] = {
		0x500B, 0x5011, 0x5167, 0x5340, 0x5716, 0x570B, 0x5B78, 0x5BE6, 0x5C08,
		0x5C0D, 0x5EE3, 0x61C9, 0x6230, 0x64DA, 0x6578, 0x6A5F, 0x6C23, 0x6FDF,
		0x70BA, 0x7368, 0x7522, 0x767C, 0x7A31, 0x7D93, 0x7E3D, 0x7E8C, 0x81FA,
		0x8207, 0x8A72, 0x8AAA, 0x8B93, 0x8B8A, 0x8F49, 0x9019, 0x9054, 0x9078,
		0x908A, 0x95DC, 0x9673, 0x96FB, 0x9AD4, 0x9EDE,
	};
	for (size_t i = 0; i < sizeof runes / sizeof *runes; i++)
		if (runes[i] == rune)
			return true;
	return false;
}

Str lang_guess(Str run, bool kana_near)
{
	size_t traditional = 0;
	bool hangul = false;
	for (size_t at = 0; at < run.len;) {
		uint32_t rune = utf8_next(run, &at);
		if (rune_is_kana(rune))
			return S("ja");
		hangul |= rune_is_hangul(rune);
		traditional += is_traditional(rune);
	}
	if (hangul)
		return S("ko");
	if (kana_near)
		return S("ja");
	return traditional > 0 ? S("zh-Hant") : S("zh-Hans");
}

/* Emoji by default, without a variation selector (Unicode emoji-data, Emoji_Presentation). */
static bool is_emoji(uint32_t rune)
{
	static const uint16_t ranges[][2] = {
		{0x231A, 0x231B}, {0x23E9, 0x23EC}, {0x23F0, 0x23F0}, {0x23F3, 0x23F3},
		{0x25FD, 0x25FE}, {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267F, 0x267F},
		{0x2693, 0x2693}, {0x26A1, 0x26A1}, {0x26AA, 0x26AB}, {0x26BD, 0x26BE},
		{0x26C4, 0x26C5}, {0x26CE, 0x26CE}, {0x26D4, 0x26D4}, {0x26EA, 0x26EA},
		{0x26F2, 0x26F3}, {0x26F5, 0x26F5}, {0x26FA, 0x26FA}, {0x26FD, 0x26FD},
		{0x2705, 0x2705}, {0x270A, 0x270B}, {0x2728, 0x2728}, {0x274C, 0x274C},
		{0x274E, 0x274E}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797},
		{0x27B0, 0x27B0}, {0x27BF, 0x27BF}, {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50},
		{0x2B55, 0x2B55},
	};
	if ((rune >= 0x1F000 && rune <= 0x1FAFF) || (rune >= 0xE0020 && rune <= 0xE007F))
		return true;
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (rune >= ranges[i][0] && rune <= ranges[i][1])
			return true;
	return false;
}

Str emoji_strip(Arena *arena, Str text)
{
	Buf out = buf_in(arena);
	for (size_t at = 0; at < text.len;) {
		uint32_t rune = utf8_next(text, &at);
		size_t next = at;
		uint32_t after = next < text.len ? utf8_next(text, &next) : 0;
		if (is_emoji(rune) || after == 0xFE0F) {
			while (at < text.len &&
			       (after == 0xFE0F || after == 0x200D || after == 0x20E3)) {
				at = next;
				after = next < text.len ? utf8_next(text, &next) : 0;
				if (after >= 0x1F000 || (after >= 0x2600 && after < 0x27C0)) {
					at = next;
					after = next < text.len ? utf8_next(text, &next) : 0;
				}
			}
			continue;
		}
		buf_add_rune(&out, rune);
	}
	return buf_str(&out);
}
