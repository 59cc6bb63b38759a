/*
 * web_pictures: smaller copies of a site's pictures for the page, as WebP.
 *
 * A phone need not load what a wide screen shows. Each PNG, JPEG and still WebP that a page or the
 * profile shows gets a copy for each of the configured widths below its own (recto.pictures.widths,
 * al-folio's imagemagick.widths, else 480, 800 and 1400), under al-folio's name: NAME-480.webp
 * beside the original, which stays. A copy that would not be smaller in bytes is not made. What was
 * made is kept in the cache folder by content. Everything lives in the arena given. Nothing fails:
 * a picture that cannot be read has no copies, and others have told about it; a setting that makes
 * no sense is passed over with a warning.
 */
#ifndef RECTO_WRITE_WEB_PICTURES_H
#define RECTO_WRITE_WEB_PICTURES_H

#include "base/map.h"
#include "model/site.h"

enum { WEB_PICTURE_COPIES = 8 };

typedef struct {
	uint32_t width;
	Str path; /* below the output folder */
	Str bytes;
} WebCopy;

typedef struct {
	Str path; /* of the original, below the output folder */
	Str file; /* on disk */
	uint32_t width;
	WebCopy copies[WEB_PICTURE_COPIES]; /* rising widths */
	size_t count;
} WebPicture;

typedef struct {
	WebPicture **items;
	size_t count;
	Map by_file;
} WebPictures;

/*
 * Makes the copies for all pictures of `site`, whose pages are read; none when it says
 * `recto.pictures: false` or `imagemagick.enabled: false`. `cache`: a folder, or empty. The work is
 * shared among `threads`; what comes out does not depend on how many.
 */
WebPictures *web_pictures_make(Arena *arena, const Site *site, Str cache, size_t threads,
			       Diags *diags);

/* The picture at a place on disk, or NULL when it has no copies. `pictures` may be NULL. */
const WebPicture *web_pictures_find(const WebPictures *pictures, Str file);

#endif
