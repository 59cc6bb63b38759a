/*
 * date: the civil calendar. Pure arithmetic: no clock, no zone of the machine.
 */
#ifndef RECTO_BASE_DATE_H
#define RECTO_BASE_DATE_H

#include <stdint.h>

typedef struct {
	int64_t year;
	int month, day; /* from 1 */
	int hour, minute, second;
} Date;

/* The date of a count of seconds since 1970, or of 2^50, the most it goes to either side, in a zone
 * `offset` seconds east of UTC. */
Date date_from_seconds(int64_t seconds, int offset);
/* Seconds since 1970; what is too much for its place (day 31 of April) carries over. */
int64_t date_to_seconds(const Date *date);
/* The same in days. */
int64_t date_days(int64_t year, int month, int day);

#endif
