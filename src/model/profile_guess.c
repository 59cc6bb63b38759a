/* What a page says of its person where no setting does: names, native name, e-mail, a header block.
 */
#include "base/utf8.h"
#include "model/site_parts.h"
#include "model/socials.h"

static bool is_upper(uint32_t rune)
{
	return (rune >= 'A' && rune <= 'Z') || (rune >= 0xC0 && rune <= 0xDE && rune != 0xD7) ||
	       (rune >= 0x391 && rune <= 0x3A9) || (rune >= 0x410 && rune <= 0x42F);
}

static bool is_cjk_name(Str s)
{
	size_t count = 0;
	for (size_t at = 0; at < s.len;) {
		uint32_t rune = utf8_next(s, &at);
		bool gap = rune == ' ' || rune == 0x3000 || rune == 0xB7 || rune == 0x30FB;
		if (!gap &&
		    (!utf8_is_cjk(rune) || (rune >= 0x3000 && rune < 0x3040) || rune >= 0xFF00))
			return false;
		count += !gap;
	}
	return count >= 2 && count <= 6;
}

Str profile_split_name(Str text, Str *native)
{
	static const Str opens[] = {STR_INIT("("), STR_INIT("（"), STR_INIT("/"), STR_INIT("|"),
				    STR_INIT(" ")};
	static const Str closes[] = {STR_INIT(")"), STR_INIT("）"), STR_INIT(""), STR_INIT(""),
				     STR_INIT("")};
	text = str_trim(text);
	*native = S("");
	for (size_t i = 0; i < sizeof opens / sizeof *opens; i++) {
		for (size_t open = 0; (open = str_find(text, opens[i], open)) != STR_NONE; open++) {
			size_t from = open + opens[i].len;
			size_t close =
				closes[i].len > 0 ? str_find(text, closes[i], from) : text.len;
			if (close == STR_NONE)
				break;
			Str before = str_trim(str_slice(text, 0, open)),
			    inner = str_trim(str_slice(text, from, close));
			bool whole = is_cjk_name(before) && !is_cjk_name(inner) && inner.len > 0;
			if (!whole &&
			    (!is_cjk_name(inner) || before.len == 0 || is_cjk_name(before)))
				continue;
			*native = whole ? before : inner;
			return whole ? inner : before;
		}
	}
	return text;
}

/* "Ada M. Lovelace", "Jean-Luc Ponty", "刘子鸣": two to four capitalised words, or a CJK name. */
static bool looks_like_name(Str text)
{
	Str native, name = profile_split_name(text, &native), word;
	size_t words = 0, long_words = 0;
	if (is_cjk_name(name) && name.len <= 12)
		return true;
	for (Str rest = name; str_next_word(&rest, &word); words++) {
		size_t at = 0, lower = 0;
		bool upper = is_upper(utf8_next(word, &at));
		while (at < word.len) {
			uint32_t rune = utf8_next(word, &at);
			bool letter = rune >= 0xC0 || char_is_alpha((char)rune);
			if (rune < 0x80 && !letter && rune != '.' && rune != '-' && rune != '\'')
				return false;
			lower += letter && !is_upper(rune);
		}
		static const Str particles[] = {STR_INIT("van"), STR_INIT("von"), STR_INIT("de"),
						STR_INIT("der"), STR_INIT("den"), STR_INIT("da"),
						STR_INIT("del"), STR_INIT("di"),  STR_INIT("la"),
						STR_INIT("le"),	 STR_INIT("bin"), STR_INIT("al")};
		bool particle = false;
		for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
			particle = particle || (words > 0 && str_eq(word, particles[i]));
		if (!upper && !particle)
			return false;
		long_words += lower > 0 && !particle;
	}
	return words >= 2 && words <= 5 && long_words >= 1;
}

/* --- candidates --- */

typedef struct {
	Str text;
	Span span;
	int score;
} Candidate;
typedef VEC(Candidate) Candidates;

/* "I am Zihang", "I'm Ada": the word behind it, or "". */
static Str own_first_name(Str text)
{
	static const Str starts[] = {STR_INIT("I am "), STR_INIT("I'm "), STR_INIT("I’m "),
				     STR_INIT("My name is "), STR_INIT("This is ")};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		size_t at = str_find(text, starts[i], 0);
		if (at == STR_NONE)
			continue;
		Str rest = str_from_offset(text, at + starts[i].len), word;
		if (!str_next_word(&rest, &word))
			continue;
		size_t n = 0;
		while (n < word.len && ((unsigned char)word.ptr[n] >= 0x80 ||
					char_is_alpha(word.ptr[n]) || word.ptr[n] == '-'))
			n++;
		size_t first = 0;
		if (n > 0 && is_upper(utf8_next(word, &first)))
			return str_slice(word, 0, n);
	}
	return S("");
}

