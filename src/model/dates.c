#include "model/dates.h"

#include "base/utf8.h"

/* --- reading --- */

typedef struct {
	Str text;
	size_t at;
} Reader;

/* English and the other languages' names, by how they begin; the first that fits. */
static const struct {
	const char *name;
	int month, season;
} names[] = {
	{"january", 1, 0},    {"february", 2, 0},   {"march", 3, 0},	 {"april", 4, 0},
	{"may", 5, 0},	      {"june", 6, 0},	    {"july", 7, 0},	 {"august", 8, 0},
	{"september", 9, 0},  {"sept", 9, 0},	    {"october", 10, 0},	 {"november", 11, 0},
	{"december", 12, 0},  {"spring", 0, 1},	    {"summer", 0, 2},	 {"fall", 0, 3},
	{"autumn", 0, 3},     {"winter", 0, 4},	    {"janvier", 1, 0},	 {"février", 2, 0},
	{"mars", 3, 0},	      {"avril", 4, 0},	    {"mai", 5, 0},	 {"juin", 6, 0},
	{"juillet", 7, 0},    {"août", 8, 0},	    {"septembre", 9, 0}, {"octobre", 10, 0},
	{"novembre", 11, 0},  {"décembre", 12, 0},  {"januar", 1, 0},	 {"februar", 2, 0},
	{"märz", 3, 0},	      {"juni", 6, 0},	    {"juli", 7, 0},	 {"oktober", 10, 0},
	{"dezember", 12, 0},  {"enero", 1, 0},	    {"febrero", 2, 0},	 {"marzo", 3, 0},
	{"abril", 4, 0},      {"mayo", 5, 0},	    {"junio", 6, 0},	 {"julio", 7, 0},
	{"agosto", 8, 0},     {"septiembre", 9, 0}, {"octubre", 10, 0},	 {"noviembre", 11, 0},
	{"diciembre", 12, 0}, {"gennaio", 1, 0},    {"febbraio", 2, 0},	 {"aprile", 4, 0},
	{"maggio", 5, 0},     {"giugno", 6, 0},	    {"luglio", 7, 0},	 {"settembre", 9, 0},
	{"ottobre", 10, 0},   {"dicembre", 12, 0},  {"janeiro", 1, 0},	 {"fevereiro", 2, 0},
	{"março", 3, 0},      {"maio", 5, 0},	    {"junho", 6, 0},	 {"julho", 7, 0},
	{"setembro", 9, 0},   {"outubro", 10, 0},   {"novembro", 11, 0}, {"dezembro", 12, 0},
	{"januari", 1, 0},    {"februari", 2, 0},   {"maart", 3, 0},	 {"mrt", 3, 0},
	{"mei", 5, 0},	      {"augustus", 8, 0},   {"января", 1, 0},	 {"январь", 1, 0},
	{"февраля", 2, 0},    {"февраль", 2, 0},    {"марта", 3, 0},	 {"апреля", 4, 0},
	{"апрель", 4, 0},     {"мая", 5, 0},	    {"май", 5, 0},	 {"июня", 6, 0},
	{"июнь", 6, 0},	      {"июля", 7, 0},	    {"июль", 7, 0},	 {"августа", 8, 0},
	{"сентября", 9, 0},   {"сентябрь", 9, 0},   {"октября", 10, 0},	 {"октябрь", 10, 0},
	{"ноября", 11, 0},    {"ноябрь", 11, 0},    {"декабря", 12, 0},	 {"декабрь", 12, 0},
	{"frühjahr", 0, 1},   {"frühling", 0, 1},   {"sommer", 0, 2},	 {"herbst", 0, 3},
	{"printemps", 0, 1},  {"été", 0, 2},	    {"automne", 0, 3},	 {"hiver", 0, 4},
	{"primavera", 0, 1},  {"verano", 0, 2},	    {"otoño", 0, 3},	 {"invierno", 0, 4},
	{"sose", 0, 2},	      {"wise", 0, 4},
};

static const char *const open_words[] = {
	"present",  "now",	 "today",     "current",   "currently",	  "ongoing",
	"onwards",  "onward",	 "heute",     "présent",   "aujourd'hui", "actualidad",
	"presente", "presently", "heden",     "oggi",	   "in corso",	  "atual",
	"hoy",	    "en cours",	 "à ce jour", "till date", "to date",	  "至今",
	"今",	    "現在",	 "现在",      "현재",	   "н. в.",	  "настоящее время",
	"اکنون",
};

