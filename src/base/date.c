/*
 * Howard Hinnant, chrono-Compatible Low-Level Date Algorithms (2013): years begin in March, so that
 * the leap day is the last, and 400 of them, an era, have 146097 days.
 */
#include "base/date.h"

enum { ERA_DAYS = 146097, EPOCH = 719468 /* days from 0000-03-01 to 1970-01-01 */ };

/* Division that rounds down. */
static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static void set_days(Date *date, int64_t days)
{
	days += EPOCH;
	int64_t era = floor_div(days, ERA_DAYS), day = days - era * ERA_DAYS;
	int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int64_t of_year = day - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153; /* from March */
	date->day = (int)(of_year - (153 * month + 2) / 5 + 1);
	date->month = (int)(month < 10 ? month + 3 : month - 9);
	date->year = year + era * 400 + (date->month <= 2);
}

Date date_from_seconds(int64_t seconds, int offset)
{
	Date date = {0};
	int64_t limit = (int64_t)1 << 50;
	seconds = seconds > limit ? limit : seconds < -limit ? -limit : seconds;
	seconds += offset;
	int64_t days = floor_div(seconds, 86400);
	int left = (int)(seconds - days * 86400);
	set_days(&date, days);
	date.hour = left / 3600;
	date.minute = left / 60 % 60;
	date.second = left % 60;
	return date;
}

int64_t date_days(int64_t year, int month, int day)
{
	year -= month <= 2;
	int64_t era = floor_div(year, 400), of_era = year - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH;
}

int64_t date_to_seconds(const Date *date)
{
	return date_days(date->year, date->month, date->day) * 86400 + date->hour * 3600 +
	       date->minute * 60 + date->second;
}
