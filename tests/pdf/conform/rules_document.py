"""Rules about the catalog, annotations, and the file as a whole."""
import hashlib
import re

from content import content
from document import text
from registry import rule
from structure import structure

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


@rule("a:6.10-t1", "a:6.10-t2", "a:6.11-t1")
def no_presentations(document):
    """no alternate presentations, presentation steps or requirements"""
    if "/AlternatePresentations" in document.dict(document.catalog.get("/Names")):
        yield "alternate presentations"
    if "/Requirements" in document.catalog:
        yield "requirements"
    if any("/PresSteps" in document.dict(page) for page in document.pages):
        yield "presentation steps"


# --- annotations ---

class Annotation:
    def __init__(self, document, page, ref):
        self.document, self.ref, self.dict = document, ref, document.dict(ref)
        self.kind = str(self.dict.get("/Subtype"))[1:]
        self.element = structure(document).of_object(self.dict.get("/StructParent"))
        self.above = structure(document).standard(self.element)
        self.is_seen = not self.dict.get("/F", 0) & 2 and not self.is_outside(page)

    def is_outside(self, page):
        box = self.document.get(self.document.inherited(page, "/CropBox") or self.document.inherited(page, "/MediaBox"))
        rectangle = self.document.get(self.dict.get("/Rect"))
        if not box or not rectangle:
            return False
        return max(rectangle[0], rectangle[2]) <= min(box[0], box[2]) or \
            min(rectangle[0], rectangle[2]) >= max(box[0], box[2]) or \
            max(rectangle[1], rectangle[3]) <= min(box[1], box[3]) or \
            min(rectangle[1], rectangle[3]) >= max(box[1], box[3])

    def text(self, key):
        return text(self.document.get(self.dict.get(key)))

    def alternative(self):
        return self.element.text("/Alt") if self.element else None

    def field_text(self):
        """TU of a form's field: the nearest with a name, for an annotation may be one of several of a field."""
        node = self.dict
        for _ in range(32):
            if "/T" in node or "/Parent" not in node:
                return text(self.document.get(node.get("/TU")))
            node = self.document.dict(node["/Parent"])
        return None

    def name(self):
        return f"{self.kind} {self.ref}"


def annotations(document, *kinds):
    """All of them, or those of some kinds that are seen."""
    def make(_):
        return [Annotation(document, page, ref) for page in document.pages
                for ref in document.list(document.dict(page).get("/Annots"))]
    found = document.once("annotations", make)
    return [each for each in found if each.kind in kinds and each.is_seen] if kinds else found


@rule("ua:7.2-t24")
def contents_have_language(document):
    """the language of annotations is known"""
    for each in annotations(document):
        if "/Contents" in each.dict and "/Lang" not in document.catalog and \
                "/Lang" not in each.dict and (each.element is None or each.element.lang() is None):
            yield f"{each.name()} has no language"


@rule("ua:7.18.1-t1")
def annotations_are_tagged(document):
    """annotations other than links and fields are in an Annot"""
    for each in annotations(document):
        if each.kind not in ("Widget", "PrinterMark", "Link", "Popup") and each.is_seen and each.above != "Annot":
            yield f"{each.name()} is in {each.above}"


@rule("ua:7.18.1-t2")
def annotations_speak(document):
    """annotations have Contents, or an Alt around them"""
    for each in annotations(document):
        if each.kind not in ("Widget", "Popup") and each.is_seen and not each.text("/Contents") and \
                not each.alternative():
            yield f"{each.name()} has no words"


@rule("ua:7.18.1-t3")
def fields_speak(document):
    """form fields have TU, or an Alt around them"""
    for each in annotations(document, "Widget"):
        if not each.field_text() and not each.alternative():
            yield f"{each.name()} has no words"


@rule("ua:7.18.2-t1")
def no_trap_nets(document):
    """there are no TrapNet annotations"""
    for each in annotations(document, "TrapNet"):
        yield each.name()


@rule("ua:7.18.3-t1")
def tabs_follow_structure(document):
    """the tab order of pages with annotations is that of the structure"""
    for page in document.pages:
        if document.list(document.dict(page).get("/Annots")) and document.dict(page).get("/Tabs") != "/S":
            yield f"page {page} has Tabs {document.dict(page).get('/Tabs')}"


