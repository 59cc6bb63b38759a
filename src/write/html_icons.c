/*
 * html_icons: the icons a site needs, and their place on the page.
 *
 * A kind of contact asks for the icon of its own name in fonts.yaml, as the PDF does; what has none
 * there is shown as text. Networks that the icon face does not know yet are drawn here.
 */
#include "base/vec.h"
#include "write/html_part.h"

/* Drawn for recto: an X of one broad and one thin stroke, and a butterfly. */
static const HtmlIcon own_icons[] = {
	{STR_INIT("x"),
	 STR_INIT("M2 3h6.4l4.7 6.3L18.5 3h2.3l-6.7 7.6L22.2 21h-6.4l-5.2-6.8L4.7 21H2.4l"
		  "7.1-8.1zM5.8 4.8 16.7 19.2h1.9L7.8 4.8z"),
	 24, 24},
	{STR_INIT("bluesky"),
	 STR_INIT("M12 11C10.8 8.5 7.5 4.5 4.6 3.4 2.7 2.6 1.5 3.5 1.5 5.9c0 1.2.7 6 1.1 "
		  "6.8.9 2 3.1 2.6 5.2 2.4-3 .5-5.2 2-2.3 4.6 3.4 2.9 5.5-.7 6.5-3.5 1 2.8 3 "
		  "6.4 6.5 3.5 2.9-2.6.7-4.1-2.3-4.6 2.1.2 4.3-.4 5.2-2.4.4-.8 1.1-5.6 1.1-6.8 "
		  "0-2.4-1.2-3.3-3.1-2.5C16.5 4.5 13.2 8.5 12 11z"),
	 24, 24},
	/* half a disc, and a glass */
	{STR_INIT("scheme"),
	 STR_INIT("M12 2a10 10 0 1 0 0 20a10 10 0 0 0 0-20zm0 2.2v15.6a7.8 7.8 0 0 1 0-15.6z"), 24,
	 24},
	{STR_INIT("search"),
	 STR_INIT("M10 2a8 8 0 1 0 4.9 14.3l5.4 5.4 1.5-1.5-5.4-5.4A8 8 0 0 0 10 2zm0 2.1a5.9 5.9 "
		  "0 1 1 0 11.8 5.9 5.9 0 0 1 0-11.8z"),
	 24, 24},
};

static const HtmlIcon *find_own(Str name)
{
	for (size_t i = 0; i < sizeof own_icons / sizeof *own_icons; i++) {
		if (str_eq(own_icons[i].name, name))
			return &own_icons[i];
	}
	return NULL;
}

static const HtmlIcon *find_icon(const HtmlIcons *icons, Str name)
{
	const HtmlIcon *own = find_own(name);
	if (own != NULL || icons == NULL)
		return own;
	for (size_t i = 0; i < icons->count; i++) {
		if (str_eq(icons->items[i].name, name) && icons->items[i].path.len > 0)
			return &icons->items[i];
	}
	return NULL;
}

bool html_add_icon(const HtmlPage *page, Str kind)
{
	const HtmlIcon *icon = find_icon(page->options->icons, kind);
	if (icon == NULL)
		return false;
	buf_add_format(page->out,
		       "<svg class=\"icon\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\"><path d=\"",
		       icon->width, icon->height);
	markup_escape_attribute(page->out, icon->path);
	buf_add_cstr(page->out, "\"/></svg>");
	return true;
}

/* The next class that may name a sign: what stands behind "fa-" or "ai-". */
static bool next_font_name(Str *classes, Str *name)
{
	for (Str word; str_next_word(classes, &word);)
		if (str_starts(word, S("fa-")) || str_starts(word, S("ai-"))) {
			*name = str_from_offset(word, 3);
			return true;
		}
	return false;
}

bool html_add_font_icon(const HtmlPage *page, Str classes)
{
	for (Str name; next_font_name(&classes, &name);)
		if (html_add_icon(page, name))
			return true;
	return false;
}

typedef VEC(Str) Names;

static void want_icon(Arena *arena, Names *names, Str kind)
{
	if (kind.len == 0 || find_own(kind) != NULL)
		return;
	for (size_t i = 0; i < names->len; i++) {
		if (str_eq(names->ptr[i], kind))
			return;
	}
	VEC_PUSH(arena, names, kind);
}

/* Signs that stand in the text of a page. */
static void want_font_icons(Arena *arena, Names *names, const Page *page)
{
	for (size_t i = 0; i < page->sign_count; i++) {
		Str classes = page->signs[i];
		for (Str name; next_font_name(&classes, &name);)
			want_icon(arena, names, name);
	}
}

size_t html_icon_names(const Site *site, Arena *arena, Str **names)
{
	Names wanted = {0};
	const Profile *profile = site->profile;
	want_icon(arena, &wanted, S("pdf"));
	if (profile != NULL && profile->location.len > 0)
		want_icon(arena, &wanted, S("location"));
	if (profile != NULL && profile->employer.len > 0)
		want_icon(arena, &wanted, S("employer"));
	if (profile != NULL && profile->contact_count > 0)
		want_icon(arena, &wanted, S("link"));
	for (size_t i = 0; profile != NULL && i < profile->contact_count; i++)
		want_icon(arena, &wanted, profile->contacts[i].kind);
	for (size_t i = 0; i < site->page_count; i++)
		want_font_icons(arena, &wanted, site->pages[i]);
	*names = wanted.ptr;
	return wanted.len;
}
