/* Loops, cycle, include, highlight and the tags of plug-ins. */
#include "front/liquid_internal.h"

/* The option of a loop as a whole number; `otherwise` when it is not given or nil. */
static int64_t loop_option(LiquidRun *run, const LiquidNode *node, Str name, int64_t otherwise)
{
	for (size_t i = 0; i < node->args.len; i++) {
		if (!str_eq(node->args.ptr[i].name, name))
			continue;
		const Value *value = liquid_eval(run, node->args.ptr[i].value, node->span);
		if (value_is_nil(value))
			return otherwise;
		int64_t number = value_int(value, -1);
		if (number < 0)
			liquid_fail(run, node->span, S(""), "%.*s of the loop is no whole number",
				    STR_ARG(name));
		return number < 0 ? otherwise : number;
	}
	return otherwise;
}

static const Value **list_items(LiquidRun *run, const Value *list)
{
	const Value **items = ARENA_ARRAY(run->arena, const Value *, list->as.list.len + 1);
	for (size_t i = 0; i < list->as.list.len; i++)
		items[i] = list->as.list.items[i];
	return items;
}

static const Value **map_items(LiquidRun *run, const Value *map)
{
	const Value **items = ARENA_ARRAY(run->arena, const Value *, map->as.map.len + 1);
	for (size_t i = 0; i < map->as.map.len; i++)
		items[i] = liquid_pair(run, &map->as.map.entries[i]);
	return items;
}

/* The items that a loop over `value` visits; none where it is nothing to visit. */
static void loop_items(LiquidRun *run, const Value *value, Span span, const Value ***items,
		       size_t *count)
{
	*items = NULL;
	*count = 0;
	size_t each = value->kind == VALUE_MAP ? 4 * sizeof(Value) : sizeof(Value *);
	if (!liquid_spend(run, span, LIQUID_LOOP_COST + value_len(value) * each))
		return;
	if (value->kind == VALUE_LIST) {
		*items = list_items(run, value);
	} else if (value->kind == VALUE_MAP) {
		*items = map_items(run, value);
	} else if (value->kind == VALUE_STRING && value->as.string.len > 0) {
		*items = ARENA_NEW(run->arena, const Value *);
		(*items)[0] = value;
		*count = 1;
		return;
	}
	*count = value_len(value);
}

static void reverse(const Value **items, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		const Value *item = items[i];
		items[i] = items[count - 1 - i];
		items[count - 1 - i] = item;
	}
}

/* The items after offset and limit; remembers where the loop ends, for offset: continue. */
static void choose_items(LiquidRun *run, const LiquidNode *node, const Value ***items,
			 size_t *count)
{
	const Value *over = liquid_eval(run, node->pipe.value, node->span);
	const Value *last = map_get(&run->offsets, node->markup);
	int64_t start = node->resume && last != NULL ? last->as.integer : 0;
	loop_items(run, over, node->span, items, count);
	if (!node->resume)
		start = loop_option(run, node, S("offset"), 0);
	int64_t limit = loop_option(run, node, S("limit"), INT64_MAX);
	int64_t len = (int64_t)*count;
	start = start < len ? start : len;
	limit = limit < len - start ? limit : len - start;
	if (over->kind != VALUE_STRING && len > 0) {
		*items += start;
		*count = (size_t)limit;
	}
	(void)map_set(&run->offsets, node->markup,
		      value_new_int(run->arena, start + limit, node->span));
	if (node->flag)
		reverse(*items, *count);
}

/* The loop's own variable: a map whose numbers change each turn. */
typedef struct {
	Value *map;
	Value *index, *index0, *rindex, *rindex0, *first, *last;
} LoopDrop;

static Value *drop_entry(LiquidRun *run, Value *map, const char *name, ValueKind kind)
{
	Value *value = value_new(run->arena, kind, map->span);
	value_set(run->arena, map, str_from(name), value);
	return value;
}

static LoopDrop new_drop(LiquidRun *run, const LiquidNode *node, size_t count)
{
	LoopDrop drop = {.map = value_new(run->arena, VALUE_MAP, node->span)};
	drop.index = drop_entry(run, drop.map, "index", VALUE_INT);
	drop.index0 = drop_entry(run, drop.map, "index0", VALUE_INT);
	drop.rindex = drop_entry(run, drop.map, "rindex", VALUE_INT);
	drop.rindex0 = drop_entry(run, drop.map, "rindex0", VALUE_INT);
	drop.first = drop_entry(run, drop.map, "first", VALUE_BOOL);
	drop.last = drop_entry(run, drop.map, "last", VALUE_BOOL);
	drop_entry(run, drop.map, "length", VALUE_INT)->as.integer = (int64_t)count;
	drop_entry(run, drop.map, "name", VALUE_STRING)->as.string = node->markup;
	return drop;
}

