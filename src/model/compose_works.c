/*
 * Courses and books: what their layouts show of their front matter beside the text, and the lists
 * of all of them, as al-folio's collections `teachings` and `books` have them.
 */
#include "base/file.h"
#include "base/url.h"
#include "model/compose_parts.h"

static DocNode *new_block(Arena *arena, Str class, Span span)
{
	DocNode *block = doc_new(arena, DOC_BLOCK, span);
	doc_traits(arena, block)->tag = S("div");
	doc_traits(arena, block)->attrs = compose_class(arena, class);
	return block;
}

static Str word(const Site *site, const Page *on, const char *key)
{
	return locale_word(site->locales, compose_lang(site, on), key);
}

DocNode *compose_value(Site *site, const Page *on, const Value *value, Diags *diags)
{
	if (value->kind == VALUE_STRING)
		return str_is_blank(value->as.string)
			       ? NULL
			       : site_text_inlines(site, value, true, on, diags);
	Str text = value_str(site->arena, value);
	if (text.len == 0 || value_is_nil(value))
		return NULL;
	DocNode *span = doc_new(site->arena, DOC_SPAN, value->span);
	span->bare = true;
	doc_append(span, doc_new_text(site->arena, text, value->span));
	return span;
}

/* --- facts: a definition list of a word and what is said --- */

static void add_fact(Site *site, const Page *on, DocNode *list, const char *key, DocNode *said)
{
	Arena *arena = site->arena;
	if (said == NULL)
		return;
	DocNode *term = doc_new(arena, DOC_TERM, said->span),
		*definition = doc_new(arena, DOC_DEFINITION, said->span),
		*line = doc_new(arena, DOC_PARAGRAPH, said->span);
	line->bare = true;
	said->bare = true;
	doc_append(term, doc_new_text(arena, word(site, on, key), said->span));
	doc_append(line, said);
	doc_append(definition, line);
	doc_append(list, term);
	doc_append(list, definition);
}

static DocNode *new_facts(Arena *arena, Span span)
{
	DocNode *list = doc_new(arena, DOC_DEFINITIONS, span);
	doc_traits(arena, list)->attrs = compose_class(arena, S("facts"));
	return list;
}

/* Values of two keys with `between`, either of which may be missing. */
static DocNode *join_values(Site *site, const Page *on, Str first, const char *between, Str second,
			    Diags *diags)
{
	DocNode *a = compose_value(site, on, value_get(on->front, first), diags),
		*b = compose_value(site, on, value_get(on->front, second), diags);
	if (a == NULL || b == NULL)
		return a != NULL ? a : b;
	doc_append(a, doc_new_text(site->arena, str_from(between), b->span));
	doc_adopt(a, b);
	return a;
}

/* Both dates of a book, as the language writes them. */
static DocNode *read_dates(Site *site, const Page *page)
{
	static const Str keys[] = {STR_INIT("started"), STR_INIT("finished")};
	Arena *arena = site->arena;
	Buf out = buf_in(arena);
	Span span = SPAN_NONE;
	for (size_t i = 0; i < 2; i++) {
		const Value *value = value_get(page->front, keys[i]);
		Str text = str_trim(value_str(arena, value)), date = site_date(arena, text);
		if (text.len == 0)
			continue;
		if (out.len > 0)
			buf_add(&out, S(" – "));
		buf_add(&out, date.len == 0 || text.len < 8
				      ? text
				      : locale_date(arena, site->locales, compose_lang(site, page),
						    date, true));
		span = value->span;
	}
	if (out.len == 0)
		return NULL;
	DocNode *said = doc_new(arena, DOC_SPAN, span);
	doc_append(said, doc_new_text(arena, buf_str(&out), span));
	return said;
}

/* --- courses --- */

