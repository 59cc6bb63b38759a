/*
 * pdf_svg: an SVG picture as a form XObject of vector paths (ISO 32000-1, 8.10).
 *
 * All is written in the picture's own space, CSS pixels with y downwards; the form's matrix brings
 * it to the unit square, as if it were pixels. What cannot be drawn is told once a file. Nothing is
 * owned by the caller but the objects made in the document.
 */
#ifndef RECTO_WRITE_PDF_SVG_H
#define RECTO_WRITE_PDF_SVG_H

#include "front/svg.h"
#include "typeset/unicode.h"
#include "write/pdf_parts.h"

/* What the parts that write one picture share. */
typedef struct {
	PdfJob *job;
	Arena *arena; /* scratch, of the picture */
	const Svg *svg;
	SvgBox box;		     /* of what is being drawn: the picture, or a tile */
	Buf *out;		     /* the content stream that is being written */
	Buf states, patterns, forms; /* entries of its resources */
	Map state_names;	     /* what a state says -> its name */
	size_t numbers;		     /* of patterns, forms and pictures */
	unsigned lacks;
	Str lang;
	Unicode *unicode; /* since the first text */
	int levels;	  /* of q in this content stream */
	bool flat;	  /* no transparency: what would shine through is mixed with white */
	double fade;	  /* flat: the opacity of all groups around */
} PdfSvg;

/* The picture's form; `file`: what it is called in messages. 0 with a reason when it cannot be
 * read; warnings go to the job's list. */
PdfRef pdf_svg_make(PdfJob *job, Arena *scratch, Str bytes, Str file, const FrameItem *item,
		    const char **reason);

/* --- pdf_svg.c --- */

/* A number with as many decimals as a picture needs, and a space. */
void pdf_svg_number(Buf *out, double value);
void pdf_svg_matrix(Buf *out, SvgMatrix matrix);
/* Draws a node and all below it. */
void pdf_svg_node(PdfSvg *draw, const SvgNode *node);
/* A content stream and the resources that are its own: nothing may refer to what it is in. */
typedef struct {
	Str bytes;
	PdfRef resources;
} PdfSvgContent;

/* What is drawn from here on is a content stream apart, until pdf_svg_end; *outer is for that. */
void pdf_svg_begin(PdfSvg *draw, PdfSvg *outer);
PdfSvgContent pdf_svg_end(PdfSvg *draw, const PdfSvg *outer);
/* The content stream of a node. */
PdfSvgContent pdf_svg_content(PdfSvg *draw, const SvgNode *node);
/* A form XObject of a content stream; `entries` end its dictionary. */
PdfRef pdf_svg_form(PdfSvg *draw, Str entries, PdfSvgContent content);

/* --- pdf_svg_paint.c --- */

/* Sets colour, or pattern, and opacity for filling or stroking. */
void pdf_svg_set_paint(PdfSvg *draw, const SvgPaint *paint, double opacity, bool stroke);
/* Opacity for both. */
void pdf_svg_set_opacity(PdfSvg *draw, double fill, double stroke);
/* Lets through what is drawn next as far as the mask says. */
void pdf_svg_set_mask(PdfSvg *draw, const SvgMask *mask);

/* --- pdf_svg_image.c --- */

/* Draws a picture in the picture. */
void pdf_svg_image(PdfSvg *draw, const SvgNode *image);

/* --- pdf_svg_text.c --- */

/* Draws the outlines of a text's letters. */
void pdf_svg_text(PdfSvg *draw, const SvgNode *text);

#endif
