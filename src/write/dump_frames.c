#include "write/dump.h"

#include "base/file.h"
#include "write/dump_parts.h"

/* Always three decimals: columns stay in line. */
static void add_length(Buf *out, Len length)
{
	int64_t milli = len_to_milli(length);
	uint64_t size = milli < 0 ? (uint64_t)-milli : (uint64_t)milli;
	buf_add_format(out, " %s%llu.%03llu", milli < 0 ? "-" : "",
		       (unsigned long long)(size / 1000), (unsigned long long)(size % 1000));
}

static void add_named(Buf *out, const char *name, Len length)
{
	Buf number = buf_in(out->arena);
	add_length(&number, length);
	buf_add_format(out, " %s=", name);
	buf_add(out, str_from_offset(buf_str(&number), 1));
}

static void add_text(Buf *out, const FrameItem *item)
{
	const FaceMetrics *metrics = face_metrics(item->as.text.face);
	buf_add_char(out, ' ');
	buf_add(out, metrics->post_name);
	buf_add_char(out, '/');
	buf_add_fixed(out, len_to_milli(item->as.text.size), 3);
	buf_add_format(out, " #%06X ", item->as.text.colour);
	dump_quote(out, item->as.text.text);
	add_named(out, "w", item->w);
	if (item->as.text.expansion != 0) {
		buf_add(out, S(" expansion="));
		buf_add_fixed(out, item->as.text.expansion, 2);
		buf_add_char(out, '%');
	}
	if (item->as.text.rtl)
		buf_add(out, S(" rtl"));
	if (item->as.text.soft_hyphen)
		buf_add(out, S(" hyphen"));
}

static void add_size(Buf *out, const FrameItem *item)
{
	add_named(out, "w", item->w);
	add_named(out, "h", item->h);
}

static void add_rule(Buf *out, const FrameItem *item)
{
	add_size(out, item);
	buf_add_format(out, " #%06X", item->as.rule.colour);
	if (item->as.rule.radius != 0)
		add_named(out, "radius", item->as.rule.radius);
}

static void add_path(Buf *out, const FrameItem *item)
{
	add_size(out, item);
	buf_add_format(out, " #%06X steps=%zu", item->as.path.colour, item->as.path.count);
	if (item->as.path.stroke != 0)
		add_named(out, "stroke", item->as.path.stroke);
}

static void add_image(Buf *out, const FrameItem *item)
{
	add_size(out, item);
	/* the name alone: where the site stands is no matter */
	dump_value(out, "file",
		   str_starts_nocase(item->as.image.file, S("data:"))
			   ? S("data:")
			   : path_name(item->as.image.file));
	if (item->as.image.round)
		buf_add(out, S(" round"));
	if (item->as.image.radius != 0)
		add_named(out, "radius", item->as.image.radius);
}

static void add_link(Buf *out, const FrameItem *item)
{
	add_size(out, item);
	dump_value(out, "url", item->as.link.url);
	dump_value(out, "anchor", item->as.link.anchor);
	dump_value(out, "contents", item->as.link.contents);
	buf_add_format(out, " group=%u", item->as.link.group);
}

static const char *kind_name(FrameKind kind)
{
	switch (kind) {
	case FRAME_TEXT: return "text";
	case FRAME_RULE: return "rule";
	case FRAME_PATH: return "path";
	case FRAME_IMAGE: return "image";
	case FRAME_LINK: return "link";
	case FRAME_ANCHOR: return "anchor";
	}
	return "";
}

static void add_item(Buf *out, const FrameItem *item)
{
	buf_add_format(out, "%s", kind_name(item->kind));
	add_length(out, item->x);
	add_length(out, item->y);
	switch (item->kind) {
	case FRAME_TEXT: add_text(out, item); break;
	case FRAME_RULE: add_rule(out, item); break;
	case FRAME_PATH: add_path(out, item); break;
	case FRAME_IMAGE: add_image(out, item); break;
	case FRAME_LINK: add_link(out, item); break;
	case FRAME_ANCHOR: dump_value(out, "name", item->as.anchor.name); break;
	}
	if (item->tag != NULL)
		buf_add_format(out, " %s:%u", tag_kind_name(item->tag->kind), item->tag->number);
	buf_add_char(out, '\n');
}

static void add_tag(Buf *out, const Tag *tag, size_t depth)
{
	buf_add_repeat(out, ' ', 2 * depth);
	buf_add_format(out, "%s:%u", tag_kind_name(tag->kind), tag->number);
	dump_value(out, "lang", tag->lang);
	dump_value(out, "alt", tag->words->alt);
	dump_value(out, "actual", tag->words->actual);
	dump_value(out, "id", tag->words->id);
	if (tag->words->column_span > 1)
		buf_add_format(out, " columns=%d", tag->words->column_span);
	if (tag->words->row_span > 1)
		buf_add_format(out, " rows=%d", tag->words->row_span);
	if (tag->words->row_header)
		buf_add(out, S(" row"));
	buf_add_char(out, '\n');
}

/* In reading order, without recursion: documents may nest deeply. */
static void add_tags(Buf *out, const Tag *root)
{
	size_t depth = 0;
	for (const Tag *tag = root; tag != NULL;) {
		add_tag(out, tag, depth);
		if (tag->first != NULL) {
			tag = tag->first;
			depth++;
			continue;
		}
		while (tag != root && tag->next == NULL) {
			tag = tag->parent;
			depth--;
		}
		tag = tag == root ? NULL : tag->next;
	}
}

static void add_outline(Buf *out, const OutlineEntry *entry)
{
	buf_add_repeat(out, ' ', entry->level > 0 ? 2 * (size_t)(entry->level - 1) : 0);
	buf_add(out, S("outline "));
	dump_quote(out, entry->title);
	buf_add_format(out, " page=%zu", entry->frame + 1);
	add_named(out, "y", entry->y);
	dump_value(out, "anchor", entry->anchor);
	buf_add_char(out, '\n');
}

void dump_frames(Buf *out, const Paper *paper)
{
	buf_add(out, S("paper"));
	dump_value(out, "title", paper->title);
	dump_value(out, "author", paper->author);
	dump_value(out, "lang", paper->lang);
	dump_value(out, "subject", paper->subject);
	dump_value(out, "keywords", paper->keywords);
	buf_add_char(out, '\n');
	for (size_t i = 0; i < paper->frame_count; i++) {
		const Frame *frame = &paper->frames[i];
		buf_add_format(out, "frame %zu", i + 1);
		add_length(out, frame->w);
		add_length(out, frame->h);
		buf_add_char(out, '\n');
		for (size_t k = 0; k < frame->count; k++)
			add_item(out, &frame->items[k]);
	}
	if (paper->root != NULL)
		add_tags(out, paper->root);
	for (size_t i = 0; i < paper->outline_count; i++)
		add_outline(out, &paper->outline[i]);
}
