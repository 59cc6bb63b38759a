/* source, text, value, yaml, json, csv, front matter. */
#include "base/buf.h"
#include "check.h"
#include "front/csv.h"
#include "front/frontmatter.h"
#include "front/json.h"
#include "front/text.h"
#include "front/yaml.h"

static const Value *read_yaml(Arena *arena, Sources *sources, const char *text, Diags *diags)
{
	const Value *value;
	Source *source = source_add(sources, S("t.yml"), str_from(text), diags);
	(void)yaml_parse_source(arena, source, diags, &value);
	return value;
}

static void test_yaml(Arena *arena, Sources *sources)
{
	Diags diags = diags_in(arena);
	const Value *v = read_yaml(arena, sources,
				   "a: 12\nb: [yes, ~, '1', 1.5]\nc: &x {k: 1}\nd: *x\n"
				   "e:\n  <<: *x\n  l: 2\nf: 007\ng: 2025-06-01\nh: >\n  x\n  y\n",
				   &diags);
	CHECK(diags.len == 0);
	CHECK(value_int(value_get(v, S("a")), 0) == 12);
	CHECK(value_bool(value_path(v, S("b.0")), false));
	CHECK(value_is_nil(value_path(v, S("b.1"))));
	CHECK(value_path(v, S("b.2"))->kind == VALUE_STRING);
	CHECK(value_number(value_path(v, S("b.3")), 0) == 1.5);
	CHECK(value_int(value_path(v, S("d.k")), 0) == 1 &&
	      value_int(value_path(v, S("e.k")), 0) == 1);
	CHECK_STR(value_str(arena, value_get(v, S("f"))), S("007"));
	CHECK_STR(value_string(value_get(v, S("g"))), S("2025-06-01"));
	CHECK_STR(value_string(value_get(v, S("h"))), S("x y\n"));
}

static void test_yaml_places(Arena *arena, Sources *sources)
{
	Diags diags = diags_in(arena);
	const Value *v =
		read_yaml(arena, sources, "name: \xE5\x88\x98 x\nlist:\n  - b: \"q\"\n", &diags);
	const Value *name = value_get(v, S("name")), *q = value_path(v, S("list.0.b"));
	CHECK_STR(source_text(sources, name->span), S("\xE5\x88\x98 x"));
	CHECK_STR(source_text(sources, q->span), S("\"q\""));
	Place place = source_place(source_get(sources, q->span.source), q->span.start);
	CHECK(place.line == 3 && place.column == 8);
	(void)read_yaml(arena, sources, "a: 1\na: 2\n", &diags);
	CHECK(diags.warnings == 1 && diags.items[0].span.start == 5);
	CHECK(value_is_nil(read_yaml(arena, sources, "a: b: c\n", &diags)) && diags.errors == 1);
	CHECK(value_is_nil(read_yaml(arena, sources, "a: *b\n", &diags)) && diags.errors == 2);
	CHECK(value_is_nil(read_yaml(arena, sources, "a: &a [*a]\n", &diags)) && diags.errors == 3);
	char deep[402];
	for (int i = 0; i < 400; i++)
		deep[i] = '[';
	deep[400] = '\0';
	CHECK(value_is_nil(read_yaml(arena, sources, deep, &diags)) && diags.errors == 4);
}

static void test_json(Arena *arena, Sources *sources)
{
	Diags diags = diags_in(arena);
	const Value *v;
	Source *good = source_add(sources, S("a.json"),
				  S("{\"b\": [1, 2.5, \"x\\n\"], \"a\": null}"), &diags);
	CHECK(json_parse_source(arena, good, &diags, &v));
	Buf out = buf_in(arena);
	json_write(&out, v);
	CHECK_STR(buf_str(&out), S("{\"b\":[1,2.5,\"x\\n\"],\"a\":null}"));
	Source *bad = source_add(sources, S("b.json"), S("{\"b\": }"), &diags);
	CHECK(!json_parse_source(arena, bad, &diags, &v) && diags.errors == 1);
	CHECK(diags.items[0].span.start == 6);
	/* of a key that stands twice the last value counts, where the first one stood */
	Source *twice = source_add(sources, S("c.json"),
				   S("{\"a\": 1, \"b\": 2, \"a\": 3, \"c\": 4}"), &diags);
	CHECK(json_parse_source(arena, twice, &diags, &v) && value_len(v) == 3);
	CHECK(value_int(value_get(v, S("a")), 0) == 3 && v->as.map.entries[0].key_span.start == 17);
	CHECK(value_entry(v, S("c"))->key_span.start == 25);
}

