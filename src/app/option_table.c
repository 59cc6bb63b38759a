#include "app/option_table.h"

static const Command commands[] = {
	{COMMAND_BUILD, SIZE_MAX, STR_INIT("build"), STR_INIT("[SITE...] [-o DIR]"),
	 STR_INIT("write the homepage and the CV PDF of SITE (a folder or one Markdown file)"),
	 STR_INIT("recto build ~/homepage -o public --set recto.paper=letter")},
	{COMMAND_CV, 1, STR_INIT("cv"), STR_INIT("[SITE] [-o FILE.pdf]"),
	 STR_INIT("write the CV PDF alone; -o - writes it to standard output"),
	 STR_INIT("recto cv about.md -o cv.pdf")},
	{COMMAND_SERVE, 1, STR_INIT("serve"), STR_INIT("[SITE] [--open]"),
	 STR_INIT("show SITE in the browser, page and PDF, anew at each save"),
	 STR_INIT("recto serve ~/homepage --open")},
	{COMMAND_HANDOUT, 1, STR_INIT("handout"), STR_INIT("[SITE] --layout=FORM"),
	 STR_INIT("write the CV for a printer: a booklet, a card, a poster"),
	 STR_INIT("recto handout ~/homepage --layout=booklet --creep=0.1mm")},
	{COMMAND_EXPLAIN, 1, STR_INIT("explain"), STR_INIT("[SITE]"),
	 STR_INIT("print how each part of SITE was understood, and where it is shown"),
	 STR_INIT("recto explain ~/homepage")},
	{COMMAND_CHECK, 1, STR_INIT("check"), STR_INIT("[SITE]"),
	 STR_INIT("print everything that is wrong with SITE, and how to mend it"),
	 STR_INIT("recto check ~/homepage --format=github --fail-on=warning")},
	{COMMAND_NEW, 1, STR_INIT("new"), STR_INIT("DIR"),
	 STR_INIT("write a site to begin with; asks for names and languages on a terminal"),
	 STR_INIT("recto new homepage --name='Wanshu Lin' --native-name=林望舒 --lang=en,zh")},
	{COMMAND_DIFF, 2, STR_INIT("diff"), STR_INIT("[OLD [NEW]]"),
	 STR_INIT("print in words what changed between two folders, files or git revisions"),
	 STR_INIT("recto diff HEAD~1 HEAD --format=markdown")},
	{COMMAND_IMPORT, 1, STR_INIT("import"), STR_INIT("FILE -o DIR"),
	 STR_INIT("write a site from RenderCV, JSON Resume, BibTeX, ORCID or LinkedIn data"),
	 STR_INIT("recto import resume.json -o homepage")},
	{COMMAND_EXPORT, 1, STR_INIT("export"), STR_INIT("[SITE] --format=F"),
	 STR_INIT("print the CV of SITE as data for other programs"),
	 STR_INIT("recto export ~/homepage --format=rendercv -o cv.yaml")},
	{COMMAND_DUMP, 1, STR_INIT("dump"), STR_INIT("--stage=STAGE [FILE]"),
	 STR_INIT("print what a stage makes of a page, as text"),
	 STR_INIT("recto dump --stage=ast about.md")},
	{COMMAND_THEMES, 1, STR_INIT("themes"), STR_INIT("[NAME]"),
	 STR_INIT("print the built-in themes: their tokens, values, and what these may be"),
	 STR_INIT("recto themes modern")},
	{COMMAND_FONTS, 1, STR_INIT("fonts"), STR_INIT("[SITE]"),
	 STR_INIT("print where fonts are, and what is missing; of SITE, what it uses and lacks"),
	 STR_INIT("recto fonts ~/homepage")},
	{COMMAND_COMPLETION, 1, STR_INIT("completion"), STR_INIT("bash|zsh|fish"),
	 STR_INIT("print what a shell needs to complete command lines of recto"),
	 STR_INIT("eval \"$(recto completion bash)\"")},
	{COMMAND_MAN, 0, STR_INIT("man"), STR_INIT(""), STR_INIT("print the manual, as mdoc"),
	 STR_INIT("recto man -o recto.1 && man ./recto.1")},
};

/* Which commands take an option: a bit for each CommandId. */
enum {
	FOR_BUILD = 1 << COMMAND_BUILD,
	FOR_CV = 1 << COMMAND_CV,
	FOR_DUMP = 1 << COMMAND_DUMP,
	FOR_EXPLAIN = 1 << COMMAND_EXPLAIN,
	FOR_CHECK = 1 << COMMAND_CHECK,
	FOR_IMPORT = 1 << COMMAND_IMPORT,
	FOR_EXPORT = 1 << COMMAND_EXPORT,
	FOR_HANDOUT = 1 << COMMAND_HANDOUT,
	FOR_NEW = 1 << COMMAND_NEW,
	FOR_SERVE = 1 << COMMAND_SERVE,
	FOR_DIFF = 1 << COMMAND_DIFF,
	FOR_SITE = FOR_BUILD | FOR_CV | FOR_DUMP | FOR_EXPLAIN | FOR_CHECK | FOR_EXPORT |
		   FOR_HANDOUT | FOR_SERVE,
	FOR_ALL = FOR_SITE | FOR_IMPORT,
	FOR_NONE = 1 << COMMAND_NONE, /* recto itself */
	FOR_EVERY = -1,
};

