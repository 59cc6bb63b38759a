/*
 * site_parts: what the files behind site.h ask of each other. No other folder includes this.
 *
 * The way of the data: site.c finds the folder and reads configuration and data; site_files.c
 * walks it; site_pages.c turns files into pages with addresses, site_settle.c puts them in order;
 * nav.c, profile.c look over them. Then, a page at a time, site_read.c renders it (site_liquid.c
 * is what Liquid may ask), resolve.c finds out where its links and pictures lead, compose.c adds
 * what the layout adds; cv.c makes one document of it for paper.
 */
#ifndef RECTO_MODEL_SITE_PARTS_H
#define RECTO_MODEL_SITE_PARTS_H

#include "base/vec.h"
#include "front/liquid.h"
#include "model/publication.h"
#include "model/publication_form.h"
#include "model/resume.h"
#include "model/site.h"

typedef VEC(Page *) PageList;
typedef VEC(Asset) AssetList;
typedef VEC(Str) SitePaths;

typedef struct {
	Str name;     /* "news" */
	Str template; /* of the address: "/:collection/:path/" */
	bool output;
	PageList members; /* in the order of their dates, then paths */
} Collection;

/* A bibliography and its publications, read once. */
typedef struct {
	Str name;
	const Source *source; /* NULL: it is missing */
	Bib bib;
	Publication *items;
	size_t count;
} Library;

/* A key that a page cites. */
typedef struct {
	const Page *page;
	Str key;
} Cited;

struct SiteParts {
	PageList pages; /* while loading; Site.pages in the end */
	AssetList assets;
	Map asset_index; /* path to Asset */
	VEC(Collection) collections;
	VEC(Library *) libraries;
	Map resumes;	  /* where CV data stands ("cv", "zh.cv", a path) to Resume */
	VEC(Cited) cited; /* in the order of the pages and in them */
	bool cites;	  /* some link has a DocCited */
	bool copies;	  /* assets were added while the pages were read */
	bool filters;	  /* the list that is being made has filters */
	size_t bibtex;	  /* behind where the text of an open {% bibtex %} starts; 0 */
	Str quoted;	  /* the options of a {% quote %} that is not closed yet */
	Map forms;	  /* name of a style to PublicationForm */
	Map outputs;	  /* output path to Page, old addresses too */
	Map details;	  /* key of an entry to the Page that shows it alone */
	/* id of an entry to the Page whose list shows it; made on first use */
	Map lists;
	bool lists_made;
	SitePaths repository; /* files by key, sorted */
	bool repository_read;
	bool template_told;   /* that `bibliography_template` is not run */
	Map layouts;	      /* names seen in front matter, to their first page */
	Map sources;	      /* path to Source: each file is read once */
	const Value *globals; /* site.* for Liquid, made on first use */
	bool *told; /* of the page that is being read: set when others are made of what it shows */
	Str real_root, real_output;
	bool pretty; /* addresses without a permalink end with a slash */
	DocNode *header_name, *header_contact,
		*header_photo; /* blocks of the home page that became the CV's header */
	DocNode *cv_first,
		*cv_last; /* on the CV's page: what is the home page's, see cv_compose.c */
	bool cv_whole;	  /* the CV is what its page says, and nothing of the home page */
};

/* --- site.c --- */
/* An empty site, its configuration (--set laid over it), its collections. */
Site *site_new(Arena *arena, Sources *sources, const SiteOptions *options);
void site_use_config(Site *site, const Value *config, Diags *diags);
void site_find_collections(Site *site);
/* The assets found so far, sorted. */
void site_store_assets(Site *site);
/* `relative` below the site's folder, on disk; and as shown in messages. */
Str site_file(const Site *site, Str relative);
/* Whether it is a regular file that stands in the site, links followed. */
bool site_has_file(const Site *site, Str relative);
/* Whether the real path `real` is `root` or below it. */
bool site_is_below(Str root, Str real);
/* A text file of the site, mojibake repaired; each is read once. NULL after an error. */
Source *site_load_source(Site *site, Str relative, Span from, Diags *diags);
/* A string at a dotted path of the configuration, trimmed; "" for all that is no scalar. */
Str site_setting(const Site *site, Str path);
/* Plain text of a value that may hold HTML. */
Str site_plain(const Site *site, Str html, Diags *diags);
/* Plain text of one that may hold Markdown, such as an excerpt; lists and the like stay as they are
 * written. */
Str site_plain_markdown(const Site *site, Str markdown, Diags *diags);