static void turn_drop(LoopDrop *drop, size_t i, size_t count)
{
	drop->index->as.integer = (int64_t)i + 1;
	drop->index0->as.integer = (int64_t)i;
	drop->rindex->as.integer = (int64_t)(count - i);
	drop->rindex0->as.integer = (int64_t)(count - i - 1);
	drop->first->as.boolean = i == 0;
	drop->last->as.boolean = i + 1 == count;
}

/* After a turn: true when the loop goes on. */
static bool goes_on(LiquidRun *run)
{
	if (run->state == LIQUID_STOPPED)
		return false;
	bool broken = run->state == LIQUID_BREAKING;
	run->state = LIQUID_GO;
	return !broken;
}

static const Value *parent_loop(LiquidRun *run)
{
	for (size_t i = run->scope.len; i > run->scope_floor; i--)
		if (str_eq(run->scope.ptr[i - 1].name, S("forloop")))
			return run->scope.ptr[i - 1].value;
	return NULL;
}

void liquid_bind_loop(LiquidRun *run, const LiquidNode *node, size_t i, size_t count)
{
	LoopDrop drop = new_drop(run, node, count);
	turn_drop(&drop, i, count);
	liquid_bind(run, S("forloop"), drop.map);
}

void liquid_render_for(LiquidRun *run, const LiquidNode *node)
{
	const Value **items;
	size_t count, mark = run->scope.len;
	choose_items(run, node, &items, &count);
	if (count == 0) {
		for (size_t i = 0; i < node->branches.len; i++)
			liquid_render_nodes(run, &node->branches.ptr[i].body);
		return;
	}
	LoopDrop drop = new_drop(run, node, count);
	const Value *parent = parent_loop(run);
	if (parent != NULL)
		value_set(run->arena, drop.map, S("parentloop"), (Value *)parent);
	liquid_bind(run, S("forloop"), drop.map);
	liquid_bind(run, node->name, items[0]);
	for (size_t i = 0; i < count; i++) {
		if (!liquid_turn(run, node->span, 1))
			break;
		turn_drop(&drop, i, count);
		run->scope.ptr[mark + 1].value = items[i];
		liquid_render_nodes(run, &node->body);
		if (!goes_on(run))
			break;
	}
	run->scope.len = mark;
}

static void show_tag(LiquidRun *run, const LiquidNode *node, const char *format, size_t number)
{
	Str s = str_format(run->arena, format, number);
	text_add_generated(run->out, s, node->span);
}

void liquid_render_tablerow(LiquidRun *run, const LiquidNode *node)
{
	const Value **items;
	size_t count, mark = run->scope.len;
	choose_items(run, node, &items, &count);
	int64_t columns = loop_option(run, node, S("cols"), (int64_t)count);
	size_t cols = columns > 0 ? (size_t)columns : 1;
	LoopDrop drop = new_drop(run, node, count);
	Value *col = drop_entry(run, drop.map, "col", VALUE_INT);
	Value *col0 = drop_entry(run, drop.map, "col0", VALUE_INT);
	Value *row = drop_entry(run, drop.map, "row", VALUE_INT);
	Value *col_first = drop_entry(run, drop.map, "col_first", VALUE_BOOL);
	Value *col_last = drop_entry(run, drop.map, "col_last", VALUE_BOOL);
	liquid_bind(run, S("tablerowloop"), drop.map);
	liquid_bind(run, node->name, value_nil());
	text_add_generated(run->out, S("<tr class=\"row1\">\n"), node->span);
	for (size_t i = 0; i < count && liquid_turn(run, node->span, 1); i++) {
		turn_drop(&drop, i, count);
		col->as.integer = (int64_t)(i % cols) + 1;
		col0->as.integer = (int64_t)(i % cols);
		row->as.integer = (int64_t)(i / cols) + 1;
		col_first->as.boolean = i % cols == 0;
		col_last->as.boolean = i % cols + 1 == cols;
		run->scope.ptr[mark + 1].value = items[i];
		show_tag(run, node, "<td class=\"col%zu\">", i % cols + 1);
		liquid_render_nodes(run, &node->body);
		text_add_generated(run->out, S("</td>"), node->span);
		if (!goes_on(run))
			break;
		if (col_last->as.boolean && i + 1 < count)
			show_tag(run, node, "</tr>\n<tr class=\"row%zu\">", i / cols + 2);
	}
	text_add_generated(run->out, S("</tr>\n"), node->span);
	run->scope.len = mark;
}

void liquid_render_cycle(LiquidRun *run, const LiquidNode *node)
{
	Str key = node->flag ? liquid_show(run, liquid_eval(run, node->pipe.value, node->span))
			     : node->markup;
	key = str_concat(run->arena, node->flag ? S("=") : S(":"), key);
	const Value *old = map_get(&run->cycles, key);
	size_t at = old == NULL ? 0 : (size_t)old->as.integer;
	if (at < node->args.len) {
		const Value *value = liquid_eval(run, node->args.ptr[at].value, node->span);
		text_add_generated(run->out, liquid_show(run, value), node->span);
	}
	at = at + 1 >= node->args.len ? 0 : at + 1;
	(void)map_set(&run->cycles, key, value_new_int(run->arena, (int64_t)at, node->span));
}

