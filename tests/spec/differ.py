#!/usr/bin/env python3
"""Our pages against kramdown's own: words, links and pictures, ids, block structure, everything else.

usage: differ.py FILTER [SITE...]
       differ.py FILTER [--gfm] --files [--first N] PATH...

FILTER is recto-filter. Without SITE: the seeds and sites of $RECTO_SHARED, or ../shared beside the project.
--files takes Markdown files (*.md, *.markdown, the same with .gz) and folders of them instead of sites, each text once;
--gfm compares them with cmark-gfm's pages, by words and links. --first N takes N files, spread over all.
Both sides are parsed by the HTML rules (html5lib) and compared as streams of tokens; what may differ is in ALLOWED,
with its reason in README.md. Exit status 0 when nothing else differs, 77 when there is nothing to compare with.
"""
import argparse
import collections
import gzip
import json
import os
import re
import subprocess
import sys
from xml.etree import ElementTree

SKIPPED = 77
HERE = os.path.dirname(os.path.abspath(__file__))
INLINE = set("a abbr b bdi bdo big br button cite code data del dfn em font i img input ins kbd label mark math meter "
             "output q s samp select small span strike strong sub sup svg textarea time tt u var wbr".split())
LINE_END = re.compile("[\t\n\r]")  # browsers take them out of addresses
SPACE = re.compile("[ \t\n\r\f]+")


def join_items(root):
    """What stands in a list beside items joins the item before it, as HTML wants it."""
    for parent in list(root.iter("ul")) + list(root.iter("ol")):
        item = None
        for child in list(parent):
            if child.tag == "li":
                item = child
            elif isinstance(child.tag, str):
                if item is None:
                    item = ElementTree.Element("li")
                    parent.insert(list(parent).index(child), item)
                parent.remove(child)
                item.append(child)


def drop_empty(root):
    """A paragraph without anything in it is what a browser makes of an end tag that has no start."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == "p" and not len(child) and not child.attrib and not (child.text or "").strip():
                index = list(parent).index(child)
                if index > 0:
                    parent[index - 1].tail = (parent[index - 1].tail or "") + (child.tail or "")
                else:
                    parent.text = (parent.text or "") + (child.tail or "")
                parent.remove(child)


def fill_cells(root):
    """An empty cell holds a no-break space for kramdown."""
    for cell in [*root.iter("td"), *root.iter("th")]:
        if not len(cell) and (cell.text or "").strip(" \n") == "\xa0":
            cell.text = ""


def cells_to_line(table):
    """What stands in the cells of a table, in one span."""
    line = ElementTree.Element("x-line")
    line.tail = table.tail
    last = None
    for cell in [*table.iter("td"), *table.iter("th")]:
        if last is None:
            line.text = (line.text or "") + " " + (cell.text or "")
        else:
            last.tail = (last.tail or "") + " " + (cell.text or "")
        for child in list(cell):
            line.append(child)
            last = child
    return line


def untable_items(root):
    """A line with bars in a list is no table."""
    parents = {child: parent for parent in root.iter() for child in parent}
    for item in list(root.iter("li")):
        for table in list(item.iter("table")):
            if table.find("thead") is None:
                parent = parents[table]
                parent[list(parent).index(table)] = cells_to_line(table)
        for element in item.iter():
            if element.tag not in ("code", "pre"):
                element.text = (element.text or "").replace("|", " ")
            if element is not item:
                element.tail = (element.tail or "").replace("|", " ")


ALLOWED = [join_items, drop_empty, fill_cells, untable_items]


class Tokens:
    """A tree as a stream of tokens, white space folded as a browser would."""

    def __init__(self, root):
        self.items, self.text, self.space, self.pre = [], "", False, 0
        self.walk_children(root)
        self.flush(True)

    def flush(self, block):
        if self.text:
            self.items.append(("text", self.text))
        self.text = ""
        if block:
            self.space = False
            self.trim()

    def trim(self):
        """White space before the end of a block is not shown."""
        for i in range(len(self.items) - 1, -1, -1):
            kind, value = self.items[i][:2]
            if kind == "text":
                if not self.pre:
                    value = value.rstrip(" ")
                    if value:
                        self.items[i] = ("text", value)
                    else:
                        del self.items[i]
                return
            if kind in ("block", "end") or value == "br" or value == "img":
                return

    def add_text(self, text):
        if not text:
            return
        if self.pre:
            self.text += text
            return
        text = SPACE.sub(" ", text)
        if text.startswith(" ") and self.at_start():
            text = text[1:]
        self.text += text

    def at_start(self):
        """Whether a space would be the first in its block or follow another one."""
        if self.text:
            return self.text.endswith(" ")
        for item in reversed(self.items):
            if item[0] == "text":
                return item[1].endswith(" ")
            if item[0] in ("block", "end") or item[1] == "br":
                return True
            if item[1] == "img":
                return False
        return True

    def walk_children(self, node):
        self.add_text(node.text)
        for child in node:
            if child.tag == "x-line":
                self.walk_children(child)
            elif isinstance(child.tag, str):
                self.walk(child)
            self.add_text(child.tail)

    def walk(self, node):
        block = node.tag not in INLINE
        self.flush(block or node.tag == "br")
        attributes = sorted((k, LINE_END.sub("", v.strip()) if k in ("href", "src") else SPACE.sub(" ", v.strip()))
                            for k, v in node.attrib.items())
        self.items.append(("block" if block else "inline", node.tag, *attributes))
        keep = node.tag in ("pre", "script", "style", "textarea")
        self.pre += keep
        self.walk_children(node)
        self.flush(block)
        self.pre -= keep
        self.items.append(("end" if block else "close", node.tag))


def words(tokens):
    text = "".join(t[1] if t[0] == "text" else "\n" if t[0] in ("block", "end") or t[1] in ("br", "img") else ""
                   for t in tokens)
    return text.split()


def links(tokens):
    """Addresses with what they stand on, and pictures."""
    found, open_links = [], []
    for token in tokens:
        attributes = dict(token[2:]) if token[0] in ("block", "inline") else {}
        if token[0] == "text":
            for link in open_links:
                link[2] += token[1]
        elif token[1] == "a" and token[0] == "inline":
            open_links.append(["a", attributes.get("href"), ""])
            found.append(open_links[-1])
        elif token[1] == "a" and open_links:
            open_links.pop()
        elif attributes.get("src") is not None:
            found.append([token[1], attributes["src"], attributes.get("alt", "")])
    return [tuple(x.strip() if x else x for x in link) for link in found]


def ids(tokens):
    return [(t[1], k, v) for t in tokens if t[0] in ("block", "inline") for k, v in t[2:] if k in ("id", "name")]


def blocks(tokens):
    return [t[:2] for t in tokens if t[0] in ("block", "end")]


LEVELS = [("words", words), ("links", links), ("ids", ids), ("blocks", blocks), ("all", lambda tokens: tokens)]


def lost(ours, theirs):
    """Words, and addresses of links and pictures, that they have more often: marks and letters' case aside."""
    def count(tokens):
        text = " ".join(words(tokens)).lower()
        return collections.Counter([*re.findall(r"\w+", text), *(link[1] for link in links(tokens) if link[1])])
    return [item for item, _ in (count(theirs) - count(ours)).most_common()]


