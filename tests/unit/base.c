/* base: arena, str, buf, map, utf8, len, file. */
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/len.h"
#include "base/map.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* AddressSanitizer sees what runs over the end of a block, and what uses one that has moved. */
static void test_arena_poison(void)
{
#ifdef SANITIZED
	extern int __asan_address_is_poisoned(const volatile void *at);
	Arena *arena = arena_new(NULL);
	char *a = arena_alloc(arena, 10), *b = arena_alloc(arena, 20000);
	CHECK(!__asan_address_is_poisoned(a + 9) && __asan_address_is_poisoned(a + 10));
	CHECK(!__asan_address_is_poisoned(b + 19999) && __asan_address_is_poisoned(b + 20000));
	a = arena_grow(arena, a, 10, 13);
	CHECK(!__asan_address_is_poisoned(a + 12) && __asan_address_is_poisoned(a + 13));
	a = arena_grow(arena, a, 13, 100);
	CHECK(!__asan_address_is_poisoned(a + 99) && __asan_address_is_poisoned(a + 100));
	char *next = arena_alloc(arena, 1), *moved = arena_grow(arena, a, 100, 200);
	CHECK(moved != a && __asan_address_is_poisoned(a) && next > a);
	CHECK(!__asan_address_is_poisoned(moved + 199) && __asan_address_is_poisoned(moved + 200));
	arena_reset(arena);
	CHECK(__asan_address_is_poisoned(a) && __asan_address_is_poisoned(moved));
	CHECK(arena_alloc(arena, 1) != NULL);
	arena_free(arena);
#endif
}

static void test_arena(Arena *arena)
{
	char *a = arena_alloc(arena, 10);
	memcpy(a, "abcdefghi", 10);
	a = arena_grow(arena, a, 10, 100000);
	CHECK(strcmp(a, "abcdefghi") == 0 && a[99999] == 0);
	a = arena_grow(arena, a, 100000, 300000);
	CHECK(strcmp(a, "abcdefghi") == 0 && a[299999] == 0);
	VEC(int) numbers = {0};
	for (int i = 0; i < 1000; i++)
		VEC_PUSH(arena, &numbers, i);
	CHECK(numbers.len == 1000 && numbers.ptr[999] == 999);
}

static void test_arena_bytes(Arena *arena)
{
	char *a = arena_grow_bytes(arena, NULL, 0, 10);
	memset(a, 'x', 10);
	a = arena_grow_bytes(arena, a, 10, 20000);
	CHECK(a[0] == 'x' && a[9] == 'x');
	memset(a, 'y', 20000);
	a = arena_grow(arena, a, 20000, 90000); /* what this one adds is zero */
	CHECK(a[0] == 'y' && a[19999] == 'y' && a[20000] == '\0' && a[89999] == '\0');
	Arena *other = arena_new_like(arena);
	char *small = arena_alloc(other, 3), *large = arena_alloc(other, 100000), *last = NULL;
	CHECK(!arena_holds(arena, small) && !arena_holds(other, a) &&
	      arena_holds(arena, a + 89999));
	for (int i = 0; i < 100; i++)
		last = arena_alloc(other, 10000);
	CHECK(arena_holds(other, small) && arena_holds(other, large + 99999));
	CHECK(arena_holds(other, last) && !arena_holds(other, "x") && !arena_holds(other, NULL));
	arena_free(other);
}

static void test_str(Arena *arena)
{
	CHECK(str_find(S("abcabd"), S("abd"), 0) == 3);
	CHECK(str_find(S("abc"), S("abcd"), 0) == STR_NONE);
	CHECK_STR(str_trim(S(" \t a b\n")), S("a b"));
	CHECK(str_has_word(S("big red  dog"), S("dog")) && str_has_word(S("red"), S("red")));
	CHECK(!str_has_word(S("big red"), S("re")) && !str_has_word(S(" "), S("")));
	CHECK_STR(str_replace(arena, S("a--b--"), S("--"), S("-")), S("a-b-"));
	CHECK(str_distance(S("subtitel"), S("subtitle")) == 1);
	const Str keys[] = {S("paper"), S("pages"), S("theme")};
	CHECK_STR(str_nearest(S("papper"), keys, 3), S("paper"));
	CHECK(str_nearest(S("zzz"), keys, 3).len == 0);
	int64_t n;
	CHECK(str_to_int(S("-9223372036854775808"), &n) && n == INT64_MIN);
	CHECK(!str_to_int(S("9223372036854775808"), &n) && !str_to_int(S("1x"), &n));
	double d;
	CHECK(str_to_double(S("-1.25e2"), &d) && d == -125.0);
	CHECK(!str_to_double(S("1e"), &d) && !str_to_double(S("."), &d));
	int lines = 0;
	for (Str rest = S("a\nb\n"), line; str_split(&rest, '\n', &line);)
		lines++;
	CHECK(lines == 3);
}