static char peek(const Reader *r)
{
	return r->at < r->text.len ? r->text.ptr[r->at] : '\0';
}

/* White space, also U+00A0 and its thin kin. */
static void skip_space(Reader *r)
{
	while (r->at < r->text.len) {
		size_t next = r->at;
		uint32_t rune = utf8_next(r->text, &next);
		if (rune != ' ' && rune != '\t' && rune != '\n' && rune != 0xA0 && rune != 0x2009 &&
		    rune != 0x202F)
			return;
		r->at = next;
	}
}

static bool take(Reader *r, Str sign)
{
	if (!str_starts_nocase(str_from_offset(r->text, r->at), sign))
		return false;
	r->at += sign.len;
	return true;
}

/* A number of at most four digits; 0 when there is none. `width`: how many digits. */
static int take_number(Reader *r, size_t *width)
{
	size_t end = r->at;
	int number = 0;
	while (end < r->text.len && end - r->at < 5 && char_is_digit(r->text.ptr[end]))
		number = number * 10 + (r->text.ptr[end++] - '0');
	*width = end - r->at;
	if (*width == 0 || *width > 4)
		return 0;
	r->at = end;
	return number;
}

static bool is_year(int number, size_t width)
{
	return width == 4 && number >= 1000 && number < 3000;
}

/* "2024", or "'24" behind a month or a season. */
static int take_year(Reader *r)
{
	static const Str marks[] = {STR_INIT("'"), STR_INIT("’"), STR_INIT("‘")};
	Reader here = *r;
	size_t width;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (!take(&here, marks[i]))
			continue;
		int number = take_number(&here, &width);
		if (width != 2)
			return 0;
		*r = here;
		return 2000 + number;
	}
	int number = take_number(r, &width);
	return is_year(number, width) ? number : 0;
}

/* Letters, also beyond ASCII but not CJK. */
static Str take_word(Reader *r)
{
	size_t start = r->at;
	while (r->at < r->text.len) {
		size_t next = r->at;
		uint32_t rune = utf8_next(r->text, &next);
		bool letter =
			rune < 128 ? char_is_alpha((char)rune) : rune >= 0xC0 && rune < 0x2000;
		if (!letter)
			break;
		r->at = next;
	}
	return str_slice(r->text, start, r->at);
}

/* A month or a season: a whole name, or three letters of it and more. */
static bool take_name(Reader *r, DatePoint *point)
{
	Reader here = *r;
	Str word = take_word(&here);
	for (size_t i = 0; i < sizeof names / sizeof *names && word.len >= 3; i++) {
		Str name = str_from(names[i].name);
		if (!(names[i].month != 0 ? str_starts_nocase(name, word)
					  : str_eq_nocase(name, word)))
			continue;
		point->month = names[i].month;
		point->season = names[i].season;
		(void)take(&here, S("."));
		r->at = here.at;
		return true;
	}
	return false;
}

static bool take_open(Reader *r)
{
	for (size_t i = 0; i < sizeof open_words / sizeof *open_words; i++) {
		Reader here = *r;
		if (!take(&here, str_from(open_words[i])))
			continue;
		if (char_is_alpha(peek(&here)))
			continue;
		r->at = here.at;
		return true;
	}
	return false;
}

/* "-05", ".5", "/05" behind a year or a month: not the "-20" of "2019-2020". */
static int take_part(Reader *r, char sign, int most)
{
	Reader here = *r;
	size_t width;
	if (peek(&here) != sign)
		return 0;
	here.at++;
	int number = take_number(&here, &width);
	if (width == 0 || width > 2 || number < 1 || number > most)
		return 0;
	r->at = here.at;
	return number;
}

static bool take_han_date(Reader *r, DatePoint *point)
{
	static const Str year[] = {STR_INIT("年"), STR_INIT("년")},
			 month[] = {STR_INIT("月"), STR_INIT("월")},
			 day[] = {STR_INIT("日"), STR_INIT("일")};
	size_t width;
	if (!take(r, year[0]) && !take(r, year[1]))
		return false;
	Reader here = *r;
	skip_space(&here);
	int number = take_number(&here, &width);
	if (number < 1 || number > 12 || (!take(&here, month[0]) && !take(&here, month[1])))
		return true;
	point->month = number;
	*r = here;
	skip_space(&here);
	number = take_number(&here, &width);
	if (number >= 1 && number <= 31 && (take(&here, day[0]) || take(&here, day[1]))) {
		point->day = number;
		*r = here;
	}
	return true;
}

