#include "base/file.h"

#include "base/buf.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Paths reach the system as NUL-terminated strings of at most this length. */
enum { PATH_LIMIT = 4096 };

static bool path_to_cstr(Str path, char out[PATH_LIMIT])
{
	if (path.len >= PATH_LIMIT || str_find_char(path, '\0', 0) != STR_NONE) {
		errno = path.len >= PATH_LIMIT ? ENAMETOOLONG : EINVAL;
		return false;
	}
	if (path.len > 0)
		memcpy(out, path.ptr, path.len);
	out[path.len] = '\0';
	return true;
}

static FileKind kind_of_mode(mode_t mode)
{
	return S_ISREG(mode) ? FILE_REGULAR : S_ISDIR(mode) ? FILE_FOLDER : FILE_OTHER;
}

FileKind file_kind(Str path)
{
	char name[PATH_LIMIT];
	struct stat st;
	if (!path_to_cstr(path, name) || stat(name, &st) != 0)
		return FILE_NONE;
	return kind_of_mode(st.st_mode);
}

/* Opens a regular file for reading; -1 with errno. */
static int open_regular(Str path, size_t *size)
{
	char name[PATH_LIMIT];
	struct stat st;
	if (!path_to_cstr(path, name))
		return -1;
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		*size = (size_t)st.st_size;
		return fd;
	}
	int reason = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
	close(fd);
	errno = reason;
	return -1;
}

bool file_size(Str path, uint64_t *size)
{
	size_t n;
	int fd = open_regular(path, &n);
	if (fd < 0)
		return false;
	close(fd);
	*size = n;
	return true;
}

static uint64_t nanoseconds(struct timespec time)
{
	return (uint64_t)time.tv_sec * UINT64_C(1000000000) + (uint64_t)time.tv_nsec;
}

