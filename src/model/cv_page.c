/*
 * Which page is the CV where none has `layout: cv`: one at /cv/ or /resume/ that has sections of
 * CVs, as sites of academicpages, minimal-mistakes and the like have it. It is the CV as it stands.
 * Told from its text, as it has to be known before pages are read.
 */
#include "base/file.h"
#include "model/resume.h"
#include "model/site_parts.h"

/* "/cv/", "/resume.html" */
static bool is_cv_address(Str url)
{
	static const Str names[] = {STR_INIT("cv"), STR_INIT("resume"), STR_INIT("vita"),
				    STR_INIT("curriculum-vitae")};
	while (str_ends(url, S("/")))
		url.len--;
	url = path_name(url);
	url.len -= path_extension(url).len;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_nocase(url, names[i]))
			return true;
	return false;
}

/* Whether a line is a heading: "## Title", "<h2>Title</h2>", or one below which === or --- is. */
static bool is_heading(Str line, Str below)
{
	size_t rule = 0;
	while (rule < below.len && (below.ptr[rule] == '=' || below.ptr[rule] == '-'))
		rule++;
	bool underlined = line.len > 0 && rule > 1 && rule == below.len;
	return str_starts(line, S("#")) || str_starts_nocase(line, S("<h")) || underlined;
}

/* How many kinds of sections that CVs have a page says. */
static size_t count_kinds(const Page *page)
{
	bool seen[RESUME_KIND_COUNT] = {false};
	size_t count = 0;
	Str rest = str_from_offset(page->source->text, page->body), line, below;
	for (bool more = str_split(&rest, '\n', &line); more; line = below) {
		more = str_split(&rest, '\n', &below);
		below = more ? str_trim(below) : S("");
		if (!is_heading(str_trim(line), below))
			continue;
		ResumeKind kind = resume_kind(line);
		bool counts = kind != RESUME_OTHER && kind != RESUME_NEWS && kind != RESUME_SUMMARY;
		count += counts && !seen[kind];
		seen[kind] = true;
	}
	return count;
}

void site_find_cv_page(Site *site)
{
	if (site->single || site_has_resume_data(site))
		return;
	for (size_t i = 0; i < site->page_count; i++) {
		Page *page = site->pages[i];
		if (page == site->home || page->source == NULL || !is_cv_address(page->url) ||
		    !str_eq(page->lang, site->home->lang) || page->redirect_to.len > 0 ||
		    count_kinds(page) < 2)
			continue;
		site->cv_page = page;
		site->parts->cv_whole = true;
		return;
	}
}