/* "令和3年4月": the years of Japan's eras begin with 1, which is also written 元. */
static bool take_era(Reader *r, DatePoint *point)
{
	static const struct {
		Str name;
		int before; /* the year before its first one */
	} eras[] = {{STR_INIT("令和"), 2018}, {STR_INIT("平成"), 1988}, {STR_INIT("昭和"), 1925}};
	for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
		size_t width = 1;
		if (!take(r, eras[i].name))
			continue;
		int number = take(r, S("元")) ? 1 : take_number(r, &width);
		point->year = eras[i].before + number;
		return number > 0 && width <= 2 && take_han_date(r, point);
	}
	return false;
}

/* What stands behind a year: "-05-01", "年5月", " May". */
static void take_behind_year(Reader *r, DatePoint *point)
{
	Reader here = *r;
	if (take_han_date(r, point))
		return;
	char sign = peek(r);
	if (sign == '-' || sign == '.' || sign == '/')
		point->month = take_part(r, sign, 12);
	if (point->month > 0) {
		point->day = take_part(r, sign, 31);
		/* a time, as YAML's and Jekyll's dates have one */
		if (point->day > 0 && peek(r) == 'T')
			r->at = r->text.len;
		return;
	}
	skip_space(&here);
	(void)take(&here, S(","));
	skip_space(&here);
	if (take_name(&here, point))
		r->at = here.at;
}

/* "May 2020", "May 1, 2020", "Fall '23". */
static bool take_named(Reader *r, DatePoint *point)
{
	size_t width;
	if (!take_name(r, point))
		return false;
	skip_space(r);
	(void)take(r, S(","));
	(void)take(r, S("of "));
	skip_space(r);
	Reader here = *r;
	int number = take_number(&here, &width);
	if (width > 0 && width <= 2 && point->month > 0) {
		*r = here;
		point->day = number;
		(void)(take(r, S("st")) || take(r, S("nd")) || take(r, S("rd")) ||
		       take(r, S("th")));
		(void)take(r, S(","));
		skip_space(r);
	}
	point->year = take_year(r);
	return point->year > 0;
}

/* "05/2020", "30.09.2015", "1 May 2020". */
static bool take_small(Reader *r, int number, DatePoint *point)
{
	size_t width;
	char sign = peek(r);
	Reader here = *r;
	int month = sign == '.' && number >= 1 && number <= 31 ? take_part(&here, '.', 12) : 0;
	if (month > 0 && take(&here, S("."))) {
		*r = here;
		*point = (DatePoint){.month = month, .day = number, .year = take_number(r, &width)};
		return is_year(point->year, width);
	}
	if ((sign == '/' || sign == '.' || sign == '-') && number >= 1 && number <= 12) {
		r->at++;
		point->month = number;
		point->year = take_number(r, &width);
		return is_year(point->year, width);
	}
	(void)take(r, S("."));
	skip_space(r);
	if (number < 1 || number > 31 || !take_named(r, point) || point->month == 0 ||
	    point->day > 0)
		return false;
	point->day = number;
	return true;
}

static bool take_point(Reader *r, DatePoint *point)
{
	size_t width;
	*point = (DatePoint){0};
	Reader here = *r;
	bool ok;
	if (char_is_digit(peek(&here))) {
		int number = take_number(&here, &width);
		ok = width > 0 && width <= 4;
		if (ok && is_year(number, width)) {
			point->year = number;
			take_behind_year(&here, point);
		} else {
			ok = ok && width <= 2 && take_small(&here, number, point);
		}
	} else {
		ok = take_era(&here, point) || take_named(&here, point);
	}
	ok = ok && !char_is_digit(peek(&here));
	if (ok)
		*r = here;
	else
		*point = (DatePoint){0};
	return ok;
}

bool date_parse(Str text, DatePoint *out, bool *open)
{
	Reader r = {str_trim(text), 0};
	*out = (DatePoint){0};
	*open = take_open(&r);
	return (*open || take_point(&r, out)) && r.at == r.text.len;
}

