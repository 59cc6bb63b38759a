#include "write/changes_lines.h"

#include "base/utf8.h"

typedef struct {
	Arena *arena;
	const SiteDiff *diff;
	size_t most;
	Map papers; /* keys of publications that are told of on their own */
	ChangesLines out;
} Liner;

/* --- numbers --- */

void changes_add_number(Buf *out, size_t number)
{
	if (number >= 1000) {
		changes_add_number(out, number / 1000);
		buf_add_format(out, ",%03zu", number % 1000);
	} else {
		buf_add_format(out, "%zu", number);
	}
}

static Str counted(Arena *arena, size_t count, const char *what)
{
	Buf out = buf_in(arena);
	changes_add_number(&out, count);
	buf_add_format(&out, " %s%s", what, count == 1 ? "" : "s");
	return buf_str(&out);
}

/* "812 → 1,010 words". */
static Str both(Arena *arena, size_t old, size_t new, const char *what)
{
	Buf out = buf_in(arena);
	if (old != new) {
		changes_add_number(&out, old);
		buf_add(&out, S(" → "));
	}
	buf_add(&out, counted(arena, new, what));
	return buf_str(&out);
}

/* "2 → 3 pages"; "2 pages" when they are the same; "?" for what is not known. */
static Str pages_text(Arena *arena, const Changes *changes)
{
	return both(arena, changes->old.pages, changes->new.pages, "page");
}

size_t changes_count(const SiteDiff *diff)
{
	size_t count = diff->profile.len + diff->navigation.len + diff->settings.len +
		       diff->papers.len + diff->files.len + diff->cv.changes.len;
	for (size_t i = 0; i < diff->variants.len; i++)
		count += diff->variants.ptr[i].changes.len +
			 (diff->variants.ptr[i].kind != DIFF_ALTERED);
	for (size_t i = 0; i < diff->pages.len; i++) {
		const DiffDocument *page = &diff->pages.ptr[i];
		count += page->fields.len + page->changes.len + (page->kind != DIFF_ALTERED);
	}
	return count;
}

/* --- shorter texts --- */

/* Offset behind the first `count` characters, at the end of a word where one ends in the second
 * half. */
static size_t head_end(Str text, size_t count)
{
	size_t at = 0, end = 0;
	for (size_t i = 0; i < count && at < text.len; i++) {
		if (text.ptr[at] == ' ' && i > count / 2)
			end = at;
		(void)utf8_next(text, &at);
	}
	return end > 0 && at < text.len ? end : at;
}

static size_t tail_start(Str text, size_t count)
{
	size_t at = text.len, start = text.len;
	for (size_t i = 0; i < count && at > 0; i++) {
		(void)utf8_prev(text, &at);
		if (text.ptr[at] == ' ' && i > count / 2)
			start = at;
	}
	return start < text.len && at > 0 ? start : at;
}

static Str cut(Arena *arena, Str text, size_t count)
{
	if (utf8_count(text) <= count)
		return text;
	return str_concat(arena, str_slice(text, 0, head_end(text, count)), S(" …"));
}

/* What stayed the same: its ends, next to changes. */
static Str cut_same(Arena *arena, Str text, size_t count, bool first, bool last)
{
	if (utf8_count(text) <= 2 * count)
		return text;
	Str head = first ? S("") : str_slice(text, 0, head_end(text, count));
	Str tail = last ? S("") : str_from_offset(text, tail_start(text, count));
	return str_concat3(arena, head, first ? S("…") : S(" …"), tail);
}

/* A text that changed in many places is cut after some of them. */
static DiffPieces shorten(const Liner *l, const DiffPieces *pieces)
{
	DiffPieces out = {0};
	size_t length = 0;
	for (size_t i = 0; i < pieces->len; i++) {
		if (length > 4 * l->most) {
			VEC_PUSH(l->arena, &out, (DiffPiece){DIFF_SAME, S(" …")});
			break;
		}
		DiffPiece piece = pieces->ptr[i];
		if (piece.op == DIFF_SAME)
			piece.text = cut_same(l->arena, piece.text, l->most / 4, i == 0,
					      i + 1 == pieces->len);
		else
			piece.text = cut(l->arena, piece.text, l->most);
		length += utf8_count(piece.text);
		VEC_PUSH(l->arena, &out, piece);
	}
	return out;
}

static DiffPieces one_piece(const Liner *l, DiffOp op, Str text)
{
	DiffPieces out = {0};
	if (text.len > 0)
		VEC_PUSH(l->arena, &out,
			 (DiffPiece){op, cut(l->arena, str_fold_space(l->arena, text), l->most)});
	return out;
}

