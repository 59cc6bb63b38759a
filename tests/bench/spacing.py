#!/usr/bin/env python3
"""spacing.py PDF...   how even the word spaces of justified lines are

From the boxes of words that poppler's pdftotext gives. A line counts when it has eight words or more, no CJK, reaches
the right edge of its page's text within 4 pt, and is one text: a gap of more than one and a half ems parts columns (a
date at the right is not justified; ../shared/bench/spacing.py counts such lines: on ../shared/bench/cv five of 24, and
gives a deviation of 5 pt for them whoever sets them). Printed for each file: lines, hyphens at their ends, and of the
mean gap of each line the median, the largest and the standard deviation, in points. LuaLaTeX with microtype has 0.23 on
a CV at 10 pt, pdfLaTeX 0.24, groff 0.38, XeLaTeX 0.57, Typst 0.69, Chromium 0.83.
"""
import html
import re
import statistics
import subprocess
import sys

WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
CJK = re.compile('[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]')
LEAST_WORDS, EDGE, COLUMN_EMS = 8, 4.0, 1.5


def read_pages(pdf):
    """Pages as lists of words: (left, right, top, bottom, text)."""
    text = subprocess.run(['pdftotext', '-bbox', pdf, '-'], capture_output=True, text=True, errors='replace',
                          check=True).stdout
    return [[(float(m[1]), float(m[3]), float(m[2]), float(m[4]), html.unescape(m[5])) for m in WORD.finditer(page)]
            for page in text.split('<page ')[1:]]


def lines_of(words):
    """Words that overlap by more than half in height are one line; sorted from the left."""
    lines = []
    for word in sorted(words, key=lambda w: (w[2] + w[3]) / 2):
        middle = (word[2] + word[3]) / 2
        if lines and middle - lines[-1][0] < (word[3] - word[2]) / 4:
            lines[-1][1].append(word)
        else:
            lines.append((middle, [word]))
    return [sorted(line) for _, line in lines]


def justified(pages):
    """The justified lines of all pages: (gaps, last word)."""
    edges = [word[1] for words in pages for word in words]
    right = statistics.quantiles(edges, n=200)[-1] if len(edges) > 1 else 0
    for words in pages:
        for line in lines_of(words):
            if re.fullmatch(r'[•–‣◦▪]|\d+\.|\[\d+\]', line[0][4]):
                line = line[1:]
            gaps = [b[0] - a[1] for a, b in zip(line, line[1:])]
            if len(line) < LEAST_WORDS or any(CJK.search(w[4]) for w in line) or abs(line[-1][1] - right) > EDGE:
                continue
            size = statistics.median(w[3] - w[2] for w in line)
            if max(gaps) < COLUMN_EMS * size:
                yield gaps, line[-1][4]


def measure(pdf):
    """(lines, hyphens, median, largest, standard deviation) of a file."""
    found = list(justified(read_pages(pdf)))
    means = [statistics.mean(gaps) for gaps, _ in found] or [0.0]
    hyphens = sum(bool(re.search(r'\w[-\u2010]$', word)) for _, word in found)
    return len(found), hyphens, statistics.median(means), max(means), statistics.pstdev(means)


def main():
    print(f'{"file":40}{"lines":>6}{"hyphens":>9}{"median":>8}{"largest":>9}{"deviation":>11}')
    for pdf in sys.argv[1:]:
        count, hyphens, median, largest, deviation = measure(pdf)
        print(f'{pdf[-39:]:40}{count:6}{hyphens:9}{median:8.2f}{largest:9.2f}{deviation:11.2f}')


if __name__ == '__main__':
    main()
