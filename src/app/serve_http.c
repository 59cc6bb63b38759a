#include "app/serve_http.h"

#include "app/clock.h"
#include "app/serve_http_library.h"
#include "base/buf.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	CONNECTIONS = 800, /* past these the oldest goes */
	SPARE = 32,	   /* connections taken while the oldest are going */
	STREAMS = 100,
	HEAD_SIZE = 32 * 1024, /* bytes of a request's head and of a reply's buffer */
	HEAD_SECONDS = 10,     /* for a request to be there, from the connection on */
	SILENT_SECONDS = 30,   /* for a reply that is not taken */
	BACKLOG = 512,
};

typedef struct Client Client;
typedef struct Exchange Exchange;

/* A connection. Records are used again. */
struct Client {
	Client *older, *newer; /* those that are open; `older` also chains the free ones */
	int socket;
	bool busy;     /* a request is being answered */
	bool gone;     /* the library has still to see that it ended */
	int64_t since; /* milliseconds: when it last began to wait for a request */
	Exchange *stream;
};

/* One request with its reply, in an arena of its own. */
struct Exchange {
	Arena *arena;
	ServeHttp *http;
	Client *client;
	struct MHD_Connection *connection;
	Str query;
	bool begun; /* its head was seen */
	/* a stream of events */
	Exchange *next, **link;
	Arena *text_arena; /* of `text` */
	Str text;
	size_t sent;
	uint64_t serial; /* of the text */
	bool asleep, over, beat;
};

struct ServeHttp {
	Arena *arena;
	Mhd mhd;
	struct MHD_Daemon *daemon;
	HttpAnswer *answer;
	void *context;
	uint16_t port;
	size_t limit; /* of connections */
	Client *oldest, *newest, *free;
	size_t client_count;
	Exchange *streams; /* the newest first */
	size_t stream_count;
	Arena *event_arena;
	Str event;
	uint64_t serial;
};

/* --- connections --- */

static void unlink_client(ServeHttp *http, Client *c)
{
	*(c->older != NULL ? &c->older->newer : &http->oldest) = c->newer;
	*(c->newer != NULL ? &c->newer->older : &http->newest) = c->older;
	c->older = c->newer = NULL;
}

static void append_client(ServeHttp *http, Client *c)
{
	c->older = http->newest;
	*(http->newest != NULL ? &http->newest->newer : &http->oldest) = c;
	http->newest = c;
}

static void wake(Exchange *stream)
{
	if (stream->asleep)
		stream->http->mhd.resume(stream->connection);
	stream->asleep = false;
}

/* The library sees the end of the connection and gives it up. */
static void hang_up(Client *c)
{
	(void)shutdown(c->socket, SHUT_RDWR);
	c->gone = true;
	if (c->stream == NULL)
		return;
	c->stream->over = true;
	wake(c->stream);
}

static void hang_up_oldest(ServeHttp *http)
{
	Client *c = http->oldest;
	while (c->gone && c->newer != NULL)
		c = c->newer;
	hang_up(c);
}

static Client *open_client(ServeHttp *http, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		http->mhd.connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	Client *c = http->free != NULL ? http->free : ARENA_NEW(http->arena, Client);
	if (http->free != NULL)
		http->free = c->older;
	*c = (Client){.socket = info->connect_fd, .since = clock_milliseconds()};
	append_client(http, c);
	if (++http->client_count > http->limit)
		hang_up_oldest(http);
	return c;
}

static void close_client(ServeHttp *http, Client *c)
{
	unlink_client(http, c);
	c->older = http->free;
	http->free = c;
	http->client_count--;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **own,
			  enum MHD_ConnectionNotificationCode code)
{
	ServeHttp *http = context;
	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		*own = open_client(http, connection);
	else if (*own != NULL)
		close_client(http, *own);
}

/* Requests that are not there in time. */
static void hang_up_late(ServeHttp *http)
{
	int64_t last = clock_milliseconds() - HEAD_SECONDS * 1000;
	for (Client *c = http->oldest; c != NULL; c = c->newer)
		if (!c->busy && c->since < last)
			hang_up(c);
}

/* --- streams of events --- */

/* Goes on to the newest event, or to a sign of life; false when there is none. */
static bool next_text(Exchange *s)
{
	bool newer = s->serial != s->http->serial;
	if (!newer && !s->beat)
		return false;
	arena_reset(s->text_arena);
	s->text = newer ? str_dup(s->text_arena, s->http->event) : S(":\n\n");
	s->serial = s->http->serial;
	s->beat = false;
	s->sent = 0;
	return true;
}

static ssize_t read_stream(void *context, uint64_t at, char *out, size_t room)
{
	Exchange *s = context;
	(void)at;
	if (s->over)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (s->sent == s->text.len && !next_text(s)) {
		s->asleep = true;
		s->http->mhd.suspend(s->connection);
		return 0;
	}
	size_t size = s->text.len - s->sent;
	size = size < room ? size : room;
	memcpy(out, s->text.ptr + s->sent, size);
	s->sent += size;
	return (ssize_t)size;
}

