#include "app/options.h"

#include <stddef.h>

typedef struct {
	CommandId id;
	Str name, arguments, summary, example;
} Command;

static const Command commands[] = {
	{COMMAND_BUILD, STR_INIT("build"), STR_INIT("[SITE...] [-o OUT]"),
	 STR_INIT("write the homepage and the CV PDF of SITE (a folder or one Markdown file)"),
	 STR_INIT("recto build ~/homepage -o public --set recto.paper=letter")},
	{COMMAND_CV, STR_INIT("cv"), STR_INIT("[SITE] [-o FILE.pdf]"),
	 STR_INIT("write the CV PDF alone; -o - writes it to standard output"),
	 STR_INIT("recto cv about.md -o cv.pdf")},
	{COMMAND_HANDOUT, STR_INIT("handout"), STR_INIT("[SITE] --layout=FORM"),
	 STR_INIT("write the CV for a printer: a booklet, a card, a poster"),
	 STR_INIT("recto handout ~/homepage --layout=booklet --creep=0.1mm")},
	{COMMAND_EXPLAIN, STR_INIT("explain"), STR_INIT("[SITE]"),
	 STR_INIT("print how each part of SITE was understood, and where it is shown"),
	 STR_INIT("recto explain ~/homepage")},
	{COMMAND_CHECK, STR_INIT("check"), STR_INIT("[SITE]"),
	 STR_INIT("print everything that is wrong with SITE, and how to mend it"),
	 STR_INIT("recto check ~/homepage --format=github --fail-on=warning")},
	{COMMAND_IMPORT, STR_INIT("import"), STR_INIT("FILE -o DIR"),
	 STR_INIT("write a site from RenderCV, JSON Resume, BibTeX, ORCID or LinkedIn data"),
	 STR_INIT("recto import resume.json -o homepage")},
	{COMMAND_EXPORT, STR_INIT("export"), STR_INIT("[SITE] --format=F"),
	 STR_INIT("print the CV of SITE as data for other programs"),
	 STR_INIT("recto export ~/homepage --format=rendercv -o cv.yaml")},
	{COMMAND_DUMP, STR_INIT("dump"), STR_INIT("--stage=STAGE [FILE]"),
	 STR_INIT("print what a stage makes of a page, as text"),
	 STR_INIT("recto dump --stage=ast about.md")},
	{COMMAND_THEMES, STR_INIT("themes"), STR_INIT("[NAME]"),
	 STR_INIT("print the built-in themes: their tokens, values, and what these may be"),
	 STR_INIT("recto themes modern")},
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

/* Which commands take an option: a bit for each CommandId. */
enum {
	FOR_BUILD = 1 << COMMAND_BUILD,
	FOR_CV = 1 << COMMAND_CV,
	FOR_DUMP = 1 << COMMAND_DUMP,
	FOR_THEMES = 1 << COMMAND_THEMES,
	FOR_EXPLAIN = 1 << COMMAND_EXPLAIN,
	FOR_CHECK = 1 << COMMAND_CHECK,
	FOR_IMPORT = 1 << COMMAND_IMPORT,
	FOR_EXPORT = 1 << COMMAND_EXPORT,
	FOR_HANDOUT = 1 << COMMAND_HANDOUT,
	FOR_SITE =
		FOR_BUILD | FOR_CV | FOR_DUMP | FOR_EXPLAIN | FOR_CHECK | FOR_EXPORT | FOR_HANDOUT,
	FOR_ALL = FOR_SITE | FOR_IMPORT,
	FOR_NONE = 1 << COMMAND_NONE, /* recto itself */
};

/* OPTION_SET and OPTION_TRUE: the short form of a key of _config.yml. */
typedef enum { OPTION_FLAG, OPTION_VALUE, OPTION_LIST, OPTION_SET, OPTION_TRUE } OptionKind;

typedef struct {
	Str name;    /* without dashes */
	char letter; /* short form, 0: none */
	OptionKind kind;
	int commands;
	size_t offset; /* in Options */
	Str argument;  /* name in --help */
	Str help;
	Str key; /* that is set by OPTION_SET and OPTION_TRUE */
} Option;

#define FLAG(name, letter, commands, field, help)                                                  \
	{                                                                                          \
		STR_INIT(name), letter, OPTION_FLAG, commands, offsetof(Options, field),           \
			STR_INIT(""), STR_INIT(help), STR_INIT("")                                 \
	}
#define VALUE(name, letter, commands, field, argument, help)                                       \
	{                                                                                          \
		STR_INIT(name), letter, OPTION_VALUE, commands, offsetof(Options, field),          \
			STR_INIT(argument), STR_INIT(help), STR_INIT("")                           \
	}
#define LIST(name, letter, commands, field, argument, help)                                        \
	{                                                                                          \
		STR_INIT(name), letter, OPTION_LIST, commands, offsetof(Options, field),           \
			STR_INIT(argument), STR_INIT(help), STR_INIT("")                           \
	}
#define SET(name, commands, key, argument, help)                                                   \
	{                                                                                          \
		STR_INIT(name), 0, OPTION_SET, commands, 0, STR_INIT(argument), STR_INIT(help),    \
			STR_INIT(key)                                                              \
	}
#define TRUE_SET(name, commands, key, help)                                                        \
	{                                                                                          \
		STR_INIT(name), 0, OPTION_TRUE, commands, 0, STR_INIT(""), STR_INIT(help),         \
			STR_INIT(key)                                                              \
	}

static const Option option_table[] = {
	VALUE("output", 'o', FOR_BUILD, output, "OUT", "folder to write to (default: SITE/_site)"),
	VALUE("output", 'o', FOR_CV, output, "FILE",
	      "file to write, - for standard output (default: cv.pdf, or the name the site links)"),
	VALUE("output", 'o', FOR_IMPORT, output, "DIR", "folder to write the site to"),
	VALUE("output", 'o', FOR_HANDOUT, output, "FILE",
	      "file to write, - for standard output (default: cv-FORM.pdf)"),
	VALUE("layout", 0, FOR_HANDOUT, layout_name, "FORM", "2up, 4up, booklet, a5, card or poster"),
	SET("sheet", FOR_HANDOUT, "recto.handout.sheet", "SIZE",
	    "paper to print on: a3, a4, a5 or letter (default: as large as the layout needs)"),
	SET("duplex", FOR_HANDOUT, "recto.handout.duplex", "EDGE",
	    "turn the paper over its long or short edge, or none (default: backs stand upright)"),
	TRUE_SET("crop-marks", FOR_HANDOUT, "recto.handout.crop_marks",
		 "marks where to cut and fold, on a larger sheet"),
	SET("bleed", FOR_HANDOUT, "recto.handout.bleed", "LENGTH",
	    "how far colour goes past the cut: 3mm"),
	SET("creep", FOR_HANDOUT, "recto.handout.creep", "LENGTH",
	    "booklet: thickness of a folded sheet, to move inner pages by: 0.1mm"),
	TRUE_SET("gray", FOR_HANDOUT, "recto.handout.gray", "without colours"),
	VALUE("output", 'o', FOR_EXPORT, output, "FILE",
	      "file to write (default: standard output)"),
	VALUE("format", 0, FOR_EXPORT, format_name, "F",
	      "jsonresume (default), rendercv, bibtex, jsonld or vcard"),
	VALUE("format", 0, FOR_CHECK, format_name, "F", "text (default), json, sarif or github"),
	VALUE("fail-on", 0, FOR_CHECK, fail_on, "LEVEL",
	      "exit with 1 from this level on: error (default) or warning"),
	VALUE("baseline", 0, FOR_CHECK, baseline, "FILE",
	      "findings that are accepted: they are counted, not told"),
	FLAG("write-baseline", 0, FOR_CHECK, write_baseline,
	     "accept all findings: write them to the FILE of --baseline"),
	VALUE("stage", 0, FOR_DUMP, stage_name, "STAGE", "source, ast, doc, items or frames"),
	LIST("set", 0, FOR_SITE, sets, "KEY=VALUE",
	     "override a key of _config.yml, by dots: recto.paper=letter"),
	VALUE("pages", 0, FOR_BUILD | FOR_CV | FOR_CHECK | FOR_DUMP, pages, "N",
	      "fit the CV into N pages, as recto.pages does"),
	VALUE("variant", 0, FOR_CV, variant, "NAME", "write that variant, of recto.cv.variants"),
	FLAG("strict", 0, FOR_ALL, strict, "exit with 1 when there are warnings"),
	FLAG("no-repair", 0, FOR_SITE, no_repair,
	     "leave text that was saved in a wrong encoding as it is"),
	FLAG("keep-comments", 0, FOR_BUILD | FOR_DUMP, keep_comments,
	     "keep HTML comments on the page"),
	FLAG("safe", 0, FOR_BUILD | FOR_DUMP, safe,
	     "keep scripts, event handlers and javascript: links off the page"),
	VALUE("jobs", 0, FOR_BUILD, jobs, "N",
	      "of several SITEs, build N at a time (default: one a processor); -o OUT: OUT/SITE"),
	VALUE("depfile", 0, FOR_BUILD | FOR_CV, depfile, "FILE",
	      "write there what the home page or the PDF was made of, as a rule for make"),
	FLAG("no-cache", 0, FOR_BUILD | FOR_CV | FOR_HANDOUT, no_cache,
	     "make all anew, and keep nothing in SITE/.recto-cache"),
	FLAG("quiet", 'q', FOR_ALL, quiet, "print errors only"),
	FLAG("verbose", 'v', FOR_BUILD, verbose, "print every file that is copied too"),
	FLAG("help", 'h', FOR_ALL | FOR_THEMES | FOR_NONE, help, "print this"),
	FLAG("version", 0, FOR_NONE, version, "print the version, and those of the libraries"),
};
enum { OPTION_COUNT = sizeof option_table / sizeof *option_table };

static const Str stages[] = {STR_INIT("source"), STR_INIT("ast"), STR_INIT("doc"),
			     STR_INIT("items"), STR_INIT("frames")};
enum { STAGE_COUNT = sizeof stages / sizeof *stages };

static const Command *find_command(CommandId id)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (commands[i].id == id)
			return &commands[i];
	return NULL;
}

