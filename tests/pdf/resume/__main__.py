#!/usr/bin/env python3
"""What a résumé parser finds in the CV, without tags or any help: python3 pdf/resume RECTO SITE EXPECTED.json.

By the method that the OpenResume project describes for its parser, written anew: (1) text items with their place and
font; (2) items to lines, those on one baseline with little between them joined; (3) lines to sections: a title is a
line alone in bold, or in capitals, or one of the words that titles have; (4) in each section features score each
item for each attribute (what it holds, what it must not hold), and the best is taken.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

SKIPPED = 77


class Item:
    def __init__(self, text, left, top, right, size, bold, page):
        self.text, self.left, self.top, self.right = text, left, top, right
        self.size, self.bold, self.page = size, bold, page


def read_items(path):
    """Text items, in the order of the page: poppler's XML, one element a piece of one font on one line."""
    out = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", "-fontfullname", path], stdout=subprocess.PIPE, check=True)
    text = re.sub(rb"<!DOCTYPE[^>]*>", b"", out.stdout)
    sizes, bold, items = {}, {}, []
    for number, page in enumerate(tree.fromstring(text).iter("page")):
        for font in page.iter("fontspec"):
            sizes[font.get("id")] = float(font.get("size"))
            bold[font.get("id")] = bool(re.search("Bold|OB|Semibold|Medium", font.get("family")))
        for item in page.iter("text"):
            words, left = "".join(item.itertext()), float(item.get("left"))
            if words.strip():
                items.append(Item(words, left, float(item.get("top")), left + float(item.get("width")),
                                  sizes[item.get("font")], bold[item.get("font")] or item.find("b") is not None, number))
    return items


def to_lines(items):
    """Lines of items; what touches on one line is joined."""
    lines = []
    for item in sorted(items, key=lambda i: (i.page, round(i.top + i.size, 0), i.left)):
        line = lines[-1] if lines else None
        if line and line[0].page == item.page and abs((line[-1].top + line[-1].size) - (item.top + item.size)) < item.size / 2:
            last = line[-1]
            if item.left - last.right < item.size / 3 and last.bold == item.bold:
                last.text, last.right = last.text + item.text, item.right
            else:
                line.append(item)
        else:
            lines.append([item])
    return lines


TITLES = re.compile("experience|education|position|project|skill|award|honou?r|publication|teaching|research|news|"
                    "service|about", re.I)


def is_title(line, usual):
    words = "".join(item.text for item in line).strip()
    if len(line) != 1 or len(words.split()) > 5 or re.search(r"\d|[.,;:|·@]", words):
        return False
    return line[0].size > usual * 1.1 and (line[0].bold or words.isupper()) or \
        (line[0].bold or words.isupper()) and bool(TITLES.search(words))


def to_sections(lines):
    sizes = sorted(item.size for line in lines for item in line)
    usual = sizes[len(sizes) // 2]
    sections, title = {"profile": []}, "profile"
    for number, line in enumerate(lines):
        if number > 0 and is_title(line, usual):
            title = line[0].text.strip()
            sections[title] = []
        sections[title].append(line)
    return sections


def score(item, features):
    return sum(points for test, points in features if test(item.text.strip(), item))


def holds(pattern):
    return lambda text, item: bool(re.search(pattern, text))


NAME = [(lambda text, item: bool(re.fullmatch(r"[^\W\d_]+[^\d@/,|·]*", text)), 3), (lambda text, item: item.bold, 2),
        (lambda text, item: item.size > 18, 2), (lambda text, item: text.isupper(), 2), (holds("@"), -4),
        (holds(r"\d"), -4), (holds(","), -4), (holds("/"), -4)]
EMAIL = [(holds(r"\S+@\S+\.\S+"), 4), (lambda text, item: item.bold, -1), (holds(","), -4), (holds(r"\("), -4)]
PHONE = [(holds(r"\(?\+?\d[\d\s().-]{6,}\d"), 4), (holds("[A-Za-z]"), -4), (holds(r"\d{4}-\d{4}-\d{4}"), -4)]
LINK = [(holds(r"\S+\.[a-z]+/\S+"), 4), (lambda text, item: item.bold, -1), (holds("@"), -4)]
DATE = re.compile(r"(?:\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (?:\d{1,2}, )?)?\b(?:19|20)\d\d"
                  r"(?:\.\d\d)?(?: – (?:now|(?:19|20)\d\d))?")


def best(items, features):
    ranked = sorted(items, key=lambda item: -score(item, features))
    return ranked[0].text.strip() if ranked and score(ranked[0], features) > 2 else ""


def parse(path):
    sections = to_sections(to_lines(read_items(path)))
    profile = [piece for line in sections["profile"] for item in line for piece in pieces(item)]
    links = [item.text.strip() for item in profile if score(item, LINK) >= 4]
    dates = {title: [date.strip() for line in lines for item in line for date in DATE.findall(item.text)]
             for title, lines in sections.items()}
    return {"name": best(profile, NAME), "email": best(profile, EMAIL), "phone": best(profile, PHONE), "links": links,
            "sections": [title for title in sections if title != "profile"], "dates": dates}


def pieces(item):
    """The parts of a line of contacts."""
    for text in re.split(r"\s*[·|]\s*", item.text):
        if text.strip():
            yield Item(text, item.left, item.top, item.right, item.size, item.bold, item.page)


def main():
    recto, site, expected = sys.argv[1:4]
    if not shutil.which("pdftohtml"):
        print("skipped: no pdftohtml")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cv.pdf")
        subprocess.run([recto, "cv", site, "-q", "--no-cache", "-o", path], check=True)
        found = parse(path)
    with open(expected, encoding="utf-8") as file:
        wanted = json.load(file)
    for key, value in wanted.items():
        if found[key] != value:
            print(f"{key}: found {json.dumps(found[key], ensure_ascii=False)}, expected {json.dumps(value, ensure_ascii=False)}")
    return found != wanted


if __name__ == "__main__":
    sys.exit(main())
