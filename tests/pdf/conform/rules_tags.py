"""Rules about the structure tree and marked content."""
import re

from content import content
from document import is_string, text
from fonts import shown
from registry import rule
from structure import STANDARD, grids, structure

LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


def has_lang(document):
    return "/Lang" in document.catalog


# --- content ---

@rule("ua:7.1-t1")
def artifact_in_tagged(document):
    """content marked as artifact is not inside tagged content"""
    for mark in content(document).marks:
        if mark.tag == "Artifact" and mark.owner() is not None:
            yield f"artifact within {mark.owner().name()}"


@rule("ua:7.1-t2")
def tagged_in_artifact(document):
    """tagged content is not inside an artifact"""
    for mark in content(document).marks:
        if mark.owner() is not None and mark.parent is not None and mark.parent.is_artifact():
            yield f"{mark.owner().name()} within an artifact"


@rule("ua:7.1-t3")
def content_is_marked(document):
    """content is tagged or marked as artifact"""
    for kind, mark, page in content(document).items:
        if mark is None or mark.owner() is None and not mark.is_artifact():
            yield f"{kind} on page {page} is not marked"


@rule("ua:7.20-t2")
def forms_have_one_parent(document):
    """a form XObject with marks of its own is drawn once"""
    found = content(document)
    for ref, times in found.forms.items():
        if times > 1 and any(stream == ref for _, _, stream, _ in found.numbers):
            yield f"form {ref} is drawn {times} times"


@rule("recto:marks-t1")
def marks_are_balanced(document):
    """marked content is closed where it was opened"""
    if content(document).unbalanced:
        yield "BDC and EMC do not match"


@rule("recto:marks-t2")
def trees_agree(document):
    """the parent tree and the structure tree say the same of every mark; no number is used twice"""
    tree, seen = structure(document), set()
    held = {(page, mcid): element for element in tree.elements for page, mcid in element.marks}
    for key, mcid, ref, page in content(document).numbers:
        element = tree.of_mark(key, mcid)
        if (key, mcid) in seen:
            yield f"mark {mcid} of page {page} is there twice"
        seen.add((key, mcid))
        if element is None or held.get((page, mcid), held.get((ref, mcid))) is not element:
            yield f"mark {mcid} of page {page} is not in both trees"
    if len(held) > len(seen):
        yield "the structure tree has marks that no page has"


# --- types ---

@rule("ua:7.1-t5", "a:6.7.3.4-t1")
def types_are_mapped(document):
    """other structure types are mapped to standard ones"""
    tree = structure(document)
    for element in tree.elements:
        if tree.standard(element) is None:
            yield f"{element.name()} has no standard type"


@rule("ua:7.1-t6", "a:6.7.3.4-t2")
def roles_end(document):
    """the role map has no circles"""
    tree = structure(document)
    for element in tree.elements:
        if tree.is_circular(element.type):
            yield f"{element.name()} is mapped in a circle"


@rule("ua:7.1-t7", "a:6.7.3.4-t3")
def standard_types_stay(document):
    """standard types are not mapped to others"""
    tree = structure(document)
    for element in tree.elements:
        if element.type in STANDARD and element.type in tree.roles:
            yield f"{element.name()} is mapped to {tree.roles[element.type]}"


@rule("ua:7.1-t11", "a:6.7.3.3-t1")
def tree_exists(document):
    """there is a structure tree"""
    if not structure(document).root:
        yield "no StructTreeRoot"


@rule("ua:7.1-t12")
def elements_have_parents(document):
    """elements name their parent"""
    for element in structure(document).elements:
        if "/P" not in element.dict:
            yield f"{element.name()} has no P"


@rule("recto:tree-t1")
def parents_are_true(document):
    """the parent that an element names is the one that holds it"""
    for element in structure(document).elements:
        above = element.parent.ref if element.parent else document.catalog.get("/StructTreeRoot")
        if element.dict.get("/P") != above:
            yield f"{element.name()} names another parent"


# --- who may contain whom ---

