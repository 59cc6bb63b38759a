/*
 * site: the folder as Jekyll would see it.
 *
 * site_load reads everything a site is made of (configuration, data, pages, collections, list of
 * assets) and finds out what each page's address is; it reads no page body beyond the front matter.
 * site_read_pages then renders each page: Liquid, Markdown, Doc. The Site and all below it live in
 * one arena. Knows al-folio from acad-homepage; knows no page size.
 */
#ifndef RECTO_MODEL_SITE_H
#define RECTO_MODEL_SITE_H

#include "front/bib.h"
#include "front/source.h"
#include "front/text.h"
#include "front/value.h"
#include "model/doc.h"
#include "model/profile.h"
#include "model/publication.h"

typedef enum { SITE_PLAIN, SITE_AL_FOLIO, SITE_ACAD_HOMEPAGE } SiteFlavour;

typedef struct Page Page;
struct Page {
	Source *source;
	Str path; /* relative to the site: "_pages/about.md" */
	/* "/", "/publications/", "/a.html": begins with a slash, without baseurl */
	Str url;
	Str output;	    /* below the output folder: "index.html", "publications/index.html" */
	const Value *front; /* front matter over the defaults of _config.yml: always a map */
	size_t body;	    /* offset of the body in the source */
	Str title, layout, lang, description;
	Str collection; /* "posts", "news", ...; empty for pages */
	Str date;	/* "2025-06-01" or empty */
	Str *redirects; /* redirect_from, each begins with a slash */
	size_t redirect_count;
	/* the page is but a way to there: "/talks/" or on another server; else empty */
	Str redirect_to;
	/* a page that lists posts: an archive, or a page of a list that is cut into pages */
	Page **posts; /* those it shows, in the order of showing; an archive's oldest first */
	size_t post_count;
	const Page *list_first;		  /* of a list: its first page, else NULL */
	uint32_t list_number, list_total; /* this page's number from 1, and how many there are */
	size_t list_posts;		  /* of all pages together */
	/* between builds */
	bool kept; /* the file of the last build stands: the page is not read, and has no doc */
	Str *kept_pictures; /* the files that it shows, by their paths in the site */
	size_t kept_picture_count;
	Str kept_index; /* its part of the index of the search */
	bool read;	/* site_read_pages is done with it */
	/* there was something to say about it, or others are made of it: it is not kept */
	bool told;
	/* of a page that shows one entry of the bibliography; else NULL */
	const Publication *entry;
	Str entry_pdf;	  /* its paper: an address, or one below the site; may be empty */
	bool is_listing;  /* an archive: it has no source of its own */
	bool show_author; /* acad-homepage: the sidebar is shown */
	bool is_markdown; /* else HTML: Liquid only */
	/* filled by site_read_pages, for pages that are not kept */
	const Publication **papers; /* those in its lists, for linked data */
	size_t paper_count;
	Str *pictures; /* the files of those that its doc shows, in its order */
	size_t picture_count;
	Str *signs; /* classes of inlines around nothing, which may name a sign of an icon font */
	size_t sign_count;
	Text text;
	Ast *ast; /* NULL unless SiteOptions.keep_ast */
	Doc *doc;
};

/* A file that is copied as it is. */
typedef struct {
	Str path; /* relative to the site, and to the output */
	Str file; /* on disk */
} Asset;

typedef struct NavItem NavItem;
struct NavItem {
	Str title, url; /* url: for the page, with baseurl; or external */
	bool divider;
	const Page *page; /* the page it leads to, for marking the active one; may be NULL */
	NavItem *children;
	size_t child_count;
};

/* --set KEY=VALUE: a dotted path and a value in YAML's flow form. */
typedef struct {
	Str key, value;
} SiteSet;

/* What the command line says. */
typedef struct {
	Str path;	  /* SITE: a folder or one file */
	Str output;	  /* OUT: not to be read as input; may be empty */
	const Str *apart; /* files that the command line names for other ends: not the site's */
	size_t apart_count;
	const SiteSet *sets;
	size_t set_count;
	bool no_repair, keep_comments;
	bool safe;	 /* `--safe`: nothing on a page runs in a browser */
	int64_t now;	 /* SOURCE_DATE_EPOCH, or 0 */
	bool keep_ast;	 /* Page.ast is asked for */
	bool paper_only; /* no page will be written: site_cv_doc takes the nodes of the pages */
} SiteOptions;

/* Another CV of the same site: `recto.cv.variants`. */
typedef struct {
	Str name, title; /* title: what links say */
	Str output;	 /* below the output folder */
	bool is_public;	 /* the CV's page links to it */
	const Value *settings;
} CvVariant;

typedef struct SiteParts SiteParts;

typedef struct {
	Arena *arena;
	Sources *sources;
	const SiteOptions *options;
	Str root; /* folder on disk */
	SiteFlavour flavour;
	bool single;	      /* one file without a site around it */
	const Value *config;  /* _config.yml with --set over it: always a map */
	const Value *data;    /* _data: a map */
	const Value *locales; /* model/locale.h: the words that pages say themselves */
	Str title, url, baseurl, lang, description;
	/*
	 * Markdown and HTML pages, in the order of their paths; then collections that have output
	 */
	Page **pages;
	size_t page_count;
	Page **documents; /* members of collections without pages of their own (inline news, ...) */
	size_t document_count;
	Asset *assets; /* in the order of their paths */
	size_t asset_count;
	Page *home;    /* the page at "/"; never NULL after a good load */
	Page *cv_page; /* layout: cv, or one that is a CV all the same (cv_page.c); or NULL */
	NavItem *nav;
	size_t nav_count;
	Profile *profile;
	Bib bib;       /* the site's bibliography; empty when no page shows it */
	Str cv_output; /* where the PDF goes, below the output folder: "assets/pdf/cv.pdf" */
	CvVariant *variants;
	size_t variant_count;
	const CvVariant *variant; /* the one that is being made, or NULL */
	SiteParts *parts;	  /* known to the files behind this header only */
} Site;

/*
 * Reads the site at options->path into `arena`. NULL after an error that leaves nothing to go on
 * with (no such folder); else a Site, with errors in `diags` where parts are missing.
 */
Site *site_load(Arena *arena, Sources *sources, const SiteOptions *options, Diags *diags);

/*
 * Renders all pages that are not kept and were not rendered yet up to their Doc, resolves their
 * links and pictures, composes what layouts add.
 */
bool site_read_pages(Site *site, Diags *diags);

/*
 * The document that the CV is typeset from: the home page's sections (and the CV page's), web-only
 * parts left out and with them what the profile already says: the heading with the name, contacts,
 * portrait.
 */
Doc *site_cv_doc(Site *site, Diags *diags);

/* From here on the CV's settings are those of a variant. */
void site_use_variant(Site *site, const CvVariant *variant);

/* Where a block of a page is shown, and why (a sentence without a full stop, may be empty); what to
 * do to have it otherwise (may be empty: what can be said of any block). */
typedef struct {
	bool page, cv;
	bool made; /* a second showing: the CV, made of the home page */
	const char *why, *how;
} SitePlace;
SitePlace site_place(const Site *site, const Page *page, const DocNode *node);

/* The page at an address ("/x/", "/x.html", "/x"), or NULL. */
Page *site_find_page(const Site *site, Str url);
/* Where the page at `url` is written: "a/index.html", "a.html". Empty when it would leave the
 * output folder. */
Str site_output_path(Arena *arena, Str url);

/* The asset at a path relative to the site, or NULL. */
const Asset *site_find_asset(const Site *site, Str path);

#endif
