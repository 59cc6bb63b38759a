/*
 * What the document says about itself: XMP and information dictionary with the same words (ISO
 * 19005-2, 6.6), the output intent, outline, viewer preferences.
 */
#include "base/date.h"
#include "base/markup.h"
#include "base/utf8.h"
#include "write/pdf_icc.h"
#include "write/pdf_parts.h"

#include <stdio.h>

/* Text that may stand in XML: without control characters, which it cannot write in any way. */
static Str clean_text(Arena *arena, Str text)
{
	Buf out = buf_in(arena);
	for (size_t at = 0; at < text.len;) {
		uint32_t rune = utf8_next(text, &at);
		bool break_ = rune == '\n' || rune == '\r' || rune == '\t';
		if (rune >= ' ' && rune != 0xFFFE && rune != 0xFFFF && rune != 0x7F)
			buf_add_rune(&out, rune);
		else if (break_)
			buf_add_char(&out, ' ');
	}
	return str_trim(buf_str(&out));
}

/* --- XMP --- */

typedef struct {
	Str title, author, lang, subject, keywords, producer, creator;
	Str pdf_date, xmp_date; /* empty: none */
} Meta;

static void put_entry(Buf *out, const char *before, Str text, const char *after)
{
	if (text.len == 0)
		return;
	buf_add_cstr(out, before);
	markup_escape_text(out, text);
	buf_add_cstr(out, after);
}

static const char xmp_start[] =
	"<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
	"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
	"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
	" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
	" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
	" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
	"<dc:format>application/pdf</dc:format>\n";

static const char xmp_ua[] = "<pdfuaid:part>1</pdfuaid:part>";

/* PDF/A knows no pdfuaid: the file has to describe it (ISO 19005-2, 6.6.2.3). */
static const char xmp_ua_schema[] =
	"<pdfaExtension:schemas"
	" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
	" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
	" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
	"<rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
	"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
	"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
	"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
	"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
	"<pdfaProperty:name>part</pdfaProperty:name>"
	"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
	"<pdfaProperty:category>internal</pdfaProperty:category>"
	"<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
	"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
	"\n";

static const char xmp_end[] = "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";

/* What the file keeps to. PDF/UA-1 is about PDF 1.7, which PDF/A-1 is not. */
static void put_claims(Buf *out, const PdfOptions *options)
{
	bool old = options->level == PDF_A_1B;
	buf_add_format(out, "<pdfaid:part>%d</pdfaid:part>",
		       old			 ? 1
		       : options->file_count > 0 ? 3
						 : 2);
	buf_add_format(out, "<pdfaid:conformance>%c</pdfaid:conformance>", old ? 'B' : 'A');
	buf_add_cstr(out, old ? "" : xmp_ua);
}

static void write_xmp(PdfJob *job, const Meta *meta)
{
	Buf out = buf_in(job->arena);
	buf_add_cstr(&out, xmp_start);
	if (!pdf_is_imposed(job))
		put_claims(&out, job->options);
	put_entry(&out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", meta->title,
		  "</rdf:li></rdf:Alt></dc:title>\n");
	put_entry(&out, "<dc:creator><rdf:Seq><rdf:li>", meta->author,
		  "</rdf:li></rdf:Seq></dc:creator>\n");
	put_entry(&out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", meta->subject,
		  "</rdf:li></rdf:Alt></dc:description>\n");
	put_entry(&out, "<dc:language><rdf:Bag><rdf:li>", meta->lang,
		  "</rdf:li></rdf:Bag></dc:language>\n");
	put_entry(&out, "<pdf:Keywords>", meta->keywords, "</pdf:Keywords>\n");
	put_entry(&out, "<pdf:Producer>", meta->producer, "</pdf:Producer>\n");
	put_entry(&out, "<xmp:CreatorTool>", meta->creator, "</xmp:CreatorTool>\n");
	put_entry(&out, "<xmp:CreateDate>", meta->xmp_date, "</xmp:CreateDate>\n");
	put_entry(&out, "<xmp:ModifyDate>", meta->xmp_date, "</xmp:ModifyDate>\n");
	if (job->options->level != PDF_A_1B && !pdf_is_imposed(job))
		buf_add_cstr(&out, xmp_ua_schema);
	buf_add_cstr(&out, xmp_end);
	PdfRef ref = pdf_doc_stream(job->doc, S("/Type/Metadata/Subtype/XML"), buf_str(&out));
	buf_add_cstr(pdf_doc_catalog(job->doc), "/Metadata ");
	pdf_put_ref(pdf_doc_catalog(job->doc), ref);
}

