#include "model/socials.h"

#include "base/buf.h"

#include <string.h>

/* `pattern`: the address, "%" stands for the value; empty: the value is the address. */
typedef struct {
	const char *key, *kind, *label, *pattern;
	bool print;
} Social;

static const Social socials[] = {
	{"academia", "academia", "Academia", "", true},
	{"academia_edu", "academia", "Academia", "", true},
	{"acm_id", "acm", "ACM", "https://dl.acm.org/profile/%/", true},
	{"arxiv", "arxiv", "arXiv", "https://arxiv.org/a/%", true},
	{"arxiv_id", "arxiv", "arXiv", "https://arxiv.org/a/%", true},
	{"bitbucket", "bitbucket", "Bitbucket", "https://bitbucket.org/%", true},
	{"blogger_url", "blogger", "Blogger", "", false},
	{"bluesky", "bluesky", "Bluesky", "https://bsky.app/profile/%", false},
	{"bluesky_url", "bluesky", "Bluesky", "", false},
	{"codepen", "codepen", "CodePen", "https://codepen.io/%", false},
	{"cv_pdf", "cv", "CV", "", false},
	{"dblp", "dblp", "DBLP", "", true},
	{"dblp_url", "dblp", "DBLP", "", true},
	{"discord_id", "discord", "Discord", "https://discord.com/users/%", false},
	{"dribbble", "dribbble", "Dribbble", "https://dribbble.com/%", false},
	{"facebook", "facebook", "Facebook", "https://www.facebook.com/%", false},
	{"facebook_id", "facebook", "Facebook", "https://facebook.com/%", false},
	{"flickr", "flickr", "Flickr", "https://www.flickr.com/%", false},
	{"flickr_id", "flickr", "Flickr", "https://www.flickr.com/%", false},
	{"foursquare", "foursquare", "Foursquare", "https://foursquare.com/%", false},
	{"github", "github", "GitHub", "https://github.com/%", true},
	{"github_username", "github", "GitHub", "https://github.com/%", true},
	{"gitlab", "gitlab", "GitLab", "https://gitlab.com/%", true},
	{"gitlab_username", "gitlab", "GitLab", "https://gitlab.com/%", true},
	{"google_plus", "google-plus", "Google+", "https://plus.google.com/+%", false},
	{"googlescholar", "scholar", "Google Scholar",
	 "https://scholar.google.com/citations?user=%", true},
	{"hal_id", "hal", "HAL", "https://cv.hal.science/%", true},
	{"ieee_id", "ieee", "IEEE Xplore", "https://ieeexplore.ieee.org/author/%/", true},
	{"impactstory", "impactstory", "ImpactStory", "", true},
	{"inspirehep_id", "inspirehep", "INSPIRE HEP", "https://inspirehep.net/authors/%", true},
	{"instagram", "instagram", "Instagram", "https://instagram.com/%", false},
	{"instagram_id", "instagram", "Instagram", "https://instagram.com/%", false},
	{"kaggle", "kaggle", "Kaggle", "https://www.kaggle.com/%", true},
	{"kaggle_id", "kaggle", "Kaggle", "https://www.kaggle.com/%", true},
	{"keybase", "keybase", "Keybase", "https://keybase.io/%", true},
	{"keybase_username", "keybase", "Keybase", "https://keybase.io/%", true},
	{"lastfm", "lastfm", "Last.fm", "https://last.fm/user/%", false},
	{"lastfm_id", "lastfm", "Last.fm", "https://last.fm/user/%", false},
	{"lattes_id", "lattes", "Lattes", "http://lattes.cnpq.br/%", true},
	{"leetcode_id", "leetcode", "LeetCode", "https://leetcode.com/u/%/", false},
	{"linkedin", "linkedin", "LinkedIn", "https://www.linkedin.com/in/%", true},
	{"linkedin_username", "linkedin", "LinkedIn", "https://www.linkedin.com/in/%", true},
	{"mastodon", "mastodon", "Mastodon", "", false},
	{"mastodon_username", "mastodon", "Mastodon", "https://%", false},
	{"medium", "medium", "Medium", "https://medium.com/@%", false},
	{"medium_username", "medium", "Medium", "https://medium.com/@%", false},
	{"orcid", "orcid", "ORCID", "https://orcid.org/%", true},
	{"orcid_id", "orcid", "ORCID", "https://orcid.org/%", true},
	{"osf_id", "osf", "Open Science Framework", "https://osf.io/%/", true},
	{"pinterest", "pinterest", "Pinterest", "https://www.pinterest.com/%", false},
	{"pinterest_id", "pinterest", "Pinterest", "https://www.pinterest.com/%", false},
	{"publons_id", "publons", "Publons", "https://publons.com/a/%/", true},
	{"pubmed", "pubmed", "PubMed", "https://www.ncbi.nlm.nih.gov/pubmed/?term=%", true},
	{"quora_username", "quora", "Quora", "https://www.quora.com/profile/%", false},
	{"research_gate_profile", "researchgate", "ResearchGate",
	 "https://www.researchgate.net/profile/%/", true},
	{"researchgate", "researchgate", "ResearchGate", "https://www.researchgate.net/profile/%/",
	 true},
	{"resume", "cv", "CV", "", false},
	{"rss_icon", "rss", "RSS feed", "/feed.xml", false},
	{"scholar_userid", "scholar", "Google Scholar",
	 "https://scholar.google.com/citations?user=%", true},
	{"scopus", "scopus", "Scopus", "", true},
	{"scopus_id", "scopus", "Scopus", "https://www.scopus.com/authid/detail.uri?authorId=%",
	 true},
	{"semantic", "semanticscholar", "Semantic Scholar", "", true},
	{"semanticscholar_id", "semanticscholar", "Semantic Scholar",
	 "https://www.semanticscholar.org/author/%", true},
	{"soundcloud", "soundcloud", "SoundCloud", "https://soundcloud.com/%", false},
	{"spotify_id", "spotify", "Spotify", "https://open.spotify.com/user/%", false},
	{"stackoverflow", "stackoverflow", "Stack Overflow",
	 "https://www.stackoverflow.com/users/%", true},
	{"stackoverflow_id", "stackoverflow", "Stack Overflow", "https://stackoverflow.com/users/%",
	 true},
	{"steam", "steam", "Steam", "https://steamcommunity.com/id/%", false},
	{"strava_userid", "strava", "Strava", "https://www.strava.com/athletes/%", false},
	{"telegram", "telegram", "Telegram", "https://t.me/%", false},
	{"telegram_username", "telegram", "Telegram", "https://telegram.me/%", false},
	{"tumblr", "tumblr", "Tumblr", "https://%.tumblr.com", false},
	{"twitter", "twitter", "Twitter", "https://twitter.com/%", false},
	{"twitter_username", "twitter", "Twitter", "https://twitter.com/%", false},
	{"unsplash_id", "unsplash", "Unsplash", "https://unsplash.com/@%", false},
	{"uri", "website", "Website", "", true},
	{"vine", "vine", "Vine", "https://vine.co/u/%", false},
	{"wechat_qr", "wechat", "WeChat", "", false},
	{"weibo", "weibo", "Weibo", "https://www.weibo.com/%", false},
	{"whatsapp_number", "whatsapp", "WhatsApp", "https://wa.me/%", false},
	{"wikidata_id", "wikidata", "Wikidata", "https://www.wikidata.org/wiki/%", true},
	{"wikipedia", "wikipedia", "Wikipedia", "https://en.wikipedia.org/wiki/User:%", true},
	{"wikipedia_id", "wikipedia", "Wikipedia", "https://wikipedia.org/wiki/User:%", true},
	{"work_url", "website", "Work", "", true},
	{"x", "x", "X", "https://x.com/%", false},
	{"x_username", "x", "X", "https://x.com/%", false},
	{"xing", "xing", "XING", "https://www.xing.com/profile/%", true},
	{"youtube", "youtube", "YouTube", "https://www.youtube.com/channel/%", false},
	{"youtube_id", "youtube", "YouTube", "https://www.youtube.com/@%", false},
	{"zhihu", "zhihu", "Zhihu", "https://www.zhihu.com/people/%", false},
	{"zotero", "zotero", "Zotero", "https://www.zotero.org/%", true},
	{"zotero_username", "zotero", "Zotero", "https://www.zotero.org/%", true},
};

