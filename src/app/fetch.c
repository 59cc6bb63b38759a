#include "app/fetch.h"

#include "app/clock.h"
#include "base/library.h"
#include "base/url.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HOPS = 10 };

/* libcurl's functions, under the names they have there. */
typedef struct {
	void *library;
	CURLcode (*global_init)(long);
	void (*global_cleanup)(void);
	CURL *(*easy_init)(void);
	CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
	CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
	const char *(*easy_strerror)(CURLcode);
	void (*easy_cleanup)(CURL *);
	CURLM *(*multi_init)(void);
	CURLMcode (*multi_add_handle)(CURLM *, CURL *);
	CURLMcode (*multi_remove_handle)(CURLM *, CURL *);
	CURLMcode (*multi_perform)(CURLM *, int *);
	CURLMcode (*multi_poll)(CURLM *, struct curl_waitfd *, unsigned, int, int *);
	CURLMsg *(*multi_info_read)(CURLM *, int *);
	CURLMcode (*multi_cleanup)(CURLM *);
} Curl;

typedef struct Job Job;

/* The way of one address to its answer. */
struct Job {
	Fetch *fetch;
	Str url, host;	  /* now, after redirects */
	bool first_byte;  /* ask for that, not for the head */
	bool only_hop;	  /* a register of names: where it leads is not asked */
	bool permanent;	  /* all redirects so far were */
	bool is_private;  /* its server turned out to be in a private network */
	bool may_private; /* a proxy knows better */
	bool done;
	int hops;
	CURL *easy; /* NULL: not under way */
};

/* A server, and when it may be asked again. */
typedef struct {
	bool busy;
	int64_t ready;
} Host;

typedef struct {
	Arena *arena;
	const Curl *curl;
	FetchLimits limits;
	CURLM *multi;
	Job *jobs;
	size_t count, left;
	int active;
	Map hosts;
	int64_t end;
} Fetcher;

/* --- the library --- */

static bool load(Curl *curl, Str *missing)
{
	static const char *const names[] = {"libcurl-gnutls.so.4", "libcurl.so.4"};
	const LibraryFunction functions[] = {
		{"curl_global_init", &curl->global_init},
		{"curl_global_cleanup", &curl->global_cleanup},
		{"curl_easy_init", &curl->easy_init},
		{"curl_easy_setopt", &curl->easy_setopt},
		{"curl_easy_getinfo", &curl->easy_getinfo},
		{"curl_easy_strerror", &curl->easy_strerror},
		{"curl_easy_cleanup", &curl->easy_cleanup},
		{"curl_multi_init", &curl->multi_init},
		{"curl_multi_add_handle", &curl->multi_add_handle},
		{"curl_multi_remove_handle", &curl->multi_remove_handle},
		{"curl_multi_perform", &curl->multi_perform},
		{"curl_multi_poll", &curl->multi_poll},
		{"curl_multi_info_read", &curl->multi_info_read},
		{"curl_multi_cleanup", &curl->multi_cleanup},
	};
	const size_t count = sizeof functions / sizeof *functions;
	*missing = S("libcurl.so.4");
	for (size_t i = 0; i < 2 && curl->library == NULL; i++)
		curl->library = library_load(names[i], functions, count);
	return curl->library != NULL && curl->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

static void unload(Curl *curl, bool loaded)
{
	if (loaded)
		curl->global_cleanup();
	library_free(curl->library);
}

/* --- private networks (RFC 6890) --- */

static bool is_private4(uint32_t a)
{
	static const struct {
		uint32_t net;
		int bits;
	} nets[] = {
		{0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},
		{0xA9FE0000, 16}, {0xAC100000, 12}, {0xC0000000, 24}, {0xC0A80000, 16},
		{0xC6120000, 15}, {0xE0000000, 3},
	};
	for (size_t i = 0; i < sizeof nets / sizeof *nets; i++)
		if ((a ^ nets[i].net) >> (32 - nets[i].bits) == 0)
			return true;
	return false;
}

static bool is_private6(const uint8_t *b)
{
	static const uint8_t zero[12] = {0}, mapped[12] = {[10] = 0xFF, [11] = 0xFF},
			     nat64[12] = {0x00, 0x64, 0xFF, 0x9B};
	uint32_t last =
		(uint32_t)b[12] << 24 | (uint32_t)b[13] << 16 | (uint32_t)b[14] << 8 | b[15];
	if (memcmp(b, zero, 12) == 0 || memcmp(b, mapped, 12) == 0 || memcmp(b, nat64, 12) == 0)
		return is_private4(last); /* "::1" is in 0.0.0.0/8 */
	return (b[0] & 0xFE) == 0xFC || (b[0] == 0xFE && (b[1] & 0xC0) == 0x80) || b[0] == 0xFF;
}

static bool is_private_address(const struct sockaddr *address)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	if (address->sa_family == AF_INET) {
		memcpy(&v4, address, sizeof v4);
		return is_private4(ntohl(v4.sin_addr.s_addr));
	}
	if (address->sa_family == AF_INET6) {
		memcpy(&v6, address, sizeof v6);
		return is_private6(v6.sin6_addr.s6_addr);
	}
	return true; /* no network at all */
}

