/*
 * CV data in a site: where it stands, whose it is, and the sections that page and paper show of it.
 */
#include "base/file.h"
#include "front/json.h"
#include "front/yaml.h"
#include "model/doc.h"
#include "model/resume_doc.h"
#include "model/resume_profile.h"

/* --- where it stands --- */

bool site_is_resume_file(Str path)
{
	Str ending = path_extension(path);
	return str_eq_nocase(ending, S(".yaml")) || str_eq_nocase(ending, S(".yml")) ||
	       str_eq_nocase(ending, S(".json"));
}

static const Resume *keep(Site *site, Str name, const Value *data, Diags *diags)
{
	Resume *resume = ARENA_NEW(site->arena, Resume);
	if (!resume_read(site->arena, data, diags, resume))
		resume = NULL;
	map_set(&site->parts->resumes, name, resume);
	return resume;
}

static const Resume *read_file(Site *site, Str path, Span from, Diags *diags)
{
	const Value *data = value_nil();
	if (map_has(&site->parts->resumes, path))
		return map_get(&site->parts->resumes, path);
	Source *source = site_load_source(site, path, from, diags);
	bool json = str_eq_nocase(path_extension(path), S(".json")), ok = source != NULL;
	if (ok)
		ok = json ? json_parse_source(site->arena, source, diags, &data)
			  : yaml_parse_source(site->arena, source, diags, &data);
	if (!ok) {
		map_set(&site->parts->resumes, path, NULL);
		return NULL;
	}
	return keep(site, path, data, diags);
}

/* `recto.cv.data`: a file of the site. */
static const Resume *configured(Site *site, Diags *diags, bool *said)
{
	const Value *value = value_path(site->config, S("recto.cv.data"));
	Str path = path_normalise(site->arena, str_trim(value_str(site->arena, value)));
	*said = !value_is_nil(value) && value->kind != VALUE_BOOL;
	if (!*said)
		return NULL;
	if (site_is_resume_file(path) && site_has_file(site, path))
		return read_file(site, path, value->span, diags);
	if (!map_has(&site->parts->resumes, S("recto.cv.data"))) {
		map_set(&site->parts->resumes, S("recto.cv.data"), NULL);
		diag_error(diags, value->span,
			   S("name a .yaml, .yml or .json file of the site, such as _data/cv.yml"),
			   "recto.cv.data \"%.*s\" is no data file of the site [cv-data-missing]",
			   STR_ARG(path));
	}
	return NULL;
}

/* A file of _data by its name, in the page's language first: data.zh.cv, data.cv. */
static const Resume *from_data(Site *site, const Page *page, Str key, Diags *diags)
{
	const Str folders[] = {page->lang, str_slice(page->lang, 0, 2), S("")};
	for (size_t i = 0; i < 3; i++) {
		const Value *folder =
			folders[i].len > 0 ? value_get(site->data, folders[i]) : site->data;
		const Value *data = value_get(folder, key);
		if (resume_format(data) == RESUME_NONE)
			continue;
		Str name = str_concat3(site->arena, folders[i], S("/"), key);
		if (map_has(&site->parts->resumes, name))
			return map_get(&site->parts->resumes, name);
		return keep(site, name, data, diags);
	}
	return NULL;
}

/* assets/json/resume.json, or where jekyll-get-json is told to look; "" when it is not there. */
static Str json_path(Site *site)
{
	const Value *list = value_get(site->config, S("jekyll_get_json"));
	Str path = S("assets/json/resume.json");
	for (size_t i = 0; i < value_len(list); i++)
		if (str_eq(value_string(value_get(value_at(list, i), S("data"))), S("resume")))
			path = value_string(value_get(value_at(list, i), S("json")));
	while (str_starts(path, S("/")))
		path = str_from_offset(path, 1);
	return path.len > 0 && site_has_file(site, path) ? path : S("");
}

static const Resume *from_json(Site *site, Diags *diags)
{
	Str path = json_path(site);
	return path.len > 0 ? read_file(site, path, SPAN_NONE, diags) : NULL;
}

static bool uses_json(const Site *site)
{
	const Page *page = site->cv_page;
	Str format = page != NULL ? value_string(value_get(page->front, S("cv_format"))) : S("");
	if (format.len > 0)
		return str_eq_nocase(format, S("jsonresume"));
	return !value_is_nil(value_get(site->config, S("jekyll_get_json")));
}

