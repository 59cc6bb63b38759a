/* recto new: a site to begin with, for the person that the command line or a terminal names. */
#include "app/command_parts.h"
#include "app/new_site.h"
#include "app/report.h"
#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- asking --- */

/* A line from the terminal, without what stands around it; false at the end of input. */
static bool read_line(Arena *arena, Str *out)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length = getline(&line, &size, stdin);
	if (length >= 0)
		*out = str_fold_space(arena, (Str){line, (size_t)length});
	free(line);
	return length >= 0;
}

typedef const char *Fault(Str answer);

/* Asks until the answer is right; an empty one leaves *out as it is, unless it is `needed`. */
static bool ask(Arena *arena, const char *question, bool needed, Fault *fault, Str *out)
{
	for (;;) {
		Str answer;
		printf("%s: ", question);
		(void)fflush(stdout);
		if (!read_line(arena, &answer))
			return false;
		const char *wrong = answer.len > 0 ? fault(answer) : NULL;
		if (answer.len == 0 && !needed)
			return true;
		if (answer.len > 0 && wrong == NULL) {
			*out = answer;
			return true;
		}
		printf("  %s\n", answer.len == 0 ? "this one is needed" : wrong);
	}
}

static const char *fault_of_languages(Str text)
{
	const char *fault = NULL;
	Str part;
	for (Str rest = text; fault == NULL && str_split(&rest, ',', &part);)
		for (Str words = part, word; fault == NULL && str_next_word(&words, &word);)
			fault = new_fault_of_language(word);
	return fault;
}

/* False at the end of input. */
static bool ask_all(Arena *arena, Str folder, NewAnswers *answers, Str *languages)
{
	Buf known = buf_in(arena);
	new_write_languages(&known);
	printf("A new site in %.*s. Return leaves an answer out, Ctrl-C writes nothing.\n\n",
	       STR_ARG(folder));
	bool ok =
		ask(arena, "Name, as in \"Wanshu Lin\"", true, new_fault_of_text, &answers->name) &&
		ask(arena, "Name in its own script, as in \"林望舒\" [none]", false,
		    new_fault_of_text, &answers->native_name);
	if (ok)
		printf("Pages have words of their own in %.*s.\n", STR_ARG(buf_str(&known)));
	ok = ok &&
	     ask(arena, "Languages, the site's own first, as in \"en, zh\" [en]", false,
		 fault_of_languages, languages) &&
	     ask(arena, "E-mail [none]", false, new_fault_of_email, &answers->email) &&
	     ask(arena, "Institution [none]", false, new_fault_of_text, &answers->institution);
	printf("\n");
	return ok;
}

/* --- answers of the command line --- */

static int fail(const char *option, const char *fault)
{
	fprintf(stderr, "recto: %s %s\ntry: recto new --help\n", option, fault);
	return EXIT_USAGE;
}

/* What was given on the command line has to be right. */
static int check_answers(const Options *options, const NewAnswers *answers)
{
	const struct {
		const char *option;
		Str given, text;
		Fault *fault;
	} checks[] = {
		{"--name", options->name, answers->name, new_fault_of_text},
		{"--native-name", options->native_name, answers->native_name, new_fault_of_text},
		{"--lang", options->languages, options->languages, fault_of_languages},
		{"--email", options->email, answers->email, new_fault_of_email},
		{"--institution", options->institution, answers->institution, new_fault_of_text}};
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
		const char *fault =
			checks[i].given.len > 0 ? checks[i].fault(checks[i].text) : NULL;
		if (fault != NULL)
			return fail(checks[i].option, fault);
	}
	return EXIT_CLEAN;
}

