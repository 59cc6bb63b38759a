/*
 * recto import: a site from data of others. RenderCV's YAML and BibTeX are kept as they are, JSON
 * Resume becomes YAML, ORCID's record and LinkedIn's CSV files (in a folder, or in the archive that
 * LinkedIn sends) become JSON Resume first.
 */
#include "app/command_parts.h"
#include "base/file.h"
#include "front/bib.h"
#include "front/csv.h"
#include "front/json.h"
#include "front/yaml.h"
#include "front/zip.h"
#include "model/resume.h"
#include "model/resume_import.h"

#include <errno.h>
#include <string.h>

/* What was read, before it is written. */
typedef struct {
	Run *run;
	const Value *data; /* JSON Resume or RenderCV; nil: none */
	Str data_text;	   /* RenderCV and al-folio: the file itself */
	Str bibtex;
	bool rendercv;
	bool ok;
} Import;

static void fail(Import *import, const char *what, Str name)
{
	diag_error(&import->run->pipeline->diags, SPAN_NONE,
		   S("RenderCV (.yaml), JSON Resume or ORCID (.json), BibTeX (.bib), or "
		     "LinkedIn's archive (.zip) or the folder of its CSV files"),
		   "%.*s %s [import-form]", STR_ARG(name), what);
	import->ok = false;
}

static Source *load(Import *import, Str path)
{
	Pipeline *p = import->run->pipeline;
	return source_load(&p->sources, path, path, SPAN_NONE, &p->diags);
}

/* --- reading --- */

static void read_csv(Import *import, Value *resume, const Source *source, Str name)
{
	Arena *arena = import->run->pipeline->arena;
	if (!import_linkedin(arena, name, csv_parse(arena, source, 1), resume) &&
	    !import->run->options->quiet)
		diag_note(&import->run->pipeline->diags, source_span(source, 0, 0), S(""),
			  "%.*s has nothing for a CV and is left out [import-nothing]",
			  STR_ARG(name));
}

/* JSON Resume to be filled by CSV files: the person comes first. */
static Value *new_resume(Arena *arena)
{
	Value *resume = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_set(arena, resume, S("basics"), value_new(arena, VALUE_MAP, SPAN_NONE));
	return resume;
}

static void read_zip(Import *import, Str path)
{
	Pipeline *p = import->run->pipeline;
	ZipFile *files;
	size_t count;
	const char *why;
	Value *resume = new_resume(p->arena);
	if (!zip_read(p->arena, path, S(".csv"), &files, &count, &why)) {
		fail(import, why, path);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		Str shown = str_concat3(p->arena, path, S("/"), files[i].name);
		read_csv(import, resume, source_add(&p->sources, shown, files[i].bytes, &p->diags),
			 files[i].name);
	}
	import->data = resume;
	if (count == 0)
		fail(import, "holds no CSV file", path);
}

static void read_folder(Import *import, Str folder)
{
	Pipeline *p = import->run->pipeline;
	FileEntry *entries;
	size_t count, sheets = 0;
	Value *resume = new_resume(p->arena);
	if (!file_list(p->arena, folder, &entries, &count))
		count = 0;
	for (size_t i = 0; i < count; i++)
		if (str_ends_nocase(entries[i].name, S(".csv"))) {
			const Source *source =
				load(import, path_join(p->arena, folder, entries[i].name));
			if (source != NULL)
				read_csv(import, resume, source, entries[i].name);
			sheets++;
		}
	import->data = resume;
	if (sheets == 0)
		fail(import, "holds no CSV file", folder);
}

static void read_json(Import *import, const Source *source)
{
	Pipeline *p = import->run->pipeline;
	const Value *data;
	import->ok = json_parse_source(p->arena, source, &p->diags, &data);
	if (!import->ok)
		return;
	import->data = data;
	if (import_is_orcid(data)) {
		import->data = import_orcid(p->arena, data);
		import->bibtex = import_orcid_bibtex(p->arena, data);
	} else if (resume_format(data) == RESUME_NONE) {
		fail(import, "is neither a JSON Resume nor a record of ORCID's", source->path);
	}
}

static void read_yaml(Import *import, const Source *source)
{
	Pipeline *p = import->run->pipeline;
	const Value *data;
	import->ok = yaml_parse_source(p->arena, source, &p->diags, &data);
	ResumeFormat format = import->ok ? resume_format(data) : RESUME_NONE;
	if (!import->ok)
		return;
	import->data = data;
	import->rendercv = format == RESUME_RENDERCV || format == RESUME_ALFOLIO;
	import->data_text = source->text;
	if (format == RESUME_NONE)
		fail(import, "is no CV data", source->path);
}

static void read_bib(Import *import, const Source *source)
{
	Bib bib;
	import->ok = bib_parse(import->run->pipeline->arena, source, &import->run->pipeline->diags,
			       &bib);
	import->bibtex = source->text;
	if (import->ok && bib.count == 0)
		fail(import, "has no entries", source->path);
}