static bool take_to(Reader *r)
{
	static const Str signs[] = {
		STR_INIT("---"),   STR_INIT("--"),	 STR_INIT("-"),	   STR_INIT("/"),
		STR_INIT("–"),	   STR_INIT("—"),	 STR_INIT("~"),	   STR_INIT("〜"),
		STR_INIT("～"),	   STR_INIT("‐"),	 STR_INIT("to "),  STR_INIT("until "),
		STR_INIT("till "), STR_INIT("through "), STR_INIT("至"),   STR_INIT("到"),
		STR_INIT("bis "),  STR_INIT("à "),	 STR_INIT("au "),  STR_INIT("hasta "),
		STR_INIT("até "),  STR_INIT("al "),	 STR_INIT("a "),   STR_INIT("tot "),
		STR_INIT("до "),   STR_INIT("по "),	 STR_INIT("から"), STR_INIT("부터")};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (take(r, signs[i]))
			return true;
	return false;
}

/* "(expected)" at the end. */
static Str take_note(Reader *r)
{
	Reader here = *r;
	skip_space(&here);
	if (!take(&here, S("(")) || !str_ends(here.text, S(")")))
		return S("");
	Str note = str_slice(here.text, here.at, here.text.len - 1);
	if (str_find_char(note, '(', 0) != STR_NONE || str_find_char(note, '<', 0) != STR_NONE)
		return S("");
	r->at = r->text.len;
	return note;
}

/* "2019-20": the second year in short. */
static bool take_short_year(Reader *r, const DatePoint *start, DatePoint *end)
{
	Reader here = *r;
	size_t width;
	int number = take_number(&here, &width), full = start->year / 100 * 100 + number;
	if (width != 2 || start->month > 0 || full <= start->year)
		return false;
	*end = (DatePoint){.year = full};
	*r = here;
	return true;
}

/* What stands before a range in languages that say "from ... to", and nothing by itself. */
static void take_from(Reader *r)
{
	static const Str words[] = {STR_INIT("von "), STR_INIT("de "),	STR_INIT("du "),
				    STR_INIT("dal "), STR_INIT("van "), STR_INIT("с ")};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (take(r, words[i]))
			return;
}

/* As date_parse_range; *to is the byte of the trimmed text where "to" stands, if at all. */
static bool read_range(Str text, DateRange *out, size_t *to)
{
	Reader r = {str_trim(text), 0};
	*out = (DateRange){0};
	*to = STR_NONE;
	if (take(&r, S("since ")) || take(&r, S("from ")) || take(&r, S("depuis ")) ||
	    take(&r, S("seit ")) || take(&r, S("ab ")) || take(&r, S("desde ")))
		out->range = out->open = true;
	else
		take_from(&r);
	skip_space(&r);
	if (!take_point(&r, &out->start))
		return false;
	skip_space(&r);
	Reader before = r;
	if (take_to(&r)) {
		*to = before.at;
		skip_space(&r);
		out->range = true;
		out->open = r.at == r.text.len || take_open(&r);
		if (!out->open && !take_point(&r, &out->end) &&
		    !take_short_year(&r, &out->start, &out->end))
			return false;
		(void)(take(&r, S("まで")) || take(&r, S("까지")) || take(&r, S("止")));
	} else if (take_open(&r)) { /* "2019 onwards", "2020至今" */
		out->range = out->open = true;
	} else {
		r = before;
	}
	out->note = take_note(&r);
	skip_space(&r);
	return r.at == r.text.len;
}

bool date_parse_range(Str text, DateRange *out)
{
	size_t to;
	return read_range(text, out, &to);
}

Str date_with_dash(Arena *arena, Str text)
{
	DateRange range;
	size_t to;
	Str trimmed = str_trim(text);
	if (trimmed.len > 0 &&
	    str_find_char(S(".:,;"), trimmed.ptr[trimmed.len - 1], 0) != STR_NONE)
		trimmed.len--;
	if (!read_range(trimmed, &range, &to) || to == STR_NONE || trimmed.ptr[to] != '-')
		return text;
	to += (size_t)(trimmed.ptr - text.ptr);
	Str left = str_slice(text, 0, to), right = str_from_offset(text, to + 1);
	Str start = str_trim_end(left), end = str_trim_start(right);
	bool spaced = end.len > 0 && (start.len < left.len || end.len < right.len);
	return str_concat3(arena, start, spaced ? S(" – ") : S("–"), end);
}
