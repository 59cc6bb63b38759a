/*
 * recto diff: what changed between two sites, in words.
 *
 * Revisions of git are written to a temporary folder first. Then a process of its own compares, and
 * this one waits and takes the folder away, whatever becomes of the other.
 */
#include "app/command_parts.h"
#include "app/git.h"
#include "app/report.h"
#include "base/file.h"
#include "base/hash.h"
#include "typeset/spread.h"
#include "write/changes.h"
#include "write/pdf.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A comment on GitHub has 65,536 characters at most. */
enum { COMMENT_LIMIT = 60000 };

/* One of the two. */
typedef struct {
	Str name;  /* as it was asked for */
	Str input; /* where it is read */
	bool in_git;
	Options options; /* as for it alone */
	Run run;	 /* pipeline: NULL before it is begun */
	size_t pages;	 /* of the PDF, 0: it could not be set */
	DiffVariant *variants;
	size_t variant_count;
} Side;

typedef struct {
	const Options *options;
	ArenaOom *oom;
	Arena *arena;
	Side old, new;
} Diff;

/* --- reading --- */

/* Sources of a revision are named after it, not after the folder they lie in. */
static void rename_sources(const Diff *diff, const Side *side)
{
	Sources *sources = &side->run.pipeline->sources;
	bool path = str_find_char(side->name, ':', 0) != STR_NONE;
	Str from = file_kind(side->input) == FILE_REGULAR ? path_folder(side->input) : side->input;
	from = path_normalise(diff->arena, from);
	for (size_t i = 0; side->in_git && i < sources->len; i++) {
		Str shown = sources->items[i]->path;
		if (str_starts(shown, from) && shown.len > from.len)
			sources->items[i]->path =
				str_concat3(diff->arena, side->name, path ? S("/") : S(":"),
					    str_from_offset(shown, from.len + 1));
	}
}

static void set_variants(Side *side)
{
	Pipeline *p = side->run.pipeline;
	side->variant_count = p->site->variant_count;
	side->variants = ARENA_ARRAY(p->arena, DiffVariant, side->variant_count);
	for (size_t i = 0; i < side->variant_count; i++) {
		const CvVariant *variant = &p->site->variants[i];
		PipelineVariant made;
		bool ok = pipeline_make_variant(p, variant, false, &made);
		side->variants[i] =
			(DiffVariant){variant->name, ok ? made.doc : NULL, ok ? made.pages : 0};
	}
}

/* Reads and sets one side; what is wrong with it is told, but only errors: a diff is no check. */
static void read_side(const Diff *diff, Side *side)
{
	Buf text = buf_in(diff->arena);
	side->options = *diff->options;
	side->options.input = side->input;
	side->run = command_run_new(&side->options, diff->oom);
	Pipeline *p = side->run.pipeline;
	bool ok = pipeline_read(p);
	if (ok && pipeline_typeset(p, NULL, NULL))
		side->pages = p->paper.frame_count;
	else if (p->site != NULL && p->cv == NULL)
		p->cv = site_cv_doc(p->site, &p->diags);
	if (side->pages > 0)
		set_variants(side);
	rename_sources(diff, side);
	bool colour = command_has_colours(stderr);
	report_write_diags(&text, &p->sources, &p->diags, DIAG_ERROR, colour);
	Str said = buf_str(&text);
	(void)fwrite(said.ptr, 1, said.len, stderr);
	if (p->diags.errors > 0 && !diff->options->quiet)
		fprintf(stderr, "of %.*s only what could be read is compared\n",
			STR_ARG(side->name));
}

/* --- comparing --- */

static bool write_changes(const Diff *diff, const Changes *changes)
{
	Buf out = buf_in(diff->arena);
	bool colour = command_has_colours(stdout);
	if (diff->options->quiet)
		return true;
	switch (diff->options->changes) {
	case CHANGES_TEXT: changes_write_text(&out, changes, colour); break;
	case CHANGES_MARKDOWN: changes_write_markdown(&out, changes, COMMENT_LIMIT); break;
	case CHANGES_JSON: changes_write_json(&out, changes); break;
	}
	return command_write_stdout(buf_str(&out));
}