/* --- lines --- */

static void add_line(Liner *l, LineKind kind, char sign, Str label, DiffPieces pieces)
{
	ChangesLine line = {.kind = kind, .sign = sign, .label = label, .pieces = pieces};
	VEC_PUSH(l->arena, &l->out, line);
}

static void add_head(Liner *l, Str label, Str note)
{
	ChangesLine line = {.kind = LINE_HEAD, .label = label, .note = note};
	VEC_PUSH(l->arena, &l->out, line);
}

static void add_field(Liner *l, LineKind kind, const DiffField *field)
{
	if (field->old.len == 0)
		add_line(l, kind, '+', field->name, one_piece(l, DIFF_IN, field->new));
	else if (field->new.len == 0)
		add_line(l, kind, '-', field->name, one_piece(l, DIFF_OUT, field->old));
	else
		add_line(l, kind, '~', field->name, shorten(l, &field->pieces));
}

static void add_fields(Liner *l, const char *head, const DiffFields *fields)
{
	if (fields->len == 0)
		return;
	add_head(l, str_from(head), counted(l->arena, fields->len, "change"));
	for (size_t i = 0; i < fields->len; i++)
		add_field(l, LINE_CHANGE, &fields->ptr[i]);
}

/* --- publications --- */

static void add_paper(Liner *l, const DiffPaper *paper)
{
	Arena *a = l->arena;
	Str said = paper->title.len > 0 ? paper->title : S("(no title)");
	if (paper->summary.len > 0)
		said = str_format(a, "%.*s (%.*s)", STR_ARG(said), STR_ARG(paper->summary));
	if (paper->kind == DIFF_ADDED) {
		add_line(l, LINE_CHANGE, '+', paper->key, one_piece(l, DIFF_IN, said));
		return;
	}
	if (paper->kind == DIFF_REMOVED) {
		add_line(l, LINE_CHANGE, '-', paper->key, one_piece(l, DIFF_OUT, said));
		return;
	}
	Str label = paper->key;
	if (paper->kind == DIFF_RENAMED)
		label = str_format(a, "%.*s, until now %.*s", STR_ARG(paper->key),
				   STR_ARG(paper->old_key));
	add_line(l, LINE_CHANGE, '~', label, one_piece(l, DIFF_SAME, paper->title));
	for (size_t i = 0; i < paper->fields.len; i++)
		add_field(l, LINE_DETAIL, &paper->fields.ptr[i]);
}

static void add_papers(Liner *l)
{
	if (l->diff->papers.len == 0)
		return;
	add_head(l, S("Publications"), counted(l->arena, l->diff->papers.len, "change"));
	for (size_t i = 0; i < l->diff->papers.len; i++)
		add_paper(l, &l->diff->papers.ptr[i]);
}

/* --- changes of a document --- */

static Str quoted(Arena *arena, const char *what, Str name)
{
	if (name.len == 0)
		return str_from(what);
	return str_format(arena, "%s “%.*s”", what, STR_ARG(cut(arena, name, 80)));
}

static void add_pairs(Liner *l, const char *what, const DiffPairs *pairs)
{
	for (size_t i = 0; i < pairs->len; i++) {
		const DiffPair *pair = &pairs->ptr[i];
		DiffPieces pieces = {0};
		if (str_eq(pair->old, pair->new)) { /* a picture under the same name */
			add_line(l, LINE_DETAIL, '~', str_format(l->arena, "%s changed", what),
				 one_piece(l, DIFF_SAME, pair->new));
			continue;
		}
		if (pair->old.len > 0)
			VEC_PUSH(l->arena, &pieces,
				 (DiffPiece){DIFF_OUT, cut(l->arena, pair->old, l->most)});
		if (pieces.len > 0 && pair->new.len > 0)
			VEC_PUSH(l->arena, &pieces, (DiffPiece){DIFF_SAME, S(" → ")});
		if (pair->new.len > 0)
			VEC_PUSH(l->arena, &pieces,
				 (DiffPiece){DIFF_IN, cut(l->arena, pair->new, l->most)});
		add_line(l, LINE_DETAIL,
			 pair->old.len == 0   ? '+'
			 : pair->new.len == 0 ? '-'
					      : '~',
			 str_from(what), pieces);
	}
}

static Str from_where(Arena *arena, const DiffChange *change)
{
	if (str_eq(change->place, change->old_place))
		return S(" moved");
	return str_format(arena, " moved from “%.*s”",
			  STR_ARG(change->old_place.len > 0 ? change->old_place : S("the top")));
}