static void open_stream(Exchange *s)
{
	ServeHttp *http = s->http;
	s->text_arena = arena_new_like(http->arena);
	s->next = http->streams;
	s->link = &http->streams;
	if (s->next != NULL)
		s->next->link = &s->next;
	http->streams = s;
	s->client->stream = s;
	if (++http->stream_count <= STREAMS)
		return;
	Exchange *oldest = s;
	while (oldest->next != NULL)
		oldest = oldest->next;
	hang_up(oldest->client);
}

static void close_stream(Exchange *s)
{
	*s->link = s->next;
	if (s->next != NULL)
		s->next->link = s->link;
	s->client->stream = NULL;
	s->http->stream_count--;
	arena_free(s->text_arena);
}

void serve_http_publish(ServeHttp *http, Str event)
{
	arena_reset(http->event_arena);
	http->event = str_dup(http->event_arena, event);
	http->serial++;
	for (Exchange *s = http->streams; s != NULL; s = s->next)
		wake(s);
}

void serve_http_beat(ServeHttp *http)
{
	for (Exchange *s = http->streams; s != NULL; s = s->next) {
		s->beat = true;
		wake(s);
	}
}

/* --- requests and replies --- */

static Str header_of(const Exchange *exchange, const char *name)
{
	const Mhd *mhd = &exchange->http->mhd;
	return str_from(mhd->lookup_value(exchange->connection, MHD_HEADER_KIND, name));
}

static struct MHD_Response *new_response(Exchange *exchange, const HttpReply *reply)
{
	const Mhd *mhd = &exchange->http->mhd;
	/* the library takes bytes that it promises not to change as `void *` */
	union {
		const char *given;
		void *taken;
	} bytes = {reply->bytes.ptr};
	switch (reply->kind) {
	case REPLY_BYTES:
		return mhd->buffer_response(reply->bytes.len, bytes.taken, MHD_RESPMEM_PERSISTENT);
	case REPLY_FILE: return mhd->file_response(reply->size, reply->file, reply->offset);
	case REPLY_EVENTS:
		return mhd->stream_response(MHD_SIZE_UNKNOWN, 4096, read_stream, exchange, NULL);
	}
	return NULL;
}

static enum MHD_Result send_reply(Exchange *exchange, const HttpReply *reply)
{
	const Mhd *mhd = &exchange->http->mhd;
	struct MHD_Response *response = new_response(exchange, reply);
	if (response == NULL) {
		if (reply->kind == REPLY_FILE)
			close(reply->file);
		return MHD_NO;
	}
	for (size_t i = 0; i < reply->header_count; i++)
		(void)mhd->add_header(response,
				      str_to_cstr(exchange->arena, reply->headers[i].name),
				      str_to_cstr(exchange->arena, reply->headers[i].value));
	if (reply->kind == REPLY_EVENTS)
		open_stream(exchange);
	enum MHD_Result result = mhd->queue_response(exchange->connection, reply->status, response);
	mhd->destroy_response(response);
	return result;
}

/* Called for each request before its head is read. */
static void *on_uri(void *context, const char *uri, struct MHD_Connection *connection)
{
	ServeHttp *http = context;
	Arena *arena = arena_new_like(http->arena);
	Exchange *exchange = ARENA_NEW(arena, Exchange);
	*exchange = (Exchange){.arena = arena, .http = http, .connection = connection};
	const char *query = strchr(uri, '?');
	exchange->query = str_dup(arena, str_from(query));
	return exchange;
}

static bool has_body(const Exchange *exchange, const char *method)
{
	Str length = header_of(exchange, "Content-Length");
	bool reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
	return !reads || header_of(exchange, "Transfer-Encoding").len > 0 ||
	       (length.len > 0 && !str_eq(length, S("0")));
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
				  const char *method, const char *version, const char *upload,
				  size_t *upload_size, void **own)
{
	ServeHttp *http = context;
	Exchange *exchange = *own;
	(void)version;
	(void)upload;
	(void)upload_size;
	if (exchange == NULL || exchange->client != NULL)
		return MHD_NO;
	/* a reply at once ends the connection: right for requests that bring a body */
	if (!exchange->begun && !has_body(exchange, method)) {
		exchange->begun = true;
		return MHD_YES;
	}
	const union MHD_ConnectionInfo *info =
		http->mhd.connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	exchange->client = info->socket_context;
	exchange->client->busy = true;
	HttpRequest request = {
		.method = str_from(method),
		.path = str_from(url),
		.query = exchange->query,
		.host = header_of(exchange, "Host"),
		.range = header_of(exchange, "Range"),
		.if_range = header_of(exchange, "If-Range"),
		.if_none_match = header_of(exchange, "If-None-Match"),
		.if_modified_since = header_of(exchange, "If-Modified-Since"),
	};
	HttpReply reply = {.file = -1};
	http->answer(http->context, exchange->arena, &request, &reply);
	return send_reply(exchange, &reply);
}

