/* The settings of kramdown that _config.yml and {::options} know, by their names. */
#include "front/markdown.h"

static void set_flag(const Value *settings, Str name, bool *flag)
{
	*flag = value_bool(value_get(settings, name), *flag);
}

static void set_number(const Value *settings, Str name, int least, int most, int *number)
{
	int64_t value = value_int(value_get(settings, name), *number);
	if (value >= least && value <= most)
		*number = (int)value;
}

static void set_map(const Value *settings, Str name, const Value **map)
{
	const Value *value = value_get(settings, name);
	if (value->kind == VALUE_MAP)
		*map = value;
}

void markdown_set_options(MarkdownOptions *o, const Value *settings)
{
	Str input = value_string(value_get(settings, S("input"))),
	    prefix = value_string(value_get(settings, S("auto_id_prefix"))),
	    quotes = value_string(value_get(settings, S("smart_quotes")));
	if (input.len > 0)
		o->gfm_ids = !str_eq_nocase(input, S("kramdown"));
	set_flag(settings, S("auto_ids"), &o->auto_ids);
	set_flag(settings, S("auto_id_stripping"), &o->auto_id_stripping);
	set_flag(settings, S("hard_wrap"), &o->hard_wrap);
	set_flag(settings, S("parse_block_html"), &o->parse_block_html);
	set_flag(settings, S("parse_span_html"), &o->parse_span_html);
	set_flag(settings, S("remove_line_breaks_for_cjk"), &o->join_cjk_lines);
	set_number(settings, S("footnote_nr"), 1, 99999, &o->footnote_nr);
	set_number(settings, S("header_offset"), -5, 5, &o->header_offset);
	set_map(settings, S("typographic_symbols"), &o->typographic_symbols);
	set_map(settings, S("link_defs"), &o->link_defs);
	if (prefix.len > 0)
		o->auto_id_prefix = prefix;
	if (quotes.len > 0)
		o->smart_quotes = quotes;
}
