#!/usr/bin/env python3
"""What readers take out of our PDFs is what the source says, character by character.

python3 tests/pdf/text RECTO SITE...       every site (or page) against its own frames (`recto dump --stage=frames`)
python3 tests/pdf/text --show RECTO SITE   all differences, not three a reader

The text of the frames, in their order, is compared with what each reader that is there extracts: poppler (pdftotext
-raw), mupdf (mutool draw -F txt) and pdf.js (npm's pdfjs-dist in the folder that PDFJS names). Both sides are folded:
NFKC, white space, bidi controls, and soft hyphens with the line end that follows. Characters must then be equal, and
words apart must be apart: white space counts wherever the source or the page has it, and nowhere else. Between Chinese
or Japanese and Latin characters there may be some: the typesetter leaves a gap there.

The structure tree (pdfinfo -struct-text) must say the same as the frames in the same order, but for what stands at the
foot of pages and for what is no part of the text: page numbers, bullets, repeated heads.

Known to fail, so not among the cases: vowelled Arabic and Hebrew, Arabic words that end in lam-alef (pdf.js), numbers
in a line from right to left (pdftotext, without -raw).

Why vowels are left as they are: to poppler a mark, for which the pen goes back, ends the word. ActualText for a word or
a letter with its marks does not help: poppler turns it around with the line, pdf.js and mupdf 1.21 do not read it. Nor
do letters whose ToUnicode has the marks too: what these three turn around had to be written from last to first, which
is wrong for every reader that takes ToUnicode as it is defined, in the order of speech.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter

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
    """Pages as lists of items (text, x, baseline, size, width, rest of the line, in a note?)."""
    pages = []
    notes = notes_of(dump)
    for line in dump.split(b"\n"):
        if line.startswith(b"frame "):
            pages.append([])
        item = ITEM.match(line)
        if item and pages:
            x, y, size, width = (float(item[i]) for i in (1, 2, 4, 6))
            rest = item[7].decode()
            pages[-1].append((unquote(item[5]), x, y, size, width, rest, rest.split(" ")[-1] in notes))
    return pages


def notes_of(dump):
    """The tags of notes and below."""
    notes, depth = set(), None
    for indent, tag in re.findall(r"^( *)([A-Z]\w*:\d+)", dump.decode("utf-8", "replace"), re.M):
        if depth is not None and len(indent) <= depth:
            depth = None
        if depth is None and tag.startswith("Note:"):
            depth = len(indent)
        if depth is not None:
            notes.add(tag)
    return notes


WORD = re.compile("[\\w\u200c]+")
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


def between(last, item):
    """What is between items (left, baseline, right, size): "" nothing, " " a space or a line end, "|" who knows."""
    if last is None:
        return "|"
    if abs(last[1] - item[1]) > max(last[3], item[3]) / 2:
        return " "
    gap = max(item[0] - last[2], last[0] - item[2])
    if abs(last[1] - item[1]) < 0.01 and abs(gap) < item[3] / 50:
        return ""
    return " " if gap > item[3] / 4 else "|"


def expected(page, joined=""):
    """The characters of a page, and what may stand before each: " " must, "|" may, "" must not be apart. `joined` is
    for the parts of a word with a hyphen at the end of a line."""
    chars, gaps, gap, last, hyphen = [], [], "|", None, False
    for text, x, y, size, width, rest, _ in page:
        if is_icon(text):
            gap = "|" if gap == "" else gap
            continue
        if gap == "":
            gap = joined if hyphen else between(last, (x, y, x + width, size))
        loose = width > 1.07 * size * len(text) # a justified line, its characters a tenth of an em apart
        for c in fold(text.translate(THIN) + ("\u00ad" if " hyphen" in rest else "")):
            if c.isspace() or c == NARROW:
                gap = " " if c != NARROW or gap == " " else "|"
                continue
            if chars and is_wide(c) != is_wide(chars[-1]) or is_wide(c) and (gap == " " or loose):
                gap = "|"
            chars.append(c)
            gaps.append(gap)
            gap = ""
        last = (x, y, x + width, size)
        hyphen = " hyphen" in rest
    return chars, gaps


def fold(text):
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("\u00ad\\s*", "", text)  # the word goes on
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


def compare(pages, texts, joined):
    """Differences, each a line."""
    if len(pages) != len(texts):
        yield f"{len(texts)} pages for {len(pages)}"
    for number, (page, text) in enumerate(zip(pages, texts), 1):
        if text is None:
            continue
        want, gaps = expected(page, joined)
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


def compare_words(pages, texts):
    """The same for pages with text from right to left, where punctuation follows the reader's own idea of the line's
    direction: each word, and as often."""
    for number, (page, text) in enumerate(zip(pages, texts), 1):
        if not is_turned(text):
            continue
        chars, gaps = expected(page)
        want = Counter(WORD.findall("".join(" " * (gap != "") + c for c, gap in zip(chars, gaps))))
        # poppler sets runs of the other direction between marks, and no space there
        have = Counter(WORD.findall(fold(re.sub("[\u202a-\u202e]", " ", text))))
        if want != have:
            yield f"page {number}: {sorted((want - have).elements())} reads as {sorted((have - want).elements())}"


def poppler(path):
    """Nothing for a page with text from right to left, of which pdftotext -raw makes pieces at letters of no width."""
    return [None if is_turned(page) else page for page in run("pdftotext", "-raw", path, "-").split("\f")[:-1]]


def poppler_lines(path):
    return run("pdftotext", path, "-").split("\f")[:-1]


INLINE = ("Span", "Link", "Reference", "Code", "Quote", "Formula", "Object", "/")
BREAKING = "-\u2010\u2013\u2014/"  # a line may end behind them, without a space


def structure_text(path):
    """What screen readers are given, with a space before each block; what is in notes stands at the end."""
    body, notes, depth = [], [], None
    for line in run("pdfinfo", "-struct-text", path).split("\n"):
        word, indent = line.strip(), len(line) - len(line.lstrip())
        if depth is not None and word and indent <= depth:
            depth = None
        if word.startswith("Note"):
            depth = indent
        words = re.fullmatch('"(.*)"', word)
        if words or not word.startswith(INLINE):
            (body if depth is None else notes).append(words[1] if words else " ")
    return "".join(body + [" "] + notes)


def compare_structure(pages, path):
    """The structure tree has all items that have a tag, once, in order; those of notes in the place of the tree. Words
    apart are apart in it, too."""
    text = structure_text(path)
    tagged = [(item[0], item[1], item[2] + 10000 * number, *item[3:]) for number, page in enumerate(pages)
              for item in page if re.search(r" [A-Z]\w*:\d+$", item[5])]
    tagged.sort(key=lambda item: item[6])
    want, have = squeeze("".join(item[0] for item in tagged)), squeeze(text)
    if is_turned(want):  # poppler gives it as it is seen
        want, have = sorted(want), sorted(have)
    if want != have:
        at = next((i for i, (a, b) in enumerate(zip(want, have)) if a != b), min(len(want), len(have)))
        yield f'structure: "{"".join(want[max(0, at - 20):at + 40])}" reads as "{"".join(have[max(0, at - 20):at + 40])}"'
        return
    chars, gaps = expected(tagged)
    found_chars, spaces = found("".join(c for c in text if unicodedata.category(c) != "Co"))
    for at in range(1, len(chars) if chars == found_chars else 0):
        if gaps[at] == " " and not spaces[at] and chars[at - 1] not in BREAKING and \
                not any(map(is_wide, chars[max(0, at - 2):at + 1])):
            yield f'structure: no gap in "{"".join(chars[max(0, at - 20):at])}_|{"".join(chars[at:at + 20])}"'


def squeeze(text):
    return "".join(c for c in fold(text) if not c.isspace() and unicodedata.category(c) != "Co")


def mupdf(path):
    """Nothing for a page with text from right to left: mutool 1.21 gives that as it is seen."""
    pages = run("mutool", "draw", "-q", "-F", "txt", path).split("\f")[:-1]
    return [None if is_turned(page) else page for page in pages]


def pdfjs(paths):
    """All files in one go: it takes half a second to start."""
    script = os.path.join(HERE, "pdfjs.mjs")
    texts = run("node", script, os.environ["PDFJS"], *paths).split("\0")[:-1]
    return [text.split("\f")[:-1] for text in texts]


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
    # old mutools write surrogates each by itself
    return done.stdout.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def readers():
    """From name to a function from files to the texts of their pages."""
    made = {}
    if shutil.which("pdftotext"):
        made["poppler"] = lambda paths: map(poppler, paths)
    if shutil.which("mutool"):
        made["mupdf"] = lambda paths: map(mupdf, paths)
    if shutil.which("node") and os.environ.get("PDFJS"):
        made["pdf.js"] = pdfjs
    return made


def main():
    arguments = sys.argv[1:]
    most = 1000 if arguments[0] == "--show" else 3
    recto, *sites = [argument for argument in arguments if argument != "--show"]
    sites = [site for site in sites if os.path.exists(site)]
    tools, failed = readers(), 0
    if not tools or not sites:
        print("skipped: no", "site" if tools else "reader")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, f"{i}.pdf") for i in range(len(sites))]
        pages = []
        for site, path in zip(sites, paths):
            subprocess.run([recto, "cv", site, "-q", "--no-cache", "-o", path], check=True, stderr=subprocess.DEVNULL)
            dump = subprocess.run([recto, "dump", "-q", "--stage=frames", site], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, check=True)
            pages.append(frames(dump.stdout))
        for name, tool in tools.items():
            for site, path, page, texts in zip(sites, paths, pages, tool(paths)):
                # pdf.js skips soft hyphens: the parts of the word stay apart
                faults = list(compare(page, texts, "|" if name == "pdf.js" else ""))
                if name == "poppler":
                    faults += compare_words(page, poppler_lines(path))
                    faults += compare_structure(page, path)
                failed += len(faults)
                site = os.path.basename(site.rstrip("/"))
                for fault in faults[:most]:
                    print(f"{site}: {name}: {fault}")
                if len(faults) > most:
                    print(f"{site}: {name}: and {len(faults) - most} more")
    print(f"{len(sites)} sites, {len(tools)} readers ({', '.join(tools)}), {failed} differences")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
