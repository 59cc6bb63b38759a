#include "app/option_table.h"

/* What parsing knows besides the Options. */
typedef struct {
	int argc;
	char *const *argv;
	int at; /* the next word to read */
	Arena *arena;
	Options *out;
	Buf *error;
	VEC(const Option *) given;
} Parser;

/* "; did you mean --pages?" where some word is near. */
static void suggest(Buf *error, Str word, const Str *known, size_t count, const char *dashes)
{
	Str near = str_nearest(word, known, count);
	if (near.len > 0)
		buf_add_format(error, "; did you mean %s%.*s?", dashes, STR_ARG(near));
}

/* The command that has the option "--name" or "-x", NULL when there is none. */
static const Command *command_with(Str word)
{
	size_t count;
	const Command *commands = command_table(&count);
	bool is_long = str_starts(word, S("--"));
	Str name = is_long ? str_from_offset(word, 2) : S("");
	for (size_t i = 0; i < count; i++)
		if (option_find(commands[i].id, name, is_long ? 0 : word.ptr[1]) != NULL)
			return &commands[i];
	return NULL;
}

/* "unknown option --papper" with the nearest one that this command has. */
static bool fail_unknown(Parser *p, Str word)
{
	size_t all, count = 0;
	const Option *options = option_table(&all);
	const Command *other = p->out->command == COMMAND_NONE ? command_with(word) : NULL;
	if (other != NULL) {
		buf_add_format(p->error, "%.*s stands behind a command: recto %.*s %.*s",
			       STR_ARG(word), STR_ARG(other->name), STR_ARG(word));
		return false;
	}
	Str *known = ARENA_ARRAY(p->arena, Str, all);
	for (size_t i = 0; i < all; i++)
		if (option_is_of(&options[i], p->out->command))
			known[count++] = options[i].name;
	buf_add_format(p->error, "unknown option %.*s", STR_ARG(word));
	suggest(p->error, str_starts(word, S("--")) ? str_from_offset(word, 2) : word, known, count,
		"--");
	return false;
}

/* VALUE as one of the words of a CHOICE or NEEDED option. */
static bool set_choice(Parser *p, const Option *option, Str value)
{
	Str word;
	VEC(Str) words = {0};
	for (Str rest = option->words; str_next_word(&rest, &word);) {
		if (str_eq(word, value)) {
			*(int *)((char *)p->out + option->offset) = (int)words.len;
			return true;
		}
		VEC_PUSH(p->arena, &words, word);
	}
	buf_add_format(p->error, "--%.*s is ", STR_ARG(option->name));
	option_write_words(p->error, option, false);
	buf_add_format(p->error, ", not %.*s", STR_ARG(value));
	suggest(p->error, value, words.ptr, words.len, "");
	return false;
}

static void push_set(Parser *p, Str key, Str value)
{
	VEC_PUSH(p->arena, &p->out->sets, str_concat3(p->arena, key, S("="), value));
}

static bool set_value(Parser *p, const Option *option, Str value)
{
	void *field = (char *)p->out + option->offset;
	switch (option->kind) {
	case OPTION_FLAG: *(bool *)field = true; return true;
	case OPTION_TRUE: push_set(p, option->key, S("true")); return true;
	case OPTION_SET: push_set(p, option->key, value); return true;
	case OPTION_VALUE: *(Str *)field = value; return true;
	case OPTION_LIST: VEC_PUSH(p->arena, (StrList *)field, value); return true;
	case OPTION_CHOICE:
	case OPTION_NEEDED: return set_choice(p, option, value);
	}
	return true;
}

/* OPTION with what stands behind its "=", or with the next word. */
static bool apply(Parser *p, const Option *option, Str value, bool has_value)
{
	bool takes = option_takes_value(option);
	VEC_PUSH(p->arena, &p->given, option);
	if (has_value && !takes) {
		buf_add_format(p->error, "--%.*s takes no value", STR_ARG(option->name));
		return false;
	}
	if (takes && !has_value) {
		if (p->at >= p->argc) {
			buf_add_format(p->error, "--%.*s needs %.*s behind it",
				       STR_ARG(option->name), STR_ARG(option->argument));
			return false;
		}
		value = str_from(p->argv[p->at++]);
	}
	if (takes && value.len == 0) {
		buf_add_format(p->error, "%.*s of --%.*s is empty", STR_ARG(option->argument),
			       STR_ARG(option->name));
		return false;
	}
	return set_value(p, option, value);
}

