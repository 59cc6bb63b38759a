/*
 * fetch: asks servers whether there is something at addresses; the adapter to libcurl.
 *
 * The library is loaded when it is asked for, since linking it would make each start of the program
 * slower; where it is absent fetch_all says so. Strings of a Fetch live in the arena that fetch_all
 * is given, or are the caller's. Whether a server answers depends on the world: in what order is
 * not seen from outside, since each Fetch holds its own outcome.
 */
#ifndef RECTO_APP_FETCH_H
#define RECTO_APP_FETCH_H

#include "base/map.h"

typedef enum {
	FETCH_SKIPPED,	 /* time was over before its turn */
	FETCH_ANSWERED,	 /* with .status */
	FETCH_NO_HOST,	 /* the name of the server is not known */
	FETCH_NO_ANSWER, /* no connection, or it was given up; .why */
	FETCH_UNTRUSTED, /* the certificate is not good; .why */
	FETCH_ENDLESS,	 /* redirects lead on and on */
	FETCH_PRIVATE,	 /* an address of a private network: not asked */
	FETCH_FAILED,	 /* anything else; .why */
} FetchOutcome;

typedef struct {
	Str url; /* http: or https: */
	FetchOutcome outcome;
	int status; /* of HTTP, behind all redirects */
	Str moved;  /* where permanent redirects lead; empty: none */
	Str why;
} Fetch;

/* All times in milliseconds. */
typedef struct {
	int parallel; /* at a time in all; of one server it is one, with `pause` between two */
	int pause;    /* so that nobody is pestered */
	int timeout;  /* for one answer */
	int total;    /* for everything; what is left then is FETCH_SKIPPED */
} FetchLimits;

/*
 * Asks for the head of each address, or for its first byte where a server does not give heads, and
 * follows redirects; those of doi.org and hdl.handle.net say all that is asked. Addresses of
 * private networks are not asked, unless a proxy does the asking; where there is one it does so for
 * all, whatever no_proxy says, unless that is "*". False when there is no libcurl;
 * `missing` then names what was looked for.
 */
bool fetch_all(Arena *arena, Fetch *fetches, size_t count, FetchLimits limits, Str *missing);

#endif
