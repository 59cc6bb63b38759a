/*
 * settings: recto's own keys of _config.yml, all below `recto`.
 *
 * One table; a key that is not in it is an error with the nearest one, wherever it comes from: a
 * misspelt key would else be no key at all. What is below `recto.theme` is checked by theme_load.
 */
#ifndef RECTO_MODEL_SETTINGS_H
#define RECTO_MODEL_SETTINGS_H

#include "front/value.h"

/* False if an error was added. */
bool settings_check(Arena *arena, const Value *config, Diags *diags);

#endif