/* Hosts whose links are contacts, for pages that only link to them. */
static const struct {
	const char *host, *kind, *label;
} hosts[] = {
	{"scholar.google.", "scholar", "Google Scholar"},
	{"github.com", "github", "GitHub"},
	{"gitlab.com", "gitlab", "GitLab"},
	{"orcid.org", "orcid", "ORCID"},
	{"dblp.", "dblp", "DBLP"},
	{"linkedin.com", "linkedin", "LinkedIn"},
	{"researchgate.net", "researchgate", "ResearchGate"},
	{"semanticscholar.org", "semanticscholar", "Semantic Scholar"},
	{"x.com", "x", "X"},
	{"twitter.com", "twitter", "Twitter"},
	{"arxiv.org/a/", "arxiv", "arXiv"},
};

/* "github.com/ada" of "https://www.github.com/ada/". */
static Str shown_url(Arena *arena, Str url)
{
	size_t at = str_find(url, S("://"), 0);
	Str text = at == STR_NONE ? url : str_from_offset(url, at + 3);
	if (str_starts(text, S("www.")))
		text = str_from_offset(text, 4);
	while (str_ends(text, S("/")))
		text.len--;
	return str_dup(arena, text);
}

/* What is printed: an ORCID's number, a scholar's label, else the address. */
static Str shown_text(Arena *arena, Str kind, Str label, Str url)
{
	size_t slash = str_rfind_char(url, '/');
	if (str_eq(kind, S("orcid")) && slash != STR_NONE && slash + 1 < url.len)
		return str_from_offset(url, slash + 1);
	Str text = shown_url(arena, url);
	bool query = str_find_char(text, '?', 0) != STR_NONE || text.len > 48;
	return query || str_starts(url, S("/")) ? label : text;
}

