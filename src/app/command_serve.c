/*
 * recto serve: one thread that waits for files to change, requests to answer, builds to end and the
 * signal to go. Builds are processes of their own (serve_build.h), so that requests are answered
 * while one goes on, from what the last good build wrote.
 */
#include "app/clock.h"
#include "app/command_parts.h"
#include "app/serve_answer.h"
#include "app/serve_build.h"
#include "app/watch.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	QUIET_MS = 15,	       /* without a further change before a build begins */
	QUIET_GONE_MS = 80,    /* when files only went: an editor may be about to put a new one */
	LONGEST_WAIT_MS = 250, /* even while files go on changing */
	BEAT_MS = 15000,
	LOST_MS = 500, /* looks for a site's folder that went */
	PORTS = 20,    /* tried from the usual one on */
	SHOWN = 4,     /* changed files that a line names */
};

typedef struct {
	const Options *options;
	ArenaOom *oom;
	Arena *arena; /* for as long as the server runs */
	Watch *watch;
	ServeHttp *http;
	Served served;
	Arena *served_arena; /* of `served`; NULL: no build was good yet */
	ServeBuild build;
	Arena *build_arena; /* of the build that goes on */
	uint64_t first_id;
	unsigned builds;
	bool dirty;	    /* files changed since the last build began */
	int64_t since, due; /* milliseconds: the first of these changes; when to build */
	int64_t beat;
	bool opened, failed;
	Buf cause;	 /* the file that changed since the last build began */
	Str build_cause; /* the one that the build that goes on was begun for; in its arena */
} Server;

static void answer(void *context, Arena *arena, const HttpRequest *request, HttpReply *out)
{
	const Server *server = context;
	serve_answer(&server->served, arena, request, out);
}

static Str address(const Server *server, Arena *arena, Str path)
{
	return str_format(arena, "http://127.0.0.1:%u%.*s", serve_http_port(server->http),
			  STR_ARG(path));
}

/* --- builds --- */

static void start_build(Server *server)
{
	Arena *arena = arena_new_like(server->arena);
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	BuildName name = {
		.id = str_format(arena, "%llx-%u", (unsigned long long)server->first_id,
				 server->builds++),
		.previous = str_dup(arena, server->served.build),
	};
	if (!serve_build_start(&server->build, arena, server->options, name, server->oom)) {
		fprintf(stderr, "recto: error: cannot start a build: %s\n", strerror(errno));
		arena_free(arena);
		server->dirty = true; /* again, the first build as well */
		server->due = clock_milliseconds() + LOST_MS;
		return;
	}
	server->build_arena = arena;
	server->build_cause = str_dup(arena, buf_str(&server->cause));
	server->cause.len = 0;
	server->dirty = false;
}

/* ": index.html, cv/index.html and 3 more in 87 ms". */
static void add_changed(Buf *line, const ServeBuilt *built)
{
	size_t shown = 0;
	buf_add_cstr(line, built->changed > 0 ? ": " : ": nothing new");
	for (size_t i = 0; i < built->files.len && shown < SHOWN; i++)
		if (built->files.entries[i].value != NULL) {
			buf_add_cstr(line, shown++ > 0 ? ", " : "");
			buf_add(line, built->files.entries[i].key);
		}
	if (built->changed > shown)
		buf_add_format(line, " and %zu more", built->changed - shown);
	buf_add_format(line, " in %u ms\n", built->milliseconds);
}

/* What a build did, and after which change. */
static void print_build(const Server *server, const ServeBuilt *built)
{
	Buf line = buf_in(server->build_arena);
	if (server->options->quiet)
		return;
	buf_add(&line, server->build_cause.len > 0 ? server->build_cause : S("built"));
	if (!built->written)
		buf_add_cstr(&line, ": not built, what there was before is still served\n");
	else
		add_changed(&line, built);
	Str s = buf_str(&line);
	(void)fwrite(s.ptr, 1, s.len, stdout);
	(void)fflush(stdout);
}

