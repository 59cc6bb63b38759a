"""What the content streams of a file draw: marks, painted items, shown text, resources used."""
from document import is_ref, text
from structure import structure
from tokens import operations

PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"}
KNOWN = PAINT | set("""w J j M d ri i gs q Q cm m l c v y h re n W W* CS cs SC SCN sc scn G g RG rg K k BI EI Do BT ET
    Tc Tw Tz TL Tf Tr Ts Td TD Tm T* Tj TJ ' " d0 d1 MP DP BMC BDC EMC BX EX""".split())
DEVICES = {"G": "/DeviceGray", "g": "/DeviceGray", "RG": "/DeviceRGB", "rg": "/DeviceRGB", "K": "/DeviceCMYK",
           "k": "/DeviceCMYK"}


class Mark:
    """A marked-content sequence within others."""

    def __init__(self, tag, properties, parent, element, page):
        self.tag, self.properties, self.parent, self.element, self.page = tag, properties, parent, element, page

    def chain(self):
        mark = self
        while mark is not None:
            yield mark
            mark = mark.parent

    def owner(self):
        """The structure element that this content belongs to."""
        return next((mark.element for mark in self.chain() if mark.element is not None), None)

    def lang(self):
        for mark in self.chain():
            if "/Lang" in mark.properties:
                return text(mark.properties["/Lang"])
            if mark.element is not None and mark.element.lang() is not None:
                return mark.element.lang()
        return None

    def is_artifact(self):
        return any(mark.tag == "Artifact" for mark in self.chain())


class State:
    def __init__(self, other=None):
        self.font = other.font if other else None
        self.mode = other.mode if other else 0


class Stream:
    """One run through one content stream."""

    def __init__(self, content, ref, resources, page, key, mark, depth, inherits=False):
        self.content, self.document = content, content.document
        self.ref, self.page, self.key, self.mark, self.depth = ref, page, key, mark, depth
        self.resources, self.inherits = self.document.dict(resources), inherits
        self.state, self.saved, self.open = State(), [], 0

    def resource(self, kind, name):
        found = self.document.dict(self.resources.get(kind)).get(name)
        if found is None or self.inherits:
            self.content.missing.append((self.page, kind, name))
        return found

    def run(self, data):
        for operator, operands in operations(data):
            if operator not in KNOWN:
                self.content.unknown.append((self.page, operator))
            elif operator in PAINT or operator == "EI":
                self.content.add_item("path" if operator in PAINT else "inline image", self)
                if operator == "EI":
                    self.content.inline.append(operands[0])
            elif operator in DEVICES:
                self.content.spaces.append(DEVICES[operator])
            else:
                getattr(self, "do_" + HANDLERS.get(operator, "nothing"))(operator, operands)

    def do_nothing(self, operator, operands):
        pass

    def do_save(self, operator, operands):
        self.saved.append(State(self.state))
        self.content.nesting = max(self.content.nesting, len(self.saved))

    def do_restore(self, operator, operands):
        if self.saved:
            self.state = self.saved.pop()

    def do_font(self, operator, operands):
        self.state.font = self.resource("/Font", operands[0]) if operands else None

    def do_mode(self, operator, operands):
        self.state.mode = operands[0] if operands else 0

    def do_state(self, operator, operands):
        ref = self.resource("/ExtGState", operands[0]) if operands else None
        state = self.document.dict(ref)
        self.content.states.append(state)
        if "/Font" in state:
            self.state.font = self.document.list(state["/Font"])[0]

    def do_space(self, operator, operands):
        name = operands[0] if operands else None
        if name in ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"):
            self.content.spaces.append(name)
        elif isinstance(name, str):
            self.content.spaces.append(self.resource("/ColorSpace", name))

    def do_show(self, operator, operands):
        pieces = operands[-1] if operands else b""
        pieces = pieces if isinstance(pieces, list) else [pieces]
        shown = b"".join(piece for piece in pieces if isinstance(piece, bytes))
        self.content.add_item("text", self)
        self.content.shows.append((self.state.font, shown, self.state.mode, self.mark, self.page))

    def do_begin(self, operator, operands):
        tag = operands[0][1:] if operands and isinstance(operands[0], str) else ""
        properties = operands[1] if operator == "BDC" and len(operands) > 1 else {}
        if isinstance(properties, str):
            properties = self.resource("/Properties", properties)
        properties = self.document.dict(properties)
        element = None
        if "/MCID" in properties:
            element = structure(self.document).of_mark(self.key, properties["/MCID"])
            self.content.numbers.append((self.key, properties["/MCID"], self.ref, self.page))
        self.mark = Mark(tag, properties, self.mark, element, self.page)
        self.open += 1
        if not self.content.quiet:
            self.content.marks.append(self.mark)

    def do_end(self, operator, operands):
        if self.open == 0:
            self.content.unbalanced = True
            return
        self.open -= 1
        self.mark = self.mark.parent

    def do_object(self, operator, operands):
        ref = self.resource("/XObject", operands[0]) if operands else None
        found = self.document.dict(ref)
        if found.get("/Subtype") == "/Form":
            self.content.run_form(ref, self)
        elif ref is not None:
            self.content.add_item("picture", self)
            self.content.pictures.append(ref)