/* Names and addresses of what is handed out. */
static DocNode *read_materials(Site *site, const Value *list)
{
	Arena *arena = site->arena;
	DocNode *span = doc_new(arena, DOC_SPAN, list->span);
	span->bare = true;
	for (size_t i = 0; i < value_len(list); i++) {
		const Value *one = value_at(list, i);
		Str name = str_trim(value_str(arena, value_get(one, S("name")))),
		    url = str_trim(value_string(value_get(one, S("url"))));
		if (name.len == 0)
			name = url;
		if (name.len == 0)
			continue;
		DocNode *text = doc_new_text(arena, name, one->span);
		if (url.len > 0) {
			DocNode *link = doc_new(arena, DOC_LINK, one->span);
			link->as.link.url = url;
			doc_append(link, text);
			text = link;
		}
		if (span->first != NULL)
			doc_append(span, doc_new_text(arena, S(", "), one->span));
		doc_append(span, text);
	}
	return span->first != NULL ? span : NULL;
}

/* Topic, and what is said of it below. */
static DocNode *read_topic(Site *site, const Page *on, const Value *row, Diags *diags)
{
	DocNode *topic = compose_value(site, on, value_get(row, S("topic")), diags),
		*more = compose_value(site, on, value_get(row, S("description")), diags);
	if (topic == NULL || more == NULL)
		return topic != NULL ? topic : more;
	more->bare = false;
	doc_traits(site->arena, more)->tag = S("small");
	doc_append(topic, doc_new(site->arena, DOC_BREAK, more->span));
	doc_append(topic, more);
	return topic;
}

enum { SCHEDULE_COLUMNS = 4 };

static DocNode *read_cell(Site *site, const Page *on, const Value *row, int column, Diags *diags)
{
	switch (column) {
	case 0: return compose_value(site, on, value_get(row, S("week")), diags);
	case 1: return compose_value(site, on, value_get(row, S("date")), diags);
	case 2: return read_topic(site, on, row, diags);
	default: return read_materials(site, value_get(row, S("materials")));
	}
}

static void add_cell(Arena *arena, DocNode *row, DocNode *said, bool header)
{
	DocNode *cell = doc_new(arena, DOC_CELL, row->span);
	cell->as.cell.header = header;
	cell->as.cell.column_span = cell->as.cell.row_span = 1;
	if (said != NULL) {
		said->bare = said->kind == DOC_SPAN;
		doc_append(cell, said);
	}
	doc_append(row, cell);
}

/* Columns that no row fills are left out. */
static DocNode *make_schedule(Site *site, const Page *on, const Value *list, Diags *diags)
{
	static const char *const words[SCHEDULE_COLUMNS] = {"week", "day", "topic", "materials"};
	static const Str keys[SCHEDULE_COLUMNS] = {STR_INIT("week"), STR_INIT("date"),
						   STR_INIT("topic"), STR_INIT("materials")};
	Arena *arena = site->arena;
	DocNode *table = doc_new(arena, DOC_TABLE, list->span);
	bool used[SCHEDULE_COLUMNS] = {false};
	for (size_t i = 0; i < value_len(list); i++)
		for (int c = 0; c < SCHEDULE_COLUMNS; c++)
			used[c] = used[c] || !value_is_nil(value_get(value_at(list, i), keys[c]));
	doc_traits(arena, table)->attrs = compose_class(arena, S("schedule"));
	DocNode *head = doc_new(arena, DOC_ROW, list->span);
	head->as.row.head = true;
	doc_append(table, head);
	for (int c = 0; c < SCHEDULE_COLUMNS; c++)
		if (used[c]) {
			Str text = word(site, on, words[c]);
			add_cell(arena, head, doc_new_text(arena, text, list->span), true);
			table->as.table.columns++;
		}
	for (size_t i = 0; i < value_len(list); i++) {
		DocNode *row = doc_new(arena, DOC_ROW, value_at(list, i)->span);
		doc_append(table, row);
		for (int c = 0; c < SCHEDULE_COLUMNS; c++)
			if (used[c])
				add_cell(arena, row,
					 read_cell(site, on, value_at(list, i), c, diags), false);
	}
	table->as.table.aligns = ARENA_ARRAY(arena, AstAlign, table->as.table.columns);
	return table->as.table.columns > 0 ? table : NULL;
}

