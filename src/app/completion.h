/*
 * completion: what shells need to complete a command line, from the table of commands and options.
 *
 * Each function appends a whole script: commands, the options of each, the words and paths that
 * stand behind them. What a value or an operand may be is read off the table: its words, or its
 * name there, a DIR, a FILE or SITE. Nothing fails.
 */
#ifndef RECTO_APP_COMPLETION_H
#define RECTO_APP_COMPLETION_H

#include "app/option_table.h"

void completion_write_bash(Buf *out);
void completion_write_zsh(Buf *out);
void completion_write_fish(Buf *out);

#endif