/* --- pictures --- */

/* The fingerprint of a picture file; of an address the one of its text. */
static uint64_t picture_name(void *context, Str file)
{
	Str bytes;
	(void)context;
	if (str_starts_nocase(file, S("data:")) || !file_map(file, &bytes))
		return hash_bytes(file, 1);
	uint64_t name = hash_bytes(bytes, 0);
	file_unmap(bytes);
	return name;
}

static int fail_pictures(const Diff *diff, Str why)
{
	fprintf(stderr, "recto: error: cannot write %.*s: %.*s\n", STR_ARG(diff->options->pictures),
		STR_ARG(why));
	return EXIT_SYSTEM;
}

/* The PDF of changed pages, made in the pipeline of the new side. */
static int write_pictures(Diff *diff)
{
	Pipeline *p = diff->new.run.pipeline;
	const Paper *old = &diff->old.run.pipeline->paper;
	Buf pdf = buf_in(p->arena);
	Paper paper;
	if (diff->old.pages == 0 || diff->new.pages == 0)
		return fail_pictures(diff, S("one of the CVs could not be set"));
	if (command_is_source(&diff->old.run, diff->options->pictures) ||
	    command_is_source(&diff->new.run, diff->options->pictures))
		return fail_pictures(diff, S("one of the sites is made of that file"));
	Comparison found = compare_papers(p->arena, old, &p->paper, picture_name, NULL);
	LayoutOptions layout = pipeline_layout_options(p);
	SpreadSide left = {old, diff->old.name}, right = {&p->paper, diff->new.name};
	size_t sheets =
		spread_make(p->arena, p->fonts, &layout, &p->diags, &found, &left, &right, &paper);
	PdfOptions options = {.date = p->options.date, .fonts = p->fonts};
	if (!pdf_write(p->arena, &paper, &options, &p->diags, &pdf))
		return fail_pictures(diff, S("there is no PDF of it"));
	if (file_write(diff->arena, diff->options->pictures, buf_str(&pdf)) == FILE_FAILED)
		return fail_pictures(diff, str_from(strerror(errno)));
	if (!diff->options->quiet)
		fprintf(stderr, "%.*s: %zu of %zu pages changed\n",
			STR_ARG(diff->options->pictures), sheets, found.pairs.len);
	return EXIT_CLEAN;
}

static int compare(Diff *diff)
{
	read_side(diff, &diff->old);
	read_side(diff, &diff->new);
	const Pipeline *old = diff->old.run.pipeline, *new = diff->new.run.pipeline;
	bool faulty = old->diags.errors + new->diags.errors > 0;
	if (old->site == NULL || new->site == NULL)
		return EXIT_CONTENT;
	DiffSite before = {old->site, old->cv, diff->old.variants, diff->old.variant_count};
	DiffSite after = {new->site, new->cv, diff->new.variants, diff->new.variant_count};
	SiteDiff found = diff_sites(diff->arena, &before, &after);
	Changes changes = {.old = {diff->old.name, diff->old.pages, &old->sources},
			   .new = {diff->new.name, diff->new.pages, &new->sources},
			   .diff = &found};
	if (!write_changes(diff, &changes))
		return EXIT_SYSTEM;
	if (diff->options->pictures.len > 0 && write_pictures(diff) != EXIT_CLEAN)
		return EXIT_SYSTEM;
	bool any = found.any || diff->old.pages != diff->new.pages;
	return faulty || (diff->options->exit_code && any) ? EXIT_CONTENT : EXIT_CLEAN;
}

/* --- revisions --- */

/* Removes a file, or a folder with all that is in it; links are not followed. */
static void remove_all(Arena *arena, Str path)
{
	FileEntry *entries;
	size_t count;
	const char *name = str_to_cstr(arena, path);
	if (unlink(name) == 0 || (errno != EISDIR && errno != EPERM))
		return;
	if (file_list(arena, path, &entries, &count))
		for (size_t i = 0; i < count; i++)
			remove_all(arena, path_join(arena, path, entries[i].name));
	(void)rmdir(name);
}

