/* Dates: Liquid's date and Jekyll's date_to_*. What is no date goes through as it is. */
#include "front/liquid_date.h"
#include "front/liquid_internal.h"

/* The clock is never read, so that the same input gives the same page: say it once. */
static void warn_no_time(LiquidCall *call, Str text)
{
	LiquidRun *run = call->run;
	bool asked = str_eq_nocase(str_trim(text), S("now")) ||
		     str_eq_nocase(str_trim(text), S("today"));
	if (!asked || run->options->now > 0 || map_has(&run->warned, S("now")))
		return;
	(void)map_set(&run->warned, S("now"), run);
	diag_warning(run->diags, call->filter->span,
		     S("set SOURCE_DATE_EPOCH to the seconds since 1970, as `date +%s` tells"),
		     "the time is asked for, but not known: this is the first day of 1970 "
		     "[liquid-time]");
}

static bool date_of(LiquidCall *call, LiquidDate *date)
{
	if (call->in->kind == VALUE_INT && call->in->plain.len == 0) {
		*date = liquid_date_from_seconds(call->in->as.integer, 0);
		return true;
	}
	Str s = liquid_in(call);
	warn_no_time(call, s);
	return s.len > 0 && liquid_date_parse(s, call->run->options->now, date);
}

static const Value *give(LiquidCall *call, const LiquidDate *date, Str format)
{
	Buf out = buf_in(call->arena);
	liquid_date_format(&out, date, format);
	return liquid_string(call, buf_str(&out));
}

static const Value *format_as(LiquidCall *call, Str format)
{
	LiquidDate date;
	return date_of(call, &date) ? give(call, &date, format) : call->in;
}

static const Value *filter_date(LiquidCall *call)
{
	Str format = liquid_arg(call, 0);
	return format.len == 0 ? call->in : format_as(call, format);
}

static Str ordinal(int day)
{
	if (day / 10 == 1)
		return S("th");
	return day % 10 == 1   ? S("st")
	       : day % 10 == 2 ? S("nd")
	       : day % 10 == 3 ? S("rd")
			       : S("th");
}

/* "07 Nov 2008"; with "ordinal" "7th Nov 2008", with "US" too "Nov 7th, 2008". */
static const Value *stringify(LiquidCall *call, Str month)
{
	LiquidDate date;
	bool us = str_eq_nocase(liquid_arg(call, 1), S("US"));
	if (!date_of(call, &date))
		return call->in;
	if (!str_eq(liquid_arg(call, 0), S("ordinal")))
		return give(call, &date, str_concat3(call->arena, S("%d "), month, S(" %Y")));
	Str day = str_concat(call->arena, S("%-d"), ordinal(date.day));
	Str format = us ? str_concat3(call->arena, str_concat(call->arena, month, S(" ")), day,
				      S(", %Y"))
			: str_concat3(call->arena, day, S(" "),
				      str_concat(call->arena, month, S(" %Y")));
	return give(call, &date, format);
}

static const Value *filter_date_to_string(LiquidCall *call)
{
	return stringify(call, S("%b"));
}

static const Value *filter_date_to_long_string(LiquidCall *call)
{
	return stringify(call, S("%B"));
}

static const Value *filter_date_to_xmlschema(LiquidCall *call)
{
	return format_as(call, S("%Y-%m-%dT%H:%M:%S%:z"));
}

static const Value *filter_date_to_rfc822(LiquidCall *call)
{
	return format_as(call, S("%a, %d %b %Y %H:%M:%S %z"));
}

const LiquidFilterEntry liquid_date_filters[] = {
	{STR_INIT("date"), 1, 1, filter_date},
	{STR_INIT("date_to_string"), 0, 2, filter_date_to_string},
	{STR_INIT("date_to_long_string"), 0, 2, filter_date_to_long_string},
	{STR_INIT("date_to_xmlschema"), 0, 0, filter_date_to_xmlschema},
	{STR_INIT("date_to_rfc822"), 0, 0, filter_date_to_rfc822},
	{.fn = NULL},
};
