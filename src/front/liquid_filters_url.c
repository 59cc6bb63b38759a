/* Addresses: escapes, and links of the site. */
#include "base/url.h"
#include "front/liquid_internal.h"

static const Value *percent_encode(LiquidCall *call, const char *plain)
{
	if (value_is_nil(call->in))
		return value_nil();
	return liquid_string(call, url_encode(call->arena, liquid_in(call), plain));
}

static const Value *filter_url_encode(LiquidCall *call)
{
	const Value *encoded = percent_encode(call, "*-._ ");
	if (value_is_nil(encoded))
		return encoded;
	return liquid_string(call, str_replace(call->arena, value_string(encoded), S(" "), S("+")));
}

static const Value *filter_uri_escape(LiquidCall *call)
{
	return percent_encode(call, "-._~!*'();:@&=+$,/?#[]%");
}

static const Value *filter_url_decode(LiquidCall *call)
{
	Str s = liquid_in(call);
	Buf out = buf_in(call->arena);
	if (value_is_nil(call->in))
		return value_nil();
	for (size_t i = 0; i < s.len; i++) {
		bool escape = s.ptr[i] == '%' && i + 2 < s.len &&
			      char_hex_value(s.ptr[i + 1]) >= 0 &&
			      char_hex_value(s.ptr[i + 2]) >= 0;
		if (escape) {
			int byte = char_hex_value(s.ptr[i + 1]) * 16 + char_hex_value(s.ptr[i + 2]);
			buf_add_char(&out, (char)byte);
			i += 2;
		} else {
			buf_add_char(&out, s.ptr[i] == '+' ? ' ' : s.ptr[i]);
		}
	}
	Str decoded = buf_str(&out);
	if (utf8_find_invalid(decoded) != STR_NONE)
		return liquid_bad(call, "the result is not UTF-8");
	return liquid_string(call, decoded);
}

/* `path` under the site's base, with one slash in front. */
static Str under_base(LiquidCall *call, Str path)
{
	Str base = call->run->options->baseurl;
	while (str_ends(base, S("/")))
		base.len--;
	while (str_starts(path, S("/")))
		path = str_from_offset(path, 1);
	bool slash = base.len > 0 && base.ptr[0] != '/';
	Str whole = str_concat3(call->arena, base, S("/"), path);
	return slash ? str_concat(call->arena, S("/"), whole) : whole;
}

static const Value *filter_relative_url(LiquidCall *call)
{
	Str path = liquid_in(call);
	if (value_is_nil(call->in))
		return value_nil();
	return liquid_string(call, url_is_remote(path) ? path : under_base(call, path));
}

static const Value *filter_absolute_url(LiquidCall *call)
{
	Str path = liquid_in(call), site = call->run->options->url;
	if (value_is_nil(call->in))
		return value_nil();
	if (url_is_remote(path))
		return liquid_string(call, path);
	while (str_ends(site, S("/")))
		site.len--;
	return liquid_string(call, str_concat(call->arena, site, under_base(call, path)));
}

static const Value *filter_strip_index(LiquidCall *call)
{
	Str path = liquid_in(call);
	if (str_ends(path, S("/index.html")))
		path.len -= 10;
	return liquid_string(call, path);
}

/* al-folio adds a hash of the file to its address; files of this program's output are not cached
 * so. */
static const Value *filter_bust_cache(LiquidCall *call)
{
	return liquid_string(call, liquid_in(call));
}

const LiquidFilterEntry liquid_url_filters[] = {
	{STR_INIT("url_encode"), 0, 0, filter_url_encode},
	{STR_INIT("cgi_escape"), 0, 0, filter_url_encode},
	{STR_INIT("uri_escape"), 0, 0, filter_uri_escape},
	{STR_INIT("url_decode"), 0, 0, filter_url_decode},
	{STR_INIT("relative_url"), 0, 0, filter_relative_url},
	{STR_INIT("absolute_url"), 0, 0, filter_absolute_url},
	{STR_INIT("strip_index"), 0, 0, filter_strip_index},
	{STR_INIT("bust_file_cache"), 0, 0, filter_bust_cache},
	{STR_INIT("bust_css_cache"), 0, 0, filter_bust_cache},
	{.fn = NULL},
};
