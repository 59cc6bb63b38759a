#include "app/watch.h"

#include "base/file.h"
#include "base/vec.h"

#include <errno.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders nested deeper than this are not a site's. */
enum { FOLDER_DEPTH = 32, READ_SIZE = 65536 };

enum {
	WRITTEN = IN_CLOSE_WRITE | IN_MOVED_TO,
	GONE = IN_MOVED_FROM | IN_DELETE,
	SELF_GONE = IN_DELETE_SELF | IN_MOVE_SELF,
	ALL = WRITTEN | GONE | SELF_GONE | IN_CREATE,
};

typedef struct {
	int number; /* inotify's; -1: no longer watched */
	Str path;   /* below the folder, "" is itself; absolute where it stands elsewhere */
} Folder;

struct Watch {
	Arena *arena;
	int fd;
	Str root, output; /* as given; the output's real path */
	bool deep, full, lost;
	VEC(Folder) folders;
};

bool watch_ignores(Str name, bool folder)
{
	static const Str folders[] = {STR_INIT(".git"),		 STR_INIT(".hg"),
				      STR_INIT(".svn"),		 STR_INIT(".recto-cache"),
				      STR_INIT(".jekyll-cache"), STR_INIT(".sass-cache"),
				      STR_INIT(".bundle"),	 STR_INIT(".idea"),
				      STR_INIT(".vscode"),	 STR_INIT("node_modules")};
	for (size_t i = 0; folder && i < sizeof folders / sizeof *folders; i++)
		if (str_eq(name, folders[i]))
			return true;
	if (folder || name.len == 0)
		return false;
	bool hash = name.ptr[0] == '#' && name.ptr[name.len - 1] == '#';
	bool swap = name.ptr[0] == '.' && name.len > 5 &&
		    str_starts(str_slice(name, name.len - 4, name.len), S(".sw"));
	return hash || swap || str_ends(name, S("~")) || str_eq(name, S("4913")) ||
	       str_starts(name, S(".#")) || str_starts(name, S(".~")) ||
	       str_starts(name, S(".goutputstream-")) || str_ends(name, S(".kate-swp")) ||
	       str_contains(name, S("___jb_")) || str_eq(name, S(".DS_Store"));
}

/* The real path of what may not exist yet: that of the folder above it, and the rest. */
static Str real_path(Arena *arena, Str path)
{
	Str real, rest = S("");
	path = path_normalise(arena, path);
	while (!file_real_path(arena, path.len > 0 ? path : S("."), &real)) {
		Str name = path_name(path);
		rest = rest.len > 0 ? path_join(arena, name, rest) : name;
		if (name.len == path.len || path.len == 0)
			return file_real_path(arena, S("."), &real) ? path_join(arena, real, rest)
								    : path;
		path = path_folder(path);
	}
	return rest.len > 0 ? path_join(arena, real, rest) : real;
}

static Str on_disk(const Watch *watch, Arena *arena, Str path)
{
	return path.len > 0 ? path_join(arena, watch->root, path) : watch->root;
}

/* Whether a real path is that of the watched folder itself, by whatever name it was given. */
static bool is_root(const Watch *watch, Arena *scratch, Str real)
{
	Str root;
	return file_real_path(scratch, watch->root, &root) && str_eq(real, root);
}

static bool is_output(const Watch *watch, Arena *scratch, Str path)
{
	Str real;
	return watch->output.len > 0 &&
	       file_real_path(scratch, on_disk(watch, scratch, path), &real) &&
	       str_eq(real, watch->output);
}

/* Watches one folder under the name `path`; a folder that was moved keeps its number. */
static bool add_folder(Watch *watch, Arena *scratch, Str path)
{
	char *name = str_to_cstr(scratch, on_disk(watch, scratch, path));
	int number = inotify_add_watch(watch->fd, name, ALL | IN_ONLYDIR | IN_EXCL_UNLINK);
	if (number < 0) {
		watch->full = watch->full || errno == ENOSPC;
		return false;
	}
	Folder *place = NULL;
	for (size_t i = 0; i < watch->folders.len; i++) {
		Folder *f = &watch->folders.ptr[i];
		if (f->number == number || (f->number < 0 && place == NULL))
			place = f;
		if (f->number == number)
			break;
	}
	if (place != NULL && place->number == number && str_eq(place->path, path))
		return true;
	Folder made = {number, str_dup(watch->arena, path)};
	if (place != NULL)
		*place = made;
	else
		VEC_PUSH(watch->arena, &watch->folders, made);
	return true;
}

static bool add_tree(Watch *watch, Arena *scratch, Str path, int depth)
{
	FileEntry *entries;
	size_t count;
	if (depth > FOLDER_DEPTH || (path.len > 0 && is_output(watch, scratch, path)) ||
	    !add_folder(watch, scratch, path))
		return false;
	if (!watch->deep || !file_list(scratch, on_disk(watch, scratch, path), &entries, &count))
		return true;
	for (size_t i = 0; i < count; i++)
		if (entries[i].kind == FILE_FOLDER && !watch_ignores(entries[i].name, true))
			(void)add_tree(watch, scratch, path_join(scratch, path, entries[i].name),
				       depth + 1);
	return true;
}

