#include "base/buf.h"
#include "base/file.h"
#include "base/url.h"
#include "base/utf8.h"
#include "model/site_parts.h"

#include <string.h>

Str site_url_encode(Arena *arena, Str path)
{
	return url_encode(arena, path, "/-._~!$&'()*+,;=:@%");
}

static bool is_slug_rune(uint32_t rune, bool pretty)
{
	return utf8_is_word(rune) ||
	       (pretty && rune != 0 && rune < 0x80 && strchr("._~!$&'()+,;=@", (int)rune) != NULL);
}

Str site_slug(Arena *arena, Str text, bool pretty)
{
	Buf out = buf_in(arena);
	bool gap = false;
	for (size_t at = 0; at < text.len;) {
		uint32_t rune = utf8_next(text, &at);
		if (!is_slug_rune(rune, pretty)) {
			gap = true;
			continue;
		}
		if (gap && out.len > 0)
			buf_add_char(&out, '-');
		gap = false;
		buf_add_rune(&out, rune);
	}
	return buf_str(&out);
}

static const char *const month_names[] = {"January",   "February", "March",    "April",
					  "May",       "June",	   "July",     "August",
					  "September", "October",  "November", "December"};

/* The day of the year, from 1, of a date "YYYY-MM-DD". */
static int day_of_year(int year, int month, int day)
{
	static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return before[month - 1] + day + (leap && month > 2);
}

static void add_date_part(Buf *out, Str name, Str date)
{
	int64_t year = 0, month = 0, day = 0;
	if (date.len < 10 || !str_to_int(str_slice(date, 0, 4), &year) ||
	    !str_to_int(str_slice(date, 5, 7), &month) ||
	    !str_to_int(str_slice(date, 8, 10), &day) || month < 1 || month > 12)
		return;
	if (str_eq(name, S("year")))
		buf_add(out, str_slice(date, 0, 4));
	else if (str_eq(name, S("short_year")))
		buf_add(out, str_slice(date, 2, 4));
	else if (str_eq(name, S("month")))
		buf_add(out, str_slice(date, 5, 7));
	else if (str_eq(name, S("i_month")))
		buf_add_int(out, month);
	else if (str_eq(name, S("short_month")))
		buf_add(out, str_slice(str_from(month_names[month - 1]), 0, 3));
	else if (str_eq(name, S("long_month")))
		buf_add_cstr(out, month_names[month - 1]);
	else if (str_eq(name, S("day")))
		buf_add(out, str_slice(date, 8, 10));
	else if (str_eq(name, S("i_day")))
		buf_add_int(out, day);
	else if (str_eq(name, S("y_day")))
		buf_add_format(out, "%03d", day_of_year((int)year, (int)month, (int)day));
}

/* categories: a list or words, each lower case, joined by slashes. */
static void add_categories(Buf *out, const UrlParts *parts)
{
	const Value *list = value_get(parts->front, S("categories"));
	const Value *one = value_get(parts->front, S("category"));
	if (list->kind == VALUE_LIST) {
		for (size_t i = 0; i < value_len(list); i++) {
			Str name = value_str(out->arena, value_at(list, i));
			buf_add(out, str_lower(out->arena, site_slug(out->arena, name, true)));
			buf_add_char(out, '/');
		}
		return;
	}
	Str rest = value_str(out->arena, value_is_nil(list) ? one : list);
	for (Str word; str_next_word(&rest, &word);) {
		buf_add(out, str_lower(out->arena, site_slug(out->arena, word, true)));
		buf_add_char(out, '/');
	}
}

static void add_part(Buf *out, Str name, const UrlParts *parts)
{
	Str cleaned = parts->path;
	cleaned.len -= path_extension(cleaned).len;
	if (str_eq(name, S("categories")) || str_eq(name, S("slugified_categories")))
		add_categories(out, parts);
	else if (str_eq(name, S("title")) || str_eq(name, S("slug")))
		buf_add(out, site_slug(out->arena, parts->slug, true));
	else if (str_eq(name, S("name")))
		buf_add(out, str_lower(out->arena, site_slug(out->arena, parts->basename, false)));
	else if (str_eq(name, S("basename")))
		buf_add(out, parts->basename);
	else if (str_eq(name, S("collection")))
		buf_add(out, parts->collection);
	else if (str_eq(name, S("path")))
		buf_add(out, cleaned);
	else if (str_eq(name, S("output_ext")))
		buf_add(out, S(".html"));
	else
		add_date_part(out, name, parts->date);
}

/* Double slashes become one; there is one in front. */
static Str clean_url(Arena *arena, Str url)
{
	Buf out = buf_in(arena);
	buf_add_char(&out, '/');
	for (size_t i = 0; i < url.len; i++)
		if (url.ptr[i] != '/' || out.ptr[out.len - 1] != '/')
			buf_add_char(&out, url.ptr[i]);
	return buf_str(&out);
}

Str site_expand_url(Arena *arena, Str template, const UrlParts *parts)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < template.len; i++) {
		if (template.ptr[i] != ':') {
			buf_add_char(&out, template.ptr[i]);
			continue;
		}
		size_t end = i + 1;
		while (end < template.len &&
		       (char_is_alpha(template.ptr[end]) || template.ptr[end] == '_'))
			end++;
		add_part(&out, str_slice(template, i + 1, end), parts);
		i = end - 1;
	}
	return clean_url(arena, buf_str(&out));
}

Str site_output_path(Arena *arena, Str url)
{
	Str rest;
	Str path = url_decode(arena, url_path(url, &rest));
	while (str_starts(path, S("/")))
		path = str_from_offset(path, 1);
	for (Str parts = path, part; str_split(&parts, '/', &part);)
		if (str_eq(part, S("..")) || str_eq(part, S(".")) ||
		    str_find_char(part, '\\', 0) != STR_NONE)
			return S("");
	for (size_t i = 0; i < path.len; i++)
		if ((unsigned char)path.ptr[i] < ' ' || path.ptr[i] == 127)
			return S("");
	if (path.len == 0 || str_ends(path, S("/")))
		path = str_concat(arena, path, S("index.html"));
	else if (!str_ends_nocase(path, S(".html")) && !str_ends_nocase(path, S(".htm")))
		path = str_concat(arena, path, S(".html"));
	path = path_normalise(arena, path);
	return path_is_inside(arena, path) ? path : S("");
}