/* clang-format off */
#define OPTION(name, letter, kind, commands, offset, argument, help, key, words)                   \
	{                                                                                          \
		STR_INIT(name), letter, kind, commands, offset, STR_INIT(argument),                \
			STR_INIT(help), STR_INIT(key), STR_INIT(words)                             \
	}
#define FIELD(name, letter, kind, commands, field, argument, help, words)                          \
	OPTION(name, letter, kind, commands, offsetof(Options, field), argument, help, "", words)
#define FLAG(name, letter, commands, field, help)                                                  \
	FIELD(name, letter, OPTION_FLAG, commands, field, "", help, "")
#define VALUE(name, letter, commands, field, argument, help)                                       \
	FIELD(name, letter, OPTION_VALUE, commands, field, argument, help, "")
#define LIST(name, letter, commands, field, argument, help)                                        \
	FIELD(name, letter, OPTION_LIST, commands, field, argument, help, "")
#define CHOICE(name, commands, field, argument, words, help)                                       \
	FIELD(name, 0, OPTION_CHOICE, commands, field, argument, help, words)
#define NEEDED(name, commands, field, argument, words, help)                                       \
	FIELD(name, 0, OPTION_NEEDED, commands, field, argument, help, words)
#define SET(name, commands, key, argument, words, help)                                            \
	OPTION(name, 0, OPTION_SET, commands, 0, argument, help, key, words)
#define TRUE_SET(name, commands, key, help)                                                        \
	OPTION(name, 0, OPTION_TRUE, commands, 0, "", help, key, "")
/* clang-format on */

