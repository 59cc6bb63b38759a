/* mdoc is the language of mandoc(1) and groff_mdoc(7): a line that begins with "." is a macro and
 * its words, the others are text. */
#include "app/man.h"

#include "app/option_table.h"
#include "base/utf8.h"

/* Of the last change of this text; the table's changes count with the version. */
#define MAN_DATE "November 22, 2026"

/* --- text --- */

/* One run of text: signs that roff reads as its own, and dashes that are to stay as typed. */
static void add_text(Buf *out, Str text)
{
	if (text.len > 0 && (text.ptr[0] == '.' || text.ptr[0] == '\''))
		buf_add(out, S("\\&"));
	for (size_t at = 0; at < text.len;) {
		char before = at > 0 ? text.ptr[at - 1] : ' ';
		uint32_t rune = utf8_next(text, &at);
		if (rune == '\\')
			buf_add(out, S("\\e"));
		else if (rune == '-' && !char_is_alnum(before))
			buf_add(out, S("\\-"));
		else if (rune == '~')
			buf_add(out, S("\\(ti"));
		else if (rune == '"')
			buf_add(out, S("\\(dq"));
		else if (rune == '\'')
			buf_add(out, S("\\(aq"));
		else if (rune >= 0x80)
			buf_add_format(out, "\\[u%04X]", (unsigned)rune);
		else
			buf_add_char(out, (char)rune);
	}
}

/* A sentence on a line of its own: capital, full stop. */
static void add_sentence(Buf *out, Str text)
{
	Arena *arena = out->arena;
	Str first = str_slice(text, 0, 1);
	if (first.len > 0 && first.ptr[0] >= 'a' && first.ptr[0] <= 'z')
		first = str_format(arena, "%c", first.ptr[0] - 'a' + 'A');
	add_text(out, str_concat(arena, first, str_from_offset(text, 1)));
	buf_add(out, str_ends(text, S(".")) ? S("\n") : S(".\n"));
}

/* --- operands and options as macros --- */

/* One word of Command.arguments: SITE..., -o, --layout=FORM, bash|zsh|fish. */
static void add_argument(Buf *out, Str word)
{
	size_t equals = str_find_char(word, '=', 0);
	if (str_starts(word, S("--")) && equals != STR_NONE)
		buf_add_format(out, " Fl -%.*s Ns = Ns Ar %.*s",
			       STR_ARG(str_slice(word, 2, equals)),
			       STR_ARG(str_from_offset(word, equals + 1)));
	else if (str_starts(word, S("-")))
		buf_add_format(out, " Fl %.*s", STR_ARG(str_from_offset(word, 1)));
	else if (str_find_char(word, '|', 0) != STR_NONE)
		buf_add_format(out, " Cm %.*s",
			       STR_ARG(str_replace(out->arena, word, S("|"), S(" | Cm "))));
	else if (str_ends(word, S("...")))
		buf_add_format(out, " Ar %.*s ...", STR_ARG(str_slice(word, 0, word.len - 3)));
	else
		buf_add_format(out, " Ar %.*s", STR_ARG(word));
}

/* "[SITE] --layout=FORM", each pair of brackets between Oo and Oc. */
static void add_arguments(Buf *out, Str arguments)
{
	Str word;
	while (str_next_word(&arguments, &word)) {
		size_t end = str_find_char(word, ']', 0), closes = 0;
		bool opens = str_starts(word, S("["));
		if (end != STR_NONE)
			closes = word.len - end;
		buf_add(out, opens ? S(" Oo") : S(""));
		add_argument(out, str_slice(word, opens, word.len - closes));
		for (; closes > 0; closes--)
			buf_add(out, S(" Oc"));
	}
	buf_add_char(out, '\n');
}

