/* The person of CV data in the site's profile: what the site itself does not say. */
#include "model/resume_profile.h"
#include "base/buf.h"
#include "base/url.h"
#include "model/resume_doc.h"

static bool has_kind(const ContactList *list, Str kind)
{
	for (size_t i = 0; i < list->len; i++)
		if (str_eq(list->ptr[i].kind, kind))
			return true;
	return false;
}

static void add_contact(Arena *arena, ContactList *list, Contact contact)
{
	if (contact.url.len > 0 && !has_kind(list, contact.kind))
		VEC_PUSH(arena, list, contact);
}

/* "tel:+90-541-999-99-99" of a number as written; the text stays. */
static void add_phone(Arena *arena, ContactList *list, const Value *value)
{
	Str text = str_trim(value_str(arena, value));
	Buf digits = buf_in(arena);
	if (str_starts_nocase(text, S("tel:")))
		text = str_from_offset(text, 4);
	for (size_t i = 0; i < text.len; i++)
		if (char_is_digit(text.ptr[i]) || (text.ptr[i] == '+' && digits.len == 0))
			buf_add_char(&digits, text.ptr[i]);
	if (digits.len < 3)
		return;
	add_contact(arena, list,
		    (Contact){.kind = S("phone"),
			      .label = S("Phone"),
			      .text = text,
			      .url = str_concat(arena, S("tel:"), buf_str(&digits)),
			      .print = true,
			      .span = value->span});
}

static void add_email(Arena *arena, ContactList *list, const Value *value)
{
	const Value *one = value->kind == VALUE_LIST ? value_at(value, 0) : value;
	Str text = str_trim(value_string(one));
	if (str_starts_nocase(text, S("mailto:")))
		text = str_from_offset(text, 7);
	if (!socials_is_email(text)) /* hidden from machines: the text alone */
		return;
	add_contact(arena, list, socials_email(arena, text, one->span));
}

static void add_website(Arena *arena, ContactList *list, const Value *value)
{
	Str url = resume_url(arena, value->kind == VALUE_LIST ? value_at(value, 0) : value);
	if (url.len == 0 || !url_is_remote(url))
		return;
	Contact contact = socials_from_url(arena, url, value->span);
	contact.print = true;
	add_contact(arena, list, contact);
}

/* A network's name to the key that socials.c knows: "Google Scholar", "StackOverflow", "X". */
static Str network_key(Arena *arena, Str network)
{
	static const struct {
		const char *name, *key;
	} table[] = {
		{"googlescholar", "scholar_userid"},
		{"scholar", "scholar_userid"},
		{"stackoverflow", "stackoverflow"},
		{"semanticscholar", "semanticscholar_id"},
		{"mastodon", "mastodon_username"},
		{"telegram", "telegram_username"},
		{"whatsapp", "whatsapp_number"},
		{"leetcode", "leetcode_id"},
		{"bluesky", "bluesky"},
		{"kaggle", "kaggle_id"},
		{"arxiv", "arxiv_id"},
		{"medium", "medium_username"},
		{"zotero", "zotero_username"},
		{"scopus", "scopus_id"},
		{"publons", "publons_id"},
	};
	Buf bare = buf_in(arena);
	for (size_t i = 0; i < network.len; i++)
		if (char_is_alnum(network.ptr[i]))
			buf_add_char(&bare, char_lower(network.ptr[i]));
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (str_eq(buf_str(&bare), str_from(table[i].name)))
			return str_from(table[i].key);
	return buf_str(&bare);
}

static void add_network(Arena *arena, ContactList *list, const Value *profile)
{
	Str network = str_trim(value_str(arena, value_get(profile, S("network"))));
	Str user = str_trim(value_str(arena, value_get(profile, S("username"))));
	Str url = resume_url(arena, value_get(profile, S("url")));
	ContactList one = {0};
	Value *handle = value_new_string(arena, url_is_remote(url) ? url : user, profile->span);
	if (handle->as.string.len == 0 || network.len == 0)
		return;
	(void)socials_add(arena, &one, network_key(arena, network), handle);
	for (size_t i = 0; i < one.len; i++) {
		one.ptr[i].print = true; /* who writes it into a CV wants it there */
		add_contact(arena, list, one.ptr[i]);
	}
	if (one.len > 0)
		return;
	Contact contact = {.kind = network_key(arena, network),
			   .label = network,
			   .print = true,
			   .span = profile->span};
	contact.url = url_is_remote(url) ? url : S("");
	contact.text = user.len > 0 && !url_is_remote(user)
			       ? str_concat3(arena, network, S(": "), user)
			       : network;
	if (contact.url.len > 0)
		add_contact(arena, list, contact);
}

static void add_custom(Arena *arena, ContactList *list, const Value *one)
{
	Str text = str_trim(value_string(value_get(one, S("placeholder"))));
	Str url = resume_url(arena, value_get(one, S("url")));
	Contact contact = {.kind = S("website"),
			   .label = text,
			   .text = text,
			   .url = url,
			   .print = true,
			   .span = one->span};
	if (text.len > 0 && url.len > 0)
		VEC_PUSH(arena, list, contact);
}

void resume_add_contacts(Arena *arena, const Resume *resume, ContactList *list)
{
	const ResumeBasics *b = &resume->basics;
	add_email(arena, list, b->email);
	add_phone(arena, list, b->phone);
	add_website(arena, list, b->url);
	for (size_t i = 0; i < value_len(b->profiles); i++)
		add_network(arena, list, value_at(b->profiles, i));
	for (size_t i = 0; i < value_len(b->custom); i++)
		add_custom(arena, list, value_at(b->custom, i));
}

Str resume_location_text(Arena *arena, const Resume *resume)
{
	static const char *const parts[] = {"address",	  "street",	 "city",   "region",
					    "postalCode", "countryCode", "country"};
	const Value *place = resume->basics.location;
	const Value *address = resume->basics.extra != NULL
				       ? value_get(resume->basics.extra, S("address"))
				       : value_nil();
	Buf out = buf_in(arena);
	if (place->kind != VALUE_MAP && !resume_is_empty(place))
		return str_fold_space(arena, value_str(arena, place));
	if (place->kind != VALUE_MAP)
		place = address;
	if (place->kind == VALUE_STRING)
		return str_fold_space(arena, place->as.string);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		Str part = str_trim(value_str(arena, value_get(place, str_from(parts[i]))));
		if (part.len > 0)
			buf_add_format(&out, "%s%.*s", out.len > 0 ? ", " : "", STR_ARG(part));
	}
	return buf_str(&out);
}