def parents(name, child, allowed):
    def check(document):
        tree = structure(document)
        for element in tree.of(child):
            if tree.standard(element.parent) not in allowed:
                yield f"{element.name()} is in {tree.standard(element.parent)}"
    check.__doc__ = f"{child} stands in {' or '.join(allowed)}"
    rule(name)(check)


def kids(name, parent, allowed):
    def check(document):
        tree = structure(document)
        for element in tree.of(parent):
            for kind in tree.kid_types(element):
                if kind not in allowed:
                    yield f"{element.name()} contains {kind}"
    check.__doc__ = f"{parent} contains only {', '.join(allowed)}"
    rule(name)(check)


def first_caption(name, parent, last_too):
    def check(document):
        tree = structure(document)
        for element in tree.of(parent):
            kinds = tree.kid_types(element)
            if "Caption" in (kinds[1:-1] if last_too else kinds[1:]):
                yield f"the caption of {element.name()} is in the middle"
    check.__doc__ = f"a caption of {parent} comes first" + (" or last" if last_too else "")
    rule(name)(check)


def count_kids(name, description, is_wrong):
    def check(document):
        tree = structure(document)
        for element in tree.of("Table"):
            if is_wrong(tree.kid_types(element)):
                yield f"{element.name()}: {description}"
    check.__doc__ = description
    rule(name)(check)


kids("ua:7.2-t3", "Table", ("TR", "THead", "TBody", "TFoot", "Caption"))
parents("ua:7.2-t4", "TR", ("Table", "THead", "TBody", "TFoot"))
parents("ua:7.2-t5", "THead", ("Table",))
parents("ua:7.2-t6", "TBody", ("Table",))
parents("ua:7.2-t7", "TFoot", ("Table",))
parents("ua:7.2-t8", "TH", ("TR",))
parents("ua:7.2-t9", "TD", ("TR",))
kids("ua:7.2-t10", "TR", ("TH", "TD"))
count_kids("ua:7.2-t11", "a table has at most one THead", lambda kinds: kinds.count("THead") > 1)
count_kids("ua:7.2-t12", "a table has at most one TFoot", lambda kinds: kinds.count("TFoot") > 1)
count_kids("ua:7.2-t13", "a table with TFoot has a TBody", lambda kinds: "TFoot" in kinds and "TBody" not in kinds)
count_kids("ua:7.2-t14", "a table with THead has a TBody", lambda kinds: "THead" in kinds and "TBody" not in kinds)
first_caption("ua:7.2-t16", "Table", True)
parents("ua:7.2-t17", "LI", ("L",))
parents("ua:7.2-t18", "LBody", ("LI",))
kids("ua:7.2-t19", "L", ("L", "LI", "Caption"))
kids("ua:7.2-t20", "LI", ("Lbl", "LBody"))
parents("ua:7.2-t26", "TOCI", ("TOC",))
kids("ua:7.2-t27", "TOC", ("TOC", "TOCI", "Caption"))
first_caption("ua:7.2-t28", "TOC", False)
kids("ua:7.2-t36", "THead", ("TR",))
kids("ua:7.2-t37", "TBody", ("TR",))
kids("ua:7.2-t38", "TFoot", ("TR",))
count_kids("ua:7.2-t39", "a table has at most one caption", lambda kinds: kinds.count("Caption") > 1)
first_caption("ua:7.2-t40", "L", False)


# --- tables ---

@rule("ua:7.2-t15")
def cells_do_not_meet(document):
    """cells do not overlap"""
    for table, grid in grids(document):
        for cell in grid.overlaps:
            yield f"{cell.name()} overlaps another cell"


@rule("ua:7.2-t41")
def columns_are_even(document):
    """columns have the same number of rows"""
    for table, grid in grids(document):
        for column in grid.tall:
            yield f"column {column} of {table.name()} is longer than the table"


@rule("ua:7.2-t42")
def rows_are_even(document):
    """no row has more columns than the first"""
    for table, grid in grids(document):
        for row in grid.wide:
            yield f"row {row} of {table.name()} is too long"