static const Option *find_option(const Options *options, Str name, char letter)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const Option *o = &option_table[i];
		bool match =
			name.len > 0 ? str_eq(o->name, name) : o->letter == letter && letter != 0;
		if (match && (o->commands & 1 << options->command) != 0)
			return o;
	}
	return NULL;
}

/* Whether some command has the option "--name" or "-x". */
static bool is_of_a_command(Str word)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const Option *o = &option_table[i];
		bool match = str_starts(word, S("--")) ? str_eq(o->name, str_from_offset(word, 2))
						       : o->letter != 0 && o->letter == word.ptr[1];
		if (match && (o->commands & FOR_ALL) != 0)
			return true;
	}
	return false;
}

/* "unknown option --papper" with the nearest one that this command has. */
static bool fail_unknown(const Options *options, Str word, Buf *error)
{
	Str known[OPTION_COUNT];
	size_t count = 0;
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if ((option_table[i].commands & 1 << options->command) != 0)
			known[count++] = option_table[i].name;
	Str bare = str_starts(word, S("--")) ? str_from_offset(word, 2) : word;
	Str near = str_nearest(bare, known, count);
	if (options->command == COMMAND_NONE && is_of_a_command(word)) {
		buf_add_format(error, "%.*s stands behind a command: recto build %.*s",
			       STR_ARG(word), STR_ARG(word));
		return false;
	}
	buf_add_format(error, "unknown option %.*s", STR_ARG(word));
	if (near.len > 0)
		buf_add_format(error, "; did you mean --%.*s?", STR_ARG(near));
	return false;
}