static void on_completed(void *context, struct MHD_Connection *connection, void **own,
			 enum MHD_RequestTerminationCode code)
{
	ServeHttp *http = context;
	Exchange *exchange = *own;
	(void)connection;
	(void)code;
	if (exchange == NULL)
		return;
	Client *c = exchange->client;
	if (c != NULL) {
		if (c->stream == exchange)
			close_stream(exchange);
		c->busy = false;
		c->since = clock_milliseconds();
		unlink_client(http, c);
		append_client(http, c);
	}
	arena_free(exchange->arena);
	*own = NULL;
}

/* Escapes are read once, by who answers. */
static size_t keep_escapes(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

/* What the library has to say of faulty requests is the client's matter. */
static void say_nothing(void *context, const char *format, va_list args)
{
	(void)context;
	(void)format;
	(void)args;
}

/* --- the server --- */

static int listen_on(uint16_t *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_port = htons(*port),
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof address;
	const int on = 1;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -1;
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&address, size) != 0 || listen(fd, BACKLOG) != 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &size) != 0) {
		int reason = errno;
		close(fd);
		errno = reason;
		return -1;
	}
	*port = ntohs(address.sin_port);
	return fd;
}

/* Connections need descriptors, files as well: as many as the system gives. */
static size_t connection_limit(void)
{
	struct rlimit files = {0};
	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return 64;
	const rlim_t wanted = 2 * (CONNECTIONS + SPARE) + 64;
	if (files.rlim_cur < wanted) {
		files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
		(void)setrlimit(RLIMIT_NOFILE, &files);
		(void)getrlimit(RLIMIT_NOFILE, &files);
	}
	if (files.rlim_cur >= wanted)
		return CONNECTIONS;
	return files.rlim_cur > 256 ? (size_t)(files.rlim_cur - 64) / 2 - SPARE : 64;
}

ServeHttp *serve_http_open(Arena *arena, uint16_t port, HttpAnswer *answer, void *context)
{
	Mhd mhd;
	if (!mhd_load(&mhd)) {
		errno = ELIBACC;
		return NULL;
	}
	int fd = listen_on(&port);
	if (fd < 0)
		goto done_library;
	ServeHttp *http = ARENA_NEW(arena, ServeHttp);
	*http = (ServeHttp){.arena = arena,
			    .mhd = mhd,
			    .answer = answer,
			    .context = context,
			    .port = port,
			    .limit = connection_limit(),
			    .event_arena = arena_new_like(arena)};
	http->daemon = http->mhd.start(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL,
		on_request, http, MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL,
		MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)(http->limit + SPARE), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)HEAD_SIZE, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENT_SECONDS,
		MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL,
		MHD_OPTION_URI_LOG_CALLBACK, on_uri, http, MHD_OPTION_NOTIFY_COMPLETED,
		on_completed, http, MHD_OPTION_NOTIFY_CONNECTION, on_connection, http,
		MHD_OPTION_END);
	if (http->daemon != NULL)
		return http;
	int reason = errno;
	close(fd);
	arena_free(http->event_arena);
	errno = reason;
done_library:
	mhd_free(&mhd);
	return NULL;
}

void serve_http_close(ServeHttp *http)
{
	/* those that sleep have to be awake when the library ends them */
	for (Exchange *s = http->streams; s != NULL; s = s->next) {
		s->over = true;
		wake(s);
	}
	for (int i = 0; i < 4; i++)
		(void)http->mhd.run(http->daemon);
	http->mhd.stop(http->daemon);
	mhd_free(&http->mhd);
	arena_free(http->event_arena);
}

uint16_t serve_http_port(const ServeHttp *http)
{
	return http->port;
}

int serve_http_fd(const ServeHttp *http)
{
	return http->mhd.daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

bool serve_http_run(ServeHttp *http)
{
	hang_up_late(http);
	return http->mhd.run(http->daemon) == MHD_YES;
}

int serve_http_timeout(const ServeHttp *http)
{
	MHD_UNSIGNED_LONG_LONG wait;
	const int longest = http->client_count > 0 ? 1000 : 10000;
	if (http->mhd.get_timeout(http->daemon, &wait) != MHD_YES || wait > (unsigned)longest)
		return longest;
	return (int)wait;
}

Str serve_http_version(Arena *arena)
{
	Mhd mhd;
	if (!mhd_load(&mhd))
		return S("no " RECTO_HTTP_LIBRARY);
	Str version = str_format(arena, "libmicrohttpd %s", mhd.version());
	mhd_free(&mhd);
	return version;
}
