/* recto export: the CV of a site as data for other programs. */
#include "app/command_parts.h"
#include "base/file.h"
#include "front/yaml.h"
#include "model/resume_export.h"
#include "write/export.h"

#include <errno.h>
#include <string.h>

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
	bool ok = true;
	if (target.len == 0 || str_eq(target, S("-"))) {
		ok = command_write_stdout(buf_str(&out));
	} else {
		Product product = {.path = target, .size = out.len};
		FileWrite result = file_write(run->arena, target, buf_str(&out));
		product.changed = result == FILE_WRITTEN;
		ok = result != FILE_FAILED;
		if (!ok)
			diag_error(&p->diags, SPAN_NONE, S(""),
				   "cannot write %.*s: %s [output-unwritable]", STR_ARG(target),
				   strerror(errno));
		else if (!run->options->quiet)
			command_print_product(run, &product);
	}
	command_print_diags(run);
	return command_status(run, ok);
}