/* The words of argv that are still to be read. */
typedef struct {
	int argc;
	char *const *argv;
	int at;
} Words;

static bool apply(Arena *arena, const Option *option, Str value, bool has_value, Words *words,
		  Options *out, Buf *error)
{
	void *field = (char *)out + option->offset;
	if (option->kind == OPTION_FLAG || option->kind == OPTION_TRUE) {
		if (has_value)
			buf_add_format(error, "--%.*s takes no value", STR_ARG(option->name));
		if (option->kind == OPTION_FLAG)
			*(bool *)field = true;
		else
			VEC_PUSH(arena, &out->sets, str_concat(arena, option->key, S("=true")));
		return !has_value;
	}
	if (!has_value) {
		if (words->at >= words->argc) {
			buf_add_format(error, "--%.*s needs %.*s behind it", STR_ARG(option->name),
				       STR_ARG(option->argument));
			return false;
		}
		value = str_from(words->argv[words->at++]);
	}
	if (value.len == 0) {
		buf_add_format(error, "%.*s of --%.*s is empty", STR_ARG(option->argument),
			       STR_ARG(option->name));
		return false;
	}
	if (option->kind == OPTION_VALUE)
		*(Str *)field = value;
	else if (option->kind == OPTION_SET)
		VEC_PUSH(arena, &out->sets,
			 str_format(arena, "%.*s=%.*s", STR_ARG(option->key), STR_ARG(value)));
	else
		VEC_PUSH(arena, &out->sets, value);
	return true;
}