static bool parse_long(Parser *p, Str word)
{
	size_t equals = str_find_char(word, '=', 0);
	Str name = str_slice(word, 2, equals == STR_NONE ? word.len : equals);
	const Option *option = option_find(p->out->command, name, 0);
	if (option == NULL)
		return fail_unknown(p, str_slice(word, 0, name.len + 2));
	Str value = equals == STR_NONE ? S("") : str_from_offset(word, equals + 1);
	return apply(p, option, value, equals != STR_NONE);
}

/* -q, -qv, -oOUT, -o OUT. */
static bool parse_short(Parser *p, Str word)
{
	for (size_t i = 1; i < word.len; i++) {
		const Option *option = option_find(p->out->command, S(""), word.ptr[i]);
		if (option == NULL)
			return fail_unknown(p, str_format(p->arena, "-%c", word.ptr[i]));
		Str rest = str_from_offset(word, i + 1);
		bool takes = option_takes_value(option);
		if (!apply(p, option, rest, takes && rest.len > 0))
			return false;
		if (takes)
			break;
	}
	return true;
}

static bool parse_command(Parser *p, Str word)
{
	size_t count;
	const Command *commands = command_table(&count);
	Str *known = ARENA_ARRAY(p->arena, Str, count);
	if (str_eq(word, S("help")) && !p->out->help) { /* recto help build */
		p->out->help = true;
		return true;
	}
	for (size_t i = 0; i < count; i++) {
		known[i] = commands[i].name;
		if (str_eq(word, commands[i].name)) {
			p->out->command = commands[i].id;
			return true;
		}
	}
	buf_add_format(p->error, "there is no command \"%.*s\"", STR_ARG(word));
	suggest(p->error, word, known, count, "");
	return false;
}

static bool parse_operand(Parser *p, Str word)
{
	Options *out = p->out;
	const Command *command = command_find(out->command);
	if (out->inputs.len >= command->most) {
		buf_add_format(p->error,
			       command->most == 1 ? "one SITE at a time: %.*s is too many"
						  : "%.*s is too many",
			       STR_ARG(word));
		return false;
	}
	if (word.len == 0) {
		buf_add(p->error, S("the name of SITE is empty"));
		return false;
	}
	out->input = out->inputs.len > 0 ? out->input : word;
	VEC_PUSH(p->arena, &out->inputs, word);
	return true;
}

static bool parse_word(Parser *p, Str word, bool *only_operands)
{
	if (!*only_operands && str_eq(word, S("--"))) {
		*only_operands = true;
		return true;
	}
	if (!*only_operands && str_starts(word, S("--")))
		return parse_long(p, word);
	if (!*only_operands && str_starts(word, S("-")) && word.len > 1)
		return parse_short(p, word);
	return p->out->command == COMMAND_NONE ? parse_command(p, word) : parse_operand(p, word);
}

static bool is_given(const Parser *p, const Option *option)
{
	for (size_t i = 0; i < p->given.len; i++)
		if (p->given.ptr[i] == option)
			return true;
	return false;
}

/* Options without which the command can do nothing. */
static bool check_needed(Parser *p)
{
	size_t count;
	const Option *options = option_table(&count);
	for (size_t i = 0; i < count; i++) {
		const Option *o = &options[i];
		if (o->kind != OPTION_NEEDED || !option_is_of(o, p->out->command) || is_given(p, o))
			continue;
		buf_add_format(p->error, "%.*s needs --%.*s=%.*s: ",
			       STR_ARG(command_find(p->out->command)->name), STR_ARG(o->name),
			       STR_ARG(o->argument));
		option_write_words(p->error, o, false);
		return false;
	}
	return true;
}

static bool check_sets(const Options *out, Buf *error)
{
	for (size_t i = 0; i < out->sets.len; i++)
		if (str_find_char(out->sets.ptr[i], '=', 1) == STR_NONE) {
			buf_add_format(error, "--set needs KEY=VALUE, not %.*s",
				       STR_ARG(out->sets.ptr[i]));
			return false;
		}
	return true;
}

