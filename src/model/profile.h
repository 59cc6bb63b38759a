/*
 * profile: the person a site is about.
 *
 * From _config.yml (`author`, `first_name` ...), the home page's front matter (`profile`,
 * `subtitle`), _data/socials.yml, and, for a single file, from what the page itself says. Where a
 * name was guessed a note says from what.
 */
#ifndef RECTO_MODEL_PROFILE_H
#define RECTO_MODEL_PROFILE_H

#include "model/doc.h"

typedef struct {
	Str kind;   /* "email", "github", "scholar", ...: also the name of the icon */
	Str label;  /* "GitHub": what a screen reader says */
	Str text;   /* what is printed: "ziming@example.edu", "github.com/ziming" */
	Str url;    /* mailto:..., https://...; local paths begin with a slash */
	bool print; /* belongs on a CV (leisure networks do not) */
	bool is_cv; /* leads to the CV itself */
	Span span;
} Contact;

typedef enum { PROFILE_RIGHT, PROFILE_LEFT } ProfileSide;

typedef struct {
	Str name; /* "Wanshu Lin" */
	Str first, middle, last;
	Str native_name;   /* the name in another script, "刘子鸣", or empty */
	DocNode *headline; /* inlines (a DOC_SPAN): subtitle, or bio; NULL when there is none */
	Str location, employer;
	Str photo;			    /* as written; empty: none */
	Str photo_file;			    /* on disk; empty when it is missing */
	Str photo_url;			    /* for the page, with baseurl */
	uint32_t photo_width, photo_height; /* pixels, 0: not known */
	bool photo_round;
	ProfileSide photo_side;
	bool on_page;	       /* the home page opens with the name itself, as its first heading */
	DocNode *more_info;    /* blocks (a DOC_BLOCK); NULL when there is none */
	DocNode *contact_note; /* inlines; NULL */
	Contact *contacts;     /* e-mail first, then in the order of the configuration */
	size_t contact_count;
	Str email;
	bool show_socials; /* `social: true` on the home page */
} Profile;

#endif