static const Option options[] = {
	CHOICE("form", FOR_NEW, form, "FORM", "al-folio acad-homepage",
	       "whose content it has the form of: %s"),
	VALUE("name", 0, FOR_NEW, name, "NAME",
	      "the person; has to be given where there is no terminal"),
	VALUE("native-name", 0, FOR_NEW, native_name, "NAME", "the name in its own script: 林望舒"),
	VALUE("lang", 0, FOR_NEW, languages, "TAG,...",
	      "languages of the pages, the site's own first (default: en)"),
	VALUE("email", 0, FOR_NEW, email, "ADDRESS", "e-mail address"),
	VALUE("institution", 0, FOR_NEW, institution, "NAME", "where the person works"),
	VALUE("output", 'o', FOR_BUILD | FOR_SERVE, output, "DIR",
	      "folder to write to (default: SITE/_site)"),
	VALUE("output", 'o', FOR_CV, output, "FILE",
	      "file to write, - for standard output (default: cv.pdf, or the name the site links)"),
	VALUE("output", 'o', FOR_IMPORT, output, "DIR", "folder to write the site to"),
	VALUE("output", 'o', FOR_HANDOUT, output, "FILE",
	      "file to write, - for standard output (default: cv-FORM.pdf)"),
	VALUE("port", 0, FOR_SERVE, port, "N",
	      "listen on 127.0.0.1:N, 0: any that is free (default: from 4000 on)"),
	FLAG("open", 0, FOR_SERVE, open, "open page and PDF side by side in the browser"),
	NEEDED("layout", FOR_HANDOUT, layout, "FORM", "2up 4up booklet a5 card poster", "%s"),
	SET("sheet", FOR_HANDOUT, "recto.handout.sheet", "SIZE", "a3 a4 a5 letter",
	    "paper to print on: %s (default: as large as the layout needs)"),
	SET("duplex", FOR_HANDOUT, "recto.handout.duplex", "EDGE", "long short none",
	    "edge that the paper is turned over: %s (default: backs stand upright)"),
	TRUE_SET("crop-marks", FOR_HANDOUT, "recto.handout.crop_marks",
		 "marks where to cut and fold, on a larger sheet"),
	SET("bleed", FOR_HANDOUT, "recto.handout.bleed", "LENGTH", "",
	    "how far colour goes past the cut: 3mm"),
	SET("creep", FOR_HANDOUT, "recto.handout.creep", "LENGTH", "",
	    "booklet: thickness of a folded sheet, to move inner pages by: 0.1mm"),
	TRUE_SET("gray", FOR_HANDOUT, "recto.handout.gray", "without colours"),
	VALUE("output", 'o', 1 << COMMAND_COMPLETION | 1 << COMMAND_MAN | FOR_EXPORT, output,
	      "FILE", "file to write (default: standard output)"),
	CHOICE("format", FOR_EXPORT, format, "F", "jsonresume rendercv bibtex jsonld vcard", "%s"),
	CHOICE("format", FOR_CHECK, findings, "F", "text json sarif github gitlab", "%s"),
	CHOICE("format", FOR_DIFF, changes, "F", "text markdown json", "%s"),
	VALUE("site", 0, FOR_DIFF, site, "DIR",
	      "the site that revisions are of, and NEW when it is not given (default: .)"),
	VALUE("pictures", 0, FOR_DIFF, pictures, "FILE",
	      "write there a PDF of the pages that changed, old and new side by side"),
	FLAG("exit-code", 0, FOR_DIFF, exit_code, "exit with 1 when something changed"),
	CHOICE("format", 1 << COMMAND_FONTS, fonts_form, "F", "text json", "%s"),
	CHOICE("fail-on", FOR_CHECK, fail_on, "LEVEL", "error warning",
	       "exit with 1 from this level on: %s"),
	FLAG("online", 0, FOR_CHECK, online,
	     "follow links to other sites too, in two minutes at most"),
	VALUE("baseline", 0, FOR_CHECK, baseline, "FILE",
	      "findings that are accepted: they are counted, not told"),
	VALUE("report", 0, FOR_CHECK, report, "FORM:FILE",
	      "write what was found to FILE as well, in a form of --format: gitlab:found.json"),
	FLAG("write-baseline", 0, FOR_CHECK, write_baseline,
	     "accept all findings: write them to the FILE of --baseline"),
	NEEDED("stage", FOR_DUMP, stage, "STAGE", "source ast doc items frames", "%s"),
	LIST("set", 0, FOR_SITE | FOR_DIFF | 1 << COMMAND_FONTS, sets, "KEY=VALUE",
	     "override a key of _config.yml, by dots: recto.paper=letter"),
	VALUE("pages", 0, FOR_BUILD | FOR_CV | FOR_CHECK | FOR_DUMP | FOR_SERVE, pages, "N",
	      "fit the CV into N pages, as recto.pages does"),
	VALUE("variant", 0, FOR_CV, variant, "NAME", "write that variant, of recto.cv.variants"),
	FLAG("strict", 0, (FOR_ALL & ~FOR_SERVE) | 1 << COMMAND_FONTS, strict,
	     "exit with 1 when there are warnings"),
	FLAG("no-repair", 0, FOR_SITE | FOR_DIFF, no_repair,
	     "leave text that was saved in a wrong encoding as it is"),
	FLAG("keep-comments", 0, FOR_BUILD | FOR_DUMP | FOR_SERVE, keep_comments,
	     "keep HTML comments on the page"),
	FLAG("safe", 0, FOR_BUILD | FOR_DUMP | FOR_SERVE, safe,
	     "keep scripts, event handlers and javascript: links off the page"),
	VALUE("jobs", 0, FOR_BUILD, jobs, "N",
	      "of several SITEs, build N at a time (default: one a processor); -o DIR: DIR/SITE"),
	VALUE("depfile", 0, FOR_BUILD | FOR_CV, depfile, "FILE",
	      "write there what the home page or the PDF was made of, as a rule for make"),
	VALUE("summary", 0, FOR_BUILD | FOR_CV | FOR_CHECK, summary, "FILE",
	      "add what came of it to FILE, as Markdown: \"$GITHUB_STEP_SUMMARY\""),
	FLAG("no-cache", 0, FOR_BUILD | FOR_CV | FOR_HANDOUT | FOR_SERVE, no_cache,
	     "make all anew, and keep nothing in SITE/.recto-cache"),
	FLAG("quiet", 'q', FOR_ALL | FOR_NEW | FOR_DIFF, quiet, "print errors only"),
	FLAG("verbose", 'v', FOR_BUILD, verbose, "print every file that is copied too"),
	FLAG("help", 'h', FOR_EVERY, help, "print this"),
	FLAG("version", 0, FOR_NONE, version, "print the version, and those of the libraries"),
};

const Command *command_table(size_t *count)
{
	*count = sizeof commands / sizeof *commands;
	return commands;
}

const Option *option_table(size_t *count)
{
	*count = sizeof options / sizeof *options;
	return options;
}

const Command *command_find(CommandId id)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (commands[i].id == id)
			return &commands[i];
	return NULL;
}

bool option_is_of(const Option *option, CommandId id)
{
	return (option->commands & 1 << id) != 0;
}

const Option *option_find(CommandId id, Str name, char letter)
{
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		const Option *o = &options[i];
		bool match =
			name.len > 0 ? str_eq(o->name, name) : o->letter == letter && letter != 0;
		if (match && option_is_of(o, id))
			return o;
	}
	return NULL;
}

bool option_takes_value(const Option *option)
{
	return option->argument.len > 0;
}

Str option_word(CommandId id, Str name, size_t index)
{
	const Option *option = option_find(id, name, 0);
	Str rest = option != NULL ? option->words : S(""), word = S("");
	for (size_t i = 0; i <= index; i++)
		if (!str_next_word(&rest, &word))
			return S("");
	return word;
}

void option_write_words(Buf *out, const Option *option, bool say_default)
{
	Str rest = option->words, word;
	for (bool first = true; str_next_word(&rest, &word); first = false) {
		if (!first)
			buf_add(out, str_is_blank(rest) ? S(" or ") : S(", "));
		buf_add(out, word);
		if (first && say_default && option->kind == OPTION_CHOICE)
			buf_add(out, S(" (default)"));
	}
}
