/* --help, from the table of commands and options. */
#include "app/option_table.h"

enum { HELP_COLUMN = 28 }; /* where the explanations begin */

/* Its explanation, with the words it may have. */
void option_write_text(Buf *out, const Option *option)
{
	size_t at = str_find(option->help, S("%s"), 0);
	if (at == STR_NONE) {
		buf_add(out, option->help);
		return;
	}
	buf_add(out, str_slice(option->help, 0, at));
	option_write_words(out, option, true);
	buf_add(out, str_from_offset(option->help, at + 2));
}

static void write_option(Buf *out, const Option *option)
{
	size_t start = out->len;
	buf_add_format(out, option->letter != 0 ? "  -%c, " : "      ", option->letter);
	buf_add_format(out, "--%.*s", STR_ARG(option->name));
	if (option->argument.len > 0)
		buf_add_format(out, "=%.*s", STR_ARG(option->argument));
	size_t width = out->len - start;
	buf_add_repeat(out, ' ', width < HELP_COLUMN ? HELP_COLUMN - width : 1);
	option_write_text(out, option);
	buf_add_char(out, '\n');
}

static void write_commands(Buf *out)
{
	size_t count, width = 0;
	const Command *commands = command_table(&count);
	for (size_t i = 0; i < count; i++)
		width = commands[i].name.len > width ? commands[i].name.len : width;
	for (size_t i = 0; i < count; i++)
		buf_add_format(out, "  %-*.*s %-22.*s %.*s\n", (int)width,
			       STR_ARG(commands[i].name), STR_ARG(commands[i].arguments),
			       STR_ARG(commands[i].summary));
}

void options_write_help(Buf *out, CommandId id)
{
	const Command *command = command_find(id);
	size_t count;
	const Option *options = option_table(&count);
	if (command == NULL) {
		buf_add(out, S("recto: both sides of an academic homepage, static HTML and a "
			       "typeset PDF CV\n\n"));
		buf_add(out, S("usage: recto COMMAND [OPTIONS]\n\n"));
		write_commands(out);
		buf_add(out, S("\n"));
	} else {
		buf_add_format(out, "usage: recto %.*s%s%.*s\n\n  %.*s\n\n", STR_ARG(command->name),
			       command->arguments.len > 0 ? " " : "", STR_ARG(command->arguments),
			       STR_ARG(command->summary));
	}
	for (size_t i = 0; i < count; i++)
		if (option_is_of(&options[i], id))
			write_option(out, &options[i]);
	if (command != NULL)
		buf_add_format(out, "\nexample: %.*s\n", STR_ARG(command->example));
	buf_add(out,
		S("\nexit status: 0 clean or warnings, 1 faulty content, 2 usage, 3 system\n"));
}