def first_difference(ours, theirs):
    """The first place, with a little before it."""
    for i in range(max(len(ours), len(theirs))):
        if ours[i:i + 1] != theirs[i:i + 1]:
            start = max(0, i - 4)
            return f"after {show(ours[start:i])}\n      ours   {show(ours[i:i + 6])}\n      theirs {show(theirs[i:i + 6])}"
    return ""


def show(items):
    if items and isinstance(items[0], str):
        return " ".join(items)
    return " ".join(show_token(item) for item in items) or "(end)"


def show_token(item):
    kind, name = item[0], item[1]
    if kind == "text":
        return repr(name if len(name) < 60 else name[:57] + "...")
    if kind in ("end", "close"):
        return f"</{name}>"
    if kind in ("block", "inline"):
        return "<" + " ".join([name, *(f"{k}={v!r}" for k, v in item[2:])]) + ">"
    return "(" + " ".join(str(x)[:60] for x in item) + ")"


def tokens_of(html):
    import html5lib
    root = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for allow in ALLOWED:
        allow(root)
    return Tokens(root).items


def our_pages(program, site):
    result = subprocess.run([program, "pages", site], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in result.stdout.splitlines()]


def their_pages(pages, site):
    lines = "".join(json.dumps({"source": page["source"]}) + "\n" for page in pages)
    result = subprocess.run(["ruby", os.path.join(HERE, "differ.rb"), os.path.join(site, "_config.yml")], input=lines,
                            capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(result.stderr)
    return [json.loads(line)["html"] for line in result.stdout.splitlines()]


def compare(ours, theirs, levels=None):
    """The levels at which two pages differ, each with the first difference."""
    a, b = tokens_of(ours), tokens_of(theirs)
    found = []
    for name, view in levels or LEVELS:
        x, y = view(a), view(b)
        if x != y and (name != "all" or not found):
            found.append((name, first_difference(x, y)))
    return found


def missing():
    try:
        import html5lib  # noqa: F401
    except ImportError:
        return "python3-html5lib"
    try:
        asked = subprocess.run(["ruby", "-e", 'require "kramdown-parser-gfm"; require "liquid"'], capture_output=True)
    except FileNotFoundError:
        return "ruby"
    return "ruby-kramdown-parser-gfm, ruby-liquid" if asked.returncode != 0 else ""


# --- single files ---

LARGEST = 60000  # bytes: kramdown is slow


def markdown_files(paths):
    """Names of Markdown files, in order."""
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, folders, files in os.walk(path):
            folders.sort()
            yield from (os.path.join(folder, name) for name in sorted(files)
                        if re.search(r"\.(md|markdown)(\.gz)?$", name))


def read_texts(paths):
    """(name, text) of each file that is a text of some length, the same text once."""
    texts = {}
    for name in markdown_files(paths):
        try:
            with (gzip.open(name) if name.endswith(".gz") else open(name, "rb")) as file:
                text = file.read().decode("utf-8").lstrip("\ufeff").replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError):
            continue
        if 200 <= len(text) <= LARGEST and "\0" not in text:
            texts.setdefault(text, name)
    return [(name, text) for text, name in texts.items()]


