/* Commands that need no site: recto themes, completion, man. */
#include "app/command_parts.h"
#include "app/completion.h"
#include "app/man.h"
#include "base/file.h"
#include "model/theme.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Built-in themes: the one that is named, or all. */
static bool write_themes(const Options *options, Buf *out)
{
	const Str *names;
	size_t count = theme_names(&names);
	bool all = str_eq(options->input, S(".")), known = true;
	for (size_t i = 0; all && i < count; i++) {
		buf_add(out, i > 0 ? S("\n") : S(""));
		known = theme_write(out, names[i]) && known;
	}
	if (!all)
		known = theme_write(out, options->input);
	if (!known)
		fprintf(stderr, "recto: there is no theme \"%.*s\"; try: recto themes\n",
			STR_ARG(options->input));
	return known;
}

static void write_completion(Shell shell, Buf *out)
{
	switch (shell) {
	case SHELL_BASH: completion_write_bash(out); return;
	case SHELL_ZSH: completion_write_zsh(out); return;
	case SHELL_FISH: completion_write_fish(out); return;
	}
}

/* To standard output, or the file that -o names. */
static bool write_output(Arena *arena, Str path, Str text)
{
	if (path.len == 0 || str_eq(path, S("-")))
		return command_write_stdout(text);
	if (file_write(arena, path, text) != FILE_FAILED)
		return true;
	fprintf(stderr, "recto: error: cannot write %.*s: %s\n", STR_ARG(path), strerror(errno));
	return false;
}

int command_tools(const Options *options, ArenaOom *oom)
{
	Arena *arena = arena_new(oom);
	Buf out = buf_in(arena);
	bool known = true;
	if (options->command == COMMAND_THEMES)
		known = write_themes(options, &out);
	else if (options->command == COMMAND_MAN)
		man_write(&out);
	else
		write_completion(options->shell, &out);
	bool written = write_output(arena, options->output, buf_str(&out));
	arena_free(arena);
	return !known ? EXIT_USAGE : written ? EXIT_CLEAN : EXIT_SYSTEM;
}
