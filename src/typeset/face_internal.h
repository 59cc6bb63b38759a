/*
 * face_internal: what a Face is, for face.c and face_subset.c, which are one adapter to HarfBuzz.
 */
#ifndef RECTO_TYPESET_FACE_INTERNAL_H
#define RECTO_TYPESET_FACE_INTERNAL_H

#include "typeset/face.h"

#include <hb.h>

enum { FACE_ASCII = 0x80 };

struct Face {
	hb_blob_t *blob; /* the mapped file */
	hb_face_t *hb;
	hb_font_t *font;     /* scaled to font units */
	hb_buffer_t *buffer; /* reused by face_shape */
	FaceMetrics metrics;
	uint16_t ascii[FACE_ASCII]; /* glyphs, which are asked for all the time */
	Str path;
	unsigned index;
};

#endif