/* "Research › Grants": a section with those around it. */
static Str path_of(Arena *arena, const DiffChange *change)
{
	return change->place.len > 0 ? str_concat3(arena, change->place, S(" › "), change->name)
				     : change->name;
}

static void add_section(Liner *l, const DiffChange *change)
{
	Arena *a = l->arena;
	Str label = quoted(a, "section", path_of(a, change));
	if (change->kind == DIFF_ADDED || change->kind == DIFF_REMOVED) {
		label = str_format(a, "%.*s, %.*s", STR_ARG(label),
				   STR_ARG(counted(a, change->words, "word")));
		add_line(l, LINE_SECTION, change->kind == DIFF_ADDED ? '+' : '-', label,
			 (DiffPieces){0});
		return;
	}
	if (change->moved && str_eq(change->place, change->old_place))
		label = change->behind.len > 0 ? str_format(a, "%.*s moved behind “%.*s”",
							    STR_ARG(label), STR_ARG(change->behind))
					       : str_concat(a, label, S(" moved to the front"));
	else if (change->moved)
		label = str_concat(a, label, from_where(a, change));
	if (change->kind == DIFF_RENAMED)
		label = str_concat(a, label, change->moved ? S(" and renamed") : S(" renamed"));
	add_line(l, LINE_SECTION, change->kind == DIFF_RENAMED ? '~' : '>', label,
		 shorten(l, &change->pieces));
}

/* Of a publication that is told of on its own its name will do. */
static bool add_known_paper(Liner *l, const DiffChange *change)
{
	bool known = change->key.len > 0 && map_has(&l->papers, change->key);
	if (!known || (change->kind != DIFF_ADDED && change->kind != DIFF_REMOVED &&
		       change->kind != DIFF_ALTERED))
		return false;
	char sign = change->kind == DIFF_ADDED ? '+' : change->kind == DIFF_REMOVED ? '-' : '~';
	Str where = change->moved ? from_where(l->arena, change) : S("");
	add_line(l, LINE_CHANGE, sign,
		 str_format(l->arena, "%s %.*s%.*s", change->what, STR_ARG(change->key),
			    STR_ARG(where)),
		 (DiffPieces){0});
	return true;
}

static void add_unit(Liner *l, const DiffChange *change)
{
	Arena *a = l->arena;
	Str label = str_from(change->what);
	if (add_known_paper(l, change))
		return;
	switch (change->kind) {
	case DIFF_ADDED:
		add_line(l, LINE_CHANGE, '+', label, one_piece(l, DIFF_IN, change->new));
		add_pairs(l, "picture", &change->pictures);
		return;
	case DIFF_REMOVED:
		add_line(l, LINE_CHANGE, '-', label, one_piece(l, DIFF_OUT, change->old));
		return;
	case DIFF_REORDERED:
		label = str_concat(a, counted(a, change->count, "block"), S(" in another order"));
		add_line(l, LINE_CHANGE, '>', label, (DiffPieces){0});
		return;
	case DIFF_MOVED:
	case DIFF_ALTERED:
	case DIFF_RENAMED: break;
	}
	if (change->count > 0)
		label = counted(a, change->count, "block");
	else if (change->name.len > 0)
		label = quoted(a, change->what, change->name);
	if (change->moved)
		label = str_concat(a, label, from_where(a, change));
	bool altered = change->kind == DIFF_ALTERED;
	if (change->look)
		label = str_concat(a, label, S(", in another look"));
	DiffPieces same =
		change->name.len > 0 ? (DiffPieces){0} : one_piece(l, DIFF_SAME, change->new);
	add_line(l, LINE_CHANGE, altered ? '~' : '>', label,
		 change->pieces.len > 0 ? shorten(l, &change->pieces) : same);
	add_pairs(l, "link", &change->links);
	add_pairs(l, "picture", &change->pictures);
}

static void add_changes(Liner *l, const DiffDocument *document)
{
	Str place = S("");
	for (size_t i = 0; i < document->changes.len; i++) {
		const DiffChange *change = &document->changes.ptr[i];
		if (str_eq(str_from(change->what), S("section"))) {
			add_section(l, change);
			place = path_of(l->arena, change);
			continue;
		}
		if (!str_eq(change->place, place))
			add_line(l, LINE_PLACE, 0,
				 change->place.len > 0 ? change->place : S("(outside of sections)"),
				 (DiffPieces){0});
		place = change->place;
		add_unit(l, change);
	}
}

/* --- documents --- */

