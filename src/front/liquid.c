#include "front/liquid_internal.h"

void liquid_fail(LiquidRun *run, Span span, Str hint, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	Str message = str_format_args(run->arena, format, args);
	va_end(args);
	diag_error(run->diags, span, hint, "%.*s [liquid-error]", STR_ARG(message));
	run->failed = true;
}

static void stop(LiquidRun *run, Span span, const char *what)
{
	if (run->state != LIQUID_STOPPED)
		liquid_fail(run, span, S("look for a loop that feeds itself"), "%s", what);
	run->state = LIQUID_STOPPED;
}

bool liquid_spend(LiquidRun *run, Span span, size_t bytes)
{
	if (run->state == LIQUID_STOPPED)
		return false;
	if (bytes > LIQUID_MAX_WORK - run->work) {
		stop(run, span, "the template makes more than 512 MB of values");
		return false;
	}
	run->work += bytes;
	return true;
}

bool liquid_read_bytes(LiquidRun *run, Span span, uint64_t bytes)
{
	if (run->state == LIQUID_STOPPED)
		return false;
	if (bytes > LIQUID_MAX_READ - run->read) {
		stop(run, span, "the template takes too long");
		return false;
	}
	run->read += bytes;
	return true;
}

bool liquid_read(LiquidRun *run, Span span, const Value *value)
{
	bool string = value->kind == VALUE_STRING;
	return liquid_read_bytes(run, span, string ? value->as.string.len : value_len(value) * 8);
}

bool liquid_turn(LiquidRun *run, Span span, size_t turns)
{
	if (run->state == LIQUID_STOPPED)
		return false;
	if (turns > LIQUID_MAX_TURNS - run->turns) {
		stop(run, span, "the loops of the template turn more than 1000000 times");
		return false;
	}
	run->turns += turns;
	return true;
}

static void render_output(LiquidRun *run, const LiquidNode *node)
{
	const Value *value = liquid_eval_pipe(run, &node->pipe, node->span);
	text_add_generated(run->out, liquid_show(run, value), node->span);
}

static void render_if(LiquidRun *run, const LiquidNode *node)
{
	for (size_t i = 0; i < node->branches.len; i++) {
		const LiquidBranch *branch = &node->branches.ptr[i];
		bool taken = branch->otherwise || liquid_test(run, &branch->cond, node->span);
		if (node->flag && i == 0)
			taken = !taken;
		if (!taken)
			continue;
		liquid_render_nodes(run, &branch->body);
		return;
	}
}

/* Every `when` that fits is rendered, once for each value that does; `else` when none before it
 * did. */
static void render_case(LiquidRun *run, const LiquidNode *node)
{
	const Value *value = liquid_eval_pipe(run, &node->pipe, node->span);
	bool matched = false;
	for (size_t i = 0; i < node->branches.len && run->state == LIQUID_GO; i++) {
		const LiquidBranch *branch = &node->branches.ptr[i];
		if (branch->otherwise && !matched)
			liquid_render_nodes(run, &branch->body);
		for (size_t k = 0; k < branch->values.len; k++) {
			const Value *when =
				liquid_eval(run, branch->values.ptr[k].value, node->span);
			if (!liquid_equal(value, when))
				continue;
			matched = true;
			liquid_render_nodes(run, &branch->body);
		}
	}
}

Str liquid_render_apart(LiquidRun *run, const LiquidNodes *nodes)
{
	TextBuilder builder = text_builder(run->arena), *outer = run->out;
	run->out = &builder;
	liquid_render_nodes(run, nodes);
	run->out = outer;
	Str text = text_finish(&builder).text;
	return liquid_spend(run, SPAN_NONE, text.len) ? text : S("");
}

static void set_local(LiquidRun *run, Str name, const Value *value)
{
	(void)map_set(&run->locals, name, (void *)value);
}

