/*
 * pdf_parts: what the parts of the PDF writer share: one PdfJob, lent to all of them.
 *
 * The order in pdf.c: pdf_glyph counts the glyphs of all frames, pdf_font subsets the faces, then
 * pdf_content_write makes the pages, marks their content for pdf_tags and asks pdf_image for
 * pictures, pdf_link adds annotations and destinations, and pdf_tags, pdf_font and pdf_meta write
 * what was gathered, with the files of pdf_attach. Everything lives in the job's arena.
 */
#ifndef RECTO_WRITE_PDF_PARTS_H
#define RECTO_WRITE_PDF_PARTS_H

#include "base/vec.h"
#include "write/pdf.h"
#include "write/pdf_doc.h"
#include "write/pdf_pixels.h"

/* --- fonts --- */

typedef struct {
	uint32_t id;	 /* glyph index in the face */
	uint32_t code;	 /* in a content stream */
	int width;	 /* as a reader knows it, thousandths of the size */
	size_t resource; /* the font that has it: "F" + resource */
	Str text;	 /* what it reads as; each text of a glyph is one PdfGlyph */
	uint32_t order,
		next; /* while they are collected: of first use; the next text of the glyph */
} PdfGlyph;

typedef struct {
	Face *face;
	const FaceMetrics *metrics;
	uint32_t *slots;      /* glyph index -> place of its first text in `glyphs` + 1 */
	VEC(PdfGlyph) glyphs; /* by glyph index */
	uint32_t common[128]; /* ASCII character -> place of a glyph that says it + 1 */
	Len largest;	      /* size it is used in */
	bool varied;	      /* some glyph has several texts */
	size_t number;	      /* of its first resource "F" + number; there may be more */
} PdfFont;

/* A CID of a Type 0 font, its glyph in the subset, and its width in thousandths. */
typedef struct {
	uint32_t cid, glyph;
	int width;
} PdfCid;

/* Codes of a Type 3 font are one byte: 1 up, and one for the measure. */
enum { PDF_TYPE3_GLYPHS = 250 };

/* --- tags --- */

typedef struct PdfKid PdfKid;
struct PdfKid {
	PdfKid *next;
	size_t page;
	uint32_t mcid; /* marked content, when `object` is 0 */
	PdfRef object; /* an annotation */
	size_t order;  /* among everything that was marked */
};

typedef struct {
	const Tag *tag;
	PdfRef ref;
	bool kept;    /* it or a tag below it has content */
	size_t order; /* of its first content */
	PdfKid *kids, **kids_end;
	bool placed, split; /* has a box; has boxes on several pages */
	size_t page;	    /* of its box */
	Len box[4];	    /* left, top, right, bottom */
} PdfElement;

typedef VEC(uint32_t) PdfTagNumbers;

/* --- pictures --- */

typedef struct {
	Str file;
	Len print_width, print_height; /* of its largest use */
	bool tried;
	PdfRef ref;    /* 0: could not be read */
	size_t number; /* resource "I" + number */
	uint32_t shown_width, shown_height;
	int orientation; /* of the stored pixels */
} PdfImage;

/* --- links --- */

typedef struct {
	Str name;
	size_t page;
	Len y;
} PdfAnchor;

typedef struct {
	Arena *arena;
	const Paper *paper;
	const PdfOptions *options;
	Diags *diags;
	PdfDoc *doc;
	PdfRef resources;
	Buf *font_resources, *image_resources;
	PdfRef *pages; /* by frame */

	bool **apart; /* by frame and item: a space is to be read behind the text */
	VEC(PdfFont *) fonts;
	size_t font_numbers;

	PdfElement *elements; /* by tag number */
	PdfTagNumbers *marks; /* by frame: the tag of each marked content */
	VEC(uint32_t)
	annotations; /* the tag of each annotation that a tag owns, from key frame_count up */
	size_t order;
	PdfRef tree;

	Map images; /* file -> PdfImage */
	size_t image_numbers;
	Map anchors;  /* name -> PdfAnchor */
	bool limited; /* an array is longer than PDF/A-1 allows; that has been said */
	Buf names;    /* the catalog's name trees */
} PdfJob;

/* A cluster: glyphs [first, end) of a text item, and what they say. */
typedef struct {
	size_t first, end;
	Str text;
	bool apart; /* the item is one of job->apart */
} PdfCluster;
/* The next cluster, in visual order, of a text item; start with *cluster zeroed, but for `apart`. A
 * soft hyphen is one of its own. */
bool pdf_cluster_next(const FrameItem *item, PdfCluster *cluster);

/* What glyph number `glyph` of the item says: of the characters of its cluster each glyph has one
 * in logical order, the last has the rest. May be empty. */
Str pdf_cluster_share(Arena *arena, const FrameItem *item, PdfCluster cluster, size_t glyph);

