/*
 * A run counts as damaged when some encoding turns it into bytes that are UTF-8 for plausible text.
 * That alone is not proof: "caf\u00E9\u201D\u2014" is the bytes of a Han character in Windows-1252,
 * and the square root of pi is \u00F9 in Mac Roman. So a run that could have been typed - letters
 * with quotes and dashes, or mathematics only - is ambiguous, and is repaired only in company: when
 * the same file holds runs that are damaged beyond doubt, and what comes out is Latin or
 * punctuation.
 */
#include "front/mojibake.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"

/* --- the encodings: the characters of the bytes 0x80 to 0xFF --- */

typedef enum { ENCODING_CP1252, ENCODING_MAC_ROMAN, ENCODING_LATIN1, ENCODING_COUNT } Encoding;

static const char *const encoding_names[ENCODING_COUNT] = {"Windows-1252", "Mac Roman", "Latin-1"};

/* Bytes 0x80 to 0x9F; the five that Windows-1252 leaves open are C1 controls, as browsers have it.
 */
static const uint16_t cp1252[32] = {
	0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

static const uint16_t mac_roman[128] = {
	0x00C4, 0x00C5, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1, 0x00E0, 0x00E2, 0x00E4,
	0x00E3, 0x00E5, 0x00E7, 0x00E9, 0x00E8, 0x00EA, 0x00EB, 0x00ED, 0x00EC, 0x00EE, 0x00EF,
	0x00F1, 0x00F3, 0x00F2, 0x00F4, 0x00F6, 0x00F5, 0x00FA, 0x00F9, 0x00FB, 0x00FC, 0x2020,
	0x00B0, 0x00A2, 0x00A3, 0x00A7, 0x2022, 0x00B6, 0x00DF, 0x00AE, 0x00A9, 0x2122, 0x00B4,
	0x00A8, 0x2260, 0x00C6, 0x00D8, 0x221E, 0x00B1, 0x2264, 0x2265, 0x00A5, 0x00B5, 0x2202,
	0x2211, 0x220F, 0x03C0, 0x222B, 0x00AA, 0x00BA, 0x03A9, 0x00E6, 0x00F8, 0x00BF, 0x00A1,
	0x00AC, 0x221A, 0x0192, 0x2248, 0x2206, 0x00AB, 0x00BB, 0x2026, 0x00A0, 0x00C0, 0x00C3,
	0x00D5, 0x0152, 0x0153, 0x2013, 0x2014, 0x201C, 0x201D, 0x2018, 0x2019, 0x00F7, 0x25CA,
	0x00FF, 0x0178, 0x2044, 0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02, 0x2021, 0x00B7, 0x201A,
	0x201E, 0x2030, 0x00C2, 0x00CA, 0x00C1, 0x00CB, 0x00C8, 0x00CD, 0x00CE, 0x00CF, 0x00CC,
	0x00D3, 0x00D4, 0xF8FF, 0x00D2, 0x00DA, 0x00DB, 0x00D9, 0x0131, 0x02C6, 0x02DC, 0x00AF,
	0x02D8, 0x02D9, 0x02DA, 0x00B8, 0x02DD, 0x02DB, 0x02C7,
};

/* The byte of a character from 0x80 on, or -1. */
static int byte_of(Encoding encoding, uint32_t rune)
{
	if (rune > 0xFB02 || (rune > 0x25CA && rune < 0xF8FF)) /* in none, as Han characters */
		return -1;
	bool mac = encoding == ENCODING_MAC_ROMAN;
	const uint16_t *table = mac ? mac_roman : cp1252;
	size_t count = mac ? 128 : encoding == ENCODING_CP1252 ? 32 : 0;
	for (size_t i = 0; i < count; i++)
		if (table[i] == rune)
			return (int)i + 0x80;
	if (mac)
		return -1;
	uint32_t first = encoding == ENCODING_CP1252 ? 0xA0 : 0x80;
	return rune >= first && rune <= 0xFF ? (int)rune : -1;
}

/* --- what repaired text is made of --- */

typedef struct {
	uint32_t first, last;
	int score; /* how likely in a homepage */
} Range;

/* Letters, emoji, punctuation. Scripts that hardly anyone writes but bytes hit by chance are left
 * out. */
static const Range plausible[] = {
	{0x00A0, 0x00FF, 3},   {0x0100, 0x017F, 2},   {0x01CD, 0x01DC, 1},   {0x0218, 0x021B, 2},
	{0x0386, 0x038A, 1},   {0x038C, 0x03CE, 2},   {0x0401, 0x044F, 2},   {0x0451, 0x045F, 1},
	{0x0490, 0x0491, 1},   {0x05D0, 0x05EA, 2},   {0x060C, 0x060C, 1},   {0x061B, 0x061F, 1},
	{0x0621, 0x063A, 2},   {0x0641, 0x064A, 2},   {0x0660, 0x0669, 1},   {0x067E, 0x067E, 2},
	{0x0686, 0x0686, 2},   {0x0698, 0x0698, 2},   {0x06A9, 0x06AF, 2},   {0x06CC, 0x06CC, 2},
	{0x06F0, 0x06F9, 2},   {0x0905, 0x094D, 1},   {0x0E01, 0x0E5B, 1},   {0x1E00, 0x1EF9, 2},
	{0x2002, 0x200D, 2},   {0x2010, 0x2027, 3},   {0x202F, 0x203A, 2},   {0x2044, 0x2044, 1},
	{0x2070, 0x208E, 1},   {0x20AC, 0x20AC, 3},   {0x2116, 0x2122, 2},   {0x2190, 0x22FF, 2},
	{0x2300, 0x23FF, 1},   {0x25A0, 0x27BF, 2},   {0x2B00, 0x2BFF, 1},   {0x3001, 0x3020, 3},
	{0x3041, 0x30FE, 3},   {0x4E00, 0x9FFF, 3},   {0xAC00, 0xD7A3, 3},   {0xFB01, 0xFB02, 1},
	{0xFE0E, 0xFE0F, 2},   {0xFEFF, 0xFEFF, 1},   {0xFF01, 0xFF5E, 2},   {0x1D400, 0x1D7FF, 1},
	{0x1F000, 0x1FAFF, 3}, {0x20000, 0x2FFFF, 1}, {0xE0020, 0xE007F, 1},
};

static int score_rune(uint32_t rune)
{
	for (size_t i = 0; i < sizeof plausible / sizeof *plausible; i++)
		if (rune >= plausible[i].first && rune <= plausible[i].last)
			return plausible[i].score;
	return 0;
}

/* Mean score in hundredths, 0 when a character is not plausible. */
static int score_text(Str text)
{
	int64_t sum = 0, count = 0;
	for (size_t at = 0; at < text.len; count++) {
		int score = score_rune(utf8_next(text, &at));
		if (score == 0)
			return 0;
		sum += score;
	}
	return count == 0 ? 0 : (int)(sum * 100 / count);
}

/* --- one run --- */

typedef enum { DAMAGE_NONE, DAMAGE_AMBIGUOUS, DAMAGE_CERTAIN } Damage;

/* Quotes, dashes, ellipsis, bullets, no-break space: what stands beside letters in sound text. */
static bool is_typographic(uint32_t rune)
{
	return (rune >= 0x2010 && rune <= 0x201F) || rune == 0x2022 || rune == 0x2026 ||
	       rune == 0xA0 || rune == 0xAB || rune == 0xBB || rune == 0x2039 || rune == 0x203A ||
	       rune == 0xB7 || rune == 0xBF || rune == 0xA1 || rune == 0x2122;
}

static bool is_letter(uint32_t rune)
{
	return (rune >= 0xC0 && rune <= 0xFF && rune != 0xD7 && rune != 0xF7) ||
	       (rune >= 0x131 && rune <= 0x17E) || rune == 0x178;
}

static bool is_mathematical(uint32_t rune)
{
	return (rune >= 0x2190 && rune <= 0x22FF) || rune == 0x3C0 || rune == 0x3A9 ||
	       rune == 0xB1 || rune == 0xB5 || rune == 0xD7 || rune == 0xF7 || rune == 0x25CA ||
	       rune == 0xAC || rune == 0xB0;
}

/* Whether someone may have typed the run: letters with punctuation after or before them, or a
 * formula. */
static bool could_be_typed(Str run)
{
	bool text = true, formula = true, low_quote = false;
	size_t letters = 0;
	for (size_t at = 0; at < run.len;) {
		uint32_t rune = utf8_next(run, &at);
		low_quote = low_quote || rune == 0x201A || rune == 0x201E;
		letters += is_letter(rune);
		text = text && (is_letter(rune) || is_typographic(rune));
		formula = formula && is_mathematical(rune);
	}
	/* A low quote before two letters beyond ASCII is Mac Roman's view of quotes and dashes. */
	return formula || (text && !(low_quote && letters > 1));
}

/* The run under one encoding, empty when it does not give UTF-8. */
static Str turn_back(Arena *arena, Str run, Encoding encoding)
{
	Buf bytes = buf_in(arena);
	for (size_t at = 0; at < run.len;) {
		int byte = byte_of(encoding, utf8_next(run, &at));
		if (byte < 0)
			return S("");
		buf_add_char(&bytes, (char)byte);
	}
	Str text = buf_str(&bytes);
	return utf8_find_invalid(text) == STR_NONE ? text : S("");
}

typedef struct {
	Str text;
	Encoding encoding;
	Damage damage;
} Repair;

static Repair repair_once(Arena *arena, Str run)
{
	Repair best = {0};
	int best_score = 0;
	for (int i = 0; i < ENCODING_COUNT; i++) {
		Str text = turn_back(arena, run, (Encoding)i);
		int score = score_text(text);
		if (score <= best_score)
			continue;
		best_score = score;
		best = (Repair){text, (Encoding)i, DAMAGE_CERTAIN};
	}
	bool mark = str_eq(best.text, S("\xEF\xBB\xBF")); /* a byte order mark, read wrong */
	if (best.damage != DAMAGE_NONE && !mark && could_be_typed(run))
		best.damage = DAMAGE_AMBIGUOUS;
	return best;
}

/* Text may have been damaged more than once. */
static Repair repair_run(Arena *arena, Str run)
{
	Repair repair = repair_once(arena, run);
	for (int i = 0; i < 3 && repair.damage == DAMAGE_CERTAIN; i++) {
		bool ascii_free = true;
		for (size_t k = 0; k < repair.text.len; k++)
			ascii_free = ascii_free && (repair.text.ptr[k] & 0x80) != 0;
		Repair again = ascii_free ? repair_once(arena, repair.text) : (Repair){0};
		if (again.damage != DAMAGE_CERTAIN)
			break;
		repair = again;
	}
	return repair;
}

Str mojibake_decode(Arena *arena, Str run)
{
	Repair repair = repair_run(arena, run);
	return repair.damage == DAMAGE_CERTAIN ? repair.text : S("");
}

/* --- a source --- */

typedef struct {
	size_t start, end; /* in the old text */
	Repair repair;
} Find;
typedef VEC(Find) Finds;

/* The next run of characters beyond ASCII at or after *at; false at the end. */
static bool next_run(Str text, size_t *at, size_t *end)
{
	*at = utf8_skip_ascii(text, *at);
	*end = *at;
	while (*end < text.len && (text.ptr[*end] & 0x80) != 0)
		++*end;
	return *at < text.len;
}

static void find_runs(Arena *arena, Arena *scratch, Str text, Finds *finds,
		      bool certain[ENCODING_COUNT])
{
	size_t end;
	for (size_t at = 0; next_run(text, &at, &end); at = end) {
		Repair repair = repair_run(scratch, str_slice(text, at, end));
		if (repair.damage != DAMAGE_NONE) {
			repair.text = str_dup(arena, repair.text);
			VEC_PUSH(arena, finds, (Find){at, end, repair});
			if (repair.damage == DAMAGE_CERTAIN)
				certain[repair.encoding] = true;
		}
		arena_reset(scratch);
	}
}

/* Latin letters and punctuation: what an ambiguous run must give. */
static bool is_latin_or_punctuation(Str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t rune = utf8_next(text, &at);
		if (rune > 0x17F && !(rune >= 0x2010 && rune <= 0x203A))
			return false;
	}
	return true;
}