/* Whether data of another person's was left behind from a template. */
static bool is_of_someone_else(const Site *site, const Resume *resume)
{
	const Profile *p = site->profile;
	Str name = str_trim(value_string(resume->basics.name));
	if (name.len == 0 || p == NULL || p->name.len == 0)
		return false;
	Str last = p->last.len > 0 ? p->last : p->name;
	return !str_contains_nocase(name, last) && !str_contains_nocase(p->name, name) &&
	       !(p->native_name.len > 0 && str_contains(name, p->native_name));
}

bool site_has_resume_data(Site *site)
{
	static const Str keys[] = {STR_INIT("cv"), STR_INIT("resume")};
	const Value *said = value_path(site->config, S("recto.cv.data"));
	if (!value_is_nil(said))
		return value_bool(said, true);
	for (size_t i = 0; i < 2; i++)
		if (resume_format(value_get(site->data, keys[i])) != RESUME_NONE ||
		    resume_format(value_get(value_get(site->data, site->home->lang), keys[i])) !=
			    RESUME_NONE)
			return true;
	return json_path(site).len > 0;
}

const Resume *site_resume(Site *site, const Page *page, Diags *diags)
{
	bool said, off = !value_bool(value_path(site->config, S("recto.cv.data")), true);
	const Resume *resume = configured(site, diags, &said);
	if (said || off || page == NULL)
		return resume;
	if (site->single && !site_is_resume_file(site->home->path))
		return NULL;
	if (site->single)
		return read_file(site, site->home->path, SPAN_NONE, diags);
	bool json = uses_json(site);
	resume = json ? from_json(site, diags) : NULL;
	if (resume == NULL && json)
		resume = from_data(site, page, S("resume"), diags);
	if (resume == NULL)
		resume = from_data(site, page, S("cv"), diags);
	if (resume == NULL)
		resume = from_data(site, page, S("resume"), diags);
	if (resume == NULL && !json)
		resume = from_json(site, diags);
	if (resume == NULL || !is_of_someone_else(site, resume))
		return resume;
	Str name = value_string(resume->basics.name);
	if (site->cv_page != NULL) { /* the page shows it, whoever that is */
		diag_warning(diags, resume->basics.name->span,
			     S("write your own data, or recto.cv.data: false"),
			     "the CV data is of \"%.*s\", the site of \"%.*s\" [cv-data-name]",
			     STR_ARG(name), STR_ARG(site->profile->name));
		return resume;
	}
	diag_note(diags, resume->basics.name->span, S("name it under recto.cv.data to use it"),
		  "the CV data is of \"%.*s\" and is left out [cv-data-name]", STR_ARG(name));
	return NULL;
}

/* --- sections --- */

/* al-folio's `jsonresume:`: which sections, in which order; false when the list does not name it.
 */
static int place_of(const Site *site, const Resume *resume, const ResumeSection *section)
{
	const Value *order = value_get(site->config, S("jsonresume"));
	if (resume->format != RESUME_JSON || value_len(order) == 0)
		return 0;
	for (size_t i = 0; i < value_len(order); i++)
		if (str_eq_nocase(value_string(value_at(order, i)), section->key))
			return (int)i;
	return -1;
}

static void add_section(const ResumeMaker *maker, DocNode *parent, const ResumeSection *section)
{
	DocNode *node = resume_section_doc(maker, section);
	if (node == NULL)
		return;
	if (section->kind == RESUME_PUBLICATIONS)
		resume_join_papers(maker, node, section,
				   section == resume_papers_section(maker->resume));
	doc_append(parent, node);
}

/* Where the bibliography stands when the data has no publications: before skills and the like. */
static bool comes_after_papers(ResumeKind kind)
{
	return kind == RESUME_SKILLS || kind == RESUME_LANGUAGES || kind == RESUME_INTERESTS ||
	       kind == RESUME_REFERENCES;
}

