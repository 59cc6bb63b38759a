/*
 * A CFF font is a header, four indexes (names, top dictionaries, strings, subroutines), and what
 * the top dictionary points to: charset, FDSelect, charstrings, font dictionaries with a private
 * one each. All are copied into a new file in that order; dictionaries keep only the operators
 * listed here.
 *
 * Names of glyphs go: codes are glyph indexes, or CIDs. A name-keyed font gets the first names of
 * the standard strings in their place, so its charset is one range.
 */
#include "write/pdf_cff.h"

#include "base/vec.h"
#include "write/pdf_charstring.h"

enum {
	OP_FONT_BBOX = 5,
	OP_CHARSET = 15,
	OP_CHARSTRINGS = 17,
	OP_PRIVATE = 18,
	OP_DEFAULT_WIDTH = 20,
	OP_NOMINAL_WIDTH = 21,
	OP_ESCAPE = 12,
	OP_ESCAPED = 0x100,
	OP_FONT_MATRIX = OP_ESCAPED + 7,
	OP_ROS = OP_ESCAPED + 30,
	OP_CID_COUNT = OP_ESCAPED + 34,
	OP_FD_ARRAY = OP_ESCAPED + 36,
	OP_FD_SELECT = OP_ESCAPED + 37,
	STANDARD_STRINGS = 391,
	LARGE = 100000, /* no offset or count in a font is larger, by far */
};

typedef struct {
	Str *items;
	size_t count, end; /* end: the offset behind it */
} Index;

typedef struct {
	Arena *arena;
	Str font;
	bool ok;
	Index names, tops, strings, subroutines, glyphs, dicts;
} Cff;

/* --- reading --- */

static uint32_t read_bytes(Cff *cff, size_t at, size_t count)
{
	uint32_t value = 0;
	if (at > cff->font.len || count > cff->font.len - at) {
		cff->ok = false;
		return 0;
	}
	for (size_t i = 0; i < count; i++)
		value = value << 8 | (unsigned char)cff->font.ptr[at + i];
	return value;
}

static Str part(Cff *cff, size_t from, size_t len)
{
	if (from <= cff->font.len && len <= cff->font.len - from)
		return str_slice(cff->font, from, from + len);
	cff->ok = false;
	return (Str){0};
}

static Index read_index(Cff *cff, size_t at)
{
	Index index = {.count = read_bytes(cff, at, 2), .end = at + 2};
	if (index.count == 0)
		return index;
	size_t size = read_bytes(cff, at + 2, 1), data = at + 2 + (index.count + 1) * size;
	cff->ok = cff->ok && size >= 1 && size <= 4;
	index.items = ARENA_ARRAY(cff->arena, Str, index.count);
	for (size_t i = 0; i < index.count && cff->ok; i++) {
		size_t from = read_bytes(cff, at + 3 + i * size, size);
		size_t to = read_bytes(cff, at + 3 + (i + 1) * size, size);
		cff->ok = cff->ok && from <= to;
		index.items[i] = cff->ok ? part(cff, data + from, to - from) : (Str){0};
		index.end = data + to;
	}
	return index;
}

/* The bytes of the number at `at` of a dictionary; 0: an operator. Its value if it is whole. */
static size_t number_at(Str dict, size_t at, int64_t *value)
{
	const unsigned char *b = (const unsigned char *)dict.ptr + at;
	size_t left = dict.len - at, end = at + 1;
	*value = 0;
	if (b[0] == 28 && left >= 3)
		return *value = (int16_t)(b[1] << 8 | b[2]), 3;
	if (b[0] == 29 && left >= 5)
		return *value = (int32_t)((uint32_t)b[1] << 24 | (uint32_t)b[2] << 16 |
					  (uint32_t)b[3] << 8 | b[4]),
		       5;
	if (b[0] >= 32 && b[0] <= 246)
		return *value = b[0] - 139, 1;
	if (b[0] >= 247 && b[0] <= 250 && left >= 2)
		return *value = (b[0] - 247) * 256 + b[1] + 108, 2;
	if (b[0] >= 251 && b[0] <= 254 && left >= 2)
		return *value = -(b[0] - 251) * 256 - b[1] - 108, 2;
	if (b[0] != 30)
		return 0;
	while (end < dict.len && ((unsigned char)dict.ptr[end] & 0x0F) != 0x0F)
		end++;
	return end + 1 - at; /* a decimal number ends with a nibble of ones */
}