static void add_candidate(Arena *arena, Candidates *list, const DocNode *node, int score)
{
	Str text = str_trim(doc_plain_text(arena, node));
	while (str_ends(text, S("*")) || str_ends(text, S(",")) || str_ends(text, S(".")))
		text.len--;
	if (!looks_like_name(text))
		return;
	for (size_t i = 0; i < list->len; i++)
		if (str_eq(list->ptr[i].text, text)) {
			list->ptr[i].score += score;
			return;
		}
	VEC_PUSH(arena, list, (Candidate){text, node->span, score});
}

/* Strong texts of the page that look like a name; one that the page calls itself by comes first. */
static Candidate find_strong_name(Arena *arena, const DocNode *root)
{
	Candidates list = {0};
	Str own = S("");
	for (DocNode *node = doc_next(root, root); node != NULL; node = doc_next(node, root)) {
		if (node->kind == DOC_PARAGRAPH && own.len == 0)
			own = own_first_name(doc_plain_text(arena, node));
		if (node->kind == DOC_STRONG)
			add_candidate(arena, &list, node, 1);
	}
	Candidate best = {0};
	for (size_t i = 0; i < list.len; i++) {
		Candidate c = list.ptr[i];
		c.score += own.len > 0 && str_starts(c.text, own) ? 1000 : 0;
		if (c.score > best.score)
			best = c;
	}
	return best;
}

/* The first heading, when it stands before all text and is a name. */
static DocNode *find_name_heading(Arena *arena, const DocNode *root)
{
	for (DocNode *node = doc_next(root, root); node != NULL; node = doc_next(node, root)) {
		if (node->kind == DOC_HEADING)
			return looks_like_name(str_trim(doc_plain_text(arena, node))) ? node : NULL;
		if (node->kind != DOC_SECTION && node->kind != DOC_BLOCK &&
		    !str_is_blank(doc_plain_text(arena, node)))
			return NULL;
	}
	return NULL;
}

static void set_name(Profile *p, Str text)
{
	Str native;
	p->name = profile_split_name(text, &native);
	if (native.len > 0)
		p->native_name = native;
	size_t space = str_rfind_char(p->name, ' ');
	p->first = space == STR_NONE ? S("") : str_slice(p->name, 0, space);
	p->last = space == STR_NONE ? p->name : str_from_offset(p->name, space + 1);
}

static void guess_name(Site *site, Diags *diags)
{
	Profile *p = site->profile;
	const DocNode *root = site->home->doc->root;
	Arena *arena = site->arena;
	Candidate best = {0};
	const char *where = "the first heading";
	DocNode *heading = find_name_heading(arena, root);
	if (heading != NULL)
		best = (Candidate){str_trim(doc_plain_text(arena, heading)), heading->span, 1};
	for (DocNode *line = p->more_info != NULL ? p->more_info->first : NULL;
	     line != NULL && best.score == 0; line = line->next) {
		Str text = str_trim(doc_plain_text(arena, line));
		where = "profile.more_info";
		if (looks_like_name(text))
			best = (Candidate){text, line->span, 1};
	}
	if (best.score == 0) {
		best = find_strong_name(arena, root);
		where = "the text in bold";
	}
	if (best.score == 0 && looks_like_name(site->home->title)) {
		best = (Candidate){site->home->title, source_span(site->home->source, 0, 0), 1};
		where = "the title";
	}
	if (best.score == 0) {
		diag_note(diags, source_span(site->home->source, 0, 0),
			  S("add a line \"name: ...\" to the front matter"),
			  "the page does not tell whose it is [name-missing]");
		return;
	}
	set_name(p, best.text);
	diag_note(diags, best.span, S("add a line \"name: ...\" to the front matter"),
		  "the name %.*s is taken from %s [name-guessed]", STR_ARG(p->name), where);
}

/* A first line of two to four Han characters that is no department: "刘子鸣". */
static Str name_line(Arena *arena, const DocNode *more_info)
{
	static const Str places[] = {STR_INIT("学院"),	 STR_INIT("大学"), STR_INIT("系"),
				     STR_INIT("所"),	 STR_INIT("院"),   STR_INIT("学部"),
				     STR_INIT("组"),	 STR_INIT("市"),   STR_INIT("中国"),
				     STR_INIT("研究室"), STR_INIT("学科"), STR_INIT("教授")};
	Str text = more_info->first != NULL ? str_trim(doc_plain_text(arena, more_info->first))
					    : S("");
	size_t count = 0;
	for (size_t at = 0; at < text.len; count++) {
		uint32_t rune = utf8_next(text, &at);
		if (rune < 0x3400 || (rune > 0x9FFF && rune < 0x20000))
			return S("");
	}
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (str_ends(text, places[i]))
			return S("");
	return count >= 2 && count <= 4 ? text : S("");
}

