/*
 * man: the manual recto(1) as mdoc, from the table of commands and options. Nothing fails.
 */
#ifndef RECTO_APP_MAN_H
#define RECTO_APP_MAN_H

#include "base/buf.h"

void man_write(Buf *out);

#endif
