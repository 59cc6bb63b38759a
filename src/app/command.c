#include "app/command.h"

#include "app/command_parts.h"
#include "app/depfile.h"
#include "app/report.h"
#include "app/serve_http.h"
#include "base/file.h"
#include "front/json.h"
#include "front/markdown.h"
#include "front/picture.h"
#include "front/qr.h"
#include "front/yaml.h"
#include "typeset/bitmap.h"
#include "write/dump.h"
#include "write/pdf.h"
#include "write/woff2.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double seconds_since(struct timespec from)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - from.tv_sec) + (double)(now.tv_nsec - from.tv_nsec) / 1e9;
}

static const int64_t year_10000 = 253402300800; /* what no PDF can bear */

/* SOURCE_DATE_EPOCH, -1 when it is not set or empty. False when it is no date: who sets it wants
 * one. */
static bool source_date(int64_t *date)
{
	Str text = str_from(getenv("SOURCE_DATE_EPOCH"));
	*date = -1;
	return text.len == 0 || (str_to_int(text, date) && *date >= 0 && *date < year_10000);
}

/* The folders of RECTO_FONT_PATH, separated by colons. */
static size_t font_folders(Arena *arena, Str **folders)
{
	VEC(Str) list = {0};
	for (Str rest = str_from(getenv("RECTO_FONT_PATH")), part; str_split(&rest, ':', &part);)
		if (part.len > 0)
			VEC_PUSH(arena, &list, part);
	*folders = list.ptr;
	return list.len;
}

Str command_output_folder(Arena *arena, const Options *options)
{
	if (options->output.len > 0)
		return options->output;
	bool folder = file_kind(options->input) == FILE_FOLDER;
	return path_join(arena, folder ? options->input : path_folder(options->input), S("_site"));
}

static void clear_progress(Run *run)
{
	if (run->progress)
		fputs("\r\033[K", stderr);
	run->progress = false;
}

/* Names the stage on a terminal once a run has taken half a second. */
static void progress(Run *run, const char *stage)
{
	if (run->options->quiet || !isatty(STDERR_FILENO) || seconds_since(run->start) < 0.5)
		return;
	clear_progress(run);
	fprintf(stderr, "%s ...", stage);
	fflush(stderr);
	run->progress = true;
}

bool command_has_colours(FILE *out)
{
	return isatty(fileno(out)) && getenv("NO_COLOR") == NULL;
}

void command_print_diags(Run *run)
{
	const Options *o = run->options;
	Buf text = buf_in(run->arena);
	bool colour = command_has_colours(stderr);
	DiagLevel least = o->quiet ? DIAG_ERROR : DIAG_NOTE;
	clear_progress(run);
	report_write_diags(&text, &run->pipeline->sources, &run->pipeline->diags, least, colour);
	Str s = buf_str(&text);
	(void)fwrite(s.ptr, 1, s.len, stderr);
}

int command_status(const Run *run, bool written)
{
	const Diags *diags = &run->pipeline->diags;
	if (!written || !pipeline_could_read(run->pipeline))
		return EXIT_SYSTEM;
	return diags->errors > 0 || (run->options->strict && diags->warnings > 0) ? EXIT_CONTENT
										  : EXIT_CLEAN;
}

void command_print_product(Run *run, const Product *product)
{
	Buf line = buf_in(run->arena);
	buf_add_format(&line, "%-40.*s", STR_ARG(product->path));
	buf_add_format(&line, product->pages > 0 ? " %3zu page%s " : "            ", product->pages,
		       product->pages == 1 ? " " : "s");
	size_t start = line.len;
	buf_add_size(&line, product->size);
	buf_add_repeat(&line, ' ', line.len - start < 10 ? 10 - (line.len - start) : 1);
	double seconds = seconds_since(run->start) - run->told;
	run->told += seconds;
	if (product->pages > 0 && str_ends_nocase(product->path, S(".pdf")))
		seconds += run->pdf;
	buf_add_format(&line, "%5.0f ms%s\n", seconds * 1e3, product->changed ? "" : "  unchanged");
	clear_progress(run);
	Str s = buf_str(&line);
	(void)fwrite(s.ptr, 1, s.len, stdout);
}

/* What was copied, for one line. */
typedef struct {
	Run *run;
	size_t assets, changed;
	uint64_t bytes;
} Tally;

