/*
 * hash: a fast 64-bit fingerprint of many bytes, the same on every machine.
 *
 * XXH64 (Y. Collet, "xxHash fast digest algorithm", specification 0.1.1): some gigabytes a second,
 * so that whole pictures can be told apart. Not safe against forgery. For short keys use str_hash.
 */
#ifndef RECTO_BASE_HASH_H
#define RECTO_BASE_HASH_H

#include "base/str.h"

/* The fingerprint of `bytes`; another `seed` gives an independent one. */
uint64_t hash_bytes(Str bytes, uint64_t seed);

#endif
