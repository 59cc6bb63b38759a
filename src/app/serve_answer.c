#include "app/serve_answer.h"

#include "app/serve_page.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"
#include "embed_preview_css.h"
#include "embed_preview_html.h"
#include "embed_preview_js.h"
#include "embed_preview_shell.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATH_MAX_BYTES = 4096, PAGE_MAX = 64 * 1024 * 1024 };

/* One request on its way to a reply. */
typedef struct {
	const Served *served;
	Arena *arena;
	const HttpRequest *request;
	HttpReply *out;
} Answer;

static void add_header(Answer *a, Str name, Str value)
{
	HttpReply *out = a->out;
	if (out->header_count < REPLY_HEADERS)
		out->headers[out->header_count++] = (HttpHeader){name, value};
}

static void reply_bytes(Answer *a, unsigned status, Str type, Str bytes)
{
	a->out->kind = REPLY_BYTES;
	a->out->status = status;
	a->out->bytes = bytes;
	if (type.len > 0)
		add_header(a, S("Content-Type"), type);
}

static void reply_text(Answer *a, unsigned status, const char *text)
{
	reply_bytes(a, status, S("text/plain; charset=utf-8"), str_from(text));
	add_header(a, S("Cache-Control"), S("no-store"));
}

static void reply_page(Answer *a, unsigned status, Str page)
{
	reply_bytes(a, status, S("text/html; charset=utf-8"), page);
	add_header(a, S("Cache-Control"), S("no-store"));
}

/* For now: what is where may be otherwise after the next build. */
static void redirect(Answer *a, Str address)
{
	reply_text(a, 302, "");
	add_header(a, S("Location"), address);
}

/* --- who may ask, and for what --- */

/* Whether the name in "name:port" is this machine's own. */
static bool is_own_host(Str host)
{
	size_t colon = str_rfind_char(host, ':');
	bool port = colon != STR_NONE && colon + 1 < host.len;
	for (size_t i = colon + 1; port && i < host.len; i++)
		port = char_is_digit(host.ptr[i]);
	if (port)
		host = str_slice(host, 0, colon);
	return str_eq_nocase(host, S("localhost")) || str_eq(host, S("127.0.0.1")) ||
	       str_eq(host, S("[::1]"));
}

/* The path without escapes, which are read once; false when it is none. */
static bool decode_path(Arena *arena, Str path, Str *out)
{
	Buf plain = buf_in(arena);
	if (path.len == 0 || path.ptr[0] != '/' || path.len > PATH_MAX_BYTES)
		return false;
	for (size_t i = 0; i < path.len; i++) {
		int c = (unsigned char)path.ptr[i];
		if (c == '%') {
			int high = i + 2 < path.len ? char_hex_value(path.ptr[i + 1]) : -1;
			int low = high >= 0 ? char_hex_value(path.ptr[i + 2]) : -1;
			if (low < 0)
				return false;
			c = high * 16 + low;
			i += 2;
		}
		if (c < ' ' || c == 0x7F)
			return false;
		buf_add_char(&plain, (char)c);
	}
	*out = buf_str(&plain);
	return utf8_find_invalid(*out) == STR_NONE;
}

/* Whether some part of the path leads upwards, by either slash. */
static bool leads_up(Str path)
{
	size_t start = 0;
	for (size_t i = 0; i <= path.len; i++) {
		if (i < path.len && path.ptr[i] != '/' && path.ptr[i] != '\\')
			continue;
		if (str_eq(str_slice(path, start, i), S("..")))
			return true;
		start = i + 1;
	}
	return false;
}

/* --- files --- */