static void add_cv(Liner *l, const Changes *changes)
{
	const DiffDocument *cv = &l->diff->cv;
	bool set = changes->old.pages > 0 && changes->new.pages > 0;
	if (cv->changes.len == 0 && (!set || changes->old.pages == changes->new.pages))
		return;
	Buf note = buf_in(l->arena);
	if (set)
		buf_add_format(&note, "%.*s, ", STR_ARG(pages_text(l->arena, changes)));
	buf_add_format(&note, "%.*s, ",
		       STR_ARG(both(l->arena, cv->old_words, cv->new_words, "word")));
	buf_add(&note, counted(l->arena, cv->changes.len, "change"));
	add_head(l, S("CV"), buf_str(&note));
	add_changes(l, cv);
}

/* "3 changes, 2 as told above". */
static void add_told(Buf *note, size_t count, size_t told)
{
	if (count > 0 || told == 0)
		buf_add(note, counted(note->arena, count, "change"));
	if (told > 0)
		buf_add_format(note, "%s%zu as told above", count > 0 ? ", " : "", told);
}

static void add_variant(Liner *l, const DiffDocument *variant)
{
	Buf note = buf_in(l->arena);
	bool added = variant->kind == DIFF_ADDED, removed = variant->kind == DIFF_REMOVED;
	size_t pages = added ? variant->new_pages : variant->old_pages;
	size_t words = added ? variant->new_words : variant->old_words;
	Str label = str_format(l->arena, "CV variant “%.*s”", STR_ARG(variant->title));
	if (added || removed)
		buf_add_format(&note, "%s, %.*s, %.*s", added ? "added" : "removed",
			       STR_ARG(counted(l->arena, pages, "page")),
			       STR_ARG(counted(l->arena, words, "word")));
	else {
		buf_add_format(
			&note, "%.*s, %.*s, ",
			STR_ARG(both(l->arena, variant->old_pages, variant->new_pages, "page")),
			STR_ARG(both(l->arena, variant->old_words, variant->new_words, "word")));
		add_told(&note, variant->changes.len, variant->told);
	}
	add_head(l, label, buf_str(&note));
	add_changes(l, variant);
}

static void add_page(Liner *l, const DiffDocument *page)
{
	Arena *a = l->arena;
	Str label = str_format(a, "Page %.*s", STR_ARG(page->url));
	Buf note = buf_in(a);
	size_t count = page->fields.len + page->changes.len;
	if (page->kind == DIFF_ADDED || page->kind == DIFF_REMOVED) {
		size_t words = page->kind == DIFF_ADDED ? page->new_words : page->old_words;
		buf_add_cstr(&note, page->kind == DIFF_ADDED ? "added" : "removed");
		if (page->title.len > 0)
			buf_add_format(&note, ", “%.*s”", STR_ARG(cut(a, page->title, 80)));
		buf_add_format(&note, ", %.*s", STR_ARG(counted(a, words, "word")));
		add_head(l, label, buf_str(&note));
		return;
	}
	if (page->kind == DIFF_RENAMED)
		buf_add_format(&note, "until now %.*s, ", STR_ARG(page->old_url));
	add_told(&note, count, page->told);
	add_head(l, label, buf_str(&note));
	for (size_t i = 0; i < page->fields.len; i++)
		add_field(l, LINE_CHANGE, &page->fields.ptr[i]);
	add_changes(l, page);
}

static void add_files(Liner *l)
{
	static const char signs[] = {
		[DIFF_ADDED] = '+', [DIFF_REMOVED] = '-', [DIFF_ALTERED] = '~'};
	if (l->diff->files.len == 0)
		return;
	add_head(l, S("Files"), counted(l->arena, l->diff->files.len, "change"));
	for (size_t i = 0; i < l->diff->files.len; i++)
		add_line(l, LINE_CHANGE, signs[l->diff->files.ptr[i].kind],
			 l->diff->files.ptr[i].path, (DiffPieces){0});
}

ChangesLines changes_lines(Arena *arena, const Changes *changes, size_t most)
{
	Liner l = {.arena = arena, .diff = changes->diff, .most = most, .papers = map_in(arena)};
	for (size_t i = 0; i < l.diff->papers.len; i++)
		(void)map_set(&l.papers, l.diff->papers.ptr[i].key, NULL);
	add_fields(&l, "Profile", &l.diff->profile);
	add_papers(&l);
	add_cv(&l, changes);
	for (size_t i = 0; i < l.diff->variants.len; i++)
		add_variant(&l, &l.diff->variants.ptr[i]);
	for (size_t i = 0; i < l.diff->pages.len; i++)
		add_page(&l, &l.diff->pages.ptr[i]);
	add_fields(&l, "Navigation", &l.diff->navigation);
	add_fields(&l, "Settings", &l.diff->settings);
	add_files(&l);
	return l.out;
}
