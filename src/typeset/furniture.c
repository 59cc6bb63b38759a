#include "typeset/layouter.h"

static void note_add(Layouter *layouter, Frame *frame, Str text, ParaAlign align, Len y)
{
	Galley place = galley_body(layouter, NULL, NULL);
	galley_set_text(&place, style_named(layouter->theme, place.text, S("furniture")));
	place.text.features = S("lnum,tnum");
	place.plain = true;
	Para para = inline_text(&place, text, NULL);
	if (para.text.len == 0)
		return;
	ParaShape shape = {.width = place.width, .align = align, .leading = place.leading};
	Lines lines = para_set(layouter->setter, layouter->work, &para, &shape);
	for (size_t i = 0; lines.count > 0 && i < lines.lines[0].count; i++) {
		FrameItem item = lines.lines[0].items[i];
		item.tag = NULL;
		item.x += place.x;
		item.y += y;
		frame_add(layouter->arena, frame, item);
	}
}

void furniture_add(Layouter *layouter)
{
	const Theme *theme = layouter->theme;
	Paper *paper = layouter->paper;
	if (!theme->page_numbers || paper->frame_count < 2)
		return;
	const Profile *profile = layouter->options->profile;
	Str name = profile != NULL && profile->name.len > 0 ? profile->name : paper->title;
	Len y = theme->paper_height - theme->margin_bottom / 2 + theme->note_size / 3;
	for (size_t i = 0; i < paper->frame_count; i++) {
		Str number = str_format(layouter->arena, "%zu\u2009/\u2009%zu", i + 1,
					paper->frame_count);
		note_add(layouter, &paper->frames[i], number, PARA_RIGHT, y);
		if (i > 0)
			note_add(layouter, &paper->frames[i], name, PARA_LEFT, y);
	}
}