/* --- site_files.c --- */
/* Fills pages, documents (as members of collections) and assets. */
void site_walk(Site *site, Diags *diags);
/* _data as one map. */
const Value *site_read_data(Site *site, Diags *diags);
bool site_is_markdown(const Site *site, Str path);
/* Copies a file of the site to another place of the output, once. */
void site_add_copy(Site *site, Str path, Str file);
/* Adds a file to the assets, once. */
void site_add_asset(Site *site, Str path);

/* --- site_pages.c --- */
/* A page of a source (may be NULL); NULL when it is switched off or a mere asset (*asset tells). */
Page *site_make_page(Site *site, Source *source, Str path, Collection *collection, bool *asset,
		     Diags *diags);
Collection *site_find_collection(const Site *site, Str name);
/* "2025-11-30" of a front matter's date or a file name's; "" when there is none. */
Str site_date(Arena *arena, Str text);

/* --- site_settle.c --- */
/* Addresses, collisions, home page; false when there is no page at all. */
bool site_settle_pages(Site *site, Diags *diags);

/* --- site_output.c --- */
/* Whether the output folder is none of the site's own: what is written there would be read, or
 * what is there not. An error when not. */
bool site_output_is_apart(const Site *site, Diags *diags);
/* Where the output folder holds the site's, no page may be written over a source. */
void site_guard_sources(const Site *site, Diags *diags);

/* --- archive.c --- */
/* Pages for years, tags and categories; further pages of lists. Members are sorted before. */
void site_add_archives(Site *site, Diags *diags);
void site_cut_lists(Site *site);
/* jekyll-paginate's `paginator` of a page with a list. */
const Value *site_paginator(Site *site, const Page *page);

/* --- site_url.c --- */
typedef struct {
	Str path, date, slug, basename, collection;
	const Value *front;
	bool is_post;
} UrlParts;
/* Jekyll's address templates: "/:categories/:year/:title/". */
Str site_expand_url(Arena *arena, Str template, const UrlParts *parts);
/* Jekyll's slugs: runs of what is neither letter nor digit become "-". `pretty` keeps
 * ._~!$&'()+,;=@ */
Str site_slug(Arena *arena, Str text, bool pretty);
Str site_url_encode(Arena *arena, Str path);

/* --- nav.c, profile.c --- */
void site_make_nav(Site *site, Diags *diags);
/* "Wanshu Lin (林晚舒)" to the name and, in another script, the one in parentheses ("" when there
 * is none). */
Str profile_split_name(Str text, Str *native);
void profile_load(Site *site, Diags *diags);
/* What the home page's own text says where nothing else does. */
void profile_from_page(Site *site, Diags *diags);

/* --- site_read.c, site_liquid.c --- */
const Value *site_globals(Site *site, const Page *page);
/* A page as Liquid sees it. */
Value *site_page_value(Site *site, const Page *page);
/* The host whose context is a SiteReader. */
typedef struct {
	Site *site;
	Page *page;
	Diags *diags;
} SiteReader;
LiquidHost site_liquid_host(SiteReader *reader);
/* The element that stands for a tag of jekyll-scholar until the page is built. */
void site_write_element(Arena *arena, Str name, Str markup, Span from, TextBuilder *out);
LiquidOptions site_liquid_options(SiteReader *reader, LiquidHost *host);
/* HTML as blocks below a DOC_BLOCK, or inlines below a DOC_SPAN. NULL when there is nothing in it.
 */
DocNode *site_html_blocks(Site *site, const Value *html, const Page *page, Diags *diags);
DocNode *site_html_inlines(Site *site, const Value *html, const Page *page, Diags *diags);
/* The same of a text, which may be Markdown; links are not resolved. */
DocNode *site_markup_inlines(Site *site, Text text, bool markdown, Diags *diags);
/* A text of a data file, Markdown or HTML: its inlines below a DOC_SPAN, or its blocks below a
 * DOC_BLOCK; NULL when there is nothing in it. Links are as written. */
DocNode *site_text_inlines(Site *site, const Value *text, bool markdown, const Page *page,
			   Diags *diags);
DocNode *site_text_blocks(Site *site, const Value *text, bool markdown, const Page *page,
			  Diags *diags);
/* The blocks of a file that stands on the page `on`; NULL after a message when there is none. */
DocNode *site_read_part(Site *site, const Page *on, Str path, Span from, Diags *diags);

/* --- jumps.c --- */
/* Of several pages that show an entry of a bibliography, the one that shows the most, the first of
 * these; NULL when none does. When all pages are composed. */
const Page *site_list_page(Site *site, Str id);
/* Warns of a link to a place that its page does not have: "#nowhere". `ids`: the page's, found with
 * its first such link; an empty map until then. */
