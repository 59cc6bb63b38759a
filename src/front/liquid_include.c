/*
 * include, include_relative, render. A file is parsed once a run; Jekyll's parameters stand in the
 * map `include`, Shopify's become variables.
 */
#include "front/liquid_internal.h"

/* The file name, with {{ }} in it rendered. */
static Str file_name(LiquidRun *run, const LiquidNode *node)
{
	if (node->from_shopify)
		return liquid_show(run, liquid_eval(run, node->pipe.value, node->span));
	if (!str_contains(node->name, S("{{")))
		return node->name;
	TextBuilder builder = text_builder(run->arena);
	text_add_generated(&builder, node->name, node->span);
	Text *text = ARENA_NEW(run->arena, Text);
	*text = text_finish(&builder);
	return liquid_render_apart(run, &liquid_parse(run, text)->nodes);
}

/* The parsed file, or NULL when the host has none of that name. */
static const LiquidTemplate *find_template(LiquidRun *run, const LiquidNode *node, Str name)
{
	const LiquidHost *host = run->host;
	const LiquidTemplate *template =
		node->flag && !node->from_shopify ? NULL : map_get(&run->templates, name);
	bool relative = node->flag && !node->from_shopify;
	if (template != NULL)
		return template;
	Text *text = ARENA_NEW(run->arena, Text);
	if (host->load == NULL || !host->load(host->context, name, relative, node->span, text))
		return NULL;
	if (!liquid_spend(run, node->span, relative ? text->text.len * 4 : 0))
		return NULL;
	LiquidTemplate *parsed = liquid_parse(run, text);
	/* text that the host made up belongs to the place of this include alone */
	if (!relative && text->count > 0 && text->pieces[0].copied)
		(void)map_set(&run->templates, name, parsed);
	return parsed;
}

static void missing(LiquidRun *run, const LiquidNode *node, Str name)
{
	if (run->options->strict_warnings)
		liquid_fail(run, node->span, S(""), "cannot find the include %.*s", STR_ARG(name));
	else
		diag_warning(run->diags, node->span, S("put the file there, or take the tag away"),
			     "cannot find the include %.*s: it shows nothing [liquid-include]",
			     STR_ARG(name));
}

static void bind_jekyll(LiquidRun *run, const LiquidNode *node)
{
	Value *params = value_new(run->arena, VALUE_MAP, node->span);
	for (size_t i = 0; i < node->args.len; i++) {
		const LiquidArg *arg = &node->args.ptr[i];
		value_set(run->arena, params, arg->name,
			  (Value *)liquid_eval(run, arg->value, node->span));
	}
	liquid_bind(run, S("include"), params);
}

static void render_template(LiquidRun *run, const LiquidNode *node, const LiquidTemplate *template)
{
	if (run->includes >= LIQUID_MAX_INCLUDES) {
		liquid_fail(run, node->span, S("a file must not include itself"),
			    "includes are nested deeper than %d", LIQUID_MAX_INCLUDES);
		run->state = LIQUID_STOPPED;
		return;
	}
	run->includes++;
	liquid_render_nodes(run, &template->nodes);
	run->includes--;
}

/* The name under which a template gets its own variable: the file's without folders. */
static Str own_name(Str name)
{
	size_t slash = str_rfind_char(name, '/');
	return slash == STR_NONE ? name : str_from_offset(name, slash + 1);
}

static void render_shopify(LiquidRun *run, const LiquidNode *node, const LiquidTemplate *template,
			   Str name)
{
	const LiquidArg *with = &node->args.ptr[0];
	Str own = with->name.len > 0 ? with->name : own_name(name);
	const Value *value = with->value != NULL ? liquid_eval(run, with->value, node->span) : NULL;
	for (size_t i = 1; i < node->args.len; i++)
		liquid_bind(run, node->args.ptr[i].name,
			    liquid_eval(run, node->args.ptr[i].value, node->span));
	if (value == NULL)
		value = node->isolated ? NULL : map_get(&run->locals, own);
	if (value == NULL || value->kind != VALUE_LIST || liquid_is_range(value)) {
		if (value != NULL)
			liquid_bind(run, own, value);
		render_template(run, node, template);
		return;
	}
	for (size_t i = 0; i < value_len(value) && run->state == LIQUID_GO; i++) {
		size_t mark = run->scope.len;
		if (!liquid_turn(run, node->span, 1))
			return;
		liquid_bind(run, own, value_at(value, i));
		if (node->isolated)
			liquid_bind_loop(run, node, i, value_len(value));
		render_template(run, node, template);
		run->scope.len = mark;
	}
}

/* render: sees its parameters and the globals, and leaves nothing behind. */
static void render_isolated(LiquidRun *run, const LiquidNode *node, const LiquidTemplate *template,
			    Str name)
{
	Map locals = run->locals;
	size_t floor = run->scope_floor;
	const LiquidArg *with = &node->args.ptr[0];
	LiquidNode plain = *node;
	LiquidArg none = {0};
	size_t mark = run->scope.len;
	for (size_t i = 1; i < node->args.len; i++)
		liquid_bind(run, node->args.ptr[i].name,
			    liquid_eval(run, node->args.ptr[i].value, node->span));
	const Value *value = with->value != NULL ? liquid_eval(run, with->value, node->span) : NULL;
	if (value != NULL && !(node->flag && value->kind == VALUE_LIST))
		liquid_bind(run, with->name.len > 0 ? with->name : own_name(name), value);
	plain.args.ptr = &none;
	plain.args.len = 1;
	run->locals = map_in(run->arena);
	run->scope_floor = mark;
	if (value != NULL && node->flag && value->kind == VALUE_LIST) {
		none = *with;
		plain.args.ptr[0].value = ARENA_NEW(run->arena, LiquidExpr);
		plain.args.ptr[0].value->literal = value;
		plain.args.ptr[0].name = with->name;
	}
	render_shopify(run, &plain, template, name);
	run->locals = locals;
	run->scope_floor = floor;
}

void liquid_render_include(LiquidRun *run, const LiquidNode *node)
{
	size_t mark = run->scope.len;
	if (!liquid_spend(run, node->span, LIQUID_INCLUDE_COST))
		return;
	Str name = file_name(run, node);
	const LiquidTemplate *template = find_template(run, node, name);
	if (template == NULL && run->state == LIQUID_STOPPED)
		return;
	if (template == NULL) {
		missing(run, node, name);
		return;
	}
	if (node->isolated)
		render_isolated(run, node, template, name);
	else if (node->from_shopify)
		render_shopify(run, node, template, name);
	else {
		bind_jekyll(run, node);
		render_template(run, node, template);
	}
	run->scope.len = mark;
}
