/* main: the program. Only this folder prints, exits, and reads the environment and the clock. */
#include "app/command.h"
#include "app/option_table.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static _Noreturn void out_of_memory(void)
{
	fputs("recto: error: out of memory\n", stderr);
	_Exit(EXIT_SYSTEM);
}

static void print(FILE *file, Buf *buf)
{
	Str s = buf_str(buf);
	(void)fwrite(s.ptr, 1, s.len, file);
}

/* Where to read on: the help of the command, once it is known. */
static void print_help_hint(CommandId id)
{
	const Command *command = command_find(id);
	Str name = command != NULL ? command->name : S("");
	fprintf(stderr, "try: recto %.*s%s--help\n", STR_ARG(name), name.len > 0 ? " " : "");
}

static int run(Arena *arena, int argc, char **argv)
{
	Options options;
	Buf text = buf_in(arena), error = buf_in(arena);
	if (!options_parse(arena, argc, argv, &options, &error)) {
		fprintf(stderr, "recto: %.*s\n", STR_ARG(buf_str(&error)));
		print_help_hint(options.command);
		return EXIT_USAGE;
	}
	if (options.help || options.version) {
		if (options.help)
			options_write_help(&text, options.command);
		else
			command_write_version(&text);
		print(stdout, &text);
		return EXIT_CLEAN;
	}
	return command_run(&options, out_of_memory);
}

/* What was printed has to arrive: a full disk is an error. */
static int close_stdout(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	fputs("recto: error: cannot write to standard output\n", stderr);
	return EXIT_SYSTEM;
}

/*
 * Arenas come and go with every page. What they give back stays with the program, for the next
 * page's: else the system takes it, hands it out again and clears it a thousand times.
 */
static void keep_memory(void)
{
#ifdef __GLIBC__
	(void)mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
	(void)mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
	(void)mallopt(M_TOP_PAD, 1024 * 1024);
#endif
}

int main(int argc, char **argv)
{
	keep_memory();
	/* who began this program may ignore ends of children: then nobody could wait for one */
	signal(SIGCHLD, SIG_DFL);
	/* a file that grows past a limit is a message, not the end */
	signal(SIGXFSZ, SIG_IGN);
	Arena *arena = arena_new(out_of_memory);
	int status = close_stdout(run(arena, argc, argv));
	arena_free(arena);
	return status;
}