typedef struct {
	int operator;
	Str operands;
	int64_t values[3]; /* the first of them */
	size_t count;
} Entry;

/* The next entry of a dictionary from *at; false at its end. */
static bool next_entry(Str dict, size_t *at, Entry *entry)
{
	size_t start = *at;
	*entry = (Entry){0};
	while (*at < dict.len) {
		int64_t value;
		size_t bytes = number_at(dict, *at, &value);
		if (bytes == 0)
			break;
		if (entry->count < 3)
			entry->values[entry->count] = value;
		entry->count++;
		*at += bytes;
	}
	if (*at >= dict.len)
		return false;
	entry->operands = str_slice(dict, start, *at);
	entry->operator=(unsigned char) dict.ptr[(*at)++];
	if (entry->operator== OP_ESCAPE && * at<dict.len)
		entry->operator= OP_ESCAPED +(unsigned char) dict.ptr[(*at)++];
	return true;
}

static bool find_entry(Str dict, int operator, Entry * entry)
{
	for (size_t at = 0; next_entry(dict, &at, entry);)
		if (entry->operator== operator)
			return true;
	return false;
}

/* Where a dictionary says that something begins; 0 when it does not. */
static size_t offset_of(Cff *cff, Str dict, int operator)
{
	Entry entry;
	if (!find_entry(dict, operator, & entry) || entry.count == 0)
		return 0;
	int64_t offset = entry.values[entry.count == 2 ? 1 : 0];
	cff->ok = cff->ok && offset >= 0 && (size_t)offset < cff->font.len;
	return (size_t)offset;
}

/* --- writing --- */

static void put_bytes(Buf *out, size_t value, int count)
{
	while (count-- > 0)
		buf_add_char(out, (char)(value >> 8 * count));
}

static void put_index(Buf *out, const Str *items, size_t count)
{
	put_bytes(out, count, 2);
	if (count == 0)
		return;
	size_t total = 1;
	for (size_t i = 0; i < count; i++)
		total += items[i].len;
	int size = total < 0x100 ? 1 : total < 0x10000 ? 2 : total < 0x1000000 ? 3 : 4;
	put_bytes(out, (size_t)size, 1);
	size_t at = 1;
	put_bytes(out, at, size);
	for (size_t i = 0; i < count; i++)
		put_bytes(out, at += items[i].len, size);
	for (size_t i = 0; i < count; i++)
		buf_add(out, items[i]);
}

/* Always five bytes, so that the size of a dictionary is known before what it points to is placed.
 */
static void put_offset(Buf *out, size_t value)
{
	buf_add_char(out, 29);
	put_bytes(out, value, 4);
}

static void put_operator(Buf *out, int operator)
{
	if (operator>= OP_ESCAPED)
		buf_add_char(out, OP_ESCAPE);
	buf_add_char(out, (char)operator);
}

static void put_entry(Buf *out, Str dict, int operator)
{
	Entry entry;
	if (!find_entry(dict, operator, & entry))
		return;
	buf_add(out, entry.operands);
	put_operator(out, operator);
}

/* The private dictionary that `dict` points to: widths alone. */
static Str short_private(Cff *cff, Str dict)
{
	Entry entry;
	Buf out = buf_in(cff->arena);
	if (!find_entry(dict, OP_PRIVATE, &entry) || entry.count != 2)
		return (Str){0};
	size_t offset = offset_of(cff, dict, OP_PRIVATE);
	cff->ok = cff->ok && entry.values[0] >= 0 && entry.values[0] < LARGE;
	Str old = cff->ok ? part(cff, offset, (size_t)entry.values[0]) : (Str){0};
	put_entry(&out, old, OP_DEFAULT_WIDTH);
	put_entry(&out, old, OP_NOMINAL_WIDTH);
	return buf_str(&out);
}

