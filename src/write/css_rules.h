/*
 * css_rules: a style sheet as rules, of which a page gets those that can match on it.
 *
 * A selector can match only where all names that it asks for are on the page: of elements, classes,
 * ids, attributes and languages. What stands in :not() is not asked for; :is(), :where() and :has()
 * ask for one of their selectors; values of attributes and other pseudo-classes ask for nothing.
 * What is left out can never match, so a page looks the same with its rules as with the whole
 * sheet; what is not understood stays. The order of rules stays, and with it which of two wins.
 *
 * The sheet is one of ours, without comments (Selectors Level 4, CSS Syntax Level 3). Blocks of
 * @media and @supports are looked into, all other at-rules stay whole, and so does what is nested
 * in a rule. Nothing fails. What is read lives in the arena given and lends the sheet's text; once
 * read, it may be shared by threads.
 */
#ifndef RECTO_WRITE_CSS_RULES_H
#define RECTO_WRITE_CSS_RULES_H

#include "base/buf.h"

typedef enum { CSS_ELEMENT, CSS_CLASS, CSS_ID, CSS_ATTRIBUTE, CSS_LANGUAGE } CssNameKind;

/* A set of the names of a sheet. A sheet with more of them asks for the others nowhere. */
enum { CSS_NAMES_MAX = 512 };
typedef struct {
	uint64_t bits[CSS_NAMES_MAX / 64];
} CssNames;

static inline void css_names_add(CssNames *names, int number)
{
	names->bits[number / 64] |= (uint64_t)1 << number % 64;
}
static inline bool css_names_has(const CssNames *names, int number)
{
	return (names->bits[number / 64] >> number % 64 & 1) != 0;
}
/* Whether all of `part` are in `names`. */
bool css_names_hold(const CssNames *names, const CssNames *part);
void css_names_join(CssNames *names, const CssNames *more);

typedef struct CssRules CssRules;

CssRules *css_rules_read(Arena *arena, Str sheet);

/* The number of a name that the sheet asks for, -1 for others. Case matters for classes and ids. */
int css_rules_name(const CssRules *rules, CssNameKind kind, Str name);
/* The same; a name that the sheet does not ask for gets a number too, while there are some. */
int css_rules_add_name(CssRules *rules, CssNameKind kind, Str name);

/* The rules that can match where `names` are. A list of selectors keeps those of them that can. */
void css_rules_write(Buf *out, const CssRules *rules, const CssNames *names);

#endif