static void test_csv(Arena *arena, Sources *sources)
{
	Diags diags = diags_in(arena);
	Source *source =
		source_add(sources, S("a.csv"),
			   S("a note\na,b,a\n1,\"2, \"\"x\"\"\",3\n\n4\n5,6,7,8\n"), &diags);
	Buf out = buf_in(arena);
	json_write(&out, csv_parse(arena, source, 3));
	CHECK_STR(buf_str(&out), S("[{\"a\":\"3\",\"b\":\"2, \\\"x\\\"\"},{\"a\":\"4\"},"
				   "{\"a\":\"7\",\"b\":\"6\",\"column 4\":\"8\"}]"));
}

/* Data with many keys: in a time that grows with their number, not with its square, which would be
 * minutes. */
static void test_large_maps(Arena *arena, Sources *sources)
{
	enum { MANY = 200000 };
	Diags diags = diags_in(arena);
	const Value *v;
	Buf json = buf_in(arena), yaml = buf_in(arena), csv = buf_in(arena);
	buf_add_cstr(&json, "{\"x\": 0");
	buf_add_cstr(&yaml, "a: &a\n");
	for (int i = 0; i < MANY; i++) {
		buf_add_format(&json, ", \"k%d\": %d", i, i);
		if (i < MANY / 4)
			buf_add_format(&yaml, "  k%d: %d\n", i, i);
		buf_add_char(&csv, ',');
	}
	buf_add_cstr(&json, "}");
	buf_add_cstr(&yaml, "b:\n  k0: own\n  <<: *a\n");
	buf_add_cstr(&csv, "\nx,y");
	CHECK(json_parse_source(arena, source_add(sources, S("l.json"), buf_str(&json), &diags),
				&diags, &v));
	CHECK(value_len(v) == MANY + 1);
	v = read_yaml(arena, sources, str_to_cstr(arena, buf_str(&yaml)), &diags);
	CHECK(value_len(value_get(v, S("b"))) == MANY / 4);
	CHECK_STR(value_string(value_path(v, S("b.k0"))), S("own"));
	v = csv_parse(arena, source_add(sources, S("l.csv"), buf_str(&csv), &diags), 1);
	CHECK(value_len(v) == 1);
	Source *wide = source_add(sources, S("w.csv"),
				  str_concat(arena, S("a,b\n"), str_slice(buf_str(&csv), 0, MANY)),
				  &diags);
	v = csv_parse(arena, wide, 1);
	CHECK(value_len(value_at(v, 0)) == MANY);
	CHECK(diags.errors == 0);
}

static void test_frontmatter(Arena *arena, Sources *sources)
{
	Diags diags = diags_in(arena);
	FrontMatter front;
	Source *page =
		source_add(sources, S("p.md"), S("---\ntitle: \"\"\nx: 1\n---\nBody\n"), &diags);
	CHECK(frontmatter_parse(arena, page, &diags, &front) && front.present && !front.disabled);
	CHECK_STR(str_from_offset(page->text, front.body), S("Body\n"));
	CHECK_STR(source_text(sources, value_get(front.values, S("x"))->span), S("1"));
	Source *plain = source_add(sources, S("q.md"), S("Body ---\n"), &diags);
	CHECK(frontmatter_parse(arena, plain, &diags, &front) && !front.present && front.body == 0);
	Source *off = source_add(sources, S("r.md"), S("<!--\n---\nlayout: x\n---\n-->\n"), &diags);
	CHECK(frontmatter_parse(arena, off, &diags, &front) && front.disabled);
	Source *open = source_add(sources, S("s.md"), S("---\na: 1\n"), &diags);
	CHECK(!frontmatter_parse(arena, open, &diags, &front) && diags.errors == 1);
	Source *list = source_add(sources, S("t.md"), S("---\n- a\n---\n"), &diags);
	CHECK(!frontmatter_parse(arena, list, &diags, &front) && diags.errors == 2);
}