static void test_fold_and_hex(Arena *arena)
{
	CHECK_STR(str_fold_space(arena, S(" a\n\t b  c ")), S("a b c"));
	CHECK_STR(str_fold_space(arena, S(" \n")), S(""));
	CHECK(!str_has_control(S("")) && !str_has_control(S("words \x7F of\xC3\xA9 nine")));
	/* at every place of a word of eight bytes and behind it */
	for (size_t at = 0; at < 11; at++) {
		char text[12] = "abcdefghijk";
		text[at] = '\x1F';
		CHECK(str_has_control((Str){text, 11}));
	}
	CHECK(char_hex_value('7') == 7 && char_hex_value('b') == 11 && char_hex_value('F') == 15);
	CHECK(char_hex_value('g') == -1 && char_hex_value('\0') == -1);
}

static void test_url(Arena *arena)
{
	CHECK(url_is_remote(S("HTTPS://x")) && url_is_remote(S("//x")) &&
	      url_is_remote(S("tel:123")));
	CHECK(!url_is_remote(S("a/b:c")) && !url_is_remote(S("localhost:8080/x")));
	CHECK(url_is_remote(S("mailto:3ada@example.org")));
	CHECK(!url_is_remote(S("C:\\x")) && !url_is_remote(S("")));
	CHECK_STR(url_encode(arena, S("a b/\xC3\xA9"), "/"), S("a%20b/%C3%A9"));
	CHECK_STR(url_decode(arena, S("a%20b%2f%C3%a9%")), S("a b/\xC3\xA9%"));
	CHECK_STR(url_decode(arena, S("a%00%FF")), S("a%00%FF"));
}

static void test_url_data(Arena *arena)
{
	Str bytes;
	CHECK(url_data(arena, S("data:,a%20%FFb%"), &bytes));
	CHECK_STR(bytes, S("a \xFF"
			   "b%"));
	CHECK(url_data(arena, S("DATA:image/png;base64,AP8\n 8gAQ=="), &bytes));
	CHECK_STR(bytes, S("\0\xFF\x3C\x80\x04"));
	CHECK(url_data(arena, S("data:text/plain;charset=utf-8;base64,%2B-8%3D"), &bytes));
	CHECK_STR(bytes, S("\xFB\xEF"));
	CHECK(!url_data(arena, S("data:;base64,a*b"), &bytes));
	CHECK(!url_data(arena, S("data:nothing"), &bytes) && !url_data(arena, S("x,y"), &bytes));
}

static void test_buf(Arena *arena)
{
	Buf b = buf_in(arena);
	buf_add_fixed(&b, 1250, 3);
	buf_add_char(&b, ' ');
	buf_add_fixed(&b, -5, 3);
	buf_add_char(&b, ' ');
	buf_add_fixed(&b, 3000, 3);
	buf_add_rune(&b, 0x20BB7);
	CHECK_STR(buf_str(&b), S("1.25 -0.005 3\xF0\xA0\xAE\xB7"));
	Str zeros = str_format(arena, "%0300d", 0);
	buf_insert(&b, 5, zeros);
	CHECK(b.len == 317 && str_starts(buf_str(&b), S("1.25 000")));
	CHECK(str_ends(buf_str(&b), S("0-0.005 3\xF0\xA0\xAE\xB7")));
}

static void test_map(Arena *arena)
{
	Map map = map_in(arena);
	for (int i = 0; i < 100; i++)
		map_set(&map, str_format(arena, "k%d", i),
			str_to_cstr(arena, str_format(arena, "%d", i)));
	CHECK(map.len == 100 && strcmp(map_get(&map, S("k57")), "57") == 0);
	CHECK(map_get(&map, S("none")) == NULL);
	CHECK_STR(map.entries[3].key, S("k3"));
}

