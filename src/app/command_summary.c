/* --summary: what came of a run, added to a Markdown file, for the summary of a job. */
#include "app/command_parts.h"
#include "app/option_table.h"
#include "model/diff.h"
#include "write/summary.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void count(SummaryTally *tally, uint64_t size)
{
	tally->count++;
	tally->size += size;
}

void command_summary_add(Run *run, const Product *product)
{
	SummaryFiles *s = &run->summary;
	if (run->options->summary.len == 0)
		return;
	if (product->asset) {
		count(&s->copied, product->size);
	} else if (str_ends_nocase(product->path, S(".pdf"))) {
		SummaryFile file = {str_dup(run->arena, product->path), product->pages,
				    product->size};
		VEC_PUSH(run->arena, &s->files, file);
	} else {
		count(product->pages > 0 ? &s->pages : &s->others, product->size);
	}
}

/* At the end of the file, which may be there already: several commands of a job add to one. */
static bool append(Arena *arena, Str path, Str text)
{
	FILE *file = fopen(str_to_cstr(arena, path), "ae");
	if (file == NULL)
		return false;
	bool written = fwrite(text.ptr, 1, text.len, file) == text.len;
	int reason = errno;
	if (fclose(file) != 0)
		return false;
	errno = reason;
	return written;
}

static Summary summary_of(const Run *run, const Findings *findings, bool written)
{
	const Pipeline *p = run->pipeline;
	const SummaryFiles *s = &run->summary;
	bool set = p->cv != NULL && p->paper.frame_count > 0;
	Summary summary = {
		.command = command_find(run->options->command)->name,
		.written = written,
		.pages = set ? p->paper.frame_count : 0,
		.words = set ? diff_count_words(run->arena, p->cv, DOC_CV_ONLY) : 0,
		.files = s->files.ptr,
		.file_count = s->files.len,
		.pages_written = s->pages,
		.others = s->others,
		.copied = s->copied,
		.findings = findings,
	};
	if (p->site != NULL && p->site->profile != NULL)
		summary.name = p->site->profile->name;
	return summary;
}

bool command_summary_write(Run *run, const Findings *given, bool written)
{
	Pipeline *p = run->pipeline;
	Str path = run->options->summary;
	Buf text = buf_in(run->arena);
	if (path.len == 0)
		return true;
	Findings findings = given != NULL ? *given
					  : findings_of(run->arena, &p->sources, &p->diags,
							p->site != NULL ? p->site->root : S(""));
	Summary summary = summary_of(run, &findings, written);
	summary_write(&text, &summary);
	bool source = command_is_source(run, path);
	if (!source && append(run->arena, path, buf_str(&text)))
		return true;
	fprintf(stderr, "recto: error: cannot write the summary %.*s: %s\n", STR_ARG(path),
		source ? "the site is made of that file" : strerror(errno));
	return false;
}
