/*
 * options: the command line. The tables behind it are in option_table.h.
 */
#ifndef RECTO_APP_OPTIONS_H
#define RECTO_APP_OPTIONS_H

#include "base/buf.h"
#include "base/vec.h"

typedef enum {
	COMMAND_NONE,
	COMMAND_BUILD,
	COMMAND_CV,
	COMMAND_EXPLAIN,
	COMMAND_CHECK,
	COMMAND_IMPORT,
	COMMAND_EXPORT,
	COMMAND_DUMP,
	COMMAND_THEMES,
	COMMAND_HANDOUT,
	COMMAND_NEW,
	COMMAND_SERVE,
	COMMAND_DIFF,
	COMMAND_COMPLETION,
	COMMAND_MAN,
	COMMAND_FONTS
} CommandId;

typedef enum {
	FORMAT_JSONRESUME,
	FORMAT_RENDERCV,
	FORMAT_BIBTEX,
	FORMAT_JSONLD,
	FORMAT_VCARD
} ExportFormat;

/* Whose content a new site has the form of. */
typedef enum { NEW_FOLIO, NEW_ACAD } NewForm;

/* Forms of what `recto fonts` prints. */
typedef enum { FONTS_FORM_TEXT, FONTS_FORM_JSON } FontsForm;

/* Shells that `recto completion` knows. */
typedef enum { SHELL_BASH, SHELL_ZSH, SHELL_FISH } Shell;

/* Levels from which `recto check` fails. */
typedef enum { FAIL_ON_ERROR, FAIL_ON_WARNING } FailOn;

typedef enum {
	LAYOUT_2UP,
	LAYOUT_4UP,
	LAYOUT_BOOKLET,
	LAYOUT_A5,
	LAYOUT_CARD,
	LAYOUT_POSTER
} HandoutLayout;

/* Forms of what `recto check` found. */
typedef enum {
	FINDINGS_TEXT,
	FINDINGS_JSON,
	FINDINGS_SARIF,
	FINDINGS_GITHUB,
	FINDINGS_GITLAB
} FindingsForm;

/* Forms of what `recto diff` found. */
typedef enum { CHANGES_TEXT, CHANGES_MARKDOWN, CHANGES_JSON } ChangesForm;

typedef enum { STAGE_SOURCE, STAGE_AST, STAGE_DOC, STAGE_ITEMS, STAGE_FRAMES } Stage;

typedef VEC(Str) StrList;

typedef struct {
	CommandId command;
	bool help, version;
	Str input;	  /* SITE or FILE; "." when not given */
	StrList inputs;	  /* all that were given; `input` is the first */
	Str jobs;	  /* --jobs; empty when not given */
	size_t job_count; /* 0: as many as there are processors */
	Str output;	  /* -o; empty when not given */
	StrList sets;	  /* --set, "KEY=VALUE" */
	Str variant;	  /* --variant: of the CV, by its name */
	Str pages;	  /* --pages, put to `sets` as recto.pages */
	Str summary;	  /* --summary; empty when not given */
	Str depfile;	  /* --depfile; empty when not given */
	Str port;	  /* --port; empty when not given */
	uint16_t port_number;
	bool open; /* --open */
	Stage stage;
	ExportFormat format;
	HandoutLayout layout;
	FindingsForm findings;
	ChangesForm changes;
	Str site;     /* --site: where revisions are of; empty when not given */
	Str pictures; /* --pictures: a PDF of what changed; empty: none */
	bool exit_code;
	FailOn fail_on;
	Shell shell;
	FontsForm fonts_form;
	NewForm form;
	/* of a new site's person; empty when not given */
	Str name, native_name, languages, email, institution;
	Str baseline; /* empty: none */
	Str report;   /* --report, "FORM:FILE": the two below; empty when not given */
	FindingsForm report_form;
	Str report_file;
	bool write_baseline, online;
	bool quiet, verbose, strict, no_repair, keep_comments, no_cache, safe;
} Options;

/* Reads argv. False after writing what is wrong to `error`: the caller exits with 2. */
bool options_parse(Arena *arena, int argc, char *const *argv, Options *out, Buf *error);

/* The text of --help: of a command, or of the program for COMMAND_NONE. */
void options_write_help(Buf *out, CommandId command);

#endif