void compose_course(Site *site, Page *page, Diags *diags)
{
	const Value *front = page->front, *schedule = value_get(front, S("schedule"));
	DocNode *facts = new_facts(site->arena, front->span);
	add_fact(site, page, facts, "instructor",
		 compose_value(site, page, value_get(front, S("instructor")), diags));
	add_fact(site, page, facts, "term",
		 join_values(site, page, S("term"), " ", S("year"), diags));
	add_fact(site, page, facts, "location",
		 compose_value(site, page, value_get(front, S("location")), diags));
	add_fact(site, page, facts, "time",
		 compose_value(site, page, value_get(front, S("time")), diags));
	if (facts->first != NULL) {
		site_resolve(site, page, facts, diags);
		compose_prepend(page->doc->root, facts);
	}
	DocNode *table = schedule->kind == VALUE_LIST && value_len(schedule) > 0
				 ? make_schedule(site, page, schedule, diags)
				 : NULL;
	if (table == NULL)
		return;
	site_resolve(site, page, table, diags);
	doc_append(compose_add_section(site, page, "schedule", NULL, schedule->span), table);
}

/* --- lists --- */

DocNode *compose_title(Site *site, const Page *page, Span span)
{
	Arena *arena = site->arena;
	DocNode *title = doc_new(arena, page->output.len > 0 ? DOC_LINK : DOC_SPAN, span);
	if (title->kind == DOC_LINK) {
		title->as.link.url = site_page_url(site, page->url);
		title->as.link.print_url = site_print_url(site, page->url);
	}
	return title;
}

static void add_line(Arena *arena, DocNode *block, Str class, DocNode *said)
{
	if (said == NULL)
		return;
	DocNode *line = doc_new(arena, DOC_PARAGRAPH, said->span);
	doc_traits(arena, line)->attrs = class.len > 0 ? compose_class(arena, class) : NULL;
	doc_append(line, said);
	doc_append(block, line);
}

static DocNode *make_course(Site *site, const Page *course, Span span, Diags *diags)
{
	Arena *arena = site->arena;
	DocNode *block = new_block(arena, S("course"), span),
		*title = compose_title(site, course, span);
	doc_append(title, doc_new_text(arena, course->title, span));
	add_line(arena, block, S("name"), title);
	DocNode *term = compose_value(site, course, value_get(course->front, S("term")), diags),
		*by = compose_value(site, course, value_get(course->front, S("instructor")), diags);
	if (term != NULL && by != NULL) {
		doc_append(term, doc_new_text(arena, S(" · "), span));
		doc_adopt(term, by);
	}
	add_line(arena, block, S("term"), term != NULL ? term : by);
	const Value *description = value_get(course->front, S("description"));
	add_line(arena, block, S(""), compose_value(site, course, description, diags));
	return block;
}

static Str course_year(const Site *site, const Page *course)
{
	Str year = str_trim(value_str(site->arena, value_get(course->front, S("year"))));
	return year.len > 0 ? year : course->date.len > 4 ? str_slice(course->date, 0, 4) : S("");
}

static const Collection *find_works(const Site *site, const Str *names, size_t count)
{
	const Collection *found = NULL;
	for (size_t i = 0; i < count && found == NULL; i++)
		found = site_find_collection(site, names[i]);
	return found;
}

/* The greatest year before `below` (ptr NULL: of all); ptr NULL when there is none. */
static Str next_year(const Site *site, const Collection *c, Str below)
{
	Str best = {0};
	for (size_t i = 0; i < c->members.len; i++) {
		Str year = course_year(site, c->members.ptr[i]);
		bool fits = below.ptr == NULL || str_compare(year, below) < 0;
		if (fits && (best.ptr == NULL || str_compare(year, best) > 0))
			best = year.ptr != NULL ? year : S("");
	}
	return best;
}

