"""Breaks a sound PDF in many ways, one at a time, and asks whether the rule for it speaks."""
import base64
import copy

from fonts import fonts
from registry import check
from structure import structure


def element(document, *kinds):
    return structure(document).of(*kinds)[0].dict


def every(document, *kinds):
    return [each.dict for each in structure(document).of(*kinds)]


def links(document):
    return list(document.dicts("/Subtype", "/Link"))


def put(data):
    """Adds to the first page's content."""
    def change(document):
        ref = document.dict(document.pages[0])["/Contents"]
        ref = ref if isinstance(ref, str) else ref[0]
        stream = document.objects[ref]["stream"]
        stream["data"] = base64.b64encode(document.stream(ref) + b"\n" + data).decode()
        stream["dict"].pop("/Filter", None)
    return change


def drop(find, key):
    """Takes a key away from the dictionaries that `find` gives."""
    def change(document):
        found = find(document)
        for each in found if isinstance(found, list) else [found]:
            each.pop(key, None)
    return change


def give(find, key, value):
    def change(document):
        found = find(document)
        for each in found if isinstance(found, list) else [found]:
            each[key] = value
    return change


def tagged(*kinds):
    return lambda document: element(document, *kinds)


def all_tagged(*kinds):
    return lambda document: every(document, *kinds)


def last(*kinds):
    return lambda document: every(document, *kinds)[-1]


def child(kind, number):
    """The n-th kid of the first element of a kind that has more than two."""
    def find(document):
        holder = next(each for each in structure(document).of(kind) if len(each.kids) > 2)
        return holder.kids[number].dict
    return find


def catalog(document):
    return document.catalog


def attached(document):
    return list(document.dicts("/EF"))


def params(document):
    return [document.dict(each["/Params"]) for each in document.dicts("/Type", "/EmbeddedFile")]


def composite(document):
    return [font for font in fonts(document) if font.subtype == "Type0"]


def descriptors(document):
    return [font.descriptor for font in composite(document)]


def show(code):
    """Shows a code of the first page's first composite font."""
    def change(document):
        resources = document.dict(document.inherited(document.pages[0], "/Resources"))
        name = next(name for name, ref in document.dict(resources["/Font"]).items()
                    if document.dict(ref).get("/Subtype") == "/Type0")
        put(b"/Artifact BMC BT %s 10 Tf <%s> Tj ET EMC" % (name.encode(), code))(document)
    return change


def widen(document):
    for font in composite(document):
        widths = document.get(font.inner["/W"])
        widths[:] = [[width + 100 for width in part] if isinstance(part, list) else part for part in widths]


def unbox(document):
    for each in every(document, "Figure"):
        each["/A"] = {"/O": "/Layout", "/Placement": "/Block"}


def name_nobody(document):
    drop(all_tagged("TH"), "/A")(document)
    every(document, "TD")[-1]["/A"] = {"/O": "/Table", "/Headers": ["u:nobody"]}


def drop_cell(document):
    row = structure(document).of("TR")[1].dict
    row["/K"] = document.list(row["/K"])[:-1]


def same_notes(document):
    for each in every(document, "Note", "BlockQuote", "Figure"):
        each["/S"], each["/ID"] = "/Note", "u:same"


def forget_languages(document):
    for each in [document.catalog] + [each.dict for each in structure(document).elements]:
        each.pop("/Lang", None)


def metadata(*words):
    """Replaces words of the metadata: old, new, old, new."""
    def change(document):
        ref = document.catalog["/Metadata"]
        data = document.stream(ref)
        for old, new in zip(words[::2], words[1::2]):
            assert old in data
            data = data.replace(old, new)
        document.objects[ref]["stream"]["data"] = base64.b64encode(data).decode()
        document.objects[ref]["stream"]["dict"].pop("/Filter", None)
    return change


def head(data):
    def change(document):
        document.bytes = data + document.bytes[len(data):]
    return change


def spoil(old, new):
    """Other bytes of the same length in the file."""
    def change(document):
        assert old in document.bytes and len(old) == len(new)
        document.bytes = document.bytes.replace(old, new)
    return change


def add_table(document):
    document.bytes += b"\nxref 0 1\nstartxref\n%d\n%%%%EOF\n" % (len(document.bytes) + 1)


def field(**entries):
    """Makes the first link a button with these entries."""
    def change(document):
        link = links(document)[0]
        document.catalog["/AcroForm"] = {"/Fields": []}
        link.update({"/Subtype": "/Widget", "/FT": "/Btn", "/T": "u:t"})
        link.pop("/A", None)
        link.update(("/" + key, value) for key, value in entries.items())
    return change


def layers(*names, **entries):
    settings = [{"/Name": "u:" + name, **{"/" + key: value for key, value in entries.items()}} for name in names]
    return give(catalog, "/OCProperties", {"/OCGs": ["1 0 R"], "/D": settings[0], "/Configs": settings[1:]})


