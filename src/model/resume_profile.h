/* resume_profile: what CV data says of the person, as contacts and lines of the profile. */
#ifndef RECTO_MODEL_RESUME_PROFILE_H
#define RECTO_MODEL_RESUME_PROFILE_H

#include "model/resume.h"
#include "model/socials.h"

/* Adds the contacts of `basics` of which the list has no other of that kind. */
void resume_add_contacts(Arena *arena, const Resume *resume, ContactList *list);
/* "1 Harbour Road, Vesterhav": of a string or a map; "" when there is none. */
Str resume_location_text(Arena *arena, const Resume *resume);

#endif