@rule("ua:7.18.4-t1")
def fields_are_tagged(document):
    """form fields are in a Form"""
    for each in annotations(document, "Widget"):
        if each.above != "Form":
            yield f"{each.name()} is in {each.above}"


@rule("ua:7.18.4-t2")
def forms_have_one_field(document):
    """a Form without a role has one field and nothing else"""
    for element in structure(document).of("Form"):
        if element.attribute("/PrintField", "/Role") is None and \
                (len(element.objects) != 1 or element.kids or element.marks):
            yield f"{element.name()} has other contents"


@rule("ua:7.18.5-t1")
def links_are_tagged(document):
    """links are in a Link"""
    for each in annotations(document, "Link"):
        if each.above != "Link":
            yield f"{each.name()} is in {each.above}"


@rule("ua:7.18.5-t2")
def links_speak(document):
    """links have Contents"""
    for each in annotations(document, "Link"):
        if not each.text("/Contents"):
            yield f"{each.name()} has no words"


@rule("ua:7.18.8-t1")
def printer_marks_are_artifacts(document):
    """printer's marks are not in the structure"""
    for each in annotations(document, "PrinterMark"):
        if each.element is not None:
            yield f"{each.name()} is in {each.above}"


@rule("recto:link-t1")
def links_are_held(document):
    """the Link that the parent tree names for an annotation holds it"""
    for each in annotations(document, "Link"):
        if each.element is None or each.ref not in each.element.objects:
            yield f"{each.name()} is not in the structure tree"


@rule("recto:link-t3")
def links_hold_content(document):
    """a Link holds its annotations and what they cover"""
    tree = structure(document)
    for element in tree.of("Link"):
        if not element.objects or not element.marks and not element.kids:
            yield f"{element.name()} lacks its {'words' if element.objects else 'annotation'}"
    for each in annotations(document, "Link"):
        if each.element is not None and each.above != "Link":
            yield f"{each.name()} is held by {each.above}"


@rule("recto:link-t2")
def links_arrive(document):
    """links within the file have a destination"""
    names = {text(key) for key, _ in
             document.tree_items(document.dict(document.catalog.get("/Names")).get("/Dests"), "/Names")}
    for each in annotations(document, "Link"):
        target = document.get(document.dict(each.dict.get("/A")).get("/D", each.dict.get("/Dest")))
        if text(target) is not None and text(target) not in names:
            yield f"{each.name()} goes to {text(target)!r}"


@rule("a:6.3.1-t1")
def annotations_are_known(document):
    """annotations are of the kinds that archives allow"""
    for each in annotations(document):
        if each.kind in ("3D", "Sound", "Screen", "Movie"):
            yield each.name()


@rule("a:6.3.2-t1", "a:6.3.2-t2")
def annotations_print(document):
    """annotations have flags: printed, not hidden"""
    for each in annotations(document):
        flags = each.dict.get("/F")
        if each.kind != "Popup" and flags is None or flags is not None and flags & 0x127 != 4:
            yield f"{each.name()} has F {flags}"


@rule("a:6.3.3-t1")
def annotations_have_appearance(document):
    """annotations other than links say how they look"""
    for each in annotations(document):
        left, low, right, top = document.get(each.dict.get("/Rect")) or (0, 0, 0, 0)
        if each.kind not in ("Popup", "Link") and (left != right or low != top) and "/AP" not in each.dict:
            yield f"{each.name()} has no appearance"


@rule("a:6.5.1-t1", "a:6.5.1-t2")
def actions_are_harmless(document):
    """actions go somewhere and do nothing else"""
    actions = [each.dict.get("/A") for each in annotations(document)] + [document.catalog.get("/OpenAction")]
    for action in map(document.dict, actions):
        kind = action.get("/S")
        if action and kind not in ("/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm"):
            yield f"action {kind}"
        if kind == "/Named" and action.get("/N") not in ("/NextPage", "/PrevPage", "/FirstPage", "/LastPage"):
            yield f"action {action.get('/N')}"


@rule("a:6.5.2-t1", "a:6.5.2-t2")
def no_additional_actions(document):
    """neither document nor pages have additional actions"""
    for node in [document.catalog] + [document.dict(page) for page in document.pages]:
        if "/AA" in node:
            yield "AA is there"


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
