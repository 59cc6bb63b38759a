/* recto check: everything that is wrong with a site, for people and for machines. */
#include "app/command_parts.h"
#include "app/online.h"
#include "app/report.h"
#include "base/file.h"
#include "model/check.h"
#include "write/findings.h"
#include "write/parity.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { BASELINE_LIMIT = 16 * 1024 * 1024 };

/* Reads and sets the site, and looks it over; what is wrong is among the pipeline's messages. */
static void look(Run *run)
{
	Pipeline *p = run->pipeline;
	Buf pdf = buf_in(run->arena);
	bool ok = pipeline_read(p);
	if (p->site != NULL)
		check_site(p->site, &p->theme, &p->diags);
	if (p->site != NULL && run->options->online)
		online_check(run->arena, p->site, &p->diags);
	if (p->site == NULL || p->fonts == NULL)
		return;
	bool set = pipeline_typeset(p, NULL, NULL);
	if (!ok || !set)
		return;
	(void)pipeline_write_pdf(p, &pdf);
	parity_check(p->site, p->cv, &p->paper, &p->diags);
}

static void write_people(Buf *out, Run *run, const Findings *findings, bool colour)
{
	DiagLevel least = run->options->quiet ? DIAG_ERROR : DIAG_NOTE;
	for (size_t i = 0; i < findings->count; i++) {
		Diag shown = *findings->items[i].diag;
		if (findings->items[i].accepted || shown.level < least)
			continue;
		shown.message = str_format(run->arena, "%.*s [%.*s]", STR_ARG(shown.message),
					   STR_ARG(shown.id));
		report_write_diag(out, findings->sources, &shown, colour);
	}
	if (run->options->quiet && findings->errors == 0)
		return;
	const struct {
		size_t count;
		const char *one;
	} counts[] = {{findings->errors, "error"},
		      {findings->warnings, "warning"},
		      {findings->notes, "note"}};
	for (size_t i = 0; i < 3; i++)
		buf_add_format(out, "%s%zu %s%s", i > 0 ? ", " : "", counts[i].count, counts[i].one,
			       counts[i].count == 1 ? "" : "s");
	if (findings->accepted > 0)
		buf_add_format(out, "; %zu accepted", findings->accepted);
	if (findings->gone > 0)
		buf_add_format(out, "; %zu of the baseline %s gone: --write-baseline renews it",
			       findings->gone, findings->gone == 1 ? "is" : "are");
	buf_add_char(out, '\n');
}

/* `colour`: what people read is coloured. */
static void write_findings(Buf *out, Run *run, const Findings *findings, FindingsForm form,
			   bool colour)
{
	switch (form) {
	case FINDINGS_TEXT: write_people(out, run, findings, colour); return;
	case FINDINGS_JSON: findings_write_json(out, findings); return;
	case FINDINGS_SARIF: findings_write_sarif(out, findings, S(RECTO_VERSION)); return;
	case FINDINGS_GITHUB: findings_write_github(out, findings); return;
	case FINDINGS_GITLAB: findings_write_gitlab(out, findings); return;
	}
}

static int fail(const char *what, Str path, const char *why)
{
	fprintf(stderr, "recto: error: cannot %s %.*s: %s\n", what, STR_ARG(path), why);
	return EXIT_SYSTEM;
}

/* EXIT_CLEAN when `text` is in the file. */
static int write_text(Run *run, const char *what, Str path, Str text)
{
	if (command_is_source(run, path))
		return fail(what, path, "the site is made of that file");
	if (file_write(run->arena, path, text) == FILE_FAILED)
		return fail(what, path, strerror(errno));
	return EXIT_CLEAN;
}

static int write_baseline(Run *run, const Findings *findings)
{
	Buf text = buf_in(run->arena);
	Str path = run->options->baseline;
	findings_write_baseline(&text, findings);
	int status = write_text(run, "write the baseline", path, buf_str(&text));
	if (status == EXIT_CLEAN && !run->options->quiet)
		printf("%.*s: %zu finding%s accepted\n", STR_ARG(path), findings->count,
		       findings->count == 1 ? "" : "s");
	return status;
}

/* What --report asks for. */
static bool write_report(Run *run, const Findings *findings)
{
	const Options *o = run->options;
	Buf text = buf_in(run->arena);
	if (o->report_file.len == 0)
		return true;
	write_findings(&text, run, findings, o->report_form, false);
	return write_text(run, "write the report", o->report_file, buf_str(&text)) == EXIT_CLEAN;
}

int command_check(Run *run)
{
	const Options *o = run->options;
	Pipeline *p = run->pipeline;
	Str baseline = S("");
	if (o->baseline.len > 0 && !o->write_baseline &&
	    !file_read(run->arena, o->baseline, BASELINE_LIMIT, &baseline))
		return fail("read the baseline", o->baseline,
			    errno == ENOENT ? "it is not there; --write-baseline begins one"
					    : strerror(errno));
	look(run);
	Str root = p->site != NULL ? p->site->root : S("");
	Findings findings = findings_of(run->arena, &p->sources, &p->diags, root);
	if (o->write_baseline && p->site != NULL)
		return write_baseline(run, &findings);
	findings_accept(run->arena, &findings, baseline);
	Buf out = buf_in(run->arena);
	write_findings(&out, run, &findings, o->findings, command_has_colours(stdout));
	bool written = command_write_stdout(buf_str(&out));
	written = write_report(run, &findings) && written;
	written = command_summary_write(run, &findings, true) && written;
	if (!written || command_status(run, true) == EXIT_SYSTEM)
		return EXIT_SYSTEM;
	bool strict = o->strict || o->fail_on == FAIL_ON_WARNING;
	return findings.errors > 0 || (strict && findings.warnings > 0) ? EXIT_CONTENT : EXIT_CLEAN;
}
