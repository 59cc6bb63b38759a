/* api: include/recto.h over the pipeline. */
#include "app/pipeline.h"
#include "recto.h"

#include <stdlib.h>

struct Recto {
	Pipeline *pipeline;
	bool readable;		   /* pipeline_read was happy */
	Buf pdf;		   /* made once */
	PipelineVariant *variants; /* likewise */
};

/* The strings of a NULL-ended list; *count receives how many. */
static Str *list_of(Arena *arena, const char *const *list, size_t *count)
{
	*count = 0;
	while (list != NULL && list[*count] != NULL)
		++*count;
	Str *strs = ARENA_ARRAY(arena, Str, *count);
	for (size_t i = 0; i < *count; i++)
		strs[i] = str_dup(arena, str_from(list[i]));
	return strs;
}

Recto *recto_open(const char *path, const char *output, const RectoOptions *options)
{
	static const RectoOptions defaults = {.date = -1};
	if (options == NULL)
		options = &defaults;
	Recto *recto = malloc(sizeof *recto);
	if (recto == NULL)
		abort();
	PipelineOptions none = {0};
	Pipeline *pipeline = pipeline_new(&none, NULL);
	Arena *arena = pipeline->arena;
	PipelineOptions *o = &pipeline->options;
	o->input = str_dup(arena, str_from(path));
	o->output = str_dup(arena, str_from(output));
	o->sets = list_of(arena, options->sets, &o->set_count);
	o->fonts = list_of(arena, options->fonts, &o->font_count);
	o->date = options->date;
	o->no_repair = options->no_repair != 0;
	o->no_cache = options->no_cache != 0;
	o->keep_comments = options->keep_comments != 0;
	o->safe = options->safe != 0;
	*recto = (Recto){.pipeline = pipeline, .pdf = buf_in(arena)};
	recto->readable = pipeline_read(pipeline);
	return recto;
}

void recto_close(Recto *recto)
{
	if (recto == NULL)
		return;
	pipeline_free(recto->pipeline);
	free(recto);
}

static bool make_pdf(Recto *recto)
{
	if (recto->pdf.len > 0)
		return true;
	return recto->readable && pipeline_typeset(recto->pipeline, NULL, NULL) &&
	       pipeline_write_pdf(recto->pipeline, &recto->pdf);
}

int recto_build(Recto *recto, const char *output)
{
	Pipeline *p = recto->pipeline;
	Str folder = output != NULL ? str_from(output) : p->options.output;
	if (folder.len == 0)
		diag_error(&p->diags, SPAN_NONE, S("name a folder to recto_build or recto_open"),
			   "there is no folder to write to [output-missing]");
	if (folder.len == 0 || !make_pdf(recto) ||
	    (recto->variants == NULL && !pipeline_make_variants(p, &recto->variants)))
		return pipeline_could_read(p) ? 1 : 3;
	bool ok = pipeline_write_site(p, folder, buf_str(&recto->pdf), NULL, NULL) &&
		  pipeline_write_variants(p, recto->variants, folder, NULL, NULL);
	return ok ? 0 : 3;
}

const void *recto_pdf(Recto *recto, size_t *size, size_t *pages)
{
	bool made = make_pdf(recto);
	if (size != NULL)
		*size = made ? recto->pdf.len : 0;
	if (pages != NULL)
		*pages = made ? recto->pipeline->paper.frame_count : 0;
	return made ? recto->pdf.ptr : NULL;
}

size_t recto_diagnostic_count(const Recto *recto)
{
	return recto->pipeline->diags.len;
}

RectoDiagnostic recto_diagnostic(Recto *recto, size_t index)
{
	static const RectoLevel levels[] = {RECTO_NOTE, RECTO_WARNING, RECTO_ERROR};
	Pipeline *pipeline = recto->pipeline;
	const Diag *diag = &pipeline->diags.items[index];
	const Source *source = source_get(&pipeline->sources, diag->span.source);
	RectoDiagnostic out = {
		.level = levels[diag->level],
		.message = str_to_cstr(pipeline->arena, diag->message),
		.hint = str_to_cstr(pipeline->arena, diag->hint),
		.id = str_to_cstr(pipeline->arena, diag->id),
	};
	if (source != NULL) {
		Place place = source_place(source, diag->span.start);
		out.file = str_to_cstr(pipeline->arena, source->path);
		out.line = place.line;
		out.column = place.column;
	}
	return out;
}

const char *recto_version(void)
{
	return RECTO_VERSION;
}
