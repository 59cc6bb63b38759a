/* recto fonts: the font files that recto knows, where they are, which package brings what is
 * missing; with a site, those that it uses, and the characters that no face has. */
#include "app/command_parts.h"
#include "base/utf8.h"
#include "front/json.h"
#include "typeset/unicode.h"

#include <stdio.h>

/* A character (a grapheme cluster) that no face has. */
typedef struct {
	Str text;
	size_t count;
	Str path; /* of the page it is on first */
	Str package;
} Lacking;

typedef struct {
	Run *run;
	bool site; /* one was named */
	FontFiles files;
	VEC(Lacking *) lacking;
	VEC(Str) packages; /* that bring what is missing */
	size_t missing;
	bool needed; /* some of these is needed by every site */
	Map used;    /* paths of files that the CV, or a page beyond ASCII, is set in */
} Report;

static void use_face(Report *r, const Face *face)
{
	if (face != NULL && !map_has(&r->used, face_path(face)))
		map_set(&r->used, face_path(face), r);
}

static bool is_used(const Report *r, const FontFile *file)
{
	return file->path.len > 0 && map_has(&r->used, file->path);
}

static bool is_missing(const FontFile *file)
{
	return !file->usable;
}

static void add_package(Report *r, Str package)
{
	for (size_t i = 0; i < r->packages.len; i++)
		if (str_eq(r->packages.ptr[i], package))
			return;
	if (package.len > 0)
		VEC_PUSH(r->run->arena, &r->packages, package);
}

/* --- characters of a site --- */

static void check_cluster(Report *r, const Page *page, Map *seen, Str cluster)
{
	static const FontQuery query = {.family = STR_INIT("text")};
	Pipeline *p = r->run->pipeline;
	Lacking *known = map_get(seen, cluster);
	if (known == NULL) {
		known = ARENA_NEW(p->arena, Lacking);
		*known = (Lacking){.text = str_dup(p->arena, cluster), .path = page->path};
		map_set(seen, known->text, known);
		const Face *face = fonts_find(p->fonts, &query, cluster, page->lang, &p->diags);
		use_face(r, face);
		if (face == NULL) {
			known->package = fonts_package(p->fonts, cluster);
			add_package(r, known->package);
			VEC_PUSH(r->run->arena, &r->lacking, known);
		}
	}
	known->count++;
}

static void check_page(Report *r, Unicode *unicode, const Page *page, Map *seen)
{
	Arena *arena = r->run->arena;
	Str text = page->doc != NULL ? doc_plain_text(arena, page->doc->root) : S("");
	uint8_t *marks = ARENA_ARRAY(arena, uint8_t, text.len + 1);
	size_t start = 0;
	unicode_mark_graphemes(unicode, text, marks);
	for (size_t i = 1; i <= text.len; i++) {
		if (marks[i] == 0)
			continue;
		if ((unsigned char)text.ptr[start] >= 0x80)
			check_cluster(r, page, seen, str_slice(text, start, i));
		start = i;
	}
}

static void use_faces_of_cv(Report *r)
{
	const Paper *paper = &r->run->pipeline->paper;
	for (size_t i = 0; i < paper->frame_count; i++)
		for (size_t k = 0; k < paper->frames[i].count; k++)
			if (paper->frames[i].items[k].kind == FRAME_TEXT)
				use_face(r, paper->frames[i].items[k].as.text.face);
}

/* Sets the CV and looks at the text of all pages. */
static bool look(Report *r)
{
	Pipeline *p = r->run->pipeline;
	Map seen = map_in(p->arena);
	if (!pipeline_read(p))
		return false;
	(void)pipeline_typeset(p, NULL, NULL); /* what it lacks is found below */
	Unicode *unicode = unicode_new(p->arena);
	for (size_t i = 0; i < p->site->page_count; i++)
		check_page(r, unicode, p->site->pages[i], &seen);
	unicode_free(unicode);
	use_faces_of_cv(r);
	return true;
}

/* --- text --- */

static void write_row(Buf *out, const FontFile *file, const FontFile *before)
{
	bool use = before == NULL || !str_eq(before->use, file->use);
	bool family = use || !str_eq(before->family, file->family);
	buf_add_format(out, "%-10.*s %-26.*s %-11s ", STR_ARG(use ? file->use : S("")),
		       STR_ARG(family ? file->family : S("")), file->style);
	if (file->path.len == 0)
		buf_add_format(out, "missing: the package %.*s brings %.*s", STR_ARG(file->package),
			       STR_ARG(file->file));
	else
		buf_add_format(out, "%-8.*s %.*s%s", STR_ARG(file->version), STR_ARG(file->path),
			       file->usable ? "" : " (cannot be used)");
	if (str_starts(file->use, S("cjk")))
		buf_add_format(out, " (%.*s)", STR_ARG(file->tags));
	buf_add_char(out, '\n');
}

/* Scripts are many: one line says which have a face, as long as none is asked for by a site. */
static void write_scripts(Buf *out, const Report *r)
{
	Str last = S("");
	for (size_t i = 0; i < r->files.len; i++) {
		const FontFile *file = &r->files.ptr[i];
		if (!str_eq(file->use, S("script")) || !file->usable || str_eq(file->tags, last))
			continue;
		buf_add_format(out, last.len == 0 ? "%-10s %.*s" : "%s %.*s",
			       last.len == 0 ? "scripts" : "", STR_ARG(file->tags));
		last = file->tags;
	}
	buf_add(out, last.len > 0 ? S("\n") : S(""));
}

