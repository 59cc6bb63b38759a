/*
 * dates: when something was, in every form that CVs write it.
 *
 * "2020", "2020-05", "2020-05-01", "05/2020", "May 2020", "1 May 2020", "Fall 2023", "2020年5月",
 * and ranges of them: "2015-now", "2019.06 - 2022.04", "2019-20", "since 2018", "2021 to present".
 * What is not understood keeps its text. Strings are borrowed; nothing fails.
 */
#ifndef RECTO_MODEL_DATES_H
#define RECTO_MODEL_DATES_H

#include "base/buf.h"

typedef struct {
	int year;	/* 0: there is no date */
	int month, day; /* 0: not said */
	int season;	/* 1 spring, 2 summer, 3 autumn, 4 winter; 0: none */
} DatePoint;

typedef struct {
	DatePoint start, end;
	bool range; /* two ends, or an open one */
	bool open;  /* goes on */
	Str note;   /* what stands behind in brackets: "expected"; may be empty */
} DateRange;

/* Words that a data file may set itself (RenderCV's `locale`); empty ones are the language's. */
typedef struct {
	Str lang;
	Str present, to;
	const Str *months; /* 12 short names, or NULL */
} DateWords;

/* One date, the whole string; false when it is none. "present" and its kin are *open. */
bool date_parse(Str text, DatePoint *out, bool *open);
/* A date or a range, the whole string; false when any of it is not understood. */
bool date_parse_range(Str text, DateRange *out);

/* The same text with an en dash where a hyphen stands for "to": "2019.06 – 2022.04"; as it is where
 * it is no range. */
Str date_with_dash(Arena *arena, Str text);

/* A range as it is printed: "Sept 2018 – May 2023", "2018–2022", "2020.09 – 至今". */
void date_write_range(Buf *out, const DateRange *range, const DateWords *words);

/* Order by time, newest first: what goes on before what has ended, then by end, then by start. */
int date_compare(const DateRange *a, const DateRange *b);

/* "2020-05" of a date: ISO 8601, as far as it is known. */
void date_write_iso(Buf *out, DatePoint point);

#endif
