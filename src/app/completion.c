#include "app/completion.h"

#include "model/theme.h"

typedef enum { COMPLETE_NOTHING, COMPLETE_WORDS, COMPLETE_FOLDERS, COMPLETE_FILES } Completes;

/* What stands behind an option; *words, with spaces between, for COMPLETE_WORDS. */
static Completes completes_option(const Option *option, Str *words)
{
	*words = option->words;
	if (option->words.len > 0)
		return COMPLETE_WORDS;
	if (str_eq(option->argument, S("DIR")))
		return COMPLETE_FOLDERS;
	return str_starts(option->argument, S("FILE")) ? COMPLETE_FILES : COMPLETE_NOTHING;
}

/* What stands behind a command; *words likewise. */
static Completes completes_command(Arena *arena, const Command *command, Str *words)
{
	*words = S("");
	if (command->most == 0)
		return COMPLETE_NOTHING;
	if (command->id == COMMAND_THEMES) {
		const Str *names;
		Buf list = buf_in(arena);
		for (size_t i = 0, count = theme_names(&names); i < count; i++)
			buf_add_format(&list, "%s%.*s", i > 0 ? " " : "", STR_ARG(names[i]));
		*words = buf_str(&list);
		return COMPLETE_WORDS;
	}
	if (str_find_char(command->arguments, '|', 0) != STR_NONE) {
		*words = str_replace(arena, command->arguments, S("|"), S(" "));
		return COMPLETE_WORDS;
	}
	return str_starts(command->arguments, S("DIR")) ? COMPLETE_FOLDERS : COMPLETE_FILES;
}

/* TEXT within single quotes, where a quote is written as `quote` says. */
static void add_quoted(Buf *out, Str text, const char *quote)
{
	buf_add_char(out, '\'');
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '\'')
			buf_add_cstr(out, quote);
		else
			buf_add_char(out, text.ptr[i]);
	buf_add_char(out, '\'');
}

/* --- bash --- */

/* A case of the script: what is completed once PATTERN stands before the cursor. */
static void bash_case(Buf *out, Str pattern, Completes completes, Str words)
{
	buf_add_format(out, "\t%.*s) ", STR_ARG(pattern));
	switch (completes) {
	case COMPLETE_NOTHING: buf_add(out, S(":")); break;
	case COMPLETE_WORDS: buf_add_format(out, "_recto_words '%.*s'", STR_ARG(words)); break;
	case COMPLETE_FOLDERS: buf_add(out, S("_recto_paths -d")); break;
	case COMPLETE_FILES: buf_add(out, S("_recto_paths -f")); break;
	}
	buf_add(out, S(" ;;\n"));
}

static void bash_values(Buf *out, const Command *command)
{
	size_t count;
	const Option *options = option_table(&count);
	for (size_t i = 0; i < count; i++) {
		const Option *o = &options[i];
		Str words;
		if (!option_is_of(o, command->id) || !option_takes_value(o))
			continue;
		Buf pattern = buf_in(out->arena);
		buf_add_format(&pattern, "%.*s:--%.*s", STR_ARG(command->name), STR_ARG(o->name));
		if (o->letter != 0)
			buf_add_format(&pattern, "|%.*s:-%c", STR_ARG(command->name), o->letter);
		Completes completes = completes_option(o, &words);
		bash_case(out, buf_str(&pattern), completes, words);
	}
}

/* The names of all options of a command; "=" behind those that take a value. */
static Str bash_options(Arena *arena, CommandId id)
{
	size_t count;
	const Option *options = option_table(&count);
	Buf list = buf_in(arena);
	for (size_t i = 0; i < count; i++)
		if (option_is_of(&options[i], id))
			buf_add_format(&list, "%s--%.*s%s", list.len > 0 ? " " : "",
				       STR_ARG(options[i].name),
				       option_takes_value(&options[i]) ? "=" : "");
	return buf_str(&list);
}

static Str command_names(Arena *arena)
{
	size_t count;
	const Command *commands = command_table(&count);
	Buf list = buf_in(arena);
	for (size_t i = 0; i < count; i++)
		buf_add_format(&list, "%s%.*s", i > 0 ? " " : "", STR_ARG(commands[i].name));
	return buf_str(&list);
}

