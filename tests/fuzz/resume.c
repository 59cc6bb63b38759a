/*
 * resume: any bytes as CV data (YAML or JSON), through its readers, the blocks of page and CV, and
 * out again as JSON Resume and RenderCV; as an ORCID record, and as each of LinkedIn's files.
 */
#include "front/csv.h"
#include "front/json.h"
#include "front/yaml.h"
#include "model/resume_export.h"
#include "model/resume_import.h"
#include "model/site_parts.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char home[] = "---\nlayout: about\n---\n\nWords.\n\n# Skills\n\n- *2024*: Rowing\n";
static const char cv[] = "---\nlayout: cv\npermalink: /cv/\n---\n\nMore words.\n";

static void add_page(Site *site, Str path, Str text, Diags *diags)
{
	bool asset;
	Source *source = source_add(site->sources, path, text, diags);
	Page *page = site_make_page(site, source, path, NULL, &asset, diags);
	if (page != NULL)
		VEC_PUSH(site->arena, &site->parts->pages, page);
}

/* A site with the data in _data/cv.yml. */
static void make_site(Arena *arena, Sources *sources, Value *data, Diags *diags)
{
	SiteOptions options = {.path = S("fuzz")};
	Site *site = site_new(arena, sources, &options);
	Value *folder = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_set(arena, folder, S("cv"), data);
	site->root = S("/nonexistent/recto"); /* nothing is found there */
	site->parts->real_root = site->root;
	site_use_config(site, value_nil(), diags);
	site->data = folder;
	site_find_collections(site);
	add_page(site, S("index.md"), str_from(home), diags);
	add_page(site, S("cv.md"), str_from(cv), diags);
	if (!site_settle_pages(site, diags))
		abort();
	profile_load(site, diags);
	site_make_nav(site, diags);
	(void)site_read_pages(site, diags);
	(void)site_cv_doc(site, diags);
	Resume *resume = site_whole_resume(site, diags);
	(void)resume_to_json(arena, resume);
	(void)resume_to_rendercv(arena, resume);
}

static void import(Arena *arena, Source *source, const Value *data)
{
	static const Str files[] = {STR_INIT("Positions.csv"), STR_INIT("Profile.csv"),
				    STR_INIT("Education.csv"), STR_INIT("Skills.csv"),
				    STR_INIT("Languages.csv"), STR_INIT("Email Addresses.csv")};
	if (import_is_orcid(data)) {
		(void)import_orcid(arena, data);
		(void)import_orcid_bibtex(arena, data);
	}
	Value *resume = value_new(arena, VALUE_MAP, SPAN_NONE);
	const Value *rows = csv_parse(arena, source, 1);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		(void)import_linkedin(arena, files[i], rows, resume);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	Arena *arena = arena_new(NULL);
	Sources sources = sources_in(arena);
	Diags diags = diags_in(arena);
	Source *source = source_add(&sources, S("fuzz"), (Str){(const char *)bytes, size}, &diags);
	const Value *data = value_nil();
	bool json = size > 0 && bytes[0] == '{';
	bool ok = json ? json_parse_source(arena, source, &diags, &data)
		       : yaml_parse_source(arena, source, &diags, &data);
	if (ok && resume_format(data) != RESUME_NONE)
		make_site(arena, &sources, (Value *)data, &diags);
	import(arena, source, ok ? data : value_nil());
	arena_free(arena);
	return 0;
}
