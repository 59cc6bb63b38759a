/*
 * socials: the keys of al-folio's and acad-homepage's contacts: what each one means.
 *
 * One table (socials.c) from key to label, icon, address and printed text. Contacts live in the
 * arena that is handed in. Nothing fails: an unknown key is no contact.
 */
#ifndef RECTO_MODEL_SOCIALS_H
#define RECTO_MODEL_SOCIALS_H

#include "base/vec.h"
#include "front/value.h"
#include "model/profile.h"

typedef VEC(Contact) ContactList;

/* Adds the contact that `key: value` means; false when the key is none. Empty values add nothing.
 */
bool socials_add(Arena *arena, ContactList *list, Str key, const Value *value);
/* The contact that a link to `url` is: by its scheme or host; "website" when it is none that is
 * known. */
Contact socials_from_url(Arena *arena, Str url, Span span);
/* Minimal-mistakes' `author.links`, a list of {label, url}. */
void socials_add_links(Arena *arena, ContactList *list, const Value *links);
/* An e-mail address. */
Contact socials_email(Arena *arena, Str address, Span span);
/* Whether `s` is an e-mail address and nothing else. */
bool socials_is_email(Str s);

#endif
