/*
 * The structure tree (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).
 *
 * Marks are gathered while pages are written; a tag's kids are its own marks and the tags below it.
 * The tree gives the order among tags; a mark of the tag's own goes before the first child that was
 * painted after it. Tags without any content are left out, but for cells: a table needs its empty
 * ones. The tree is walked by its links, never by recursion: its depth is the author's.
 */
#include "write/pdf_parts.h"

#include <stdlib.h>

static PdfElement *element_of(const PdfJob *job, const Tag *tag)
{
	return &job->elements[tag->number];
}

static void keep(PdfJob *job, const Tag *tag)
{
	for (; tag != NULL && !element_of(job, tag)->kept; tag = tag->parent) {
		element_of(job, tag)->kept = true;
		element_of(job, tag)->order = job->order;
	}
}

void pdf_tags_begin(PdfJob *job)
{
	job->elements = ARENA_ARRAY(job->arena, PdfElement, job->paper->tag_count);
	job->marks = ARENA_ARRAY(job->arena, PdfTagNumbers, job->paper->frame_count);
	for (const Tag *tag = job->paper->root; tag != NULL;
	     tag = tag_next(tag, job->paper->root, true)) {
		element_of(job, tag)->tag = tag;
		element_of(job, tag)->kids_end = &element_of(job, tag)->kids;
	}
}

const Tag *pdf_tags_of(const FrameItem *item)
{
	const Tag *tag = item->tag;
	if (tag != NULL && tag->kind == TAG_FIGURE && tag->words->alt.len == 0 &&
	    tag->words->actual.len == 0 && tag->first == NULL && item->kind != FRAME_TEXT)
		/* what a link shows is no decoration: the annotation's words speak for it */
		return tag->parent != NULL && tag->parent->kind == TAG_LINK ? tag->parent : NULL;
	return tag;
}

Str pdf_tags_plain_lang(Arena *arena, Str lang)
{
	/* "en_GB.UTF-8" is the name of a locale */
	Str plain = str_replace(arena, lang, S("_"), S("-"));
	plain = str_slice(plain, 0, str_find_char(plain, '.', 0));
	for (Str rest = plain, part; str_split(&rest, '-', &part);) {
		bool primary = part.ptr == plain.ptr;
		if (part.len < 1 || part.len > 8)
			return (Str){0};
		for (size_t i = 0; i < part.len; i++)
			if (!char_is_alpha(part.ptr[i]) && (primary || !char_is_digit(part.ptr[i])))
				return (Str){0};
	}
	return plain;
}

Str pdf_tags_lang(const PdfJob *job, const Tag *tag)
{
	for (; tag != NULL; tag = tag->parent) {
		if (tag->lang.len > 0)
			return tag->lang;
	}
	return job->paper->lang;
}

/* --- marks --- */

static void add_kid(PdfJob *job, const Tag *tag, PdfKid kid)
{
	PdfElement *element = element_of(job, tag);
	keep(job, tag);
	kid.order = job->order++;
	PdfKid *added = ARENA_NEW(job->arena, PdfKid);
	*added = kid;
	*element->kids_end = added;
	element->kids_end = &added->next;
}

uint32_t pdf_tags_mark(PdfJob *job, const Tag *tag, size_t page)
{
	uint32_t mcid = (uint32_t)job->marks[page].len;
	VEC_PUSH(job->arena, &job->marks[page], tag->number);
	add_kid(job, tag, (PdfKid){.page = page, .mcid = mcid});
	return mcid;
}

uint32_t pdf_tags_own(PdfJob *job, const Tag *tag, size_t page, PdfRef annotation)
{
	VEC_PUSH(job->arena, &job->annotations, tag->number);
	add_kid(job, tag, (PdfKid){.page = page, .object = annotation});
	return (uint32_t)(job->paper->frame_count + job->annotations.len - 1);
}

static void grow_box(PdfElement *element, size_t page, const FrameItem *item)
{
	bool text = item->kind == FRAME_TEXT;
	Len top = text ? item->y - item->as.text.size : item->y;
	Len bottom = text ? item->y + item->as.text.size / 4 : item->y + item->h;
	Len *box = element->box;
	if (!element->placed) {
		element->placed = true;
		element->page = page;
		box[0] = item->x, box[1] = top, box[2] = item->x + item->w, box[3] = bottom;
		return;
	}
	element->split |= element->page != page;
	box[0] = item->x < box[0] ? item->x : box[0];
	box[1] = top < box[1] ? top : box[1];
	box[2] = item->x + item->w > box[2] ? item->x + item->w : box[2];
	box[3] = bottom > box[3] ? bottom : box[3];
}

void pdf_tags_place(PdfJob *job, const Tag *tag, size_t page, const FrameItem *item)
{
	for (; tag != NULL; tag = tag->parent)
		if (tag->kind == TAG_FIGURE || tag->kind == TAG_FORMULA || tag->kind == TAG_TABLE)
			grow_box(element_of(job, tag), page, item);
}

