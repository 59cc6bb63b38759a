/* The people of a publication: whose name is the own one, who is a coauthor with a page, marks
 * behind names. */
#include "base/buf.h"
#include "base/utf8.h"
#include "model/publication_parts.h"

#include <string.h>

/* --- marks --- */

static const Str marks[] = {STR_INIT("*"), STR_INIT("∗"), STR_INIT("†"), STR_INIT("‡"),
			    STR_INIT("§"), STR_INIT("¶"), STR_INIT("‖"), STR_INIT("&"),
			    STR_INIT("^"), STR_INIT("#"), STR_INIT("✉")};

/* Takes the marks off the end of `name` and puts them before those in `out`. */
static void take_marks(Arena *arena, Str *name, Str *out)
{
	if (name->len == 0 || char_is_alnum(name->ptr[name->len - 1]))
		return; /* most of them */
	Str bare = str_trim_end(*name);
	for (bool found = true; found;) {
		found = false;
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
			if (bare.len > marks[i].len && str_ends(bare, marks[i])) {
				bare.len -= marks[i].len;
				found = true;
			}
		if (found)
			bare = str_trim_end(bare);
	}
	Str taken = str_trim(str_from_offset(*name, bare.len));
	/* ^ alone is the sign of TeX's superscript, no mark */
	*out = str_concat(arena, str_replace(arena, taken, S("^"), S("")), *out);
	*name = bare;
}

/*
 * Marks such as * or † behind any part of a name, and what stands in $^...$ (BibTeX puts it in the
 * last part). The name without them is in *name.
 */
Str publication_take_marks(Arena *arena, BibName *name)
{
	Str out = S(""), *parts[] = {&name->jr, &name->last, &name->von, &name->first};
	static const char *const commands[][2] = {
		{"\\dagger", "†"}, {"\\ddagger", "‡"}, {"\\ast", "*"}, {"\\star", "*"},
		{"\\dag", "†"},	   {"\\S", "§"},       {"{", ""},      {"}", ""}};
	for (size_t i = 0; i < 4; i++) {
		Str *part = parts[i];
		size_t math = str_find_char(*part, '$', 0), end = STR_NONE;
		if (math != STR_NONE)
			math = str_find(*part, S("$^"), math);
		if (math != STR_NONE)
			end = str_find_char(*part, '$', math + 2);
		if (end != STR_NONE) {
			Str raised = str_slice(*part, math + 2, end);
			for (size_t k = 0; k < sizeof commands / sizeof *commands; k++)
				raised = str_replace(arena, raised, str_from(commands[k][0]),
						     str_from(commands[k][1]));
			out = str_concat(arena, str_trim(raised), out);
			*part = str_concat(arena, str_trim_end(str_slice(*part, 0, math)),
					   str_from_offset(*part, end + 1));
		}
		if (!name->corporate)
			take_marks(arena, part, &out);
	}
	return out;
}

Str publication_marks(Arena *arena, const BibName *name)
{
	BibName copy = *name;
	return publication_take_marks(arena, &copy);
}

Str publication_bare_name(Arena *arena, const BibName *name)
{
	BibName copy = *name;
	(void)publication_take_marks(arena, &copy);
	return publication_name(arena, &copy);
}

/* --- who it is --- */

/* Lower case without accents, as the keys of coauthors.yml are. */
static Str fold_latin(Arena *arena, Str name)
{
	/* U+00C0 to U+017F */
	static const char plain[] =
		"aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
		"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
		"lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
	Buf out = buf_in(arena);
	for (size_t at = 0; at < name.len;) {
		uint32_t rune = utf8_next(name, &at);
		bool latin = rune >= 0xC0 && rune < 0xC0 + sizeof plain - 1;
		if (rune < 0x80)
			buf_add_char(&out, char_lower((char)rune));
		else if (rune < 0x300 || rune > 0x36F) /* accents of their own */
			buf_add_rune(&out, latin ? (uint32_t)plain[rune - 0xC0] : rune);
	}
	return buf_str(&out);
}

