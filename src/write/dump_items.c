#include "write/dump.h"

#include "write/dump_parts.h"

static void add_length(Buf *out, const char *name, Len length)
{
	if (length == 0)
		return;
	buf_add_format(out, " %s=", name);
	buf_add_fixed(out, len_to_milli(length), 3);
}

static void add_box(Buf *out, const Para *para, const Item *item)
{
	buf_add(out, S("box "));
	dump_quote(out, str_slice(para->text, item->from, item->to));
	add_length(out, "w", item->width);
	add_length(out, "left", item->protrude_left);
	add_length(out, "right", item->protrude_right);
}

static void add_glue(Buf *out, const Item *item)
{
	buf_add(out, S("glue"));
	add_length(out, "w", item->width);
	if (item->fill > 0)
		buf_add_format(out, " fill=%d", item->fill);
	else
		add_length(out, "stretch", item->stretch);
	add_length(out, "shrink", item->shrink);
}

static void add_penalty(Buf *out, const Item *item)
{
	buf_add(out, S("penalty "));
	if (item->cost >= ITEM_INFINITE)
		buf_add(out, S("never"));
	else if (item->cost <= -ITEM_INFINITE)
		buf_add(out, S("forced"));
	else
		buf_add_int(out, item->cost);
	add_length(out, "w", item->width);
	add_length(out, "next", item->next);
	if (item->flagged)
		buf_add(out, S(" flagged"));
}

void dump_items(Buf *out, const Para *para, const ItemList *items)
{
	buf_add(out, S("paragraph "));
	dump_quote(out, para->text);
	buf_add_char(out, '\n');
	for (size_t i = 0; i < items->len; i++) {
		const Item *item = &items->items[i];
		buf_add(out, S("  "));
		switch (item->kind) {
		case ITEM_BOX: add_box(out, para, item); break;
		case ITEM_GLUE: add_glue(out, item); break;
		case ITEM_PENALTY: add_penalty(out, item); break;
		}
		buf_add_char(out, '\n');
	}
}
