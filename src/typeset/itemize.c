/*
 * itemize: text to segments of one run, face, script and direction.
 *
 * The face is chosen by grapheme cluster (UAX #29), the script by UAX #24: characters common to all
 * scripts go with what stands before them. Marks that Latin and CJK share (quotation marks, dash,
 * ellipsis, middle dot) take the CJK face beside CJK characters.
 */
#include "typeset/setting.h"

#include "base/utf8.h"

#include <string.h>

enum { OBJECT_RUNE = 0xFFFC };

typedef struct {
	Setting *s;
	uint32_t run;
	Face *own;  /* the run's own face */
	Face *last; /* that these are known of: */
	double scale;
	const FontProtrusion *protrusion;
	bool after_cjk;	 /* the cluster before was set in a CJK face */
	Face *other;	 /* the last that was not the run's own, nor CJK */
	Face *han;	 /* of the last CJK character of the run, */
	uint32_t script; /* and its script */
} Itemizer;

static bool names_cjk(Str lang)
{
	Str head = str_slice(lang, 0, 2);
	return (lang.len == 2 || (lang.len > 2 && lang.ptr[2] == '-')) &&
	       (str_eq_nocase(head, S("zh")) || str_eq_nocase(head, S("ja")) ||
		str_eq_nocase(head, S("ko")));
}

static Str run_lang(const Itemizer *it)
{
	const Para *para = it->s->para;
	Str lang = para->runs[it->run].lang;
	return lang.len > 0 ? lang : para->lang;
}

static Str han_lang(Itemizer *it)
{
	Str lang = run_lang(it);
	bool chinese = str_eq_nocase(lang, S("zh"));
	if (names_cjk(lang) && !chinese)
		return lang;
	RuneClues *clues = &it->s->clues;
	if (!it->s->has_clues)
		clues_add(clues, it->s->para->text);
	it->s->has_clues = true;
	bool traditional = clues->traditional > clues->simplified;
	if (!chinese && clues->kana > 0)
		return S("ja");
	if (!chinese && clues->hangul > 0)
		return S("ko");
	return traditional ? S("zh-Hant") : S("zh-Hans");
}

static bool is_shared_mark(uint32_t rune)
{
	return rune == 0x2018 || rune == 0x2019 || rune == 0x201C || rune == 0x201D ||
	       rune == 0x2014 || rune == 0x2026 || rune == 0x00B7;
}

static bool next_is_cjk(Str text, size_t at)
{
	return at < text.len && utf8_is_cjk(utf8_next(text, &at));
}

/* Whether a shared mark takes its CJK form. */
static bool is_cjk_mark(Itemizer *it, uint32_t rune, size_t end)
{
	if (!is_shared_mark(rune) || str_starts_nocase(han_lang(it), S("ko")))
		return false;
	return it->after_cjk || next_is_cjk(it->s->para->text, end);
}

/* The face of the CJK character before does for the next one of its script. */
static bool keeps_face(const Itemizer *it, uint32_t rune, size_t length)
{
	return it->han != NULL && length == (rune < 0x10000 ? 3 : 4) && utf8_is_cjk(rune) &&
	       unicode_script(rune) == it->script && face_glyph(it->han, rune, 0) != 0;
}

/* A space between CJK characters is set in their face: they stay one text. */
static bool is_cjk_space(const Itemizer *it, uint32_t rune, size_t end)
{
	return rune == ' ' && it->after_cjk && it->han != NULL &&
	       face_glyph(it->han, ' ', 0) != 0 && next_is_cjk(it->s->para->text, end);
}

/* The script that counts for shaping; kana and Han shape alike. */
static uint32_t shaping_script(uint32_t rune)
{
	if (rune < 0x80)
		return char_is_alpha((char)rune) ? UNICODE_LATIN : 0;
	uint32_t script = unicode_script(rune);
	if (script == UNICODE_HIRAGANA || script == UNICODE_KATAKANA)
		return UNICODE_HAN;
	return script == UNICODE_COMMON || script == UNICODE_INHERITED ? 0 : script;
}

/* What several scripts share, as Indic ones the danda, is set as the words before it are, when the
 * run's own face does not have it. */
static bool keeps_other(const Itemizer *it, Str cluster, uint32_t rune)
{
	uint32_t script = unicode_script(rune);
	return it->other != NULL && (script == UNICODE_COMMON || script == UNICODE_INHERITED) &&
	       !unicode_cluster_is_emoji(cluster) && face_glyph(it->own, rune, 0) == 0 &&
	       face_glyph(it->other, rune, 0) != 0;
}