bool file_stamp(Str path, FileStamp *out)
{
	char name[PATH_LIMIT];
	struct stat st;
	if (!path_to_cstr(path, name) || stat(name, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	*out = (FileStamp){(uint64_t)st.st_size, nanoseconds(st.st_mtim), nanoseconds(st.st_ctim)};
	return true;
}

bool file_read(Arena *arena, Str path, size_t limit, Str *out)
{
	size_t size;
	int fd = open_regular(path, &size);
	if (fd < 0)
		return false;
	bool ok = false;
	if (size > limit) {
		errno = EFBIG;
		goto done_fd;
	}
	char *bytes = arena_grow_bytes(arena, NULL, 0, size + 1);
	size_t n = 0;
	while (n < size) {
		ssize_t got = read(fd, bytes + n, size - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			goto done_fd;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	bytes[n] = '\0';
	*out = (Str){bytes, n};
	ok = true;
done_fd:
	close(fd);
	return ok;
}

bool file_map(Str path, Str *out)
{
	size_t size;
	int fd = open_regular(path, &size);
	if (fd < 0)
		return false;
	*out = S("");
	void *bytes = size == 0 ? NULL : mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
	int reason = errno;
	close(fd);
	errno = reason;
	if (bytes == MAP_FAILED)
		return false;
	if (size > 0)
		*out = (Str){bytes, size};
	return true;
}

bool file_map_in(const Arena *arena, Str path, Str *out)
{
	bool ok = file_map(path, out);
	if (!ok && errno == ENOMEM)
		arena_give_up(arena);
	return ok;
}

void file_unmap(Str bytes)
{
	if (bytes.len > 0)
		munmap((void *)(uintptr_t)bytes.ptr, bytes.len);
}

bool file_make_folder(Arena *scratch, Str path)
{
	if (path.len == 0)
		return true;
	const char *name = str_to_cstr(scratch, path);
	if (mkdir(name, 0777) == 0)
		return true;
	if (errno == ENOENT)
		return file_make_folder(scratch, path_folder(path)) &&
		       (mkdir(name, 0777) == 0 || errno == EEXIST);
	return errno == EEXIST || file_kind(path) == FILE_FOLDER;
}

static bool has_bytes(Str path, Str bytes)
{
	Str old;
	if (!file_map(path, &old))
		return false;
	bool same = str_eq(old, bytes);
	file_unmap(old);
	return same;
}

static bool write_all(int fd, Str bytes)
{
	for (size_t n = 0; n < bytes.len;) {
		ssize_t put = write(fd, bytes.ptr + n, bytes.len - n);
		if (put < 0 && errno != EINTR)
			return false;
		n += put > 0 ? (size_t)put : 0;
	}
	return true;
}

/* Devices and pipes stay what they are: nothing may be renamed over them. */
static FileWrite write_in_place(Arena *scratch, Str path, Str bytes)
{
	/* a pipe without a reader must fail, not wait */
	int fd = open(str_to_cstr(scratch, path), O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return FILE_FAILED;
	bool ok = fcntl(fd, F_SETFL, 0) == 0 && write_all(fd, bytes);
	int reason = errno;
	ok = close(fd) == 0 && ok;
	if (!ok)
		errno = reason;
	return ok ? FILE_WRITTEN : FILE_FAILED;
}

enum { NAMES = 100 };

/* The name of a file beside `path`, in its folder. One that stands was left by a run that died:
 * then the next `number` is tried. */
static char *name_beside(Arena *scratch, Str path, int number)
{
	Str name = str_format(scratch, ".recto-%ld-%d.tmp", (long)getpid(), number);
	return str_to_cstr(scratch, path_join(scratch, path_folder(path), name));
}

/* Gives the file at `open_file` the name `path` where `fresh`, for nothing stands there: then *name
 * is NULL; else, or when something came in between, one beside it. False with errno. */
static bool give_name(Arena *scratch, const char *open_file, Str path, bool fresh, char **name)
{
	const char *last = str_to_cstr(scratch, path);
	*name = NULL;
	if (fresh && linkat(AT_FDCWD, open_file, AT_FDCWD, last, AT_SYMLINK_FOLLOW) == 0)
		return true;
	for (int i = 0; i < NAMES; i++) {
		*name = name_beside(scratch, path, i);
		if (linkat(AT_FDCWD, open_file, AT_FDCWD, *name, AT_SYMLINK_FOLLOW) == 0)
			return true;
		if (errno != EEXIST)
			return false;
	}
	return false;
}

/* The bytes in a new file, which has its name only when all of them are in it: so a run that is
 * killed leaves none behind. False where the system cannot do that. */
static bool write_then_name(Arena *scratch, Str path, Str bytes, bool fresh, char **name)
{
	Str folder = path_folder(path);
	const char *where = folder.len > 0 ? str_to_cstr(scratch, folder) : ".";
	int fd = open(where, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
	if (fd < 0)
		return false;
	const char *open_file = str_to_cstr(scratch, str_format(scratch, "/proc/self/fd/%d", fd));
	bool named = write_all(fd, bytes) && give_name(scratch, open_file, path, fresh, name);
	bool ok = close(fd) == 0 && named;
	if (named && !ok)
		unlink(*name != NULL ? *name : str_to_cstr(scratch, path));
	return ok;
}

/* The same where a file needs a name from the start. False with errno. */
static bool name_then_write(Arena *scratch, Str path, Str bytes, char **name)
{
	int fd = -1;
	for (int i = 0; i < NAMES && fd < 0; i++) {
		*name = name_beside(scratch, path, i);
		fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd < 0 && errno != EEXIST)
			return false;
	}
	if (fd < 0)
		return false;
	bool ok = write_all(fd, bytes);
	int reason = errno;
	ok = close(fd) == 0 && ok;
	if (!ok) {
		unlink(*name);
		errno = reason;
	}
	return ok;
}

/* The mode is that of any new file: the system takes off what the umask says. */
FileWrite file_write(Arena *scratch, Str path, Str bytes)
{
	FileKind kind = file_kind(path);
	if (kind == FILE_REGULAR && has_bytes(path, bytes))
		return FILE_UNCHANGED;
	if (kind == FILE_FOLDER) {
		errno = EISDIR;
		return FILE_FAILED;
	}
	if (kind == FILE_OTHER)
		return write_in_place(scratch, path, bytes);
	char *name;
	bool fresh = kind == FILE_NONE;
	if (fresh && !file_make_folder(scratch, path_folder(path)))
		return FILE_FAILED;
	if (!write_then_name(scratch, path, bytes, fresh, &name) &&
	    !name_then_write(scratch, path, bytes, &name))
		return FILE_FAILED;
	if (name == NULL || rename(name, str_to_cstr(scratch, path)) == 0)
		return FILE_WRITTEN;
	int reason = errno;
	unlink(name);
	errno = reason;
	return FILE_FAILED;
}

/* Most systems say with the name what it is. */
static FileEntry make_entry(Arena *arena, Str folder, Str name, unsigned char type)
{
	if (type == DT_REG || type == DT_DIR)
		return (FileEntry){name, type == DT_REG ? FILE_REGULAR : FILE_FOLDER, false};
	return (FileEntry){name, file_kind(path_join(arena, folder, name)), true};
}

static int compare_entries(const void *a, const void *b)
{
	return str_compare(((const FileEntry *)a)->name, ((const FileEntry *)b)->name);
}

bool file_list(Arena *arena, Str path, FileEntry **entries, size_t *count)
{
	char name[PATH_LIMIT];
	*entries = NULL;
	*count = 0;
	if (!path_to_cstr(path.len == 0 ? S(".") : path, name))
		return false;
	DIR *dir = opendir(name);
	if (dir == NULL)
		return false;
	VEC(FileEntry) list = {0};
	for (const struct dirent *e; (e = readdir(dir)) != NULL;) {
		Str entry = str_from(e->d_name);
		if (str_eq(entry, S(".")) || str_eq(entry, S("..")))
			continue;
		entry = str_dup(arena, entry);
		VEC_PUSH(arena, &list, make_entry(arena, path, entry, e->d_type));
	}
	closedir(dir);
	if (list.len > 0)
		qsort(list.ptr, list.len, sizeof *list.ptr, compare_entries);
	*entries = list.ptr;
	*count = list.len;
	return true;
}

bool file_real_path(Arena *arena, Str path, Str *out)
{
	char name[PATH_LIMIT];
	if (!path_to_cstr(path.len == 0 ? S(".") : path, name))
		return false;
	char *real = realpath(name, NULL);
	if (real == NULL)
		return false;
	*out = str_dup(arena, str_from(real));
	free(real);
	return true;
}

Str path_join(Arena *arena, Str a, Str b)
{
	if (a.len == 0 || str_starts(b, S("/")))
		return b;
	if (b.len == 0)
		return a;
	return str_concat3(arena, a, str_ends(a, S("/")) ? S("") : S("/"), b);
}

Str path_normalise(Arena *arena, Str path)
{
	VEC(Str) parts = {0};
	bool absolute = str_starts(path, S("/"));
	for (Str rest = path, part; str_split(&rest, '/', &part);) {
		bool up = str_eq(part, S(".."));
		if (part.len == 0 || str_eq(part, S(".")))
			continue;
		if (up && parts.len > 0 && !str_eq(parts.ptr[parts.len - 1], S("..")))
			parts.len--;
		else if (!up || !absolute)
			VEC_PUSH(arena, &parts, part);
	}
	Buf out = buf_in(arena);
	if (absolute)
		buf_add_char(&out, '/');
	for (size_t i = 0; i < parts.len; i++) {
		if (i > 0)
			buf_add_char(&out, '/');
		buf_add(&out, parts.ptr[i]);
	}
	return buf_str(&out);
}

bool path_is_inside(Arena *scratch, Str relative)
{
	if (str_starts(relative, S("/")) || str_find_char(relative, '\0', 0) != STR_NONE)
		return false;
	Str clean = path_normalise(scratch, relative);
	return clean.len > 0 && !str_eq(clean, S("..")) && !str_starts(clean, S("../"));
}

Str path_folder(Str path)
{
	size_t at = str_rfind_char(path, '/');
	if (at == STR_NONE)
		return S("");
	return str_slice(path, 0, at == 0 && path.len > 1 ? 1 : at);
}

Str path_name(Str path)
{
	size_t at = str_rfind_char(path, '/');
	return at == STR_NONE ? path : str_from_offset(path, at + 1);
}

Str path_extension(Str path)
{
	Str name = path_name(path);
	size_t at = str_rfind_char(name, '.');
	return at == STR_NONE || at == 0 ? S("") : str_from_offset(name, at);
}
