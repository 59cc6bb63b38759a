/* What CV data says of the person that the header of the CV has no place for. */
#include "model/resume_doc.h"
#include "model/resume_parts.h"
#include "model/socials.h"

static void add_person_line(const ResumeMaker *maker, DocNode *parent, Str key, const Value *value)
{
	DocNode *line = resume_add_paragraph(maker, parent, "line", value->span);
	DocNode *label = doc_new(maker->site->arena, DOC_STRONG, value->span);
	resume_add_text(maker, label, resume_title_case(maker->site->arena, key), value->span);
	doc_append(line, label);
	resume_add_text(maker, line, S(": "), value->span);
	if (value->kind == VALUE_MAP)
		resume_add_location(maker, line, value);
	else
		resume_add_value(maker, line, value);
}

static size_t count_digits(Str text)
{
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++)
		n += char_is_digit(text.ptr[i]);
	return n;
}

static bool is_email_in_header(const Profile *profile, Str address)
{
	for (size_t i = 0; i < profile->contact_count; i++)
		if (str_eq_nocase(profile->contacts[i].text, address))
			return true;
	return false;
}

/* Whether an address is that of a user: "/ada", "/@ada", "?user=ada", "//ada." */
static bool is_of_user(Arena *arena, Str url, Str user)
{
	static const Str before[] = {STR_INIT("/"), STR_INIT("@"), STR_INIT("=")};
	while (str_ends(url, S("/")))
		url.len--;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (str_ends_nocase(url, str_concat(arena, before[i], user)))
			return true;
	return str_contains_nocase(url, str_concat3(arena, S("//"), user, S(".")));
}

/* Whether a user's name in a network stands among the contacts of the header. */
static bool is_user_in_header(const ResumeMaker *maker, Str user)
{
	const Profile *profile = maker->site->profile;
	if (str_starts(user, S("@"))) /* of Mastodon: "@ada@mossy.example" */
		user = str_slice(user, 1, str_find_char(user, '@', 1));
	for (size_t i = 0; i < profile->contact_count; i++) {
		const Contact *one = &profile->contacts[i];
		bool other = str_eq(one->kind, S("email")) || str_eq(one->kind, S("website"));
		if (!other && is_of_user(maker->site->arena, one->url, user))
			return true;
	}
	return false;
}

/* Names in networks that have no address. */
static void add_networks(const ResumeMaker *maker, DocNode *parent)
{
	const Value *list = maker->resume->basics.profiles;
	for (size_t i = 0; i < value_len(list); i++) {
		const Value *one = value_at(list, i), *user = value_get(one, S("username"));
		Str network = value_string(value_get(one, S("network"))),
		    name = str_trim(value_str(maker->site->arena, user));
		if (name.len > 0 && !is_user_in_header(maker, name) &&
		    !str_contains(name, S("://")))
			add_person_line(maker, parent, network.len > 0 ? network : S("profile"),
					user);
	}
}

/* Those of several that the header does not show. */
static const Value *other_emails(const ResumeMaker *maker, const Value *list)
{
	Arena *arena = maker->site->arena;
	Value *others = value_new(arena, VALUE_LIST, list->span);
	for (size_t i = 0; list->kind == VALUE_LIST && i < value_len(list); i++) {
		const Value *one = value_at(list, i);
		Str address = str_trim(value_str(arena, one));
		if (address.len > 0 && !is_email_in_header(maker->site->profile, address))
			value_push(arena, others, value_new_string(arena, address, one->span));
	}
	return others;
}

/* What the header cannot show: an address beside a place, a telephone "upon request", an e-mail
 * address in words, more e-mail addresses, keys that nobody knows. */
void resume_add_summary(const ResumeMaker *maker, DocNode *parent)
{
	Arena *arena = maker->site->arena;
	const ResumeBasics *b = &maker->resume->basics;
	const Value *extra = b->extra;
	Str phone = value_str(arena, b->phone), email = str_trim(value_string(b->email));
	resume_add_blocks(maker, parent, b->summary);
	if (!str_is_blank(phone) && count_digits(phone) < 3)
		add_person_line(maker, parent, S("phone"), b->phone);
	if (email.len > 0 && !socials_is_email(email) && !str_starts(email, S("mailto:")))
		add_person_line(maker, parent, S("email"), b->email);
	const Value *others = other_emails(maker, b->email);
	if (value_len(others) > 0)
		add_person_line(maker, parent, S("email"), others);
	add_networks(maker, parent);
	for (size_t i = 0; extra != NULL && i < extra->as.map.len; i++) {
		const ValueEntry *one = &extra->as.map.entries[i];
		bool in_header = str_eq(one->key, S("address")) && resume_is_empty(b->location);
		bool empty = resume_is_empty(one->value) || one->value->kind == VALUE_BOOL;
		if (!empty && !in_header)
			add_person_line(maker, parent, one->key, one->value);
	}
}
