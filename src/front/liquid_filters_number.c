/*
 * Numbers. Ruby's Liquid computes fractions as decimals: 10.1 plus 2.2 is 12.3. Here sums, products
 * and remainders are binary and rounded to 15 digits, which gives the same for every decimal that a
 * double holds. Strings count as the number they start with.
 */
#include "front/liquid_internal.h"

#include <math.h>
#include <stdio.h>

typedef struct {
	bool whole;
	int64_t integer;
	double number;
} Num;

static Num whole(int64_t integer)
{
	return (Num){true, integer, (double)integer};
}

/* The number a string starts with: "12.5 kg" is 12.5; 0 when there is none. */
static Num parse_number(Str s)
{
	s = str_trim(s);
	size_t n = s.len > 0 && (s.ptr[0] == '-' || s.ptr[0] == '+');
	while (n < s.len && char_is_digit(s.ptr[n]))
		n++;
	size_t digits = n;
	if (n + 1 < s.len && s.ptr[n] == '.' && char_is_digit(s.ptr[n + 1]))
		for (n++; n < s.len && char_is_digit(s.ptr[n]);)
			n++;
	Num num = whole(0);
	if (n == digits && str_to_int(str_slice(s, 0, n), &num.integer))
		return whole(num.integer);
	num.whole = false;
	if (!str_to_double(str_slice(s, 0, n), &num.number))
		return whole(0);
	return num;
}

static Num number_of(const Value *value)
{
	if (value->kind == VALUE_INT)
		return whole(value->as.integer);
	if (value->kind == VALUE_FLOAT)
		return (Num){false, 0, value->as.number};
	if (value->kind == VALUE_STRING)
		return parse_number(value->as.string);
	return whole(0);
}

static const Value *give(LiquidCall *call, double number)
{
	char digits[40];
	double rounded = number;
	(void)snprintf(digits, sizeof digits, "%.15g", number);
	if (!isfinite(number) || !str_to_double(str_from(digits), &rounded))
		rounded = number;
	return value_new_float(call->arena, rounded, call->in->span);
}

static const Value *filter_plus(LiquidCall *call)
{
	Num a = number_of(call->in), b = number_of(call->args[0]);
	int64_t sum;
	if (a.whole && b.whole && !__builtin_add_overflow(a.integer, b.integer, &sum))
		return liquid_int(call, sum);
	return give(call, a.number + b.number);
}

static const Value *filter_minus(LiquidCall *call)
{
	Num a = number_of(call->in), b = number_of(call->args[0]);
	int64_t difference;
	if (a.whole && b.whole && !__builtin_sub_overflow(a.integer, b.integer, &difference))
		return liquid_int(call, difference);
	return give(call, a.number - b.number);
}

static const Value *filter_times(LiquidCall *call)
{
	Num a = number_of(call->in), b = number_of(call->args[0]);
	int64_t product;
	if (a.whole && b.whole && !__builtin_mul_overflow(a.integer, b.integer, &product))
		return liquid_int(call, product);
	return give(call, a.number * b.number);
}

/* Division and remainder round down, as Ruby's do. */
static const Value *filter_divided_by(LiquidCall *call)
{
	Num a = number_of(call->in), b = number_of(call->args[0]);
	if (!a.whole || !b.whole)
		return value_new_float(call->arena, a.number / b.number, call->in->span);
	if (b.integer == 0)
		return liquid_bad(call, "division by zero");
	if (b.integer == -1)
		return a.integer == INT64_MIN ? give(call, -a.number)
					      : liquid_int(call, -a.integer);
	int64_t quotient = a.integer / b.integer;
	bool down = a.integer % b.integer != 0 && (a.integer < 0) != (b.integer < 0);
	return liquid_int(call, quotient - down);
}

static const Value *filter_modulo(LiquidCall *call)
{
	Num a = number_of(call->in), b = number_of(call->args[0]);
	if (!a.whole || !b.whole) {
		double rest = fmod(a.number, b.number);
		return give(call,
			    rest != 0 && (rest < 0) != (b.number < 0) ? rest + b.number : rest);
	}
	if (b.integer == 0)
		return liquid_bad(call, "division by zero");
	int64_t rest = b.integer == -1 ? 0 : a.integer % b.integer;
	return liquid_int(call,
			  rest != 0 && (rest < 0) != (b.integer < 0) ? rest + b.integer : rest);
}

/* A float that is whole, as an integer when it fits. */
static const Value *give_whole(LiquidCall *call, double number)
{
	return number > -9e18 && number < 9e18 ? liquid_int(call, (int64_t)number)
					       : give(call, number);
}

static const Value *filter_round(LiquidCall *call)
{
	Num a = number_of(call->in), places = number_of(call->args[0]);
	if (a.whole)
		return liquid_int(call, a.integer);
	if (places.number < 1)
		return give_whole(call, round(a.number));
	double scale = pow(10, places.number > 15 ? 15 : places.number);
	return give(call, round(a.number * scale) / scale);
}

static const Value *filter_ceil(LiquidCall *call)
{
	Num a = number_of(call->in);
	return a.whole ? liquid_int(call, a.integer) : give_whole(call, ceil(a.number));
}

static const Value *filter_floor(LiquidCall *call)
{
	Num a = number_of(call->in);
	return a.whole ? liquid_int(call, a.integer) : give_whole(call, floor(a.number));
}

static const Value *filter_abs(LiquidCall *call)
{
	Num a = number_of(call->in);
	if (a.whole && a.integer != INT64_MIN)
		return liquid_int(call, a.integer < 0 ? -a.integer : a.integer);
	return give(call, fabs(a.number));
}

static const Value *pick(LiquidCall *call, Num num)
{
	return num.whole ? liquid_int(call, num.integer) : give(call, num.number);
}

static const Value *filter_at_least(LiquidCall *call)
{
	Num a = number_of(call->in), b = number_of(call->args[0]);
	return pick(call, b.number > a.number ? b : a);
}

static const Value *filter_at_most(LiquidCall *call)
{
	Num a = number_of(call->in), b = number_of(call->args[0]);
	return pick(call, b.number < a.number ? b : a);
}

static const Value *filter_to_integer(LiquidCall *call)
{
	if (call->in->kind == VALUE_BOOL)
		return liquid_int(call, call->in->as.boolean);
	Num a = number_of(call->in);
	return a.whole ? liquid_int(call, a.integer) : give_whole(call, trunc(a.number));
}

const LiquidFilterEntry liquid_number_filters[] = {
	{STR_INIT("plus"), 1, 1, filter_plus},
	{STR_INIT("minus"), 1, 1, filter_minus},
	{STR_INIT("times"), 1, 1, filter_times},
	{STR_INIT("divided_by"), 1, 1, filter_divided_by},
	{STR_INIT("modulo"), 1, 1, filter_modulo},
	{STR_INIT("round"), 0, 1, filter_round},
	{STR_INIT("ceil"), 0, 0, filter_ceil},
	{STR_INIT("floor"), 0, 0, filter_floor},
	{STR_INIT("abs"), 0, 0, filter_abs},
	{STR_INIT("at_least"), 1, 1, filter_at_least},
	{STR_INIT("at_most"), 1, 1, filter_at_most},
	{STR_INIT("to_integer"), 0, 0, filter_to_integer},
	{.fn = NULL},
};
