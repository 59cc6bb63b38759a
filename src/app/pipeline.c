/*
 * The whole of recto, top to bottom: a folder becomes a Site, its pages become Docs (Liquid,
 * Markdown, meaning), Docs leave as HTML; the CV's Doc becomes a Paper, which leaves as PDF.
 */
#include "app/pipeline.h"

#include "app/kept.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/vec.h"
#include "embed_fonts.h"
#include "front/yaml.h"
#include "model/handout.h"
#include "model/settings.h"
#include "write/attach.h"
#include "write/pdf.h"

Pipeline *pipeline_new(const PipelineOptions *options, ArenaOom *oom)
{
	Arena *arena = arena_new(oom);
	Pipeline *p = ARENA_NEW(arena, Pipeline);
	p->arena = arena;
	p->options = *options;
	p->sources = sources_in(arena);
	p->diags = diags_in(arena);
	return p;
}

void pipeline_free(Pipeline *pipeline)
{
	if (pipeline->fonts != NULL)
		fonts_free(pipeline->fonts);
	if (pipeline->kept != NULL)
		kept_close(pipeline->kept);
	arena_free(pipeline->arena);
}

/* "KEY=VALUE" strings as the site wants them. */
static void split_sets(Pipeline *p)
{
	size_t count = p->options.set_count;
	SiteSet *sets = ARENA_ARRAY(p->arena, SiteSet, count);
	for (size_t i = 0; i < count; i++) {
		Str rest = p->options.sets[i];
		str_split(&rest, '=', &sets[i].key);
		sets[i].value = rest;
	}
	p->site_options.sets = sets;
	p->site_options.set_count = count;
}

/* The built-in table, with the first fonts.yaml of the folders laid over it, key by key. */
static const Value *font_table(Pipeline *p, const Str *folders, size_t count)
{
	Str text = {(const char *)embed_fonts, embed_fonts_size};
	const Value *table = yaml_parse_flow(p->arena, text), *own;
	for (size_t i = 0; i < count; i++) {
		Str path = path_join(p->arena, folders[i], S("fonts.yaml"));
		if (file_kind(path) != FILE_REGULAR)
			continue;
		Source *source = source_load(&p->sources, path, path, SPAN_NONE, &p->diags);
		if (source != NULL && yaml_parse_source(p->arena, source, &p->diags, &own))
			table = value_merge(p->arena, table, own);
		break;
	}
	return table;
}

/* Font folders: those of the caller, the site's own, the installed ones. */
bool pipeline_open_fonts(Pipeline *p)
{
	size_t count = p->options.font_count;
	Str *folders = ARENA_ARRAY(p->arena, Str, count + 2);
	for (size_t i = 0; i < count; i++)
		folders[i] = p->options.fonts[i];
	if (p->site != NULL)
		folders[count++] = path_join(p->arena, p->site->root, S("fonts"));
	folders[count++] = S(RECTO_FONT_FOLDER);
	FontsOptions options = {
		.folders = folders,
		.folder_count = count,
		.table = font_table(p, folders, count),
	};
	p->fonts = fonts_new(p->arena, &options, &p->diags);
	return p->fonts != NULL;
}

/* The families of the theme, at the places where the configuration names them. */
static bool check_families(Pipeline *p)
{
	static const Str tokens[] = {STR_INIT("text_family"), STR_INIT("heading_family"),
				     STR_INIT("label_family"), STR_INIT("mono_family")};
	const Value *theme = value_path(p->site->config, S("recto.theme"));
	bool ok = true;
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
		const Value *name = value_get(theme, tokens[i]);
		if (name->kind == VALUE_STRING)
			ok = fonts_check_family(p->fonts, name->as.string, name->span, &p->diags) &&
			     ok;
	}
	return ok;
}

bool pipeline_could_read(const Pipeline *p)
{
	for (size_t i = 0; i < p->diags.len; i++)
		if (p->diags.items[i].level == DIAG_ERROR &&
		    str_eq(p->diags.items[i].id, S("file-unreadable")))
			return false;
	FileKind kind = p->options.input.len > 0 ? file_kind(p->options.input) : FILE_FOLDER;
	return kind == FILE_FOLDER || kind == FILE_REGULAR;
}

Str pipeline_cache_folder(const Pipeline *p)
{
	return p->options.no_cache ? S("") : path_join(p->arena, p->site->root, S(".recto-cache"));
}

/* All that the command line and the environment say, as one text. */
static Str settings_text(const Pipeline *p)
{
	const PipelineOptions *o = &p->options;
	Buf out = buf_in(p->arena);
	buf_add_format(&out, "%lld %d %d %d\n", (long long)o->date, o->no_repair, o->keep_comments,
		       o->safe);
	for (size_t i = 0; i < o->set_count; i++)
		buf_add_format(&out, "%.*s\n", STR_ARG(o->sets[i]));
	for (size_t i = 0; i < o->font_count; i++)
		buf_add_format(&out, "%.*s\n", STR_ARG(o->fonts[i]));
	return buf_str(&out);
}

Str pipeline_cache_file(const Pipeline *p, const char *what)
{
	Str output = p->options.output, cache = pipeline_cache_folder(p);
	if (!p->options.incremental || output.len == 0 || cache.len == 0 || p->site->single)
		return S("");
	uint64_t hash = hash_bytes(output, 0);
	Str name = str_format(p->arena, "%s-%08x%08x", what, (unsigned)(hash >> 32),
			      (unsigned)(hash & 0xFFFFFFFF));
	return path_join(p->arena, cache, name);
}

