/*
 * recto.h: the public API of librecto.
 *
 * Open a site, build its pages and its PDF, read what is wrong. Strings are UTF-8 and
 * NUL-terminated; those that functions return belong to the Recto and live until recto_close.
 * Nothing is printed, nothing is read from the environment; the library calls abort() only when
 * memory runs out. A Recto is used by one thread at a time; several of them are independent.
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

typedef struct {
	const char *const
		*sets; /* "KEY=VALUE" configuration overrides, ended by NULL; may be NULL */
	const char *const *fonts; /* folders searched for fonts first, ended by NULL; may be NULL */
	int64_t date;		  /* seconds since 1970 for the PDF's dates; negative: none */
	int no_repair;		  /* leave mojibake as it is */
	int no_cache;		  /* keep no scaled pictures in SITE/.recto-cache */
} RectoOptions;

typedef enum { RECTO_NOTE, RECTO_WARNING, RECTO_ERROR } RectoLevel;

typedef struct {
	RectoLevel level;
	const char *file;      /* NULL: no place in particular */
	unsigned line, column; /* from 1; columns count code points */
	const char *message;
	const char *hint; /* how to mend it; "" when there is none */
} RectoDiagnostic;

/*
 * Reads the site at `path` (a folder or one Markdown file). `output` is the folder that will be
 * written to (so that it is not read), or NULL. `options` may be NULL. Never NULL: what is wrong is
 * among the diagnostics.
 */
RECTO_API Recto *recto_open(const char *path, const char *output, const RectoOptions *options);
RECTO_API void recto_close(Recto *recto);

/*
 * Writes the pages, the assets and the PDF below `output`. Returns 0 when all is well, 1 when there
 * are errors (then nothing is written), 3 when a file could not be written.
 */
RECTO_API int recto_build(Recto *recto, const char *output);

/* The PDF alone, in memory; *pages receives how many it has (may be NULL). NULL when there are
 * errors. */
RECTO_API const void *recto_pdf(Recto *recto, size_t *size, size_t *pages);

/* The diagnostics so far, in the order they were found. */
RECTO_API size_t recto_diagnostic_count(const Recto *recto);
RECTO_API RectoDiagnostic recto_diagnostic(Recto *recto, size_t index);

/* "0.1.0". */
RECTO_API const char *recto_version(void);

#ifdef __cplusplus
}
#endif

#endif