/* One number a line, beside the code on the page; whoever copies the code does not want them. */
static void add_line_numbers(Buf *out, Str code)
{
	size_t count = 1;
	buf_add_cstr(out, "<div class=\"gutter web-only\" aria-hidden=\"true\">");
	for (size_t at = 0; (at = str_find_char(code, '\n', at)) != STR_NONE; at++)
		count++;
	for (size_t i = 1; i <= count; i++)
		buf_add_format(out, i > 1 ? "<br>%zu" : "%zu", i);
	buf_add_cstr(out, "</div>");
}

void liquid_render_highlight(LiquidRun *run, const LiquidNode *node)
{
	Str rest = node->markup, language = S("");
	(void)str_next_word(&rest, &language);
	bool numbers = str_contains(rest, S("linenos"));
	Str code = liquid_render_apart(run, &node->body);
	while (str_starts(code, S("\n")))
		code = str_from_offset(code, 1);
	code = str_trim_end(code);
	Buf out = buf_in(run->arena);
	buf_add_cstr(&out, numbers ? "<figure class=\"highlight numbered\">"
				   : "<figure class=\"highlight\">");
	if (numbers)
		add_line_numbers(&out, code);
	buf_add_format(&out, "<pre><code class=\"language-%.*s\" data-lang=\"%.*s\">",
		       STR_ARG(language), STR_ARG(language));
	code = str_replace(run->arena, code, S("&"), S("&amp;"));
	code = str_replace(run->arena, code, S("<"), S("&lt;"));
	buf_add(&out, str_replace(run->arena, code, S(">"), S("&gt;")));
	buf_add_cstr(&out, "</code></pre></figure>");
	text_add_generated(run->out, buf_str(&out), node->span);
}

/* The string that a variable such as `paper.key` holds; `word` itself when it is none. */
static Str variable_or_word(LiquidRun *run, Str word, Span span)
{
	LiquidExpr expr = {.kind = LIQUID_PATH};
	bool name = word.len > 0 && (char_is_alpha(word.ptr[0]) || word.ptr[0] == '_');
	for (size_t i = 0; i < word.len; i++) {
		char c = word.ptr[i];
		name = name && (char_is_alnum(c) || c == '_' || c == '.');
		expr.step_count += c == '.';
	}
	if (!name)
		return word;
	expr.steps = ARENA_ARRAY(run->arena, LiquidStep, expr.step_count + 1);
	expr.step_count = 0;
	for (Str rest = word, key; str_split(&rest, '.', &key);)
		expr.steps[expr.step_count++].key = key;
	const Value *value = liquid_eval(run, &expr, span);
	return value->kind == VALUE_STRING ? value->as.string : word;
}

/* Words up to the first option, with variables replaced by what they hold. */
static Str replace_names(LiquidRun *run, Str markup, Span span)
{
	Buf out = buf_in(run->arena);
	Str rest = markup, word, left = markup;
	while (str_next_word(&rest, &word) && word.ptr[0] != '-') {
		buf_add_char(&out, ' ');
		buf_add(&out, variable_or_word(run, word, span));
		left = rest;
	}
	buf_add(&out, left);
	return str_trim(buf_str(&out));
}

/* What stands behind the tag's name, with {{ }} in it rendered, as jekyll-scholar does. */
static Str host_markup(LiquidRun *run, const LiquidNode *node)
{
	const LiquidHost *host = run->host;
	Str markup = node->markup;
	if (host->takes_names != NULL && host->takes_names(host->context, node->name))
		markup = replace_names(run, markup, node->span);
	if (!str_contains(markup, S("{{")))
		return markup;
	TextBuilder builder = text_builder(run->arena);
	text_add_generated(&builder, markup, node->span);
	Text *text = ARENA_NEW(run->arena, Text);
	*text = text_finish(&builder);
	return liquid_render_apart(run, &liquid_parse(run, text)->nodes);
}

void liquid_render_host(LiquidRun *run, const LiquidNode *node)
{
	const LiquidHost *host = run->host;
	if (host->tag != NULL &&
	    host->tag(host->context, node->name, host_markup(run, node), node->span, run->out))
		return;
	Str what = str_concat(run->arena, S("tag "), node->name);
	if (map_has(&run->warned, what))
		return;
	(void)map_set(&run->warned, what, (void *)node);
	if (run->options->strict_warnings)
		liquid_fail(run, node->span, S(""), "unknown tag %.*s", STR_ARG(node->name));
	else
		diag_warning(
			run->diags, node->span,
			S("tags of Jekyll plug-ins that recto does not know can be taken away"),
			"unknown tag %.*s: it shows nothing [liquid-tag]", STR_ARG(node->name));
}