bool socials_is_email(Str s)
{
	size_t at = str_find_char(s, '@', 0);
	if (at == STR_NONE || at == 0 || str_find_char(s, '@', at + 1) != STR_NONE)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (i != at && !char_is_alnum(c) && (c == '\0' || strchr("._%+-", c) == NULL))
			return false;
	}
	size_t dot = str_rfind_char(s, '.');
	return dot != STR_NONE && dot > at + 1 && dot + 2 < s.len;
}

Contact socials_email(Arena *arena, Str address, Span span)
{
	return (Contact){.kind = S("email"),
			 .label = S("Email"),
			 .text = address,
			 .url = str_concat(arena, S("mailto:"), address),
			 .print = true,
			 .span = span};
}

static Str expand(Arena *arena, const char *pattern, Str value)
{
	bool whole = pattern[0] == '\0' || str_contains(value, S("://"));
	Str handle = str_starts(value, S("@")) ? str_from_offset(value, 1) : value;
	return whole ? value : str_replace(arena, str_from(pattern), S("%"), handle);
}

/* academia_edu: {organization, username}; mastodon: "instance.tld/@user", "@user@instance.tld". */
static Str special_value(Arena *arena, Str key, const Value *value)
{
	if (str_eq(key, S("academia_edu")) && value->kind == VALUE_MAP)
		return str_format(arena, "https://%.*s.academia.edu/%.*s",
				  STR_ARG(value_string(value_get(value, S("organization")))),
				  STR_ARG(value_string(value_get(value, S("username")))));
	Str text = str_trim(value_str(arena, value));
	bool mastodon = str_eq(key, S("mastodon_username")) || str_eq(key, S("mastodon"));
	size_t at = str_rfind_char(text, '@');
	if (!mastodon || at == STR_NONE || at == 0 || str_find_char(text, '/', 0) != STR_NONE)
		return text;
	Str user = str_slice(text, text.ptr[0] == '@', at);
	return str_format(arena, "%.*s/@%.*s", STR_ARG(str_from_offset(text, at + 1)),
			  STR_ARG(user));
}