/* One range from 1: CIDs equal to the old ones, or names that nobody reads. */
static Str short_charset(Cff *cff, Str top, bool by_cid)
{
	Buf out = buf_in(cff->arena);
	size_t count = cff->glyphs.count, at = offset_of(cff, top, OP_CHARSET);
	if (!by_cid) {
		buf_add_char(&out, 2);
		put_bytes(&out, 1, 2);
		put_bytes(&out, count > 1 ? count - 2 : 0, 2);
		return buf_str(&out);
	}
	size_t format = read_bytes(cff, at, 1), bytes = 1;
	if (format == 0)
		return part(cff, at, 1 + 2 * (count - 1));
	for (size_t glyph = 1; glyph < count && cff->ok;
	     bytes += 2 + format)
		glyph += read_bytes(cff, at + bytes + 2, format) + 1;
	cff->ok = cff->ok && format <= 2 && at > 2;
	return part(cff, at, bytes);
}

static Str copy_select(Cff *cff, Str top)
{
	size_t at = offset_of(cff, top, OP_FD_SELECT);
	uint32_t format = read_bytes(cff, at, 1);
	if (format == 0)
		return part(cff, at, 1 + cff->glyphs.count);
	cff->ok = cff->ok && format == 3;
	return part(cff, at, 5 + 3 * (size_t)read_bytes(cff, at + 1, 2));
}

/* What the top dictionary points to. */
typedef struct {
	Str charset, select, glyphs, dicts, privates;
	size_t private_size; /* of a name-keyed font */
} Parts;

static Str top_dict(Cff *cff, Str top, const Parts *parts, size_t base)
{
	Buf out = buf_in(cff->arena);
	bool by_cid = parts->select.len > 0;
	if (by_cid) {
		put_offset(&out, STANDARD_STRINGS);
		put_offset(&out, STANDARD_STRINGS + 1);
		put_offset(&out, 0);
		put_operator(&out, OP_ROS);
	}
	put_entry(&out, top, OP_FONT_MATRIX);
	put_entry(&out, top, OP_FONT_BBOX);
	if (by_cid)
		put_entry(&out, top, OP_CID_COUNT);
	put_offset(&out, base);
	put_operator(&out, OP_CHARSET);
	base += parts->charset.len;
	if (by_cid) {
		put_offset(&out, base);
		put_operator(&out, OP_FD_SELECT);
	}
	base += parts->select.len;
	put_offset(&out, base);
	put_operator(&out, OP_CHARSTRINGS);
	base += parts->glyphs.len;
	if (by_cid) {
		put_offset(&out, base);
		put_operator(&out, OP_FD_ARRAY);
	} else {
		put_offset(&out, parts->private_size);
		put_offset(&out, base + parts->dicts.len);
		put_operator(&out, OP_PRIVATE);
	}
	return buf_str(&out);
}

/* The charstrings; each that cannot be shortened stays as it is. */
static Str short_glyphs(Cff *cff)
{
	Buf out = buf_in(cff->arena);
	Arena *scratch = arena_new_like(cff->arena);
	Str *items = ARENA_ARRAY(cff->arena, Str, cff->glyphs.count);
	for (size_t i = 0; i < cff->glyphs.count; i++) {
		Buf glyph = buf_in(scratch);
		items[i] = cff->glyphs.items[i];
		if (pdf_charstring_shorten(scratch, items[i], &glyph) && glyph.len < items[i].len)
			items[i] = str_dup(cff->arena, buf_str(&glyph));
		arena_reset(scratch);
	}
	arena_free(scratch);
	put_index(&out, items, cff->glyphs.count);
	return buf_str(&out);
}