/* Finds out which pages of the last build to the same folder stand. */
static void open_kept(Pipeline *p)
{
	Str path = pipeline_cache_file(p, "pages");
	if (path.len == 0)
		return;
	p->kept = kept_open(p->arena, path, p->site, settings_text(p), p->options.output);
	for (size_t i = 0; i < p->site->page_count; i++) {
		Page *page = p->site->pages[i];
		const KeptPage *old = kept_page(p->kept, page);
		if (old == NULL)
			continue;
		page->kept_pictures = old->pictures;
		page->kept_picture_count = old->picture_count;
		page->kept_index = old->search;
	}
}

bool pipeline_read(Pipeline *p)
{
	p->site_options.path = p->options.input;
	p->site_options.output = p->options.output;
	p->site_options.apart = p->options.apart;
	p->site_options.apart_count = p->options.apart_count;
	p->site_options.paper_only = p->options.paper_only;
	p->site_options.no_repair = p->options.no_repair;
	p->site_options.keep_ast = p->options.keep_ast;
	p->site_options.keep_comments = p->options.keep_comments;
	p->site_options.safe = p->options.safe;
	p->site_options.now = p->options.date > 0 ? p->options.date : 0;
	split_sets(p);
	p->site = site_load(p->arena, &p->sources, &p->site_options, &p->diags);
	if (p->site == NULL)
		return false;
	settings_check_site(p->site, &p->diags);
	open_kept(p);
	bool ok = site_read_pages(p->site, &p->diags);
	ok = settings_check(p->arena, p->site->config, &p->diags) && ok;
	ok = theme_load(p->arena, p->site->config, &p->diags, &p->theme) && ok;
	ok = budget_read(p->site->config, &p->diags, &p->budget) && ok;
	ok = pdf_settings_read(p->arena, p->site, &p->diags, &p->pdf) && ok;
	return pipeline_open_fonts(p) && check_families(p) && ok && p->diags.errors == 0;
}

LayoutOptions pipeline_layout_options(const Pipeline *p)
{
	const Site *site = p->site;
	return (LayoutOptions){
		.theme = &p->theme,
		.profile = site->profile,
		.title = site->profile->name.len > 0 ? site->profile->name : site->title,
		.author = site->profile->name,
		.lang = p->cv->lang.len > 0 ? p->cv->lang : site->lang,
		.subject = site->description,
		.keywords = value_string(value_get(site->config, S("keywords"))),
		.updated = value_string(value_get(site->config, S("last_updated"))),
		.sources = &p->sources,
	};
}

bool pipeline_typeset(Pipeline *p, ItemsWatch *watch, void *context)
{
	const Site *site = p->site;
	if (p->pdf.resume && site->variant == NULL)
		p->resume = attach_resume(p->arena, p->site, &p->diags);
	p->cv = site_cv_doc(p->site, &p->diags);
	if (p->options.for_print)
		handout_print_links(site, p->cv);
	LayoutOptions options = pipeline_layout_options(p);
	options.watch = watch;
	options.watch_context = context;
	return budget_layout(p->arena, p->fonts, p->cv, &options, &p->budget, &p->diags, &p->paper);
}

/* Where deflated streams of the CV, or of the variant that is made, are kept between builds. */
static Str packed_file(const Pipeline *p)
{
	const CvVariant *variant = p->site->variant;
	size_t number = variant != NULL ? (size_t)(variant - p->site->variants) + 1 : 0;
	return pipeline_cache_file(p,
				   str_to_cstr(p->arena, str_format(p->arena, "pdf%zu", number)));
}

bool pipeline_write_pdf(Pipeline *p, Buf *out)
{
	PdfOptions options = {
		.date = p->options.date >= 0 ? p->options.date : p->pdf.date,
		.fonts = p->fonts,
		.cache = pipeline_cache_folder(p),
		.packed = packed_file(p),
		.level = p->pdf.level,
		.grey = p->grey,
	};
	if (p->site->variant == NULL) /* it leaves out what files would tell */
		options.files = attach_files(p->arena, &p->pdf, p->site, &p->sources, p->cv,
					     p->resume, &p->diags, &options.file_count);
	return pdf_write(p->arena, &p->paper, &options, &p->diags, out);
}

bool pipeline_use_variant(Pipeline *p, const CvVariant *variant)
{
	site_use_variant(p->site, variant);
	return theme_load(p->arena, p->site->config, &p->diags, &p->theme) &&
	       budget_read(p->site->config, &p->diags, &p->budget);
}

bool pipeline_make_variant(Pipeline *p, const CvVariant *variant, bool pdf, PipelineVariant *out)
{
	const Pipeline kept = *p;
	const Value *config = p->site->config;
	Buf bytes = buf_in(p->arena);
	bool ok = pipeline_use_variant(p, variant) && pipeline_typeset(p, NULL, NULL) &&
		  (!pdf || pipeline_write_pdf(p, &bytes));
	*out = (PipelineVariant){variant, p->cv, buf_str(&bytes), p->paper.frame_count};
	p->theme = kept.theme;
	p->budget = kept.budget;
	p->paper = kept.paper;
	p->cv = kept.cv;
	p->site->config = config;
	p->site->variant = NULL;
	return ok;
}

bool pipeline_make_variants(Pipeline *p, PipelineVariant **out)
{
	size_t count = p->site->variant_count;
	PipelineVariant *variants = ARENA_ARRAY(p->arena, PipelineVariant, count);
	for (size_t i = 0; i < count; i++)
		if (!pipeline_make_variant(p, &p->site->variants[i], true, &variants[i]))
			return false;
	*out = variants;
	return true;
}
