#include "app/serve_build.h"

#include "app/clock.h"
#include "app/command_parts.h"
#include "app/serve_state.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * The report is a row of records: a letter, a text, a NUL.
 *
 *     F path      a file of the output folder      B url       baseurl
 *     C path      likewise, and it changed         M number    milliseconds
 *     D folder    the site was read from there     S json      the state
 *     O           all was written                  Z           the end
 */

/* --- in the process of the build --- */

typedef struct {
	Run *run;
	Buf files; /* records */
	VEC(Str) changed;
} Report;

static void add_record(Buf *out, char kind, Str text)
{
	buf_add_char(out, kind);
	buf_add(out, text);
	buf_add_char(out, '\0');
}

static void on_file(void *context, const Product *product)
{
	Report *r = context;
	Str output = r->run->pipeline->options.output;
	Str path = str_from_offset(product->path, output.len);
	while (str_starts(path, S("/")))
		path = str_from_offset(path, 1);
	add_record(&r->files, product->changed ? 'C' : 'F', path);
	if (product->changed)
		VEC_PUSH(r->run->arena, &r->changed, str_dup(r->run->arena, path));
}

/* The folders of a single page and of what it shows. */
static void add_folders(Buf *out, const Pipeline *p)
{
	Map folders = map_in(out->arena);
	for (size_t i = 0; i < p->sources.len; i++)
		if (file_kind(p->sources.items[i]->path) == FILE_REGULAR)
			map_set(&folders, path_folder(p->sources.items[i]->path), out);
	for (size_t i = 0; i < p->site->asset_count; i++)
		map_set(&folders, path_folder(p->site->assets[i].file), out);
	for (size_t i = 0; i < folders.len; i++) {
		Str folder = folders.entries[i].key;
		add_record(out, 'D', folder.len > 0 ? folder : S("."));
	}
}

static void send_all(int to, Str bytes)
{
	while (bytes.len > 0) {
		ssize_t size = write(to, bytes.ptr, bytes.len);
		if (size < 0 && errno == EINTR)
			continue;
		if (size <= 0)
			return;
		bytes = str_from_offset(bytes, (size_t)size);
	}
}

static void build_and_report(const Options *options, BuildName name, int report, ArenaOom *oom)
{
	int64_t begun = clock_milliseconds();
	Run run = command_run_new(options, oom);
	Pipeline *p = run.pipeline;
	Report r = {.run = &run, .files = buf_in(run.arena)};
	SiteMade made = {0};
	bool written =
		command_make_site(&run, &made) && command_write_site(&run, &made, on_file, &r);
	ServeState state = {.build = name.id,
			    .previous = name.previous,
			    .ok = written,
			    .milliseconds = (uint32_t)(clock_milliseconds() - begun),
			    .variants = made.variants,
			    .changed = r.changed.ptr,
			    .changed_count = r.changed.len};
	command_print_diags(&run);
	Buf *out = &r.files;
	add_record(out, 'S', serve_state_write(run.arena, p, &state));
	add_record(out, 'M', str_format(run.arena, "%u", state.milliseconds));
	if (written) {
		add_record(out, 'O', S(""));
		add_record(out, 'B', p->site->baseurl);
	}
	if (p->site != NULL && p->site->single)
		add_folders(out, p);
	add_record(out, 'Z', S(""));
	(void)fflush(NULL);
	send_all(report, buf_str(out));
}

/* Descriptors of the server are its own: connections end when it closes them. Signals from the
 * keyboard are for it as well: a build is brought to its end. */
static _Noreturn void be_the_build(const Options *options, BuildName name, int report,
				   ArenaOom *oom)
{
	sigset_t block;
	sigemptyset(&block);
	sigaddset(&block, SIGINT);
	sigprocmask(SIG_SETMASK, &block, NULL);
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	report = dup2(report, STDERR_FILENO + 1);
	if (report < 0 || close_range(STDERR_FILENO + 2, ~0U, 0) != 0)
		_Exit(EXIT_SYSTEM);
	build_and_report(options, name, report, oom);
	_Exit(EXIT_CLEAN);
}

/* --- in the server --- */

bool serve_build_start(ServeBuild *build, Arena *arena, const Options *options, BuildName name,
		       ArenaOom *oom)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	(void)fcntl(ends[0], F_SETFL, O_NONBLOCK);
	(void)fflush(NULL);
	pid_t process = fork();
	if (process == 0)
		be_the_build(options, name, ends[1], oom);
	int reason = errno;
	close(ends[1]);
	if (process < 0) {
		close(ends[0]);
		errno = reason;
		return false;
	}
	*build = (ServeBuild){process, ends[0], name, buf_in(arena)};
	return true;
}

static void take_record(ServeBuilt *out, Arena *arena, char kind, Str text)
{
	int64_t number = 0;
	switch (kind) {
	case 'C':
		out->changed++;
		map_set(&out->files, text, out);
		break;
	case 'F':
		if (!map_has(&out->files, text))
			map_set(&out->files, text, NULL);
		break;
	case 'D': VEC_PUSH(arena, &out->folders, text); break;
	case 'B': out->baseurl = text; break;
	case 'S': out->state = text; break;
	case 'O': out->written = true; break;
	case 'M': out->milliseconds = str_to_int(text, &number) ? (uint32_t)number : 0; break;
	}
}

/* False when the report has no end: the build fell. */
static bool take_report(ServeBuilt *out, Arena *arena, Str report)
{
	for (Str record; str_split(&report, '\0', &record);) {
		if (str_eq(record, S("Z")))
			return true;
		if (record.len > 0)
			take_record(out, arena, record.ptr[0], str_from_offset(record, 1));
	}
	return false;
}

bool serve_build_read(ServeBuild *build, Arena *arena, ServeBuilt *out)
{
	for (;;) {
		ssize_t size = read(build->report, buf_reserve(&build->bytes, 65536), 65536);
		if (size < 0 && (errno == EINTR || errno == EAGAIN))
			return false;
		if (size <= 0)
			break;
		build->bytes.len += (size_t)size;
	}
	int how = 0;
	while (waitpid(build->process, &how, 0) < 0 && errno == EINTR)
		;
	close(build->report);
	build->process = 0;
	*out = (ServeBuilt){.files = map_in(arena)};
	if (take_report(out, arena, str_dup(arena, buf_str(&build->bytes))))
		return true;
	Str text = WIFSIGNALED(how)
			   ? str_format(arena, "the build was ended by signal %d", WTERMSIG(how))
			   : S("the build came to no end");
	*out = (ServeBuilt){.files = map_in(arena),
			    .state = serve_state_fallen(arena, build->name.id, text)};
	fprintf(stderr, "recto: error: %.*s\n", STR_ARG(text));
	return true;
}

void serve_build_wait(ServeBuild *build)
{
	if (build->process == 0)
		return;
	close(build->report);
	while (waitpid(build->process, NULL, 0) < 0 && errno == EINTR)
		;
	build->process = 0;
}
