"""Rules about the catalog, attachments, and the file as a whole."""
import hashlib
import re

from content import content
from document import text
from registry import rule

HEADER = re.compile(rb"%PDF-1\.[0-7](\r\n|\r|\n)")


# --- catalog ---

@rule("ua:6.1-t1", "a:6.1.2-t1")
def header(document):
    """the file begins with %PDF-1.n"""
    if not HEADER.match(document.bytes):
        yield "the header is " + repr(document.bytes[:12])


@rule("ua:7.1-t4")
def no_suspects(document):
    """Suspects is not true"""
    if document.dict(document.catalog.get("/MarkInfo")).get("/Suspects") is True:
        yield "Suspects is true"


@rule("a:6.7.2.2-t1")
def is_marked(document):
    """MarkInfo says that the document is tagged"""
    if document.dict(document.catalog.get("/MarkInfo")).get("/Marked") is not True:
        yield "Marked is not true"


@rule("ua:7.1-t10")
def title_is_shown(document):
    """readers show the title"""
    if document.dict(document.catalog.get("/ViewerPreferences")).get("/DisplayDocTitle") is not True:
        yield "DisplayDocTitle is not true"


@rule("ua:7.2-t2")
def outline_has_language(document):
    """the language of the outline is known"""
    if document.dict(document.catalog.get("/Outlines")).get("/First") and "/Lang" not in document.catalog:
        yield "an outline, but no language"


@rule("ua:7.16-t1")
def encryption_lets_read(document):
    """an encrypted file may be read by assistive technology"""
    permissions = document.dict(document.trailer.get("/Encrypt")).get("/P")
    if document.encrypted and (not isinstance(permissions, int) or not permissions & 512):
        yield f"P is {permissions}"


@rule("a:6.1.3-t2")
def not_encrypted(document):
    """the file is not encrypted"""
    if document.encrypted:
        yield "the file is encrypted"


@rule("ua:7.15-t1")
def no_dynamic_forms(document):
    """there is no dynamic XFA form"""
    parts = document.list(document.dict(document.catalog.get("/AcroForm")).get("/XFA"))
    for part in parts:
        if re.search(rb"<dynamicRender\s*>\s*required", document.stream(part) or b""):
            yield "dynamicRender is required"


def layers(document):
    properties = document.dict(document.catalog.get("/OCProperties"))
    if properties:
        yield document.dict(properties.get("/D"))
        yield from map(document.dict, document.list(properties.get("/Configs")))


@rule("ua:7.10-t1", "a:6.9-t1")
def layers_have_names(document):
    """configurations of optional content have a name"""
    if any(not text(document.get(layer.get("/Name"))) for layer in layers(document)):
        yield "a configuration has no name"


@rule("ua:7.10-t2", "a:6.9-t4")
def layers_stay(document):
    """configurations of optional content have no AS"""
    if any("/AS" in layer for layer in layers(document)):
        yield "a configuration has AS"


@rule("a:6.9-t2")
def layers_differ(document):
    """configurations of optional content have different names"""
    names = [text(document.get(layer.get("/Name"))) for layer in layers(document)]
    if len(set(names)) < len(names):
        yield f"names {names}"


@rule("a:6.9-t3")
def layers_are_ordered(document):
    """an order of layers has all of them"""
    every = set(document.list(document.dict(document.catalog.get("/OCProperties")).get("/OCGs")))
    for layer in layers(document):
        ordered = set(re.findall(r"\d+ \d+ R", str(document.get(layer.get("/Order")))))
        if "/Order" in layer and every - ordered:
            yield f"{sorted(every - ordered)} are missing"


@rule("ua:7.11-t1")
def attachments_have_names(document):
    """file specifications have F and UF, not empty"""
    for entry in document.dicts("/EF"):
        if not text(document.get(entry.get("/F"))) or not text(document.get(entry.get("/UF"))):
            yield "an embedded file has no name"


@rule("a:6.8-t2")
def attachments_have_keys(document):
    """file specifications have F and UF"""
    for entry in document.dicts("/EF"):
        if "/F" not in entry or "/UF" not in entry:
            yield "an embedded file has no name"


@rule("a3:6.8-t1")
def attachments_have_types(document):
    """embedded files have a media type"""
    for specification in document.dicts("/EF"):
        for ref in document.dict(specification["/EF"]).values():
            kind = document.dict(ref).get("/Subtype")
            if not isinstance(kind, str) or not re.fullmatch(r"/[-\w+.]+/[-\w+.]+", kind):
                yield f"the type of {ref} is {kind}"


@rule("a3:6.8-t3")
def attachments_have_relations(document):
    """file specifications say how the file is related to the document"""
    for specification in document.dicts("/EF"):
        if not isinstance(specification.get("/AFRelationship"), str):
            yield "no AFRelationship"


@rule("a3:6.8-t4")
def attachments_are_associated(document):
    """every embedded file belongs to the document or a part of it"""
    lists = [document.list(each["/AF"]) for each in document.dicts("/AF")]
    associated = [document.get(each) for each in sum(lists, [])]
    for specification in document.dicts("/EF"):
        if not any(each is specification for each in associated):
            yield "in no AF"