/*
 * Most glyphs are a cluster by themselves that says an ASCII character, known already: the glyph
 * that follows the cluster, which then takes it; NULL: go on with pdf_cluster_next.
 */
static inline const PdfGlyph *pdf_cluster_common(const PdfFont *font, const FrameItem *item,
						 PdfCluster *cluster)
{
	const Glyph *at = &item->as.text.glyphs[cluster->end];
	if (cluster->end + 1 >= item->as.text.glyph_count || at[1].start != at[0].start + 1 ||
	    cluster->apart || item->as.text.soft_hyphen || item->as.text.rtl)
		return NULL;
	unsigned char byte = (unsigned char)item->as.text.text.ptr[at->start];
	uint32_t place = byte < 128 ? font->common[byte] : 0;
	if (place == 0 || font->glyphs.ptr[place - 1].id != at->id)
		return NULL;
	cluster->end++;
	return &font->glyphs.ptr[place - 1];
}

/* Finds the glyphs of all text items and their texts. False after an error. */
bool pdf_glyph_collect(PdfJob *job);
/* The font of a face that pdf_glyph_collect saw. */
PdfFont *pdf_font_find(const PdfJob *job, const Face *face);
/* The glyph as it says `text`; NULL for one that no face has. */
const PdfGlyph *pdf_font_glyph(const PdfFont *font, uint32_t id, Str text);
/* Writes the fonts; now glyphs have codes and widths. False after an error. */
bool pdf_font_write(PdfJob *job);
/* ToUnicode for `count` glyphs whose codes have `digits` hex digits. */
PdfRef pdf_font_unicode(PdfJob *job, const PdfGlyph *glyphs, size_t count, int digits);
/* Puts "/DW 500/W[3[500 278]9[556]]" for CIDs in ascending order; returns the items of the array.
 */
size_t pdf_put_widths(Arena *arena, Buf *body, const PdfCid *cids, size_t count);
/* Writes the Type 3 fonts of a bitmap face. */
void pdf_type3_write(PdfJob *job, PdfFont *font);

/* ISO 19005-1, 6.1.12 (PDF Reference 1.4, Appendix C); PDF/A-2 knows no such limit. */
enum { PDF_ARRAY_LIMIT = 8191 };
/* Adds an error, once, when an array of so many items may not be in a PDF/A-1 file. */
void pdf_limit_array(PdfJob *job, size_t count);

/* A colour as it is printed: itself, or its grey. */
static inline uint32_t pdf_colour(const PdfJob *job, uint32_t colour)
{
	return job->options->grey ? pdf_grey(colour) : colour;
}

/* Makes the pages with their content. */
void pdf_content_write(PdfJob *job);
/* The content of a frame: that of page `page`, or, on sheets, of no page. */
Str pdf_content_make(PdfJob *job, const Frame *frame, size_t page, Arena *arena);

/* Whether sheets are written, not pages. */
static inline bool pdf_is_imposed(const PdfJob *job)
{
	return job->paper->sheet_count > 0;
}
/* Makes the sheets, with the frames as form XObjects on them. */
void pdf_sheet_write(PdfJob *job);

/* Makes the PdfElements ready. */
void pdf_tags_begin(PdfJob *job);
/* The tag an item counts to: a picture without any words is decoration (ISO 14289-1, 7.3). */
const Tag *pdf_tags_of(const FrameItem *item);
/* The number (MCID) for content on `page` that belongs to `tag`. */
uint32_t pdf_tags_mark(PdfJob *job, const Tag *tag, size_t page);
/* Notes where an item of a figure, formula or table stands. */
void pdf_tags_place(PdfJob *job, const Tag *tag, size_t page, const FrameItem *item);
/* The key (StructParent) for an annotation on `page` that belongs to `tag`. */
uint32_t pdf_tags_own(PdfJob *job, const Tag *tag, size_t page, PdfRef annotation);
/* Writes the structure tree. */
void pdf_tags_write(PdfJob *job);
/* A language as PDF/UA wants it written (ISO 14289-1, 7.2); empty: it is none. */
Str pdf_tags_plain_lang(Arena *arena, Str lang);
/* The language in force inside a tag. */
Str pdf_tags_lang(const PdfJob *job, const Tag *tag);

/* Annotations of all link items; anchors as named destinations. */
void pdf_link_write(PdfJob *job);

/* Files that are in the file. */
void pdf_attach_write(PdfJob *job);

/* The date of the file, "D:20240229235958Z"; empty: it has none. */
Str pdf_meta_date(const PdfJob *job);
/* Name trees, XMP, information, output intent, outline, viewer preferences. */
void pdf_meta_write(PdfJob *job);

/* The picture of an item, made at its first use; NULL after a message was added. */
const PdfImage *pdf_image_get(PdfJob *job, const FrameItem *item);
#endif
