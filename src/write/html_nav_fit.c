/*
 * html_nav_fit: how much of its line the bar takes, and what gives way in narrower windows.
 *
 * A sheet cannot ask whether entries fit, and without a script nothing else can: their width is
 * estimated here from their letters, somewhat above that of the fonts. First the space between two
 * entries gives way, then the name in acad-homepage's form, which stands in the author's column
 * too; then the entries fold behind a button. Lengths are thousandths of a rem; one rem of the page
 * is 19 pixels, 18 in windows of up to 832, and one of a media query is 16.
 */
#include "base/utf8.h"
#include "embed_style_folds.h"
#include "write/html_part.h"

enum {
	ENTRY_SIZE = 950, /* of its letters */
	BRAND_SIZE = 1080,
	SPACE = 750,		    /* between two entries, at least (style_page.css) */
	SPACE_WISHED = 1150,	    /* and where there is room */
	GAP = 1500,		    /* between name, entries and buttons */
	EDGES = 2500,		    /* what the bar keeps at both ends */
	MARK = 1000,		    /* the triangle of a menu */
	TOOLS = 4100,		    /* two buttons */
	BRAND_COLUMN = 12700 + GAP, /* acad-homepage's */
	PHONE = 40000,	  /* of a media query: bars of more than a line always fold there */
	SCROLLBAR = 1000, /* media queries count it in */
	ANY_WINDOW = 9999000,
};

/* The width of a text in letters, of which one of CJK counts as two. */
static size_t count_letters(Str text)
{
	size_t letters = 0;
	for (size_t at = 0; at < text.len; letters++)
		letters += utf8_is_cjk(utf8_next(text, &at));
	return letters;
}

/*
 * There is room for about twenty-four letters in one line of a phone, counting three for the space
 * between two entries. In al-folio's form the name is one of them; acad-homepage's leaves it out
 * there.
 */
bool html_bar_folds(const Site *site)
{
	if (site->nav_count == 0)
		return false;
	Str name = site->flavour == SITE_ACAD_HOMEPAGE ? S("") : html_site_title(site);
	size_t letters = count_letters(name);
	for (size_t i = 0; i < site->nav_count; i++) {
		if (site->nav[i].child_count > 0)
			return true;
		letters += count_letters(site->nav[i].title) + (letters > 0 ? 3 : 0);
	}
	return letters > 24;
}

/* Thousandths of its size that a letter of Linux Biolinum takes, or somewhat less than that. */
static int64_t letter_width(uint32_t letter)
{
	if (letter >= 0x1F000) /* pictures */
		return 1300;
	if (utf8_is_cjk(letter))
		return 1000;
	if (letter >= 0x250) /* neither Latin nor its like */
		return 600;
	if (letter < 0x80 && strchr("fijlrtI.,:;'()|- ", (char)letter) != NULL)
		return 320;
	if (letter < 0x80 && strchr("mwMW", (char)letter) != NULL)
		return 800;
	return letter >= 'A' && letter <= 'Z' ? 650 : 500;
}

static int64_t text_width(Str text, int64_t size)
{
	int64_t width = 0;
	for (size_t at = 0; at < text.len;)
		width += letter_width(utf8_next(text, &at));
	return width * size / 1000;
}

/* Percent of that width which letters of other families take. `ours`: the fonts come along. */
static int64_t family_percent(Str family, bool ours)
{
	if (html_generic_family(family, HTML_SANS) == HTML_MONO)
		return 140;
	Str name = html_family_name(family);
	bool narrow = str_contains(name, S("Biolinum")) || str_contains(name, S("Libert")) ||
		      str_eq(name, S("Carlito"));
	return narrow && ours ? 98 : 116;
}

typedef struct {
	int64_t entries; /* with what is best between them */
	int64_t least;	 /* all of the bar, the name of acad-homepage's form left out */
} Fit;

static Fit measure(const Site *site, int64_t percent)
{
	int64_t width = 0, spaces = -1;
	for (size_t i = 0; i < site->nav_count; i++) {
		if (site->nav[i].divider)
			continue;
		width += text_width(site->nav[i].title, ENTRY_SIZE) * percent / 100;
		width += site->nav[i].child_count > 0 ? MARK : 0;
		spaces++;
	}
	int64_t least = width + spaces * SPACE + EDGES;
	if (html_has_search(site) || html_has_scheme_switch(site))
		least += TOOLS + GAP;
	Str name = html_site_title(site);
	if (site->flavour != SITE_ACAD_HOMEPAGE && name.len > 0)
		least += text_width(name, BRAND_SIZE) * percent / 100 + GAP;
	return (Fit){width + spaces * SPACE_WISHED, least};
}

/* The widest window, in a media query's rem, in which `width` does not fit. */
static int64_t window_of(int64_t width)
{
	int64_t large = width * 19 / 16 + SCROLLBAR, small = width * 18 / 16 + SCROLLBAR;
	int64_t window = large > 52000 ? large : small;
	return window > PHONE ? window : PHONE;
}

static void add_rem(Buf *out, const char *before, int64_t rem, const char *after)
{
	buf_add_cstr(out, before);
	buf_add_fixed(out, rem, 3);
	buf_add_format(out, "rem%s", after);
}

/* What is wider than its limit never fits: a bar may go past the text's edges in al-folio's form
 * alone, where the text is narrow. */
void html_add_bar_style(Buf *out, const Site *site, const Theme *theme, bool fonts)
{
	if (!html_bar_folds(site))
		return;
	bool acad = site->flavour == SITE_ACAD_HOMEPAGE;
	int64_t limit = acad ? 57000 : 66000;
	Fit fit = measure(site, family_percent(theme->label_family, fonts));
	add_rem(out, ":root{--entries:", fit.entries, "");
	add_rem(out, ";--bar:", fit.least, "}\n");
	if (acad) {
		int64_t named = fit.least + BRAND_COLUMN;
		add_rem(out, "@media (max-width:", named > limit ? ANY_WINDOW : window_of(named),
			"){\n.acad .folds .brand{display:none}\n}\n");
	}
	add_rem(out, "@media (max-width:", fit.least > limit ? ANY_WINDOW : window_of(fit.least),
		"){\n");
	html_add_sheet(out, (Str){(const char *)embed_style_folds, embed_style_folds_size});
	buf_add_cstr(out, "}\n");
}
