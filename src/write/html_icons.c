/*
 * html_icons: which icon stands for what.
 *
 * Names are those of Fork Awesome. A kind of contact that the table does not name asks for the icon
 * of its own name; what the face has no icon for is shown as text. Networks that the face does not
 * know yet are drawn here.
 */
#include "base/vec.h"
#include "write/html_part.h"

static const struct {
	Str kind, icon;
} icon_table[] = {
	{STR_INIT("academia_edu"), STR_INIT("institution")},
	{STR_INIT("academia"), STR_INIT("institution")},
	{STR_INIT("acm"), STR_INIT("book")},
	{STR_INIT("arxiv"), STR_INIT("file-text-o")},
	{STR_INIT("blogger"), STR_INIT("pencil-square-o")},
	{STR_INIT("cv"), STR_INIT("file-pdf-o")},
	{STR_INIT("dblp"), STR_INIT("database")},
	{STR_INIT("email"), STR_INIT("envelope")},
	{STR_INIT("employer"), STR_INIT("building-o")},
	{STR_INIT("google_plus"), STR_INIT("google-plus")},
	{STR_INIT("googlescholar"), STR_INIT("graduation-cap")},
	{STR_INIT("ieee"), STR_INIT("bolt")},
	{STR_INIT("impactstory"), STR_INIT("bar-chart")},
	{STR_INIT("inspirehep"), STR_INIT("lightbulb-o")},
	{STR_INIT("kaggle"), STR_INIT("line-chart")},
	{STR_INIT("lattes"), STR_INIT("id-card-o")},
	{STR_INIT("leetcode"), STR_INIT("code")},
	{STR_INIT("location"), STR_INIT("map-marker")},
	{STR_INIT("osf"), STR_INIT("flask")},
	{STR_INIT("pdf"), STR_INIT("file-pdf-o")},
	{STR_INIT("publons"), STR_INIT("check-square-o")},
	{STR_INIT("pubmed"), STR_INIT("medkit")},
	{STR_INIT("research_gate"), STR_INIT("researchgate")},
	{STR_INIT("resume"), STR_INIT("file-text-o")},
	{STR_INIT("scholar"), STR_INIT("graduation-cap")},
	{STR_INIT("scopus"), STR_INIT("search")},
	{STR_INIT("semanticscholar"), STR_INIT("book")},
	{STR_INIT("semantic_scholar"), STR_INIT("book")},
	{STR_INIT("stackoverflow"), STR_INIT("stack-overflow")},
	{STR_INIT("strava"), STR_INIT("bicycle")},
	{STR_INIT("uri"), STR_INIT("link")},
	{STR_INIT("url"), STR_INIT("link")},
	{STR_INIT("website"), STR_INIT("globe")},
	{STR_INIT("wikipedia"), STR_INIT("wikipedia-w")},
	{STR_INIT("work"), STR_INIT("briefcase")},
	{STR_INIT("youtube"), STR_INIT("youtube-play")},
};

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
};

static Str icon_name(Str kind)
{
	for (size_t i = 0; i < sizeof icon_table / sizeof *icon_table; i++) {
		if (str_eq(icon_table[i].kind, kind))
			return icon_table[i].icon;
	}
	return kind;
}

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
	const HtmlIcon *icon = find_icon(page->options->icons, icon_name(kind));
	if (icon == NULL)
		return false;
	buf_add_format(page->out,
		       "<svg class=\"icon\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\"><path d=\"",
		       icon->width, icon->height);
	html_escape_attribute(page->out, icon->path);
	buf_add_cstr(page->out, "\"/></svg>");
	return true;
}

typedef VEC(Str) Names;

static void want_icon(Arena *arena, Names *names, Str kind)
{
	Str name = icon_name(kind);
	if (name.len == 0 || find_own(name) != NULL)
		return;
	for (size_t i = 0; i < names->len; i++) {
		if (str_eq(names->ptr[i], name))
			return;
	}
	VEC_PUSH(arena, names, name);
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
	*names = wanted.ptr;
	return wanted.len;
}