/* CURLOPT_OPENSOCKETFUNCTION: the address that is about to be connected to. */
static curl_socket_t open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *to)
{
	Job *job = user;
	(void)purpose;
	if (!job->may_private && is_private_address(&to->addr)) {
		job->is_private = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* A value of the environment; NULL when it is not set, or empty. */
static const char *set_value(const char *name)
{
	const char *value = getenv(name);
	return value != NULL && *value != '\0' ? value : NULL;
}

/* Whether a proxy asks for `url`. One that is set asks for all: a server that no_proxy names may
 * lie in a private network, and only "*" says that there is no proxy at all. */
static bool has_proxy(Str url)
{
	static const char *const plain[] = {"http_proxy", "all_proxy", "ALL_PROXY"};
	static const char *const secure[] = {"https_proxy", "HTTPS_PROXY", "all_proxy",
					     "ALL_PROXY"};
	bool https = str_starts_nocase(url, S("https:"));
	const char *none =
		set_value("no_proxy") != NULL ? set_value("no_proxy") : getenv("NO_PROXY");
	if (none != NULL && strcmp(none, "*") == 0)
		return false;
	for (size_t i = 0; i < (https ? 4 : 3); i++)
		if (set_value(https ? secure[i] : plain[i]) != NULL)
			return true;
	return false;
}

/* "www.example.org" of "https://www.example.org:8080/a"; empty when there is none. */
static Str host_name(Str url)
{
	size_t start = str_find(url, S("://"), 0);
	if (start == STR_NONE)
		return S("");
	Str rest = str_from_offset(url, start + 3);
	for (size_t i = 0; i < rest.len; i++)
		if (strchr("/?#", rest.ptr[i]) != NULL) {
			rest = str_slice(rest, 0, i);
			break;
		}
	size_t at = str_rfind_char(rest, '@');
	rest = at == STR_NONE ? rest : str_from_offset(rest, at + 1);
	size_t bracket = str_find_char(rest, ']', 0);
	if (str_starts(rest, S("[")) && bracket != STR_NONE)
		return str_slice(rest, 0, bracket + 1);
	return str_slice(rest, 0, str_find_char(rest, ':', 0));
}

/* "localhost", "10.0.0.1", "[::1]": to be seen without asking for an address. */
static bool is_private_name(Arena *arena, Str host)
{
	struct in_addr v4;
	struct in6_addr v6;
	char *name = str_to_cstr(arena, host);
	if (str_eq_nocase(host, S("localhost")) || str_ends_nocase(host, S(".localhost")))
		return true;
	if (inet_pton(AF_INET, name, &v4) == 1)
		return is_private4(ntohl(v4.s_addr));
	if (host.len > 2 && *name == '[') {
		name[host.len - 1] = '\0';
		return inet_pton(AF_INET6, name + 1, &v6) != 1 || is_private6(v6.s6_addr);
	}
	return false;
}

/* --- one request --- */

/* CURLOPT_WRITEFUNCTION: the answer is known, its text is not wanted. */
static size_t refuse_bytes(char *bytes, size_t size, size_t count, void *user)
{
	(void)bytes, (void)user;
	return size * count == 0 ? 1 : 0;
}

/* Characters that addresses have escaped (RFC 3986, and IRIs). */
static char *wire_form(Arena *arena, Str url)
{
	return str_to_cstr(arena, url_encode(arena, url, "-._~:/?#[]@!$&'()*+,;=%"));
}

static bool begin(Fetcher *f, Job *job)
{
	const Curl *c = f->curl;
	CURL *easy = c->easy_init();
	if (easy == NULL)
		return false;
	CURLcode bad = 0;
	job->easy = easy;
	job->may_private = has_proxy(job->url);
	bad |= c->easy_setopt(easy, CURLOPT_URL, wire_form(f->arena, job->url));
	bad |= c->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	bad |= c->easy_setopt(easy, CURLOPT_PRIVATE, (void *)job);
	bad |= c->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	bad |= c->easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)f->limits.timeout);
	if (job->may_private)
		bad |= c->easy_setopt(easy, CURLOPT_NOPROXY, "");
	bad |= c->easy_setopt(easy, CURLOPT_USERAGENT, "recto/" RECTO_VERSION " (checks links)");
	bad |= c->easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	bad |= c->easy_setopt(easy, CURLOPT_OPENSOCKETDATA, (void *)job);
	bad |= c->easy_setopt(easy, CURLOPT_WRITEFUNCTION, refuse_bytes);
	if (job->first_byte)
		bad |= c->easy_setopt(easy, CURLOPT_RANGE, "0-0");
	else
		bad |= c->easy_setopt(easy, CURLOPT_NOBODY, 1L);
	if (bad != CURLE_OK || c->multi_add_handle(f->multi, easy) != CURLM_OK) {
		c->easy_cleanup(easy);
		job->easy = NULL;
		return false;
	}
	f->active++;
	return true;
}

