#include "app/git.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/vec.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

typedef VEC(char *) Words;

typedef struct {
	Arena *arena;
	Str place;   /* folder that git looks around in */
	Str index;   /* the file of the index that is written */
	bool absent; /* there is no git */
	Str said;    /* on standard error, the first line */
} Git;

/* The environment, with an index of our own and nobody to ask. */
static char **environment(Git *git)
{
	static const Str ours[] = {STR_INIT("GIT_INDEX_FILE="), STR_INIT("GIT_OPTIONAL_LOCKS="),
				   STR_INIT("GIT_TERMINAL_PROMPT=")};
	const Str values[] = {git->index, S("0"), S("0")};
	Words out = {0};
	for (char **at = environ; *at != NULL; at++) {
		bool own = false;
		for (size_t i = 0; i < 3; i++)
			own = own || str_starts(str_from(*at), ours[i]);
		if (!own)
			VEC_PUSH(git->arena, &out, *at);
	}
	for (size_t i = 0; i < 3; i++)
		if (values[i].len > 0)
			VEC_PUSH(git->arena, &out,
				 str_to_cstr(git->arena,
					     str_concat(git->arena, ours[i], values[i])));
	VEC_PUSH(git->arena, &out, NULL);
	return out.ptr;
}

static Str read_back(Arena *arena, FILE *file)
{
	Buf out = buf_in(arena);
	char bytes[4096];
	rewind(file);
	for (size_t n; (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
		buf_add_bytes(&out, bytes, n);
	return buf_str(&out);
}

/* Runs it and waits; its exit status, or -1 when it did not run or was ended. */
static int spawn(Git *git, char **words, FILE *out, FILE *err)
{
	posix_spawn_file_actions_t actions;
	pid_t process;
	int how;
	if (posix_spawn_file_actions_init(&actions) != 0)
		return -1;
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", 0, 0);
	posix_spawn_file_actions_adddup2(&actions, fileno(out), STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, fileno(err), STDERR_FILENO);
	int failed = posix_spawnp(&process, "git", &actions, NULL, words, environment(git));
	posix_spawn_file_actions_destroy(&actions);
	git->absent = failed == ENOENT;
	if (failed != 0)
		return -1;
	while (waitpid(process, &how, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

/* git with some words; *out, which may be NULL, gets what it prints, without the line end. No hook
 * of the repository runs, and no index but the own one is written. */
static bool run(Git *git, const Str *words, size_t count, Str *out)
{
	static const char *const first[] = {"git",
					    "-c",
					    "core.hooksPath=/dev/null",
					    "-c",
					    "core.splitIndex=false",
					    "-c",
					    "core.fsmonitor=false",
					    "-c",
					    "core.sparseCheckout=false",
					    "-C"};
	Words argv = {0};
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		VEC_PUSH(git->arena, &argv, str_to_cstr(git->arena, str_from(first[i])));
	VEC_PUSH(git->arena, &argv, str_to_cstr(git->arena, git->place));
	for (size_t i = 0; i < count; i++)
		VEC_PUSH(git->arena, &argv, str_to_cstr(git->arena, words[i]));
	VEC_PUSH(git->arena, &argv, NULL);
	FILE *printed = tmpfile(), *said = tmpfile();
	bool ok = false;
	git->said = printed == NULL || said == NULL ? str_from(strerror(errno)) : S("");
	if (printed != NULL && said != NULL) {
		ok = spawn(git, argv.ptr, printed, said) == 0;
		Str lines = read_back(git->arena, said);
		(void)str_split(&lines, '\n', &git->said);
		if (out != NULL)
			*out = str_trim_end(read_back(git->arena, printed));
	}
	if (printed != NULL)
		fclose(printed);
	if (said != NULL)
		fclose(said);
	return ok;
}

#define RUN(git, out, ...)                                                                         \
	run((git), (const Str[]){__VA_ARGS__}, sizeof((const Str[]){__VA_ARGS__}) / sizeof(Str),   \
	    (out))

/* The path of the site in the repository, "" for the top. */
static bool find_place(Git *git, Str site, Str name, Str *path, Str *error)
{
	bool folder = file_kind(site) == FILE_FOLDER;
	git->place = folder ? site : path_folder(site);
	if (git->place.len == 0)
		git->place = S(".");
	if (!RUN(git, path, S("rev-parse"), S("--show-prefix"))) {
		*error =
			str_format(git->arena,
				   git->absent ? "%.*s is no folder or file, and there is no git "
						 "to ask for a revision; install git"
					       : "%.*s is no folder or file, and %.*s is in no git "
						 "repository (%.*s)",
				   STR_ARG(name), STR_ARG(git->place), STR_ARG(git->said));
		return false;
	}
	if (!folder)
		*path = str_concat(git->arena, *path, path_name(site));
	while (str_ends(*path, S("/")))
		path->len--;
	return true;
}

/* The tree that has the path, and the name of a file in it. */
static bool find_tree(Git *git, Str revision, Str path, Str *tree, Str *file, Str *error)
{
	Str top, type;
	if (revision.len == 0 ||
	    !RUN(git, &top, S("rev-parse"), S("--verify"), S("--quiet"), S("--end-of-options"),
		 str_concat(git->arena, revision, S("^{tree}")))) {
		*error = str_format(git->arena,
				    "%.*s is no folder or file, and git knows no such revision",
				    STR_ARG(revision));
		return false;
	}
	Str object = path.len > 0 ? str_concat3(git->arena, top, S(":"), path) : top;
	bool there = RUN(git, &type, S("cat-file"), S("-t"), object);
	*file = S("");
	if (there && str_eq(type, S("blob"))) { /* with the files beside it */
		Str folder = path_folder(path);
		*file = path_name(path);
		object = folder.len > 0 ? str_concat3(git->arena, top, S(":"), folder) : top;
	} else if (!there || !str_eq(type, S("tree"))) {
		*error = str_format(git->arena, "the revision %.*s has no \"%.*s\"",
				    STR_ARG(revision), STR_ARG(path));
		return false;
	}
	*tree = object;
	return true;
}

/* The path behind "REV:", from the top. */
static Str whole_path(Arena *arena, Str said, Str place)
{
	bool relative = str_starts(said, S("./")) || str_eq(said, S("."));
	if (relative)
		said = path_join(arena, place, said);
	said = path_normalise(arena, said);
	return str_eq(said, S(".")) ? S("") : said;
}

/* The colon of REV:PATH: none in braces, as in HEAD@{10:30}. */
static size_t find_colon(Str name)
{
	int depth = 0;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if (c == ':' && depth == 0)
			return i;
		depth += (c == '{') - (c == '}');
	}
	return STR_NONE;
}

bool git_extract(Arena *arena, Str site, Str name, Str folder, Str *out, Str *error)
{
	Git git = {.arena = arena};
	Str place, tree, file, revision = name, path;
	if (!find_place(&git, site, name, &place, error))
		return false;
	size_t colon = find_colon(name);
	path = place;
	if (colon != STR_NONE) {
		revision = str_slice(name, 0, colon);
		path = whole_path(arena, str_from_offset(name, colon + 1), place);
	}
	if (!find_tree(&git, revision, path, &tree, &file, error))
		return false;
	Str files = path_join(arena, folder, S("files")), repository = S("");
	git.index = path_join(arena, folder, S("index"));
	bool ok = file_make_folder(arena, files) &&
		  RUN(&git, &repository, S("rev-parse"), S("--absolute-git-dir"));
	repository = str_concat(arena, S("--git-dir="), repository);
	Str work = str_concat(arena, S("--work-tree="), files);
	ok = ok && RUN(&git, NULL, repository, work, S("read-tree"), tree) &&
	     RUN(&git, NULL, repository, work, S("checkout-index"), S("--all"), S("--quiet"));
	*out = path_join(arena, files, file);
	if (!ok)
		*error = str_format(arena, "git cannot write the files of %.*s: %.*s",
				    STR_ARG(name), STR_ARG(git.said));
	return ok;
}
