"""Rules about XMP metadata."""
import re

from registry import rule
from xmp import DC, EXTENSION, PDF, PDFA, PDFUA, PROPERTY, RDF, SCHEMA, XMP, info, xmp

@rule("ua:7.1-t8", "a:6.6.2.1-t1")
def metadata_exists(document):
    """there is XMP metadata"""
    if xmp(document) is None:
        yield "no metadata"


@rule("ua:7.1-t9")
def title_exists(document):
    """the metadata has a title"""
    if xmp(document) and xmp(document).get(DC, "title") is None:
        yield "no dc:title"


@rule("ua:7.2-t33")
def metadata_has_language(document):
    """the language of the metadata is known"""
    for each in xmp(document).properties if xmp(document) else []:
        if isinstance(each.value, list) and {lang for _, lang in each.value} == {"x-default"} and \
                "/Lang" not in document.catalog:
            yield f"{each.local} has no language"


@rule("ua:5-t1")
def says_ua(document):
    """the metadata says PDF/UA"""
    if xmp(document) and not any(p.space == PDFUA for p in xmp(document).properties):
        yield "no pdfuaid"


@rule("ua:5-t2")
def says_ua_1(document):
    """the metadata says PDF/UA-1"""
    value = xmp(document) and xmp(document).value(PDFUA, "part")
    if value is not None and value != "1":
        yield f"part {value}"


def prefix(names, space, local, wanted):
    def check(document):
        found = xmp(document) and xmp(document).get(space, local)
        if found and found.prefix != wanted:
            yield f"{local} has the prefix {found.prefix}"
    check.__doc__ = f"the prefix of {local} is {wanted}"
    rule(names)(check)


prefix("ua:5-t3", PDFUA, "part", "pdfuaid")
prefix("ua:5-t4", PDFUA, "amd", "pdfuaid")
prefix("ua:5-t5", PDFUA, "corr", "pdfuaid")
prefix("a:6.6.4-t4", PDFA, "part", "pdfaid")
prefix("a:6.6.4-t5", PDFA, "conformance", "pdfaid")
prefix("a:6.6.4-t6", PDFA, "amd", "pdfaid")
prefix("a:6.6.4-t7", PDFA, "corr", "pdfaid")


@rule("a:6.6.4-t2")
def says_a_2(document):
    """the metadata says PDF/A-2"""
    value = xmp(document) and xmp(document).value(PDFA, "part")
    if value is not None and value != "2":
        yield f"part {value}"


@rule("a3:6.6.4-t2")
def says_a_3(document):
    """the metadata says PDF/A-3"""
    value = xmp(document) and xmp(document).value(PDFA, "part")
    if value is not None and value != "3":
        yield f"part {value}"


@rule("a:6.6.4-t1", "a:6.6.4-t3")
def says_a_2a(document):
    """the metadata says level A"""
    value = xmp(document) and xmp(document).value(PDFA, "conformance")
    if value != "A":
        yield f"conformance {value}"


@rule("a:6.6.2.1-t2", "a:6.6.2.1-t3", "a:6.6.2.1-t4", "a:6.6.2.1-t5")
def metadata_is_sound(document):
    """the metadata is sound XML in UTF-8, its header without bytes and encoding"""
    found = xmp(document)
    if found and found.error:
        yield found.error
    if found and (found.header(b"bytes") is not None or found.header(b"encoding") is not None):
        yield "the header says too much"
    if found and found.data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        yield "not in UTF-8"


KNOWN = (DC, PDF, XMP, PDFA, EXTENSION, "http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/xap/1.0/rights/")


@rule("a:6.6.2.3.1-t1")
def metadata_is_described(document):
    """properties that XMP does not know are described by an extension schema"""
    found = xmp(document)
    described = set()
    for schema in found.nodes(RDF, "li") if found else []:
        texts = {(node.space, node.local): node.text.strip() for node in schema.walk()}
        space = texts.get((SCHEMA, "namespaceURI"))
        described |= {(space, node.text.strip()) for node in schema.walk()
                      if space and (node.space, node.local) == (PROPERTY, "name")}
    for each in found.properties if found else []:
        if each.space not in KNOWN and (each.space, each.local) not in described:
            yield f"{each.prefix}:{each.local} is not described"


@rule("recto:meta-t1")
def metadata_is_equal(document):
    """XMP says what the information dictionary says"""
    found = xmp(document)
    pairs = {"/Title": (DC, "title"), "/Author": (DC, "creator"), "/Subject": (DC, "description"),
             "/Keywords": (PDF, "Keywords"), "/Creator": (XMP, "CreatorTool"), "/Producer": (PDF, "Producer")}
    for key, (space, local) in pairs.items() if found else []:
        if info(document, key) != found.value(space, local):
            yield f"{key[1:]}: {info(document, key)!r}, but {found.value(space, local)!r}"
    for key, local in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")) if found else []:
        inner = re.sub(r"\D", "", info(document, key) or "")[:14]
        if inner != re.sub(r"\D", "", found.value(XMP, local) or "")[:14]:
            yield f"{key[1:]}: {inner}, but {found.value(XMP, local)}"
