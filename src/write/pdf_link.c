/*
 * Links as annotations (ISO 32000-1, 12.5.6.5) and anchors as named destinations (12.3.2.3).
 */
#include "write/pdf_parts.h"

#include <stdlib.h>

/* A string of PDF/A has at most 32,767 bytes (ISO 19005-2, 6.1.13). */
enum { URL_LIMIT = 32000 };
/* An array of libharu has at most so many items. */
enum { LINKS_LIMIT = 32767 };

/* --- destinations --- */

static void collect_anchors(PdfJob *job)
{
	for (size_t page = 0; page < job->paper->frame_count; page++) {
		const Frame *frame = &job->paper->frames[page];
		for (size_t i = 0; i < frame->count; i++) {
			const FrameItem *item = &frame->items[i];
			if (item->kind != FRAME_ANCHOR ||
			    map_has(&job->anchors, item->as.anchor.name))
				continue; /* of two with one name the first counts, as in HTML */
			PdfAnchor *anchor = ARENA_NEW(job->arena, PdfAnchor);
			*anchor = (PdfAnchor){item->as.anchor.name, page, item->y};
			map_set(&job->anchors, anchor->name, anchor);
		}
	}
}

static int compare_anchors(const void *a, const void *b)
{
	return str_compare((*(PdfAnchor *const *)a)->name, (*(PdfAnchor *const *)b)->name);
}

static void write_destinations(PdfJob *job)
{
	size_t count = job->anchors.len;
	if (count == 0)
		return;
	PdfAnchor **sorted = ARENA_ARRAY(job->arena, PdfAnchor *, count);
	for (size_t i = 0; i < count; i++)
		sorted[i] = job->anchors.entries[i].value;
	qsort(sorted, count, sizeof *sorted, compare_anchors);
	pdf_limit_array(job, 2 * count);
	Buf *body;
	PdfRef names = pdf_doc_dict(job->doc, &body);
	buf_add_cstr(body, "/Names[");
	for (size_t i = 0; i < count; i++) {
		pdf_put_bytes(body, sorted[i]->name);
		buf_add_char(body, '[');
		pdf_put_ref(body, job->pages[sorted[i]->page]);
		buf_add_cstr(body, "/XYZ null ");
		pdf_put_len(body, job->paper->frames[sorted[i]->page].h - sorted[i]->y);
		buf_add_cstr(body, " null]");
	}
	buf_add_char(body, ']');
	buf_add_cstr(&job->names, "/Dests ");
	pdf_put_ref(&job->names, names);
}

/* --- annotations --- */

/* An address is ASCII (RFC 3986): other bytes, spaces and controls as %XX. */
static Str ascii_url(Arena *arena, Str url)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < url.len; i++) {
		char c = url.ptr[i];
		if (c > ' ' && c < 0x7F) {
			buf_add_char(&out, c);
		} else {
			buf_add_char(&out, '%');
			pdf_put_hex(&out, (unsigned char)c, 2);
		}
	}
	return buf_str(&out);
}

static bool put_action(PdfJob *job, Buf *body, const FrameItem *item)
{
	Str anchor = item->as.link.anchor;
	if (item->as.link.url.len > 0) {
		Str url = ascii_url(body->arena, item->as.link.url);
		if (url.len > URL_LIMIT) {
			diag_warning(
				job->diags, item->span, S("link to a file instead"),
				"an address of %zu bytes is more than a PDF can hold [link-long]",
				url.len);
			return false;
		}
		buf_add_cstr(body, "/A<</S/URI/URI");
		pdf_put_bytes(body, url);
		buf_add_cstr(body, ">>");
		return true;
	}
	if (!map_has(&job->anchors, anchor)) {
		diag_warning(
			job->diags, item->span, (Str){0},
			"the link goes to \"#%.*s\", which is not in the PDF [anchor-not-printed]",
			STR_ARG(anchor));
		return false;
	}
	buf_add_cstr(body, "/A<</S/GoTo/D");
	pdf_put_bytes(body, anchor);
	buf_add_cstr(body, ">>");
	return true;
}

static void write_link(PdfJob *job, size_t page, const FrameItem *item, Arena *scratch)
{
	Buf action = buf_in(scratch), text = buf_in(scratch), *body = &text;
	if (!put_action(job, &action, item))
		return;
	Buf *dict;
	PdfRef ref = pdf_doc_dict(job->doc, &dict);
	Len top = job->paper->frames[page].h - item->y;
	buf_add_cstr(body, "/Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect");
	pdf_put_box(body, item->x, top - item->h, item->x + item->w, top);
	buf_add(body, buf_str(&action));
	Str says = item->as.link.contents;
	if (says.len == 0)
		says = item->as.link.url.len > 0 ? item->as.link.url : item->as.link.anchor;
	buf_add_cstr(body, "/Contents");
	pdf_put_text(body, says);
	if (item->tag != NULL)
		buf_add_format(body, "/StructParent %u", pdf_tags_own(job, item->tag, page, ref));
	pdf_doc_fill(dict, buf_str(body));
	pdf_doc_page_annotation(job->doc, page, ref);
}

void pdf_link_write(PdfJob *job)
{
	collect_anchors(job);
	Arena *scratch = arena_new_like(job->arena);
	for (size_t page = 0; page < job->paper->frame_count; page++) {
		const Frame *frame = &job->paper->frames[page];
		size_t links = 0;
		for (size_t i = 0; i < frame->count; i++) {
			if (frame->items[i].kind == FRAME_LINK && links++ < LINKS_LIMIT)
				write_link(job, page, &frame->items[i], scratch);
		}
		pdf_limit_array(job, links);
		if (links > LINKS_LIMIT)
			diag_warning(job->diags, SPAN_NONE, S("set it in larger type"),
				     "page %zu has %zu links, of which the PDF has the first %d "
				     "[pdf-limit]",
				     page + 1, links, LINKS_LIMIT);
		arena_reset(scratch);
	}
	arena_free(scratch);
	write_destinations(job);
}