static void render_count(LiquidRun *run, const LiquidNode *node)
{
	const Value *old = map_get(&run->counters, node->name);
	if (old == NULL && run->options->globals != NULL)
		old = value_get(run->options->globals, node->name);
	int64_t number = old == NULL ? 0 : value_int(old, 0);
	int64_t next = node->flag ? (number > INT64_MIN ? number - 1 : number)
				  : (number < INT64_MAX ? number + 1 : number);
	Buf out = buf_in(run->arena);
	buf_add_int(&out, node->flag ? next : number);
	text_add_generated(run->out, buf_str(&out), node->span);
	(void)map_set(&run->counters, node->name, value_new_int(run->arena, next, node->span));
}

static void render_changed(LiquidRun *run, const LiquidNode *node)
{
	Str text = liquid_render_apart(run, &node->body);
	if (str_eq(text, run->changed))
		return;
	run->changed = text;
	text_add_generated(run->out, text, node->span);
}

static void render_node(LiquidRun *run, const LiquidNode *node)
{
	switch (node->kind) {
	case LIQUID_TEXT: text_add_text(run->out, node->from, node->start, node->end); break;
	case LIQUID_OUTPUT: render_output(run, node); break;
	case LIQUID_ASSIGN:
		set_local(run, node->name, liquid_eval_pipe(run, &node->pipe, node->span));
		break;
	case LIQUID_CAPTURE:
		set_local(run, node->name,
			  value_new_string(run->arena, liquid_render_apart(run, &node->body),
					   node->span));
		break;
	case LIQUID_IF: render_if(run, node); break;
	case LIQUID_CASE: render_case(run, node); break;
	case LIQUID_FOR: liquid_render_for(run, node); break;
	case LIQUID_TABLEROW: liquid_render_tablerow(run, node); break;
	case LIQUID_CYCLE: liquid_render_cycle(run, node); break;
	case LIQUID_COUNT: render_count(run, node); break;
	case LIQUID_IFCHANGED: render_changed(run, node); break;
	case LIQUID_INCLUDE: liquid_render_include(run, node); break;
	case LIQUID_HIGHLIGHT: liquid_render_highlight(run, node); break;
	case LIQUID_BREAK: run->state = LIQUID_BREAKING; break;
	case LIQUID_CONTINUE: run->state = LIQUID_CONTINUING; break;
	case LIQUID_HOST: liquid_render_host(run, node); break;
	}
}

void liquid_render_nodes(LiquidRun *run, const LiquidNodes *nodes)
{
	if (run->depth >= LIQUID_MAX_LEVELS && nodes->len > 0) {
		stop(run, nodes->ptr[0]->span, "blocks and includes are nested too deep");
		return;
	}
	run->depth++;
	for (size_t i = 0; i < nodes->len && run->state == LIQUID_GO; i++) {
		if (!liquid_spend(run, nodes->ptr[i]->span, LIQUID_NODE_COST))
			break;
		render_node(run, nodes->ptr[i]);
		if (run->out->out.len > SOURCE_LIMIT)
			stop(run, nodes->ptr[i]->span, "the rendered text is larger than 64 MB");
	}
	run->depth--;
}

bool liquid_render(Arena *arena, const Text *template, const LiquidOptions *options, Diags *diags,
		   Text *out)
{
	static const LiquidHost no_host = {0};
	*out = *template;
	if (!str_contains(template->text, S("{{")) && !str_contains(template->text, S("{%")))
		return true;
	TextBuilder builder = text_builder(arena);
	LiquidRun run = {
		.arena = arena,
		.options = options,
		.host = options->host != NULL ? options->host : &no_host,
		.diags = diags,
		.out = &builder,
		.locals = map_in(arena),
		.counters = map_in(arena),
		.cycles = map_in(arena),
		.offsets = map_in(arena),
		.templates = map_in(arena),
		.warned = map_in(arena),
	};
	liquid_render_nodes(&run, &liquid_parse(&run, template)->nodes);
	*out = text_finish(&builder);
	return !run.failed;
}