/* --- attributes --- */

static void put_box(PdfJob *job, Buf *body, const PdfElement *element)
{
	if (!element->placed || element->split)
		return;
	Len height = job->paper->frames[element->page].h;
	buf_add_cstr(body, "/BBox");
	pdf_put_box(body, element->box[0], height - element->box[3], element->box[2],
		    height - element->box[1]);
}

static void put_cell(Buf *body, const Tag *tag)
{
	bool head = tag->kind == TAG_TH;
	if (!head && tag->words->column_span <= 1 && tag->words->row_span <= 1)
		return;
	buf_add_cstr(body, "/A<</O/Table");
	if (head)
		buf_add_cstr(body, tag->words->row_header ? "/Scope/Row" : "/Scope/Column");
	if (tag->words->column_span > 1)
		buf_add_format(body, "/ColSpan %d", tag->words->column_span);
	if (tag->words->row_span > 1)
		buf_add_format(body, "/RowSpan %d", tag->words->row_span);
	buf_add_cstr(body, ">>");
}

static void put_attributes(PdfJob *job, Buf *body, const PdfElement *element)
{
	static const char *const numberings[] = {
		[TAG_LABELS_OTHER] = "None",
		[TAG_LABELS_DISC] = "Disc",
		[TAG_LABELS_DECIMAL] = "Decimal",
	};
	TagKind kind = element->tag->kind;
	if (kind == TAG_FIGURE || kind == TAG_FORMULA) {
		buf_add_cstr(body, "/A<</O/Layout/Placement/Block");
		put_box(job, body, element);
		buf_add_cstr(body, ">>");
	} else if (kind == TAG_TABLE && element->placed && !element->split) {
		buf_add_cstr(body, "/A<</O/Layout");
		put_box(job, body, element);
		buf_add_cstr(body, ">>");
	} else if (kind == TAG_L) {
		buf_add_format(body, "/A<</O/List/ListNumbering/%s>>",
			       numberings[element->tag->words->labels]);
	} else if (kind == TAG_TH || kind == TAG_TD) {
		put_cell(body, element->tag);
	}
}

static Str element_id(PdfJob *job, const Tag *tag)
{
	if (tag->words->id.len > 0 || tag->kind != TAG_NOTE)
		return tag->words->id;
	return str_format(job->arena, "note-%u", tag->number);
}

static void put_words(PdfJob *job, Buf *body, const Tag *tag)
{
	Str id = element_id(job, tag), lang = pdf_tags_plain_lang(job->arena, tag->lang);
	if (tag->words->alt.len > 0) {
		buf_add_cstr(body, "/Alt");
		pdf_put_text(body, tag->words->alt);
	}
	if (tag->words->actual.len > 0) {
		buf_add_cstr(body, "/ActualText");
		pdf_put_text(body, tag->words->actual);
	}
	if (lang.len > 0) {
		buf_add_cstr(body, "/Lang");
		pdf_put_bytes(body, lang);
	}
	if (id.len > 0) {
		buf_add_cstr(body, "/ID");
		pdf_put_bytes(body, id);
	}
}

/* --- the tree --- */

static void put_kid(PdfJob *job, Buf *body, const PdfElement *element, const PdfKid *kid)
{
	bool same = element->kids->page == kid->page; /* as /Pg says */
	if (kid->object != 0) {
		buf_add_cstr(body, "<</Type/OBJR/Obj ");
		pdf_put_ref(body, kid->object);
	} else if (same) {
		buf_add_int(body, kid->mcid);
		buf_add_char(body, ' ');
		return;
	} else {
		buf_add_format(body, "<</Type/MCR/MCID %u", kid->mcid);
	}
	if (!same) {
		buf_add_cstr(body, "/Pg ");
		pdf_put_ref(body, job->pages[kid->page]);
	}
	buf_add_cstr(body, ">>");
}

static void put_kids(PdfJob *job, Buf *body, const PdfElement *element)
{
	const PdfKid *kid = element->kids;
	size_t count = 0;
	buf_add_cstr(body, "/K[");
	for (const Tag *child = element->tag->first; child != NULL; child = child->next) {
		const PdfElement *below = element_of(job, child);
		if (!below->kept)
			continue;
		for (; kid != NULL && kid->order < below->order; kid = kid->next, count++)
			put_kid(job, body, element, kid);
		count++;
		pdf_put_ref(body, below->ref);
		buf_add_char(body, ' ');
	}
	for (; kid != NULL; kid = kid->next, count++)
		put_kid(job, body, element, kid);
	buf_add_char(body, ']');
	pdf_limit_array(job, count);
}

