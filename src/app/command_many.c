/*
 * command_many: recto build of several sites, each in a process of its own, so that no site can
 * harm another. What they print is shown whole, in the order of the command line.
 */
#include "app/command_parts.h"
#include "app/processors.h"
#include "base/file.h"
#include "base/map.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
	Options options;
	FILE *out, *err; /* what it prints */
	pid_t process;	 /* 0: not begun */
	bool over;
	int status;
} Work;

/* The name of a site's folder, or of its page without extension. */
static Str name_of(Arena *arena, Str input)
{
	Str real = input;
	(void)file_real_path(arena, input, &real);
	Str name = path_name(real);
	if (file_kind(real) == FILE_REGULAR)
		name = str_slice(name, 0, name.len - path_extension(name).len);
	return name;
}

/* -o names a folder with one for each site; two sites must not have the same. */
static bool plan(Arena *arena, const Options *options, Work *works)
{
	Map taken = map_in(arena);
	for (size_t i = 0; i < options->inputs.len; i++) {
		Work *w = &works[i];
		w->options = *options;
		w->options.input = options->inputs.ptr[i];
		w->options.inputs.len = 1;
		Str name = name_of(arena, w->options.input);
		if (options->output.len > 0)
			w->options.output = path_join(arena, options->output, name);
		Str place = options->output.len > 0 ? w->options.output
						    : command_output_folder(arena, &w->options);
		const Str *other = map_get(&taken, place);
		if (other != NULL) {
			fprintf(stderr, "recto: %.*s and %.*s would both be written to %.*s\n",
				STR_ARG(*other), STR_ARG(w->options.input), STR_ARG(place));
			return false;
		}
		map_set(&taken, place, &w->options.input);
	}
	return true;
}

/* In the new process: what is printed goes to the files. */
static _Noreturn void build_site(const Work *w, ArenaOom *oom)
{
	int status = EXIT_SYSTEM;
	if (dup2(fileno(w->out), STDOUT_FILENO) >= 0 && dup2(fileno(w->err), STDERR_FILENO) >= 0)
		status = command_run(&w->options, oom);
	if (fflush(stdout) != 0)
		status = EXIT_SYSTEM;
	_Exit(status);
}

/* False with errno when the system has no process or file for it. */
static bool start(Work *w, ArenaOom *oom)
{
	w->out = tmpfile();
	w->err = tmpfile();
	if (w->out == NULL || w->err == NULL)
		return false;
	(void)fflush(NULL);
	w->process = fork();
	if (w->process == 0)
		build_site(w, oom);
	return w->process > 0;
}

static void show(FILE *from, FILE *to)
{
	char bytes[4096];
	rewind(from);
	for (size_t n; (n = fread(bytes, 1, sizeof bytes, from)) > 0;)
		(void)fwrite(bytes, 1, n, to);
	(void)fflush(to);
	fclose(from);
}

/* What a site that is over has printed; a process that fell is told of. */
static void finish(Work *w, bool quiet)
{
	if (!quiet)
		printf("%.*s:\n", STR_ARG(w->options.input));
	show(w->out, stdout);
	show(w->err, stderr);
	if (w->status < 0) {
		fprintf(stderr, "recto: error: the build of %.*s was ended by signal %d\n",
			STR_ARG(w->options.input), -w->status);
		w->status = EXIT_SYSTEM;
	}
}

/* Waits for one of the processes. */
static void wait_for_one(Work *works, size_t count)
{
	int how;
	pid_t process = wait(&how);
	for (size_t i = 0; i < count; i++) {
		if (works[i].over || works[i].process != process)
			continue;
		works[i].over = true;
		works[i].status = WIFEXITED(how) ? WEXITSTATUS(how) : -WTERMSIG(how);
	}
}

static int run_all(Work *works, const Options *options, ArenaOom *oom)
{
	size_t count = options->inputs.len, begun = 0, shown = 0, running = 0;
	int worst = EXIT_CLEAN;
	while (shown < count) {
		while (begun < count && running < options->job_count) {
			if (!start(&works[begun], oom)) {
				fprintf(stderr, "recto: error: cannot start a build: %s\n",
					strerror(errno));
				while (running-- > 0)
					wait_for_one(works, begun);
				return EXIT_SYSTEM;
			}
			begun++;
			running++;
		}
		wait_for_one(works, begun);
		running--;
		for (; shown < begun && works[shown].over; shown++) {
			finish(&works[shown], options->quiet);
			worst = works[shown].status > worst ? works[shown].status : worst;
		}
	}
	return worst;
}

int command_many(const Options *options, ArenaOom *oom)
{
	Arena *arena = arena_new(oom);
	Work *works = ARENA_ARRAY(arena, Work, options->inputs.len);
	Options own = *options;
	if (own.job_count == 0)
		own.job_count = processors_count();
	int status = plan(arena, options, works) ? run_all(works, &own, oom) : EXIT_USAGE;
	arena_free(arena);
	return status;
}
