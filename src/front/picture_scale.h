/*
 * picture_scale: fewer pixels by area averaging, row by row.
 *
 * Each target pixel is the exact mean of the area of the source it covers (a box filter), with
 * colours weighted by their alpha. Memory is the target and a few rows. Works in the arena given;
 * cannot fail.
 */
#ifndef RECTO_FRONT_PICTURE_SCALE_H
#define RECTO_FRONT_PICTURE_SCALE_H

#include "base/str.h"

typedef struct {
	uint32_t from_width, from_height, width, height; /* never more than `from` */
	int channels;					 /* as in picture.h */
	uint8_t *pixels;				 /* the target */
	uint32_t y, target_y;				 /* rows taken and rows made */
	uint16_t *whole; /* sums of rows that lie wholly in the target row */
	uint32_t *sums;	 /* weighted sums of all rows so far */
	uint32_t whole_rows;
	uint8_t *weighted; /* one row with its colours times alpha */
} PictureScale;

/* Both sizes are at least 1; a target larger than the source in a direction gets the source's size.
 */
void picture_scale_begin(Arena *arena, PictureScale *scale, uint32_t from_width,
			 uint32_t from_height, uint32_t width, uint32_t height, int channels);
/* Takes the next source row; the target is complete after from_height of them. */
void picture_scale_row(PictureScale *scale, const uint8_t *row);

#endif
