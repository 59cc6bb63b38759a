#include "model/profile.h"
#include "base/url.h"

#include "base/file.h"
#include "model/resume_profile.h"
#include "model/site_parts.h"
#include "model/socials.h"

/* The profile under construction. */
typedef struct {
	Site *site;
	Profile *profile;
	Diags *diags;
	ContactList contacts;
} Maker;

static Str text_of(const Maker *maker, const Value *value)
{
	return site_plain(maker->site, str_trim(value_str(maker->site->arena, value)),
			  maker->diags);
}

/* --- names --- */

static Str join_names(Arena *arena, Str first, Str middle, Str last)
{
	Str name = first;
	if (middle.len > 0)
		name = str_concat3(arena, name, name.len > 0 ? S(" ") : S(""), middle);
	if (last.len > 0)
		name = str_concat3(arena, name, name.len > 0 ? S(" ") : S(""), last);
	return name;
}

/* "Wanshu Lin (林晚舒)": the part in parentheses goes to the native name. */
static void set_name(Maker *maker, Str name)
{
	Profile *p = maker->profile;
	Str native;
	p->name = profile_split_name(name, &native);
	if (native.len > 0)
		p->native_name = native;
	size_t space = str_rfind_char(p->name, ' ');
	if (space != STR_NONE && p->last.len == 0) {
		p->first = str_slice(p->name, 0, space);
		p->last = str_from_offset(p->name, space + 1);
	}
}

/* Names of the front matter and of _config.yml. */
static void load_names(Maker *maker)
{
	const Site *site = maker->site;
	const Value *front = site->home->front, *config = site->config;
	const Value *author = value_get(front, S("author"));
	if (value_is_nil(author))
		author = value_get(config, S("author"));
	const Value *names = !value_is_nil(value_get(front, S("first_name"))) ? front : config;
	Profile *p = maker->profile;
	Str name = text_of(maker, value_get(front, S("name")));
	p->first = text_of(maker, value_get(names, S("first_name")));
	p->middle = text_of(maker, value_get(names, S("middle_name")));
	p->last = text_of(maker, value_get(names, S("last_name")));
	if (name.len == 0)
		name = join_names(site->arena, p->first, p->middle, p->last);
	if (name.len == 0)
		name = text_of(maker,
			       author->kind == VALUE_MAP ? value_get(author, S("name")) : author);
	Str title = text_of(maker, value_get(config, S("title")));
	if (name.len == 0 && !str_eq_nocase(title, S("blank")))
		name = title;
	if (name.len > 0)
		set_name(maker, name);
	p->native_name = p->native_name.len > 0
				 ? p->native_name
				 : text_of(maker, value_get(front, S("native_name")));
}

/* --- contacts --- */

static bool has_contact(const ContactList *list, const Contact *contact)
{
	for (size_t i = 0; i < list->len; i++)
		if (str_eq(list->ptr[i].url, contact->url))
			return true;
	return false;
}

/* Takes the known keys of a map; of _data/socials.yml also the others. */
static void take_contacts(Maker *maker, const Value *map, bool custom)
{
	if (map->kind != VALUE_MAP)
		return;
	for (size_t i = 0; i < map->as.map.len; i++) {
		ContactList one = {0};
		const ValueEntry *entry = &map->as.map.entries[i];
		if (entry->value->kind == VALUE_MAP && !custom &&
		    !str_eq(entry->key, S("academia_edu")))
			continue;
		if (str_eq(entry->key, S("links")) && entry->value->kind == VALUE_LIST)
			socials_add_links(maker->site->arena, &one, entry->value);
		else
			socials_add(maker->site->arena, &one, entry->key, entry->value);
		for (size_t k = 0; k < one.len; k++)
			if (!has_contact(&maker->contacts, &one.ptr[k]))
				VEC_PUSH(maker->site->arena, &maker->contacts, one.ptr[k]);
	}
}

static void load_contacts(Maker *maker)
{
	const Site *site = maker->site;
	const Value *front = site->home->front;
	take_contacts(maker, value_get(site->data, S("socials")), true);
	take_contacts(maker, value_get(site->config, S("author")), false);
	take_contacts(maker, value_get(front, S("author")), false);
	take_contacts(maker, front, false);
	take_contacts(maker, site->config, false);
}

/* E-mail first; the rest stays in its order. */
static void store_contacts(Maker *maker)
{
	ContactList *list = &maker->contacts;
	Profile *p = maker->profile;
	for (size_t i = 0; i < list->len; i++) {
		if (!str_eq(list->ptr[i].kind, S("email")))
			continue;
		Contact email = list->ptr[i];
		for (size_t k = i; k > 0; k--)
			list->ptr[k] = list->ptr[k - 1];
		list->ptr[0] = email;
		p->email = email.text;
		break;
	}
	p->contacts = list->ptr;
	p->contact_count = list->len;
}

/* --- photo --- */

