/*
 * html_analytics: the counters of visitors that al-folio and acad-homepage know, each only where
 * the site gives its key, and none with `--safe`. They are what their makers ask to be put on a
 * page.
 */
#include "base/url.h"
#include "write/html_part.h"

typedef struct {
	Str keys[3]; /* paths in _config.yml: of al-folio, old and new, and of other themes */
	Str flag;    /* switches it off when it is false */
	const char *script; /* the tag's attributes up to the key in an address; "" behind it */
	const char *code;   /* what runs, with "@" for the key as a string; NULL: nothing */
} Counter;

static const Counter counters[] = {
	{{STR_INIT("google_analytics"), STR_INIT("analytics.google"),
	  STR_INIT("google_analytics_id")},
	 STR_INIT("enable_google_analytics"),
	 "async src=\"https://www.googletagmanager.com/gtag/js?id=@\"",
	 "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}"
	 "gtag('js',new Date());gtag('config',@);"},
	{{STR_INIT("cronitor_analytics"), STR_INIT("analytics.cronitor"),
	  STR_INIT("cronitor_analytics_id")},
	 STR_INIT("enable_cronitor_analytics"),
	 "async src=\"https://rum.cronitor.io/script.js\"",
	 "window.cronitor=window.cronitor||function(){(window.cronitor.q=window.cronitor.q||[])"
	 ".push(arguments)};cronitor('config',{clientKey:@});"},
	{{STR_INIT("panelbear_analytics"), STR_INIT("analytics.panelbear"),
	  STR_INIT("panelbear_analytics_id")},
	 STR_INIT("enable_panelbear_analytics"),
	 "async src=\"https://cdn.panelbear.com/analytics.js?site=@\"",
	 "window.panelbear=window.panelbear||function(){(window.panelbear.q=window.panelbear.q||[])"
	 ".push(arguments)};panelbear('config',{site:@});"},
	{{STR_INIT("pirsch_analytics"), STR_INIT("analytics.pirsch"),
	  STR_INIT("pirsch_analytics_id")},
	 STR_INIT("enable_pirsch_analytics"),
	 "defer src=\"https://api.pirsch.io/pa.js\" id=\"pianjs\" data-code=\"@\"",
	 NULL},
	{{STR_INIT("openpanel_analytics"), STR_INIT("analytics.openpanel"),
	  STR_INIT("openpanel_analytics_id")},
	 STR_INIT("enable_openpanel_analytics"),
	 "defer src=\"https://openpanel.dev/op1.js\"",
	 "window.op=window.op||function(){(window.op.q=window.op.q||[]).push(arguments)};"
	 "window.op('init',{clientId:@,trackScreenViews:true,trackOutgoingLinks:true,"
	 "trackAttributes:true});"},
};

/* `text` with the key in the place of "@". */
static void add_with_key(Buf *out, const char *text, Str key)
{
	for (; *text != '\0'; text++)
		if (*text == '@')
			buf_add(out, key);
		else
			buf_add_char(out, *text);
}

static void add_counter(Buf *out, const Counter *counter, Str id)
{
	Arena *arena = out->arena;
	Str encoded = url_encode(arena, id, "-._~");
	buf_add_cstr(out, "<script ");
	add_with_key(out, counter->script, encoded);
	buf_add_cstr(out, "></script>\n");
	if (counter->code == NULL)
		return;
	buf_add_cstr(out, "<script>");
	add_with_key(out, counter->code, str_concat3(arena, S("'"), encoded, S("'")));
	buf_add_cstr(out, "</script>\n");
}

void html_add_analytics(const HtmlPage *page)
{
	const Value *config = page->site->config;
	if (html_is_safe(page))
		return;
	for (size_t i = 0; i < sizeof counters / sizeof *counters; i++) {
		const Counter *counter = &counters[i];
		Str id = S("");
		for (size_t k = 0; k < 3 && id.len == 0; k++)
			id = str_trim(
				value_str(page->out->arena, value_path(config, counter->keys[k])));
		bool off = !value_bool(value_get(config, counter->flag), true);
		bool example = str_contains(id, S("XXXX")) || str_eq(id, S("false"));
		if (id.len > 0 && !off && !example)
			add_counter(page->out, counter, id);
	}
}