/* Font dictionaries with offsets from `base`, where the private ones begin. */
static Str font_dicts(Cff *cff, const Str *privates, size_t base)
{
	Buf out = buf_in(cff->arena);
	Str *items = ARENA_ARRAY(cff->arena, Str, cff->dicts.count);
	for (size_t i = 0; i < cff->dicts.count; i++) {
		Buf dict = buf_in(cff->arena);
		put_entry(&dict, cff->dicts.items[i], OP_FONT_MATRIX);
		put_offset(&dict, privates[i].len);
		put_offset(&dict, base);
		put_operator(&dict, OP_PRIVATE);
		items[i] = buf_str(&dict);
		base += privates[i].len;
	}
	put_index(&out, items, cff->dicts.count);
	return buf_str(&out);
}

static void put_head(Cff *cff, Buf *out, Str top)
{
	static const char identity[] = "Adobe\0Identity";
	const Str strings[2] = {{identity, 5}, {identity + 6, 8}};
	Entry entry;
	const char header[4] = {1, 0, 4, 4};
	buf_add(out, (Str){header, 4});
	put_index(out, cff->names.items, 1);
	put_index(out, &top, 1);
	put_index(out, strings, find_entry(top, OP_ROS, &entry) ? 2 : 0);
	put_index(out, NULL, 0);
}

/* The privates of all font dictionaries, or of the font; their bytes go to `all`. */
static Str *short_privates(Cff *cff, Str top, Buf *all)
{
	size_t count = cff->dicts.count;
	Str *privates = ARENA_ARRAY(cff->arena, Str, count + 1);
	for (size_t i = 0; i < count || i == 0; i++) {
		privates[i] = short_private(cff, count > 0 ? cff->dicts.items[i] : top);
		buf_add(all, privates[i]);
	}
	return privates;
}

static Str write_font(Cff *cff, Str top)
{
	Buf out = buf_in(cff->arena), all = buf_in(cff->arena), head = buf_in(cff->arena);
	Parts parts = {0};
	Str *privates = short_privates(cff, top, &all);
	bool by_cid = cff->dicts.count > 0;
	parts.privates = buf_str(&all);
	parts.private_size = privates[0].len;
	parts.charset = short_charset(cff, top, by_cid);
	if (by_cid)
		parts.select = copy_select(cff, top);
	parts.glyphs = short_glyphs(cff);
	/* offsets have one size: written twice, first to see where what comes behind them is */
	parts.dicts = by_cid ? font_dicts(cff, privates, 0) : (Str){0};
	put_head(cff, &head, top_dict(cff, top, &parts, 0));
	size_t dicts = head.len + parts.charset.len + parts.select.len + parts.glyphs.len;
	if (by_cid)
		parts.dicts = font_dicts(cff, privates, dicts + parts.dicts.len);
	put_head(cff, &out, top_dict(cff, top, &parts, head.len));
	buf_add(&out, parts.charset);
	buf_add(&out, parts.select);
	buf_add(&out, parts.glyphs);
	buf_add(&out, parts.dicts);
	buf_add(&out, parts.privates);
	return buf_str(&out);
}

Str pdf_cff_shorten(Arena *arena, Str font)
{
	Cff cff = {.arena = arena, .font = font, .ok = true};
	cff.names = read_index(&cff, read_bytes(&cff, 2, 1));
	cff.tops = read_index(&cff, cff.names.end);
	cff.strings = read_index(&cff, cff.tops.end);
	cff.subroutines = read_index(&cff, cff.strings.end);
	if (!cff.ok || cff.names.count != 1 || cff.tops.count != 1 || cff.subroutines.count != 0)
		return font;
	Str top = cff.tops.items[0];
	Entry entry;
	cff.glyphs = read_index(&cff, offset_of(&cff, top, OP_CHARSTRINGS));
	if (find_entry(top, OP_ROS, &entry))
		cff.dicts = read_index(&cff, offset_of(&cff, top, OP_FD_ARRAY));
	if (!cff.ok || cff.glyphs.count == 0)
		return font;
	Str made = write_font(&cff, top);
	return cff.ok && made.len < font.len ? made : font;
}