/* Before the cases. bash splits words at "=" unless COMP_WORDBREAKS is changed: both are read. */
static const char bash_head[] =
	"# bash completion for recto, made by: recto completion bash\n"
	"_recto_words()\n"
	"{\n"
	"\tCOMPREPLY=($(compgen -W \"$1\" -- \"$cur\"))\n"
	"\t[[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null\n"
	"}\n"
	"_recto_paths()\n"
	"{\n"
	"\tlocal IFS=$'\\n'\n"
	"\tCOMPREPLY=($(compgen \"$1\" -- \"$cur\"))\n"
	"\tcompopt -o filenames 2>/dev/null\n"
	"}\n"
	"_recto()\n"
	"{\n"
	"\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
	"\tlocal command= option= joined= i\n"
	"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	"\t\t[[ ${COMP_WORDS[i]} == -* ]] || { command=${COMP_WORDS[i]}; break; }\n"
	"\tdone\n"
	"\tif [[ $cur == = ]]; then\n"
	"\t\toption=$prev cur=\n"
	"\telif [[ $prev == = ]]; then\n"
	"\t\toption=${COMP_WORDS[COMP_CWORD - 2]}\n"
	"\telif [[ $cur == --*=* ]]; then\n"
	"\t\toption=${cur%%=*} joined=${cur%%=*}= cur=${cur#*=}\n"
	"\telif [[ $prev == -* ]]; then\n"
	"\t\toption=$prev\n"
	"\tfi\n"
	"\tCOMPREPLY=()\n"
	"\tcase $command:$option in\n";

void completion_write_bash(Buf *out)
{
	size_t count;
	const Command *commands = command_table(&count);
	buf_add_cstr(out, bash_head);
	for (size_t i = 0; i < count; i++)
		bash_values(out, &commands[i]);
	buf_add(out, S("\t*) _recto_operands ;;\n"
		       "\tesac\n"
		       "\t[[ -z $joined ]] || COMPREPLY=(\"${COMPREPLY[@]/#/$joined}\")\n"
		       "}\n"
		       "_recto_operands()\n"
		       "{\n"
		       "\tcase $command:$cur in\n"));
	bash_case(out, S(":-*"), COMPLETE_WORDS, bash_options(out->arena, COMMAND_NONE));
	for (size_t i = 0; i < count; i++)
		bash_case(out, str_concat(out->arena, commands[i].name, S(":-*")), COMPLETE_WORDS,
			  bash_options(out->arena, commands[i].id));
	bash_case(out, S(":*"), COMPLETE_WORDS, command_names(out->arena));
	for (size_t i = 0; i < count; i++) {
		Str words;
		Completes completes = completes_command(out->arena, &commands[i], &words);
		bash_case(out, str_concat(out->arena, commands[i].name, S(":*")), completes, words);
	}
	buf_add(out, S("\tesac\n}\ncomplete -F _recto recto\n"));
}

/* --- zsh --- */

/* Text where _arguments and _describe would read brackets, colons and backslashes as their own. */
static Str in_zsh(Arena *arena, Str text)
{
	Buf out = buf_in(arena);
	for (size_t i = 0; i < text.len; i++) {
		if (str_find_char(S("\\[]:"), text.ptr[i], 0) != STR_NONE)
			buf_add_char(&out, '\\');
		buf_add_char(&out, text.ptr[i]);
	}
	return buf_str(&out);
}

static Str zsh_action(Arena *arena, Completes completes, Str words)
{
	switch (completes) {
	case COMPLETE_NOTHING: return S("");
	case COMPLETE_WORDS: return str_concat3(arena, S("("), words, S(")"));
	case COMPLETE_FOLDERS: return S("_path_files -/");
	case COMPLETE_FILES: return S("_files");
	}
	return S("");
}

/* One specification of _arguments. An option that may stand more than once excludes nothing. */
static void zsh_option(Buf *out, const Option *option)
{
	Arena *arena = out->arena;
	bool takes = option_takes_value(option), many = option->kind == OPTION_LIST;
	Buf text = buf_in(arena), rest = buf_in(arena);
	option_write_text(&text, option);
	buf_add_format(&rest, "[%.*s]", STR_ARG(in_zsh(arena, buf_str(&text))));
	if (takes) {
		Str words;
		Completes completes = completes_option(option, &words);
		buf_add_format(&rest, ":%.*s:%.*s", STR_ARG(in_zsh(arena, option->argument)),
			       STR_ARG(zsh_action(arena, completes, words)));
	}
	buf_add(out, S(" \\\n\t\t\t"));
	if (option->letter != 0)
		buf_add_format(out, "'(-%c --%.*s)'{-%c%s,--%.*s%s}", option->letter,
			       STR_ARG(option->name), option->letter, takes ? "+" : "",
			       STR_ARG(option->name), takes ? "=" : "");
	else
		buf_add_format(out, "'%s--%.*s%s'", many ? "*" : "", STR_ARG(option->name),
			       takes ? "=" : "");
	add_quoted(out, buf_str(&rest), "'\\''");
}

static void zsh_options(Buf *out, CommandId id)
{
	size_t count;
	const Option *options = option_table(&count);
	for (size_t i = 0; i < count; i++)
		if (option_is_of(&options[i], id))
			zsh_option(out, &options[i]);
}