static Str type_of(Str path)
{
	static const struct {
		Str ending, type;
	} types[] = {
		{STR_INIT(".html"), STR_INIT("text/html; charset=utf-8")},
		{STR_INIT(".htm"), STR_INIT("text/html; charset=utf-8")},
		{STR_INIT(".css"), STR_INIT("text/css; charset=utf-8")},
		{STR_INIT(".js"), STR_INIT("text/javascript; charset=utf-8")},
		{STR_INIT(".mjs"), STR_INIT("text/javascript; charset=utf-8")},
		{STR_INIT(".json"), STR_INIT("application/json")},
		{STR_INIT(".ipynb"), STR_INIT("application/json")},
		{STR_INIT(".webmanifest"), STR_INIT("application/manifest+json")},
		{STR_INIT(".xml"), STR_INIT("application/xml")},
		{STR_INIT(".txt"), STR_INIT("text/plain; charset=utf-8")},
		{STR_INIT(".md"), STR_INIT("text/plain; charset=utf-8")},
		{STR_INIT(".bib"), STR_INIT("text/plain; charset=utf-8")},
		{STR_INIT(".tex"), STR_INIT("text/plain; charset=utf-8")},
		{STR_INIT(".csv"), STR_INIT("text/csv; charset=utf-8")},
		{STR_INIT(".ics"), STR_INIT("text/calendar; charset=utf-8")},
		{STR_INIT(".vcf"), STR_INIT("text/vcard; charset=utf-8")},
		{STR_INIT(".svg"), STR_INIT("image/svg+xml")},
		{STR_INIT(".png"), STR_INIT("image/png")},
		{STR_INIT(".jpg"), STR_INIT("image/jpeg")},
		{STR_INIT(".jpeg"), STR_INIT("image/jpeg")},
		{STR_INIT(".gif"), STR_INIT("image/gif")},
		{STR_INIT(".webp"), STR_INIT("image/webp")},
		{STR_INIT(".avif"), STR_INIT("image/avif")},
		{STR_INIT(".ico"), STR_INIT("image/x-icon")},
		{STR_INIT(".pdf"), STR_INIT("application/pdf")},
		{STR_INIT(".woff2"), STR_INIT("font/woff2")},
		{STR_INIT(".woff"), STR_INIT("font/woff")},
		{STR_INIT(".ttf"), STR_INIT("font/ttf")},
		{STR_INIT(".otf"), STR_INIT("font/otf")},
		{STR_INIT(".mp4"), STR_INIT("video/mp4")},
		{STR_INIT(".webm"), STR_INIT("video/webm")},
		{STR_INIT(".ogv"), STR_INIT("video/ogg")},
		{STR_INIT(".mp3"), STR_INIT("audio/mpeg")},
		{STR_INIT(".ogg"), STR_INIT("audio/ogg")},
		{STR_INIT(".wav"), STR_INIT("audio/wav")},
		{STR_INIT(".wasm"), STR_INIT("application/wasm")},
		{STR_INIT(".zip"), STR_INIT("application/zip")},
		{STR_INIT(".gz"), STR_INIT("application/gzip")},
	};
	Str ending = path_extension(path);
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_eq_nocase(ending, types[i].ending))
			return types[i].type;
	return S("application/octet-stream");
}

/* Opens a regular file below the output folder, step by step and through no link; -1 when there is
 * none. */
static int open_file(Answer *a, Str path, struct stat *st)
{
	int at = dup(a->served->output);
	for (Str rest = path, part; at >= 0 && str_split(&rest, '/', &part);) {
		int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
		int next = openat(at, str_to_cstr(a->arena, part),
				  rest.ptr != NULL ? flags | O_DIRECTORY : flags);
		close(at);
		at = next;
	}
	if (at < 0 || (fstat(at, st) == 0 && S_ISREG(st->st_mode)))
		return at;
	close(at);
	return -1;
}

static bool read_all(int file, char *out, size_t size)
{
	while (size > 0) {
		ssize_t got = read(file, out, size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		out += got;
		size -= (size_t)got;
	}
	return true;
}

/* "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7); the names are English in any locale. */
static Str http_date(Arena *arena, time_t time)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct tm tm;
	if (gmtime_r(&time, &tm) == NULL)
		return S("");
	return str_format(arena, "%.3s, %02d %.3s %d %02d:%02d:%02d GMT", days + 3 * tm.tm_wday,
			  tm.tm_mday, months + 3 * tm.tm_mon, tm.tm_year + 1900, tm.tm_hour,
			  tm.tm_min, tm.tm_sec);
}

static Str entity_tag(Arena *arena, const struct stat *st)
{
	return str_format(arena, "\"%llx-%llx-%lx\"", (unsigned long long)st->st_size,
			  (unsigned long long)st->st_mtim.tv_sec,
			  (unsigned long)st->st_mtim.tv_nsec);
}

/* Whether a list of entity tags has this one. */
static bool names_tag(Str list, Str tag)
{
	for (Str part; str_split(&list, ',', &part);) {
		part = str_trim(part);
		part = str_starts(part, S("W/")) ? str_from_offset(part, 2) : part;
		if (str_eq(part, tag) || str_eq(part, S("*")))
			return true;
	}
	return false;
}

typedef enum { RANGE_NONE, RANGE_PART, RANGE_UNSATISFIABLE } RangeKind;

/* One range of bytes (RFC 9110, 14.1.2); several count as none: the whole file is a right answer.
 */