Watch *watch_open(Arena *arena, Str folder, Str output, bool deep)
{
	Watch *watch = ARENA_NEW(arena, Watch);
	*watch = (Watch){.arena = arena, .root = folder, .deep = deep};
	watch->output = real_path(arena, output);
	watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (watch->fd < 0)
		return NULL;
	Arena *scratch = arena_new_like(arena);
	bool ok = add_tree(watch, scratch, S(""), 0);
	arena_free(scratch);
	if (ok)
		return watch;
	int reason = errno;
	watch_close(watch);
	errno = reason;
	return NULL;
}

void watch_close(Watch *watch)
{
	close(watch->fd);
}

void watch_add(Watch *watch, Str folder)
{
	Arena *scratch = arena_new_like(watch->arena);
	Str real;
	if (file_real_path(scratch, folder, &real) && !str_eq(real, watch->output) &&
	    !is_root(watch, scratch, real))
		(void)add_folder(watch, scratch, real);
	arena_free(scratch);
}

int watch_fd(const Watch *watch)
{
	return watch->fd;
}

bool watch_is_full(Watch *watch)
{
	bool full = watch->full;
	watch->full = false;
	return full;
}

bool watch_is_lost(const Watch *watch)
{
	return watch->lost;
}

bool watch_find_again(Watch *watch)
{
	if (!watch->lost)
		return false;
	Arena *scratch = arena_new_like(watch->arena);
	watch->lost = !add_tree(watch, scratch, S(""), 0);
	arena_free(scratch);
	return !watch->lost;
}

static Folder *find_folder(const Watch *watch, int number)
{
	for (size_t i = 0; i < watch->folders.len; i++)
		if (watch->folders.ptr[i].number == number && number >= 0)
			return &watch->folders.ptr[i];
	return NULL;
}

/* No longer watches a folder that went, and those below it. */
static void drop_tree(Watch *watch, Str path)
{
	for (size_t i = 0; i < watch->folders.len; i++) {
		Folder *f = &watch->folders.ptr[i];
		bool below = path.len == 0 ||
			     (str_starts(f->path, path) &&
			      (f->path.len == path.len || f->path.ptr[path.len] == '/'));
		if (!below || f->number < 0)
			continue;
		(void)inotify_rm_watch(watch->fd, f->number);
		f->number = -1;
	}
}

/* Links have their bytes as soon as they are made; other files are told of when they are closed. */
static bool is_link(const Watch *watch, Arena *scratch, Str path)
{
	struct stat st;
	return lstat(str_to_cstr(scratch, on_disk(watch, scratch, path)), &st) == 0 &&
	       (S_ISLNK(st.st_mode) || (S_ISREG(st.st_mode) && st.st_nlink > 1));
}

static void on_folder(Watch *watch, Arena *scratch, Str path, uint32_t mask, WatchNews *news)
{
	if (!watch->deep)
		return;
	if ((mask & GONE) != 0)
		drop_tree(watch, path);
	else if (!add_tree(watch, scratch, path, 1))
		return; /* the output folder */
	news->changed = true;
	news->whole = news->whole || (mask & GONE) == 0;
	news->path = path;
}

static void on_event(Watch *watch, Arena *scratch, const struct inotify_event *event,
		     WatchNews *news)
{
	Folder *folder = find_folder(watch, event->wd);
	if ((event->mask & IN_Q_OVERFLOW) != 0) {
		news->changed = news->whole = true;
		(void)add_tree(watch, scratch, S(""), 0);
		return;
	}
	if (folder == NULL)
		return;
	if ((event->mask & (SELF_GONE | IN_IGNORED)) != 0) {
		bool root = folder->path.len == 0;
		watch->lost = watch->lost || root;
		news->changed = news->changed || root;
		if ((event->mask & IN_IGNORED) != 0)
			folder->number = -1;
		else if (root)
			drop_tree(watch, S(""));
		return;
	}
	bool is_folder = (event->mask & IN_ISDIR) != 0;
	Str name = str_dup(scratch, str_from(event->len > 0 ? event->name : ""));
	if (watch_ignores(name, is_folder))
		return;
	Str path = path_join(scratch, folder->path, name);
	if (is_folder) {
		on_folder(watch, scratch, path, event->mask, news);
		return;
	}
	if ((event->mask & (WRITTEN | GONE)) == 0 && !is_link(watch, scratch, path))
		return;
	bool whole = (event->mask & GONE) == 0;
	news->changed = true;
	if (whole || !news->whole)
		news->path = path;
	news->whole = news->whole || whole;
}

WatchNews watch_read(Watch *watch, Arena *scratch)
{
	WatchNews news = {0};
	_Alignas(struct inotify_event) char bytes[READ_SIZE];
	for (ssize_t size; (size = read(watch->fd, bytes, sizeof bytes)) > 0;) {
		size_t at = 0;
		while (at < (size_t)size) {
			const struct inotify_event *event = (const void *)(bytes + at);
			on_event(watch, scratch, event, &news);
			at += sizeof *event + event->len;
		}
	}
	return news;
}
