/*
 * serve_answer: what `recto serve` says to a request. Knows no socket.
 *
 * Only files that the last good build wrote are there to be asked for, by a list of their paths: an
 * address that is not on it is not looked for on disk. Pages get the script that shows them anew
 * (serve_page.h) on their way; their files stay as they are. Requests with a Host that is not this
 * machine are refused, so that no page elsewhere can read the site by a name that it gave to this
 * machine's address.
 */
#ifndef RECTO_APP_SERVE_ANSWER_H
#define RECTO_APP_SERVE_ANSWER_H

#include "app/serve_http.h"
#include "base/map.h"

/* What is served; lent. */
typedef struct {
	int output;	  /* descriptor of the output folder; -1 until the first good build */
	Str baseurl;	  /* "/~lin" or empty */
	const Map *files; /* below the output folder: "cv/index.html" */
	Str build;	  /* number of the last good build */
} Served;

/* The reply to `request`; nothing fails, faults have replies of their own. */
void serve_answer(const Served *served, Arena *arena, const HttpRequest *request, HttpReply *out);

/* Where recto's own things are. */
#define SERVE_PREVIEW_PATH "/_preview"
#define SERVE_FOLDER "/_recto/"

#endif