DocNode *compose_courses(Site *site, const Page *on, Span span, Diags *diags)
{
	static const Str names[] = {STR_INIT("teachings"), STR_INIT("courses"),
				    STR_INIT("teaching")};
	Arena *arena = site->arena;
	const Collection *c = find_works(site, names, sizeof names / sizeof *names);
	DocNode *block = new_block(arena, S("courses"), span);
	Str year = {0};
	while (c != NULL && (year = next_year(site, c, year)).ptr != NULL) {
		DocNode *section = doc_new(arena, DOC_SECTION, span),
			*heading = doc_new(arena, DOC_HEADING, span);
		heading->as.heading.level = 2;
		heading->as.heading.added = true;
		doc_traits(arena, heading)->attrs = compose_class(arena, S("bibliography"));
		doc_append(heading, doc_new_text(arena, year, span));
		if (year.len > 0)
			doc_append(section, heading);
		for (size_t i = 0; i < c->members.len; i++)
			if (str_eq(course_year(site, c->members.ptr[i]), year))
				doc_append(section,
					   make_course(site, c->members.ptr[i], span, diags));
		doc_append(block, section);
	}
	site_resolve(site, on, block, diags);
	return block;
}

/* --- books --- */

/* "4.5" as stars, which a reader is told as words. */
static DocNode *make_stars(Site *site, const Page *on, const Page *book)
{
	const Value *value = value_get(book->front, S("stars"));
	if (value_is_nil(value))
		value = value_get(book->front, S("rating"));
	double count = value_number(value, -1);
	if (!(count >= 0 && count <= 5)) /* ".nan" is a number of YAML's */
		return NULL;
	Arena *arena = site->arena;
	Buf out = buf_in(arena);
	int halves = (int)(count * 2 + .5);
	for (int i = 0; i < halves / 2; i++)
		buf_add(&out, S("★"));
	if (halves % 2 == 1)
		buf_add(&out, S("½"));
	DocNode *span = doc_new(arena, DOC_SPAN, value->span);
	Attrs *attrs = ARENA_NEW(arena, Attrs);
	attrs_set(arena, attrs, S("class"), S("stars"));
	attrs_set(arena, attrs, S("role"), S("img"));
	attrs_set(arena, attrs, S("aria-label"),
		  str_replace(arena, word(site, on, "rating"), S("%s"), value_str(arena, value)));
	doc_traits(arena, span)->attrs = attrs;
	doc_traits(arena, span)->tag = S("span");
	doc_append(span, doc_new_text(arena, buf_str(&out), value->span));
	return span;
}

/*
 * A picture below assets/img/book_covers/ with the name of the book's file, of its ISBN or of its
 * OLID, by which al-folio asks Open Library; "" when there is none.
 */
static Str find_cover(Site *site, const Page *book)
{
	static const Str endings[] = {STR_INIT(".jpg"), STR_INIT(".jpeg"), STR_INIT(".png"),
				      STR_INIT(".webp"), STR_INIT(".svg")};
	Str file = path_name(book->path);
	const Str names[] = {
		str_slice(file, 0, file.len - path_extension(file).len),
		str_trim(value_str(site->arena, value_get(book->front, S("isbn")))),
		str_trim(value_str(site->arena, value_get(book->front, S("olid")))),
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
			Str path = str_concat3(site->arena, S("assets/img/book_covers/"), names[i],
					       endings[k]);
			if (names[i].len > 0 && site_find_asset(site, path) != NULL)
				return path;
		}
	return S("");
}

static DocNode *make_picture(Arena *arena, Str path, Str alt, Span span)
{
	DocNode *image = doc_new(arena, DOC_IMAGE, span);
	bool whole = url_is_remote(path) || str_starts(path, S("/"));
	image->as.image.url = whole ? path : str_concat(arena, S("/"), path);
	image->as.image.alt = alt;
	return image;
}