static bool parse_long(Arena *arena, Str word, Words *words, Options *out, Buf *error)
{
	size_t equals = str_find_char(word, '=', 0);
	Str name = str_slice(word, 2, equals == STR_NONE ? word.len : equals);
	const Option *option = find_option(out, name, 0);
	if (option == NULL)
		return fail_unknown(out, str_slice(word, 0, name.len + 2), error);
	Str value = equals == STR_NONE ? S("") : str_from_offset(word, equals + 1);
	return apply(arena, option, value, equals != STR_NONE, words, out, error);
}

/* -q, -qv, -oOUT, -o OUT. */
static bool parse_short(Arena *arena, Str word, Words *words, Options *out, Buf *error)
{
	for (size_t i = 1; i < word.len; i++) {
		const Option *option = find_option(out, S(""), word.ptr[i]);
		if (option == NULL)
			return fail_unknown(out, str_format(arena, "-%c", word.ptr[i]), error);
		Str rest = str_from_offset(word, i + 1);
		bool takes = option->kind != OPTION_FLAG && option->kind != OPTION_TRUE;
		if (!apply(arena, option, rest, takes && rest.len > 0, words, out, error))
			return false;
		if (takes)
			break;
	}
	return true;
}

static bool parse_command(Str word, Options *out, Buf *error)
{
	Str known[COMMAND_COUNT];
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		known[i] = commands[i].name;
		if (str_eq(word, commands[i].name)) {
			out->command = commands[i].id;
			return true;
		}
	}
	Str near = str_nearest(word, known, COMMAND_COUNT);
	buf_add_format(error, "there is no command \"%.*s\"", STR_ARG(word));
	if (near.len > 0)
		buf_add_format(error, "; did you mean %.*s?", STR_ARG(near));
	return false;
}

static bool check_stage(Options *out, Buf *error)
{
	for (size_t i = 0; i < STAGE_COUNT; i++)
		if (str_eq(out->stage_name, stages[i])) {
			out->stage = (Stage)i;
			return true;
		}
	buf_add_format(error,
		       out->stage_name.len == 0 ? "dump needs --stage=STAGE: %s%.*s"
						: "--stage is %s, not %.*s",
		       "source, ast, doc, items or frames", STR_ARG(out->stage_name));
	Str near = str_nearest(out->stage_name, stages, STAGE_COUNT);
	if (near.len > 0)
		buf_add_format(error, "; did you mean %.*s?", STR_ARG(near));
	return false;
}

/* The number of the word that --format names, the first where none is given; -1 after an error. */
static int find_format(const Options *out, const Str *words, size_t count, const char *list,
		       Buf *error)
{
	for (size_t i = 0; i < count; i++)
		if (out->format_name.len == 0 || str_eq(out->format_name, words[i]))
			return (int)i;
	buf_add_format(error, "--format is %s, not %.*s", list, STR_ARG(out->format_name));
	Str near = str_nearest(out->format_name, words, count);
	if (near.len > 0)
		buf_add_format(error, "; did you mean %.*s?", STR_ARG(near));
	return -1;
}