static void put_info(Buf *info, const char *key, Str text)
{
	if (text.len == 0)
		return;
	buf_add_cstr(info, key);
	pdf_put_text(info, text);
}

static void write_info(PdfJob *job, const Meta *meta)
{
	Buf *info = pdf_doc_info(job->doc);
	put_info(info, "/Title", meta->title);
	put_info(info, "/Author", meta->author);
	put_info(info, "/Subject", meta->subject);
	put_info(info, "/Keywords", meta->keywords);
	put_info(info, "/Creator", meta->creator);
	put_info(info, "/Producer", meta->producer);
	put_info(info, "/CreationDate", meta->pdf_date);
	put_info(info, "/ModDate", meta->pdf_date);
}

Str pdf_meta_date(const PdfJob *job)
{
	if (job->options->date < 0)
		return (Str){0};
	Date d = date_from_seconds(job->options->date, 0);
	return str_format(job->arena, "D:%04d%02d%02d%02d%02d%02dZ", (int)d.year, d.month, d.day,
			  d.hour, d.minute, d.second);
}

static void fill_dates(PdfJob *job, Meta *meta)
{
	if (job->options->date < 0)
		return;
	Date d = date_from_seconds(job->options->date, 0);
	meta->pdf_date = pdf_meta_date(job);
	meta->xmp_date = str_format(job->arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)d.year,
				    d.month, d.day, d.hour, d.minute, d.second);
}

static Meta meta_of(PdfJob *job)
{
	const Paper *paper = job->paper;
	Meta meta = {
		.title = clean_text(job->arena, paper->title),
		.author = clean_text(job->arena, paper->author),
		.lang = pdf_tags_plain_lang(job->arena, paper->lang),
		.subject = clean_text(job->arena, paper->subject),
		.keywords = clean_text(job->arena, paper->keywords),
		.creator = S("recto " RECTO_VERSION),
		.producer = str_format(job->arena, "recto " RECTO_VERSION " (libharu %s)",
				       pdf_doc_library()),
	};
	if (meta.title.len == 0) /* PDF/UA wants one */
		meta.title = meta.author.len > 0 ? meta.author : S("Untitled");
	fill_dates(job, &meta);
	return meta;
}

/* --- the rest of the catalog --- */

static void write_intent(PdfJob *job)
{
	PdfRef profile = pdf_doc_stream_deflated(job->doc, S("/N 3"), pdf_icc_srgb(job->arena));
	Buf *catalog = pdf_doc_catalog(job->doc);
	buf_add_cstr(catalog, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
			      "/OutputConditionIdentifier(sRGB)/RegistryName(http://www.color.org)"
			      "/Info(sRGB)/DestOutputProfile ");
	pdf_put_ref(catalog, profile);
	buf_add_cstr(catalog, ">>]");
}

typedef struct {
	PdfRef ref;
	Buf *body;
	size_t parent, first, last, prev, next; /* entry + 1; 0: none, or the root for `parent` */
	size_t count;
} OutlineNode;

/* Places each entry under the nearest one before it of a lower level. */
static void link_outline(const OutlineEntry *entries, size_t count, OutlineNode *nodes)
{
	for (size_t i = 1; i <= count; i++) {
		size_t parent = i - 1;
		while (parent != 0 && entries[parent - 1].level >= entries[i - 1].level)
			parent = nodes[parent].parent;
		nodes[i].parent = parent;
		nodes[i].prev = nodes[parent].last;
		if (nodes[parent].last != 0)
			nodes[nodes[parent].last].next = i;
		else
			nodes[parent].first = i;
		nodes[parent].last = i;
		nodes[parent].count++;
	}
}

