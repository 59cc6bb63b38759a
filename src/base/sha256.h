/*
 * sha256: the SHA-256 digest of bytes (FIPS 180-4), and bytes as base64 (RFC 4648).
 *
 * For what others check by digest: a page's Content-Security-Policy. To tell files apart,
 * hash_bytes is faster. Nothing here fails.
 */
#ifndef RECTO_BASE_SHA256_H
#define RECTO_BASE_SHA256_H

#include "base/buf.h"

/* The 32 bytes of the digest. */
void sha256_bytes(Str bytes, unsigned char digest[32]);

/* "sha256-" and the digest in base64, as policies and `integrity` attributes have it. */
void sha256_add_source(Buf *out, Str bytes);

#endif