static bool check_export(Options *out, Buf *error)
{
	static const Str words[] = {STR_INIT("jsonresume"), STR_INIT("rendercv"),
				    STR_INIT("bibtex"), STR_INIT("jsonld"), STR_INIT("vcard")};
	int found = find_format(out, words, sizeof words / sizeof *words,
				"jsonresume, rendercv, bibtex, jsonld or vcard", error);
	out->format = found < 0 ? FORMAT_JSONRESUME : (ExportFormat)found;
	return found >= 0;
}

static bool check_findings(Options *out, Buf *error)
{
	static const Str words[] = {STR_INIT("text"), STR_INIT("json"), STR_INIT("sarif"),
				    STR_INIT("github")};
	int found = find_format(out, words, sizeof words / sizeof *words,
				"text, json, sarif or github", error);
	out->findings = found < 0 ? FINDINGS_TEXT : (FindingsForm)found;
	if (found < 0)
		return false;
	bool known = out->fail_on.len == 0 || str_eq(out->fail_on, S("error")) ||
		     str_eq(out->fail_on, S("warning"));
	if (!known)
		buf_add_format(error, "--fail-on is error or warning, not %.*s",
			       STR_ARG(out->fail_on));
	else if (out->write_baseline && out->baseline.len == 0)
		buf_add(error, S("--write-baseline needs --baseline=FILE to write to"));
	else
		return true;
	return false;
}

static bool check_layout(Options *out, Buf *error)
{
	static const Str layouts[] = {STR_INIT("2up"), STR_INIT("4up"),	 STR_INIT("booklet"),
				      STR_INIT("a5"),  STR_INIT("card"), STR_INIT("poster")};
	enum { LAYOUT_COUNT = sizeof layouts / sizeof *layouts };
	for (size_t i = 0; i < LAYOUT_COUNT; i++)
		if (str_eq(out->layout_name, layouts[i])) {
			out->layout = (HandoutLayout)i;
			return true;
		}
	buf_add_format(error,
		       out->layout_name.len == 0 ? "handout needs --layout=FORM: %s%.*s"
						 : "--layout is %s, not %.*s",
		       "2up, 4up, booklet, a5, card or poster", STR_ARG(out->layout_name));
	Str near = str_nearest(out->layout_name, layouts, LAYOUT_COUNT);
	if (near.len > 0)
		buf_add_format(error, "; did you mean %.*s?", STR_ARG(near));
	return false;
}

/* What an import reads and where it writes have no defaults: nobody wants surprises there. */
static bool check_import(const Options *out, Buf *error)
{
	if (out->output.len > 0 && !str_eq(out->input, S(".")))
		return true;
	buf_add(error, S("import needs a FILE to read and -o DIR to write to"));
	return false;
}

static bool set_pages(Arena *arena, Options *out, Buf *error)
{
	int64_t count;
	if (out->pages.len == 0)
		return true;
	if (!str_to_int(out->pages, &count) || count < 1) {
		buf_add_format(error, "--pages is a number of pages, not %.*s",
			       STR_ARG(out->pages));
		return false;
	}
	VEC_PUSH(arena, &out->sets, str_concat(arena, S("recto.pages="), out->pages));
	return true;
}

static bool check_jobs(Options *out, Buf *error)
{
	int64_t count = 0;
	if (out->inputs.len > 1 && out->depfile.len > 0) {
		buf_add(error, S("--depfile is for one SITE at a time"));
		return false;
	}
	if (out->jobs.len > 0 && (!str_to_int(out->jobs, &count) || count < 1 || count > 1024)) {
		buf_add_format(error, "--jobs is a number from 1 to 1024, not %.*s",
			       STR_ARG(out->jobs));
		return false;
	}
	out->job_count = (size_t)count;
	return true;
}