static void on_product(void *context, const Product *product)
{
	Tally *tally = context;
	const Options *o = tally->run->options;
	command_summary_add(tally->run, product);
	if (product->asset) {
		tally->assets++;
		tally->changed += product->changed;
		tally->bytes += product->size;
	}
	if (!o->quiet && (!product->asset || o->verbose))
		command_print_product(tally->run, product);
	progress(tally->run, "writing");
}

static void print_assets(const Tally *tally)
{
	Buf line = buf_in(tally->run->arena);
	buf_add_format(&line, "%zu file%s copied, ", tally->assets, tally->assets == 1 ? "" : "s");
	buf_add_size(&line, tally->bytes);
	if (tally->changed < tally->assets)
		buf_add_format(&line, ", %zu unchanged", tally->assets - tally->changed);
	printf("%.*s\n", STR_ARG(buf_str(&line)));
}

/* Sets the CV and writes it to memory. */
static bool make_pdf(Run *run, Buf *pdf)
{
	progress(run, "typesetting");
	if (!pipeline_typeset(run->pipeline, NULL, NULL))
		return false;
	progress(run, "writing the PDF");
	return pipeline_write_pdf(run->pipeline, pdf);
}

int command_fail(Run *run)
{
	command_print_diags(run);
	if (!run->options->quiet)
		fputs("nothing was written\n", stderr);
	bool told = command_summary_write(run, NULL, false);
	return pipeline_could_read(run->pipeline) && told ? EXIT_CONTENT : EXIT_SYSTEM;
}

bool command_is_source(Run *run, Str target)
{
	const Sources *sources = &run->pipeline->sources;
	Str real, source;
	if (file_kind(target) != FILE_REGULAR || !file_real_path(run->arena, target, &real))
		return false;
	bool found =
		file_real_path(run->arena, run->options->input, &source) && str_eq(source, real);
	for (size_t i = 0; i < sources->len && !found; i++)
		found = file_real_path(run->arena, sources->items[i]->path, &source) &&
			str_eq(source, real);
	return found;
}

/* True with an error when what `option` names is a source. */
static bool refuse_source(Run *run, Str target, const char *option)
{
	bool source = command_is_source(run, target);
	if (source)
		diag_error(&run->pipeline->diags, SPAN_NONE,
			   str_format(run->arena, "name another file with %s", option),
			   "the output would be written over the source %.*s [output-overwrites]",
			   STR_ARG(target));
	return source;
}

/* The rule that --depfile asks for. */
static bool write_depfile(Run *run, Str target)
{
	Pipeline *p = run->pipeline;
	Str path = run->options->depfile;
	Buf rule = buf_in(run->arena);
	if (path.len == 0 || refuse_source(run, path, "--depfile"))
		return true;
	depfile_write(&rule, target, p);
	if (file_write(run->arena, path, buf_str(&rule)) != FILE_FAILED)
		return true;
	diag_error(&p->diags, SPAN_NONE, S(""), "cannot write %.*s: %s [output-unwritable]",
		   STR_ARG(path), strerror(errno));
	return false;
}

bool command_make_site(Run *run, SiteMade *out)
{
	out->pdf = buf_in(run->arena);
	progress(run, "reading");
	bool made = pipeline_read(run->pipeline);
	double before = seconds_since(run->start);
	made = made && make_pdf(run, &out->pdf) &&
	       pipeline_make_variants(run->pipeline, &out->variants);
	run->told = run->pdf = seconds_since(run->start) - before;
	return made;
}

bool command_write_site(Run *run, SiteMade *made, PipelineWatch *watch, void *context)
{
	Pipeline *p = run->pipeline;
	Str output = p->options.output;
	return pipeline_write_site(p, output, buf_str(&made->pdf), watch, context) &&
	       pipeline_write_variants(p, made->variants, output, watch, context);
}

static int run_build(Run *run)
{
	Pipeline *p = run->pipeline;
	SiteMade made = {0};
	Tally tally = {.run = run};
	if (!command_make_site(run, &made))
		return command_fail(run);
	bool ok = command_write_site(run, &made, on_product, &tally);
	ok = ok &&
	     write_depfile(run, path_join(run->arena, p->options.output, p->site->home->output));
	if (tally.assets > 0 && !run->options->quiet)
		print_assets(&tally);
	(void)fflush(stdout);
	command_print_diags(run);
	ok = command_summary_write(run, NULL, ok) && ok;
	return command_status(run, ok);
}