def intents(document):
    return [document.dict(each) for each in document.list(document.catalog["/OutputIntents"])]


def first_state(**entries):
    """Sets a graphics state on the first page."""
    def change(document):
        resources = document.dict(document.inherited(document.pages[0], "/Resources"))
        resources["/ExtGState"] = {"/Mine": {"/" + key: value for key, value in entries.items()}}
        put(b"/Mine gs")(document)
    return change


def inherit(document):
    """Moves the first page's resources to the node above it."""
    page = document.dict(document.pages[0])
    document.dict(page["/Parent"])["/Resources"] = page.pop("/Resources")


def outside(document):
    for each in links(document):
        each["/Rect"] = [-90, -90, -80, -80]


def private(document):
    cmap = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <E000> endbfrange"
    document.objects[composite(document)[0].dict["/ToUnicode"]]["stream"] = {
        "dict": {}, "data": base64.b64encode(cmap).decode()}


def reread(old, new):
    """Another text for the codes that read as `old`."""
    def change(document):
        for font in composite(document):
            ref = font.dict["/ToUnicode"]
            data = document.stream(ref).replace(b"><%s>\n" % old.encode(), b"><%s>\n" % new.encode())
            document.objects[ref]["stream"] = {"dict": {}, "data": base64.b64encode(data).decode()}
    return change