/* A formula inside a word is none: "sch\u221A\u2202n". */
static bool is_inside_word(Str text, const Find *find)
{
	uint32_t rune;
	size_t at = find->start;
	bool formula = true;
	while (at < find->end && formula) {
		rune = utf8_next(text, &at);
		formula = is_mathematical(rune);
	}
	return formula && find->start > 0 && char_is_alpha(text.ptr[find->start - 1]) &&
	       find->end < text.len && char_is_alpha(text.ptr[find->end]);
}

/* Keeps the finds that are repaired. */
static void choose(Str text, Finds *finds, const bool certain[ENCODING_COUNT])
{
	size_t kept = 0;
	for (size_t i = 0; i < finds->len; i++) {
		Find find = finds->ptr[i];
		bool company = certain[find.repair.encoding] || is_inside_word(text, &find);
		if (find.repair.damage == DAMAGE_CERTAIN ||
		    (company && is_latin_or_punctuation(find.repair.text)))
			finds->ptr[kept++] = find;
	}
	finds->len = kept;
}

static void apply(Sources *sources, Source *source, const Finds *finds)
{
	Arena *arena = sources->arena;
	SourceEdit *edits = ARENA_ARRAY(arena, SourceEdit, finds->len);
	Buf out = buf_in(arena);
	Str text = source->text;
	size_t done = 0;
	for (size_t i = 0; i < finds->len; i++) {
		const Find *find = &finds->ptr[i];
		buf_add(&out, str_slice(text, done, find->start));
		edits[i] = (SourceEdit){(uint32_t)out.len, (uint32_t)find->repair.text.len,
					str_slice(text, find->start, find->end)};
		buf_add(&out, find->repair.text);
		done = find->end;
	}
	buf_add(&out, str_from_offset(text, done));
	source_set_text(sources, source, buf_str(&out), edits, finds->len);
}

