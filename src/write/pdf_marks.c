#include "write/pdf_marks.h"

/* The language to say: none for that of the tag. */
static Str own_lang(const PdfMarks *marks, const Tag *tag, Str lang)
{
	bool foreign = tag != NULL && !str_eq_nocase(lang, pdf_tags_lang(marks->job, tag));
	return foreign ? pdf_tags_plain_lang(marks->job->arena, lang) : (Str){0};
}

/* `actual` NULL: the glyphs speak for themselves. */
static void begin(PdfMarks *marks, const Tag *tag, Str lang, const Str *actual)
{
	Buf *out = marks->out;
	bool span = lang.len > 0 || actual != NULL;
	pdf_marks_close(marks);
	marks->open = true;
	marks->tag = tag;
	marks->lang = lang;
	if (pdf_is_imposed(marks->job)) { /* no tags, but what text says can be extracted */
		if (actual == NULL)
			return;
		buf_add_cstr(out, "/Span<<");
		marks->span = true;
	} else if (tag == NULL) {
		/* only a Span's ActualText is heeded by all readers; nothing follows it in the
		 * artifact */
		marks->inner = actual != NULL;
		buf_add_cstr(out, "/Artifact<</Type/Layout");
		buf_add_cstr(out, marks->inner ? ">>BDC\n/Span<<" : "");
	} else {
		buf_add_char(out, '/');
		buf_add_cstr(out, span ? "Span" : tag_kind_name(tag->kind));
		buf_add_cstr(out, "<</MCID ");
		buf_add_int(out, pdf_tags_mark(marks->job, tag, marks->page));
	}
	if (lang.len > 0) {
		buf_add_cstr(out, "/Lang");
		pdf_put_bytes(out, lang);
	}
	if (actual != NULL) {
		buf_add_cstr(out, "/ActualText<FEFF");
		pdf_put_utf16(out, *actual);
		buf_add_char(out, '>');
	}
	buf_add_cstr(out, ">>BDC\n");
}

void pdf_marks_open(PdfMarks *marks, const Tag *tag, Str lang)
{
	lang = own_lang(marks, tag, lang);
	if (!marks->open || marks->tag != tag || !str_eq(marks->lang, lang))
		begin(marks, tag, lang, NULL);
}

void pdf_marks_open_actual(PdfMarks *marks, const Tag *tag, Str lang, Str actual)
{
	begin(marks, tag, own_lang(marks, tag, lang), &actual);
}

void pdf_marks_close(PdfMarks *marks)
{
	bool written = marks->open && (marks->span || !pdf_is_imposed(marks->job));
	if (written)
		buf_add_cstr(marks->out, marks->inner ? "EMC EMC\n" : "EMC\n");
	marks->open = marks->inner = marks->span = false;
}
