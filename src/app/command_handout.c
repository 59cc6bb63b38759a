/* recto handout: the CV for a printer. */
#include "app/command_parts.h"
#include "app/option_table.h"
#include "base/file.h"
#include "model/handout.h"
#include "typeset/handout.h"
#include "typeset/impose.h"
#include "typeset/layout.h"

static ImposeOptions impose_options(const Pipeline *p, const HandoutSettings *settings)
{
	static const Duplex duplex[] = {
		[HANDOUT_SIDES_UNSAID] = DUPLEX_UNSAID,
		[HANDOUT_SIDES_NONE] = DUPLEX_NONE,
		[HANDOUT_SIDES_LONG] = DUPLEX_LONG,
		[HANDOUT_SIDES_SHORT] = DUPLEX_SHORT,
	};
	ImposeOptions options = {
		.width = p->theme.paper_width,
		.height = p->theme.paper_height,
		.marks = settings->crop_marks,
		.bleed = settings->bleed,
		.creep = settings->creep,
		.rtl = layout_is_rtl(p->paper.lang),
		.duplex = duplex[settings->duplex],
	};
	if (settings->sheet_width > 0) {
		options.width = settings->sheet_width;
		options.height = settings->sheet_height;
	}
	return options;
}

/* Eight cards on a sheet, each with its bleed. */
static void make_cards(Pipeline *p, const HandoutSettings *settings)
{
	HandoutWords words = handout_words(p->site);
	p->cv = site_cv_doc(p->site, &p->diags);
	LayoutOptions layout = pipeline_layout_options(p);
	Len bleed = settings->has_bleed ? settings->bleed : len_from_pt(3 * 72 / 25.4);
	handout_card(p->arena, p->fonts, &layout, &words, bleed, &p->diags, &p->paper);
	ImposeOptions options = impose_options(p, settings);
	impose_repeat(p->arena, &p->paper, &options, 2, 4);
}

/* On A3 when no other sheet is asked for. */
static bool make_poster(Pipeline *p, const HandoutSettings *settings)
{
	bool asked = settings->sheet_width > 0;
	Len w = asked ? settings->sheet_width : len_from_pt(297 * 72 / 25.4),
	    h = asked ? settings->sheet_height : len_from_pt(420 * 72 / 25.4);
	HandoutWords words = handout_words(p->site);
	p->cv = site_cv_doc(p->site, &p->diags);
	LayoutOptions layout = pipeline_layout_options(p);
	PosterParts parts = handout_poster_parts(p->site, p->cv);
	if (!handout_poster(p->arena, p->fonts, &layout, &words, &parts, w, h, settings->bleed,
			    &p->diags, &p->paper))
		return false;
	ImposeOptions options = impose_options(p, settings);
	impose_trim(p->arena, &p->paper, &options);
	return true;
}

/* Sets the CV and places its pages. */
static bool make_pages(Run *run, const HandoutSettings *settings)
{
	Pipeline *p = run->pipeline;
	size_t errors = p->diags.errors;
	if (run->options->layout == LAYOUT_POSTER)
		return make_poster(p, settings);
	if (run->options->layout == LAYOUT_CARD) {
		make_cards(p, settings);
		return p->diags.errors == errors;
	}
	if (run->options->layout == LAYOUT_A5) {
		handout_theme_a5(&p->theme);
		p->budget = (Budget){0};
	}
	if (!pipeline_typeset(p, NULL, NULL))
		return false;
	ImposeOptions options = impose_options(p, settings);
	switch (run->options->layout) {
	case LAYOUT_2UP: impose_grid(p->arena, &p->paper, &options, 2); break;
	case LAYOUT_4UP: impose_grid(p->arena, &p->paper, &options, 4); break;
	case LAYOUT_BOOKLET: impose_booklet(p->arena, &p->paper, &options); break;
	case LAYOUT_CARD:
	case LAYOUT_POSTER:
	case LAYOUT_A5: impose_trim(p->arena, &p->paper, &options); break;
	}
	return true;
}

/* Pages on sheets lose their tags: the file says where they are kept. */
static void say_imposed(Pipeline *p)
{
	if (p->paper.sheet_count > 0)
		p->paper.subject = str_format(
			p->arena,
			"Imposed for print, without tags: this file claims neither PDF/A nor "
			"PDF/UA. The accessible original is %.*s",
			STR_ARG(path_name(p->site->cv_output)));
}

/* "cv-booklet.pdf", after the file that the site links. */
static Str default_target(const Run *run)
{
	Str name = path_name(run->pipeline->site->cv_output);
	if (str_ends_nocase(name, S(".pdf")))
		name = str_slice(name, 0, name.len - 4);
	Str form = option_word(COMMAND_HANDOUT, S("layout"), run->options->layout);
	return str_format(run->arena, "%.*s-%.*s.pdf", STR_ARG(name), STR_ARG(form));
}

int command_handout(Run *run)
{
	Pipeline *p = run->pipeline;
	HandoutSettings settings;
	Buf pdf = buf_in(run->arena);
	if (!pipeline_read(p) || !handout_read(p->arena, p->site->config, &p->diags, &settings))
		return command_fail(run);
	p->grey = settings.gray;
	p->pdf = (PdfSettings){.level = p->pdf.level}; /* no files go with paper */
	if (handout_home(p->site).len == 0)
		diag_note(&p->diags, SPAN_NONE,
			  S("set url in _config.yml, or --set url=https://..."),
			  "no QR code: the site does not say where it will be [handout-no-home]");
	if (!make_pages(run, &settings))
		return command_fail(run);
	say_imposed(p);
	if (!pipeline_write_pdf(p, &pdf))
		return command_fail(run);
	size_t pages = p->paper.sheet_count > 0 ? p->paper.sheet_count : p->paper.frame_count;
	Str target = run->options->output;
	bool ok = command_write_file(run, target.len > 0 ? target : default_target(run),
				     buf_str(&pdf), pages);
	command_print_diags(run);
	return command_status(run, ok);
}