bool command_write_stdout(Str bytes)
{
	return fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len && fflush(stdout) == 0;
}

/* Whether a PDF would be written over something that is none: a slip such as -o about.md. */
static bool is_no_pdf(Str target)
{
	Str old;
	if (file_kind(target) != FILE_REGULAR || !file_map(target, &old))
		return false;
	bool other = old.len > 0 && !str_starts(old, S("%PDF-"));
	file_unmap(old);
	return other;
}

bool command_write_file(Run *run, Str target, Str bytes, size_t pages)
{
	Diags *diags = &run->pipeline->diags;
	if (str_eq(target, S("-")))
		return command_write_stdout(bytes);
	if (refuse_source(run, target, "-o"))
		return true; /* a fault of who asks, not of the system */
	if (pages > 0 && is_no_pdf(target)) {
		diag_error(diags, SPAN_NONE, S("name another file with -o, or remove this one"),
			   "%.*s is there and is no PDF [output-overwrites]", STR_ARG(target));
		return true;
	}
	Product product = {.path = target, .size = bytes.len, .pages = pages};
	FileWrite result = file_write(run->arena, target, bytes);
	product.changed = result == FILE_WRITTEN;
	if (result == FILE_FAILED)
		diag_error(diags, SPAN_NONE, S(""), "cannot write %.*s: %s [output-unwritable]",
			   STR_ARG(target), strerror(errno));
	else if (!run->options->quiet)
		command_print_product(run, &product);
	if (result != FILE_FAILED)
		command_summary_add(run, &product);
	return result != FILE_FAILED;
}

/* What `--variant` names, or NULL after an error. */
static const CvVariant *find_variant(Run *run)
{
	const Site *site = run->pipeline->site;
	Str *names = ARENA_ARRAY(run->arena, Str, site->variant_count + 1);
	for (size_t i = 0; i < site->variant_count; i++) {
		names[i] = site->variants[i].name;
		if (str_eq(names[i], run->options->variant))
			return &site->variants[i];
	}
	Str near = str_nearest(run->options->variant, names, site->variant_count);
	Str hint = near.len > 0 ? str_format(run->arena, "did you mean %.*s?", STR_ARG(near))
				: S("name one of recto.cv.variants");
	diag_error(&run->pipeline->diags, SPAN_NONE, hint,
		   "the CV has no variant \"%.*s\" [cv-variant]", STR_ARG(run->options->variant));
	return NULL;
}

static int run_cv(Run *run)
{
	Pipeline *p = run->pipeline;
	Buf pdf = buf_in(run->arena);
	progress(run, "reading");
	bool ok = pipeline_read(p), other = run->options->variant.len > 0;
	const CvVariant *variant = ok && other ? find_variant(run) : NULL;
	if (other)
		ok = variant != NULL && pipeline_use_variant(p, variant);
	if (!ok || !make_pdf(run, &pdf))
		return command_fail(run);
	Str target = run->options->output;
	if (target.len == 0)
		target = path_name(variant != NULL ? variant->output : p->site->cv_output);
	ok = command_write_file(run, target, buf_str(&pdf), p->paper.frame_count) &&
	     write_depfile(run, target);
	(void)fflush(stdout);
	command_print_diags(run);
	ok = command_summary_write(run, NULL, ok) && ok;
	return command_status(run, ok);
}

static void on_items(void *context, const Para *para, const ItemList *items)
{
	dump_items(context, para, items);
}

/* The text form of the stage asked for. */
static void dump_stage(Run *run, Buf *out)
{
	Pipeline *p = run->pipeline;
	const Page *page = p->site->home;
	switch (run->options->stage) {
	case STAGE_SOURCE: dump_source(out, &page->text); return;
	case STAGE_AST: dump_ast(out, page->ast); return;
	case STAGE_DOC: dump_doc(out, page->doc); return;
	case STAGE_ITEMS: (void)pipeline_typeset(p, on_items, out); return;
	case STAGE_FRAMES:
		(void)pipeline_typeset(p, NULL, NULL);
		dump_frames(out, &p->paper);
		return;
	}
}