/* The answers, from the options or the terminal; else why not, as an exit status. */
static int take_answers(Arena *arena, const Options *options, NewAnswers *answers)
{
	*answers = (NewAnswers){.form = options->form,
				.name = str_fold_space(arena, options->name),
				.native_name = str_fold_space(arena, options->native_name),
				.email = str_trim(options->email),
				.institution = str_fold_space(arena, options->institution)};
	Str languages = options->languages;
	if (options->name.len == 0 && !isatty(STDIN_FILENO))
		return fail("new", "needs --name=NAME where there is no terminal to ask on");
	int status = check_answers(options, answers);
	if (status != EXIT_CLEAN)
		return status;
	if (options->name.len == 0 && !ask_all(arena, options->input, answers, &languages)) {
		fputs("nothing was written\n", stderr);
		return EXIT_USAGE;
	}
	new_split_languages(arena, languages, &answers->languages);
	if (answers->languages.len == 0)
		VEC_PUSH(arena, &answers->languages, S("en"));
	return EXIT_CLEAN;
}

/* --- writing --- */

/* A folder that is not there yet, or has nothing in it but what git keeps. */
static bool is_free(Arena *arena, Str folder)
{
	FileEntry *entries;
	size_t count;
	switch (file_kind(folder)) {
	case FILE_NONE: return true;
	case FILE_REGULAR:
	case FILE_OTHER:
		fprintf(stderr, "recto: error: %.*s is no folder\n", STR_ARG(folder));
		return false;
	case FILE_FOLDER: break;
	}
	if (!file_list(arena, folder, &entries, &count)) {
		fprintf(stderr, "recto: error: cannot read %.*s: %s\n", STR_ARG(folder),
			strerror(errno));
		return false;
	}
	for (size_t i = 0; i < count; i++)
		if (!str_eq(entries[i].name, S(".git"))) {
			fprintf(stderr,
				"recto: error: %.*s is not empty: it has %.*s\n"
				"  hint: name a folder that is not there yet; `recto build %.*s` "
				"builds "
				"what is\n",
				STR_ARG(folder), STR_ARG(entries[i].name), STR_ARG(folder));
			return false;
		}
	return true;
}

static int write_files(Arena *arena, const Options *options, const NewFiles *files)
{
	for (size_t i = 0; i < files->len; i++) {
		Str path = path_join(arena, options->input, files->ptr[i].path);
		if (file_write(arena, path, files->ptr[i].bytes) == FILE_FAILED) {
			fprintf(stderr, "recto: error: cannot write %.*s: %s\n", STR_ARG(path),
				strerror(errno));
			return EXIT_SYSTEM;
		}
		if (!options->quiet)
			printf("%.*s\n", STR_ARG(path));
	}
	return EXIT_CLEAN;
}

/* Languages whose pages are in English for now. */
static void tell_languages(Arena *arena, const NewAnswers *answers)
{
	for (size_t i = 0; i < answers->languages.len; i++)
		if (!new_has_words(arena, answers->languages.ptr[i]))
			fprintf(stderr,
				"recto: note: there are no words in %.*s yet: its pages begin in "
				"English\n",
				STR_ARG(answers->languages.ptr[i]));
}

static int make_site(Arena *arena, const Options *options)
{
	NewAnswers answers;
	NewFiles files;
	Diags diags = diags_in(arena);
	if (!is_free(arena, options->input))
		return EXIT_USAGE;
	int status = take_answers(arena, options, &answers);
	if (status != EXIT_CLEAN)
		return status;
	if (!new_site_make(arena, &answers, &diags, &files)) {
		Sources sources = sources_in(arena);
		Buf text = buf_in(arena);
		report_write_diags(&text, &sources, &diags, DIAG_ERROR, false);
		fprintf(stderr, "%.*s", STR_ARG(buf_str(&text)));
		return EXIT_SYSTEM;
	}
	status = write_files(arena, options, &files);
	if (status != EXIT_CLEAN)
		return status;
	tell_languages(arena, &answers);
	if (!options->quiet)
		printf("\nnow: recto build %.*s, and open %.*s/_site/index.html\n",
		       STR_ARG(options->input), STR_ARG(options->input));
	return EXIT_CLEAN;
}

int command_new(const Options *options, ArenaOom *oom)
{
	Arena *arena = arena_new(oom);
	int status = make_site(arena, options);
	arena_free(arena);
	return status;
}
