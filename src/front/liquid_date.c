#include "front/liquid_date.h"

#include "base/date.h"

static const char *const month_names[] = {"January",   "February", "March",    "April",
					  "May",       "June",	   "July",     "August",
					  "September", "October",  "November", "December"};
static const char *const day_names[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
					"Thursday", "Friday", "Saturday"};

LiquidDate liquid_date_from_seconds(int64_t seconds, int offset)
{
	Date at = date_from_seconds(seconds, offset);
	return (LiquidDate){at.year, at.month, at.day, at.hour, at.minute, at.second, offset};
}

int64_t liquid_date_to_seconds(const LiquidDate *date)
{
	Date at = {date->year, date->month, date->day, date->hour, date->minute, date->second};
	return date_to_seconds(&at) - date->offset;
}

/* --- reading --- */

/* Up to `most` digits at the start of *s. */
static bool take_number(Str *s, size_t most, int *out)
{
	size_t n = 0;
	int64_t number = 0;
	while (n < s->len && n < most && char_is_digit(s->ptr[n]))
		number = number * 10 + (s->ptr[n++] - '0');
	*s = str_from_offset(*s, n);
	*out = (int)number;
	return n > 0;
}

static bool take_char(Str *s, char c)
{
	if (s->len == 0 || s->ptr[0] != c)
		return false;
	*s = str_from_offset(*s, 1);
	return true;
}

/* A month by its name or the first three letters of it. */
static bool take_month(Str *s, int *month)
{
	size_t n = 0;
	while (n < s->len && char_is_alpha(s->ptr[n]))
		n++;
	Str word = str_slice(*s, 0, n);
	for (int i = 0; i < 12 && n >= 3; i++) {
		Str name = str_from(month_names[i]);
		if (!str_starts_nocase(name, word) &&
		    !(n == 4 && str_eq_nocase(word, S("sept")) && i == 8))
			continue;
		*month = i + 1;
		*s = str_from_offset(*s, n);
		(void)take_char(s, '.');
		return true;
	}
	return false;
}

/* "st", "nd", "rd", "th" behind a day. */
static void skip_ordinal(Str *s)
{
	const Str endings[] = {S("st"), S("nd"), S("rd"), S("th")};
	for (size_t i = 0; i < 4; i++)
		if (str_starts_nocase(*s, endings[i]))
			*s = str_from_offset(*s, 2);
}

/* Y-m-d, Y/m/d, Y.m.d with month and day optional. */
static bool take_iso_date(Str *s, LiquidDate *date)
{
	Str rest = *s;
	int year;
	if (!take_number(&rest, 4, &year) || s->len - rest.len != 4)
		return false;
	date->year = year;
	char separator = rest.len > 0 ? rest.ptr[0] : 0;
	if ((separator == '-' || separator == '/' || separator == '.') && rest.len > 1 &&
	    char_is_digit(rest.ptr[1])) {
		(void)take_char(&rest, separator);
		(void)take_number(&rest, 2, &date->month);
		if (take_char(&rest, separator))
			(void)take_number(&rest, 2, &date->day);
	}
	*s = rest;
	return true;
}

/* "Monday, " in front. */
static void skip_day_name(Str *s)
{
	for (size_t i = 0; i < 7; i++) {
		Str name = str_from(day_names[i]);
		Str part = str_starts_nocase(*s, name) ? name : str_slice(name, 0, 3);
		if (!str_starts_nocase(*s, part))
			continue;
		Str rest = str_from_offset(*s, part.len);
		(void)take_char(&rest, '.');
		(void)take_char(&rest, ',');
		if (rest.len > 0 && char_is_space(rest.ptr[0]))
			*s = str_trim_start(rest);
		return;
	}
}