/* "Wanshu Lin (林晚舒)" anywhere in the text: the native name. */
static void guess_native_name(Site *site)
{
	Profile *p = site->profile;
	const DocNode *roots[] = {p->more_info, site->home->doc->root};
	for (size_t i = 0; i < 2 && p->name.len > 0 && p->native_name.len == 0; i++) {
		if (roots[i] == NULL)
			continue;
		Str text = doc_plain_text(site->arena, roots[i]);
		if (i == 0)
			p->native_name = name_line(site->arena, roots[i]);
		for (size_t at = 0;
		     p->native_name.len == 0 && (at = str_find(text, p->name, at)) != STR_NONE;
		     at += p->name.len) {
			Str rest = str_trim_start(str_from_offset(text, at + p->name.len));
			bool wide = str_starts(rest, S("（"));
			if (!wide && !str_starts(rest, S("(")))
				continue;
			size_t from = wide ? 3 : 1;
			size_t close = str_find(rest, wide ? S("）") : S(")"), from);
			if (close != STR_NONE && is_cjk_name(str_slice(rest, from, close))) {
				p->native_name = str_dup(site->arena, str_slice(rest, from, close));
				break;
			}
		}
	}
}

/* --- contacts --- */

static Contact *find_contact(Profile *p, Str url)
{
	for (size_t i = 0; i < p->contact_count; i++)
		if (str_eq(p->contacts[i].url, url))
			return &p->contacts[i];
	return NULL;
}

static void add_contact(Arena *arena, Profile *p, Contact contact)
{
	Contact *known = find_contact(p, contact.url);
	if (known != NULL) {
		known->text = contact.text; /* the page's own words */
		known->print = true;
		return;
	}
	Contact *list = ARENA_ARRAY(arena, Contact, p->contact_count + 1);
	bool email = str_eq(contact.kind, S("email"));
	for (size_t i = 0; i < p->contact_count; i++)
		list[i + email] = p->contacts[i];
	list[email ? 0 : p->contact_count] = contact;
	if (email && p->email.len == 0)
		p->email = contact.text;
	p->contacts = list;
	p->contact_count++;
}

static Str strip_word(Str word)
{
	while (word.len > 0 && !char_is_alnum(word.ptr[0]) && (unsigned char)word.ptr[0] < 0x80)
		word = str_from_offset(word, 1);
	while (word.len > 0 && !char_is_alnum(word.ptr[word.len - 1]) &&
	       (unsigned char)word.ptr[word.len - 1] < 0x80)
		word.len--;
	return word;
}

/* The text below `top` that says `word`. */
static Span find_span(const DocNode *top, Str word)
{
	for (const DocNode *node = top; node != NULL; node = doc_next(node, top))
		if (node->kind == DOC_TEXT && str_contains(node->as.text, word))
			return node->span;
	return top->span;
}

/* E-mail addresses that stand in more_info. */
static void guess_email(Site *site, Diags *diags)
{
	Profile *p = site->profile;
	if (p->email.len > 0 || p->more_info == NULL)
		return;
	Str rest = doc_plain_text(site->arena, p->more_info), word;
	while (str_next_word(&rest, &word)) {
		word = strip_word(word);
		if (!socials_is_email(word))
			continue;
		Span span = find_span(p->more_info, word);
		add_contact(site->arena, p, socials_email(site->arena, word, span));
		if (site->single)
			diag_note(diags, span, S("add a line \"email: ...\" to the front matter"),
				  "the e-mail address %.*s is taken from profile.more_info "
				  "[email-guessed]",
				  STR_ARG(word));
		return;
	}
}

/* --- the header of a page that opens with a name --- */

static bool is_picture_paragraph(const DocNode *node)
{
	DocNode *image = NULL;
	for (DocNode *n = doc_next(node, node); n != NULL; n = doc_next(n, node)) {
		if (n->kind == DOC_TEXT && !str_is_blank(n->as.text))
			return false;
		image = n->kind == DOC_IMAGE ? n : image;
	}
	return image != NULL && node->kind == DOC_PARAGRAPH;
}

static DocNode *first_image(const DocNode *node)
{
	for (DocNode *n = doc_next(node, node); n != NULL; n = doc_next(n, node))
		if (n->kind == DOC_IMAGE)
			return n;
	return NULL;
}

static bool is_separator(uint32_t rune)
{
	return rune == 0xB7 || rune == '|' || rune == 0x2022 || rune == 0x2013 || rune == 0x2014 ||
	       rune == ' ' || rune == '\n' || rune == ',' || rune == ';' || rune == 0x3001 ||
	       rune == 0xFF5C;
}

