/* The languages of highlight.h, one table each. */
#include "front/highlight.h"

#define C_KEYWORDS                                                                                 \
	"auto break case const continue default do else enum extern for goto if inline register "  \
	"restrict return sizeof static struct switch typedef union volatile while _Alignas "       \
	"_Atomic _Generic _Noreturn _Static_assert"
#define C_TYPES                                                                                    \
	"void char short int long float double signed unsigned bool _Bool size_t ssize_t "         \
	"ptrdiff_t "                                                                               \
	"int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t "    \
	"wchar_t FILE"

static const HighlightRules rules[] = {
	{.names = "python py python3 ipython pycon",
	 .words = {{"kn", "import from as"},
		   {"kc", "True False None"},
		   {"ow", "and in is not or"},
		   {"bp", "self cls"},
		   {"k",
		    "assert async await break class continue def del elif else except finally for "
		    "global if lambda match nonlocal pass raise return try while with yield case"},
		   {"nb",
		    "abs all any ascii bin bool bytearray bytes callable chr classmethod compile "
		    "complex delattr dict dir divmod enumerate eval exec filter float format "
		    "frozenset getattr globals hasattr hash help hex id input int isinstance "
		    "issubclass iter len list locals map max memoryview min next object oct open "
		    "ord pow print property range repr reversed round set setattr slice sorted "
		    "staticmethod str sum super tuple type vars zip"}},
	 .line_comments = "#",
	 .quotes = "\"'",
	 .tripled = true,
	 .arguments = true},
	{.names = "c h",
	 .words = {{"k", C_KEYWORDS}, {"kt", C_TYPES}, {"kc", "NULL true false"}},
	 .line_comments = "//",
	 .comment_open = "/*",
	 .comment_close = "*/",
	 .quotes = "\"'",
	 .single_is_char = true,
	 .directives = true,
	 .arguments = true},
	{.names = "cpp c++ cxx cc hpp cuda",
	 .words =
		 {{"k", C_KEYWORDS
		   " alignas alignof catch class concept const_cast consteval constexpr constinit "
		   "co_await co_return co_yield decltype delete dynamic_cast explicit export final "
		   "friend mutable namespace new noexcept operator override private protected "
		   "public "
		   "reinterpret_cast requires static_assert static_cast template this thread_local "
		   "throw try typeid typename using virtual"},
		  {"kt", C_TYPES " char8_t char16_t char32_t string"},
		  {"kc", "NULL true false nullptr"},
		  {"ow", "and and_eq bitand bitor compl not not_eq or or_eq xor xor_eq"}},
	 .line_comments = "//",
	 .comment_open = "/*",
	 .comment_close = "*/",
	 .quotes = "\"'",
	 .single_is_char = true,
	 .directives = true,
	 .arguments = true},
	{.names = "bash sh shell zsh ksh console shell-session",
	 .words = {{"k",
		    "if then elif else fi case esac for select while until do done in function "
		    "time"},
		   {"nb",
		    "alias bg bind break builtin caller cd command compgen complete continue "
		    "declare dirs disown echo enable eval exec exit export false fc fg getopts "
		    "hash help history jobs kill let local logout mapfile popd printf pushd pwd "
		    "read readonly return set shift shopt source suspend test times trap true "
		    "type typeset ulimit umask unalias unset wait sudo"}},
	 .line_comments = "#",
	 .quotes = "\"'`",
	 .line_quotes = "\"'`",
	 .sigils = "$",
	 .word_marks = "-"},
	{.names = "javascript js node jsx mjs typescript ts tsx",
	 .words = {{"k",
		    "async await break case catch continue debugger default delete do else export "
		    "extends finally for from if implements import in instanceof interface new of "
		    "package private protected public return static super switch this throw try "
		    "typeof void while with yield"},
		   {"kd", "var let const function class enum type"},
		   {"kc", "true false null undefined NaN Infinity"},
		   {"nb",
		    "Array Boolean Date Error Function JSON Map Math Number Object Promise Proxy "
		    "Reflect RegExp Set String Symbol WeakMap WeakSet console document window "
		    "globalThis parseFloat parseInt isNaN isFinite"}},
	 .line_comments = "//",
	 .comment_open = "/*",
	 .comment_close = "*/",
	 .quotes = "\"'`",
	 .line_quotes = "`",
	 .word_marks = "$",
	 .arguments = true},
	{.names = "json json5 jsonc",
	 .words = {{"kc", "true false null"}},
	 .line_comments = "//",
	 .quotes = "\""},
	{.names = "ruby rb",
	 .words = {{"k",
		    "BEGIN END alias begin break case class def defined? do else elsif end ensure "
		    "for if in module next redo rescue retry return super then undef unless until "
		    "when while yield"},
		   {"kc", "true false nil self __FILE__ __LINE__"},
		   {"ow", "and not or"},
		   {"nb",
		    "attr_accessor attr_reader attr_writer extend include lambda loop prepend "
		    "private proc protected public puts print p raise require require_relative"}},
	 .line_comments = "#",
	 .quotes = "\"'`",
	 .line_quotes = "\"'`",
	 .sigils = "@$",
	 .word_marks = "?!"},
	{.names = "r rscript splus",
	 .words = {{"k", "break else for function if in next repeat return switch while"},
		   {"kc", "TRUE FALSE NULL NA NA_integer_ NA_real_ NA_character_ Inf NaN T F"},
		   {"kn", "library require source"},
		   {"nb",
		    "abs apply c cat cbind data.frame dim factor head lapply length list lm "
		    "matrix max mean min names ncol nrow paste plot print rbind rep round sapply "
		    "seq str sum summary table tail unique var vector which"}},
	 .line_comments = "#",
	 .quotes = "\"'`",
	 .line_quotes = "\"'",
	 .word_marks = ".",
	 .arguments = true},
	{.names = "html xml svg xhtml vue htm", .kind = HIGHLIGHT_MARKUP},
	{.names = "yaml yml",
	 .kind = HIGHLIGHT_YAML,
	 .words = {{"kc", "true false null yes no on off"}}},
	{.names = "latex tex", .kind = HIGHLIGHT_TEX},
};

const HighlightRules *highlight_find_rules(Str language)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		Str names = str_from(rules[i].names), name;
		while (str_next_word(&names, &name))
			if (str_eq_nocase(name, language))
				return &rules[i];
	}
	return NULL;
}
