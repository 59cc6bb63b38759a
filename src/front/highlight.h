/*
 * highlight: the words of a program's text by what they are, under Rouge's class names.
 *
 * A scanner over tables of rules, one table a language (highlight_rules.c); it knows comments,
 * strings, numbers, words and marks, and of HTML, YAML and TeX how a line is built. It never fails
 * and never changes the text: the parts it gives, one behind the other, are the text. Nothing is
 * allocated.
 */
#ifndef RECTO_FRONT_HIGHLIGHT_H
#define RECTO_FRONT_HIGHLIGHT_H

#include "base/str.h"

typedef enum { HIGHLIGHT_CODE, HIGHLIGHT_MARKUP, HIGHLIGHT_YAML, HIGHLIGHT_TEX } HighlightKind;

/* Lists are words with a space between. NULL: none. */
typedef struct {
	const char *names; /* what a fence may call the language, in lower case */
	HighlightKind kind;
	struct {
		const char *class, *words;
	} words[6];
	const char *line_comments; /* what starts one */
	const char *comment_open, *comment_close;
	const char *quotes;	 /* characters that open and close a string */
	const char *line_quotes; /* those whose strings may go over line ends */
	bool tripled;		 /* strings between three quotes, too */
	bool single_is_char;	 /* '...' is a character: no string of many lines */
	bool directives;	 /* lines that start with '#' */
	const char *sigils;	 /* characters that start a variable */
	const char *word_marks; /* characters that may stand in a word besides letters and digits */
	bool arguments;		/* a name before '(' is that of a function */
} HighlightRules;

typedef struct {
	const HighlightRules *rules;
	Str text;
	size_t at;
	Str before;  /* the word before, without blanks: "def", "class" */
	bool in_tag; /* HIGHLIGHT_MARKUP: between '<' and '>' */
} Highlighter;

/* Rules for a language by any of its names; NULL when there are none. */
const HighlightRules *highlight_find_rules(Str language);

/* Starts with `text`; false when the language is not known. */
bool highlight_start(Highlighter *h, Str language, Str text);
/* The next part and its class (empty: plain); false at the end. */
bool highlight_next(Highlighter *h, Str *part, Str *class);

#endif
