#!/usr/bin/env python3
"""Checks a PDF with the tools that are there: qpdf (structure, tags), poppler (fonts, text, warnings).

usage: check.py SAMPLE-PROGRAM   runs `SAMPLE-PROGRAM out.pdf` and checks out.pdf
       check.py FILE.pdf         checks that file, without what only the sample says

The tag checks are those of ISO 14289-1 that a program can decide: every mark has its place in the parent
tree and in the structure tree, annotations belong to links, headings do not skip a level, figures have
words, all content is marked.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

failures = []


def check(ok, what):
    if not ok:
        failures.append(what)


def run(*command):
    done = subprocess.run(command, capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


class Pdf:
    """The objects of a file, as `qpdf --json` gives them."""

    def __init__(self, path):
        self.path = path
        _, out, _ = run("qpdf", "--json=2", "--json-stream-data=none", path)
        tree = json.loads(out)
        self.objects = tree["qpdf"][1]
        self.pages = [page["object"] for page in tree["pages"]]
        self.trailer = self.objects["trailer"]["value"]

    def get(self, value):
        if isinstance(value, str) and value.endswith(" R"):
            entry = self.objects["obj:" + value]
            return entry["value"] if "value" in entry else entry["stream"]["dict"]
        return value

    def content(self, page):
        _, out, _ = run("qpdf", "--show-object=" + page["/Contents"].split()[0],
                        "--filtered-stream-data", self.path)
        return out.decode("latin-1")


class Tree:
    """The structure tree: marks by (page, MCID) and annotations, with the element that holds them."""

    def __init__(self, pdf, catalog):
        self.pdf, self.marks, self.objects, self.elements = pdf, {}, set(), []
        root = catalog["/StructTreeRoot"]
        for kid in pdf.get(root)["/K"]:
            self.walk(kid, root)
        numbers = pdf.get(pdf.get(root)["/ParentTree"])["/Nums"]
        check(numbers[0::2] == sorted(numbers[0::2]), "parent tree is sorted")
        self.parents = dict(zip(numbers[0::2], numbers[1::2]))

    def walk(self, reference, parent):
        element = self.pdf.get(reference)
        self.elements.append(element)
        check(element["/P"] == parent, f"{reference} names its parent")
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                self.marks[element["/Pg"], kid] = reference
            elif isinstance(kid, dict) and kid["/Type"] == "/MCR":
                self.marks[kid.get("/Pg", element.get("/Pg")), kid["/MCID"]] = reference
            elif isinstance(kid, dict):
                self.objects.add((kid["/Obj"], reference))
            else:
                self.walk(kid, reference)


def check_catalog(pdf, catalog):
    check(pdf.get(catalog["/MarkInfo"])["/Marked"] is True, "document is marked")
    check(catalog.get("/Lang"), "document has a language")
    check(pdf.get(catalog["/ViewerPreferences"])["/DisplayDocTitle"] is True, "title is shown")
    check(pdf.get(catalog["/Metadata"])["/Subtype"] == "/XML", "XMP is there")
    intent = pdf.get(pdf.get(catalog["/OutputIntents"])[0])
    check(pdf.get(intent["/DestOutputProfile"])["/N"] == 3, "output intent is RGB")
    check(len(pdf.trailer["/ID"]) == 2, "file has an identifier")


def check_elements(tree):
    level = 0
    for element in tree.elements:
        heading = re.fullmatch(r"/H([1-6])", element["/S"])
        if heading:
            check(int(heading[1]) <= level + 1, f"heading {element['/S']} skips no level")
            level = int(heading[1])
        if element["/S"] == "/Figure":
            check("/Alt" in element, "figure has words")
        if element["/S"] == "/Note":
            check("/ID" in element, "note has an id")


def check_page(pdf, tree, reference):
    page = pdf.get(reference)
    owners = pdf.get(tree.parents[page["/StructParents"]])
    content = pdf.content(page)
    numbers = [int(n) for n in re.findall(r"/MCID (\d+)", content)]
    check(numbers == list(range(len(owners))), "marks are numbered from 0")
    for n in numbers:
        check(tree.marks.get((reference, n)) == owners[n], f"mark {n} is in both trees")
    depth = 0
    bare = re.sub(r"<[0-9A-F]*>|\((?:\\.|[^)])*\)", "", content)
    for token in re.findall(r"\b(BDC|BMC|EMC|TJ|Tj|Do|S|f)\b", bare):
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(token, 0)
        check(depth > 0 or token == "EMC", f"{token} is marked")
    check(depth == 0, "marks are closed")
    check(page["/Tabs"] == "/S", "tab order is that of the structure")
    for note in pdf.get(page.get("/Annots", [])):
        annotation = pdf.get(note)
        owner = tree.parents[annotation["/StructParent"]]
        check(annotation.get("/Contents"), "annotation has words")
        check(annotation["/F"] & 4, "annotation prints")
        check((note, owner) in tree.objects, "annotation is in the structure tree")
        check(pdf.get(owner)["/S"] == "/Link", "annotation belongs to a link")


def check_structure(path):
    status, _, errors = run("qpdf", "--check", path)
    check(status == 0, "qpdf --check: " + errors)
    pdf = Pdf(path)
    catalog = pdf.get(pdf.trailer["/Root"])
    check_catalog(pdf, catalog)
    tree = Tree(pdf, catalog)
    check_elements(tree)
    for page in pdf.pages:
        check_page(pdf, tree, page)


def check_fonts(path):
    _, out, errors = run("pdffonts", path)
    check(errors == "", "pdffonts is silent: " + errors)
    for line in out.decode().splitlines()[2:]:
        embedded, subset, unicode = line.split()[-5:-2]
        check(embedded == "yes" and unicode == "yes", "font is embedded with Unicode: " + line)
        check(subset == "yes" or "Type 3" in line, "font is a subset: " + line)
        check("Type 3" not in line or line.startswith("[none]"), "only emoji are Type 3: " + line)


def check_reading(path, sample):
    _, out, errors = run("pdftotext", path, "-")
    check(errors == "", "pdftotext is silent: " + errors)
    if sample:
        text = unicodedata.normalize("NFC", out.decode())
        for words in ("Ada Example 例子鸣", "Efficient office at the institute since 2019, AVATAR-To.🎉👩‍🔬",
                      "Small Caps 0123456789 Straße x̂ ñ", "𠮷の直", "First of the list", "שלום עולם"):
            check(unicodedata.normalize("NFC", words) in text, f'text has "{words}"')
        check("\u200b" not in text, "icons say nothing")
    _, out, errors = run("pdfinfo", "-struct-text", path)
    check(errors == "", "pdfinfo is silent: " + errors)
    if sample:
        order = re.findall(r'"(.*)"', out.decode())
        check(order[:6] == ["Ada Example ", "例子鸣", "Efficient office at the ", "institute",
                            " since 2019, AVATAR-To.🎉👩‍🔬", "Research interests"], f"reading order: {order}")
        # poppler gives text from right to left as it stands on the page
        check("שלום"[::-1] in "".join(order), "text behind ActualText stays in the tree")
    status, _, errors = run("pdftoppm", "-r", "30", "-png", path, path)
    check(status == 0 and errors == "", "pdftoppm is silent: " + errors)


def check_file(path, sample):
    if shutil.which("qpdf"):
        check_structure(path)
    if shutil.which("pdffonts"):
        check_fonts(path)
        check_reading(path, sample)


def main():
    if not shutil.which("qpdf") and not shutil.which("pdffonts"):
        print("skipped: no qpdf and no poppler")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "out.pdf")
        sample = not sys.argv[1].endswith(".pdf")
        if sample:
            subprocess.run([sys.argv[1], path], check=True)
        else:
            shutil.copy(sys.argv[1], path)
        check_file(path, sample)
    for what in failures:
        print("failed:", what)
    return len(failures) > 0


sys.exit(main())
