/*
 * completion: what shells need to complete a command line, from the table of commands and options.
 *
 * Each function appends a whole script: commands, the options of each, the words and paths that
 * stand behind them. What a value or an operand may be is read off its name in the table: words
 * between "|", a DIR, a FILE or SITE. Nothing fails.
 */
#ifndef RECTO_APP_COMPLETION_H
#define RECTO_APP_COMPLETION_H

#include "app/option_table.h"

typedef enum { COMPLETE_NOTHING, COMPLETE_WORDS, COMPLETE_FOLDERS, COMPLETE_FILES } Completes;

/* What stands behind an option; *words, with spaces between, for COMPLETE_WORDS. */
Completes completion_of_option(const Option *option, Str *words);
/* What a command is about. */
Completes completion_of_command(Arena *arena, const Command *command, Str *words);

void completion_write_bash(Buf *out);
void completion_write_zsh(Buf *out);
void completion_write_fish(Buf *out);

#endif
