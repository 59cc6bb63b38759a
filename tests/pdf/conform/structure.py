"""The structure tree (ISO 32000-1, 14.7 and 14.8)."""
from document import is_ref, text

STANDARD = set("""Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6
    L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP
    Warichu WT WP Figure Formula Form""".split())


class Element:
    def __init__(self, document, ref, parent):
        self.document, self.ref, self.parent = document, ref, parent
        self.dict = document.dict(ref)
        self.type = str(self.dict.get("/S", ""))[1:]
        self.kids, self.marks, self.objects = [], [], []

    def text(self, key):
        return text(self.document.get(self.dict.get(key)))

    def lang(self):
        """Its own language or that of the nearest element above."""
        element = self
        while element is not None:
            if "/Lang" in element.dict:
                return element.text("/Lang")
            element = element.parent
        return None

    def attribute(self, owner, key):
        """An attribute of one owner; None: not there."""
        attributes = self.document.list(self.dict.get("/A"))
        classes = self.document.dict(self.document.dict(self.document.catalog.get("/StructTreeRoot")).get("/ClassMap"))
        for name in self.document.list(self.dict.get("/C")):
            if isinstance(name, str):
                attributes = attributes + self.document.list(classes.get(name))
        for entry in attributes:
            entry = self.document.dict(entry)
            if entry.get("/O") == owner and key in entry:
                return self.document.get(entry[key])
        return None

    def name(self):
        return f"{self.type} {self.ref}"


class Structure:
    def __init__(self, document):
        self.document = document
        self.root = document.dict(document.catalog.get("/StructTreeRoot"))
        self.roles = {k[1:]: str(v)[1:] for k, v in document.dict(self.root.get("/RoleMap")).items()}
        self.elements, self.by_ref = [], {}
        self.walk()
        self.parents = dict(document.tree_items(self.root.get("/ParentTree"), "/Nums"))

    def walk(self):
        pending = [(kid, None) for kid in reversed(self.document.list(self.root.get("/K")))]
        while pending:
            ref, parent = pending.pop()
            if is_ref(ref) and ref in self.by_ref:
                continue
            element = Element(self.document, ref, parent)
            self.elements.append(element)
            if is_ref(ref):
                self.by_ref[ref] = element
            if parent is not None:
                parent.kids.append(element)
            pending += reversed(self.sort_kids(element))

    def sort_kids(self, element):
        """Marks and objects go to the element; returns the elements below."""
        below = []
        for kid in self.document.list(element.dict.get("/K")):
            found = self.document.get(kid)
            if isinstance(found, int):
                element.marks.append((element.dict.get("/Pg"), found))
            elif isinstance(found, dict) and found.get("/Type") == "/MCR":
                element.marks.append((found.get("/Stm", found.get("/Pg", element.dict.get("/Pg"))), found.get("/MCID")))
            elif isinstance(found, dict) and found.get("/Type") == "/OBJR":
                element.objects.append(found.get("/Obj"))
            elif isinstance(found, dict) and "/S" in found:
                below.append((kid, element))
        return below

    def chain(self, name):
        """A type and what the role map makes of it, step by step; ends before a step is repeated."""
        chain = [name]
        while chain[-1] in self.roles and self.roles[chain[-1]] not in chain:
            chain.append(self.roles[chain[-1]])
        return chain

    def is_circular(self, name):
        return self.chain(name)[-1] in self.roles

    def standard(self, element):
        """The standard type; None: there is none."""
        if element is None:
            return None
        return next((name for name in self.chain(element.type) if name in STANDARD), None)

    def kid_types(self, element):
        return [self.standard(kid) for kid in element.kids]

    def of(self, *types):
        return [element for element in self.elements if self.standard(element) in types]

    def of_mark(self, key, mcid):
        """The element to which the parent tree gives a mark."""
        owners = self.document.get(self.parents.get(key))
        if not isinstance(owners, list) or not isinstance(mcid, int) or not 0 <= mcid < len(owners):
            return None
        return self.by_ref.get(owners[mcid])

    def of_object(self, key):
        return self.by_ref.get(self.parents.get(key))


def structure(document):
    return document.once("structure", Structure)


# --- tables ---

class Grid:
    """Where the cells of a table stand, in rows and columns."""

    def __init__(self, tree, table):
        rows = []
        for kid in table.kids:
            if tree.standard(kid) in ("THead", "TBody", "TFoot"):
                rows += [row for row in kid.kids if tree.standard(row) == "TR"]
            elif tree.standard(kid) == "TR":
                rows.append(kid)
        self.rows = [[cell for cell in row.kids if tree.standard(cell) in ("TH", "TD")] for row in rows]
        self.columns = sum(span(cell, "/ColSpan") for cell in self.rows[0]) if rows else 0
        self.cells, self.places = {}, {}
        self.overlaps, self.wide, self.short, self.tall = [], [], [], []
        for number, row in enumerate(self.rows):
            self.place_row(number, row)
        for number in range(len(self.rows)):
            if any((number, column) not in self.cells for column in range(self.columns)):
                self.short.append(number)

    def place_row(self, number, row):
        column = 0
        for cell in row:
            while (number, column) in self.cells:
                column += 1
            self.places[cell.ref] = number, column
            wide, tall = span(cell, "/ColSpan"), span(cell, "/RowSpan")
            if column + wide > self.columns:
                self.wide.append(number)
            if number + tall > len(self.rows):
                self.tall.append(column)
            for place in ((y, x) for y in range(number, number + tall) for x in range(column, column + wide)):
                if place in self.cells:
                    self.overlaps.append(cell)
                self.cells[place] = cell
            column += wide

    def headers(self, cell, tree):
        """Cells of type TH with a Scope that reaches this cell."""
        top, left = self.places[cell.ref]
        for (y, x), other in self.cells.items():
            scope = other.attribute("/Table", "/Scope")
            if tree.standard(other) != "TH" or scope is None:
                continue
            across = scope in ("/Row", "/Both") and top <= y < top + span(cell, "/RowSpan")
            down = scope in ("/Column", "/Both") and left <= x < left + span(cell, "/ColSpan")
            if across or down:
                yield other


def span(cell, key):
    value = cell.attribute("/Table", key)
    return min(value, 1000) if isinstance(value, int) and value > 0 else 1


def grids(document):
    tree = structure(document)
    return document.once("grids", lambda _: [(table, Grid(tree, table)) for table in tree.of("Table")])
