/* Finding and calling filters, and what they share. */
#include "front/liquid_internal.h"

static const LiquidFilterEntry *find_in(const LiquidFilterEntry *table, Str name)
{
	for (; table->fn != NULL; table++)
		if (str_eq(table->name, name))
			return table;
	return NULL;
}

static const LiquidFilterEntry *const tables[] = {
	liquid_text_filters,   liquid_string_filters, liquid_number_filters, liquid_list_filters,
	liquid_select_filters, liquid_url_filters,    liquid_date_filters,
};
enum { TABLES = sizeof tables / sizeof *tables };

static const LiquidFilterEntry *find_filter(Str name)
{
	const LiquidFilterEntry *found = NULL;
	for (size_t i = 0; i < TABLES && found == NULL; i++)
		found = find_in(tables[i], name);
	return found;
}

/* "did you mean append?", or empty. */
static Str meant(Arena *arena, Str name)
{
	VEC(Str) names = {0};
	for (size_t i = 0; i < TABLES; i++)
		for (const LiquidFilterEntry *entry = tables[i]; entry->fn != NULL; entry++)
			VEC_PUSH(arena, &names, entry->name);
	Str near = str_nearest(name, names.ptr, names.len);
	return near.len > 0 ? str_concat3(arena, S("did you mean "), near, S("?")) : S("");
}

/* What no one knows leaves what it gets, as in Jekyll. */
static const Value *unknown(LiquidRun *run, const LiquidFilter *filter, const Value *in)
{
	Str what = str_concat(run->arena, S("filter "), filter->name);
	if (map_has(&run->warned, what))
		return in;
	(void)map_set(&run->warned, what, (void *)filter);
	if (run->options->strict_warnings)
		liquid_fail(run, filter->span, meant(run->arena, filter->name),
			    "unknown filter %.*s", STR_ARG(filter->name));
	else
		diag_warning(run->diags, filter->span, meant(run->arena, filter->name),
			     "unknown filter %.*s: it changes nothing [liquid-filter]",
			     STR_ARG(filter->name));
	return in;
}

static bool has_arity(LiquidRun *run, const LiquidFilter *filter, const LiquidFilterEntry *entry,
		      size_t count)
{
	if (count >= entry->min && count <= entry->max)
		return true;
	if (entry->min == entry->max)
		liquid_fail(run, filter->span, S(""), "%.*s takes %zu argument%s, not %zu",
			    STR_ARG(filter->name), entry->min, entry->min == 1 ? "" : "s", count);
	else
		liquid_fail(run, filter->span, S(""), "%.*s takes %zu to %zu arguments, not %zu",
			    STR_ARG(filter->name), entry->min, entry->max, count);
	return false;
}

/* Filters that take an expression may come back here, without end when it is a variable. */
static const Value *call_filter(LiquidCall *call, const LiquidFilterEntry *entry)
{
	if (call->run->depth >= LIQUID_MAX_LEVELS)
		return liquid_bad(call, "filters are nested too deep");
	call->run->depth++;
	const Value *value = entry->fn(call);
	call->run->depth--;
	return value;
}

const Value *liquid_apply(LiquidRun *run, const LiquidFilter *filter, const Value *in)
{
	const LiquidFilterEntry *entry = find_filter(filter->name);
	LiquidCall call = {.run = run, .arena = run->arena, .filter = filter, .in = in};
	if (entry == NULL)
		return unknown(run, filter, in);
	for (size_t i = 0; i < LIQUID_MAX_ARGS; i++)
		call.args[i] = value_nil();
	for (size_t i = 0; i < filter->args.len; i++) {
		const LiquidArg *arg = &filter->args.ptr[i];
		if (arg->name.len > 0)
			continue;
		if (call.count < LIQUID_MAX_ARGS)
			call.args[call.count] = liquid_eval(run, arg->value, filter->span);
		call.count++;
	}
	bool read = liquid_spend(run, filter->span, LIQUID_NODE_COST) &&
		    liquid_read(run, filter->span, in);
	for (size_t i = 0; i < LIQUID_MAX_ARGS && read; i++)
		read = liquid_read(run, filter->span, call.args[i]);
	if (!read || !has_arity(run, filter, entry, call.count))
		return value_nil();
	return call_filter(&call, entry);
}

Str liquid_in(LiquidCall *call)
{
	return liquid_show(call->run, call->in);
}

Str liquid_arg(LiquidCall *call, size_t i)
{
	return liquid_show(call->run, call->args[i]);
}

const Value *liquid_string(LiquidCall *call, Str s)
{
	if (!liquid_spend(call->run, call->filter->span, s.len + sizeof(Value)))
		return value_nil();
	return value_new_string(call->arena, s, call->in->span);
}

const Value *liquid_int(LiquidCall *call, int64_t n)
{
	return value_new_int(call->arena, n, call->in->span);
}

const Value *liquid_bad(LiquidCall *call, const char *what)
{
	liquid_fail(call->run, call->filter->span, S(""), "%.*s: %s", STR_ARG(call->filter->name),
		    what);
	return value_nil();
}

const Value *liquid_named(LiquidCall *call, Str name)
{
	for (size_t i = 0; i < call->filter->args.len; i++)
		if (str_eq(call->filter->args.ptr[i].name, name))
			return liquid_eval(call->run, call->filter->args.ptr[i].value,
					   call->filter->span);
	return value_nil();
}

bool liquid_whole(LiquidCall *call, const Value *value, int64_t *out)
{
	*out = 0;
	if (value->kind == VALUE_INT) {
		*out = value->as.integer;
		return true;
	}
	if (value->kind == VALUE_STRING && str_to_int(str_trim(value->as.string), out))
		return true;
	(void)liquid_bad(call, "a whole number is needed");
	return false;
}

Value *liquid_new_list(LiquidCall *call)
{
	return value_new(call->arena, VALUE_LIST, call->in->span);
}

void liquid_push(LiquidCall *call, Value *list, const Value *item)
{
	if (liquid_spend(call->run, call->filter->span, 2 * sizeof item))
		value_push(call->arena, list, (Value *)item);
}

static void flatten(LiquidCall *call, Value *out, const Value *list, size_t depth)
{
	for (size_t i = 0; i < value_len(list) && call->run->state != LIQUID_STOPPED; i++) {
		const Value *item = value_at(list, i);
		if (item->kind == VALUE_LIST && depth < LIQUID_MAX_DEPTH)
			flatten(call, out, item, depth + 1);
		else
			liquid_push(call, out, item);
	}
}

const Value *liquid_input_list(LiquidCall *call)
{
	Value *out = liquid_new_list(call);
	if (call->in->kind == VALUE_LIST)
		flatten(call, out, call->in, 0);
	else if (!value_is_nil(call->in))
		liquid_push(call, out, call->in);
	return out;
}