WAYS = [
    ("ua:6.1-t1", head(b"%PDF-2.0\n")),
    ("a:6.1.2-t2", head(b"%PDF-1.7\n1 0 obj")),
    ("a:6.1.3-t1", drop(lambda document: document.trailer, "/ID")),
    ("ua:7.1-t1", put(b"/P <</MCID 0>> BDC /Artifact BMC 0 0 9 9 re f EMC EMC")),
    ("ua:7.1-t2", put(b"/Artifact BMC /P <</MCID 0>> BDC 0 0 9 9 re f EMC EMC")),
    ("ua:7.1-t3", put(b"0 0 9 9 re f")),
    ("recto:marks-t1", put(b"/Artifact BMC")),
    ("recto:marks-t1", put(b"EMC")),
    ("recto:marks-t2", put(b"/P <</MCID 0>> BDC EMC")),
    ("recto:marks-t2", put(b"/P <</MCID 99999>> BDC EMC")),
    ("a:6.2.2-t1", put(b"foo")),
    ("a:6.2.2-t2", put(b"/Nothing Do")),
    ("a:6.2.2-t2", inherit),
    ("a:6.1.13-t8", put(b"q " * 30 + b"Q " * 30)),
    ("a:6.1.13-t11", give(lambda document: document.dict(document.pages[0]), "/MediaBox", [0, 0, 2, 800])),
    ("a:6.2.4.3-t3", put(b"0 0 0 1 k")),
    ("a:6.2.4.3-t4", drop(catalog, "/OutputIntents")),
    ("a:6.2.3-t1", give(catalog, "/OutputIntents", [{"/S": "/GTS_PDFA1"}])),
    ("a:6.2.8-t3", give(lambda document: list(document.dicts("/Subtype", "/Image")), "/Interpolate", True)),
    ("ua:7.21.8-t1", show(b"0000")),
    ("ua:7.21.4.1-t2", show(b"FFF0")),
    ("ua:7.21.7-t1", drop(lambda document: [font.dict for font in composite(document)], "/ToUnicode")),
    ("a:6.2.11.7.3-t1", private),
    ("ua:7.21.5-t1", widen),
    ("ua:7.21.4.1-t1", lambda document: [each.pop(key, None) for each in descriptors(document)
                                         for key in ("/FontFile2", "/FontFile3")]),
    ("ua:7.21.3.2-t1", drop(lambda document: [font.inner for font in composite(document)], "/CIDToGIDMap")),
    ("ua:7.21.3.3-t1", give(lambda document: [font.dict for font in composite(document)], "/Encoding", "/Mine")),
    ("ua:7.1-t4", give(lambda document: document.dict(document.catalog["/MarkInfo"]), "/Suspects", True)),
    ("a:6.7.2.2-t1", drop(catalog, "/MarkInfo")),
    ("ua:7.1-t5", give(tagged("P"), "/S", "/Mine")),
    ("ua:7.1-t7", give(lambda document: structure(document).root, "/RoleMap", {"/P": "/Div"})),
    ("ua:7.1-t8", drop(catalog, "/Metadata")),
    ("ua:7.1-t9", metadata(b"dc:title", b"dc:other")),
    ("ua:7.1-t10", drop(catalog, "/ViewerPreferences")),
    ("ua:7.1-t11", drop(catalog, "/StructTreeRoot")),
    ("ua:7.1-t12", drop(tagged("P"), "/P")),
    ("recto:tree-t1", give(tagged("LBody"), "/P", "1 0 R")),
    ("ua:7.2-t2", drop(catalog, "/Lang")),
    ("ua:7.2-t33", drop(catalog, "/Lang")),
    ("ua:7.2-t34", drop(catalog, "/Lang")),
    ("ua:7.2-t22", forget_languages),
    ("ua:7.2-t24", forget_languages),
    ("ua:7.2-t29", give(catalog, "/Lang", "u:en_GB")),
    ("a:6.7.4-t1", give(tagged("P"), "/Lang", "u:123")),
    ("ua:7.2-t3", give(tagged("THead"), "/S", "/P")),
    ("ua:7.2-t4", give(tagged("TBody"), "/S", "/P")),
    ("ua:7.2-t5", give(tagged("Table"), "/S", "/P")),
    ("ua:7.2-t8", give(tagged("TR"), "/S", "/P")),
    ("ua:7.2-t10", give(tagged("TH"), "/S", "/P")),
    ("ua:7.2-t14", give(all_tagged("TBody"), "/S", "/TFoot")),
    ("ua:7.2-t17", give(tagged("L"), "/S", "/P")),
    ("ua:7.2-t18", give(tagged("LI"), "/S", "/P")),
    ("ua:7.2-t19", give(tagged("LI"), "/S", "/P")),
    ("ua:7.2-t20", give(tagged("LBody"), "/S", "/P")),
    ("ua:7.2-t40", give(child("L", 1), "/S", "/Caption")),
    ("ua:7.2-t41", give(last("TD"), "/A", {"/O": "/Table", "/RowSpan": 9})),
    ("ua:7.2-t42", give(last("TD"), "/A", {"/O": "/Table", "/ColSpan": 9})),
    ("ua:7.2-t43", drop_cell),
    ("ua:7.3-t1", drop(all_tagged("Figure"), "/Alt")),
    ("recto:tree-t2", unbox),
    ("ua:7.4.2-t1", give(tagged("H2"), "/S", "/H4")),
    ("ua:7.4.4-t2", give(last("H2"), "/S", "/H")),
    ("ua:7.5-t1", drop(all_tagged("TH"), "/A")),
    ("ua:7.5-t2", name_nobody),
    ("ua:7.7-t1", drop(all_tagged("Formula"), "/Alt")),
    ("ua:7.9-t1", drop(tagged("Note"), "/ID")),
    ("ua:7.9-t2", same_notes),
    ("ua:7.18.1-t1", give(links, "/Subtype", "/Highlight")),
    ("ua:7.18.3-t1", drop(lambda document: [document.dict(page) for page in document.pages], "/Tabs")),
    ("ua:7.18.5-t1", drop(links, "/StructParent")),
    ("ua:7.18.5-t2", drop(links, "/Contents")),
    ("recto:link-t1", drop(links, "/StructParent")),
    ("recto:link-t2", give(lambda document: links(document)[0], "/A", {"/S": "/GoTo", "/D": "u:nowhere"})),
    ("recto:link-t4", give(links, "/Contents", "u:Code: Code")),
    ("recto:link-t3", give(tagged("Link"), "/S", "/Span")),
    ("recto:tree-t4", give(tagged("P"), "/S", "/Sect")),
    ("recto:tree-t5", give(all_tagged("L"), "/A", {"/O": "/List", "/ListNumbering": "/Decimal"})),
    ("recto:font-t3", reread("0020", "00200072")),
    ("recto:font-t3", reread("0072", "007200AD")),
    ("a:6.3.2-t1", drop(links, "/F")),
    ("a:6.5.1-t1", give(lambda document: links(document)[0], "/A", {"/S": "/Launch"})),
    ("ua:5-t1", metadata(b"http://www.aiim.org/pdfua/ns/id/\"", b"urn:other\"")),
    ("ua:5-t2", metadata(b"<pdfuaid:part>1", b"<pdfuaid:part>3")),
    ("a:6.6.4-t1", metadata(b"<pdfaid:conformance>A", b"<pdfaid:conformance>B")),
    ("a:6.6.2.1-t4", metadata(b"</rdf:RDF>", b"")),
    ("a:6.6.2.3.1-t1", metadata(b"<pdfaProperty:name>part", b"<pdfaProperty:name>other")),
    ("a3:6.6.4-t2", metadata(b"<pdfaid:part>3", b"<pdfaid:part>2")),
    ("a3:6.8-t1", drop(lambda document: list(document.dicts("/Type", "/EmbeddedFile")), "/Subtype")),
    ("a3:6.8-t3", drop(attached, "/AFRelationship")),
    ("a3:6.8-t4", drop(catalog, "/AF")),
    ("a:6.8-t2", drop(attached, "/UF")),
    ("ua:7.11-t1", give(attached, "/UF", "u:")),
    ("recto:files-t1", drop(catalog, "/Names")),
    ("recto:files-t1", give(params, "/Size", 1)),
    ("recto:files-t1", give(params, "/CheckSum", "b:00")),
    ("ua:7.2-t25", lambda document: [field(TU="u:words")(document), forget_languages(document)]),
    ("ua:7.18.6.2-t1", give(catalog, "/Mine", {"/S": "/MCD", "/Alt": ["u:en", "u:words"]})),
    ("ua:7.18.6.2-t2", give(catalog, "/Mine", {"/S": "/MCD", "/CT": "u:video/mp4", "/Alt": ["u:en", "u:"]})),
    ("a:6.1.4-t2", add_table),
    ("a:6.1.6-t1", put(b"/Artifact BMC BT <ABC> Tj ET EMC")),
    ("a:6.1.6-t2", put(b"/Artifact BMC BT <AG> Tj ET EMC")),
    ("a:6.1.7.1-t1", spoil(b"\nendstream", b"\n\nendstrea")),
    ("a:6.1.7.1-t2", spoil(b"\nstream\r\n", b"\nstream\r ")),
    ("a:6.1.9-t1", spoil(b"\nendobj", b" endobj")),
    ("a:6.1.9-t1", spoil(b"1 0 obj\n", b"1  0 obj")),
    ("a:6.1.8-t1", give(descriptors, "/FontName", "/ABCDEF+\ufffd")),
    ("a:6.1.8-t1", give(tagged("P"), "/S", "n:/#ff")),
    ("a:6.1.10-t1", put(b"/Artifact BMC BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID x EI EMC")),
    ("a:6.1.12-t1", give(catalog, "/Perms", {"/Mine": 1})),
    ("a:6.2.3-t3", give(intents, "/DestOutputProfileRef", {})),
    ("a:6.2.5-t4", first_state(HT={"/HalftoneType": 6})),
    ("a:6.3.3-t2", field(AP={"/D": "1 0 R"})),
    ("a:6.3.3-t3", lambda document: field(AP={"/N": document.catalog["/Metadata"]})(document)),
    ("a:6.3.3-t4", give(links, "/AP", {"/N": {}})),
    ("a:6.4.1-t1", field(AA={})),
    ("a:6.4.1-t3", give(catalog, "/AcroForm", {"/NeedAppearances": True})),
    ("a:6.4.2-t1", give(catalog, "/AcroForm", {"/XFA": "1 0 R"})),
    ("a:6.4.2-t2", give(catalog, "/NeedsRendering", True)),
    ("a:6.9-t2", layers("same", "same")),
    ("a:6.9-t3", layers("one", Order=["2 0 R"])),
    ("a:6.6.2.3.1-t2", metadata(b"<rdf:Bag><rdf:li>en</rdf:li></rdf:Bag>", b"en")),
    ("a:6.6.2.3.1-t2", metadata(b"<pdfuaid:part>1", b"<pdfuaid:part>one")),
    ("a:6.6.2.3.2-t1", metadata(b"<pdfaSchema:prefix>", b"<pdfaSchema:mine/><pdfaSchema:prefix>")),
    ("a:6.6.2.3.3-t1", metadata(b"pdfaExtension", b"mine")),
    ("a:6.6.2.3.3-t2", metadata(b"pdfaSchema:schema>", b"pdfaSchema:other>")),
    ("a:6.6.2.3.3-t3", metadata(b"URI>http://www.aiim.org/pdfua/ns/id/", b"URI>nowhere")),
    ("a:6.6.2.3.3-t4", metadata(b"<pdfaSchema:prefix>pdfuaid", b"<pdfaSchema:prefix><pdfaSchema:x/>")),
    ("a:6.6.2.3.3-t5", metadata(b"property><rdf:Seq", b"property><rdf:Bag", b"Seq></pdfa", b"Bag></pdfa")),
    ("a:6.6.2.3.3-t7", metadata(b"pdfaProperty:name>", b"pdfaProperty:title>")),
    ("a:6.6.2.3.3-t8", metadata(b"valueType>Integer", b"valueType>Number")),
    ("a:6.6.2.3.3-t9", metadata(b"category>internal", b"category>inside")),
    ("a:6.6.2.3.3-t10", metadata(b"pdfaProperty:description>", b"pdfaProperty:about>")),
    ("recto:meta-t1", give(lambda document: document.dict(document.trailer["/Info"]), "/Title", "u:Another")),
]


def run(document):
    """Rules that stay silent."""
    silent = []
    for number, (name, change) in enumerate(WAYS):
        broken = copy.deepcopy(document)
        change(broken)
        broken.made = {}
        if name not in check(broken, [name]):
            silent.append(f"{name} (way {number}) says nothing")
    return silent
