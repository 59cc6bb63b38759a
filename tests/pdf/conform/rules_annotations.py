"""Rules about annotations, forms, and what both do when they are clicked."""
from document import text
from registry import rule
from structure import structure


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


@rule("ua:7.2-t25")
def field_words_have_language(document):
    """the language of what form fields are called is known"""
    for each in annotations(document):
        if each.kind == "Widget" and each.field_text() is not None and "/Lang" not in document.catalog and \
                (each.element is None or each.element.lang() is None):
            yield f"{each.name()} has no language"


@rule("ua:7.18.6.2-t1")
def clips_have_types(document):
    """media clips say their type"""
    for clip in document.dicts("/S", "/MCD"):
        if "/CT" not in clip:
            yield "no CT"


@rule("ua:7.18.6.2-t2")
def clips_speak(document):
    """media clips have words, each with its language"""
    for clip in document.dicts("/S", "/MCD"):
        words = [text(document.get(each)) for each in document.list(clip.get("/Alt"))]
        if not words or len(words) % 2 == 1 or not all(words[1::2]) or None in words:
            yield f"Alt {words}"


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


@rule("recto:link-t4")
def links_speak_once(document):
    """links do not say their words twice: "Code: Code" """
    for each in annotations(document, "Link"):
        name, _, words = (each.text("/Contents") or "").partition(": ")
        if name and name == words:
            yield f"{each.name()} says {name!r} twice"


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


@rule("a:6.3.3-t2")
def appearances_are_normal(document):
    """annotations have a normal appearance and no other"""
    for each in annotations(document):
        if "/AP" in each.dict and set(document.dict(each.dict["/AP"])) != {"/N"}:
            yield f"{each.name()} has {sorted(document.dict(each.dict['/AP']))}"


@rule("a:6.3.3-t3", "a:6.3.3-t4")
def appearances_are_streams(document):
    """the appearance of buttons is a dictionary of streams, that of others is a stream"""
    for each in annotations(document):
        appearance = document.dict(each.dict.get("/AP"))
        is_button = each.kind == "Widget" and document.get(each.dict.get("/FT")) == "/Btn"
        if set(appearance) == {"/N"} and document.is_stream(appearance["/N"]) == is_button:
            yield f"{each.name()}"


@rule("a:6.4.1-t1", "a:6.4.1-t2", "a:6.4.1-t3", "a:6.4.2-t1", "a:6.4.2-t2")
def forms_are_still(document):
    """forms do nothing by themselves"""
    form = document.dict(document.catalog.get("/AcroForm"))
    fields = [each.dict for each in annotations(document) if each.kind == "Widget"] + list(document.dicts("/FT"))
    if any("/A" in field or "/AA" in field for field in fields):
        yield "a field has an action"
    if form.get("/NeedAppearances") is True or "/XFA" in form or document.catalog.get("/NeedsRendering") is True:
        yield "the form is made when it is shown"


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