/* The picture of the cover; NULL when none is named and none has the book's name. */
static DocNode *make_cover(Site *site, const Page *book, Str alt)
{
	static const Str keys[] = {STR_INIT("cover"), STR_INIT("img"), STR_INIT("image")};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const Value *value = value_get(book->front, keys[i]);
		Str path = str_trim(value_string(value));
		if (path.len > 0)
			return make_picture(site->arena, path, alt, value->span);
	}
	Str path = find_cover(site, book);
	return path.len > 0 ? make_picture(site->arena, path, alt, book->front->span) : NULL;
}

static DocNode *make_book(Site *site, const Page *on, const Page *book, Span span, Diags *diags)
{
	Arena *arena = site->arena;
	DocNode *block = new_block(arena, S("book"), span), *link = compose_title(site, book, span),
		*cover = make_cover(site, book, S("")), *title = doc_new(arena, DOC_SPAN, span);
	doc_traits(arena, title)->attrs = compose_class(arena, S("name"));
	doc_traits(arena, title)->tag = S("span");
	doc_append(title, doc_new_text(arena, book->title, span));
	if (cover != NULL)
		doc_append(link, cover);
	doc_append(link, title);
	add_line(arena, block, S(""), link);
	add_line(arena, block, S("by"),
		 compose_value(site, book, value_get(book->front, S("author")), diags));
	add_line(arena, block, S(""), make_stars(site, on, book));
	return block;
}

DocNode *compose_shelf(Site *site, const Page *on, Span span, Diags *diags)
{
	const Str names[] = {str_trim(value_string(value_get(on->front, S("collection")))),
			     S("books")};
	const Collection *c = find_works(site, names, sizeof names / sizeof *names);
	DocNode *block = new_block(site->arena, S("books"), span);
	for (size_t i = c != NULL ? c->members.len : 0; i-- > 0;)
		doc_append(block, make_book(site, on, c->members.ptr[i], span, diags));
	site_resolve(site, on, block, diags);
	return block;
}

static DocNode *make_goodreads(Site *site, const Page *book)
{
	const Value *value = value_get(book->front, S("goodreads_review"));
	Str id = str_trim(value_str(site->arena, value));
	if (id.len == 0)
		return NULL;
	DocNode *link = doc_new(site->arena, DOC_LINK, value->span);
	link->as.link.url =
		url_is_remote(id)
			? id
			: str_concat(site->arena, S("https://www.goodreads.com/review/show/"), id);
	doc_append(link, doc_new_text(site->arena, S("Goodreads"), value->span));
	DocNode *span = doc_new(site->arena, DOC_SPAN, value->span);
	doc_append(span, link);
	return span;
}

void compose_book(Site *site, Page *page, Diags *diags)
{
	Arena *arena = site->arena;
	const Value *front = page->front;
	Span span = front->span;
	DocNode *block = new_block(arena, S("book-facts"), span), *facts = new_facts(arena, span),
		*cover = make_cover(site, page, page->title), *stars = make_stars(site, page, page);
	if (cover != NULL) {
		DocNode *figure = doc_new(arena, DOC_FIGURE, cover->span);
		doc_traits(arena, figure)->attrs = compose_class(arena, S("cover"));
		doc_append(figure, cover);
		doc_append(block, figure);
	}
	add_fact(site, page, facts, "author",
		 compose_value(site, page, value_get(front, S("author")), diags));
	add_fact(site, page, facts, "first_published",
		 join_values(site, page, S("released"), ", ", S("publisher"), diags));
	add_fact(site, page, facts, "finished", read_dates(site, page));
	add_fact(site, page, facts, "links", make_goodreads(site, page));
	if (facts->first != NULL)
		doc_append(block, facts);
	add_line(arena, block, S(""), stars);
	if (block->first == NULL)
		return;
	site_resolve(site, page, block, diags);
	compose_prepend(page->doc->root, block);
}