static void test_source(Arena *arena, Sources *sources)
{
	Diags diags = diags_in(arena);
	Source *s = source_add(sources, S("x"),
			       S("\xEF\xBB\xBF"
				 "a\r\nb\rc\xFFz"),
			       &diags);
	CHECK_STR(s->text, S("a\nb\nc\xEF\xBF\xBDz"));
	CHECK(diags.errors == 1 && source_place(s, diags.items[0].span.start).line == 3);
	CHECK(source_place(s, 99).column == 4);
	TextBuilder b = text_builder(arena);
	text_add_copy(&b, S("abc"), (Span){s->number, 10, 13});
	text_add_generated(&b, S("XYZ"), (Span){s->number, 20, 25});
	text_add_copy(&b, S("def"), (Span){s->number, 30, 33});
	Text text = text_finish(&b);
	Span span = text_span(&text, 1, 3);
	CHECK(span.start == 11 && span.end == 13);
	span = text_span(&text, 4, 5);
	CHECK(span.start == 20 && span.end == 25);
	Text part = text_slice(arena, text, 2, 8);
	CHECK_STR(part.text, S("cXYZde"));
	span = text_span(&part, 0, 6);
	CHECK(span.start == 12 && span.end == 32);
}

/* Copies that stand side by side in text and source are one piece; spans and bytes stay. */
static void test_pieces(Arena *arena, Sources *sources)
{
	Diags diags = diags_in(arena);
	Source *s = source_add(sources, S("y"), S("one two three"), &diags);
	Text whole = text_of_source(arena, s, 4, 13);
	TextBuilder b = text_builder(arena);
	text_add_text(&b, &whole, 0, 3);
	text_add_text(&b, &whole, 3, 9);
	text_add_generated(&b, S("-"), source_span(s, 4, 5));
	text_add_text(&b, &whole, 0, 3);
	text_add_text(&b, &whole, 4, 9);
	Text text = text_finish(&b);
	CHECK_STR(text.text, S("two three-twothree"));
	CHECK(text.count == 4);
	size_t near = 0;
	for (size_t start = 0; start < text.text.len; start++)
		for (size_t end = start; end <= text.text.len; end++) {
			Span one = text_span(&text, start, end);
			Span same = text_span_near(&text, start, end, &near);
			CHECK(one.start == same.start && one.end == same.end);
		}
	Span span = text_span(&text, 11, 16);
	CHECK(span.start == 5 && span.end == 11);
	/* what the source has is lent, what it only looks like is not */
	Str three = S("three"), tree = S("tree");
	CHECK(text_lend(&whole, source_span(s, 8, 13), three).ptr == s->text.ptr + 8);
	CHECK(text_lend(&whole, source_span(s, 8, 13), tree).ptr == tree.ptr);
	CHECK(text_lend(&whole, source_span(s, 0, 5), three).ptr == three.ptr);
	CHECK(text_lend(&text, source_span(s, 8, 13), three).ptr == three.ptr);
}

static void test_value(Arena *arena)
{
	Value *map = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_set_path(arena, map, S("recto.cv.output"),
		       value_new_string(arena, S("x"), SPAN_NONE));
	CHECK_STR(value_string(value_path(map, S("recto.cv.output"))), S("x"));
	Value *over = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_set_path(arena, over, S("recto.paper"), value_new_string(arena, S("a4"), SPAN_NONE));
	Value *both = value_merge(arena, map, over);
	CHECK_STR(value_string(value_path(both, S("recto.cv.output"))), S("x"));
	CHECK_STR(value_string(value_path(both, S("recto.paper"))), S("a4"));
	CHECK_STR(value_str(arena, value_new_float(arena, 3, SPAN_NONE)), S("3.0"));
	CHECK(value_bool(yaml_parse_flow(arena, S("true")), false));
	CHECK(yaml_parse_flow(arena, S("[a, b]"))->kind == VALUE_LIST);
}

int main(void)
{
	Arena *arena = arena_new(NULL);
	Sources sources = sources_in(arena);
	test_source(arena, &sources);
	test_pieces(arena, &sources);
	test_value(arena);
	test_yaml(arena, &sources);
	test_yaml_places(arena, &sources);
	test_json(arena, &sources);
	test_csv(arena, &sources);
	test_large_maps(arena, &sources);
	test_frontmatter(arena, &sources);
	arena_free(arena);
	return check_report();
}
