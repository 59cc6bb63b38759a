/*
 * locale: the few words that pages say themselves, and dates, by language.
 *
 * Both come from locales.yaml, which is part of the program, with the site's _data/locales.yml over
 * it. A language that has no word of its own says it in English. Nothing here fails.
 */
#ifndef RECTO_MODEL_LOCALE_H
#define RECTO_MODEL_LOCALE_H

#include "front/value.h"

/* The table: a map from language tag to a map of words. `own` (may be nil) is the site's part. */
const Value *locale_table(Arena *arena, const Value *own);

/*
 * What the table says for `key` in the language `lang` (BCP 47): under the tag itself, under its
 * script ("zh-Hant" for zh-TW), under its primary part, or in English. Empty for an unknown key.
 */
Str locale_word(const Value *table, Str lang, const char *key);

/* The primary part of a language tag: "zh" of "zh-Hans". */
Str locale_primary(Str lang);

/*
 * "2025-06-01" (a time may follow) as the language writes it: "June 1, 2025"; `brief`: in the form
 * of a column of dates, "Jun 01, 2025". Text that is no such date stays as it is.
 */
Str locale_date(Arena *arena, const Value *table, Str lang, Str date, bool brief);

/* The short name of month 1 to 12; "" where the language has no names of months ("2025年6月"). */
Str locale_month(const Value *table, Str lang, int month);

#endif
