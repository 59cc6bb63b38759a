/*
 * settings: recto's own keys of _config.yml, all below `recto`; the keys of the themes.
 *
 * One table; a key that is not in it is an error with the nearest one, wherever it comes from: a
 * misspelt key would else be no key at all. So is a value that the key cannot have; what is below
 * `recto.theme` is checked by theme_load, and paths, lists and dates where they are read.
 */
#ifndef RECTO_MODEL_SETTINGS_H
#define RECTO_MODEL_SETTINGS_H

#include "model/site.h"

/* All of them, and what their values may be. False if an error was added. */
bool settings_check(Arena *arena, const Value *config, Diags *diags);
/* Those of one of recto.cv.variants, likewise; a misspelt one is a warning. */
bool settings_check_variant(Arena *arena, Str name, const Value *settings, Diags *diags);
/*
 * Keys of al-folio and acad-homepage in the configuration, in the front matter of pages and in
 * data, when recto reads them and their values are none that they can have: warnings.
 */
void settings_check_site(const Site *site, Diags *diags);

#endif