static void test_utf8(void)
{
	Str long_one = S("0123456789abcdef\xC3\xA9 0123456\xFF");
	CHECK(utf8_skip_ascii(long_one, 0) == 16 && utf8_skip_ascii(long_one, 9) == 16);
	CHECK(utf8_skip_ascii(long_one, 18) == 26 && utf8_find_invalid(long_one) == 26);
	CHECK(utf8_skip_ascii(S("0123456789"), 3) == 10 && utf8_skip_ascii(S(""), 0) == 0);
	CHECK(utf8_find_invalid(S("a\xC0\xAF")) == 1);
	CHECK(utf8_find_invalid(S("\xED\xA0\x80")) == 0);
	CHECK(utf8_find_invalid(S("\xE5\x88\x98\xF0\x9F\x94\xA5")) == STR_NONE);
	CHECK(utf8_count(S("\xE5\x88\x98x")) == 2);
	size_t at = 4;
	CHECK(utf8_prev(S("\xE5\x88\x98x"), &at) == 'x' &&
	      utf8_prev(S("\xE5\x88\x98x"), &at) == 0x5218);
	CHECK(utf8_is_cjk(0x5218) && utf8_is_cjk(0x3042) && !utf8_is_cjk('a') &&
	      !utf8_is_cjk(0x1F525));
	CHECK(utf8_has_rtl(S("a \xD7\x90")) && utf8_has_rtl(S("\xEF\xBB\xBB")) &&
	      !utf8_has_rtl(S("caf\xC3\xA9 \xE5\x88\x98, 1")));
}

static void test_len(void)
{
	Len len;
	CHECK(len_parse(S("25.4mm"), 0, 0, &len) && len == 72 * LEN_PT);
	CHECK(len_parse(S("96px"), 0, 0, &len) && len == 72 * LEN_PT);
	CHECK(len_parse(S("40%"), 0, 100 * LEN_PT, &len) && len == 40 * LEN_PT);
	CHECK(!len_parse(S("12furlong"), 0, 0, &len));
	CHECK(len_muldiv(LEN_MAX, 2, 1) == LEN_MAX);
}

static void test_paths(Arena *arena)
{
	CHECK_STR(path_normalise(arena, S("a//./b/../c/")), S("a/c"));
	CHECK_STR(path_normalise(arena, S("/../a")), S("/a"));
	CHECK(path_is_inside(arena, S("a/../b")) && !path_is_inside(arena, S("a/../../b")));
	CHECK(!path_is_inside(arena, S("/etc")) && !path_is_inside(arena, S("")));
	CHECK_STR(path_extension(S("x.y/a.tar.gz")), S(".gz"));
	CHECK_STR(path_extension(S("x.y/.htaccess")), S(""));
	CHECK_STR(path_folder(S("a/b/c.md")), S("a/b"));
}

static void test_diags(Arena *arena)
{
	Diags diags = diags_in(arena);
	diag_warning(&diags, SPAN_NONE, S(""), "twice");
	diag_warning(&diags, SPAN_NONE, S(""), "twice");
	diag_error(&diags, SPAN_NONE, S(""), "once");
	CHECK(diags.len == 2 && diags.warnings == 1 && diags.errors == 1);
}

/* A name as long as the system allows leaves no room for a longer one beside it. */
static void test_file_name(Arena *arena)
{
	char folder[] = "/tmp/recto-base-XXXXXX";
	CHECK(mkdtemp(folder) != NULL);
	Buf name = buf_in(arena);
	buf_add_repeat(&name, 'a', 255);
	Str path = path_join(arena, str_from(folder), buf_str(&name));
	CHECK(file_write(arena, path, S("once")) == FILE_WRITTEN);
	CHECK(file_write(arena, path, S("twice")) == FILE_WRITTEN);
	CHECK(file_write(arena, path, S("twice")) == FILE_UNCHANGED);
	FileEntry *entries;
	size_t count;
	CHECK(file_list(arena, str_from(folder), &entries, &count) && count == 1);
	CHECK(remove(str_to_cstr(arena, path)) == 0 && rmdir(folder) == 0);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_arena(arena);
	test_arena_bytes(arena);
	test_arena_poison();
	test_str(arena);
	test_fold_and_hex(arena);
	test_url(arena);
	test_url_data(arena);
	test_buf(arena);
	test_map(arena);
	test_utf8();
	test_len();
	test_paths(arena);
	test_file_name(arena);
	test_diags(arena);
	arena_free(arena);
	return check_report();
}