static void add_option_name(Buf *out, const Option *option)
{
	buf_add(out, S(".It"));
	if (option->letter != 0) {
		buf_add_format(out, " Fl %c", option->letter);
		if (option_takes_value(option))
			buf_add_format(out, " Ar %.*s", STR_ARG(option->argument));
		buf_add(out, S(" ,"));
	}
	buf_add_format(out, " Fl -%.*s", STR_ARG(option->name));
	if (option_takes_value(option))
		buf_add_format(out, " Ns = Ns Ar %.*s", STR_ARG(option->argument));
	buf_add_char(out, '\n');
}

static size_t count_takers(const Option *option)
{
	size_t count, takers = 0;
	const Command *commands = command_table(&count);
	for (size_t i = 0; i < count; i++)
		takers += option_is_of(option, commands[i].id);
	return takers;
}

/* Which commands take it, in a sentence, where not all do. */
static void add_takers(Buf *out, const Option *option)
{
	size_t count, takers = count_takers(option), told = 0;
	const Command *commands = command_table(&count);
	if (takers == 0 || takers == count)
		return;
	buf_add(out, S("For"));
	for (size_t i = 0; i < count; i++)
		if (option_is_of(option, commands[i].id)) {
			told++;
			buf_add_format(out, "\n.Cm %.*s%s", STR_ARG(commands[i].name),
				       told == takers	    ? " ."
				       : told + 1 == takers ? "\nand"
							    : " ,");
		}
	buf_add_char(out, '\n');
}

/* A list of the options that a command alone takes; of those that several take for COMMAND_NONE. */
static void add_options(Buf *out, CommandId id)
{
	size_t count, listed = 0;
	const Option *options = option_table(&count);
	for (size_t i = 0; i < count; i++) {
		bool own = count_takers(&options[i]) == 1 && option_is_of(&options[i], id);
		if (id == COMMAND_NONE ? count_takers(&options[i]) == 1 : !own)
			continue;
		buf_add(out, listed++ == 0 ? S(".Bl -tag -width Ds\n") : S(""));
		Buf text = buf_in(out->arena);
		buf_add(&text, str_starts(options[i].help, S("%s")) ? S("one of ") : S(""));
		option_write_text(&text, &options[i]);
		add_option_name(out, &options[i]);
		add_sentence(out, buf_str(&text));
		if (id == COMMAND_NONE)
			add_takers(out, &options[i]);
	}
	buf_add(out, listed > 0 ? S(".El\n") : S(""));
}

/* --- sections --- */

/* A section with what `add` writes of each command. */
static void add_section(Buf *out, const char *head, void (*add)(Buf *out, const Command *command))
{
	size_t count;
	const Command *commands = command_table(&count);
	buf_add_format(out, ".Sh %s\n", head);
	for (size_t i = 0; i < count; i++)
		add(out, &commands[i]);
}

static void add_usage(Buf *out, const Command *command)
{
	buf_add_format(out, ".Nm\n.Cm %.*s\n.Op Ar options\n", STR_ARG(command->name));
	Buf arguments = buf_in(out->arena);
	add_arguments(&arguments, command->arguments);
	Str text = str_trim(buf_str(&arguments));
	if (text.len > 0)
		buf_add_format(out, ".%.*s\n", STR_ARG(text));
}

static void add_command(Buf *out, const Command *command)
{
	buf_add_format(out, ".It Cm %.*s", STR_ARG(command->name));
	add_arguments(out, command->arguments);
	add_sentence(out, command->summary);
	add_options(out, command->id);
}

static void add_example(Buf *out, const Command *command)
{
	buf_add(out, S(".Dl "));
	add_text(out, command->example);
	buf_add_char(out, '\n');
}

