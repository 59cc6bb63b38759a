/* serve: what is done to pages on their way, and which files are watched. */
#include "app/serve_answer.h"
#include "app/serve_page.h"
#include "app/watch.h"
#include "check.h"

static void check_relaxed(Arena *a, const char *policy, const char *relaxed)
{
	CHECK_STR(serve_page_relax_policy(a, str_from(policy)), str_from(relaxed));
}

static void test_policies(Arena *a)
{
	check_relaxed(a, "", "");
	check_relaxed(a, "img-src 'none'", "img-src 'none'");
	check_relaxed(a, "default-src 'none'",
		      "default-src 'none'; script-src 'self'; connect-src 'self'");
	check_relaxed(a, "default-src 'self' https:; script-src 'none'",
		      "default-src 'self' https:; script-src 'self'; connect-src 'self' https:");
	check_relaxed(a, "script-src 'sha256-x' ; ; CONNECT-SRC https://a.example;",
		      "script-src 'sha256-x' 'self'; CONNECT-SRC https://a.example 'self'");
	check_relaxed(a, "script-src 'self'; connect-src 'self'",
		      "script-src 'self'; connect-src 'self'");
	check_relaxed(a, "script-src-elem https://a.example",
		      "script-src-elem https://a.example 'self'");
}

static void check_page(Arena *a, const char *page, const char *made)
{
	CHECK_STR(serve_page_add_script(a, str_from(page), S("a\"b.html"), S("7-1")),
		  str_from(made));
}

#define SCRIPT                                                                                     \
	"<script src=\"/_recto/preview.js\" data-file=\"a&quot;b.html\" data-build=\"7-1\">"       \
	"</script>\n"

static void test_scripts(Arena *a)
{
	check_page(a, "", SCRIPT);
	check_page(a, "<body>x</BODY></html>", "<body>x" SCRIPT "</BODY></html>");
	check_page(a, "<pre></body></pre></body>", "<pre></body></pre>" SCRIPT "</body>");
	check_page(a,
		   "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'none'\">",
		   "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src "
		   "&#39;self&#39;\">" SCRIPT);
	check_page(a,
		   "<META content='img-src a&amp;b; script-src &quot;' "
		   "http-equiv=content-security-policy>",
		   "<META content='img-src a&amp;b; script-src &quot; &#39;self&#39;' "
		   "http-equiv=content-security-policy>" SCRIPT);
	/* what is no policy, or has no value, is left alone */
	check_page(a, "<meta name=\"description\" content=\"script-src 'none'\">",
		   "<meta name=\"description\" content=\"script-src 'none'\">" SCRIPT);
	check_page(a, "<meta http-equiv=content-security-policy content=",
		   "<meta http-equiv=content-security-policy content=" SCRIPT);
	check_page(a, "<meta http-equiv=content-security-policy content=\"a",
		   "<meta http-equiv=content-security-policy content=\"a" SCRIPT);
}

static void test_ignored(void)
{
	static const char *const files[] = {
		".about.md.swp",       ".about.md.swx",	   "about.md~",
		"#about.md#",	       ".#about.md",	   "4913",
		".goutputstream-X1YZ", "a.md___jb_tmp___", ".~lock.cv.odt#"};
	static const char *const used[] = {"about.md", ".htaccess", "_config.yml", "a.sw", "49131",
					   "#hash.md", ".swift",    "a~b.md",	   ""};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		CHECK(watch_ignores(str_from(files[i]), false));
	for (size_t i = 0; i < sizeof used / sizeof *used; i++)
		CHECK(!watch_ignores(str_from(used[i]), false));
	CHECK(watch_ignores(S(".git"), true) && watch_ignores(S(".recto-cache"), true));
	CHECK(!watch_ignores(S("_pages"), true) && !watch_ignores(S(".well-known"), true));
	CHECK(!watch_ignores(S(".git"), false));
}

static HttpReply ask(Arena *a, const Served *served, const char *path, const char *host)
{
	HttpRequest request = {
		.method = S("GET"), .path = str_from(path), .query = S(""), .host = str_from(host)};
	HttpReply reply;
	serve_answer(served, a, &request, &reply);
	return reply;
}

/* Before anything is built, and without a folder: only recto's own files are there. */
static void test_answers(Arena *a)
{
	const Map files = map_in(a);
	const Served served = {.output = -1, .files = &files};
	CHECK(ask(a, &served, "/", "localhost").status == 503);
	CHECK(ask(a, &served, "/_preview", "localhost:4000").status == 200);
	CHECK(ask(a, &served, "/_recto/events", "127.0.0.1").kind == REPLY_EVENTS);
	CHECK(ask(a, &served, "/_preview", "example.org").status == 403);
	CHECK(ask(a, &served, "/_preview", "").status == 403);
	CHECK(ask(a, &served, "/..", "localhost").status == 403);
	CHECK(ask(a, &served, "/a%2F..%5c", "localhost").status == 403);
	CHECK(ask(a, &served, "/...", "localhost").status == 503);
	CHECK(ask(a, &served, "/%", "localhost").status == 400);
	CHECK(ask(a, &served, "/%0", "localhost").status == 400);
	CHECK(ask(a, &served, "/%00", "localhost").status == 400);
	CHECK(ask(a, &served, "/%C0%AE", "localhost").status == 400);
	CHECK(ask(a, &served, "", "localhost").status == 400);
	CHECK(ask(a, &served, "*", "localhost").status == 400);
}

int main(void)
{
	Arena *a = arena_new(NULL);
	test_policies(a);
	test_scripts(a);
	test_ignored();
	test_answers(a);
	arena_free(a);
	return check_report();
}