static Face *choose_face(Itemizer *it, Str cluster, uint32_t rune, size_t end, bool *cjk)
{
	Setter *setter = it->s->setter;
	const FontQuery *query = &it->s->para->runs[it->run].style->font;
	*cjk = utf8_is_cjk(rune);
	if (keeps_face(it, rune, cluster.len))
		return it->han;
	if (is_cjk_mark(it, rune, end)) {
		Face *face = fonts_find_cjk(setter->fonts, query, cluster, han_lang(it));
		if (face != NULL) {
			*cjk = true;
			return face;
		}
	}
	if (keeps_other(it, cluster, rune))
		return it->other;
	Str lang = *cjk ? han_lang(it) : run_lang(it);
	Face *face = fonts_find(setter->fonts, query, cluster, lang, setter->diags);
	if (*cjk) {
		it->han = face;
		it->script = unicode_script(rune);
	} else if (face != it->own && shaping_script(rune) != 0) {
		it->other = face;
	}
	return face;
}

/* The place of a cluster: runs only know where the first node of their style came from. */
static Span find_place(const Setter *setter, Span run, Str cluster)
{
	const Source *source =
		setter->sources != NULL ? source_get(setter->sources, run.source) : NULL;
	if (source == NULL)
		return run;
	size_t at = str_find(source->text, cluster, run.start);
	return at == STR_NONE ? run : source_span(source, at, at + cluster.len);
}

static void report_missing(const Itemizer *it, Str cluster, uint32_t rune)
{
	Setter *setter = it->s->setter;
	Span span = find_place(setter, it->s->para->runs[it->run].span, cluster);
	Str package = fonts_package(setter->fonts, cluster);
	Str hint = package.len > 0
			   ? str_format(setter->arena, "install the package %.*s", STR_ARG(package))
			   : S("write it otherwise, or add a font that has it to fonts.yaml");
	diag_error(setter->diags, span, hint,
		   "no font has the character \"%.*s\" (U+%04X) [glyph-missing]", STR_ARG(cluster),
		   (unsigned)rune);
}

static uint8_t level_at(const Setting *s, size_t at)
{
	return s->levels != NULL ? s->levels[at] : 0;
}

/* Whether the cluster goes on with the last segment. */
static bool extend_segment(Setting *s, const Segment *next)
{
	Segment *last = s->segments.len > 0 ? &s->segments.ptr[s->segments.len - 1] : NULL;
	if (last == NULL || last->kind != SEGMENT_TEXT || next->kind != SEGMENT_TEXT ||
	    last->run != next->run || last->face != next->face || last->level != next->level ||
	    last->cjk != next->cjk)
		return false;
	if (last->script != 0 && next->script != 0 && last->script != next->script)
		return false;
	if (last->script == 0)
		last->script = next->script;
	last->end = next->end;
	return true;
}

static void add_segment(Itemizer *it, Segment next)
{
	Setting *s = it->s;
	if (extend_segment(s, &next))
		return;
	const TextStyle *style = segment_style(s, &next);
	if (next.face != NULL && next.face != it->last) {
		it->last = next.face;
		it->scale = fonts_scale(s->setter->fonts, next.face, &style->font);
		it->protrusion = fonts_protrusion(s->setter->fonts, next.face);
	}
	next.size = next.face == NULL ? style->size : len_scale(style->size, it->scale);
	next.protrusion = next.face == NULL ? NULL : it->protrusion;
	next.lang = next.cjk ? han_lang(it) : run_lang(it);
	VEC_PUSH(s->arena, &s->segments, next);
}

static bool find_object(const Para *para, size_t at, uint32_t *object)
{
	for (size_t i = 0; i < para->object_count; i++) {
		*object = (uint32_t)i;
		if (para->objects[i].at == at)
			return true;
	}
	return false;
}

static size_t cluster_end(const Itemizer *it, size_t at)
{
	Str text = it->s->para->text;
	size_t end = at;
	utf8_next(text, &end);
	while (it->s->graphemes != NULL && end < text.len && it->s->graphemes[end] == 0)
		utf8_next(text, &end);
	return end;
}

/* Common letters go past the search: nothing but the run's own face can have them. */
static bool is_plain(const Itemizer *it, uint32_t rune, size_t start, size_t end)
{
	if (it->own == NULL || end - start > 2 || rune >= 0x2000 || is_shared_mark(rune))
		return false;
	return rune == ' ' || face_glyph(it->own, rune, 0) != 0;
}

