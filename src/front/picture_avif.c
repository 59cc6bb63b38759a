/* The adapter to libavif, which decodes into a whole bitmap. Turns and mirrors are left to the
 * reader. It is loaded with the first AVIF: it brings five codecs along, which few sites need. */
#include "base/library.h"
#include "front/picture_codec.h"

#include <avif/avif.h>
#include <errno.h>

/* libavif's functions, under the names they have there. */
typedef struct {
	void *library;
	__typeof__(avifVersion) *version;
	__typeof__(avifResultToString) *result_text;
	__typeof__(avifCodecName) *codec_name;
	__typeof__(avifDecoderCreate) *create;
	__typeof__(avifDecoderDestroy) *destroy;
	__typeof__(avifDecoderSetIOMemory) *set_memory;
	__typeof__(avifDecoderParse) *parse;
	__typeof__(avifDecoderNextImage) *next;
	__typeof__(avifRGBImageSetDefaults) *set_defaults;
	__typeof__(avifRGBImagePixelSize) *pixel_size;
	__typeof__(avifImageYUVToRGB) *to_rgb;
} Avif;

static bool load(Avif *avif)
{
	const LibraryFunction functions[] = {
		{"avifVersion", &avif->version},
		{"avifResultToString", &avif->result_text},
		{"avifCodecName", &avif->codec_name},
		{"avifDecoderCreate", &avif->create},
		{"avifDecoderDestroy", &avif->destroy},
		{"avifDecoderSetIOMemory", &avif->set_memory},
		{"avifDecoderParse", &avif->parse},
		{"avifDecoderNextImage", &avif->next},
		{"avifRGBImageSetDefaults", &avif->set_defaults},
		{"avifRGBImagePixelSize", &avif->pixel_size},
		{"avifImageYUVToRGB", &avif->to_rgb},
	};
	const size_t count = sizeof functions / sizeof *functions;
	avif->library = library_load(RECTO_AVIF_LIBRARY, functions, count);
	return avif->library != NULL;
}

/* The library, and a file that it has read the headers of. */
typedef struct {
	Avif avif;
	avifDecoder *decoder;
} AvifFile;

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

static void close_file(AvifFile *file)
{
	if (file->decoder != NULL)
		file->avif.destroy(file->decoder);
	library_free(file->avif.library);
}

static avifResult read_headers(const AvifFile *file, Str bytes)
{
	avifDecoder *decoder = file->decoder;
	/* dav1d, the default, prints what it does not like */
	if (file->avif.codec_name(AVIF_CODEC_CHOICE_AOM, AVIF_CODEC_FLAG_CAN_DECODE) != NULL)
		decoder->codecChoice = AVIF_CODEC_CHOICE_AOM;
	decoder->maxThreads = 1;
	decoder->ignoreExif = AVIF_TRUE;
	decoder->ignoreXMP = AVIF_TRUE;
	decoder->imageSizeLimit = (uint32_t)PICTURE_WHOLE;
	decoder->imageDimensionLimit = PICTURE_SIDE;
	decoder->strictFlags = AVIF_STRICT_DISABLED;
	const uint8_t *start = (const uint8_t *)bytes.ptr;
	avifResult result = file->avif.set_memory(decoder, start, bytes.len);
	return result == AVIF_RESULT_OK ? file->avif.parse(decoder) : result;
}

/* False with a reason; close it when true. */
static bool open_file(AvifFile *file, Str bytes, const char **reason)
{
	*file = (AvifFile){0};
	if (!load(&file->avif)) {
		*reason = RECTO_AVIF_LIBRARY ", which reads AVIF, cannot be loaded";
		return false;
	}
	file->decoder = file->avif.create();
	avifResult result =
		file->decoder != NULL ? read_headers(file, bytes) : AVIF_RESULT_OUT_OF_MEMORY;
	if (result == AVIF_RESULT_OK)
		return true;
	*reason = file->avif.result_text(result);
	close_file(file);
	return false;
}

bool picture_avif_probe(Str bytes, PictureInfo *info, const char **reason)
{
	AvifFile file;
	if (!open_file(&file, bytes, reason))
		return false;
	const avifImage *image = file.decoder->image;
	info->orientation = orientation(image);
	bool turned = info->orientation >= 5;
	info->width = turned ? image->height : image->width;
	info->height = turned ? image->width : image->height;
	info->alpha = file.decoder->alphaPresent != 0;
	info->channels = info->alpha ? 4 : 3;
	info->depth = (int)image->depth;
	close_file(&file);
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

static bool decode_first(PictureJob *job, const AvifFile *file)
{
	const Avif *avif = &file->avif;
	avifRGBImage bitmap;
	avifResult result = avif->next(file->decoder);
	if (result != AVIF_RESULT_OK) {
		job->reason = avif->result_text(result);
		return false;
	}
	avif->set_defaults(&bitmap, file->decoder->image);
	bitmap.depth = 8;
	bitmap.format = job->info->alpha ? AVIF_RGB_FORMAT_RGBA : AVIF_RGB_FORMAT_RGB;
	bitmap.rowBytes = bitmap.width * avif->pixel_size(&bitmap);
	bitmap.pixels = arena_alloc_array(job->scratch, bitmap.height, bitmap.rowBytes);
	result = avif->to_rgb(file->decoder->image, &bitmap);
	if (result != AVIF_RESULT_OK) {
		job->reason = avif->result_text(result);
		return false;
	}
	job->rows->stored_width = bitmap.width;
	job->rows->stored_height = bitmap.height;
	job->rows->channels = job->info->alpha ? 4 : 3;
	return give_rows(job, &bitmap);
}

bool picture_avif_decode(PictureJob *job)
{
	AvifFile file;
	errno = 0;
	bool opened = open_file(&file, job->bytes, &job->reason);
	bool ok = opened && decode_first(job, &file);
	if (!ok && errno == ENOMEM)
		arena_give_up(job->scratch);
	if (opened)
		close_file(&file);
	return ok;
}

Str picture_avif_profile(Arena *arena, Str bytes)
{
	AvifFile file;
	const char *reason;
	if (!open_file(&file, bytes, &reason))
		return S("");
	const avifRWData *icc = &file.decoder->image->icc;
	Str out =
		icc->size == 0 ? S("") : str_dup(arena, (Str){(const char *)icc->data, icc->size});
	close_file(&file);
	return out;
}

Str picture_avif_version(Arena *arena)
{
	Avif avif;
	if (!load(&avif))
		return S("no " RECTO_AVIF_LIBRARY);
	Str version = str_format(arena, "libavif %s", avif.version());
	library_free(avif.library);
	return version;
}
