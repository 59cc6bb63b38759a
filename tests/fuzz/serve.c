/* fuzz/serve: any bytes as a request of what `recto serve` serves, then as a page and as its
 * policy. */
#include "app/serve_answer.h"
#include "app/serve_page.h"
#include "base/file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int output; /* a folder with a page, a PDF and a way out; below the current one */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	char folder[] = "recto-fuzz-serve-XXXXXX";
	Arena *arena = arena_new(NULL);
	(void)argc;
	(void)argv;
	if (mkdtemp(folder) == NULL)
		abort();
	Str root = str_from(folder);
	file_write(arena, path_join(arena, root, S("secret")), S("SECRET"));
	file_write(arena, path_join(arena, root, S("out/index.html")), S("<p>Home</p>"));
	file_write(arena, path_join(arena, root, S("out/cv/cv.pdf")), S("%PDF-1.7"));
	if (symlink("../secret", str_to_cstr(arena, path_join(arena, root, S("out/link")))) != 0)
		abort();
	output = open(str_to_cstr(arena, path_join(arena, root, S("out"))), O_RDONLY | O_DIRECTORY);
	arena_free(arena);
	return output >= 0 ? 0 : -1;
}

static void ask(Arena *arena, Str *rest)
{
	HttpRequest r = {.method = S("GET")};
	Str *const fields[] = {&r.path, &r.range, &r.if_range, &r.if_none_match, &r.query};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (!str_split(rest, '\n', fields[i]))
			*fields[i] = S("");
	r.host = S("localhost");
	Map files = map_in(arena);
	const Str names[] = {S("index.html"), S("cv/cv.pdf"), S("link"), S("../secret"), S("none")};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		map_set(&files, names[i], NULL);
	const Served served = {output, S("/~lin"), &files, S("1-1")};
	HttpReply reply;
	serve_answer(&served, arena, &r, &reply);
	if (reply.status < 200 || reply.status > 503 || reply.header_count >= REPLY_HEADERS)
		abort();
	char bytes[16] = "";
	if (reply.kind == REPLY_FILE) {
		if (reply.offset + reply.size > 8 || pread(reply.file, bytes, 15, 0) < 0 ||
		    bytes[0] != '%')
			abort();
		close(reply.file);
	} else if (str_contains(reply.bytes, S("SECRET"))) {
		abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Arena *arena = arena_new(NULL);
	Str rest = {(const char *)data, size};
	ask(arena, &rest);
	Str page = serve_page_add_script(arena, rest, S("a.html"), S("1-1"));
	if (!str_contains(page, S("data-file=\"a.html\"")))
		abort();
	Str once = serve_page_relax_policy(arena, rest);
	if (!str_eq(serve_page_relax_policy(arena, once), once))
		abort();
	arena_free(arena);
	return 0;
}