static RangeKind read_range(Str text, uint64_t size, uint64_t *from, uint64_t *length)
{
	int64_t first = -1, last = -1;
	if (!str_starts_nocase(text, S("bytes=")))
		return RANGE_NONE;
	Str end = str_from_offset(text, 6), start;
	str_split(&end, '-', &start);
	start = str_trim(start);
	end = str_trim(end);
	bool no_start = start.len == 0, no_end = end.len == 0;
	bool digits = (no_start || (char_is_digit(start.ptr[0]) && str_to_int(start, &first))) &&
		      (no_end || (char_is_digit(end.ptr[0]) && str_to_int(end, &last)));
	if (!digits || (no_start && no_end) || (!no_start && !no_end && last < first))
		return RANGE_NONE;
	uint64_t begin = (uint64_t)first, stop = no_end ? size : (uint64_t)last + 1;
	if (no_start) { /* the last bytes */
		begin = (uint64_t)last < size ? size - (uint64_t)last : 0;
		stop = last == 0 ? begin : size;
	}
	stop = stop < size ? stop : size;
	if (begin >= stop)
		return RANGE_UNSATISFIABLE;
	*from = begin;
	*length = stop - begin;
	return RANGE_PART;
}

/* A page: read whole, with the script. */
static void send_page(Answer *a, unsigned status, Str path, int file, const struct stat *st)
{
	size_t size = (size_t)st->st_size;
	char *bytes = size <= PAGE_MAX ? arena_alloc(a->arena, size + 1) : NULL;
	if (bytes == NULL || !read_all(file, bytes, size)) {
		reply_text(a, 500, "The page cannot be read.\n");
	} else {
		Str name = status == 200 ? path : S("");
		reply_page(a, status,
			   serve_page_add_script(a->arena, (Str){bytes, size}, name,
						 a->served->build));
	}
	close(file);
}

/* Whether the file has a hash of its bytes in its name, as the pages' fonts have: under that name
 * nothing else will ever be found. */
static bool is_named_by_bytes(Str path)
{
	enum { DIGITS = 16 };
	const Str ending = S(".woff2");
	bool font = str_starts(path, S("assets/fonts/")) && str_ends(path, ending);
	Str stem = font ? str_slice(path, 0, path.len - ending.len) : S("");
	size_t dash = str_rfind_char(stem, '-');
	bool hash = dash != STR_NONE && stem.len - dash - 1 == DIGITS;
	for (size_t i = dash + 1; hash && i < stem.len; i++)
		hash = char_hex_value(stem.ptr[i]) >= 0;
	return hash;
}

/* Any other file: the part that is asked for, or nothing when the client has it. */
static void send_file(Answer *a, Str path, int file, const struct stat *st)
{
	HttpReply *out = a->out;
	const HttpRequest *r = a->request;
	uint64_t size = (uint64_t)st->st_size, from = 0, length = size;
	Str tag = entity_tag(a->arena, st), date = http_date(a->arena, st->st_mtim.tv_sec);
	add_header(a, S("ETag"), tag);
	add_header(a, S("Last-Modified"), date);
	add_header(a, S("Cache-Control"),
		   is_named_by_bytes(path) ? S("max-age=31536000, immutable") : S("no-cache"));
	bool same = r->if_none_match.len > 0 ? names_tag(r->if_none_match, tag)
					     : str_eq(r->if_modified_since, date);
	if (same) {
		reply_bytes(a, 304, S(""), S(""));
		close(file);
		return;
	}
	add_header(a, S("Accept-Ranges"), S("bytes"));
	bool fits = r->if_range.len == 0 || str_eq(r->if_range, tag) || str_eq(r->if_range, date);
	RangeKind kind = fits ? read_range(r->range, size, &from, &length) : RANGE_NONE;
	if (kind == RANGE_UNSATISFIABLE) {
		reply_bytes(a, 416, S(""), S(""));
		add_header(a, S("Content-Range"),
			   str_format(a->arena, "bytes */%llu", (unsigned long long)size));
		close(file);
		return;
	}
	if (kind == RANGE_PART)
		add_header(a, S("Content-Range"),
			   str_format(a->arena, "bytes %llu-%llu/%llu", (unsigned long long)from,
				      (unsigned long long)(from + length - 1),
				      (unsigned long long)size));
	add_header(a, S("Content-Type"), type_of(path));
	out->kind = REPLY_FILE;
	out->status = kind == RANGE_PART ? 206 : 200;
	out->file = file;
	out->offset = from;
	out->size = length;
}

static bool is_page(Str path)
{
	Str ending = path_extension(path);
	return str_eq_nocase(ending, S(".html")) || str_eq_nocase(ending, S(".htm"));
}