static void finish(Fetcher *f, Job *job, FetchOutcome outcome, Str why)
{
	job->fetch->outcome = outcome;
	job->fetch->why = why;
	job->done = true;
	f->left--;
}

/* The server sends elsewhere. */
static void follow(Fetcher *f, Job *job, Str to, bool permanent)
{
	job->hops++;
	job->permanent = job->permanent && permanent;
	if (job->hops > HOPS) {
		finish(f, job, FETCH_ENDLESS, S(""));
		return;
	}
	job->url = str_dup(f->arena, to);
	job->host = str_lower(f->arena, host_name(job->url));
	job->first_byte = false;
	if (job->permanent)
		job->fetch->moved = job->url;
	if (!job->may_private && is_private_name(f->arena, job->host))
		finish(f, job, FETCH_PRIVATE, S(""));
}

static void take_answer(Fetcher *f, Job *job)
{
	long status = 0;
	char *to = NULL;
	(void)f->curl->easy_getinfo(job->easy, CURLINFO_RESPONSE_CODE, &status);
	(void)f->curl->easy_getinfo(job->easy, CURLINFO_REDIRECT_URL, &to);
	job->fetch->status = (int)status;
	if (status >= 300 && status < 400 && job->only_hop)
		finish(f, job, FETCH_ANSWERED, S(""));
	else if (status >= 300 && status < 400 && to != NULL)
		follow(f, job, str_from(to), status == 301 || status == 308);
	else if (status >= 400 && !job->first_byte)
		job->first_byte = true; /* some have no heads, and say so in many ways */
	else
		finish(f, job, FETCH_ANSWERED, S(""));
}

static void take_failure(Fetcher *f, Job *job, CURLcode code)
{
	Str why = str_dup(f->arena, str_from(f->curl->easy_strerror(code)));
	FetchOutcome outcome = FETCH_FAILED;
	if (job->is_private)
		outcome = FETCH_PRIVATE;
	else if (code == CURLE_COULDNT_RESOLVE_HOST)
		outcome = FETCH_NO_HOST;
	else if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_INVALIDCERTSTATUS)
		outcome = FETCH_UNTRUSTED;
	else if (code == CURLE_COULDNT_CONNECT || code == CURLE_OPERATION_TIMEDOUT ||
		 code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_GOT_NOTHING ||
		 code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR ||
		 code == CURLE_SSL_CONNECT_ERROR)
		outcome = FETCH_NO_ANSWER;
	finish(f, job, outcome, why);
}

