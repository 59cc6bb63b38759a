#include "write/dump.h"

#include "base/file.h"
#include "write/dump_parts.h"

void dump_quote(Buf *out, Str text)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c == '"' || c == '\\')
			buf_add_format(out, "\\%c", c);
		else if (c == '\n')
			buf_add(out, S("\\n"));
		else if (c == '\t')
			buf_add(out, S("\\t"));
		else if (c < ' ' || c == 0x7F)
			buf_add_format(out, "\\x%02X", c);
		else
			buf_add_char(out, (char)c);
	}
	buf_add_char(out, '"');
}

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

static void add_field(Buf *out, const char *name, Str value)
{
	if (value.len == 0)
		return;
	buf_add_format(out, " %s=", name);
	dump_quote(out, value);
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
	add_field(out, "file", path_name(item->as.image.file));
	if (item->as.image.round)
		buf_add(out, S(" round"));
	if (item->as.image.radius != 0)
		add_named(out, "radius", item->as.image.radius);
}

static void add_link(Buf *out, const FrameItem *item)
{
	add_size(out, item);
	add_field(out, "url", item->as.link.url);
	add_field(out, "anchor", item->as.link.anchor);
	add_field(out, "contents", item->as.link.contents);
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
	case FRAME_ANCHOR: add_field(out, "name", item->as.anchor.name); break;
	}
	if (item->tag != NULL)
		buf_add_format(out, " %s:%u", tag_kind_name(item->tag->kind), item->tag->number);
	buf_add_char(out, '\n');
}

static void add_tag(Buf *out, const Tag *tag, size_t depth)
{
	buf_add_repeat(out, ' ', 2 * depth);
	buf_add_format(out, "%s:%u", tag_kind_name(tag->kind), tag->number);
	add_field(out, "lang", tag->lang);
	add_field(out, "alt", tag->alt);
	add_field(out, "actual", tag->actual);
	add_field(out, "id", tag->id);
	if (tag->column_span > 1)
		buf_add_format(out, " columns=%d", tag->column_span);
	if (tag->row_span > 1)
		buf_add_format(out, " rows=%d", tag->row_span);
	if (tag->row_header)
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
	add_field(out, "anchor", entry->anchor);
	buf_add_char(out, '\n');
}

void dump_frames(Buf *out, const Paper *paper)
{
	buf_add(out, S("paper"));
	add_field(out, "title", paper->title);
	add_field(out, "author", paper->author);
	add_field(out, "lang", paper->lang);
	add_field(out, "subject", paper->subject);
	add_field(out, "keywords", paper->keywords);
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