HANDLERS = {"q": "save", "Q": "restore", "Tf": "font", "Tr": "mode", "gs": "state", "CS": "space", "cs": "space",
            "Tj": "show", "TJ": "show", "'": "show", '"': "show", "BMC": "begin", "BDC": "begin", "EMC": "end",
            "Do": "object"}


class Content:
    def __init__(self, document):
        self.document = document
        self.marks, self.items, self.shows, self.numbers = [], [], [], []
        self.missing, self.unknown, self.states, self.spaces, self.inline, self.pictures = [], [], [], [], [], []
        self.forms = {}
        self.nesting, self.unbalanced, self.quiet = 0, False, False
        for page in document.pages:
            self.run_page(page)
        self.quiet = True  # what follows is drawn, but is no content of the pages
        for page in document.pages:
            for annotation in document.list(document.dict(page).get("/Annots")):
                self.run_appearance(page, document.dict(annotation))
        for font in list(document.dicts("/Subtype", "/Type3")):
            for ref in document.dict(font.get("/CharProcs")).values():
                self.run(ref, font.get("/Resources", {}), None, None, None, 1)

    def add_item(self, kind, stream):
        if not self.quiet:
            self.items.append((kind, stream.mark, stream.page))

    def run(self, ref, resources, page, key, mark, depth, inherits=False):
        parts = [self.document.stream(part) or b"" for part in
                 ([ref] if self.document.is_stream(ref) else self.document.list(ref))]
        stream = Stream(self, ref, resources, page, key, mark, depth, inherits)
        stream.run(b"\n".join(parts))
        self.unbalanced |= stream.open > 0

    def run_page(self, ref):
        page = self.document.dict(ref)
        self.run(page.get("/Contents"), self.document.inherited(ref, "/Resources"), ref, page.get("/StructParents"),
                 None, 0, "/Resources" not in page)

    def run_form(self, ref, outer):
        form = self.document.dict(ref)
        if not self.quiet:
            self.forms[ref] = self.forms.get(ref, 0) + 1
        if outer.depth < 12 and is_ref(ref) and sum(self.forms.values()) < 20000:
            key = form.get("/StructParents", outer.key)
            self.run(ref, form.get("/Resources", outer.resources), outer.page, key, outer.mark, outer.depth + 1,
                     "/Resources" not in form)

    def run_appearance(self, page, annotation):
        normal = self.document.dict(annotation.get("/AP")).get("/N")
        states = [normal] if self.document.is_stream(normal) else list(self.document.dict(normal).values())
        for state in states:
            if self.document.is_stream(state):
                self.run(state, self.document.dict(state).get("/Resources", {}), page, None, None, 1)


def content(document):
    return document.once("content", Content)