def run_filter(program, kind, text, **environment):
    result = subprocess.run([program, kind], input=text, capture_output=True, text=True,
                            env=dict(os.environ, **environment))
    return result.stdout if result.returncode == 0 else f"exit status {result.returncode}"


def cmark_page(text):
    extensions = [x for name in ("footnotes", "table", "strikethrough", "autolink", "tasklist") for x in ("-e", name)]
    return subprocess.run(["cmark-gfm", "--unsafe", *extensions], input=text, capture_output=True, text=True,
                          check=True).stdout


def number_notes(html):
    """cmark-gfm names its notes after their labels, recto by their numbers."""
    names = {}
    for name in re.findall(r'href="#fn-([^"]*)"', html):
        names.setdefault(name, str(len(names) + 1))
    for name, number in names.items():
        html = re.sub(rf'href="#fn(ref)?-{re.escape(name)}(-\d+)?"', rf'href="#fn\g<1>{number}\g<2>"', html)
    return html


def compare_files(program, paths, gfm, first):
    texts = read_texts(paths)
    texts = texts[::max(1, len(texts) // first)][:first] if first else texts
    if gfm:
        pairs = [(run_filter(program, "gfm-ext", text), number_notes(cmark_page(text))) for _, text in texts]
    else:
        theirs = their_pages([{"source": text} for _, text in texts], "")
        options = ":input: GFM\n:auto_ids: true\n:footnote_nr: 1\n"
        pairs = [(run_filter(program, "kramdown", text, KRAMDOWN_OPTIONS=options), html)
                 for (_, text), html in zip(texts, theirs)]
    report = Report()
    for (name, _), (ours, html) in zip(texts, pairs):
        report.add(name, compare(ours, html, LEVELS[:2] if gfm else LEVELS))
        report.add_lost(lost(tokens_of(ours), tokens_of(html)))
    return report.end("files")


# --- sites ---

def all_sites():
    shared = os.environ.get("RECTO_SHARED", os.path.join(HERE, "..", "..", "..", "shared"))
    return [os.path.join(shared, folder, name) for folder in ("seeds", "sites")
            if os.path.isdir(os.path.join(shared, folder)) for name in sorted(os.listdir(os.path.join(shared, folder)))]


class Report:
    def __init__(self):
        self.equal, self.losing, self.counts = 0, 0, {}

    def add(self, name, found):
        self.equal += not found
        if found:
            print(f"{name}: {' '.join(level for level, _ in found)}")
            print(f"    {found[0][0]}: {found[0][1]}")
        for level, _ in found:
            self.counts[level] = self.counts.get(level, 0) + 1

    def add_lost(self, items):
        self.losing += bool(items)
        if items:
            print(f"    not here: {' '.join(items)[:200]}")

    def end(self, what):
        differing = ", ".join(f"{self.counts[name]} in {name}" for name, _ in LEVELS if name in self.counts)
        print(f"{self.equal} {what} equal" + (f"; differing: {differing}" if differing else "") +
              (f"; {self.losing} lack words or links" if self.losing else ""))
        return 1 if self.counts else 0


def compare_sites(program, sites):
    report = Report()
    for site in sites:
        pages = our_pages(program, site)
        for page, html in zip(pages, their_pages(pages, site)):
            report.add(f"{os.path.basename(site)}/{page['path']}", compare(page["html"], html))
    return report.end("pages")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--gfm", action="store_true")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--files", nargs="+", default=[])
    parser.add_argument("sites", nargs="*")
    given = parser.parse_args()
    sites = given.sites or all_sites()
    lacking = missing() or ("" if sites or given.files else "no sites in $RECTO_SHARED")
    if lacking:
        print("skipped:", lacking)
        return SKIPPED
    if given.files:
        return compare_files(given.program, given.files, given.gfm, given.first)
    return compare_sites(given.program, sites)


if __name__ == "__main__":
    sys.exit(main())
