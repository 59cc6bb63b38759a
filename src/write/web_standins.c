#include "write/web_standins.h"

#include "write/html.h"

/*
 * Faces that systems have, by the place that they can take: PostScript names of faces with equal
 * advances, and the mean advance of running text in 1/10000 em. Those of HTML_STANDIN_SECOND are
 * Android's. A browser makes up what is missing, such as bold italic.
 */
static const struct {
	HtmlGeneric generic;
	bool bold, italic;
	const char *suffix, *names[4];
	int advance;
} system_faces[] = {
	{HTML_SERIF,
	 false,
	 false,
	 HTML_STANDIN,
	 {"TimesNewRomanPSMT", "LiberationSerif", "NimbusRoman-Regular"},
	 3983},
	{HTML_SERIF,
	 true,
	 false,
	 HTML_STANDIN,
	 {"TimesNewRomanPS-BoldMT", "LiberationSerif-Bold", "NimbusRoman-Bold"},
	 4239},
	{HTML_SERIF,
	 false,
	 true,
	 HTML_STANDIN,
	 {"TimesNewRomanPS-ItalicMT", "LiberationSerif-Italic", "NimbusRoman-Italic"},
	 3999},
	{HTML_SERIF, false, false, HTML_STANDIN_SECOND, {"NotoSerif", "NotoSerif-Regular"}, 4768},
	{HTML_SERIF, true, false, HTML_STANDIN_SECOND, {"NotoSerif-Bold"}, 5060},
	{HTML_SERIF, false, true, HTML_STANDIN_SECOND, {"NotoSerif-Italic"}, 4627},
	{HTML_SANS,
	 false,
	 false,
	 HTML_STANDIN,
	 {"ArialMT", "LiberationSans", "NimbusSans-Regular", "Roboto-Regular"},
	 4394},
	{HTML_SANS,
	 true,
	 false,
	 HTML_STANDIN,
	 {"Arial-BoldMT", "LiberationSans-Bold", "NimbusSans-Bold"},
	 4754},
	{HTML_SANS, true, false, HTML_STANDIN_SECOND, {"Roboto-Bold"}, 4472},
};

/* How often a space and the letters a to z stand in a thousand characters of English text. */
static const int space_share = 183;
static const int letter_shares[26] = {65, 13, 22, 33, 102, 20, 16, 50, 57, 1,  6, 33, 20,
				      57, 62, 15, 1,  50,  53, 75, 23, 8,  17, 1, 14, 1};

typedef struct {
	Buf *out;
	Fonts *fonts;
	Diags unused; /* a face that is missing was told of by the layout */
} Standins;

/* The mean advance of running text, 1/10000 em; 0: the face has not these letters. */
static double mean_advance(const Face *face)
{
	int64_t sum = (int64_t)space_share * face_advance(face, face_glyph(face, ' ', 0));
	int64_t shares = space_share;
	for (uint32_t i = 0; i < 26; i++) {
		uint32_t glyph = face_glyph(face, 'a' + i, 0);
		if (glyph == 0)
			return 0;
		sum += (int64_t)letter_shares[i] * face_advance(face, glyph);
		shares += letter_shares[i];
	}
	return 10000.0 * (double)sum / (double)shares / face_metrics(face)->units_per_em;
}

/* "ascent-override:81.3%;" for a length of the face, seen through the scale of the stand-in. */
static void add_override(Buf *out, const char *property, const Face *face, int units, double scale)
{
	buf_add_format(out, "%s-override:", property);
	buf_add_fixed(out,
		      (int64_t)(1000.0 * units / face_metrics(face)->units_per_em / scale + .5), 1);
	buf_add_cstr(out, "%;");
}

/* One rule: a face of the system in the place of `face`. */
static void add_rule(Buf *out, Str family, size_t system, const Face *face, double scale)
{
	const FaceMetrics *m = face_metrics(face);
	const char *const *names = system_faces[system].names;
	buf_add_format(out, "@font-face{font-family:\"%.*s%s\";", STR_ARG(family),
		       system_faces[system].suffix);
	if (system_faces[system].italic)
		buf_add_cstr(out, "font-style:italic;");
	if (system_faces[system].bold)
		buf_add_cstr(out, "font-weight:700;");
	buf_add_cstr(out, "src:");
	for (size_t i = 0; i < 4 && names[i] != NULL; i++)
		buf_add_format(out, "%slocal(%s)", i > 0 ? "," : "", names[i]);
	buf_add_cstr(out, ";size-adjust:");
	buf_add_fixed(out, (int64_t)(1000 * scale + .5), 1);
	buf_add_cstr(out, "%;");
	add_override(out, "ascent", face, m->ascent, scale);
	add_override(out, "descent", face, -m->descent, scale);
	add_override(out, "line-gap", face, m->line_gap, scale);
	out->len--; /* the last semicolon */
	buf_add_cstr(out, "}\n");
}

static Face *face_of(Standins *s, Str family, bool bold, bool italic)
{
	return fonts_face(s->fonts, &(FontQuery){family, bold, italic}, &s->unused);
}

/* The family's own face of that style; NULL: it has none. */
static Face *own_face(Standins *s, Str family, bool bold, bool italic)
{
	Face *face = face_of(s, family, bold, italic);
	bool missing = (bold && face == face_of(s, family, false, italic)) ||
		       (italic && face == face_of(s, family, bold, false));
	return missing ? NULL : face;
}

static void add_family(Standins *s, Str family, HtmlGeneric generic, bool italics)
{
	for (size_t i = 0; i < sizeof system_faces / sizeof *system_faces; i++) {
		bool bold = system_faces[i].bold, italic = system_faces[i].italic;
		if (system_faces[i].generic != generic || (italic && !italics))
			continue;
		const Face *face = own_face(s, family, bold, italic);
		double own = face != NULL ? mean_advance(face) : 0;
		if (own > 0)
			add_rule(s->out, html_family_name(family), i, face,
				 own / system_faces[i].advance);
	}
}

Str web_standins(Arena *arena, Fonts *fonts, const Theme *theme)
{
	const struct {
		Str family;
		HtmlGeneric otherwise;
	} roles[] = {{theme->text_family, HTML_SERIF},
		     {theme->heading_family, HTML_SANS},
		     {theme->label_family, HTML_SANS}};
	Buf out = buf_in(arena);
	Standins s = {.out = &out, .fonts = fonts, .unused = diags_in(arena)};
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		bool known = false;
		for (size_t k = 0; k < i; k++)
			known = known || str_eq(html_family_name(roles[k].family),
						html_family_name(roles[i].family));
		if (!known)
			add_family(&s, roles[i].family,
				   html_generic_family(roles[i].family, roles[i].otherwise),
				   i == 0);
	}
	return buf_str(&out);
}