/* Whether the character at `at` is ASCII that the run's own face has, and a cluster by itself. */
static bool is_simple(const Itemizer *it, size_t at)
{
	const Setting *s = it->s;
	unsigned char byte = (unsigned char)s->para->text.ptr[at];
	return byte < 0x80 && byte != '\n' && (byte == ' ' || face_glyph(it->own, byte, 0) != 0) &&
	       (s->graphemes == NULL || s->graphemes[at + 1] != 0);
}

/*
 * What most text is made of: ASCII in the run's own face, taken at once; as far as the first
 * letter, or from there. Returns where it ends.
 */
static size_t add_simple(Itemizer *it, size_t at, size_t limit)
{
	Setting *s = it->s;
	const char *text = s->para->text.ptr;
	size_t end = at;
	bool letters = false;
	for (; end < limit && is_simple(it, end); end++) {
		bool letter = char_is_alpha(text[end]);
		if (letter && !letters && end > at)
			break;
		letters |= letter;
	}
	if (end > at) {
		add_segment(it, (Segment){.start = (uint32_t)at,
					  .end = (uint32_t)end,
					  .run = it->run,
					  .level = level_at(s, at),
					  .face = it->own,
					  .script = letters ? UNICODE_LATIN : 0});
		it->after_cjk = false;
	}
	return end;
}

static size_t add_cluster(Itemizer *it, size_t at, size_t limit)
{
	Setting *s = it->s;
	size_t end = cluster_end(it, at), after = at;
	end = end > limit ? limit : end;
	Str cluster = str_slice(s->para->text, at, end);
	uint32_t rune = utf8_next(s->para->text, &after);
	Segment next = {.start = (uint32_t)at,
			.end = (uint32_t)end,
			.run = it->run,
			.level = level_at(s, at),
			.face = it->own,
			.script = shaping_script(rune)};
	if (rune == '\n')
		next.kind = SEGMENT_BREAK;
	else if (rune == OBJECT_RUNE && find_object(s->para, at, &next.object))
		next.kind = SEGMENT_OBJECT;
	else if (is_cjk_space(it, rune, end)) {
		next.face = it->han;
		next.cjk = true;
	} else if (!is_plain(it, rune, at, end))
		next.face = choose_face(it, cluster, rune, end, &next.cjk);
	it->after_cjk = next.cjk;
	if (next.face == NULL) {
		next.kind = SEGMENT_MISSING;
		if (it->own != NULL) /* else the font is missing, which has been said */
			report_missing(it, cluster, rune);
	}
	add_segment(it, next);
	return end;
}

/* Whether some cluster of the text has several characters. */
static bool has_clusters(Str text)
{
	/* below U+0300 none has, but for \r\n, which sources do not have; nor has any with dashes,
	 * quotation marks and the like, U+2010 to U+203F */
	for (size_t i = 0; i < text.len; i++) {
		bool mark = i + 2 < text.len && text.ptr[i] == '\xE2' &&
			    text.ptr[i + 1] == '\x80' && (unsigned char)text.ptr[i + 2] >= 0x90;
		if ((unsigned char)text.ptr[i] >= 0xCC && !mark)
			return true;
		i += mark ? 2 : 0;
	}
	return false;
}

static void itemize_run(Itemizer *it)
{
	Setting *s = it->s;
	const ParaRun *run = &s->para->runs[it->run];
	it->own = fonts_face(s->setter->fonts, &run->style->font, s->setter->diags);
	it->last = it->han = it->other = NULL;
	bool simple = it->own != NULL && s->levels == NULL;
	for (size_t at = run->start; at < run->end;) {
		size_t end = simple && !it->after_cjk ? add_simple(it, at, run->end) : at;
		at = end > at ? end : add_cluster(it, at, run->end);
	}
}

void itemize(Setting *s)
{
	Str text = s->para->text;
	Itemizer it = {.s = s};
	s->marks = ARENA_ARRAY(s->arena, uint8_t, text.len + 1);
	unicode_mark_lines(s->setter->unicode, text, s->para->lang, s->marks);
	s->direction = UNICODE_LTR;
	if (s->para->rtl)
		s->direction = unicode_base_in_rtl(s->arena, text, s->para->foreign);
	if (s->direction == UNICODE_RTL || unicode_has_rtl(text)) {
		s->levels = ARENA_ARRAY(s->arena, uint8_t, text.len + 1);
		unicode_levels(s->arena, text, s->direction, s->levels);
	}
	if (has_clusters(text)) {
		s->graphemes = ARENA_ARRAY(s->arena, uint8_t, text.len + 1);
		unicode_mark_graphemes(s->setter->unicode, text, s->graphemes);
	}
	for (; it.run < s->para->run_count; it.run++)
		itemize_run(&it);
}