static Str strip_separators(Str text)
{
	for (size_t at = 0; text.len > 0; at = 0) {
		if (!is_separator(utf8_next(text, &at)))
			break;
		text = str_from_offset(text, at);
	}
	for (size_t at = text.len; text.len > 0; at = text.len) {
		if (!is_separator(utf8_prev(text, &at)))
			break;
		text.len = at;
	}
	return text;
}

/* Whether no sentence goes on from a text into the links beside it: "Write to a@b.c." is prose. */
static bool stands_apart(const DocNode *before, const DocNode *node)
{
	Str all = str_trim(node->as.text), text = strip_separators(all);
	const DocNode *after = node->next;
	bool links = (before != NULL && before->kind == DOC_LINK) ||
		     (after != NULL && after->kind == DOC_LINK);
	if (!links || text.len == 0)
		return true;
	bool parted_start = before == NULL || before->kind != DOC_LINK || text.ptr > all.ptr ||
			    node->as.text.ptr[0] == '\n';
	bool parted_end = after == NULL || after->kind != DOC_LINK ||
			  text.ptr + text.len < all.ptr + all.len ||
			  str_ends(node->as.text, S("\n"));
	return parted_start && parted_end;
}

/* Links that stand alone between separators, and text: "Professor · a@b.c · GitHub". */
static bool is_contact_paragraph(const DocNode *node)
{
	size_t links = 0, contacts = 0;
	if (node->kind != DOC_PARAGRAPH)
		return false;
	for (const DocNode *n = node->first, *before = NULL; n != NULL; before = n, n = n->next) {
		if (n->kind != DOC_LINK && n->kind != DOC_TEXT && n->kind != DOC_BREAK)
			return false;
		if (n->kind == DOC_TEXT && !stands_apart(before, n))
			return false;
		links += n->kind == DOC_LINK;
		contacts += n->kind == DOC_LINK && str_starts_nocase(n->as.link.url, S("mailto:"));
	}
	return contacts > 0 || links >= 2;
}

/* The paragraph's links become contacts, its text the headline; no word is lost. */
static void take_contacts(Site *site, const DocNode *node)
{
	Profile *p = site->profile;
	DocNode *headline = doc_new(site->arena, DOC_SPAN, node->span);
	for (const DocNode *n = node->first; n != NULL; n = n->next) {
		if (n->kind == DOC_LINK) {
			Contact contact = socials_from_url(site->arena, n->as.link.url, n->span);
			contact.text = doc_plain_text(site->arena, n);
			add_contact(site->arena, p, contact);
			continue;
		}
		Str text = n->kind == DOC_TEXT ? strip_separators(n->as.text) : S("");
		if (text.len == 0)
			continue;
		if (headline->first != NULL)
			doc_append(headline, doc_new_text(site->arena, S(" · "), n->span));
		doc_append(headline, doc_new_text(site->arena, text, n->span));
	}
	if (headline->first != NULL)
		p->headline = headline;
}

static void take_photo(Site *site, const DocNode *node)
{
	Profile *p = site->profile;
	const DocNode *image = first_image(node);
	p->photo = p->photo_url = image->as.image.url;
	p->photo_file = image->as.image.file;
	p->photo_width = image->as.image.pixel_width;
	p->photo_height = image->as.image.pixel_height;
}

/* The heading with the person's name, the contacts and the portrait right behind it are the CV's
 * header. */
static void find_header(Site *site)
{
	Profile *p = site->profile;
	Arena *arena = site->arena;
	DocNode *heading = find_name_heading(arena, site->home->doc->root);
	if (heading == NULL)
		return;
	Str native, name = profile_split_name(str_trim(doc_plain_text(arena, heading)), &native);
	if (!str_eq(name, p->name) && !(p->native_name.len > 0 && str_eq(name, p->native_name)))
		return;
	if (native.len > 0 && p->native_name.len == 0)
		p->native_name = native;
	site->parts->header_name = heading;
	p->on_page = true;
	for (DocNode *node = heading->next; node != NULL; node = node->next) {
		bool photo = is_picture_paragraph(node) && p->photo.len == 0;
		bool contacts = site->parts->header_contact == NULL && p->headline == NULL &&
				is_contact_paragraph(node);
		if (photo) {
			take_photo(site, node);
			site->parts->header_photo = node;
		} else if (contacts) {
			take_contacts(site, node);
			site->parts->header_contact = node;
		} else {
			break;
		}
	}
}

void profile_from_page(Site *site, Diags *diags)
{
	if (site->profile->name.len == 0)
		guess_name(site, diags);
	find_header(site);
	guess_native_name(site);
	guess_email(site, diags);
	if (site->title.len == 0)
		site->title = site->profile->name.len > 0 ? site->profile->name : site->home->title;
}