@rule("ua:7.2-t43")
def rows_are_full(document):
    """no row has fewer columns than the first"""
    for table, grid in grids(document):
        for row in grid.short:
            yield f"row {row} of {table.name()} is too short"


def cells_without_header(document):
    """(cell, names of headers that do not exist), of cells without header where some TH has no scope"""
    tree = structure(document)
    for table, grid in grids(document):
        every = [cell for row in grid.rows for cell in row]
        heads = [cell for cell in every if tree.standard(cell) == "TH"]
        names = {cell.text("/ID") for cell in heads if "/ID" in cell.dict}
        if all(cell.attribute("/Table", "/Scope") for cell in heads):
            continue  # then the structure of the table can be determined
        for cell in every:
            if tree.standard(cell) != "TD":
                continue
            wanted = [text(name) for name in document.list(cell.attribute("/Table", "/Headers"))]
            unknown = [name for name in wanted if name not in names]
            if unknown or not wanted and not any(grid.headers(cell, tree)):
                yield cell, unknown


@rule("ua:7.5-t1")
def cells_have_headers(document):
    """cells have a header: by Scope, or by Headers and ID"""
    for cell, unknown in cells_without_header(document):
        if not unknown:
            yield f"{cell.name()} has no header"


@rule("ua:7.5-t2")
def headers_exist(document):
    """the headers that a cell names exist"""
    for cell, unknown in cells_without_header(document):
        if unknown:
            yield f"{cell.name()} names {unknown}"


# --- headings, figures, notes ---

@rule("ua:7.4.2-t1")
def headings_do_not_jump(document):
    """headings begin with H1 and skip no level"""
    level, tree = 0, structure(document)
    for element in tree.of("H1", "H2", "H3", "H4", "H5", "H6"):
        found = int(tree.standard(element)[1])
        if found > level + 1:
            yield f"{element.name()} after level {level}"
        level = found


@rule("ua:7.4.4-t1")
def one_heading_each(document):
    """an element contains at most one H"""
    tree = structure(document)
    for element in tree.elements:
        if tree.kid_types(element).count("H") > 1:
            yield f"{element.name()} contains several H"


@rule("ua:7.4.4-t2", "ua:7.4.4-t3")
def headings_of_one_kind(document):
    """either H or H1 to H6 is used, not both"""
    tree = structure(document)
    if tree.of("H") and tree.of("H1", "H2", "H3", "H4", "H5", "H6"):
        yield "H and numbered headings are mixed"


@rule("ua:7.3-t1")
def figures_speak(document):
    """figures have Alt or ActualText"""
    for element in structure(document).of("Figure"):
        if not element.text("/Alt") and element.text("/ActualText") is None:
            yield f"{element.name()} has no words"


@rule("ua:7.7-t1")
def formulas_speak(document):
    """formulas have Alt or ActualText"""
    for element in structure(document).of("Formula"):
        if not element.text("/Alt") and element.text("/ActualText") is None:
            yield f"{element.name()} has no words"


@rule("ua:7.9-t1")
def notes_have_names(document):
    """notes have an ID"""
    for element in structure(document).of("Note"):
        if not element.text("/ID"):
            yield f"{element.name()} has no ID"


@rule("ua:7.9-t2")
def note_names_differ(document):
    """no two notes have the same ID"""
    seen = set()
    for element in structure(document).of("Note"):
        name = element.text("/ID")
        if name and name in seen:
            yield f"{element.name()} has the ID {name} of another"
        seen.add(name)


@rule("recto:tree-t2")
def figures_have_boxes(document):
    """a figure on one page says where it stands"""
    for element in structure(document).of("Figure"):
        pages, pending = set(), [element]
        while pending:
            each = pending.pop()
            pages |= {page for page, _ in each.marks}
            pending += each.kids
        if len(pages) == 1 and element.attribute("/Layout", "/BBox") is None:
            yield f"{element.name()} has no BBox"


