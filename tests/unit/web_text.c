/* web_text: characters by kind, each once, sorted; markup, scripts and ASCII leave no trace of
 * their own. */
#include "write/web_text.h"
#include "base/utf8.h"
#include "check.h"
#include "write/woff2.h"

static bool has(const WebRune *runes, size_t count, uint32_t rune, WebKind kind)
{
	for (size_t i = 0; i < count; i++)
		if (web_rune_of(runes[i]) == rune && web_kind_of(runes[i]) == kind)
			return true;
	return false;
}

static void test_kinds(Arena *arena)
{
	WebRune *runes;
	size_t n = web_text_read(
		arena,
		S("<head><title>外</title></head><body "
		  "class=\"内\"><p>é<b>林</b><em>ü<b>ö</b></em></p>"
		  "<pre>λ</pre><nav>导</nav><script>if (a<b) '脚'</script><!-- 注 > --><h2>号</h2>"
		  "&#x671b;&#20013;x</body>"),
		&runes);
	CHECK(has(runes, n, 0xE9, WEB_REGULAR) && has(runes, n, 0x6797, WEB_BOLD));
	CHECK(has(runes, n, 0xFC, WEB_ITALIC) && has(runes, n, 0xF6, WEB_BOLD_ITALIC));
	CHECK(has(runes, n, 0x3BB, WEB_MONO) && has(runes, n, 0x5BFC, WEB_LABEL));
	CHECK(has(runes, n, 0x671B, WEB_REGULAR) && has(runes, n, 0x4E2D, WEB_REGULAR));
	CHECK(has(runes, n, 0x671B, WEB_REGULAR) && !has(runes, n, 0x671B, WEB_BOLD));
	CHECK(has(runes, n, 0x53F7, WEB_REGULAR) && has(runes, n, 0x53F7, WEB_BOLD));
	CHECK(has(runes, n, ' ', WEB_REGULAR) && n == 11);
	for (size_t i = 1; i < n; i++)
		CHECK(runes[i] > runes[i - 1]);
}

/* Pages that end anywhere are read to their end and no further. */
static void test_cut(Arena *arena)
{
	Str page = S("<body><p title=\"a\">é &#x4e; <!-- x --><script>y</script></p>");
	for (size_t i = 0; i <= page.len; i++) {
		WebRune *runes;
		CHECK(web_text_read(arena, str_dup(arena, str_slice(page, 0, i)), &runes) <= 2);
	}
}

static void test_not_a_font(Arena *arena)
{
	Buf out = buf_in(arena);
	CHECK(!woff2_write(&out, S(""), WOFF2_SMALL) &&
	      !woff2_write(&out, S("OTTO\0\1\0\0\0\0\0\0"), WOFF2_SMALL));
	char bytes[28] = "OTTO\0\1";
	bytes[12 + 8] = 0x7F; /* a table that starts far behind the end */
	CHECK(!woff2_write(&out, (Str){bytes, sizeof bytes}, WOFF2_QUICK) && out.len == 0);
	bytes[12 + 8] = 0;
	CHECK(woff2_write(&out, (Str){bytes, sizeof bytes}, WOFF2_QUICK) && out.len % 4 == 0);
	CHECK(str_starts(buf_str(&out), S("wOF2OTTO")));
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	test_kinds(arena);
	test_cut(arena);
	test_not_a_font(arena);
	arena_free(arena);
	return check_report();
}
