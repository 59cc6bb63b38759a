/*
 * recto.h: the public API of librecto.
 *
 * Open a site, build its pages and its PDF, read what is wrong:
 *
 *     Recto *recto = recto_open("homepage", "public", NULL);
 *     int status = recto_build(recto, NULL);
 *     for (size_t i = 0; i < recto_diagnostic_count(recto); i++)
 *             show(recto_diagnostic(recto, i));
 *     recto_close(recto);
 *
 * Strings are UTF-8 and NUL-terminated. Those given to a function are copied, and may go when it
 * returns; those that functions return belong to the Recto and live until recto_close. Paths are
 * absolute or relative to the current folder. Nothing is printed, nothing is read from the
 * environment; the library calls abort() only when memory runs out. A Recto is used by one thread
 * at a time; several of them are independent.
 */
#ifndef RECTO_H
#define RECTO_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RECTO_API __attribute__((visibility("default")))

typedef struct Recto Recto;

/* With all zero but `date` they mean what the program does without options. */
typedef struct {
	/* "KEY=VALUE" overrides of _config.yml, as --set; ended by NULL; may be NULL */
	const char *const *sets;
	/* folders searched for fonts first, as RECTO_FONT_PATH; ended by NULL; may be NULL */
	const char *const *fonts;
	int64_t date;  /* seconds since 1970 for the PDF's dates; negative: what the site says */
	int no_repair; /* leave mojibake as it is */
	int no_cache;  /* keep nothing in SITE/.recto-cache for the next build */
	int keep_comments; /* keep HTML comments on the page */
	int safe;	   /* no scripts, event handlers and javascript: links on the page */
} RectoOptions;

typedef enum { RECTO_NOTE, RECTO_WARNING, RECTO_ERROR } RectoLevel;

typedef struct {
	RectoLevel level;
	const char *file;      /* its path, which begins with that of the site; NULL: no place in
				  particular, then line and column are 0 */
	unsigned line, column; /* from 1; columns count code points */
	const char *message;   /* one line, without a full stop */
	const char *hint;      /* how to mend it; "" when there is none */
	const char *id;	       /* its kind, which stays when words change: "link-broken" */
} RectoDiagnostic;

/*
 * Reads the site at `path`: a folder, one Markdown file, or a file of CV data. `output` is the
 * folder that will be written to (so that it is not read), or NULL. `options` may be NULL: as all
 * zero, and no date. Never NULL: what is wrong is among the diagnostics, also that there is no such
 * site. Give it back with recto_close.
 */
RECTO_API Recto *recto_open(const char *path, const char *output, const RectoOptions *options);
/* Frees it, and all that its functions returned. NULL is allowed. */
RECTO_API void recto_close(Recto *recto);

/*
 * Writes the pages, what stands beside them, and the PDFs below `output`; NULL: the folder that
 * recto_open was told. Missing folders are made, files that are as they should be are left alone.
 * Returns what the program's exit status would be: 0 when all is well, 1 when the content is faulty
 * (then nothing is written), 3 when the site could not be read or a file not be written (then some
 * may be; each of them is whole).
 */
RECTO_API int recto_build(Recto *recto, const char *output);

/*
 * The PDF of the CV alone, in memory: its bytes, which live until recto_close. *size receives how
 * many they are, *pages how many pages; either may be NULL. NULL when there are errors; then *size
 * is 0.
 */
RECTO_API const void *recto_pdf(Recto *recto, size_t *size, size_t *pages);

/* How many diagnostics there are so far. */
RECTO_API size_t recto_diagnostic_count(const Recto *recto);
/* That of `index`, less than their count, in the order they were found. */
RECTO_API RectoDiagnostic recto_diagnostic(Recto *recto, size_t index);

/* The version of the library: "0.1.0". */
RECTO_API const char *recto_version(void);

#ifdef __cplusplus
}
#endif

#endif
