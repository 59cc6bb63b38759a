/*
 * serve_http: HTTP on 127.0.0.1, through libmicrohttpd; the only file that knows it.
 *
 * Everything runs in the thread of the caller: it polls serve_http_fd, calls serve_http_run, and is
 * asked for the answer to each request by a function of its own. Replies are bytes, a part of a
 * file, or a stream of events. Whoever is slow, silent or many loses the connection, never the
 * server its patience: heads of requests have to be there in time and be short, and with too many
 * connections the oldest goes.
 */
#ifndef RECTO_APP_SERVE_HTTP_H
#define RECTO_APP_SERVE_HTTP_H

#include "base/str.h"

/* A request; what a client did not send is empty. */
typedef struct {
	Str method;
	Str path;  /* as sent, with its escapes */
	Str query; /* with "?", or empty */
	Str host, range, if_range, if_none_match, if_modified_since;
} HttpRequest;

typedef struct {
	Str name, value;
} HttpHeader;

typedef enum { REPLY_BYTES, REPLY_FILE, REPLY_EVENTS } ReplyKind;
enum { REPLY_HEADERS = 12 };

typedef struct {
	ReplyKind kind;
	unsigned status;
	Str bytes;	       /* REPLY_BYTES: in the arena of the request */
	int file;	       /* REPLY_FILE: a descriptor, closed by who sends it */
	uint64_t offset, size; /* the part of it that is sent */
	HttpHeader headers[REPLY_HEADERS];
	size_t header_count;
} HttpReply;

/* Answers a request; `arena` lives until the answer is sent. */
typedef void HttpAnswer(void *context, Arena *arena, const HttpRequest *request, HttpReply *out);

typedef struct ServeHttp ServeHttp;

/*
 * Listens on `port`; 0: any that is free. NULL with errno: EADDRINUSE when the port is taken. Close
 * with serve_http_close, which ends all that is being sent.
 */
ServeHttp *serve_http_open(Arena *arena, uint16_t port, HttpAnswer *answer, void *context);
void serve_http_close(ServeHttp *http);

uint16_t serve_http_port(const ServeHttp *http);
/* Becomes readable when there is something to do. */
int serve_http_fd(const ServeHttp *http);
/* Does what is to be done now; false when the server cannot go on. */
bool serve_http_run(ServeHttp *http);
/* Milliseconds after which serve_http_run is to be called even so. */
int serve_http_timeout(const ServeHttp *http);

/* From now on each stream of events gets this text, whole; one that is not sent yet is passed over
 * for it. */
void serve_http_publish(ServeHttp *http, Str event);
/* A sign of life to all streams, so that the ones whose reader went away end. */
void serve_http_beat(ServeHttp *http);

/* The versions of the library, for `recto --version`. */
Str serve_http_version(Arena *arena);

#endif