static void put_node_ref(Buf *body, const char *key, const OutlineNode *nodes, size_t node)
{
	if (node == 0)
		return;
	buf_add_cstr(body, key);
	pdf_put_ref(body, nodes[node].ref);
}

static void put_outline_entry(PdfJob *job, const OutlineNode *nodes, size_t node)
{
	const OutlineEntry *entry = &job->paper->outline[node - 1];
	Buf *body = nodes[node].body;
	size_t page = entry->frame < job->paper->frame_count ? entry->frame : 0;
	buf_add_cstr(body, "/Title");
	pdf_put_text(body, entry->title);
	buf_add_cstr(body, "/Parent ");
	pdf_put_ref(body, nodes[nodes[node].parent].ref);
	put_node_ref(body, "/Prev ", nodes, nodes[node].prev);
	put_node_ref(body, "/Next ", nodes, nodes[node].next);
	buf_add_cstr(body, "/Dest[");
	pdf_put_ref(body, job->pages[page]);
	buf_add_cstr(body, "/XYZ null ");
	pdf_put_len(body, job->paper->frames[page].h - entry->y);
	buf_add_cstr(body, " null]");
}

/* The top level is open, what is below it closed (a negative count). */
static void write_outline(PdfJob *job)
{
	size_t count = job->paper->outline_count;
	if (count == 0)
		return;
	OutlineNode *nodes = ARENA_ARRAY(job->arena, OutlineNode, count + 1);
	link_outline(job->paper->outline, count, nodes);
	for (size_t i = 0; i <= count; i++)
		nodes[i].ref = pdf_doc_dict(job->doc, &nodes[i].body);
	for (size_t i = 0; i <= count; i++) {
		if (i > 0)
			put_outline_entry(job, nodes, i);
		put_node_ref(nodes[i].body, "/First ", nodes, nodes[i].first);
		put_node_ref(nodes[i].body, "/Last ", nodes, nodes[i].last);
		if (nodes[i].count > 0)
			buf_add_format(nodes[i].body, "/Count %s%zu", i > 0 ? "-" : "",
				       nodes[i].count);
	}
	buf_add_cstr(pdf_doc_catalog(job->doc), "/Outlines ");
	pdf_put_ref(pdf_doc_catalog(job->doc), nodes[0].ref);
}

/* How a viewer prints it: pages on sheets have their size already. */
static void put_print(Buf *catalog, const Paper *paper)
{
	static const char *const duplex[] = {
		[DUPLEX_UNSAID] = "",
		[DUPLEX_NONE] = "/Duplex/Simplex",
		[DUPLEX_LONG] = "/Duplex/DuplexFlipLongEdge",
		[DUPLEX_SHORT] = "/Duplex/DuplexFlipShortEdge",
	};
	buf_add_cstr(catalog, duplex[paper->duplex]);
	if (paper->sheet_count > 0)
		buf_add_cstr(catalog, "/PrintScaling/None");
}

void pdf_meta_write(PdfJob *job)
{
	Meta meta = meta_of(job);
	write_info(job, &meta);
	if (meta.lang.len == 0)
		meta.lang = S("und"); /* not told, or not as a language is */
	write_xmp(job, &meta);
	if (!pdf_is_imposed(job)) {
		write_intent(job);
		write_outline(job);
	}
	Buf *catalog = pdf_doc_catalog(job->doc);
	buf_add_cstr(catalog, "/ViewerPreferences<</DisplayDocTitle true");
	put_print(catalog, job->paper);
	buf_add_cstr(catalog, ">>/Lang");
	pdf_put_bytes(catalog, meta.lang);
	if (job->names.len > 0) {
		buf_add_cstr(catalog, "/Names<<");
		buf_add(catalog, buf_str(&job->names));
		buf_add_cstr(catalog, ">>");
	}
	pdf_doc_page_labels(job->doc);
}