/* The runs of a line in one warning: what was read and what it means. */
static void warn(const Source *source, const Finds *finds, size_t first, size_t last, Diags *diags)
{
	enum { SHOWN = 3 };
	const SourceEdit *edits = source->edits;
	Buf pairs = buf_in(diags->arena);
	for (size_t i = first; i < last && i < first + SHOWN; i++)
		buf_add_format(&pairs, "%s\"%.*s\" means \"%.*s\"", i == first ? "" : ", ",
			       STR_ARG(edits[i].was), STR_ARG(finds->ptr[i].repair.text));
	if (last - first > SHOWN)
		buf_add_format(&pairs, " and %zu more", last - first - SHOWN);
	Str shown = buf_str(&pairs);
	Span span = source_span(source, edits[first].at, edits[last - 1].at + edits[last - 1].len);
	diag_warning(diags, span, S("save the file as UTF-8 with the text repaired"),
		     "repaired text that was once read as %s: %.*s [mojibake]",
		     encoding_names[finds->ptr[first].repair.encoding], STR_ARG(shown));
}

static void warn_lines(const Source *source, const Finds *finds, Diags *diags)
{
	for (size_t i = 0, next; i < finds->len; i = next) {
		size_t end = str_find_char(source->text, '\n', source->edits[i].at);
		for (next = i + 1; next < finds->len && source->edits[next].at < end;)
			next++;
		warn(source, finds, i, next, diags);
	}
}

size_t mojibake_repair_source(Sources *sources, Source *source, Diags *diags)
{
	Arena *scratch = arena_new_like(sources->arena);
	bool certain[ENCODING_COUNT] = {false};
	Finds finds = {0};
	find_runs(sources->arena, scratch, source->text, &finds, certain);
	arena_free(scratch);
	choose(source->text, &finds, certain);
	if (finds.len == 0)
		return 0;
	apply(sources, source, &finds);
	warn_lines(source, &finds, diags);
	return finds.len;
}
