/* The adapter to libavif, which decodes into a whole bitmap. Turns and mirrors are left to the
 * reader. */
#include "front/picture_codec.h"

#include <avif/avif.h>

/* ISO/IEC 23008-12, 6.5.10 and 6.5.12, as an EXIF orientation: turned against the clock, then
 * mirrored. */
static int orientation(const avifImage *image)
{
	static const int turned[4] = {1, 8, 3, 6}, upside_down[4] = {4, 5, 2, 7},
			 mirrored[4] = {2, 7, 4, 5};
	int angle = (image->transformFlags & AVIF_TRANSFORM_IROT) != 0 ? image->irot.angle & 3 : 0;
	if ((image->transformFlags & AVIF_TRANSFORM_IMIR) == 0)
		return turned[angle];
	return image->imir.mode == 0 ? upside_down[angle] : mirrored[angle];
}

/* A decoder that has read the headers, or NULL with a reason. */
static avifDecoder *open_decoder(Str bytes, const char **reason)
{
	avifDecoder *decoder = avifDecoderCreate();
	if (decoder == NULL) {
		*reason = "not enough memory for the AVIF";
		return NULL;
	}
	/* dav1d, the default, prints what it does not like */
	if (avifCodecName(AVIF_CODEC_CHOICE_AOM, AVIF_CODEC_FLAG_CAN_DECODE) != NULL)
		decoder->codecChoice = AVIF_CODEC_CHOICE_AOM;
	decoder->maxThreads = 1;
	decoder->ignoreExif = AVIF_TRUE;
	decoder->ignoreXMP = AVIF_TRUE;
	decoder->imageSizeLimit = (uint32_t)PICTURE_WHOLE;
	decoder->imageDimensionLimit = PICTURE_SIDE;
	decoder->strictFlags = AVIF_STRICT_DISABLED;
	avifResult result = avifDecoderSetIOMemory(decoder, (const uint8_t *)bytes.ptr, bytes.len);
	if (result == AVIF_RESULT_OK)
		result = avifDecoderParse(decoder);
	if (result == AVIF_RESULT_OK)
		return decoder;
	*reason = avifResultToString(result);
	avifDecoderDestroy(decoder);
	return NULL;
}

bool picture_avif_probe(Str bytes, PictureInfo *info, const char **reason)
{
	avifDecoder *decoder = open_decoder(bytes, reason);
	if (decoder == NULL)
		return false;
	const avifImage *image = decoder->image;
	info->orientation = orientation(image);
	bool turned = info->orientation >= 5;
	info->width = turned ? image->height : image->width;
	info->height = turned ? image->width : image->height;
	info->alpha = decoder->alphaPresent != 0;
	info->channels = info->alpha ? 4 : 3;
	info->depth = (int)image->depth;
	avifDecoderDestroy(decoder);
	return true;
}

static bool give_rows(PictureJob *job, const avifRGBImage *bitmap)
{
	for (uint32_t y = 0; y < bitmap->height; y++) {
		if (job->take(job->context, y, bitmap->pixels + (size_t)y * bitmap->rowBytes))
			continue;
		job->reason = "decoding was stopped";
		return false;
	}
	return true;
}

static bool decode_first(PictureJob *job, avifDecoder *decoder)
{
	avifRGBImage bitmap;
	avifResult result = avifDecoderNextImage(decoder);
	if (result != AVIF_RESULT_OK) {
		job->reason = avifResultToString(result);
		return false;
	}
	avifRGBImageSetDefaults(&bitmap, decoder->image);
	bitmap.depth = 8;
	bitmap.format = job->info->alpha ? AVIF_RGB_FORMAT_RGBA : AVIF_RGB_FORMAT_RGB;
	bitmap.rowBytes = bitmap.width * avifRGBImagePixelSize(&bitmap);
	bitmap.pixels = arena_alloc_array(job->scratch, bitmap.height, bitmap.rowBytes);
	result = avifImageYUVToRGB(decoder->image, &bitmap);
	if (result != AVIF_RESULT_OK) {
		job->reason = avifResultToString(result);
		return false;
	}
	job->rows->stored_width = bitmap.width;
	job->rows->stored_height = bitmap.height;
	job->rows->channels = job->info->alpha ? 4 : 3;
	return give_rows(job, &bitmap);
}

bool picture_avif_decode(PictureJob *job)
{
	avifDecoder *decoder = open_decoder(job->bytes, &job->reason);
	if (decoder == NULL)
		return false;
	bool ok = decode_first(job, decoder);
	avifDecoderDestroy(decoder);
	return ok;
}

Str picture_avif_profile(Arena *arena, Str file)
{
	const char *reason;
	avifDecoder *decoder = open_decoder(file, &reason);
	if (decoder == NULL)
		return S("");
	const avifRWData *icc = &decoder->image->icc;
	Str out =
		icc->size == 0 ? S("") : str_dup(arena, (Str){(const char *)icc->data, icc->size});
	avifDecoderDestroy(decoder);
	return out;
}

Str picture_avif_version(Arena *arena)
{
	return str_format(arena, "libavif %s", avifVersion());
}