/* "March 1, 2024" and "1 March 2024", the day optional in the first. */
static bool take_named_date(Str *s, LiquidDate *date)
{
	Str rest = *s;
	int year = 0;
	bool day_first = take_number(&rest, 2, &date->day);
	if (day_first)
		skip_ordinal(&rest);
	rest = str_trim_start(rest);
	(void)take_char(&rest, '-');
	if (!take_month(&rest, &date->month))
		return false;
	rest = str_trim_start(rest);
	Str before = rest;
	if (!day_first && take_number(&rest, 4, &date->day)) {
		skip_ordinal(&rest);
		if (before.len - rest.len >= 4) { /* "March 2024" */
			rest = before;
			date->day = 1;
		}
	}
	(void)take_char(&rest, ',');
	(void)take_char(&rest, '-');
	rest = str_trim_start(rest);
	if (!take_number(&rest, 4, &year))
		return false;
	date->year = year;
	*s = rest;
	return true;
}

/* "Z", "UTC", "+08:00", "+0800", "+08". */
static bool take_zone(Str *s, LiquidDate *date)
{
	int hours, minutes = 0;
	if (str_starts_nocase(*s, S("UTC")) || str_starts_nocase(*s, S("GMT"))) {
		*s = str_from_offset(*s, 3);
		return true;
	}
	if (take_char(s, 'Z') || take_char(s, 'z'))
		return true;
	bool west = s->len > 0 && s->ptr[0] == '-';
	if (!take_char(s, '+') && !take_char(s, '-'))
		return false;
	if (!take_number(s, 2, &hours))
		return false;
	(void)take_char(s, ':');
	(void)take_number(s, 2, &minutes);
	date->offset = (hours * 60 + minutes) * 60 * (west ? -1 : 1);
	return hours < 24 && minutes < 60;
}

/* "10:20", "10:20:30.123", "3 pm" behind a date. */
static bool take_time(Str *s, LiquidDate *date)
{
	int fraction;
	if (!take_char(s, 'T') && !take_char(s, 't'))
		*s = str_trim_start(*s);
	if (!take_number(s, 2, &date->hour))
		return false;
	if (take_char(s, ':'))
		(void)take_number(s, 2, &date->minute);
	if (take_char(s, ':'))
		(void)take_number(s, 2, &date->second);
	if (take_char(s, '.'))
		(void)take_number(s, 9, &fraction);
	*s = str_trim_start(*s);
	bool pm = str_starts_nocase(*s, S("pm")), am = str_starts_nocase(*s, S("am"));
	if (am || pm) {
		date->hour = date->hour % 12 + (pm ? 12 : 0);
		*s = str_trim_start(str_from_offset(*s, 2));
	}
	return true;
}

static bool is_valid(const LiquidDate *date)
{
	return date->month >= 1 && date->month <= 12 && date->day >= 1 && date->day <= 31 &&
	       date->hour <= 24 && date->minute < 60 && date->second <= 60;
}

bool liquid_date_parse(Str text, int64_t now, LiquidDate *out)
{
	Str s = str_trim(text);
	int64_t seconds;
	*out = (LiquidDate){.year = 1970, .month = 1, .day = 1};
	if (str_eq_nocase(s, S("now")) || str_eq_nocase(s, S("today"))) {
		*out = liquid_date_from_seconds(now, 0);
		return true;
	}
	if (s.len != 4 && s.len > 0 && s.ptr[0] != '-' && s.ptr[0] != '+' &&
	    str_to_int(s, &seconds)) {
		*out = liquid_date_from_seconds(seconds, 0);
		return true;
	}
	skip_day_name(&s);
	if (!take_iso_date(&s, out) && !take_named_date(&s, out))
		return false;
	if (s.len > 0 && !take_time(&s, out))
		return false;
	if (s.len > 0 && !take_zone(&s, out))
		return false;
	return s.len == 0 && is_valid(out);
}

/* --- writing --- */

typedef struct {
	char pad; /* '0', ' ', or '-' for none; 0 for the usual one */
	bool upper, swap;
	int colons;
	int width; /* 0: the usual one */
} Flags;

