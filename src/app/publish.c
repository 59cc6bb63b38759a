/* The files of a site: pages, what stands beside them, what machines read; each is told as it goes
 * out. */
#include "app/built_bases.h"
#include "app/kept.h"
#include "app/made.h"
#include "app/pages.h"
#include "app/pipeline.h"
#include "app/processors.h"
#include "base/file.h"
#include "base/hash.h"
#include "write/html.h"
#include "write/icons.h"
#include "write/web_standins.h"
#include "write/webfonts.h"

#include <errno.h>
#include <string.h>

/* Where products go and who is told. */
typedef struct {
	Pipeline *pipeline;
	WebFonts *fonts; /* NULL: the pages are set in what the reader has */
	Arena *scratch;
	Str output;
	PipelineWatch *watch;
	void *context;
	Made *made; /* NULL: nothing is kept between builds */
} Outlet;

/* Refuses a path that leaves the output folder: the model never makes one, and this is the last
 * gate. */
static bool is_safe(Outlet *out, Str path)
{
	if (path_is_inside(out->scratch, path))
		return true;
	diag_error(&out->pipeline->diags, SPAN_NONE, S(""),
		   "%.*s lies outside the output folder [output-outside]", STR_ARG(path));
	return false;
}

static bool tell(Outlet *out, Product product, FileWrite result)
{
	if (result == FILE_FAILED) {
		diag_error(&out->pipeline->diags, SPAN_NONE, S(""),
			   "cannot write %.*s: %s [output-unwritable]", STR_ARG(product.path),
			   strerror(errno));
		return false;
	}
	product.changed = result == FILE_WRITTEN;
	if (out->watch != NULL)
		out->watch(out->context, &product);
	return true;
}

/* Writes `bytes` to `path` below the output folder; `product` says what else is told of it. */
static bool put_product(Outlet *out, Str path, Str bytes, Product product)
{
	if (!is_safe(out, path))
		return false;
	product.path = path_join(out->scratch, out->output, path);
	product.size = bytes.len;
	return tell(out, product, file_write(out->scratch, product.path, bytes));
}

static bool put(Outlet *out, Str path, Str bytes, size_t pages)
{
	return put_product(out, path, bytes, (Product){.pages = pages});
}

/* A file beside the pages that was made, and goes when no later build makes it. */
static bool put_made(Outlet *out, Str path, Str bytes)
{
	if (!put_product(out, path, bytes, (Product){.asset = true}))
		return false;
	if (out->made != NULL)
		made_add(out->made, path);
	return true;
}

static bool put_asset(Outlet *out, const Asset *asset)
{
	Str bytes;
	if (!file_map_in(out->pipeline->arena, asset->file, &bytes)) {
		diag_error(&out->pipeline->diags, SPAN_NONE, S(""),
			   "cannot read %.*s: %s [file-unreadable]", STR_ARG(asset->file),
			   strerror(errno));
		return false;
	}
	if (out->made != NULL)
		made_keep(out->made, asset->path);
	bool ok = put_product(out, asset->path, bytes, (Product){.asset = true});
	file_unmap(bytes);
	return ok;
}

/* The smaller copies of pictures. */
static bool put_copies(Outlet *out, const WebPictures *pictures)
{
	bool ok = true;
	for (size_t i = 0; i < pictures->count && ok; i++) {
		const WebPicture *picture = pictures->items[i];
		for (size_t k = 0; k < picture->count && ok; k++)
			ok = put_made(out, picture->copies[k].path, picture->copies[k].bytes);
	}
	return ok;
}

/* What is known of a page that was made: its characters go to the fonts. */
static void note_page(Outlet *out, const Page *page, KeptPage made)
{
	const Site *site = out->pipeline->site;
	if (out->fonts != NULL)
		webfonts_add_page(out->fonts, page->lang, page == site->home, made.runes,
				  made.rune_count);
	if (out->pipeline->kept != NULL)
		kept_add(out->pipeline->kept, page, made);
}