/* From now on what a good build wrote is served. */
static void take_over(Server *server, ServeBuilt *built, Str id)
{
	Arena *arena = server->build_arena;
	Map *files = ARENA_NEW(arena, Map);
	*files = built->files;
	Str output = command_output_folder(arena, server->options);
	if (server->served.output >= 0)
		close(server->served.output);
	server->served = (Served){
		.output = open(str_to_cstr(arena, output), O_RDONLY | O_DIRECTORY | O_CLOEXEC),
		.baseurl = built->baseurl,
		.files = files,
		.build = id,
	};
	arena_free(server->served_arena);
	server->served_arena = arena;
}

static void open_browser(Server *server)
{
	Str url = address(server, server->arena, S(SERVE_PREVIEW_PATH));
	char *const words[] = {"xdg-open", str_to_cstr(server->arena, url), NULL};
	(void)fflush(NULL);
	pid_t process = fork();
	if (process != 0) {
		if (process > 0)
			waitpid(process, NULL, 0);
		return;
	}
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	(void)close_range(STDERR_FILENO + 1, ~0U, 0);
	if (fork() == 0) { /* whose parent nobody waits for */
		execvp(words[0], words);
		fprintf(stderr, "recto: cannot run xdg-open (%s); the address is %s\n",
			strerror(errno), words[1]);
		fflush(stderr);
	}
	_Exit(EXIT_CLEAN);
}

static void end_build(Server *server)
{
	ServeBuilt built;
	Arena *arena = server->build_arena;
	Str id = server->build.name.id;
	if (!serve_build_read(&server->build, arena, &built))
		return;
	print_build(server, &built);
	for (size_t i = 0; i < built.folders.len; i++)
		watch_add(server->watch, built.folders.ptr[i]);
	if (built.written)
		take_over(server, &built, id);
	serve_http_publish(server->http,
			   str_format(arena, "retry: 300\ndata: %.*s\n\n", STR_ARG(built.state)));
	if (!built.written)
		arena_free(arena);
	server->build_arena = NULL;
	if (server->options->open && !server->opened)
		open_browser(server);
	server->opened = true;
}

/* --- changes --- */

static void note_changes(Server *server)
{
	Arena *scratch = arena_new_like(server->arena);
	WatchNews news = watch_read(server->watch, scratch);
	if (watch_is_full(server->watch))
		fputs("recto: warning: the system watches no more folders; changes in some are not "
		      "seen\n  hint: sysctl fs.inotify.max_user_watches=65536\n",
		      stderr);
	if (news.changed) {
		int64_t now = clock_milliseconds(), quiet = news.whole ? QUIET_MS : QUIET_GONE_MS;
		server->since = server->dirty ? server->since : now;
		server->dirty = true;
		int64_t last = server->since + LONGEST_WAIT_MS;
		server->due = now + quiet < last ? now + quiet : last;
		server->cause.len = 0;
		buf_add(&server->cause, news.path);
	}
	arena_free(scratch);
}

/* --- the loop --- */

static int wait_time(Server *server, int64_t now)
{
	int64_t wait = serve_http_timeout(server->http), left = server->beat - now;
	wait = left < wait ? left : wait;
	left = server->due - now;
	if (server->dirty && server->build.process == 0)
		wait = left < wait ? left : wait;
	if (watch_is_lost(server->watch))
		wait = LOST_MS < wait ? LOST_MS : wait;
	return wait > 0 ? (int)wait : 0;
}

/* One turn; false when it is time to go. */
static bool turn(Server *server, int signals)
{
	bool building = server->build.process != 0;
	struct pollfd fds[] = {
		{.fd = signals, .events = POLLIN},
		{.fd = watch_fd(server->watch), .events = POLLIN},
		{.fd = serve_http_fd(server->http), .events = POLLIN},
		{.fd = building ? server->build.report : -1, .events = POLLIN},
	};
	if (poll(fds, 4, wait_time(server, clock_milliseconds())) < 0 && errno != EINTR) {
		server->failed = true;
		return false;
	}
	if (fds[0].revents != 0)
		return false;
	if (fds[1].revents != 0)
		note_changes(server);
	if (building && fds[3].revents != 0)
		end_build(server);
	int64_t now = clock_milliseconds();
	if (watch_find_again(server->watch)) {
		server->dirty = true;
		server->due = now;
	}
	if (now >= server->beat) {
		serve_http_beat(server->http);
		server->beat = now + BEAT_MS;
	}
	if (server->dirty && server->build.process == 0 && now >= server->due)
		start_build(server);
	server->failed = !serve_http_run(server->http);
	return !server->failed;
}

