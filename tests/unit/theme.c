/* theme: the built-in ones are whole, tokens are checked. */
#include "model/theme.h"
#include "check.h"
#include "front/yaml.h"

static bool load(Arena *arena, const char *yaml, Diags *diags, Theme *theme)
{
	*diags = diags_in(arena);
	return theme_load(arena, yaml_parse_flow(arena, str_from(yaml)), diags, theme);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	Diags diags;
	Theme theme;
	CHECK(load(arena, "{}", &diags, &theme) && diags.len == 0);
	CHECK(theme.body_size > 0 && theme.heading_size[5] > 0 && theme.dark_panel_colour != 0);
	CHECK(theme.paper_height > theme.paper_width);
	CHECK(load(arena, "{recto: {theme: modern, paper: letter}}", &diags, &theme));
	CHECK(theme.date_side == THEME_DATE_LEFT && theme.paper_width == 612 * LEN_PT);
	CHECK(load(arena, "{recto: {theme: {body_size: 12pt, list_indent: 2em}}}", &diags, &theme));
	CHECK(theme.list_indent == 24 * LEN_PT);
	CHECK(!load(arena, "{recto: {theme: {body_sise: 12pt}}}", &diags, &theme));
	CHECK_STR(diags.items[0].hint, S("did you mean body_size?"));
	CHECK(!load(arena, "{recto: {theme: {body_size: 900pt}}}", &diags, &theme));
	CHECK(!load(arena, "{recto: {theme: {link_colour: red}}}", &diags, &theme));
	CHECK(!load(arena, "{recto: {theme: {date_side: top}}}", &diags, &theme));
	CHECK_STR(diags.items[0].message, S("recto.theme.date_side must be right or left"));
	CHECK(!load(arena, "{recto: {theme: {heading_size: []}}}", &diags, &theme));
	CHECK(!load(arena, "{recto: {theme: gothic, paper: b7}}", &diags, &theme) &&
	      diags.errors == 2);
	CHECK(!load(arena, "{recto: {theme: {margin_left: 10cm, margin_right: 10cm}}}", &diags,
		    &theme));
	CHECK(theme.margin_left < theme.paper_width / 4);
	/* A theme as text is read back as the same theme. */
	const Str *names;
	CHECK(theme_names(&names) == 2);
	for (size_t i = 0; i < 2; i++) {
		Theme plain;
		Buf text = buf_in(arena);
		CHECK(theme_write(&text, names[i]));
		CHECK(str_contains(buf_str(&text), S("# a length from 4pt to 72pt")));
		const Value *config = yaml_parse_flow(arena, buf_str(&text));
		diags = diags_in(arena);
		CHECK(theme_load(arena, config, &diags, &theme) && diags.len == 0);
		Str name = str_format(arena, "{recto: {theme: %.*s}}", STR_ARG(names[i]));
		CHECK(theme_load(arena, yaml_parse_flow(arena, name), &diags, &plain));
		CHECK(theme.body_size == plain.body_size && theme.leading == plain.leading);
		CHECK(theme.header == plain.header && theme.date_side == plain.date_side);
		CHECK(theme.dark_panel_colour == plain.dark_panel_colour);
		CHECK(theme.heading_before[3] == plain.heading_before[3]);
		CHECK(theme.justify == plain.justify);
	}
	Buf none = buf_in(arena);
	CHECK(!theme_write(&none, S("gothic")) && none.len == 0);
	arena_free(arena);
	return check_report();
}