void site_check_jump(Site *site, const Page *page, const DocNode *link, Map *ids, Diags *diags);
/* What "#..." can lead to: ids of headings, elements and entries, notes and their places. */
Map site_ids_below(Site *site, const DocNode *root);
/* Citations below `root`, which is a whole document, lead to their entries in it; where it has them
 * not, to the entries' own pages, or to the page of a list. When all pages are composed. */
void site_settle_citations(Site *site, DocNode *root);
/* Whether `ids`, those of the page, have this one, with %XX escapes or not, or bytes that only the
 * page knows do; else *near is an id much like it, or empty. */
bool site_has_place(Site *site, const Page *page, const Map *ids, Str id, Str *near);

/* --- resolve.c --- */
/* Links and pictures below `node`, which stands on `page`. */
void site_resolve(Site *site, const Page *page, DocNode *node, Diags *diags);
/* Leaves out what entries below `top`, which are resolved, would say of files that are not there
 * (resolve_lost.c). */
void site_prune_lost(DocNode *top);
/* What stands on `from` and is shown on `page` too: addresses relative to the one are made the
 * site's. */
void site_move(Site *site, const Page *from, const Page *page, DocNode *top);
/* Where in a block of HTML or a Liquid tag at `span` an address stands. */
Span site_url_place(const Site *site, Span span, Str url);
/* A file of the site that `url` names on `page`: its path below the site's folder, or "". */
Str site_find_file(Site *site, const Page *page, Str url);
/* "did you mean ...?" for a file that is missing, or "". */
Str site_file_hint(const Site *site, Str url);
/* For the page, with baseurl: of an address of the site. */
Str site_page_url(const Site *site, Str url);
/* Absolute, for paper; "" without `url:` in the configuration. */
Str site_print_url(const Site *site, Str url);
/* Fills in size and file of a picture; false when the file is missing. */
bool site_probe_picture(Site *site, DocNode *image, Str path, Diags *diags);

/* --- cv.c --- */
void site_find_cv_output(Site *site, Diags *diags);
/* Reads `recto.cv.variants`; takes what the one that is being made leaves out away below `parent`
 * (cv_variants.c). */
void site_find_variants(Site *site, Diags *diags);
void site_filter_variant(const Site *site, DocNode *parent);
/* Puts the sections below `root` in the order of `recto.cv.sections`, with its titles; others go
 * (cv_sections.c). */
void site_order_sections(const Site *site, DocNode *root, Diags *diags);

/* The home page's part of the CV, as a Doc of its own; `notes`: how many come before its own. */
Doc *site_home_doc(Site *site, int notes, Diags *diags);

/* --- site_includes.c --- */
/* The text of an include that themes have, for sites without the theme's files; NULL when there is
 * none of that name. */
const char *site_builtin_include(Str name);

/* --- cv_bare.c --- */
/* Whether it is a section of which paper would show nothing but the heading: it holds pictures on
 * other servers, or what is for the page only. One that holds nothing at all is not bare: its
 * heading may be all that it wants to say. */
bool cv_is_bare_section(const Site *site, const DocNode *node);

/* --- cv_page.c --- */
/* Finds a page that is a CV without saying so: Site.cv_page, SiteParts.cv_whole. */
void site_find_cv_page(Site *site);

/* --- cv_compose.c --- */
/* Whether the CV is made of the home page (when there is no CV data): nobody wrote one. */
bool site_composes_cv(const Site *site);
/* Adds the bibliography where no section shows papers, and puts the sections in the order that CVs
 * have, unless `recto.cv.sections` says another. */
void site_arrange_cv(Site *site, DocNode *root, Diags *diags);
/* The CV made of the home page, on the CV's page. */
void site_compose_cv_page(Site *site, Page *page, Diags *diags);

/* --- resume_site.c --- */
/* The person's contacts as a line for the page. */
void site_cv_contacts(Site *site, const Page *page, DocNode *parent, Diags *diags);
/* The bibliography as a section of the CV, links resolved; NULL when there is none, or the
 * configuration says so. */
DocNode *site_papers_section(Site *site, const Page *page, Diags *diags);
/* Whether the site has CV data, whosever it is. */
bool site_has_resume_data(Site *site);
/* The CV data that a page shows, or NULL: `recto.cv.data`, _data/cv.yml, resume.json. Read once. */
const Resume *site_resume(Site *site, const Page *page, Diags *diags);
/* Its blocks for a page, links resolved, publications of the bibliography among them; below a
 * DOC_BLOCK. */
DocNode *site_resume_blocks(Site *site, const Page *page, const Resume *resume, Diags *diags);
/* The one source of a site that is a data file, or NULL. */
bool site_is_resume_file(Str path);

/* --- resume_design.c --- */
/* Lays the design of the CV data below the configuration, which goes before it. */
void site_use_design(Site *site, Diags *diags);