static void zsh_command(Buf *out, const Command *command)
{
	Str words;
	Completes completes = completes_command(out->arena, command, &words);
	buf_add_format(out, "\t\t%.*s) _arguments -s", STR_ARG(command->name));
	zsh_options(out, command->id);
	if (command->most > 0)
		buf_add_format(out, " \\\n\t\t\t'*:%s:%.*s'",
			       completes == COMPLETE_WORDS ? "word" : "path",
			       STR_ARG(zsh_action(out->arena, completes, words)));
	buf_add(out, S(" ;;\n"));
}

void completion_write_zsh(Buf *out)
{
	size_t count;
	const Command *commands = command_table(&count);
	buf_add(out, S("#compdef recto\n"
		       "# zsh completion for recto, made by: recto completion zsh\n"
		       "_recto()\n{\n"
		       "\tlocal curcontext=$curcontext state line\n"
		       "\tlocal -a commands\n"
		       "\t_arguments -C '1:command:->command' '*::argument:->rest'"));
	zsh_options(out, COMMAND_NONE);
	buf_add(out, S("\n\tcase $state in\n\tcommand)\n\t\tcommands=("));
	for (size_t i = 0; i < count; i++) {
		buf_add(out, S("\n\t\t\t"));
		add_quoted(out,
			   str_concat3(out->arena, commands[i].name, S(":"),
				       in_zsh(out->arena, commands[i].summary)),
			   "'\\''");
	}
	buf_add(out, S(")\n\t\t_describe command commands ;;\n\trest)\n\t\tcase $words[1] in\n"));
	for (size_t i = 0; i < count; i++)
		zsh_command(out, &commands[i]);
	buf_add(out, S("\t\tesac ;;\n\tesac\n}\n"
		       "if [[ $funcstack[1] == _recto ]]; then _recto \"$@\"; else compdef _recto "
		       "recto; fi\n"));
}

/* --- fish --- */

static void fish_line(Buf *out, Str condition, Str options, Str description)
{
	buf_add(out, S("complete -c recto -n "));
	add_quoted(out, condition, "\\'");
	buf_add_format(out, " %.*s", STR_ARG(options));
	if (description.len > 0) {
		buf_add(out, S(" -d "));
		add_quoted(out, str_replace(out->arena, description, S("\\"), S("\\\\")), "\\'");
	}
	buf_add_char(out, '\n');
}

static Str fish_values(Arena *arena, Completes completes, Str words)
{
	switch (completes) {
	case COMPLETE_NOTHING: return S("");
	case COMPLETE_WORDS: return str_concat3(arena, S(" -a '"), words, S("'"));
	case COMPLETE_FOLDERS: return S(" -a '(__fish_complete_directories)'");
	case COMPLETE_FILES: return S(" -F");
	}
	return S("");
}

static void fish_options(Buf *out, Str condition, CommandId id)
{
	Arena *arena = out->arena;
	size_t count;
	const Option *options = option_table(&count);
	for (size_t i = 0; i < count; i++) {
		const Option *o = &options[i];
		if (!option_is_of(o, id))
			continue;
		Buf flags = buf_in(arena), text = buf_in(arena);
		buf_add_format(&flags, "-l %.*s", STR_ARG(o->name));
		if (o->letter != 0)
			buf_add_format(&flags, " -s %c", o->letter);
		if (option_takes_value(o)) {
			Str words;
			Completes completes = completes_option(o, &words);
			buf_add(&flags, completes == COMPLETE_FILES ? S(" -r") : S(" -x"));
			buf_add(&flags, fish_values(arena, completes, words));
		}
		option_write_text(&text, o);
		fish_line(out, condition, buf_str(&flags), buf_str(&text));
	}
}

/* The condition of what follows: the first word that is no option is that command, or there is
 * none. */
static const char fish_head[] = "# fish completion for recto, made by: recto completion fish\n"
				"function __recto_command\n"
				"\tset -l words (commandline -opc)\n"
				"\tset -e words[1]\n"
				"\tfor word in $words\n"
				"\t\tif not string match -q -- '-*' $word\n"
				"\t\t\ttest \"$word\" = \"$argv[1]\"\n"
				"\t\t\treturn\n"
				"\t\tend\n"
				"\tend\n"
				"\ttest -z \"$argv[1]\"\n"
				"end\n"
				"complete -c recto -f\n";

void completion_write_fish(Buf *out)
{
	size_t count;
	const Command *commands = command_table(&count);
	Str none = S("__recto_command");
	buf_add_cstr(out, fish_head);
	fish_options(out, none, COMMAND_NONE);
	for (size_t i = 0; i < count; i++)
		fish_line(out, none, str_concat(out->arena, S("-a "), commands[i].name),
			  commands[i].summary);
	for (size_t i = 0; i < count; i++) {
		Str words,
			condition = str_concat(out->arena, S("__recto_command "), commands[i].name);
		Completes completes = completes_command(out->arena, &commands[i], &words);
		if (completes != COMPLETE_NOTHING)
			fish_line(out, condition,
				  str_trim(fish_values(out->arena, completes, words)), S(""));
		fish_options(out, condition, commands[i].id);
	}
}