static void put_element(PdfJob *job, Buf *body, const PdfElement *element)
{
	const Tag *tag = element->tag;
	buf_add_cstr(body, "/S/");
	buf_add_cstr(body, tag_kind_name(tag->kind));
	buf_add_cstr(body, "/P ");
	pdf_put_ref(body, tag->parent != NULL ? element_of(job, tag->parent)->ref : job->tree);
	if (element->kids != NULL) {
		buf_add_cstr(body, "/Pg ");
		pdf_put_ref(body, job->pages[element->kids->page]);
	}
	put_words(job, body, tag);
	put_attributes(job, body, element);
	put_kids(job, body, element);
}

/* From page (StructParents) to the elements of its marks, and from annotation to its element. */
static PdfRef write_parents(PdfJob *job)
{
	Buf *body;
	PdfRef ref = pdf_doc_dict(job->doc, &body);
	buf_add_cstr(body, "/Nums[");
	for (size_t page = 0; page < job->paper->frame_count; page++) {
		pdf_limit_array(job, job->marks[page].len);
		buf_add_format(body, "%zu[", page);
		for (size_t i = 0; i < job->marks[page].len; i++) {
			pdf_put_ref(body, job->elements[job->marks[page].ptr[i]].ref);
			buf_add_char(body, ' ');
		}
		buf_add_char(body, ']');
	}
	pdf_limit_array(job, 2 * (job->paper->frame_count + job->annotations.len));
	for (size_t i = 0; i < job->annotations.len; i++) {
		buf_add_format(body, "%zu ", job->paper->frame_count + i);
		pdf_put_ref(body, job->elements[job->annotations.ptr[i]].ref);
		buf_add_char(body, ' ');
	}
	buf_add_char(body, ']');
	return ref;
}

typedef struct {
	Str id;
	PdfRef ref;
} NamedElement;

static int compare_ids(const void *a, const void *b)
{
	return str_compare(((const NamedElement *)a)->id, ((const NamedElement *)b)->id);
}

/* A name tree has its keys in order, each once; of elements with the same id the first has it. */
static void put_id_tree(PdfJob *job, Buf *body)
{
	VEC(NamedElement) named = {0};
	for (uint32_t i = 0; i < job->paper->tag_count; i++) {
		const PdfElement *element = &job->elements[i];
		if (element->tag == NULL || !element->kept)
			continue;
		Str id = element_id(job, element->tag);
		if (id.len > 0)
			VEC_PUSH(job->arena, &named, (NamedElement){id, element->ref});
	}
	if (named.len == 0)
		return;
	qsort(named.ptr, named.len, sizeof *named.ptr, compare_ids);
	pdf_limit_array(job, 2 * named.len);
	buf_add_cstr(body, "/IDTree<</Names[");
	for (size_t i = 0; i < named.len; i++) {
		if (i > 0 && str_eq(named.ptr[i].id, named.ptr[i - 1].id))
			continue;
		pdf_put_bytes(body, named.ptr[i].id);
		pdf_put_ref(body, named.ptr[i].ref);
	}
	buf_add_cstr(body, "]>>");
}

/* Empty cells and rows stay: all rows of a table are equally long. */
static void keep_cells(PdfJob *job)
{
	for (uint32_t i = 0; i < job->paper->tag_count; i++) {
		const Tag *tag = job->elements[i].tag;
		if (tag != NULL &&
		    (tag->kind == TAG_TR || tag->kind == TAG_TD || tag->kind == TAG_TH))
			keep(job, tag);
	}
}

void pdf_tags_write(PdfJob *job)
{
	const Tag *root = job->paper->root;
	Buf *tree, *body;
	keep_cells(job);
	keep(job, root);
	job->tree = pdf_doc_dict(job->doc, &tree);
	VEC(Buf *) bodies = {0};
	for (const Tag *tag = root; tag != NULL;) {
		bool kept = element_of(job, tag)->kept;
		if (kept) {
			element_of(job, tag)->ref = pdf_doc_dict(job->doc, &body);
			VEC_PUSH(job->arena, &bodies, body);
		}
		tag = tag_next(tag, root, kept);
	}
	size_t at = 0;
	Buf text = buf_in(job->arena);
	for (const Tag *tag = root; tag != NULL;) {
		bool kept = element_of(job, tag)->kept;
		if (kept) {
			text.len = 0;
			put_element(job, &text, element_of(job, tag));
			pdf_doc_fill(bodies.ptr[at++], buf_str(&text));
		}
		tag = tag_next(tag, root, kept);
	}
	buf_add_cstr(tree, "/Type/StructTreeRoot/K[");
	pdf_put_ref(tree, element_of(job, root)->ref);
	buf_add_cstr(tree, "]/ParentTree ");
	pdf_put_ref(tree, write_parents(job));
	buf_add_format(tree, "/ParentTreeNextKey %zu",
		       job->paper->frame_count + job->annotations.len);
	put_id_tree(job, tree);
	Buf *catalog = pdf_doc_catalog(job->doc);
	buf_add_cstr(catalog, "/MarkInfo<</Marked true>>/StructTreeRoot ");
	pdf_put_ref(catalog, job->tree);
}
