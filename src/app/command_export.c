/* recto export: the CV of a site as data for other programs. */
#include "app/command_parts.h"
#include "front/yaml.h"
#include "model/resume_export.h"
#include "write/export.h"

static void write_format(Run *run, Resume *resume, Buf *out)
{
	Site *site = run->pipeline->site;
	Arena *arena = run->arena;
	switch (run->options->format) {
	case FORMAT_JSONRESUME: export_json(out, resume_to_json(arena, resume)); return;
	case FORMAT_RENDERCV: yaml_write(out, resume_to_rendercv(arena, resume)); return;
	case FORMAT_BIBTEX:
		if (site->bib.count > 0)
			export_bibtex(out, &site->bib);
		else
			export_resume_bibtex(out, resume);
		return;
	case FORMAT_JSONLD:
		export_json(out, export_jsonld(arena, resume_to_json(arena, resume)));
		return;
	case FORMAT_VCARD: export_vcard(out, site->profile, resume_to_json(arena, resume)); return;
	}
}

int command_export(Run *run)
{
	Pipeline *p = run->pipeline;
	Buf out = buf_in(run->arena);
	if (!pipeline_read(p))
		return command_fail(run);
	write_format(run, site_whole_resume(p->site, &p->diags), &out);
	Str target = run->options->output;
	bool ok = command_write_file(run, target.len > 0 ? target : S("-"), buf_str(&out), 0);
	command_print_diags(run);
	return command_status(run, ok);
}