@rule("recto:tree-t3")
def labels_come_first(document):
    """the labels of a list item stand before its bodies"""
    tree = structure(document)
    for element in tree.of("LI"):
        kinds = tree.kid_types(element)
        if "LBody" in kinds and "Lbl" in kinds[kinds.index("LBody"):]:
            yield f"{element.name()} contains {kinds}"


@rule("recto:tree-t4")
def groups_hold_elements(document):
    """content is in paragraphs and the like, not in elements that group others"""
    for element in structure(document).of("Document", "Part", "Sect", "Div", "L", "LI", "Table", "THead", "TBody",
                                          "TFoot", "TR", "TOC", "TOCI", "BlockQuote"):
        if element.marks:
            yield f"{element.name()} has content of its own"


def label_texts(document):
    """What the labels of lists say, by element."""
    texts = {}
    for glyph, _, mark, _ in shown(document):
        owner = mark.owner() if mark else None
        if owner is not None and owner.type == "Lbl":
            texts[owner.ref] = texts.get(owner.ref, "") + (glyph.text or "")
    return texts


@rule("recto:tree-t5")
def lists_say_their_numbering(document):
    """a list is Decimal with numbers before its items, Disc with bullets, and None with others or nothing"""
    texts, tree = label_texts(document), structure(document)
    for element in tree.of("L"):
        labels = [texts.get(kid.ref, "").strip() for item in element.kids for kid in item.kids if kid.type == "Lbl"]
        wanted = "None"
        if any(re.fullmatch(r"\d+\.|\.\d+|\d{1,3}", label) for label in labels):
            wanted = "Decimal"
        elif "\u2022" in labels:
            wanted = "Disc"
        if element.attribute("/List", "/ListNumbering") != "/" + wanted:
            yield f"{element.name()} with {labels[:3]} is {element.attribute('/List', '/ListNumbering')}"


# --- languages ---

def words(name, key):
    def check(document):
        for element in structure(document).elements:
            if key in element.dict and not has_lang(document) and element.lang() is None:
                yield f"the {key[1:]} of {element.name()} has no language"
    check.__doc__ = f"the language of {key[1:]} is known"
    rule(name)(check)


def span_words(name, key):
    def check(document):
        for mark in content(document).marks:
            if mark.tag == "Span" and key in mark.properties and not has_lang(document) and mark.lang() is None:
                yield f"the {key[1:]} of a span on page {mark.page} has no language"
    check.__doc__ = f"the language of {key[1:]} in a span is known"
    rule(name)(check)


words("ua:7.2-t21", "/ActualText")
words("ua:7.2-t22", "/Alt")
words("ua:7.2-t23", "/E")
span_words("ua:7.2-t30", "/ActualText")
span_words("ua:7.2-t31", "/Alt")
span_words("ua:7.2-t32", "/E")


@rule("ua:7.2-t34")
def text_has_language(document):
    """the language of text on pages is known"""
    for kind, mark, page in content(document).items:
        if kind == "text" and not has_lang(document) and (mark is None or mark.lang() is None):
            yield f"text on page {page} has no language"


def languages(document):
    yield "catalog", document.get(document.catalog.get("/Lang"))
    for element in structure(document).elements:
        yield element.name(), document.get(element.dict.get("/Lang"))
    for mark in content(document).marks:
        yield f"{mark.tag} on page {mark.page}", document.get(mark.properties.get("/Lang"))


@rule("ua:7.2-t29")
def languages_are_tags(document):
    """languages are written as language tags"""
    for where, value in languages(document):
        if is_string(value) and not LANGUAGE.fullmatch(text(value)):
            yield f"{where}: {text(value)!r}"


@rule("a:6.7.4-t1")
def languages_are_tags_or_empty(document):
    """languages are written as language tags, or are empty"""
    for where, value in languages(document):
        if is_string(value) and text(value) and not LANGUAGE.fullmatch(text(value)):
            yield f"{where}: {text(value)!r}"
