/* Dates as they are printed: names of months in a dozen languages, ranges, ISO 8601; and their
 * order. */
#include "model/dates.h"

typedef struct {
	Str lang;
	Str present;
	const char *months[12];
	const char *seasons[4];
	const char *year; /* what stands between a year and a season behind it; NULL: it stands
			     before */
} Language;

static const Language languages[] = {
	{STR_INIT("en"),
	 STR_INIT("present"),
	 {"Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"},
	 {"Spring", "Summer", "Fall", "Winter"},
	 NULL},
	{STR_INIT("fr"),
	 STR_INIT("présent"),
	 {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
	  "déc."},
	 {"printemps", "été", "automne", "hiver"},
	 NULL},
	{STR_INIT("de"),
	 STR_INIT("heute"),
	 {"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
	  "Dez."},
	 {"Frühjahr", "Sommer", "Herbst", "Winter"},
	 NULL},
	{STR_INIT("es"),
	 STR_INIT("actualidad"),
	 {"ene.", "feb.", "mar.", "abr.", "may.", "jun.", "jul.", "ago.", "sept.", "oct.", "nov.",
	  "dic."},
	 {"primavera", "verano", "otoño", "invierno"},
	 NULL},
	{STR_INIT("pt"),
	 STR_INIT("presente"),
	 {"jan.", "fev.", "mar.", "abr.", "maio", "jun.", "jul.", "ago.", "set.", "out.", "nov.",
	  "dez."},
	 {"primavera", "verão", "outono", "inverno"},
	 NULL},
	{STR_INIT("it"),
	 STR_INIT("presente"),
	 {"gen.", "feb.", "mar.", "apr.", "mag.", "giu.", "lug.", "ago.", "set.", "ott.", "nov.",
	  "dic."},
	 {"primavera", "estate", "autunno", "inverno"},
	 NULL},
	{STR_INIT("nl"),
	 STR_INIT("heden"),
	 {"jan.", "feb.", "mrt.", "apr.", "mei", "juni", "juli", "aug.", "sept.", "okt.", "nov.",
	  "dec."},
	 {"lente", "zomer", "herfst", "winter"},
	 NULL},
	{STR_INIT("tr"),
	 STR_INIT("günümüz"),
	 {"Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"},
	 {"ilkbahar", "yaz", "sonbahar", "kış"},
	 NULL},
	{STR_INIT("ru"),
	 STR_INIT("наст. время"),
	 {"янв.", "февр.", "март", "апр.", "май", "июнь", "июль", "авг.", "сент.", "окт.", "нояб.",
	  "дек."},
	 {"весна", "лето", "осень", "зима"},
	 NULL},
	{STR_INIT("fa"),
	 STR_INIT("اکنون"),
	 {"ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر",
	  "نوامبر", "دسامبر"},
	 {"بهار", "تابستان", "پاییز", "زمستان"},
	 NULL},
	{STR_INIT("ar"),
	 STR_INIT("الآن"),
	 {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
	  "نوفمبر", "ديسمبر"},
	 {"ربيع", "صيف", "خريف", "شتاء"},
	 NULL},
	{STR_INIT("he"),
	 STR_INIT("היום"),
	 {"ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר",
	  "נובמבר", "דצמבר"},
	 {"אביב", "קיץ", "סתיו", "חורף"},
	 NULL},
	{STR_INIT("zh"), STR_INIT("至今"), {NULL}, {"春", "夏", "秋", "冬"}, "年"},
	{STR_INIT("ja"), STR_INIT("現在"), {NULL}, {"春", "夏", "秋", "冬"}, "年"},
	{STR_INIT("ko"), STR_INIT("현재"), {NULL}, {"봄", "여름", "가을", "겨울"}, "년 "},
};

static const Language *find_language(Str lang)
{
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (str_starts_nocase(lang, languages[i].lang) &&
		    (lang.len == 2 || lang.ptr[2] == '-' || lang.ptr[2] == '_'))
			return &languages[i];
	return &languages[0];
}

static void write_point(Buf *out, DatePoint point, const Language *language, const DateWords *words)
{
	if (point.season > 0 && language->year != NULL) {
		buf_add_format(out, "%d%s%s", point.year, language->year,
			       language->seasons[point.season - 1]);
		return;
	}
	if (point.season > 0)
		buf_add_format(out, "%s ", language->seasons[point.season - 1]);
	if (point.month > 0 && words->months != NULL)
		buf_add_format(out, "%.*s ", STR_ARG(words->months[point.month - 1]));
	else if (point.month > 0 && language->months[0] != NULL)
		buf_add_format(out, "%s ", language->months[point.month - 1]);
	buf_add_format(out, "%d", point.year);
	if (point.month > 0 && words->months == NULL && language->months[0] == NULL)
		buf_add_format(out, ".%02d", point.month);
}

void date_write_range(Buf *out, const DateRange *range, const DateWords *words)
{
	const Language *language = find_language(words->lang);
	DatePoint a = range->start, b = range->end;
	bool same = a.year == b.year && a.month == b.month && a.season == b.season;
	if (a.year > 0)
		write_point(out, a, language, words);
	if (range->range && (range->open || (b.year > 0 && !same))) {
		bool tight = !range->open && words->to.len == 0 && a.month + a.season == 0 &&
			     b.month + b.season == 0;
		Str to = words->to.len > 0 ? words->to : S("–");
		if (a.year > 0 && tight)
			buf_add(out, to);
		else if (a.year > 0)
			buf_add_format(out, " %.*s ", STR_ARG(to));
		if (range->open)
			buf_add(out, words->present.len > 0 ? words->present : language->present);
		else
			write_point(out, b, language, words);
	}
	if (range->note.len > 0)
		buf_add_format(out, " (%.*s)", STR_ARG(range->note));
}

void date_write_iso(Buf *out, DatePoint point)
{
	buf_add_format(out, "%04d", point.year);
	if (point.month > 0)
		buf_add_format(out, "-%02d", point.month);
	if (point.month > 0 && point.day > 0)
		buf_add_format(out, "-%02d", point.day);
}

/* --- order --- */

static int point_order(DatePoint p)
{
	int month = p.season > 0 ? p.season * 3 : p.month;
	return (p.year * 13 + month) * 32 + p.day;
}

int date_compare(const DateRange *a, const DateRange *b)
{
	if (a->open != b->open)
		return a->open ? -1 : 1;
	int x = point_order(a->range && !a->open ? a->end : a->start);
	int y = point_order(b->range && !b->open ? b->end : b->start);
	if (x == y) {
		x = point_order(a->start);
		y = point_order(b->start);
	}
	return (x < y) - (x > y);
}
