/*
 * api.c SITE WORK   include/recto.h as a program from outside sees it, linked with librecto: what
 * the header promises of folders, PDFs and variants, of diagnostics, and of what is not there.
 * Writes below WORK.
 */
#include <recto.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int failed;

static void expect(int condition, const char *what)
{
	if (!condition)
		fprintf(stderr, "failed: %s\n", what);
	failed += !condition;
}

static const char *path_in(const char *folder, const char *name)
{
	static char path[4096];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static int is_there(const char *folder, const char *name)
{
	return access(path_in(folder, name), R_OK) == 0;
}

static const char *id_of_first(Recto *recto, RectoLevel level)
{
	for (size_t i = 0; i < recto_diagnostic_count(recto); i++)
		if (recto_diagnostic(recto, i).level == level)
			return recto_diagnostic(recto, i).id;
	return "";
}

/* Pages, the PDF, and the PDFs of variants, in the folder that recto_open was told. */
static void test_build(const char *site, const char *work)
{
	char sets[] = "recto.scripts=false";
	const char *const list[] = {sets, NULL};
	RectoOptions options = {.date = -1, .no_cache = 1, .sets = list};
	Recto *recto = recto_open(site, work, &options);
	memset(sets, 'x', sizeof sets - 1); /* it was copied */
	size_t size = 0, pages = 0;
	const void *pdf = recto_pdf(recto, &size, &pages);
	expect(pdf != NULL && size > 1000 && memcmp(pdf, "%PDF-", 5) == 0, "there is a PDF");
	expect(pages >= 1, "it has pages");
	expect(recto_pdf(recto, NULL, NULL) == pdf, "it is made once");
	expect(recto_build(recto, NULL) == 0, "the site is built");
	expect(is_there(work, "index.html"), "index.html is there");
	expect(is_there(work, "cv.pdf"), "cv.pdf is there");
	expect(is_there(work, "cv-short.pdf"), "the PDF of a variant is there");
	expect(!is_there(work, "assets/recto.js"), "the setting counts");
	recto_close(recto);
}

static void test_diagnostics(const char *site)
{
	Recto *recto = recto_open(site, NULL, NULL);
	for (size_t i = 0; i < recto_diagnostic_count(recto); i++) {
		RectoDiagnostic d = recto_diagnostic(recto, i);
		expect(d.message[0] != '\0' && d.hint != NULL && d.id[0] != '\0', "it is said");
		expect(d.file == NULL || strncmp(d.file, site, strlen(site)) == 0, "its file");
		expect((d.file == NULL) == (d.line == 0), "a file has a line");
	}
	expect(strcmp(id_of_first(recto, RECTO_WARNING), "key-unknown") == 0, "the misspelt key");
	expect(recto_build(recto, NULL) == 1, "there is no folder to build to");
	expect(strcmp(id_of_first(recto, RECTO_ERROR), "output-missing") == 0, "which is said");
	recto_close(recto);
}

static void test_nothing(const char *work)
{
	size_t size = 7;
	Recto *recto = recto_open(path_in(work, "nothing"), work, NULL);
	expect(recto != NULL && recto_diagnostic_count(recto) == 1, "there is no such site");
	expect(recto_pdf(recto, &size, NULL) == NULL && size == 0, "so there is no PDF");
	expect(recto_build(recto, work) == 3, "and nothing to build");
	recto_close(recto);
	recto_close(NULL);
	expect(strchr(recto_version(), '.') != NULL, "the library has a version");
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	test_build(argv[1], argv[2]);
	test_diagnostics(argv[1]);
	test_nothing(argv[2]);
	printf("%d failed\n", failed);
	return failed > 0;
}
