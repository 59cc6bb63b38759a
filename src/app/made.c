#include "app/made.h"

#include "base/buf.h"
#include "base/map.h"

#include <unistd.h>

static const Str magic = STR_INIT("recto made 1\n");
enum { LIST_MAX = 64 * 1024 * 1024 };

struct Made {
	Arena *arena;
	Str path, output;
	Str old; /* lines of stamp and path */
	Map now; /* paths of this build; without a value: those of the site */
};

Made *made_open(Arena *arena, Str path, Str output)
{
	Made *made = ARENA_NEW(arena, Made);
	Str bytes;
	*made = (Made){.arena = arena, .path = path, .output = output, .now = map_in(arena)};
	if (file_read(arena, path, LIST_MAX, &bytes) && str_starts(bytes, magic))
		made->old = str_from_offset(bytes, magic.len);
	return made;
}

void made_add(Made *made, Str path)
{
	map_set(&made->now, str_dup(made->arena, path), made);
}

void made_keep(Made *made, Str path)
{
	map_set(&made->now, path, NULL);
}

/* "SIZE CHANGED " of the file on disk; "" when there is none. What moved with it is no matter. */
static Str stamp_text(const Made *made, Str path)
{
	FileStamp stamp;
	if (!file_stamp(path_join(made->arena, made->output, path), &stamp))
		return S("");
	return str_format(made->arena, "%llu %llu ", (unsigned long long)stamp.size,
			  (unsigned long long)stamp.changed);
}

static void remove_left(const Made *made, Str line)
{
	size_t size = str_find_char(line, ' ', 0),
	       changed = size == STR_NONE ? STR_NONE : str_find_char(line, ' ', size + 1);
	if (changed == STR_NONE)
		return;
	Str path = str_from_offset(line, changed + 1), stamp = str_slice(line, 0, changed + 1);
	if (map_has(&made->now, path) || !path_is_inside(made->arena, path) ||
	    !str_eq(stamp_text(made, path), stamp))
		return;
	Str file = path_join(made->arena, made->output, path);
	(void)unlink(str_to_cstr(made->arena, file));
}

void made_finish(Made *made)
{
	Str rest = made->old;
	for (Str line; str_split(&rest, '\n', &line);)
		remove_left(made, line);
	Buf out = buf_in(made->arena);
	buf_add(&out, magic);
	for (size_t i = 0; i < made->now.len; i++) {
		Str path = made->now.entries[i].key, stamp = stamp_text(made, path);
		if (made->now.entries[i].value == NULL || stamp.len == 0 ||
		    str_find_char(path, '\n', 0) != STR_NONE)
			continue;
		buf_add(&out, stamp);
		buf_add(&out, path);
		buf_add_char(&out, '\n');
	}
	(void)file_write(made->arena, made->path, buf_str(&out));
}