/* The next word of a first name: hyphens and full stops part words too. */
static bool next_part(Str *rest, Str *word, bool *initial)
{
	size_t n = 0;
	while (rest->len > 0 && (char_is_space(rest->ptr[0]) || strchr(".-", rest->ptr[0]) != NULL))
		*rest = str_from_offset(*rest, 1);
	while (n < rest->len && !char_is_space(rest->ptr[n]) && strchr(".-", rest->ptr[n]) == NULL)
		n++;
	*word = str_slice(*rest, 0, n);
	*rest = str_from_offset(*rest, n);
	size_t at = 0;
	if (n > 0)
		(void)utf8_next(*word, &at);
	*initial = n > 0 && at == n;
	return n > 0;
}

/*
 * Whether a first name as it is printed can be that of `known`: the same words, accents aside, or
 * their initials ("W." and "Wanshu"); either may have more initials or words behind ("Ana" and "Ana
 * M.").
 */
static bool fits_first(Arena *arena, Str known, Str name)
{
	Str a = fold_latin(arena, known), b = fold_latin(arena, name), x, y;
	if (str_eq(a, b) ||
	    str_eq(str_replace(arena, a, S("-"), S("")), str_replace(arena, b, S("-"), S(""))))
		return a.len > 0;
	bool short_x, short_y, any = false;
	for (;;) {
		bool more_a = next_part(&a, &x, &short_x), more_b = next_part(&b, &y, &short_y);
		if (!more_a || !more_b)
			return any && (!more_a ? !more_b || short_y : true);
		if (!(short_x || short_y ? x.ptr[0] == y.ptr[0] : str_eq(x, y)))
			return false;
		any = true;
	}
}

static bool is_own_name(Arena *arena, const BibName *name, const PublicationStyle *style)
{
	Str last = fold_latin(arena, name->last),
	    full = fold_latin(arena, publication_name(arena, &(BibName){.von = name->von,
									.last = name->last}));
	bool known = false;
	for (size_t i = 0; i < style->last_count && !known; i++) {
		Str own = fold_latin(arena, style->last_names[i]);
		known = own.len > 0 && (str_eq(own, last) || str_eq(own, full));
	}
	for (size_t i = 0; i < style->first_count && known; i++)
		if (fits_first(arena, style->first_names[i], name->first))
			return true;
	return false;
}

bool publication_is_own(Arena *arena, const BibName *name, const PublicationStyle *style)
{
	BibName bare = *name;
	(void)publication_take_marks(arena, &bare);
	return is_own_name(arena, &bare, style);
}

/* The page of a coauthor, or "". */
static Str coauthor_url(Arena *arena, const BibName *name, const PublicationStyle *style)
{
	Str full = publication_name(arena, &(BibName){.von = name->von, .last = name->last});
	const Value *list = value_get(style->coauthors, fold_latin(arena, name->last));
	if (value_is_nil(list))
		list = value_get(style->coauthors, fold_latin(arena, full));
	for (size_t i = 0; i < value_len(list); i++) {
		const Value *names = value_get(value_at(list, i), S("firstname"));
		bool one = names->kind == VALUE_STRING && str_eq(value_string(names), name->first);
		for (size_t k = 0; k < value_len(names) && !one; k++)
			one = str_eq(fold_latin(arena, value_string(value_at(names, k))),
				     fold_latin(arena, name->first));
		if (one)
			return value_string(value_get(value_at(list, i), S("url")));
	}
	return S("");
}

/* --- nodes --- */

static DocNode *raised(Arena *arena, Str text, Span span)
{
	DocFormat *format = ARENA_NEW(arena, DocFormat);
	DocNode *node = doc_new(arena, DOC_SPAN, span);
	format->script = 1;
	doc_traits(arena, node)->tag = S("sup");
	doc_traits(arena, node)->format = format;
	publication_add_text(arena, node, text, span);
	return node;
}

void publication_add_name(Arena *arena, DocNode *parent, const BibName *name, Str shown,
			  const PublicationStyle *style, Span span)
{
	BibName bare = *name;
	Str found = publication_take_marks(arena, &bare);
	bool own = is_own_name(arena, &bare, style);
	Str url = own ? S("") : coauthor_url(arena, &bare, style);
	DocNode *holder = parent;
	if (own || url.len > 0) {
		holder = doc_new(arena, own ? DOC_STRONG : DOC_LINK, span);
		if (!own)
			holder->as.link.url = url;
		doc_append(parent, holder);
	}
	publication_add_text(arena, holder, shown, span);
	if (found.len > 0)
		doc_append(parent, raised(arena, found, span));
}