static bool put_redirects(Outlet *out, const HtmlOptions *options, const Page *page)
{
	bool ok = true;
	for (size_t i = 0; i < page->redirect_count; i++) {
		Buf stub = buf_in(out->scratch);
		html_write_redirect(&stub, options, page);
		Str path = site_output_path(out->scratch, page->redirects[i]);
		ok = put(out, path, buf_str(&stub), 1) && ok;
	}
	return ok;
}

/* A page whose file stands from the last build. */
static bool keep_page(Outlet *out, const HtmlOptions *options, const Page *page)
{
	const KeptPage *old = kept_page(out->pipeline->kept, page);
	Product product = {.path = path_join(out->scratch, out->output, page->output),
			   .size = old->stamp.size,
			   .pages = 1};
	note_page(out, page, *old);
	return tell(out, product, FILE_UNCHANGED) && put_redirects(out, options, page);
}

/* A page whose file was made just now. */
static bool tell_page(Outlet *out, const HtmlOptions *options, Page *page, const PageMade *made)
{
	Product product = {.path = path_join(out->scratch, out->output, page->output),
			   .size = made->size,
			   .pages = 1};
	errno = made->reason;
	if (!tell(out, product, made->result))
		return false;
	note_page(out, page, made->known);
	page->kept_index = made->known.search;
	return put_redirects(out, options, page);
}

/* `pages` holds what others ask for until the end. */
static bool put_pages(Outlet *out, const HtmlOptions *options, Pages *pages)
{
	const Site *site = out->pipeline->site;
	for (size_t i = 0; i < site->page_count; i++)
		if (!is_safe(out, site->pages[i]->output))
			return false;
	*pages = pages_make(out->pipeline->arena, options, out->output, processors_count());
	for (size_t i = 0; i < site->page_count; i++) {
		Page *page = site->pages[i];
		bool ok = page->kept ? keep_page(out, options, page)
				     : tell_page(out, options, page, &pages->items[i]);
		arena_reset(out->scratch);
		if (!ok)
			return false;
	}
	return true;
}

/* A fingerprint of all that is around every page: what a page without text looks like, the style
 * sheet, and which pictures have copies. */
static uint64_t frame_hash(Pipeline *p, const HtmlOptions *options, Str sheet)
{
	Buf out = buf_in(p->arena);
	Page page = {.url = S("/recto/"),
		     .output = S("recto/index.html"),
		     .title = S("recto"),
		     .lang = p->site->lang,
		     .front = value_new(p->arena, VALUE_MAP, SPAN_NONE)};
	html_write_page(&out, options, &page);
	page.show_author = true;
	html_write_page(&out, options, &page);
	for (size_t i = 0; options->pictures != NULL && i < options->pictures->count; i++) {
		const WebPicture *picture = options->pictures->items[i];
		for (size_t k = 0; k < picture->count; k++)
			buf_add(&out, picture->copies[k].path);
	}
	buf_add(&out, sheet);
	buf_add(&out, p->site->cv_output);
	return hash_bytes(buf_str(&out), 0);
}

/* The icons that the pages show which are to be made. */
static HtmlIcons make_icons(Pipeline *p)
{
	Str *names;
	size_t count = html_icon_names(p->site, p->arena, &names);
	return icons_outline(p->arena, p->fonts, names, count);
}

/* Makes all pages when what is around them is no longer what it was: then none is kept, and the
 * rest is read. */
static bool check_frame(Pipeline *p, HtmlOptions *options, Str sheet, HtmlIcons *icons)
{
	if (p->kept == NULL || kept_fits(p->kept, frame_hash(p, options, sheet)))
		return true;
	bool ok = site_read_pages(p->site, &p->diags);
	*icons = make_icons(p);
	options->pictures = web_pictures_make(p->arena, p->site, pipeline_cache_folder(p),
					      processors_count(), &p->diags);
	return ok;
}

/* What the site says to machines: feed, sitemap, robots.txt; the script that pages share, and what
 * its search reads. */
