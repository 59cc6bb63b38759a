/*
 * liquid_date: points in time for the date filters. No clock and no zone of the machine: what has
 * no zone of its own is UTC.
 */
#ifndef RECTO_FRONT_LIQUID_DATE_H
#define RECTO_FRONT_LIQUID_DATE_H

#include "base/buf.h"

typedef struct {
	int64_t year;
	int month, day; /* from 1 */
	int hour, minute, second;
	int offset; /* seconds east of UTC */
} LiquidDate;

/* The date of a count of seconds since 1970. */
LiquidDate liquid_date_from_seconds(int64_t seconds, int offset);
int64_t liquid_date_to_seconds(const LiquidDate *date);

/*
 * Reads "2024-03-01", "2024-03-01 10:20:30 +0800", ISO 8601, "March 1, 2024", "1 Mar 2024",
 * "2024/3/1", "2024-03", "2024", a count of seconds, "now" and "today". False when it is none of
 * these.
 */
bool liquid_date_parse(Str text, int64_t now, LiquidDate *out);

/* strftime as Ruby has it, with its flags (- 0 ^ _ #), widths and %s %L %N %z %:z. English names.
 */
void liquid_date_format(Buf *out, const LiquidDate *date, Str format);

#endif
