/*
 * emoji: GitHub's short codes (":sparkles:") to characters, as the plug-in jemoji of Jekyll has
 * them.
 *
 * The table is made when recto is built, of the one in the package
 * golang-github-yuin-goldmark-emoji-dev. What is not in it stays as it is written. Nothing fails.
 */
#ifndef RECTO_FRONT_EMOJI_H
#define RECTO_FRONT_EMOJI_H

#include "base/arena.h"
#include "base/str.h"

/* The text with its short codes replaced; `text` itself when there are none. */
Str emoji_expand(Arena *arena, Str text);

#endif
