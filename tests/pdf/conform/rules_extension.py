"""Rules about extension schemas of XMP metadata (ISO 19005-2, 6.6.2.3), and the types of all properties."""
import re

from registry import rule
from xmp import DC, EXTENSION, PDF, PDFA, PDFUA, PROPERTY, RDF, SCHEMA, XMP, xmp

TYPE, FIELD = "http://www.aiim.org/pdfa/ns/type#", "http://www.aiim.org/pdfa/ns/field#"
PREFIXES = {SCHEMA: "pdfaSchema", PROPERTY: "pdfaProperty", TYPE: "pdfaType", FIELD: "pdfaField"}
# What each of them may have: whether it is text, an address or a list, and has to be there.
ENTRIES = {
    SCHEMA: {"schema": ("Text", True), "namespaceURI": ("URI", True), "prefix": ("Text", True),
             "property": ("Seq", False), "valueType": ("Seq", False)},
    PROPERTY: {"name": ("Text", True), "valueType": ("Text", True), "category": ("Text", True),
               "description": ("Text", True)},
    TYPE: {"type": ("Text", True), "namespaceURI": ("URI", True), "prefix": ("Text", True),
           "description": ("Text", True), "field": ("Seq", False)},
    FIELD: {"name": ("Text", True), "valueType": ("Text", True), "description": ("Text", True)},
}
SIMPLE = {"Text", "Integer", "Real", "Boolean", "Date", "URI", "URL", "MIMEType", "AgentName", "ProperName", "GUID",
          "Locale", "XPath", "Rational", "Lang Alt", "Any"}
DATE = r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?"
PATTERNS = {"Integer": r"[+-]?\d+", "Boolean": "True|False", "Date": DATE, "MIMEType": r"[-\w.+]+/[-\w.+]+",
            "URI": r"[A-Za-z][-A-Za-z0-9+.]*:\S*"}
TYPES = {
    DC: {"contributor": "Bag", "coverage": "Text", "creator": "Seq", "date": "Seq", "description": "Alt",
         "format": "MIMEType", "identifier": "Text", "language": "Bag", "publisher": "Bag", "relation": "Bag",
         "rights": "Alt", "source": "Text", "subject": "Bag", "title": "Alt", "type": "Bag"},
    XMP: {"BaseURL": "Text", "CreateDate": "Date", "CreatorTool": "Text", "Identifier": "Bag", "Label": "Text",
          "MetadataDate": "Date", "ModifyDate": "Date", "Nickname": "Text"},
    PDF: {"Keywords": "Text", "PDFVersion": "Text", "Producer": "Text", "Trapped": "Boolean"},
    PDFA: {"part": "Integer", "amd": "Text", "conformance": "Text", "corr": "Text"},
    PDFUA: {"part": "Integer", "amd": "Text", "corr": "Text"},
}


def container(node):
    """The list that a property holds; None: it holds text."""
    return next((kid for kid in node.kids if kid.space == RDF and kid.local in ("Alt", "Bag", "Seq")), None)


def is_of_type(node, kind):
    held = container(node)
    if kind in ("Alt", "Bag", "Seq"):
        return held is not None and held.local == kind and \
            (kind != "Alt" or all(("xml", "lang") in item.attributes for item in held.kids))
    return held is None and not node.kids and re.fullmatch(PATTERNS.get(kind, r"(?s).*"), node.text.strip()) is not None


@rule("a:6.6.2.3.1-t2")
def properties_have_types(document):
    """properties are text, dates or lists as their schema says"""
    for each in xmp(document).properties if xmp(document) else []:
        kind = TYPES.get(each.space, {}).get(each.local)
        if kind is not None and each.node is not None and not is_of_type(each.node, kind):
            yield f"{each.prefix}:{each.local} is no {kind}"


# --- extension schemas ---

def entries(item):
    """The properties of a list's item, which may be in a description of their own."""
    if len(item.kids) == 1 and (item.kids[0].space, item.kids[0].local) == (RDF, "Description"):
        return item.kids[0].kids
    return item.kids


def items(nodes, space, local):
    """The items of the lists that nodes hold under one name."""
    return [item for node in nodes for entry in entries(node) if (entry.space, entry.local) == (space, local)
            for item in (container(entry).kids if container(entry) else [])]


def levels(document):
    """namespace -> items that are described in it"""
    found = xmp(document)
    holders = found.nodes(EXTENSION, "schemas") if found else []
    schemas = [item for holder in holders for item in (container(holder).kids if container(holder) else [])]
    types = items(schemas, SCHEMA, "valueType")
    return {SCHEMA: schemas, PROPERTY: items(schemas, SCHEMA, "property"), TYPE: types,
            FIELD: items(types, TYPE, "field")}


@rule("a:6.6.2.3.3-t1")
def container_is_a_bag(document):
    """extension schemas are in a bag, under the prefix pdfaExtension"""
    for holder in xmp(document).nodes(EXTENSION, "schemas") if xmp(document) else []:
        if holder.prefix != "pdfaExtension" or container(holder) is None or container(holder).local != "Bag":
            yield f"{holder.prefix}:schemas"


@rule("a:6.6.2.3.2-t1")
def entries_are_known(document):
    """extension schemas have no entries of their own making"""
    for space, nodes in levels(document).items():
        for entry in (entry for node in nodes for entry in entries(node)):
            if entry.space != space or entry.local not in ENTRIES[space]:
                yield f"{entry.prefix}:{entry.local}"


def entry_rule(name, space, local):
    kind, needed = ENTRIES[space][local]

    def check(document):
        defined = SIMPLE | {entry.text.strip() for node in levels(document)[TYPE] for entry in entries(node)
                            if entry.local == "type"}
        for node in levels(document)[space]:
            found = next((entry for entry in entries(node) if (entry.space, entry.local) == (space, local)), None)
            if found is None:
                if needed:
                    yield f"no {local}"
            elif found.prefix != PREFIXES[space] or not is_of_type(found, kind):
                yield f"{found.prefix}:{local} is no {kind}"
            elif local == "category" and found.text.strip() not in ("internal", "external"):
                yield f"category {found.text}"
            elif (space, local) in ((PROPERTY, "valueType"), (FIELD, "valueType")) and \
                    re.sub("^(open|closed) [Cc]hoice( of)? |^([Bb]ag|[Ss]eq|[Aa]lt) ", "",
                           found.text.strip()) not in defined:
                yield f"value type {found.text}"
    check.__doc__ = f"{PREFIXES[space]}:{local} is {kind}" + (" and there" if needed else "")
    rule(name)(check)


for number, (space, local) in enumerate(((space, local) for space, known in ENTRIES.items() for local in known), 2):
    entry_rule(f"a:6.6.2.3.3-t{number}", space, local)
