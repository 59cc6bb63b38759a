/*
 * The widths of a Type 0 font (ISO 32000-1, 9.7.4.3): one, DW, for all CIDs that no list names, and
 * a list for each row of neighbours. The usual width is DW, so a font of thousands of ideographs
 * has next to no list, and the lists stay within what PDF/A-1 allows an array.
 */
#include "write/pdf_parts.h"

/* The width that most glyphs have; of several the smallest. */
static int usual_width(Arena *arena, const PdfCid *cids, size_t count)
{
	int most = 0, usual = 0;
	for (size_t i = 0; i < count; i++)
		most = cids[i].width > most ? cids[i].width : most;
	size_t *counts = ARENA_ARRAY(arena, size_t, (size_t)most + 1);
	for (size_t i = 0; i < count; i++)
		counts[cids[i].width]++;
	for (int width = 1; width <= most; width++)
		usual = counts[width] > counts[usual] ? width : usual;
	return usual;
}

/* Where the list that begins with CID number `first` ends: before a CID that is not used, or
 * several in a row of the usual width. */
static size_t list_end(const PdfCid *cids, size_t count, size_t first, int usual)
{
	size_t end = first + 1;
	for (size_t i = end; i < count && i < first + PDF_ARRAY_LIMIT && i < end + 4; i++) {
		if (cids[i].cid != cids[i - 1].cid + 1)
			break;
		if (cids[i].width != usual)
			end = i + 1;
	}
	return end;
}

size_t pdf_put_widths(Arena *arena, Buf *body, const PdfCid *cids, size_t count)
{
	int usual = usual_width(arena, cids, count);
	size_t items = 0;
	buf_add_format(body, "/DW %d/W[", usual);
	for (size_t i = 0, end; i < count; i = end) {
		end = i + 1;
		if (cids[i].width == usual)
			continue;
		end = list_end(cids, count, i, usual);
		buf_add_int(body, cids[i].cid);
		for (size_t k = i; k < end; k++) {
			buf_add_char(body, k == i ? '[' : ' ');
			buf_add_int(body, cids[k].width);
		}
		buf_add_char(body, ']');
		items += 2;
	}
	buf_add_char(body, ']');
	return items;
}
