#include "typeset/handout.h"

static Len from_mm(double mm)
{
	return len_from_pt(mm * 72 / 25.4);
}

static Len clip(Len len, Len least, Len most)
{
	return len < least ? least : len > most ? most : len;
}

/* A5 is 0.7 of A4 a side; the text shrinks far less than that. */
void handout_theme_a5(Theme *t)
{
	t->paper_width = from_mm(148);
	t->paper_height = from_mm(210);
	Len *margins[] = {&t->margin_top, &t->margin_right, &t->margin_bottom, &t->margin_left};
	for (size_t i = 0; i < 4; i++)
		*margins[i] = clip(len_scale(*margins[i], 0.72), from_mm(11), from_mm(20));
	t->body_size = clip(len_scale(t->body_size, 0.93), len_from_pt(9.2), len_from_pt(11));
	t->name_size = len_scale(t->name_size, 0.8);
	t->headline_size = len_scale(t->headline_size, 0.92);
	t->contact_size = len_scale(t->contact_size, 0.93);
	t->small_size = len_scale(t->small_size, 0.95);
	t->note_size = len_scale(t->note_size, 0.95);
	for (int i = 0; i < 6; i++) {
		t->heading_size[i] = len_scale(t->heading_size[i], 0.92);
		t->heading_before[i] = len_scale(t->heading_before[i], 0.85);
		t->heading_after[i] = len_scale(t->heading_after[i], 0.85);
	}
	t->list_indent = len_scale(t->list_indent, 0.9);
	t->photo_size = len_scale(t->photo_size, 0.8);
	t->thumbnail_width = len_scale(t->thumbnail_width, 0.68);
}

Theme handout_theme_scaled(const Theme *theme, double factor)
{
	Theme t = *theme;
	Len *lengths[] = {&t.body_size,	 &t.name_size,	    &t.headline_size, &t.contact_size,
			  &t.small_size, &t.note_size,	    &t.paragraph_gap, &t.item_gap,
			  &t.entry_gap,	 &t.list_indent,    &t.rule_width,    &t.date_gap,
			  &t.photo_size, &t.thumbnail_width};
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
		*lengths[i] = len_scale(*lengths[i], factor);
	for (int i = 0; i < 6; i++) {
		t.heading_size[i] = len_scale(t.heading_size[i], factor);
		t.heading_before[i] = len_scale(t.heading_before[i], factor);
		t.heading_after[i] = len_scale(t.heading_after[i], factor);
	}
	return t;
}

void handout_tell_left_out(Diags *diags, const char *what, const Str *names, size_t count)
{
	Buf list = buf_in(diags->arena);
	for (size_t i = 0; i < count; i++)
		buf_add_format(&list, "%s%.*s",
			       i == 0	       ? ""
			       : i + 1 < count ? ", "
					       : " and ",
			       STR_ARG(names[i]));
	if (count > 0)
		diag_note(diags, SPAN_NONE, S(""), "the %s leaves out %.*s [handout-left-out]",
			  what, STR_ARG(buf_str(&list)));
}