/* False when the file is not there any more. */
static bool send_path(Answer *a, unsigned status, Str path)
{
	struct stat st;
	int file = open_file(a, path, &st);
	if (file < 0)
		return false;
	if (is_page(path))
		send_page(a, status, path, file, &st);
	else
		send_file(a, path, file, &st);
	return true;
}

/* --- what an address means --- */

static void not_found(Answer *a)
{
	const Served *served = a->served;
	if (served->output < 0)
		reply_page(
			a, 503,
			serve_page_message(a->arena, S("Not built yet"),
					   S("The site appears here as soon as a build succeeds."),
					   served->build));
	else if (!map_has(served->files, S("404.html")) || !send_path(a, 404, S("404.html")))
		reply_page(a, 404,
			   serve_page_message(a->arena, S("Nothing is here"),
					      S("The site has no page at this address."),
					      served->build));
}

/* `path` is below baseurl, without the slash that it begins with. */
static void answer_site(Answer *a, Str path)
{
	const Map *files = a->served->files;
	bool folder = path.len == 0 || str_ends(path, S("/"));
	Str file = folder ? str_concat(a->arena, path, S("index.html")) : path;
	if (!map_has(files, file) && !folder) {
		if (map_has(files, str_concat(a->arena, path, S("/index.html")))) {
			redirect(a, str_concat3(a->arena, a->request->path, S("/"),
						a->request->query));
			return;
		}
		file = str_concat(a->arena, path, S(".html"));
	}
	if (!map_has(files, file) || !send_path(a, 200, file))
		not_found(a);
}

static bool answer_own(Answer *a, Str path)
{
	const struct {
		Str path, type;
		const unsigned char *bytes;
		size_t size;
	} own[] = {
		{S(SERVE_PREVIEW_PATH), S("text/html; charset=utf-8"), embed_preview_html,
		 embed_preview_html_size},
		{S(SERVE_FOLDER "preview.js"), S("text/javascript; charset=utf-8"),
		 embed_preview_js, embed_preview_js_size},
		{S(SERVE_FOLDER "shell.js"), S("text/javascript; charset=utf-8"),
		 embed_preview_shell, embed_preview_shell_size},
		{S(SERVE_FOLDER "preview.css"), S("text/css; charset=utf-8"), embed_preview_css,
		 embed_preview_css_size},
	};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		if (!str_eq(path, own[i].path))
			continue;
		reply_bytes(a, 200, own[i].type, (Str){(const char *)own[i].bytes, own[i].size});
		add_header(a, S("Cache-Control"), S("no-store"));
		return true;
	}
	if (!str_eq(path, S(SERVE_FOLDER "events")))
		return false;
	a->out->kind = REPLY_EVENTS;
	a->out->status = 200;
	add_header(a, S("Content-Type"), S("text/event-stream"));
	add_header(a, S("Cache-Control"), S("no-store"));
	return true;
}

static void answer_path(Answer *a, Str path)
{
	Str base = a->served->baseurl;
	if (answer_own(a, path))
		return;
	if (a->served->output < 0) {
		not_found(a);
		return;
	}
	bool below = str_starts(path, base) && (path.len == base.len || path.ptr[base.len] == '/');
	if (below && path.len > base.len)
		answer_site(a, str_from_offset(path, base.len + 1));
	else if (below || str_eq(path, S("/")))
		redirect(a, str_concat(a->arena, base, S("/")));
	else
		not_found(a);
}

void serve_answer(const Served *served, Arena *arena, const HttpRequest *request, HttpReply *out)
{
	Answer a = {served, arena, request, out};
	Str path;
	*out = (HttpReply){.file = -1};
	add_header(&a, S("X-Content-Type-Options"), S("nosniff"));
	add_header(&a, S("Cross-Origin-Resource-Policy"), S("same-origin"));
	if (!is_own_host(request->host)) {
		reply_text(&a, 403, "This server answers for localhost and 127.0.0.1 only.\n");
	} else if (!str_eq(request->method, S("GET")) && !str_eq(request->method, S("HEAD"))) {
		reply_text(&a, 405, "Pages can be read here, nothing else.\n");
		add_header(&a, S("Allow"), S("GET, HEAD"));
	} else if (!decode_path(arena, request->path, &path)) {
		reply_text(&a, 400, "This is no address of a page.\n");
	} else if (leads_up(path)) {
		reply_text(&a, 403, "The address leads out of the site.\n");
	} else {
		answer_path(&a, path);
	}
}
