/*
 * option_table: the commands and their options, one table of each. They drive parsing, --help, the
 * man page and shell completion; nothing else knows which command takes which option.
 *
 * A new command is a CommandId (options.h), a line in the table of commands, and its bit in the
 * options it takes. An option with a fixed set of values is a CHOICE: the field in Options is an
 * enum in the order of the words. All is constant data, lent for ever; nothing fails.
 */
#ifndef RECTO_APP_OPTION_TABLE_H
#define RECTO_APP_OPTION_TABLE_H

#include "app/options.h"

typedef struct {
	CommandId id;
	size_t most; /* how many operands it takes */
	Str name;
	/* As --help shows them. An operand SITE, FILE or DIR is completed as a path by shells. */
	Str arguments;
	Str summary, example;
} Command;

typedef enum {
	OPTION_FLAG,   /* bool */
	OPTION_VALUE,  /* Str */
	OPTION_LIST,   /* VEC(Str) */
	OPTION_CHOICE, /* an enum; the first word is what it is when not given */
	OPTION_NEEDED, /* an enum; has to be given */
	OPTION_SET,    /* the short form of a key of _config.yml, with its value */
	OPTION_TRUE,   /* likewise, set to true */
} OptionKind;

typedef struct {
	Str name;    /* without dashes */
	char letter; /* short form, 0: none */
	OptionKind kind;
	int commands;  /* a bit for each CommandId */
	size_t offset; /* in Options; not of OPTION_SET and OPTION_TRUE */
	Str argument;  /* its name in --help; FILE and DIR are completed as paths by shells */
	Str help;      /* "%s" in it stands for the words */
	Str key;       /* that is set by OPTION_SET and OPTION_TRUE */
	Str words;     /* the values there are, between spaces; may be empty */
} Option;

/* All of them, in the order of --help. */
const Command *command_table(size_t *count);
const Option *option_table(size_t *count);

/* NULL for COMMAND_NONE. */
const Command *command_find(CommandId id);

/* Whether the command takes the option. */
bool option_is_of(const Option *option, CommandId id);
/* The option of a command by its name, or by its letter where the name is empty; NULL when there is
 * none. */
const Option *option_find(CommandId id, Str name, char letter);
/* Whether a value has to stand behind it. */
bool option_takes_value(const Option *option);
/* The word of a CHOICE or NEEDED option that its enum field says. */
Str option_word(CommandId id, Str name, size_t index);
/* "text (default), json, sarif or github", the default only where asked for. */
void option_write_words(Buf *out, const Option *option, bool say_default);
/* option_help.c: its explanation, with the words in their place. */
void option_write_text(Buf *out, const Option *option);

#endif
