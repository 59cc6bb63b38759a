/*
 * qr: a QR code (ISO/IEC 18004) as an SVG picture; the adapter to libqrencode.
 */
#ifndef RECTO_FRONT_QR_H
#define RECTO_FRONT_QR_H

#include "base/buf.h"

/*
 * `text` (at most some 2,000 bytes) as a data: address of an SVG picture, one path of black modules
 * with the quiet zone of four around them, at error correction level M. `modules` receives its
 * side, quiet zone and all. Empty when the text is too long. Owned by `arena`.
 */
Str qr_picture(Arena *arena, Str text, int *modules);

/* "libqrencode 4.1.1". */
Str qr_version(Arena *arena);

#endif
