#!/usr/bin/env python3
"""What readers take out of our PDFs is what the source says, character by character.

text.py RECTO SITE...       every site (or page) against its own frames (`recto dump --stage=frames`)
text.py --show RECTO SITE   the first differences at length

The text of the frames, in their order, is compared with what each reader that is there extracts: poppler (pdftotext
-raw), mupdf (mutool draw -F txt) and pdf.js (npm's pdfjs-dist in the folder that PDFJS names). Both sides are folded:
NFKC, white space, bidi controls, and soft hyphens with the line end that follows. Characters must then be equal, and
words apart must be apart: white space counts wherever the source has it, and nowhere else but at the edges of items.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

SKIPPED = 77
CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# U+200B is what a glyph without words of its own must read as (ISO 19005-2, 6.2.11.7.2)
IGNORED = CONTROLS + "\u200b\ufeff"
HERE = os.path.dirname(os.path.abspath(__file__))


def unquote(text):
    """The text of a dump between its quotes."""
    text = re.sub(rb'\\x([0-9A-F]{2})', lambda m: bytes([int(m[1], 16)]), text)
    text = text.replace(rb"\_", "\u00a0".encode())
    text = text.replace(rb"\n", b"\n").replace(rb"\t", b"\t")
    return re.sub(rb'\\(["\\])', rb"\1", text).decode()


ITEM = re.compile(rb'text (\S+) (\S+) (\S+)/(\S+) #\S+ "((?:[^"\\]|\\.)*)" w=(\S+)(.*)')


def frames(dump):
    """Pages as lists of items (text, x, baseline, size, width, rest)."""
    pages = []
    for line in dump.split(b"\n"):
        if line.startswith(b"frame "):
            pages.append([])
        item = ITEM.match(line)
        if item and pages:
            x, y, size, width = (float(item[i]) for i in (1, 2, 4, 6))
            pages[-1].append((unquote(item[5]), x, y, size, width, item[7].decode()))
    return pages


# spaces so narrow that readers may not see them
NARROW = "\0"
THIN = {0x2009: NARROW, 0x200a: NARROW, 0x202f: NARROW}


def is_wide(c):
    """Between Chinese or Japanese and other characters the typesetter leaves a gap that the text does not have."""
    return unicodedata.east_asian_width(c) in "WF"


def is_turned(text):
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


def is_icon(text):
    return all(unicodedata.category(c) == "Co" or c in IGNORED for c in text)


def expected(page):
    """The characters of a page, and what may stand before each: " " must, "|" may, "" must not be apart."""
    chars, gaps, gap, last = [], [], "|", None
    for text, x, y, size, width, rest in page:
        if is_icon(text):
            gap, last = "|", None
            continue
        joined = last is not None and abs(last[1] - y) < 0.01 and \
            (abs(last[0] - x) < size / 50 or abs(last[2] - x - width) < size / 50)
        # another baseline or a jump: a reader may see a gap there
        gap = gap if joined or gap == " " else "|"
        for c in fold(text.translate(THIN) + ("\u00ad" if " hyphen" in rest else "")):
            if c.isspace() or c == NARROW:
                gap = " " if c != NARROW or gap == " " else "|"
                continue
            if gap == "" and is_wide(c) != is_wide(chars[-1]):
                gap = "|"
            chars.append(c)
            gaps.append(gap)
            gap = ""
        last = (x + width, y, x)
        if " hyphen" in rest:
            gap = "|"
    return chars, gaps


def fold(text):
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("\u00ad\\s*", "", text)
    return "".join(c for c in text if c not in IGNORED)


def found(text):
    chars, spaces, space = [], [], True
    for c in fold(text):
        if c.isspace():
            space = True
            continue
        chars.append(c)
        spaces.append(space)
        space = False
    return chars, spaces


def compare(pages, texts):
    """Differences, each a line."""
    if len(pages) != len(texts):
        yield f"{len(texts)} pages for {len(pages)}"
    for number, (page, text) in enumerate(zip(pages, texts), 1):
        if text is None:
            continue
        want, gaps = expected(page)
        have, spaces = found(text)
        if want != have:
            at = next((i for i, (a, b) in enumerate(zip(want, have)) if a != b), min(len(want), len(have)))
            yield f"page {number}: \"{''.join(want[max(0, at - 20):at + 20])}\" " \
                  f"reads as \"{''.join(have[max(0, at - 20):at + 20])}\""
            continue
        for at, (gap, space) in enumerate(zip(gaps, spaces)):
            if gap == " " and not space or gap == "" and space:
                around = "".join(want[max(0, at - 10):at]) + ("" if space else "_") + "|" + "".join(want[at:at + 10])
                yield f"page {number}: {'gap' if space else 'no gap'} in \"{around}\""


def poppler(path):
    """In the order of the file; a page with text from right to left in that of the lines, because pdftotext -raw takes
    a letter of no width, or a vowel sign, for the start of a new word and turns the pieces around one by one."""
    raw = run("pdftotext", "-raw", path, "-").split("\f")[:-1]
    lines = run("pdftotext", path, "-").split("\f")[:-1]
    return [b if is_turned(a) else a for a, b in zip(raw, lines)]


def mupdf(path):
    """Nothing for a page with text from right to left: mutool 1.21 gives that as it is seen."""
    pages = run("mutool", "draw", "-q", "-F", "txt", path).split("\f")[:-1]
    return [None if is_turned(page) else page for page in pages]


def pdfjs(path):
    script = os.path.join(HERE, "text_pdfjs.mjs")
    return run("node", script, os.environ["PDFJS"], path).rstrip("\0").split("\f")[:-1]


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
    # old mutools write surrogates each by itself
    return done.stdout.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def readers():
    made = {}
    if shutil.which("pdftotext"):
        made["poppler"] = poppler
    if shutil.which("mutool"):
        made["mupdf"] = mupdf
    if shutil.which("node") and os.environ.get("PDFJS"):
        made["pdf.js"] = pdfjs
    return made


def main():
    arguments = sys.argv[1:]
    most = 3
    if arguments[0] == "--show":
        most = 1000
        arguments = arguments[1:]
    recto, sites = arguments[0], arguments[1:]
    tools, failed = readers(), 0
    if not tools:
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        for site in sites:
            path = os.path.join(folder, "cv.pdf")
            subprocess.run([recto, "cv", site, "-q", "--no-cache", "-o", path], check=True)
            dump = subprocess.run([recto, "dump", "-q", "--stage=frames", site], stdout=subprocess.PIPE, check=True)
            pages = frames(dump.stdout)
            for name, tool in tools.items():
                faults = list(compare(pages, tool(path)))
                failed += len(faults)
                for fault in faults[:most]:
                    print(f"{os.path.basename(site.rstrip('/'))}: {name}: {fault}")
                if len(faults) > most:
                    print(f"{os.path.basename(site.rstrip('/'))}: {name}: and {len(faults) - most} more")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
