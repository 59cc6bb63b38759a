/*
 * check: the whole unit test framework. CHECK(what) counts; the program ends with `return
 * check_report();`.
 */
#ifndef RECTO_TESTS_CHECK_H
#define RECTO_TESTS_CHECK_H

#include "base/str.h"

#include <stdio.h>

static int check_failed, check_passed;

static inline void check_that(bool ok, const char *what, const char *file, int line)
{
	if (ok) {
		check_passed++;
		return;
	}
	check_failed++;
	fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
}

static inline void check_str(Str got, Str want, const char *file, int line)
{
	check_that(str_eq(got, want), "strings are equal", file, line);
	if (!str_eq(got, want))
		fprintf(stderr, "  got:  \"%.*s\"\n  want: \"%.*s\"\n", STR_ARG(got),
			STR_ARG(want));
}

#define CHECK(what) check_that((what), #what, __FILE__, __LINE__)
/* A place that is not reached when all is well. */
#define CHECK_FAIL(what) check_that(false, (what), __FILE__, __LINE__)
/* Two Str are equal. */
#define CHECK_STR(got, want) check_str((got), (want), __FILE__, __LINE__)

static inline int check_report(void)
{
	printf("%d passed, %d failed\n", check_passed, check_failed);
	return check_failed != 0;
}

#endif