static void add_bibliography(const ResumeMaker *maker, DocNode *parent)
{
	ResumeSection section = {.key = S("publications"), .kind = RESUME_PUBLICATIONS};
	DocNode *node = doc_new(maker->site->arena, DOC_SECTION, SPAN_NONE);
	DocNode *heading = doc_new(maker->site->arena, DOC_HEADING, SPAN_NONE);
	heading->as.heading.level = 2;
	heading->as.heading.id = S("publications");
	resume_add_text(maker, heading, resume_section_title(&section, maker->lang), SPAN_NONE);
	doc_append(node, heading);
	resume_join_papers(maker, node, NULL, true);
	if (node->last != heading)
		doc_append(parent, node);
}

static void add_contact(const ResumeMaker *maker, DocNode *line, Str text, Str url)
{
	if (text.len == 0)
		return;
	resume_add_text(maker, line, line->first != NULL ? S(" · ") : S(""), line->span);
	DocNode *link = doc_new(maker->site->arena, DOC_LINK, line->span);
	link->as.link.url = url;
	resume_add_text(maker, link, text, line->span);
	if (url.len > 0)
		doc_append(line, link);
	else
		doc_adopt(line, link);
}

/* On the page the words that the PDF has in its header: place, e-mail, telephone, addresses. */
static void add_contacts(const ResumeMaker *maker, DocNode *parent)
{
	const Resume *resume = maker->resume;
	const Profile *p = maker->site->profile;
	Str email = str_trim(value_string(resume->basics.email));
	DocNode *line = resume_add_paragraph(maker, parent, "contact", resume->basics.span);
	line->audience = DOC_WEB_ONLY;
	add_contact(maker, line, resume_location_text(maker->site->arena, resume), S(""));
	if (!socials_is_email(email)) /* "me at home dot example" */
		add_contact(maker, line, email, S(""));
	for (size_t i = 0; i < p->contact_count; i++)
		if (p->contacts[i].print && !p->contacts[i].is_cv)
			add_contact(maker, line, p->contacts[i].text, p->contacts[i].url);
	if (line->first == NULL)
		doc_detach(line);
}

/* A Resume that says nothing: what there is to show comes from the site. */
static const Resume *no_resume(Site *site)
{
	Resume *resume = ARENA_NEW(site->arena, Resume);
	resume_clear(resume);
	resume->format = RESUME_MARKDOWN;
	return resume;
}

void site_cv_contacts(Site *site, const Page *page, DocNode *parent, Diags *diags)
{
	ResumeMaker maker = resume_maker(site, page, no_resume(site), diags);
	add_contacts(&maker, parent);
}

DocNode *site_papers_section(Site *site, const Page *page, Diags *diags)
{
	ResumeMaker maker = resume_maker(site, page, no_resume(site), diags);
	DocNode *block = doc_new(site->arena, DOC_BLOCK, SPAN_NONE);
	add_bibliography(&maker, block);
	site_resolve(site, page, block, diags);
	DocNode *section = block->first;
	if (section != NULL)
		doc_detach(section);
	return section;
}

DocNode *site_resume_blocks(Site *site, const Page *page, const Resume *resume, Diags *diags)
{
	ResumeMaker maker = resume_maker(site, page, resume, diags);
	DocNode *block = doc_new(site->arena, DOC_BLOCK, resume->basics.span);
	bool papers = resume_papers_section(resume) != NULL;
	size_t count = resume->sections.len;
	add_contacts(&maker, block);
	resume_add_summary(&maker, block);
	int last = (int)value_len(value_get(site->config, S("jsonresume")));
	for (int place = 0; place <= last; place++)
		for (size_t i = 0; i < count; i++) {
			const ResumeSection *section = &resume->sections.ptr[i];
			if (place_of(site, resume, section) != place)
				continue;
			if (!papers && comes_after_papers(section->kind)) {
				add_bibliography(&maker, block);
				papers = true;
			}
			add_section(&maker, block, section);
		}
	for (size_t i = 0; i < count; i++)
		if (place_of(site, resume, &resume->sections.ptr[i]) < 0)
			diag_note(diags, resume->sections.ptr[i].span,
				  S("add it to `jsonresume:` in _config.yml to show it"),
				  "the section `%.*s` of the CV data is left out [cv-left-out]",
				  STR_ARG(resume->sections.ptr[i].key));
	if (!papers)
		add_bibliography(&maker, block);
	resume_embolden(&maker, block);
	site_resolve(site, page, block, diags);
	return block;
}