static sigset_t end_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	return set;
}

static int open_signals(void)
{
	sigset_t set = end_signals();
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Takes the signal that came; a further one ends the process, and with it a build that goes on. */
static void close_signals(int signals)
{
	sigset_t set = end_signals();
	struct signalfd_siginfo taken;
	while (read(signals, &taken, sizeof taken) > 0)
		;
	close(signals);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/* --- beginning --- */

static bool open_watch(Server *server)
{
	const Options *o = server->options;
	bool folder = file_kind(o->input) == FILE_FOLDER;
	Str root = folder ? o->input : path_folder(o->input);
	server->watch = watch_open(server->arena, root.len > 0 ? root : S("."),
				   command_output_folder(server->arena, o), folder);
	if (server->watch != NULL)
		return true;
	fprintf(stderr, "recto: error: cannot watch %.*s: %s\n", STR_ARG(o->input),
		strerror(errno));
	return false;
}

/* The port asked for, or the usual one or the next that is free. */
static bool open_http(Server *server)
{
	const Options *o = server->options;
	unsigned port = o->port_number, last = o->port.len > 0 ? port : port + PORTS - 1;
	for (; port <= last && server->http == NULL; port++) {
		server->http = serve_http_open(server->arena, (uint16_t)port, answer, server);
		if (server->http == NULL && errno != EADDRINUSE)
			break;
	}
	if (server->http != NULL)
		return true;
	int reason = errno;
	fprintf(stderr, "recto: error: cannot listen on 127.0.0.1:%u: %s\n",
		(unsigned)o->port_number, strerror(reason));
	if (reason == EADDRINUSE)
		fputs("  hint: --port=0 takes any port that is free\n", stderr);
	if (reason == ELIBACC)
		fputs("  hint: install libmicrohttpd, which recto was built with\n", stderr);
	return false;
}

static void print_start(Server *server)
{
	Arena *a = server->arena;
	const Options *o = server->options;
	unsigned port = serve_http_port(server->http);
	if (o->port.len == 0 && port != o->port_number)
		printf("port %u is taken, this is %u\n", (unsigned)o->port_number, port);
	Str site = address(server, a, S("/")), preview = address(server, a, S(SERVE_PREVIEW_PATH));
	printf("serving %.*s\n  %.*s\n  %.*s   page and PDF side by side\n", STR_ARG(o->input),
	       STR_ARG(site), STR_ARG(preview));
	printf("files are written to %.*s; Ctrl-C ends\n", STR_ARG(command_output_folder(a, o)));
	(void)fflush(stdout);
}

static int serve(Server *server)
{
	int signals = open_signals();
	if (signals < 0 || !open_watch(server))
		return EXIT_SYSTEM;
	if (!open_http(server)) {
		watch_close(server->watch);
		return EXIT_SYSTEM;
	}
	if (!server->options->quiet)
		print_start(server);
	server->beat = clock_milliseconds() + BEAT_MS;
	start_build(server);
	while (turn(server, signals))
		;
	if (server->failed)
		fprintf(stderr, "recto: error: cannot go on serving: %s\n", strerror(errno));
	close_signals(signals);
	serve_build_wait(&server->build);
	serve_http_close(server->http);
	watch_close(server->watch);
	return server->failed ? EXIT_SYSTEM : EXIT_CLEAN;
}

int command_serve(const Options *options, ArenaOom *oom)
{
	FileKind kind = file_kind(options->input);
	if (kind != FILE_FOLDER && kind != FILE_REGULAR) {
		fprintf(stderr,
			"recto: error: there is no file or folder %.*s\n"
			"  hint: name a folder, a Markdown file or a CV data file\n",
			STR_ARG(options->input));
		return EXIT_SYSTEM;
	}
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	Arena *arena = arena_new(oom);
	Server server = {.options = options,
			 .oom = oom,
			 .arena = arena,
			 .served = {.output = -1},
			 .first_id = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000,
			 .cause = buf_in(arena)};
	int status = serve(&server);
	arena_free(server.build_arena);
	arena_free(server.served_arena);
	arena_free(arena);
	return status;
}