static void add_number(Buf *out, int64_t number, int width, char pad, const Flags *flags)
{
	char digits[24];
	size_t n = 0;
	uint64_t left = number < 0 ? (uint64_t)-number : (uint64_t)number;
	pad = flags->pad != 0 ? flags->pad : pad;
	width = flags->width != 0 ? flags->width : width;
	do {
		digits[n++] = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (number < 0 && pad != ' ')
		buf_add_char(out, '-');
	for (int i = (int)n + (number < 0); i < width && pad != '-'; i++)
		buf_add_char(out, pad);
	if (number < 0 && pad == ' ')
		buf_add_char(out, '-');
	while (n > 0)
		buf_add_char(out, digits[--n]);
}

static void add_word(Buf *out, Str word, const Flags *flags)
{
	for (int i = (int)word.len; i < flags->width; i++)
		buf_add_char(out, flags->pad == '0' ? '0' : ' ');
	for (size_t i = 0; i < word.len; i++) {
		bool lower = word.ptr[i] >= 'a' && word.ptr[i] <= 'z';
		buf_add_char(out, lower && (flags->upper || flags->swap) ? (char)(word.ptr[i] - 32)
									 : word.ptr[i]);
	}
}

static int weekday(const LiquidDate *date)
{
	int64_t days = date_days(date->year, date->month, date->day);
	return (int)((days % 7 + 11) % 7);
}

static int day_of_year(const LiquidDate *date)
{
	return (int)(date_days(date->year, date->month, date->day) - date_days(date->year, 1, 1)) +
	       1;
}

/* ISO 8601 week and the year it belongs to. */
static int iso_week(const LiquidDate *date, int64_t *year)
{
	int64_t days = date_days(date->year, date->month, date->day);
	int64_t thursday = days - (weekday(date) + 6) % 7 + 3;
	*year = date_from_seconds(thursday * 86400, 0).year;
	return (int)((thursday - date_days(*year, 1, 1)) / 7) + 1;
}

static void add_zone(Buf *out, const LiquidDate *date, const Flags *flags)
{
	int offset = date->offset < 0 ? -date->offset : date->offset;
	Flags none = {0};
	buf_add_char(out, date->offset < 0 ? '-' : '+');
	add_number(out, offset / 3600, 2, '0', &none);
	if (flags->colons > 0)
		buf_add_char(out, ':');
	add_number(out, offset / 60 % 60, 2, '0', &none);
	if (flags->colons > 1) {
		buf_add_char(out, ':');
		add_number(out, offset % 60, 2, '0', &none);
	}
}

/* The longer conversions in terms of the others. */
static Str expand(char conversion)
{
	switch (conversion) {
	case 'D':
	case 'x': return S("%m/%d/%y");
	case 'F': return S("%Y-%m-%d");
	case 'T':
	case 'X': return S("%H:%M:%S");
	case 'R': return S("%H:%M");
	case 'r': return S("%I:%M:%S %p");
	case 'c': return S("%a %b %e %H:%M:%S %Y");
	case 'v': return S("%e-%^b-%Y");
	case '+': return S("%a %b %e %H:%M:%S %Z %Y");
	default: return S("");
	}
}

static bool add_time_part(Buf *out, const LiquidDate *date, char conversion, const Flags *flags)
{
	int hour12 = (date->hour + 11) % 12 + 1;
	switch (conversion) {
	case 'H': add_number(out, date->hour, 2, '0', flags); break;
	case 'k': add_number(out, date->hour, 2, ' ', flags); break;
	case 'I': add_number(out, hour12, 2, '0', flags); break;
	case 'l': add_number(out, hour12, 2, ' ', flags); break;
	case 'M': add_number(out, date->minute, 2, '0', flags); break;
	case 'S': add_number(out, date->second, 2, '0', flags); break;
	case 'L': add_number(out, 0, 3, '0', flags); break;
	case 'N': add_number(out, 0, 9, '0', flags); break;
	case 's': add_number(out, liquid_date_to_seconds(date), 1, '0', flags); break;
	case 'p':
		add_word(out,
			 flags->swap ? (date->hour < 12 ? S("am") : S("pm"))
				     : (date->hour < 12 ? S("AM") : S("PM")),
			 &(Flags){.width = flags->width});
		break;
	case 'P': add_word(out, date->hour < 12 ? S("am") : S("pm"), flags); break;
	case 'z': add_zone(out, date, flags); break;
	case 'Z': add_word(out, date->offset == 0 ? S("UTC") : S(""), flags); break;
	default: return false;
	}
	return true;
}

static bool add_date_part(Buf *out, const LiquidDate *date, char conversion, const Flags *flags)
{
	int64_t iso_year;
	int week = iso_week(date, &iso_year);
	Str month = str_from(month_names[date->month - 1]),
	    day = str_from(day_names[weekday(date)]);
	int64_t of_century = (date->year % 100 + 100) % 100;
	switch (conversion) {
	case 'Y': add_number(out, date->year, 4, '0', flags); break;
	case 'C': add_number(out, (date->year - of_century) / 100, 2, '0', flags); break;
	case 'y': add_number(out, of_century, 2, '0', flags); break;
	case 'm': add_number(out, date->month, 2, '0', flags); break;
	case 'd': add_number(out, date->day, 2, '0', flags); break;
	case 'e': add_number(out, date->day, 2, ' ', flags); break;
	case 'j': add_number(out, day_of_year(date), 3, '0', flags); break;
	case 'B': add_word(out, month, flags); break;
	case 'b':
	case 'h': add_word(out, str_slice(month, 0, 3), flags); break;
	case 'A': add_word(out, day, flags); break;
	case 'a': add_word(out, str_slice(day, 0, 3), flags); break;
	case 'u': add_number(out, (weekday(date) + 6) % 7 + 1, 1, '0', flags); break;
	case 'w': add_number(out, weekday(date), 1, '0', flags); break;
	case 'G': add_number(out, iso_year, 4, '0', flags); break;
	case 'g': add_number(out, ((iso_year % 100) + 100) % 100, 2, '0', flags); break;
	case 'V': add_number(out, week, 2, '0', flags); break;
	case 'U':
		add_number(out, (day_of_year(date) + 6 - weekday(date)) / 7, 2, '0', flags);
		break;
	case 'W':
		add_number(out, (day_of_year(date) + 6 - (weekday(date) + 6) % 7) / 7, 2, '0',
			   flags);
		break;
	case 'n': buf_add_char(out, '\n'); break;
	case 't': buf_add_char(out, '\t'); break;
	case '%': buf_add_char(out, '%'); break;
	default: return false;
	}
	return true;
}

static size_t take_flags(Str format, size_t i, Flags *flags)
{
	for (;; i++) {
		char c = i < format.len ? format.ptr[i] : 0;
		if (c == '-' || c == '0')
			flags->pad = c;
		else if (c == '_')
			flags->pad = ' ';
		else if (c == '^')
			flags->upper = true;
		else if (c == '#')
			flags->swap = true;
		else if (c == ':')
			flags->colons++;
		else
			break;
	}
	while (i < format.len && char_is_digit(format.ptr[i]) && flags->width < 100)
		flags->width = flags->width * 10 + (format.ptr[i++] - '0');
	return i;
}

void liquid_date_format(Buf *out, const LiquidDate *date, Str format)
{
	for (size_t i = 0; i < format.len; i++) {
		Flags flags = {0};
		size_t start = i;
		if (format.ptr[i] != '%' || i + 1 == format.len) {
			buf_add_char(out, format.ptr[i]);
			continue;
		}
		i = take_flags(format, i + 1, &flags);
		char conversion = i < format.len ? format.ptr[i] : 0;
		Str longer = expand(conversion);
		if (longer.len > 0)
			liquid_date_format(out, date, longer);
		else if (!add_time_part(out, date, conversion, &flags) &&
			 !add_date_part(out, date, conversion, &flags))
			buf_add(out, str_slice(format, start, i + 1));
	}
}
