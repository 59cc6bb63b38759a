#include "model/locale.h"

#include "base/buf.h"
#include "embed_locales.h"
#include "front/yaml.h"

const Value *locale_table(Arena *arena, const Value *own)
{
	Str text = {(const char *)embed_locales, embed_locales_size};
	const Value *table = yaml_parse_flow(arena, text);
	return own->kind == VALUE_MAP ? value_merge(arena, table, own) : table;
}

static const Value *find_language(const Value *table, Str tag)
{
	const ValueEntry *entry = value_entry(table, tag);
	return entry != NULL ? entry->value : value_nil();
}

/* The script that a Chinese text is in, for tags that do not say so. */
static Str chinese_script(Str lang)
{
	static const Str traditional[] = {STR_INIT("hant"), STR_INIT("-tw"), STR_INIT("-hk"),
					  STR_INIT("-mo")};
	for (size_t i = 0; i < sizeof traditional / sizeof *traditional; i++)
		if (str_contains_nocase(lang, traditional[i]))
			return S("zh-Hant");
	return S("zh-Hans");
}

Str locale_primary(Str lang)
{
	size_t end = 0;
	while (end < lang.len && char_is_alpha(lang.ptr[end]))
		end++;
	return str_slice(lang, 0, end);
}

/* What is said for a key, in the first of the languages that has it; nil. */
static const Value *find(const Value *table, Str lang, Str key)
{
	Str primary = locale_primary(lang);
	Str tags[] = {lang, str_eq_nocase(primary, S("zh")) ? chinese_script(lang) : primary};
	for (size_t i = 0; i < 2; i++) {
		const Value *found = value_get(find_language(table, tags[i]), key);
		if (!value_is_nil(found))
			return found;
	}
	return value_nil();
}

Str locale_word(const Value *table, Str lang, const char *key)
{
	const Value *word = find(table, lang, str_from(key));
	if (word->kind != VALUE_STRING)
		word = find(table, S("en"), str_from(key));
	return value_string(word);
}

/* --- dates --- */

typedef struct {
	int64_t year, month, day;
} Date;

static bool parse_date(Str date, Date *out)
{
	return date.len >= 10 && date.ptr[4] == '-' && date.ptr[7] == '-' &&
	       str_to_int(str_slice(date, 0, 4), &out->year) &&
	       str_to_int(str_slice(date, 5, 7), &out->month) &&
	       str_to_int(str_slice(date, 8, 10), &out->day) && out->month >= 1 && out->month <= 12;
}

/* The month's name; full where there is no short one. */
static Str month_name(const Value *table, Str lang, int64_t month, bool brief)
{
	const Value *names = find(table, lang, brief ? S("short_months") : S("months"));
	if (value_is_nil(names) && brief)
		names = find(table, lang, S("months"));
	if (value_is_nil(names))
		names = find(table, S("en"), brief ? S("short_months") : S("months"));
	return value_string(value_at(names, (size_t)month - 1));
}

Str locale_month(const Value *table, Str lang, int month)
{
	return value_is_nil(find(table, lang, S("months"))) ? S("")
							    : month_name(table, lang, month, true);
}

/* The language's pattern; one without any writes numbers only. */
static Str date_pattern(const Value *table, Str lang, bool brief)
{
	const Value *pattern = brief ? find(table, lang, S("short_date")) : value_nil();
	if (pattern->kind != VALUE_STRING)
		pattern = find(table, lang, S("date"));
	return pattern->kind == VALUE_STRING ? value_string(pattern) : S("%Y-%0m-%0d");
}

static void add_number(Buf *out, int64_t number, bool padded)
{
	if (padded)
		buf_add_format(out, "%02d", (int)number);
	else
		buf_add_format(out, "%d", (int)number);
}

Str locale_date(Arena *arena, const Value *table, Str lang, Str date, bool brief)
{
	Date parts;
	if (!parse_date(date, &parts))
		return date;
	Str pattern = date_pattern(table, lang, brief);
	Buf out = buf_in(arena);
	for (size_t i = 0; i < pattern.len; i++) {
		if (pattern.ptr[i] != '%' || i + 1 == pattern.len) {
			buf_add_char(&out, pattern.ptr[i]);
			continue;
		}
		bool padded = pattern.ptr[++i] == '0' && i + 1 < pattern.len;
		switch (padded ? pattern.ptr[++i] : pattern.ptr[i]) {
		case 'Y': buf_add_format(&out, "%04d", (int)parts.year); break;
		case 'm': add_number(&out, parts.month, padded); break;
		case 'd': add_number(&out, parts.day, padded); break;
		case 'B': buf_add(&out, month_name(table, lang, parts.month, false)); break;
		case 'b': buf_add(&out, month_name(table, lang, parts.month, true)); break;
		default: buf_add_char(&out, pattern.ptr[i]);
		}
	}
	return buf_str(&out);
}
