/*
 * pipeline: one call a stage, from a folder to both sides. The file to read first is pipeline.c.
 *
 * A Pipeline owns everything that a run makes. It prints nothing and asks nothing of the
 * environment.
 */
#ifndef RECTO_APP_PIPELINE_H
#define RECTO_APP_PIPELINE_H

#include "base/buf.h"
#include "model/site.h"
#include "model/theme.h"
#include "typeset/budget.h"
#include "typeset/fonts.h"
#include "write/pdf_settings.h"

typedef struct {
	Str input;	  /* SITE */
	Str output;	  /* OUT, not to be read as input; may be empty */
	const Str *apart; /* files that are not the site's wherever they stand: a baseline */
	size_t apart_count;
	const Str *sets; /* "KEY=VALUE" */
	size_t set_count;
	const Str *fonts; /* folders searched for fonts first */
	size_t font_count;
	int64_t date; /* SOURCE_DATE_EPOCH; negative: none */
	bool no_repair, keep_comments, no_cache, safe;
	bool keep_ast;	  /* for dumps of it */
	bool incremental; /* pages that did not change since the last build are left as they are */
	bool for_print;	  /* the CV's links are printed as addresses */
	bool paper_only;  /* pipeline_write_site will not be called */
} PipelineOptions;

typedef struct {
	Arena *arena;
	PipelineOptions options;
	SiteOptions site_options;
	Sources sources;
	Diags diags;
	Site *site; /* NULL after an error that leaves nothing to go on with */
	Theme theme;
	Budget budget;
	Fonts *fonts;
	Doc *cv; /* what the PDF is set from */
	PdfSettings pdf;
	Str resume; /* the CV as JSON Resume, when it is to be attached */
	Paper paper;
	bool grey;	   /* the PDF is written without colours */
	struct Kept *kept; /* NULL: every page is made */
} Pipeline;

/* What a build wrote: told as it happens. `pages` is 0 for what has none; `seconds` is not filled
 * in here. */
typedef struct {
	Str path; /* as on disk */
	uint64_t size;
	size_t pages;
	bool asset;   /* beside the pages: copied as it was, or a cut font or smaller picture */
	bool changed; /* false: the file had these bytes already */
} Product;
typedef void PipelineWatch(void *context, const Product *product);

/* A new pipeline; options are copied, the strings in them lent. Free with pipeline_free. */
Pipeline *pipeline_new(const PipelineOptions *options, ArenaOom *oom);
void pipeline_free(Pipeline *pipeline);

/* Reads the site, renders its pages to Docs, loads theme and fonts. False if there were errors. */
bool pipeline_read(Pipeline *pipeline);

/* False when the site, or a file of it, is not there to be read: no fault of its content. */
bool pipeline_could_read(const Pipeline *pipeline);

/* pipeline->fonts; without a site, those that every site has. Missing files are errors, but no
 * reason for false. */
bool pipeline_open_fonts(Pipeline *pipeline);

/* Where what was made of pictures, fonts and pages is kept between builds; empty: nowhere. */
Str pipeline_cache_folder(const Pipeline *pipeline);
/* The file in it that keeps something ("pages") about the output folder; empty: nothing is kept. */
Str pipeline_cache_file(const Pipeline *pipeline, const char *what);

/* How the CV is set, once p->cv is there. */
LayoutOptions pipeline_layout_options(const Pipeline *pipeline);
/* Sets the CV; `watch` (may be NULL) sees the items of each paragraph. */
bool pipeline_typeset(Pipeline *pipeline, ItemsWatch *watch, void *context);

/* The PDF's bytes, after pipeline_typeset. */
bool pipeline_write_pdf(Pipeline *pipeline, Buf *out);

/* Pages, redirects, assets and `pdf` below `output`. False with an error when a file cannot be
 * written. */
bool pipeline_write_site(Pipeline *pipeline, Str output, Str pdf, PipelineWatch *watch,
			 void *context);

/* A variant of the CV, in the pipeline's arena. */
typedef struct {
	const CvVariant *variant;
	const Doc *doc; /* what it is set from */
	Str pdf;	/* its bytes; empty when they were not asked for */
	size_t pages;
} PipelineVariant;

/* From here on the CV is a variant; false with an error when its settings are wrong. */
bool pipeline_use_variant(Pipeline *pipeline, const CvVariant *variant);
/* Sets a variant beside the CV, with its `pdf` or without: the pipeline is afterwards as it was
 * before. */
bool pipeline_make_variant(Pipeline *pipeline, const CvVariant *variant, bool pdf,
			   PipelineVariant *out);
/* All variants of the site, set beside the CV, one for each of site->variants. False with an error
 * when one cannot be made: then *out is left alone. */
bool pipeline_make_variants(Pipeline *pipeline, PipelineVariant **out);
/* Their PDFs, below `output`. False with an error when a file cannot be written. */
bool pipeline_write_variants(Pipeline *pipeline, const PipelineVariant *made, Str output,
			     PipelineWatch *watch, void *context);

#endif