/* Any other key of _data/socials.yml: {logo, title, url}. */
static bool add_custom(Arena *arena, ContactList *list, Str key, const Value *value)
{
	Str url = str_trim(value_str(arena, value_get(value, S("url"))));
	Str title = str_trim(value_str(arena, value_get(value, S("title"))));
	if (value->kind != VALUE_MAP || url.len == 0)
		return false;
	Contact contact = {
		.kind = key, .label = title.len > 0 ? title : key, .url = url, .span = value->span};
	contact.text = shown_text(arena, key, contact.label, url);
	contact.print = true;
	VEC_PUSH(arena, list, contact);
	return true;
}

static void add_known(Arena *arena, ContactList *list, const Social *social, Str value, Span span)
{
	Contact contact = {.kind = str_from(social->kind),
			   .label = str_from(social->label),
			   .print = social->print,
			   .span = span};
	contact.url = expand(arena, social->pattern, value);
	if (!str_contains(contact.url, S("://")) && !str_starts(contact.url, S("/")))
		contact.url = str_concat(arena,
					 str_contains(contact.url, S(".")) && !contact.print
						 ? S("/")
						 : S("https://"),
					 contact.url);
	contact.text = shown_text(arena, contact.kind, contact.label, contact.url);
	contact.is_cv = str_eq(contact.kind, S("cv"));
	VEC_PUSH(arena, list, contact);
}

bool socials_add(Arena *arena, ContactList *list, Str key, const Value *value)
{
	Str text = special_value(arena, key, value);
	if (str_eq(key, S("email"))) {
		if (str_starts_nocase(text, S("mailto:")))
			text = str_from_offset(text, 7);
		if (text.len > 0)
			VEC_PUSH(arena, list, socials_email(arena, text, value->span));
		return true;
	}
	for (size_t i = 0; i < sizeof socials / sizeof *socials; i++) {
		if (!str_eq(key, str_from(socials[i].key)))
			continue;
		bool off = value->kind == VALUE_BOOL && !value->as.boolean;
		if (text.len > 0 && !off)
			add_known(arena, list, &socials[i], text, value->span);
		return true;
	}
	return add_custom(arena, list, key, value);
}

Contact socials_from_url(Arena *arena, Str url, Span span)
{
	if (str_starts_nocase(url, S("mailto:")))
		return socials_email(arena, str_from_offset(url, 7), span);
	Contact contact = {.kind = S("website"),
			   .label = S("Website"),
			   .url = url,
			   .print = true,
			   .span = span};
	if (str_starts_nocase(url, S("tel:")))
		contact.kind = S("phone"), contact.label = S("Phone");
	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
		if (!str_contains_nocase(url, str_concat(arena, S("/"), str_from(hosts[i].host))) &&
		    !str_contains_nocase(url,
					 str_concat(arena, S("/www."), str_from(hosts[i].host))))
			continue;
		contact.kind = str_from(hosts[i].kind);
		contact.label = str_from(hosts[i].label);
		break;
	}
	contact.text = shown_text(arena, contact.kind, contact.label, url);
	return contact;
}

/* What a link is by its label, where its address says nothing: "Bluesky". */
static void name_contact(Contact *contact, Str label)
{
	bool known = !str_eq(contact->kind, S("website"));
	if (!known && label.len > 0)
		contact->label = label;
	for (size_t i = 0; i < sizeof socials / sizeof *socials; i++) {
		const Social *one = &socials[i];
		if (!str_eq(contact->kind, str_from(one->kind)) &&
		    (known || !str_eq_nocase(label, str_from(one->label))))
			continue;
		contact->kind = str_from(one->kind);
		contact->print = one->print;
		return;
	}
}

void socials_add_links(Arena *arena, ContactList *list, const Value *links)
{
	for (size_t i = 0; i < value_len(links); i++) {
		const Value *one = value_at(links, i), *said = value_get(one, S("url"));
		Str url = str_trim(value_string(said));
		if (url.len == 0)
			continue;
		Contact contact = socials_from_url(arena, url, said->span);
		name_contact(&contact, str_trim(value_string(value_get(one, S("label")))));
		VEC_PUSH(arena, list, contact);
	}
}