static bool check(Options *out, Buf *error)
{
	if (out->help || out->version)
		return true;
	if (out->command == COMMAND_NONE) {
		buf_add(error, S("a command is needed: build, cv, handout, explain, check, import, "
				 "export, "
				 "dump or themes"));
		return false;
	}
	for (size_t i = 0; i < out->sets.len; i++)
		if (str_find_char(out->sets.ptr[i], '=', 1) == STR_NONE) {
			buf_add_format(error, "--set needs KEY=VALUE, not %.*s",
				       STR_ARG(out->sets.ptr[i]));
			return false;
		}
	if (out->command == COMMAND_BUILD)
		return check_jobs(out, error);
	if (out->command == COMMAND_DUMP)
		return check_stage(out, error);
	if (out->command == COMMAND_HANDOUT)
		return check_layout(out, error);
	if (out->command == COMMAND_IMPORT)
		return check_import(out, error);
	if (out->command == COMMAND_CHECK)
		return check_findings(out, error);
	return out->command != COMMAND_EXPORT || check_export(out, error);
}

bool options_parse(Arena *arena, int argc, char *const *argv, Options *out, Buf *error)
{
	Words words = {argc, argv, 1};
	bool only_names = false, has_input = false;
	*out = (Options){.input = S(".")};
	while (words.at < argc) {
		Str word = str_from(argv[words.at++]);
		bool ok = true;
		if (!only_names && str_eq(word, S("--")))
			only_names = true;
		else if (!only_names && str_starts(word, S("--")))
			ok = parse_long(arena, word, &words, out, error);
		else if (!only_names && str_starts(word, S("-")) && word.len > 1)
			ok = parse_short(arena, word, &words, out, error);
		else if (out->command == COMMAND_NONE)
			ok = parse_command(word, out, error);
		else if (has_input && out->command != COMMAND_BUILD) {
			buf_add_format(error, "one SITE at a time: %.*s is too many",
				       STR_ARG(word));
			ok = false;
		} else if (word.len == 0) {
			buf_add(error, S("the name of SITE is empty"));
			ok = false;
		} else {
			out->input = has_input ? out->input : word;
			has_input = true;
			VEC_PUSH(arena, &out->inputs, word);
		}
		if (!ok)
			return false;
	}
	return check(out, error) && set_pages(arena, out, error);
}

static void write_option(Buf *out, const Option *option)
{
	size_t start = out->len;
	buf_add_format(out, option->letter != 0 ? "  -%c, " : "      ", option->letter);
	buf_add_format(out, "--%.*s", STR_ARG(option->name));
	if (option->argument.len > 0)
		buf_add_format(out, "=%.*s", STR_ARG(option->argument));
	size_t width = out->len - start;
	buf_add_repeat(out, ' ', width < 28 ? 28 - width : 1);
	buf_add_format(out, "%.*s\n", STR_ARG(option->help));
}

void options_write_help(Buf *out, CommandId id)
{
	const Command *command = find_command(id);
	if (command == NULL) {
		buf_add(out, S("recto: both sides of an academic homepage, static HTML and a "
			       "typeset PDF CV\n\n"));
		buf_add(out, S("usage: recto COMMAND [OPTIONS]\n\n"));
		for (size_t i = 0; i < COMMAND_COUNT; i++)
			buf_add_format(out, "  %-7.*s %-22.*s %.*s\n", STR_ARG(commands[i].name),
				       STR_ARG(commands[i].arguments),
				       STR_ARG(commands[i].summary));
		buf_add(out, S("\n"));
	} else {
		buf_add_format(out, "usage: recto %.*s %.*s\n\n  %.*s\n\n", STR_ARG(command->name),
			       STR_ARG(command->arguments), STR_ARG(command->summary));
	}
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if ((option_table[i].commands & 1 << id) != 0)
			write_option(out, &option_table[i]);
	if (command != NULL)
		buf_add_format(out, "\nexample: %.*s\n", STR_ARG(command->example));
	buf_add(out,
		S("\nexit status: 0 clean or warnings, 1 faulty content, 2 usage, 3 system\n"));
}
