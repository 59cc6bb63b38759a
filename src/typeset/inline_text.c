/*
 * The text of a Para: white space folded, pieces in the scripts that their faces need.
 */
#include "base/utf8.h"
#include "model/dates.h"
#include "typeset/inline_parts.h"

/* Marks that Latin and CJK text share: they go with what stands before them. */
static bool is_shared(uint32_t rune)
{
	return rune == 0x2014 || rune == 0x2026 || rune == 0xB7 ||
	       (rune >= 0x2018 && rune <= 0x201D);
}

void inliner_add_run(Inliner *in, const Mode *mode, Str lang, Tag *tag, size_t start)
{
	uint32_t end = (uint32_t)in->text.len;
	if (end == start)
		return;
	if (in->runs.len > 0) {
		ParaRun *last = &in->runs.ptr[in->runs.len - 1];
		if (last->style == mode->style && last->tag == tag && last->link == mode->link &&
		    str_eq(last->lang, lang)) {
			last->end = end;
			return;
		}
	}
	ParaRun run = {(uint32_t)start, end, mode->style, lang, tag, mode->link, mode->span};
	VEC_PUSH(in->place->layouter->inlines, &in->runs, run);
}

void inliner_cut(Inliner *in, size_t bytes)
{
	in->text.len -= bytes;
	while (in->runs.len > 0) {
		ParaRun *last = &in->runs.ptr[in->runs.len - 1];
		if (last->start < in->text.len) {
			if (last->end > in->text.len)
				last->end = (uint32_t)in->text.len;
			return;
		}
		in->runs.len--;
	}
}

bool inliner_at_start(const Inliner *in)
{
	return in->text.len == 0 || in->text.ptr[in->text.len - 1] == '\n';
}

bool inliner_after_space(const Inliner *in)
{
	return in->text.len > 0 && in->text.ptr[in->text.len - 1] == ' ';
}

bool inliner_after_cjk(const Inliner *in)
{
	size_t at = in->text.len;
	if (at == 0)
		return false;
	uint32_t rune = utf8_prev((Str){in->text.ptr, in->text.len}, &at);
	return utf8_is_cjk(rune) && !rune_is_hangul(rune);
}

/* Whether a bar between links comes next: "Paper | Code" may be broken behind it only. */
static bool before_bar(Str text, size_t at)
{
	return at + 1 < text.len && text.ptr[at] == '|' && text.ptr[at + 1] == ' ';
}

/* A run of white space in the source; one that holds a line end vanishes between CJK characters. */
static size_t add_space(Inliner *in, const Mode *mode, Str text, size_t at)
{
	bool line_end = false;
	while (at < text.len && char_is_space(text.ptr[at]))
		line_end |= text.ptr[at++] == '\n';
	if (inliner_at_start(in) || inliner_after_space(in))
		return at;
	size_t start = in->text.len;
	in->soft_space = line_end && inliner_after_cjk(in);
	buf_add(&in->text, before_bar(text, at) ? S("\u00A0") : S(" "));
	inliner_add_run(in, mode, mode->lang, mode->tag, start);
	return at;
}

static bool lang_is_cjk(Str lang)
{
	return str_starts(lang, S("zh")) || str_starts(lang, S("ja")) || str_starts(lang, S("ko"));
}

/* Moves *at behind marks that CJK may share with Latin text; whether a CJK character is next. */
static bool skip_shared(Str text, size_t *at)
{
	for (size_t next = *at; next < text.len; *at = next) {
		uint32_t rune = utf8_next(text, &next);
		if (!is_shared(rune))
			return utf8_is_cjk(rune);
	}
	return false;
}

/* The end of the piece from `at` that is all CJK, or all not; white space ends it. */
static size_t piece_end(Str text, size_t at, bool *cjk)
{
	size_t next = at;
	*cjk = utf8_is_cjk(utf8_next(text, &next));
	while (next < text.len && !char_is_space(text.ptr[next])) {
		size_t before = next;
		uint32_t rune = utf8_next(text, &next);
		bool same = utf8_is_cjk(rune) == *cjk ||
			    (*cjk && is_shared(rune) && skip_shared(text, &next));
		if (!same)
			return before;
	}
	return next;
}

/* A CJK piece in text of another language: a span of its own, that goes on over spaces (Korean). */
static void add_foreign(Inliner *in, const Mode *mode, Str piece)
{
	Str lang = lang_guess(piece, &in->clues);
	bool goes_on = in->foreign != NULL && in->foreign_parent == mode->tag &&
		       str_eq(in->foreign->lang, lang) && inliner_after_space(in) &&
		       in->foreign_end + 1 == in->text.len;
	if (goes_on)
		inliner_cut(in, 1);
	else
		in->foreign = inliner_tag(in, mode, TAG_SPAN);
	if (in->foreign != NULL)
		in->foreign->lang = lang;
	size_t start = in->text.len;
	if (goes_on)
		buf_add_char(&in->text, ' ');
	buf_add(&in->text, piece);
	inliner_add_run(in, mode, lang, in->foreign, start);
	in->foreign_parent = mode->tag;
	in->foreign_end = in->text.len;
}

static void add_piece(Inliner *in, const Mode *mode, Str piece, bool cjk)
{
	if (cjk && in->soft_space && inliner_after_space(in) &&
	    !str_eq(lang_guess(piece, &in->clues), S("ko")))
		inliner_cut(in, 1);
	in->soft_space = false;
	if (cjk && !lang_is_cjk(mode->lang)) {
		add_foreign(in, mode, piece);
		return;
	}
	size_t start = in->text.len;
	buf_add(&in->text, piece);
	inliner_add_run(in, mode, mode->lang, mode->tag, start);
}

/* The length of a space that is none to char_is_space: no-break, or as wide as a Han character. */
static size_t wide_space(Str text)
{
	return str_starts(text, S("\u00A0")) ? 2 : str_starts(text, S("\u3000")) ? 3 : 0;
}

void inliner_add_text(Inliner *in, const Mode *mode, Str text)
{
	const Theme *theme = in->place->layouter->theme;
	if (in->place->in_heading && theme->heading_emoji == THEME_EMOJI_STRIP)
		text = emoji_strip(in->place->layouter->arena, text);
	if (in->place->is_date)
		text = date_with_dash(in->place->layouter->arena, text);
	for (size_t at = 0; at < text.len;) {
		if (char_is_space(text.ptr[at])) {
			at = add_space(in, mode, text, at);
			continue;
		}
		size_t space = wide_space(str_from_offset(text, at));
		if (space > 0 && inliner_at_start(in) &&
		    (in->trim_start || in->place->in_heading)) {
			at += space; /* it stood behind a date, an emoji or an icon */
			continue;
		}
		bool cjk;
		size_t end = piece_end(text, at, &cjk);
		add_piece(in, mode, str_slice(text, at, end), cjk);
		at = end;
	}
}

void inliner_add_break(Inliner *in, const Mode *mode)
{
	if (inliner_after_space(in))
		inliner_cut(in, 1);
	if (in->text.len == 0)
		return;
	buf_add_char(&in->text, '\n');
	inliner_add_run(in, mode, mode->lang, mode->tag, in->text.len - 1);
}