/* --- bibliography.c --- */
/* The bibliography of a name; "": the main one. Missing files are warned of. */
Library *site_library(Site *site, Str name, Span from, Diags *diags);
/* The publication of a key, or NULL. */
const Publication *library_find(const Library *library, Str key);
PublicationStyle site_publication_style(SiteReader *reader);
/* The form of a style's name; NULL for the look of al-folio. */
const PublicationForm *site_form(SiteReader *reader, Str name, Span span);
/* The form that a list has on the page or, `print`, on paper: `asked` by the tag, or by the
 * configuration. */
const PublicationForm *site_list_form(SiteReader *reader, Str asked, Span span, bool print);

/* A bibliography that stands in a page, under a name of its own. */
Library *site_add_library(Site *site, Str name, const Source *source, Diags *diags);

/* --- bibliography_details.c --- */
/* Makes pages of single entries, where the site wants them; before addresses are settled. */
void site_add_details(Site *site, Diags *diags);
/* Such a page, or NULL. */
const Page *site_details_page(const Site *site, Str key);
/* What the page of an entry shows. */
void site_compose_details(Site *site, Page *page, Diags *diags);
/* A way from such a page to the list that the entry is in; when all pages are composed. */
void site_add_way_back(Site *site, Page *page);
/* PublicationStyle.links, of which a SiteReader is the context: files by key, the entry's page. */
PublicationLinks site_entry_links(void *context, const Publication *item);

/* --- bibliography_inline.c --- */
/* Whether a page is a bibliography with front matter. */
bool site_is_bib_page(Str path);
/* Entries that stand in the page become a list of them; all entries of a text. */
void site_write_bibtex(SiteReader *reader, Str bibtex, Span from, TextBuilder *out);
Text site_wrap_entries(SiteReader *reader, Text text);

/* --- publication_box.c --- */
/* Makes the own name strong in paper-boxes below `root`, where the site says whose it is. */
void site_mark_own_name(SiteReader *reader, DocNode *root);

/* --- bibliography_list.c --- */
typedef VEC(const Publication *) PublicationList;
/* A setting of jekyll-scholar: the page's front matter goes before the configuration. */
const Value *site_scholar_setting(const SiteReader *reader, Str path);
/* The option of a tag, or the setting where the tag has none ("" for no setting). */
Str site_list_option(const SiteReader *reader, const Ast *element, Str name, Str setting);
/* The entries that the tag asks for, sorted, in the order they are listed in. */
PublicationList site_list_entries(SiteReader *reader, const Ast *element, Str default_query);
/* A list as the attributes of the element ask. */
DocNode *site_bibliography(SiteReader *reader, const Ast *element);
/* Entries without groups, on both sides. */
void site_add_entries(SiteReader *reader, DocNode *parent, const Ast *element,
		      const Publication *const *items, size_t count);

/* A type under which others are listed too (theses), and what a group of it is called. */
Str site_type_alias(const Site *site, Str type);
Str site_type_name(const Site *site, Str type);

/* --- bibliography_page.c --- */
/* Whether a list is the whole bibliography, and long enough for filters. */
bool site_has_filters(SiteReader *reader, const Ast *element, size_t count);
bool site_is_first_author(Site *site, const Publication *item, const PublicationStyle *style);
/* What the filters' rules pick a node by; `first`: the person is first author of it, or of some. */
void site_mark_entry(Site *site, DocNode *node, Str year, Str types, bool first);
/* Filters and the download before a list. */
void site_add_controls(SiteReader *reader, DocNode *root, const Publication *const *items,
		       size_t count, Span span);
/* What * behind names means, where two authors of a paper have it, and ✉; unless the page tells. */
void site_add_legend(SiteReader *reader, DocNode *root, const Publication *const *items,
		     size_t count, Span span);
void site_note_papers(SiteReader *reader, const Publication *const *items, size_t count);

/* --- bibliography_cite.c --- */
/* Citations and the like; NULL when there is nothing. */
DocNode *site_citation(SiteReader *reader, const Ast *element);
DocNode *site_nocite(SiteReader *reader, const Ast *element);
DocNode *site_reference(SiteReader *reader, const Ast *element);
DocNode *site_details_link(SiteReader *reader, const Ast *element);
DocNode *site_bibliography_count(SiteReader *reader, const Ast *element);

/* --- compose.c --- */
/* Whether the site has a layout of its own of this name, which has no ending. */
bool site_has_layout(const Site *site, Str name);
void site_compose(Site *site, Page *page, Diags *diags);
/* DocHost.expand: the elements that site_liquid.c's tags leave behind. */
DocNode *site_expand_element(void *context, Arena *arena, const Ast *element);

#endif