static int run_dump(Run *run)
{
	Buf out = buf_in(run->arena);
	(void)pipeline_read(run->pipeline);
	if (run->pipeline->site != NULL && run->pipeline->fonts != NULL)
		dump_stage(run, &out);
	bool ok = command_write_stdout(buf_str(&out));
	command_print_diags(run);
	return command_status(run, ok);
}

Run command_run_new(const Options *options, ArenaOom *oom)
{
	Run run = {.options = options, .arena = arena_new(oom)};
	clock_gettime(CLOCK_MONOTONIC, &run.start);
	bool site = options->command == COMMAND_BUILD || options->command == COMMAND_SERVE;
	Str *fonts;
	const Str named[] = {options->depfile, options->baseline, options->summary,
			     options->report_file};
	size_t most = sizeof named / sizeof *named;
	Str *apart = ARENA_ARRAY(run.arena, Str, most);
	int64_t date;
	(void)source_date(&date); /* command_run has seen that it is one */
	PipelineOptions pipeline_options = {
		.input = options->input,
		.output = site ? command_output_folder(run.arena, options) : S(""),
		.sets = options->sets.ptr,
		.set_count = options->sets.len,
		.font_count = font_folders(run.arena, &fonts),
		.date = date,
		.no_repair = options->no_repair,
		.keep_comments = options->keep_comments,
		.keep_ast = options->stage == STAGE_AST,
		.safe = options->safe,
		.no_cache = options->no_cache || options->command == COMMAND_CHECK ||
			    options->command == COMMAND_DIFF || options->command == COMMAND_FONTS,
		.incremental = site && !options->no_cache,
		.for_print = options->command == COMMAND_HANDOUT,
		.paper_only = options->command == COMMAND_CV || options->command == COMMAND_HANDOUT,
	};
	pipeline_options.fonts = fonts;
	for (size_t i = 0; i < most; i++)
		if (named[i].len > 0)
			apart[pipeline_options.apart_count++] = named[i];
	pipeline_options.apart = apart;
	run.pipeline = pipeline_new(&pipeline_options, oom);
	return run;
}

void command_run_free(Run *run)
{
	pipeline_free(run->pipeline);
	arena_free(run->arena);
}

int command_run(const Options *options, ArenaOom *oom)
{
	int64_t date;
	if (!source_date(&date)) {
		fputs("recto: SOURCE_DATE_EPOCH is no number of seconds since 1970\n", stderr);
		return EXIT_USAGE;
	}
	if (options->command == COMMAND_BUILD && options->inputs.len > 1)
		return command_many(options, oom);
	if (options->command == COMMAND_NEW)
		return command_new(options, oom);
	if (options->command == COMMAND_SERVE)
		return command_serve(options, oom);
	if (options->command == COMMAND_DIFF)
		return command_diff(options, oom);
	if (options->command == COMMAND_THEMES || options->command == COMMAND_COMPLETION ||
	    options->command == COMMAND_MAN)
		return command_tools(options, oom);
	Run run = command_run_new(options, oom);
	int status = EXIT_USAGE;
	switch (options->command) {
	case COMMAND_BUILD: status = run_build(&run); break;
	case COMMAND_CV: status = run_cv(&run); break;
	case COMMAND_DUMP: status = run_dump(&run); break;
	case COMMAND_HANDOUT: status = command_handout(&run); break;
	case COMMAND_EXPLAIN: status = command_explain(&run); break;
	case COMMAND_CHECK: status = command_check(&run); break;
	case COMMAND_IMPORT: status = command_import(&run); break;
	case COMMAND_FONTS: status = command_fonts(&run); break;
	case COMMAND_EXPORT: status = command_export(&run); break;
	case COMMAND_NEW:
	case COMMAND_SERVE:
	case COMMAND_COMPLETION:
	case COMMAND_MAN:
	case COMMAND_THEMES:
	case COMMAND_DIFF:
	case COMMAND_NONE: break;
	}
	command_run_free(&run);
	return status;
}

void command_write_version(Buf *out)
{
	Arena *a = out->arena;
	const Str libraries[] = {
		pdf_version(a),	  markdown_version(a), yaml_version(a),	      json_version(a),
		face_version(a),  bitmap_version(a),   unicode_version(a),    picture_versions(a),
		woff2_version(a), qr_version(a),       serve_http_version(a),
	};
	buf_add(out, S("recto " RECTO_VERSION "\n"));
	for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
		buf_add_format(out, "%.*s\n", STR_ARG(libraries[i]));
}