static bool put_for_machines(Outlet *out, const HtmlOptions *options)
{
	const struct {
		Str path;
		bool (*write)(Buf *out, const HtmlOptions *options);
	} files[] = {
		{html_feed_path(out->scratch, options->site), html_write_feed},
		{S("sitemap.xml"), html_write_sitemap},
		{S("robots.txt"), html_write_robots},
		{S(HTML_SCRIPT_PATH), html_write_script},
		{S(HTML_INDEX_PATH), html_write_index},
	};
	bool ok = true;
	for (size_t i = 0; i < sizeof files / sizeof *files && ok; i++) {
		Buf bytes = buf_in(out->scratch);
		if (files[i].write(&bytes, options))
			ok = put(out, files[i].path, buf_str(&bytes), 0);
	}
	arena_reset(out->scratch);
	return ok;
}

/* The PDF's faces for the pages, unless `recto.web.fonts` is "system". */
static WebFonts *open_web_fonts(Pipeline *p)
{
	Str wish = value_string(value_path(p->site->config, S("recto.web.fonts")));
	const WebBases bases = {built_bases, built_bases_count};
	if (str_eq(wish, S("system")))
		return NULL;
	return webfonts_new(p->arena, p->fonts, &p->theme, bases, pipeline_cache_folder(p));
}

static bool put_fonts(Outlet *out)
{
	WebFile *files;
	size_t count = out->fonts != NULL ? webfonts_finish(out->fonts, &files) : 0;
	bool ok = true;
	for (size_t i = 0; i < count && ok; i++)
		ok = put_made(out, files[i].path, files[i].bytes);
	arena_reset(out->scratch);
	return ok;
}

bool pipeline_write_site(Pipeline *p, Str output, Str pdf, PipelineWatch *watch, void *context)
{
	const Site *site = p->site;
	Outlet out = {.pipeline = p,
		      .fonts = open_web_fonts(p),
		      .scratch = arena_new_like(p->arena),
		      .output = output,
		      .watch = watch,
		      .context = context};
	Str list = pipeline_cache_file(p, "made");
	if (list.len > 0)
		out.made = made_open(p->arena, list, output);
	HtmlIcons icons = make_icons(p);
	Str standins = out.fonts != NULL ? web_standins(p->arena, p->fonts, &p->theme) : S("");
	Str sheet = html_style(p->arena, site, &p->theme, standins);
	Str early = html_early_script(p->arena);
	const WebPictures *pictures = web_pictures_make(p->arena, site, pipeline_cache_folder(p),
							processors_count(), &p->diags);
	HtmlOptions options = {
		.site = site,
		.theme = &p->theme,
		.icons = &icons,
		.styles = html_styles_new(p->arena, sheet),
		.early = early,
		.early_digest = html_early_digest(p->arena, early),
		.script_version = html_script_version(p->arena),
		.pictures = pictures,
		.fonts_sheet = out.fonts != NULL ? WEBFONTS_SHEET : S(""),
		.fonts_first = out.fonts != NULL ? webfonts_first(out.fonts) : S(""),
		.cv_exists = pdf.len > 0,
	};
	Pages pages = {0};
	bool ok = check_frame(p, &options, sheet, &icons) && put_pages(&out, &options, &pages);
	for (size_t i = 0; i < site->asset_count && ok; i++)
		if (!str_eq(site->assets[i].path, site->cv_output))
			ok = put_asset(&out, &site->assets[i]);
	ok = ok && put_for_machines(&out, &options);
	ok = ok && put_copies(&out, options.pictures);
	ok = ok && put_fonts(&out);
	if (ok && pdf.len > 0)
		ok = put(&out, site->cv_output, pdf, p->paper.frame_count);
	if (ok && p->kept != NULL)
		kept_save(p->kept, out.scratch);
	if (ok && out.made != NULL)
		made_finish(out.made);
	pages_free(&pages);
	arena_free(out.scratch);
	return ok;
}

bool pipeline_write_variants(Pipeline *p, const PipelineVariant *made, Str output,
			     PipelineWatch *watch, void *context)
{
	Outlet out = {.pipeline = p,
		      .scratch = arena_new_like(p->arena),
		      .output = output,
		      .watch = watch,
		      .context = context};
	bool ok = true;
	for (size_t i = 0; ok && i < p->site->variant_count; i++)
		ok = put(&out, made[i].variant->output, made[i].pdf, made[i].pages);
	arena_free(out.scratch);
	return ok;
}
