/* pdf_packed: what was deflated is found again by what it holds, and by nothing else. */
#include "write/pdf_packed.h"

#include "base/file.h"
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

static const Str how = STR_INIT("in this way");

/* Looks for each of `list` and keeps its reverse as if that were deflated; how many were known. */
static int run(Str path, Str how_now, const Str *list, size_t count)
{
	Arena *arena = arena_new(NULL);
	PdfPacked *packed = pdf_packed_open(arena, path, how_now);
	int known = 0;
	for (size_t i = 0; i < count; i++) {
		char *reverse = str_to_cstr(arena, list[i]);
		for (size_t k = 0; k < list[i].len; k++)
			reverse[k] = list[i].ptr[list[i].len - 1 - k];
		Str found = pdf_packed_find(packed, list[i]);
		if (found.len == 0) {
			pdf_packed_add(packed, (Str){reverse, list[i].len});
			continue;
		}
		CHECK_STR(found, ((Str){reverse, list[i].len}));
		known++;
	}
	pdf_packed_save(packed);
	arena_free(arena);
	return known;
}

int main(void)
{
	char folder[] = "/tmp/recto-unit-XXXXXX";
	CHECK(mkdtemp(folder) != NULL);
	Arena *arena = arena_new(NULL);
	Str path = path_join(arena, str_from(folder), S("packed")), bytes;
	const Str first[] = {S("abc"), S("abcd"), S("abc"), S("xyz")};
	const Str second[] = {S("xyz"), S("more"), S("abc")};
	CHECK(run(path, how, first, 4) == 1);
	CHECK(run(path, how, first, 4) == 4);
	CHECK(run(path, S("in another way"), first, 4) == 1);
	CHECK(run(path, how, first, 4) == 1);
	CHECK(run(path, how, second, 3) == 2);
	CHECK(run(path, how, first, 4) == 3); /* "abcd" was forgotten */
	/* what is known already is not written again */
	FileStamp before, after;
	CHECK(file_stamp(path, &before) && run(path, how, first, 4) == 4);
	CHECK(file_stamp(path, &after) && before.moved == after.moved);
	/* a file that is cut or changed */
	CHECK(file_read(arena, path, 1 << 20, &bytes));
	CHECK(file_write(arena, path, str_slice(bytes, 0, bytes.len - 1)) == FILE_WRITTEN);
	CHECK(run(path, how, first, 4) == 1);
	((char *)(uintptr_t)bytes.ptr)[bytes.len - 1] ^= 1;
	CHECK(file_write(arena, path, bytes) == FILE_WRITTEN);
	CHECK(run(path, how, first, 4) == 1);
	/* a place where nothing can be written */
	CHECK(run(path_join(arena, path, S("below")), how, first, 4) == 1);
	CHECK(unlink(str_to_cstr(arena, path)) == 0 && rmdir(folder) == 0);
	arena_free(arena);
	return check_report();
}