static void read_input(Import *import, Str path)
{
	Str ending = path_extension(path);
	if (file_kind(path) == FILE_FOLDER) {
		read_folder(import, path);
		return;
	}
	if (str_eq_nocase(ending, S(".zip"))) {
		read_zip(import, path);
		return;
	}
	Source *source = load(import, path);
	import->ok = source != NULL;
	if (source == NULL)
		return;
	if (str_eq_nocase(ending, S(".bib")))
		read_bib(import, source);
	else if (str_eq_nocase(ending, S(".json")))
		read_json(import, source);
	else if (str_eq_nocase(ending, S(".yaml")) || str_eq_nocase(ending, S(".yml")))
		read_yaml(import, source);
	else if (str_eq_nocase(ending, S(".csv")))
		read_folder(import, path_folder(path).len > 0 ? path_folder(path) : S("."));
	else
		fail(import, "is of no kind that can be imported", path);
}

/* --- writing --- */

static void put(Import *import, const char *name, Str bytes)
{
	Run *run = import->run;
	Arena *arena = run->arena;
	Product product = {.path = path_join(arena, run->options->output, str_from(name)),
			   .size = bytes.len};
	Str old;
	if (file_kind(product.path) != FILE_NONE &&
	    (!file_read(arena, product.path, SOURCE_LIMIT, &old) || !str_eq(old, bytes))) {
		diag_warning(&run->pipeline->diags, SPAN_NONE,
			     S("remove it, or name another folder"),
			     "%.*s is there already and is left as it is [import-exists]",
			     STR_ARG(product.path));
		return;
	}
	FileWrite result = file_write(arena, product.path, bytes);
	product.changed = result == FILE_WRITTEN;
	if (result == FILE_FAILED) {
		diag_error(&run->pipeline->diags, SPAN_NONE, S(""),
			   "cannot write %.*s: %s [output-unwritable]", STR_ARG(product.path),
			   strerror(errno));
		import->ok = false;
	} else if (!run->options->quiet) {
		command_print_product(run, &product);
	}
}

static void set(Arena *arena, Value *map, const char *key, Str text)
{
	value_set(arena, map, str_from(key), value_new_string(arena, text, SPAN_NONE));
}

/* _config.yml: the name, and that titles are it. */
static void put_config(Import *import, Str name)
{
	Arena *arena = import->run->arena;
	Value *config = value_new(arena, VALUE_MAP, SPAN_NONE);
	Buf out = buf_in(arena);
	size_t space = str_rfind_char(name, ' ');
	set(arena, config, "title", S("blank"));
	if (name.len > 0)
		set(arena, config, "first_name",
		    space != STR_NONE ? str_slice(name, 0, space) : name);
	if (space != STR_NONE)
		set(arena, config, "last_name", str_from_offset(name, space + 1));
	yaml_write(&out, config);
	put(import, "_config.yml", buf_str(&out));
}

static void put_home(Import *import, Str label, Str summary)
{
	Arena *arena = import->run->arena;
	Value *front = value_new(arena, VALUE_MAP, SPAN_NONE);
	Buf out = buf_in(arena);
	set(arena, front, "layout", S("about"));
	set(arena, front, "title", S("about"));
	set(arena, front, "permalink", S("/"));
	if (label.len > 0)
		set(arena, front, "subtitle", label);
	value_set(arena, front, S("social"), value_new_bool(arena, true, SPAN_NONE));
	buf_add(&out, S("---\n"));
	yaml_write(&out, front);
	buf_add_format(&out, "---\n\n%.*s\n", STR_ARG(str_trim(summary)));
	put(import, "index.md", buf_str(&out));
}

static void put_pages(Import *import)
{
	const Value *person = import->rendercv ? value_get(import->data, S("cv"))
					       : value_get(import->data, S("basics"));
	const Value *label = value_get(person, S("label"));
	Str name = str_trim(value_string(value_get(person, S("name"))));
	if (value_is_nil(label))
		label = value_get(person, S("headline"));
	put_config(import, name);
	put_home(import, value_string(label), value_string(value_get(person, S("summary"))));
	if (import->bibtex.len > 0) {
		put(import, "_bibliography/papers.bib", import->bibtex);
		put(import, "publications.md",
		    S("---\nlayout: page\ntitle: publications\npermalink: /publications/\nnav: "
		      "true\n---\n\n{% bibliography %}\n"));
	}
}

static void put_data(Import *import)
{
	Buf out = buf_in(import->run->arena);
	if (import->data->kind == VALUE_NIL)
		return;
	if (import->data_text.len > 0)
		buf_add(&out, import->data_text);
	else
		yaml_write(&out, import->data);
	put(import, import->rendercv ? "_data/cv.yml" : "_data/resume.yml", buf_str(&out));
	put(import, "cv.md",
	    import->rendercv
		    ? S("---\nlayout: cv\ntitle: cv\npermalink: /cv/\nnav: true\n---\n")
		    : S("---\nlayout: cv\ntitle: cv\npermalink: /cv/\ncv_format: jsonresume\nnav: "
			"true\n---\n"));
}

int command_import(Run *run)
{
	Import import = {.run = run, .data = value_nil(), .ok = true};
	read_input(&import, run->options->input);
	if (!import.ok)
		return command_fail(run);
	put_pages(&import);
	put_data(&import);
	command_print_diags(run);
	return command_status(run, import.ok);
}