/* --- all requests --- */

static Host *host_of(Fetcher *f, Str name)
{
	Host *host = map_get(&f->hosts, name);
	if (host == NULL) {
		host = ARENA_NEW(f->arena, Host);
		(void)map_set(&f->hosts, name, host);
	}
	return host;
}

static void end_request(Fetcher *f, Job *job, CURLcode code)
{
	Host *host = host_of(f, job->host);
	host->busy = false;
	host->ready = clock_milliseconds() + f->limits.pause;
	if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && job->first_byte))
		take_answer(f, job);
	else
		take_failure(f, job, code);
	(void)f->curl->multi_remove_handle(f->multi, job->easy);
	f->curl->easy_cleanup(job->easy);
	job->easy = NULL;
	f->active--;
}

static void begin_requests(Fetcher *f)
{
	for (size_t i = 0; i < f->count && f->active < f->limits.parallel; i++) {
		Job *job = &f->jobs[i];
		if (job->done || job->easy != NULL)
			continue;
		Host *host = host_of(f, job->host);
		if (host->busy || host->ready > clock_milliseconds())
			continue;
		host->busy = begin(f, job);
		if (!host->busy)
			finish(f, job, FETCH_FAILED, S("libcurl refuses it"));
	}
}

static void run(Fetcher *f)
{
	while (f->left > 0 && clock_milliseconds() < f->end) {
		int running = 0, waiting = 0;
		begin_requests(f);
		(void)f->curl->multi_perform(f->multi, &running);
		for (CURLMsg *m; (m = f->curl->multi_info_read(f->multi, &waiting)) != NULL;) {
			char *job = NULL;
			if (m->msg != CURLMSG_DONE)
				continue;
			CURLcode code = m->data.result;
			(void)f->curl->easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &job);
			end_request(f, (Job *)(void *)job, code);
		}
		if (f->left > 0)
			(void)f->curl->multi_poll(f->multi, NULL, 0, 20, &waiting);
	}
	for (size_t i = 0; i < f->count; i++)
		if (f->jobs[i].easy != NULL) {
			(void)f->curl->multi_remove_handle(f->multi, f->jobs[i].easy);
			f->curl->easy_cleanup(f->jobs[i].easy);
		}
}

static void start_job(Fetcher *f, Job *job, Fetch *fetch)
{
	static const Str registers[] = {STR_INIT("doi.org"), STR_INIT("dx.doi.org"),
					STR_INIT("www.doi.org"), STR_INIT("hdl.handle.net")};
	*job = (Job){.fetch = fetch, .url = fetch->url, .permanent = true};
	job->host = str_lower(f->arena, host_name(fetch->url));
	for (size_t i = 0; i < sizeof registers / sizeof *registers; i++)
		job->only_hop |= str_eq(job->host, registers[i]);
	if (is_private_name(f->arena, job->host))
		finish(f, job, FETCH_PRIVATE, S(""));
	else if (job->host.len == 0)
		finish(f, job, FETCH_FAILED, S("the address names no server"));
}

bool fetch_all(Arena *arena, Fetch *fetches, size_t count, FetchLimits limits, Str *missing)
{
	Curl curl = {0};
	bool loaded = load(&curl, missing);
	CURLM *multi = loaded ? curl.multi_init() : NULL;
	if (multi != NULL) {
		Fetcher f = {.arena = arena,
			     .curl = &curl,
			     .limits = limits,
			     .multi = multi,
			     .jobs = ARENA_ARRAY(arena, Job, count),
			     .count = count,
			     .left = count,
			     .hosts = map_in(arena),
			     .end = clock_milliseconds() + limits.total};
		for (size_t i = 0; i < count; i++)
			start_job(&f, &f.jobs[i], &fetches[i]);
		run(&f);
		(void)curl.multi_cleanup(multi);
	}
	unload(&curl, loaded);
	return multi != NULL;
}
