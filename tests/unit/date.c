/* date: seconds and dates, there and back. */
#include "base/date.h"
#include "check.h"

static const struct {
	int64_t seconds;
	Date date;
} cases[] = {
	{0, {1970, 1, 1, 0, 0, 0}},
	{-1, {1969, 12, 31, 23, 59, 59}},
	{INT64_C(951782399), {2000, 2, 28, 23, 59, 59}},
	{INT64_C(951782400), {2000, 2, 29, 0, 0, 0}},
	{INT64_C(1709251198), {2024, 2, 29, 23, 59, 58}},
	{INT64_C(4107542400), {2100, 3, 1, 0, 0, 0}},
	{INT64_C(-62167219200), {0, 1, 1, 0, 0, 0}},
	{INT64_C(-62167219201), {-1, 12, 31, 23, 59, 59}},
};

static void check_date(Date a, Date b)
{
	CHECK(a.year == b.year && a.month == b.month && a.day == b.day);
	CHECK(a.hour == b.hour && a.minute == b.minute && a.second == b.second);
}

int main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		check_date(date_from_seconds(cases[i].seconds, 0), cases[i].date);
		CHECK(date_to_seconds(&cases[i].date) == cases[i].seconds);
	}
	check_date(date_from_seconds(-3600, 5400), (Date){1970, 1, 1, 0, 30, 0});
	check_date(date_from_seconds(INT64_MAX, 0), date_from_seconds((int64_t)1 << 50, 0));
	check_date(date_from_seconds(INT64_MIN, 0), date_from_seconds(-((int64_t)1 << 50), 0));
	for (int64_t day = -800000; day < 800000; day += 97) {
		Date date = date_from_seconds(day * 86400, 0);
		CHECK(date_days(date.year, date.month, date.day) == day);
	}
	CHECK(date_days(2025, 4, 31) == date_days(2025, 5, 1));
	return check_report();
}