static int fail(const char *what, Str why)
{
	fprintf(stderr, "recto: error: %s%.*s\n", what, STR_ARG(why));
	return EXIT_SYSTEM;
}

static bool extract(Diff *diff, Side *side, Str folder)
{
	Str error, site = diff->options->site.len > 0 ? diff->options->site : S(".");
	if (!side->in_git)
		return true;
	if (!file_make_folder(diff->arena, folder)) {
		fail("cannot make a folder: ", str_from(strerror(errno)));
		return false;
	}
	if (git_extract(diff->arena, site, side->name, folder, &side->input, &error))
		return true;
	fail("", error);
	return false;
}

static int extract_and_compare(Diff *diff, Str folder)
{
	Str old = path_join(diff->arena, folder, S("old")),
	    new = path_join(diff->arena, folder, S("new"));
	if (!extract(diff, &diff->old, old) || !extract(diff, &diff->new, new))
		return EXIT_SYSTEM;
	return compare(diff);
}

/* Waits for the process; what is to end this one ends the other first, and with it the git that it
 * waits for: they are a group. */
static int wait_for(pid_t process, const sigset_t *signals)
{
	for (int how, got = 0;; got = sigwaitinfo(signals, NULL)) {
		if (got > 0 && got != SIGCHLD)
			(void)kill(-process, got);
		pid_t done = waitpid(process, &how, WNOHANG);
		if (done == process)
			return WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how);
		if (done < 0 && errno != EINTR)
			return EXIT_SYSTEM;
	}
}

static int compare_in_folder(Diff *diff, Str folder)
{
	sigset_t signals, before;
	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	(void)sigprocmask(SIG_BLOCK, &signals, &before);
	pid_t process = fork();
	if (process == 0) {
		(void)setpgid(0, 0);
		(void)signal(SIGTTOU, SIG_IGN); /* it writes to the terminal even so */
		(void)sigprocmask(SIG_SETMASK, &before, NULL);
		int status = extract_and_compare(diff, folder);
		_Exit(fflush(stdout) == 0 ? status : EXIT_SYSTEM);
	}
	if (process > 0)
		(void)setpgid(process, process); /* whichever of the two is first */
	int status = process < 0 ? fail("cannot start a process: ", str_from(strerror(errno)))
				 : wait_for(process, &signals);
	remove_all(diff->arena, folder);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	return status;
}

static int compare_revisions(Diff *diff)
{
	const char *place = getenv("TMPDIR");
	char *folder =
		str_to_cstr(diff->arena,
			    path_join(diff->arena,
				      place != NULL && *place != '\0' ? str_from(place) : S("/tmp"),
				      S("recto-diff-XXXXXX")));
	if (mkdtemp(folder) == NULL)
		return fail("cannot make a folder for revisions: ", str_from(strerror(errno)));
	return compare_in_folder(diff, str_from(folder));
}

/* --- which two --- */

/* The name of a folder or file is that; else it is a revision. */
static Side side_of(Str name)
{
	FileKind kind = file_kind(name);
	return (Side){
		.name = name, .input = name, .in_git = kind != FILE_FOLDER && kind != FILE_REGULAR};
}

int command_diff(const Options *options, ArenaOom *oom)
{
	Diff diff = {.options = options, .oom = oom, .arena = arena_new(oom)};
	const StrList *names = &options->inputs;
	Str here = options->site.len > 0 ? options->site : S(".");
	diff.old = side_of(names->len > 0 ? names->ptr[0] : S("HEAD"));
	diff.new = side_of(names->len > 1 ? names->ptr[1] : here);
	int status = diff.old.in_git || diff.new.in_git ? compare_revisions(&diff) : compare(&diff);
	if (diff.old.run.pipeline != NULL)
		command_run_free(&diff.old.run);
	if (diff.new.run.pipeline != NULL)
		command_run_free(&diff.new.run);
	arena_free(diff.arena);
	return status;
}
