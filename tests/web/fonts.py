#!/usr/bin/env python3
"""fonts.py RECTO SITE...   the web fonts of built sites, read by fontTools, and what a home page weighs

Each file decodes, has the characters that its `unicode-range` names, and is named in the style sheet; each Chinese,
Japanese or Korean character in a page's text is in some file; the home page of the first SITE weighs at most 120 kB on
its first visit, text gzipped, with every font that one of its characters could ask for, without pictures. With
`recto.web.fonts=system` there is none of it. Skipped without fontTools and brotli.
"""
import glob
import gzip
import html.parser
import os
import re
import subprocess
import sys
import tempfile

try:
    import brotli  # noqa: F401  fontTools reads WOFF2 with it
    from fontTools.ttLib import TTFont
except ImportError:
    print('skipped: python3-fonttools and python3-brotli are not installed')
    sys.exit(77)

LIMIT = 120_000
failures = []


class Text(html.parser.HTMLParser):
    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.text, self.skipped = '', 0
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.skipped += tag in ('script', 'style', 'title')

    def handle_endtag(self, tag):
        self.skipped -= tag in ('script', 'style', 'title')

    def handle_data(self, data):
        if not self.skipped:
            self.text += data


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def ranges(rule):
    points = set()
    for low, high in re.findall(r'U\+([0-9A-F]+)(?:-([0-9A-F]+))?', rule):
        points |= set(range(int(low, 16), int(high or low, 16) + 1))
    return points


def rules_of(out):
    """(file, code points) of each rule, checked against the file."""
    folder = os.path.join(out, 'assets/fonts')
    sheet = read(os.path.join(folder, 'fonts.css')).decode()
    rules = []
    for rule in re.findall(r'@font-face\{.*?\}', sheet):
        name = re.search(r'url\(([^)]*)\)', rule).group(1)
        points = ranges(rule)
        font = TTFont(os.path.join(folder, name))
        missing = points - set(font.getBestCmap())
        if missing:
            failures.append(f'{name}: unicode-range names U+{min(missing):04X}, which is not in it')
        forms = {record.FeatureTag for record in font['GSUB'].table.FeatureList.FeatureRecord} if 'GSUB' in font else set()
        if any(0x0620 <= rune <= 0x064A for rune in points) and not {'init', 'medi', 'fina'} <= forms:
            failures.append(f'{name}: the letters of Arabic would not join')
        if 'font-display:swap' not in rule:
            failures.append(f'{name}: text waits for it')
        for tag in font.keys():
            font[tag]  # every table decodes
        rules.append((name, points))
    for path in glob.glob(folder + '/*.woff2'):
        if os.path.basename(path) not in [name for name, _ in rules]:
            failures.append(f'{os.path.basename(path)} is written and not named')
    return rules


def is_cjk(rune):
    return 0x3041 <= rune <= 0x30FF or 0x4E00 <= rune <= 0x9FFF or 0xAC00 <= rune <= 0xD7A3


def check(recto, site, out, weigh):
    subprocess.run([recto, 'build', '--no-cache', '-q', site, '-o', out], check=True, timeout=120)
    rules = rules_of(out)
    covered = set().union(*(points for _, points in rules))
    for path in glob.glob(out + '/**/*.html', recursive=True):
        text = {ord(c) for c in Text(read(path).decode()).text}
        lost = {rune for rune in text if is_cjk(rune)} - covered
        if lost:
            failures.append(f'{os.path.relpath(path, out)}: no font for U+{min(lost):04X} and {len(lost) - 1} more')
    if not weigh:
        return
    home = read(os.path.join(out, 'index.html'))
    text = {ord(c) for c in Text(home.decode()).text}
    mono = re.search(r'<(code|pre|kbd|samp)\b', home.decode())
    fonts = {name for name, points in rules if points & text and (mono or 'mono' not in name)}
    size = len(gzip.compress(home, 9, mtime=0)) + sum(os.path.getsize(f'{out}/assets/fonts/{n}') for n in fonts)
    linked = re.findall(r'<(?:link rel="stylesheet"|script)[^>]*?(?:href|src)="([^":]+)"', home.decode())
    size += sum(len(gzip.compress(read(os.path.join(out, path.split('?')[0])), 9, mtime=0)) for path in set(linked))
    print(f'the home page weighs {size} bytes, {len(fonts)} fonts among them')
    if not any(is_cjk(rune) for rune in text) or not fonts:
        failures.append('the home page shows no CJK name: nothing is measured')
    if size > LIMIT:
        failures.append(f'the home page weighs {size} bytes, more than {LIMIT}')


def main():
    recto, *sites = sys.argv[1:]
    sites = [site for site in sites if os.path.isdir(site)]
    for i, site in enumerate(sites):
        with tempfile.TemporaryDirectory() as out:
            check(recto, site, out, i == 0)
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([recto, 'build', '--no-cache', '-q', sites[0], '-o', out, '--set', 'recto.web.fonts=system'],
                       check=True, timeout=120)
        home = read(os.path.join(out, 'index.html')).decode()
        if os.path.exists(out + '/assets/fonts') or 'assets/fonts' in home:
            failures.append('system fonts were asked for, and web fonts are there')
    for text in failures:
        print(text)
    print(f'{len(sites)} sites, {len(failures)} failures')
    sys.exit(1 if failures else 0)


main()