static void load_photo(Maker *maker, const Value *value, Str folder)
{
	Site *site = maker->site;
	Profile *p = maker->profile;
	Str image = str_trim(value_str(site->arena, value));
	if (image.len == 0 || (value->kind == VALUE_BOOL))
		return;
	p->photo = image;
	p->photo_url = image;
	if (url_is_remote(image))
		return;
	Str path = site_find_file(site, site->home, image);
	if (path.len == 0 && folder.len > 0)
		path = site_find_file(site, site->home, path_join(site->arena, folder, image));
	if (path.len == 0) {
		Str usual =
			str_starts(image, S("/")) ? image : path_join(site->arena, folder, image);
		diag_warning(maker->diags, value->span, site_file_hint(site, usual),
			     "the photo %.*s is not there [image-missing]", STR_ARG(image));
		p->photo_url = site_page_url(
			site,
			str_starts(usual, S("/")) ? usual : str_concat(site->arena, S("/"), usual));
		return;
	}
	DocNode *picture = doc_new(site->arena, DOC_IMAGE, value->span);
	site_probe_picture(site, picture, path, maker->diags);
	p->photo_file = picture->as.image.file;
	p->photo_width = picture->as.image.pixel_width;
	p->photo_height = picture->as.image.pixel_height;
	p->photo_url = site_page_url(
		site, site_url_encode(site->arena, str_concat(site->arena, S("/"), path)));
}

/* --- al-folio's and acad-homepage's ways --- */

static void load_folio(Maker *maker)
{
	Site *site = maker->site;
	Profile *p = maker->profile;
	const Page *home = site->home;
	const Value *profile = value_get(home->front, S("profile"));
	if (profile->kind == VALUE_MAP)
		load_photo(maker, value_get(profile, S("image")), S("assets/img"));
	p->photo_round = value_bool(value_get(profile, S("image_circular")), false);
	p->photo_side = str_eq(value_string(value_get(profile, S("align"))), S("left"))
				? PROFILE_LEFT
				: PROFILE_RIGHT;
	const Value *more = value_get(profile, S("more_info"));
	if (more->kind != VALUE_STRING)
		more = value_get(profile, S("address"));
	p->more_info = site_html_blocks(site, more, home, maker->diags);
	const Value *subtitle = value_get(home->front, S("subtitle"));
	if (value_is_nil(subtitle) &&
	    str_eq(home->layout, S("about"))) /* before 2020 it was called so */
		subtitle = value_get(home->front, S("description"));
	p->headline = site_html_inlines(site, subtitle, home, maker->diags);
	p->contact_note = site_html_inlines(site, value_get(site->config, S("contact_note")), home,
					    maker->diags);
	p->show_socials = value_bool(value_get(home->front, S("social")), false);
}

/* HTML for acad-homepage; minimal-mistakes takes it for Markdown. */
static DocNode *load_bio(Site *site, const Value *bio, Diags *diags)
{
	Str text = value_string(bio);
	if (str_find_char(text, '*', 0) == STR_NONE && !str_contains(text, S("](")))
		return site_html_inlines(site, bio, site->home, diags);
	DocNode *said = site_text_inlines(site, bio, true, site->home, diags);
	if (said != NULL)
		site_resolve(site, site->home, said, diags);
	return said;
}

static void load_acad(Maker *maker)
{
	Site *site = maker->site;
	Profile *p = maker->profile;
	const Value *author = value_get(site->config, S("author"));
	const Value *own = value_get(site->home->front, S("author"));
	if (own->kind == VALUE_MAP)
		author = value_merge(site->arena, author, own);
	load_photo(maker, value_get(author, S("avatar")), S(""));
	p->photo_round = true;
	p->photo_side = PROFILE_LEFT;
	p->headline = load_bio(site, value_get(author, S("bio")), maker->diags);
	p->location = text_of(maker, value_get(author, S("location")));
	p->employer = text_of(maker, value_get(author, S("employer")));
	p->show_socials = true;
}

/* What CV data says of the person where the site says nothing. */
static void load_resume(Maker *maker)
{
	Site *site = maker->site;
	Profile *p = maker->profile;
	const Resume *resume = site_resume(site, site->home, maker->diags);
	if (resume == NULL)
		return;
	if (p->name.len == 0)
		set_name(maker, text_of(maker, resume->basics.name));
	resume_add_contacts(site->arena, resume, &maker->contacts);
	if (p->headline == NULL)
		p->headline =
			site_html_inlines(site, resume->basics.label, site->home, maker->diags);
	if (p->location.len == 0 && p->more_info == NULL)
		p->location = resume_location_text(site->arena, resume);
	if (p->photo.len == 0 && site->single)
		load_photo(maker, resume->basics.image, S("assets/img"));
	p->show_socials = p->show_socials || site_is_resume_file(site->home->path);
}

void profile_load(Site *site, Diags *diags)
{
	Maker maker = {site, ARENA_NEW(site->arena, Profile), diags, {0}};
	site->profile = maker.profile;
	load_names(&maker);
	load_contacts(&maker);
	if (site->flavour == SITE_ACAD_HOMEPAGE)
		load_acad(&maker);
	else
		load_folio(&maker);
	load_resume(&maker);
	store_contacts(&maker);
}