static const char description[] =
	".Sh DESCRIPTION\n"
	".Nm\n"
	"reads the folder that an academic keeps for a homepage (Markdown pages with front "
	"matter,\n"
	".Pa _config.yml ,\n"
	".Pa _data ,\n"
	".Pa papers.bib\n"
	"and pictures: the content of al\\-folio and acad\\-homepage sites) and writes both sides "
	"of it:\n"
	"the static HTML homepage, and a typeset, tagged PDF CV.\n"
	"It needs no Ruby, Node, TeX, browser or network to run.\n"
	".Pp\n"
	".Ar SITE\n"
	"is such a folder, a single Markdown file, or CV data (RenderCV, JSON Resume or "
	"al\\-folio's\n"
	".Pa cv.yml ) ;\n"
	"where it is left out, the current folder is meant.\n"
	"Messages go to standard error and name file, line and column, and how to mend what is "
	"wrong.\n"
	"The same input gives the same bytes, on every run and machine.\n";

static const char surroundings[] =
	".Sh ENVIRONMENT\n"
	".Bl -tag -width Ds\n"
	".It Ev SOURCE_DATE_EPOCH\n"
	"Seconds since 1970: the date of the PDF, and the \"now\" of templates.\n"
	"Without it the PDF has the date that\n"
	".Pa _config.yml\n"
	"gives, or none.\n"
	".It Ev RECTO_FONT_PATH\n"
	"Folders that are searched for fonts first, separated by colons.\n"
	".It Ev NO_COLOR\n"
	"When set, messages on a terminal have no colours.\n"
	".El\n"
	".Sh FILES\n"
	".Bl -tag -width Ds\n"
	".It Pa SITE/_config.yml\n"
	"Settings of the site; recto's own stand below the key\n"
	".Li recto .\n"
	".It Pa SITE/_site\n"
	"What\n"
	".Cm build\n"
	"writes, where\n"
	".Fl o\n"
	"names no other folder.\n"
	".It Pa SITE/.recto-cache\n"
	"What the next build need not make again; it may be deleted at any time.\n"
	".It Pa SITE/fonts\n"
	"Font files of the site's own, and a\n"
	".Pa fonts.yaml\n"
	"that is laid over the built\\-in table of fonts.\n"
	".El\n"
	".Sh EXIT STATUS\n"
	".Bl -tag -width Ds -compact\n"
	".It 0\n"
	"clean, or with warnings\n"
	".It 1\n"
	"faulty content; with\n"
	".Fl -strict ,\n"
	"or\n"
	".Cm check Fl -fail-on Ns = Ns Cm warning ,\n"
	"warnings; with\n"
	".Cm diff Fl -exit\\-code ,\n"
	"a change\n"
	".It 2\n"
	"wrong usage\n"
	".It 3\n"
	"the system: a file cannot be read or written, no memory\n"
	".El\n";

static const char others[] =
	".Sh SEE ALSO\n"
	".Xr fc-list 1 ,\n"
	".Xr pdftotext 1\n"
	".Pp\n"
	".Lk https://github.com/alshedivat/al-folio al-folio\n"
	".Pp\n"
	".Lk https://github.com/RayeRen/acad-homepage.github.io acad-homepage\n"
	".Sh STANDARDS\n"
	"The PDF keeps to ISO 14289\\-1 (PDF/UA\\-1) and ISO 19005\\-2, level A (PDF/A\\-2a).\n";

void man_write(Buf *out)
{
	buf_add_format(out,
		       ".\\\" The manual of recto, made by: recto man\n"
		       ".Dd %s\n.Dt RECTO 1\n.Os recto %s\n"
		       ".Sh NAME\n.Nm recto\n"
		       ".Nd both sides of an academic homepage: static HTML and a typeset PDF CV\n",
		       MAN_DATE, RECTO_VERSION);
	add_section(out, "SYNOPSIS", add_usage);
	buf_add(out, S(".Nm\n.Fl -help | -version\n"));
	buf_add_cstr(out, description);
	add_section(out, "COMMANDS\n.Bl -tag -width Ds", add_command);
	buf_add(out, S(".El\n.Sh OPTIONS\nThese are options of several commands.\n"));
	add_options(out, COMMAND_NONE);
	buf_add_cstr(out, surroundings);
	add_section(out, "EXAMPLES", add_example);
	buf_add_cstr(out, others);
}