static void add_author(Arena *arena, DocNode *parent, const BibName *name,
		       const PublicationStyle *style, Span span)
{
	BibName bare = *name;
	(void)publication_take_marks(arena, &bare);
	publication_add_name(arena, parent, name, publication_name(arena, &bare), style, span);
}

/* What stands before author `i`: "A, B, and C", the comma before "and" from three on, as al-folio
 * has it. */
static Str joint(Arena *arena, const BibName *names, size_t i, size_t count,
		 const PublicationStyle *style)
{
	if (i == 0)
		return S("");
	if (i + 1 < count || (names[i].others && count > 2))
		return S(", ");
	Str word = publication_word(style, "and", "and");
	bool comma = count > 2 && str_eq(word, S("and")); /* other languages have none */
	return str_concat3(arena, comma ? S(", ") : S(" "), word, S(" "));
}

/* Authors [from, to) with what parts them from those before. */
static void add_range(Arena *arena, DocNode *parent, const Publication *p, size_t from, size_t to,
		      const PublicationStyle *style, Span span)
{
	for (size_t i = from; i < to; i++) {
		publication_add_text(arena, parent,
				     joint(arena, p->authors, i, p->author_count, style), span);
		if (p->authors[i].others)
			publication_add_text(arena, parent,
					     p->author_count > 2 ? S("et al.") : S("others"), span);
		else
			add_author(arena, parent, &p->authors[i], style, span);
	}
}

/*
 * "and 3 more authors", for the page alone: a box that is ticked unfolds what follows, without
 * script (style_papers.css). Paper has all authors.
 */
static void add_more(Arena *arena, DocNode *line, size_t hidden, const PublicationStyle *style,
		     Span span)
{
	DocNode *label = doc_new(arena, DOC_SPAN, span), *box = doc_new(arena, DOC_SPAN, span),
		*text = doc_new(arena, DOC_SPAN, span);
	Attrs *attrs = ARENA_NEW(arena, Attrs), *type = ARENA_NEW(arena, Attrs);
	attrs_set(arena, attrs, S("class"), S("more"));
	attrs_set(arena, type, S("type"), S("checkbox"));
	doc_traits(arena, label)->tag = S("label");
	doc_traits(arena, label)->attrs = attrs;
	label->audience = DOC_WEB_ONLY;
	doc_traits(arena, box)->tag = S("input");
	doc_traits(arena, box)->attrs = type;
	doc_traits(arena, text)->tag = S("span");
	Str said = publication_word(style, hidden == 1 ? "more_author" : "more_authors",
				    hidden == 1 ? "and %d more author" : "and %d more authors");
	said = str_replace(arena, said, S("%d"), str_format(arena, "%zu", hidden));
	publication_add_text(arena, text, said, span);
	doc_append(label, box);
	doc_append(label, text);
	publication_add_text_for(arena, line, S(" "), span, DOC_WEB_ONLY);
	doc_append(line, label);
}

void publication_add_authors(Arena *arena, DocNode *entry, const Publication *p,
			     const PublicationStyle *style)
{
	if (p->author_count == 0)
		return;
	Span span = publication_span(p->entry, p->editors ? "editor" : "author");
	DocNode *line = publication_add_paragraph(arena, entry, "authors", span);
	size_t limit = style->author_limit, count = p->author_count;
	if (limit == 0 || limit >= count || p->editors) {
		add_range(arena, line, p, 0, count, style, span);
	} else {
		DocNode *rest = doc_new(arena, DOC_SPAN, span);
		Attrs *attrs = ARENA_NEW(arena, Attrs);
		attrs_set(arena, attrs, S("class"), S("rest"));
		doc_traits(arena, rest)->tag = S("span");
		doc_traits(arena, rest)->attrs = attrs;
		add_range(arena, line, p, 0, limit, style, span);
		add_more(arena, line, count - limit, style, span);
		add_range(arena, rest, p, limit, count, style, span);
		doc_append(line, rest);
	}
	if (p->editors)
		publication_add_text(arena, line,
				     count > 1 ? publication_word(style, "editors", " (eds.)")
					       : publication_word(style, "editor", " (ed.)"),
				     span);
}

Str publication_names(Arena *arena, const BibName *names, size_t count,
		      const PublicationStyle *style)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < count; i++) {
		buf_add(&out, joint(arena, names, i, count, style));
		buf_add(&out, names[i].others ? S("others") : publication_name(arena, &names[i]));
	}
	return buf_str(&out);
}