@rule("recto:files-t1")
def attachments_are_whole(document):
    """embedded files have the size and the checksum that they say, and are in the name tree once"""
    tree = document.dict(document.catalog.get("/Names")).get("/EmbeddedFiles")
    listed = list(document.tree_items(tree, "/Names")) if tree else []
    keys = [key for key, _ in listed]
    if keys != sorted(set(keys)) or len(listed) != len(list(document.dicts("/EF"))):
        yield "the name tree is not in order"
    for specification in document.dicts("/EF"):
        ref = document.dict(specification["/EF"]).get("/F")
        data, said = document.stream(ref) or b"", document.dict(document.dict(ref).get("/Params"))
        if said.get("/Size") != len(data):
            yield f"{len(data)} bytes, but {said.get('/Size')}"
        if said.get("/CheckSum") != "b:" + hashlib.md5(data).hexdigest():
            yield f"the checksum of {ref} is {said.get('/CheckSum')}"


@rule("a:6.1.12-t1")
def permissions_are_known(document):
    """permissions are of the kinds that archives allow"""
    unknown = set(document.dict(document.catalog.get("/Perms"))) - {"/UR3", "/DocMDP"}
    if unknown:
        yield f"permissions {sorted(unknown)}"


@rule("a:6.10-t1", "a:6.10-t2", "a:6.11-t1")
def no_presentations(document):
    """no alternate presentations, presentation steps or requirements"""
    if "/AlternatePresentations" in document.dict(document.catalog.get("/Names")):
        yield "alternate presentations"
    if "/Requirements" in document.catalog:
        yield "requirements"
    if any("/PresSteps" in document.dict(page) for page in document.pages):
        yield "presentation steps"


# --- the file ---

@rule("a:6.1.2-t2")
def header_is_binary(document):
    """a comment of four high bytes follows the header"""
    match = HEADER.match(document.bytes)
    after = document.bytes[match.end():match.end() + 5] if match else b""
    if after[:1] != b"%" or len(after) < 5 or min(after[1:]) < 128:
        yield "no binary comment"


@rule("a:6.1.3-t1")
def has_identifier(document):
    """the file has an identifier"""
    if not document.list(document.trailer.get("/ID")):
        yield "no ID"


@rule("a:6.1.3-t3")
def ends_at_the_end(document):
    """nothing follows the end of the file"""
    if not re.search(rb"%%EOF(\r\n|\r|\n)?$", document.bytes):
        yield "bytes after %%EOF"


@rule("a:6.1.7.1-t3")
def streams_are_inside(document):
    """streams are not in other files"""
    for ref, entry in document.objects.items():
        if "stream" in entry and {"/F", "/FFilter", "/FDecodeParms"} & set(entry["stream"]["dict"]):
            yield f"stream {ref}"


@rule("a:6.1.7.2-t1")
def filters_are_known(document):
    """filters are standard ones, and not LZW"""
    known = ("/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode", "/CCITTFaxDecode",
             "/JBIG2Decode", "/DCTDecode", "/JPXDecode")
    for ref, entry in document.objects.items():
        for name in document.list(entry["stream"]["dict"].get("/Filter")) if "stream" in entry else []:
            if name not in known:
                yield f"stream {ref}: {name}"


@rule("a:6.1.13-t1", "a:6.1.13-t2", "a:6.1.13-t3", "a:6.1.13-t4", "a:6.1.13-t5", "a:6.1.13-t7")
def values_are_small(document):
    """numbers, strings, names and the file stay within the limits"""
    for value in document.values():
        if isinstance(value, int) and not -2 ** 31 <= value < 2 ** 31:
            yield f"integer {value}"
        elif isinstance(value, float) and value != 0 and not 1.175e-38 <= abs(value) <= 3.403e38:
            yield f"real {value}"
        elif isinstance(value, str) and value.startswith("/") and len(value.encode()) > 128:
            yield f"name {value[:20]}"
        elif isinstance(value, str) and value.startswith(("u:", "b:")) and string_size(value) > 32767:
            yield f"string {value[:20]}"
    if len(document.objects) > 8388607:
        yield "too many objects"


def string_size(value):
    body = value[2:]
    return len(body) // 2 if value.startswith("b:") else len(body) if body.isascii() else 2 + len(
        body.encode("utf-16-be"))


@rule("a:6.1.13-t8")
def nesting_is_small(document):
    """q is nested at most 28 times"""
    if content(document).nesting > 28:
        yield f"{content(document).nesting} levels of q"


@rule("a:6.1.13-t11")
def pages_have_a_size(document):
    """pages are 3 to 14400 units wide and high"""
    for page in document.pages:
        for key in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            box = document.get(document.inherited(page, key))
            if box and not all(3 <= abs(box[i + 2] - box[i]) <= 14400 for i in (0, 1)):
                yield f"{key[1:]} {box}"
