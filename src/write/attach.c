#include "write/attach.h"

#include "base/file.h"
#include "base/vec.h"
#include "model/resume_export.h"
#include "write/export.h"

typedef struct {
	Arena *arena;
	const Sources *sources;
	bool *seen; /* by number of the source */
	VEC(PdfFile) files;
} Attach;

Str attach_resume(Arena *arena, Site *site, Diags *diags)
{
	Buf out = buf_in(arena);
	export_json(&out, resume_to_json(arena, site_whole_resume(site, diags)));
	return buf_str(&out);
}

/* The media type of a source by its name (RFC 7763, 8259, 9512). */
static Str type_of(Str name)
{
	static const Str types[][2] = {
		{STR_INIT(".md"), STR_INIT("text/markdown")},
		{STR_INIT(".markdown"), STR_INIT("text/markdown")},
		{STR_INIT(".html"), STR_INIT("text/html")},
		{STR_INIT(".json"), STR_INIT("application/json")},
		{STR_INIT(".yml"), STR_INIT("application/yaml")},
		{STR_INIT(".yaml"), STR_INIT("application/yaml")},
		{STR_INIT(".csv"), STR_INIT("text/csv")},
		{STR_INIT(".bib"), STR_INIT("application/x-bibtex")},
	};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_ends_nocase(name, types[i][0]))
			return types[i][1];
	return S("text/plain");
}

/* The last part of the path, with a number in front when an earlier file has it. */
static Str free_name(const Attach *attach, Str path)
{
	Str name = path_name(path);
	for (size_t i = 0; i < attach->files.len; i++)
		if (str_eq_nocase(attach->files.ptr[i].name, name))
			return str_format(attach->arena, "%zu-%.*s", attach->files.len + 1,
					  STR_ARG(name));
	return name;
}

static void add_source(Attach *attach, uint32_t number, const char *relation, const char *says)
{
	const Source *source = source_get(attach->sources, number);
	if (source == NULL || attach->seen[number])
		return;
	attach->seen[number] = true;
	VEC_PUSH(attach->arena, &attach->files,
		 (PdfFile){.name = free_name(attach, source->path),
			   .type = type_of(source->path),
			   .relation = relation,
			   .says = says,
			   .bytes = source->text});
}

/* The configuration may hold what is nobody's business. */
static bool is_content(const Attach *attach, const Site *site, uint32_t number)
{
	const Source *source = source_get(attach->sources, number);
	return source != NULL && number != site->config->span.source &&
	       !str_ends_nocase(source->path, S(".bib"));
}

static void add_sources(Attach *attach, const Site *site, const Doc *cv)
{
	for (const DocNode *node = cv->root->first; node != NULL; node = doc_next(node, cv->root))
		if (is_content(attach, site, node->span.source))
			add_source(attach, node->span.source, "Source",
				   "What this document was made of");
}

static void add_bibliography(Attach *attach, const PdfSettings *settings, const Site *site,
			     Diags *diags)
{
	for (size_t i = 0; i < site->bib.count; i++)
		add_source(attach, site->bib.entries[i].span.source, "Data", "The bibliography");
	if (site->bib.count == 0)
		diag_warning(diags, settings->attach,
			     S("set scholar.bibliography, or leave bib out"),
			     "there is no bibliography to attach to the PDF [bib-missing]");
}

const PdfFile *attach_files(Arena *arena, const PdfSettings *settings, const Site *site,
			    const Sources *sources, const Doc *cv, Str resume, Diags *diags,
			    size_t *count)
{
	Attach attach = {.arena = arena, .sources = sources};
	attach.seen = ARENA_ARRAY(arena, bool, sources->len + 1);
	if (settings->source)
		add_sources(&attach, site, cv);
	if (settings->bib)
		add_bibliography(&attach, settings, site, diags);
	if (settings->resume && resume.len > 0)
		VEC_PUSH(arena, &attach.files,
			 (PdfFile){.name = free_name(&attach, S("resume.json")),
				   .type = S("application/json"),
				   .relation = "Alternative",
				   .says = "The same as JSON Resume data",
				   .bytes = resume});
	*count = attach.files.len;
	return attach.files.ptr;
}