static bool check_baseline(const Options *out, Buf *error)
{
	if (!out->write_baseline || out->baseline.len > 0)
		return true;
	buf_add(error, S("--write-baseline needs --baseline=FILE to write to"));
	return false;
}

/* "gitlab:found.json". */
static bool check_report(Options *out, Buf *error)
{
	Str file = out->report, form, word;
	if (out->report.len == 0)
		return true;
	str_split(&file, ':', &form);
	for (int i = 0; (word = option_word(COMMAND_CHECK, S("format"), (size_t)i)).len > 0; i++)
		if (file.len > 0 && str_eq(word, form)) {
			out->report_form = (FindingsForm)i;
			out->report_file = file;
			return true;
		}
	buf_add_format(error, "--report needs FORM:FILE with a form of --format, not %.*s",
		       STR_ARG(out->report));
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

static bool check_new(const Options *out, Buf *error)
{
	if (out->inputs.len > 0)
		return true;
	buf_add(error, S("new needs a DIR to write the site to"));
	return false;
}

static bool check_shell(Options *out, Buf *error)
{
	static const Str shells[] = {STR_INIT("bash"), STR_INIT("zsh"), STR_INIT("fish")};
	for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
		if (str_eq(out->input, shells[i])) {
			out->shell = (Shell)i;
			return true;
		}
	buf_add(error, S("completion needs the name of a shell: bash, zsh or fish"));
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
	if (out->inputs.len > 1 && out->depfile.len + out->summary.len > 0) {
		buf_add_format(error, "--%s is for one SITE at a time",
			       out->depfile.len > 0 ? "depfile" : "summary");
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

/* Jekyll's port, where none is given. */
static bool check_port(Options *out, Buf *error)
{
	int64_t port = 4000;
	if (out->port.len > 0 && (!str_to_int(out->port, &port) || port < 0 || port > 65535)) {
		buf_add_format(error, "--port is a number from 0 to 65535, not %.*s",
			       STR_ARG(out->port));
		return false;
	}
	out->port_number = (uint16_t)port;
	return true;
}

/* "a command is needed: build, cv or check". */
static bool fail_no_command(Buf *error)
{
	size_t count;
	const Command *commands = command_table(&count);
	buf_add(error, S("a command is needed: "));
	for (size_t i = 0; i < count; i++) {
		buf_add(error, i == 0 ? S("") : i + 1 == count ? S(" or ") : S(", "));
		buf_add(error, commands[i].name);
	}
	return false;
}

/* What no single option says. */
static bool check(Parser *p)
{
	Options *out = p->out;
	switch (out->command) {
	case COMMAND_NONE: return fail_no_command(p->error);
	case COMMAND_BUILD: return check_jobs(out, p->error);
	case COMMAND_IMPORT: return check_import(out, p->error);
	case COMMAND_CHECK: return check_baseline(out, p->error) && check_report(out, p->error);
	case COMMAND_NEW: return check_new(out, p->error);
	case COMMAND_SERVE: return check_port(out, p->error);
	case COMMAND_COMPLETION: return check_shell(out, p->error);
	case COMMAND_MAN:
	case COMMAND_FONTS:
	case COMMAND_CV:
	case COMMAND_EXPLAIN:
	case COMMAND_EXPORT:
	case COMMAND_DUMP:
	case COMMAND_THEMES:
	case COMMAND_HANDOUT:
	case COMMAND_DIFF: return true;
	}
	return true;
}

bool options_parse(Arena *arena, int argc, char *const *argv, Options *out, Buf *error)
{
	Parser p = {argc, argv, .at = 1, .arena = arena, .out = out, .error = error};
	bool only_operands = false;
	*out = (Options){.input = S(".")};
	while (p.at < argc)
		if (!parse_word(&p, str_from(argv[p.at++]), &only_operands))
			return false;
	if (out->help || out->version)
		return true;
	return check_sets(out, error) && check_needed(&p) && check(&p) &&
	       set_pages(arena, out, error);
}