static void write_lacking(Buf *out, const Report *r)
{
	for (size_t i = 0; i < r->lacking.len; i++) {
		const Lacking *l = r->lacking.ptr[i];
		size_t at = 0;
		buf_add_format(out, "no face has \"%.*s\" (U+%04X): %zu time%s, first on %.*s",
			       STR_ARG(l->text), (unsigned)utf8_next(l->text, &at), l->count,
			       l->count == 1 ? "" : "s", STR_ARG(l->path));
		if (l->package.len > 0)
			buf_add_format(out, "; the package %.*s may bring it", STR_ARG(l->package));
		buf_add_char(out, '\n');
	}
}

static void write_text(Buf *out, const Report *r)
{
	const FontFile *before = NULL;
	for (size_t i = 0; i < r->files.len; i++) {
		const FontFile *file = &r->files.ptr[i];
		bool script = str_eq(file->use, S("script")) && !is_missing(file);
		bool shown =
			r->site ? is_used(r, file) || (file->needed && is_missing(file)) : !script;
		if (!shown)
			continue;
		write_row(out, file, before);
		before = file;
	}
	if (!r->site)
		write_scripts(out, r);
	write_lacking(out, r);
	if (r->packages.len > 0)
		buf_add(out, S("\nto install what is missing:\n  apt-get install"));
	for (size_t i = 0; i < r->packages.len; i++)
		buf_add_format(out, " %.*s", STR_ARG(r->packages.ptr[i]));
	buf_add(out, r->packages.len > 0 ? S("\n") : S(""));
}

/* --- JSON --- */

static Value *file_value(Arena *arena, const Report *r, const FontFile *file)
{
	Value *map = value_new(arena, VALUE_MAP, SPAN_NONE);
	value_put_string(arena, map, "use", file->use);
	if (file->tags.len > 0)
		value_put_string(arena, map, "for", file->tags);
	value_put_string(arena, map, "family", file->family);
	value_put_string(arena, map, "style", str_from(file->style));
	value_put_string(arena, map, "package", file->package);
	value_put_string(arena, map, "file", file->file);
	if (file->path.len > 0)
		value_put_string(arena, map, "path", file->path);
	if (file->version.len > 0)
		value_put_string(arena, map, "version", file->version);
	value_put_bool(arena, map, "usable", file->usable);
	if (r->site)
		value_put_bool(arena, map, "used", is_used(r, file));
	return map;
}

static void write_json(Buf *out, const Report *r)
{
	Arena *arena = out->arena;
	Value *top = value_new(arena, VALUE_MAP, SPAN_NONE);
	Value *files = value_new(arena, VALUE_LIST, SPAN_NONE);
	Value *lacking = value_new(arena, VALUE_LIST, SPAN_NONE);
	Value *packages = value_new(arena, VALUE_LIST, SPAN_NONE);
	for (size_t i = 0; i < r->files.len; i++)
		value_push(arena, files, file_value(arena, r, &r->files.ptr[i]));
	for (size_t i = 0; i < r->lacking.len; i++) {
		const Lacking *l = r->lacking.ptr[i];
		Value *map = value_push_map(arena, lacking);
		value_put_string(arena, map, "text", l->text);
		value_put_int(arena, map, "count", l->count);
		value_put_string(arena, map, "page", l->path);
	}
	for (size_t i = 0; i < r->packages.len; i++)
		value_push(arena, packages, value_new_string(arena, r->packages.ptr[i], SPAN_NONE));
	value_set(arena, top, S("files"), files);
	value_set(arena, top, S("install"), packages);
	if (r->site)
		value_set(arena, top, S("lacking"), lacking);
	json_write(out, top);
	buf_add_char(out, '\n');
}

/* --- the command --- */

/* What is missing of the table, or, of a site, what it cannot be set without. */
static void count_missing(Report *r)
{
	for (size_t i = 0; i < r->files.len; i++) {
		const FontFile *file = &r->files.ptr[i];
		if (!is_missing(file) || (r->site && !file->needed))
			continue;
		r->missing++;
		r->needed = r->needed || file->needed;
		add_package(r, file->package);
	}
}

int command_fonts(Run *run)
{
	Pipeline *p = run->pipeline;
	Report r = {.run = run, .site = run->options->inputs.len > 0, .used = map_in(run->arena)};
	Buf out = buf_in(run->arena);
	bool read = r.site ? look(&r) : pipeline_open_fonts(p);
	if (p->fonts == NULL)
		return command_fail(run);
	fonts_list(p->fonts, run->arena, &r.files);
	count_missing(&r);
	if (run->options->fonts_form == FONTS_FORM_JSON)
		write_json(&out, &r);
	else
		write_text(&out, &r);
	if (!command_write_stdout(buf_str(&out)))
		return EXIT_SYSTEM;
	if (r.site && !read)
		command_print_diags(run);
	bool faulty = !read || r.needed || r.lacking.len > 0;
	return faulty || (run->options->strict && r.missing > 0) ? EXIT_CONTENT : EXIT_CLEAN;
}
