#!/usr/bin/env python3
"""values.py RECTO FILE...   every text of CV data files is on the page and in the PDF

Builds each file alone (RenderCV, JSON Resume, al-folio's cv.yml) and looks for each of its scalars, as words, in the
text of the page and of the PDF, and for addresses among the links of both. What may be missing, and why, is in
`excused`. Files that are no YAML or JSON are skipped; recto must answer them with an error.
"""
import concurrent.futures
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import urllib.parse

try:
    import yaml
except ImportError:
    print('skipped: python3-yaml is not there')
    sys.exit(77)

# keys whose values are for the machine, not the reader
MACHINE = {'icon', 'image', 'photo', 'logo', 'thumbnail', 'picture', 'fontawesome_icon', 'tags', 'priority', 'network',
           '$schema', 'meta', 'design', 'locale', 'settings', 'rendercv_settings', 'locale_catalog', 'type', 'color',
           'jsonresume'}
# printed in the form of the language; checked by their years
DATES = {'date', 'year', 'start_date', 'startDate', 'end_date', 'endDate', 'releaseDate', 'release_date', 'dates',
         'duration', 'period', 'customDate'}


def scalars(value, key='', top=True):
    """(key, text) of all that is neither a list nor a map."""
    if isinstance(value, dict):
        for name, one in value.items():
            if str(name) in MACHINE and not (name == 'type' and not top and isinstance(one, str) and key == 'projects'):
                continue
            yield from scalars(one, str(name), False)
    elif isinstance(value, list):
        for one in value:
            yield from scalars(one, key, False)
    elif value is not None and not isinstance(value, bool):
        yield key, str(value)


def words(text):
    """What two extractors agree on: letters and digits, without spaces, hyphens and marks."""
    text = unicodedata.normalize('NFKC', text).lower()
    return ''.join(c for c in text if unicodedata.category(c)[0] in 'LN')


def plain(text):
    """A value without its Markdown and HTML."""
    text = re.sub(r'<[^>]*>', ' ', text)
    text = re.sub(r'!?\[([^\]]*)\]\([^)]*\)', r'\1', text)
    return html.unescape(text)


def excused(key, text, links, side):
    """Whether a value that is not found as text is right all the same."""
    links = [urllib.parse.unquote(link) for link in links]
    bare = text.strip()
    if not words(plain(bare)):
        return True
    if key in DATES or '$$' in bare:  # a formula is set, not quoted
        return True
    if side == 'PDF' and bare.startswith('/'):  # a file of the site has no address on paper
        return True
    if key != 'phone' and re.match(r'(https?:|mailto:|tel:|/|www\.)|^[\w-]+(\.[\w-]+)+(/|$)', bare):
        target = re.sub(r'^(https?://|mailto:|tel:)?(www\.)?', '', bare).rstrip('/')
        return any(urllib.parse.unquote(target) in link for link in links)
    if key in ('username', 'phone', 'email', 'doi'):
        digits = re.sub(r'[^0-9a-z]', '', bare.lower())
        digits = re.sub('^tel', '', digits)
        return any(digits in re.sub(r'[^0-9a-z]', '', link.lower()) for link in links)
    return False


def check(recto, path, folder):
    problems = []
    name = 'cv' + os.path.splitext(path)[1]
    data = open(path, encoding='utf-8-sig').read()
    with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
        file.write(data)
    with open(os.path.join(folder, '_config.yml'), 'w', encoding='utf-8') as file:
        file.write('recto: {theme: {name: classic, page_numbers: false}, web: {fonts: system}}\n')
    done = subprocess.run([recto, 'build', name, '-o', 'out', '--no-cache', '-q'], cwd=folder, capture_output=True,
                          text=True, timeout=60)
    try:
        tree = json.loads(data) if name.endswith('.json') else yaml.safe_load(data)
    except (ValueError, yaml.YAMLError):
        return [] if done.returncode == 1 else [f'status {done.returncode} for a broken file']
    if done.returncode != 0:
        return [f'status {done.returncode}: {done.stderr.strip()[:300]}']
    page = open(os.path.join(folder, 'out/index.html'), encoding='utf-8').read()
    pdf = os.path.join(folder, 'out/cv.pdf')
    body = re.sub(r'(?s)<(script|style)\b.*?</\1>', ' ', page[page.index('<body'):])
    urls = subprocess.run(['qpdf', '--json', '--json-key=qpdf', pdf], capture_output=True, text=True).stdout
    text = subprocess.run(['pdftotext', '-raw', pdf, '-'], capture_output=True, text=True).stdout
    flow = subprocess.run(['pdftotext', pdf, '-'], capture_output=True, text=True).stdout
    sides = {'page': (words(html.unescape(re.sub(r'<[^>]*>', '', body))), re.findall(r'href="([^"]*)"', page)),
             'PDF': (words(text) + words(flow), re.findall(r'/?URI"?:? *"u:([^"]*)"', urls))}
    for key, value in scalars(tree):
        for side, (found, links) in sides.items():
            if words(plain(value)) in found or excused(key, value, [html.unescape(x) for x in links], side):
                continue
            # lists within a folded line stand apart
            parts = [p for p in re.split(r' - |\n|\*|_|`', plain(value.replace('`', ' '))) if words(p)]
            if all(words(p) in found for p in parts):
                continue
            problems.append(f'{side}: {key}: {value[:100]!r}')
    return problems


def main():
    recto = os.path.abspath(sys.argv[1])
    bad = 0
    if len(sys.argv) < 3:
        print('skipped: no data files')
        return 77
    if not shutil.which('qpdf') or not shutil.which('pdftotext'):
        print('skipped: no qpdf or no pdftotext')
        return 77
    def one(path):
        with tempfile.TemporaryDirectory() as folder:
            return path, check(recto, path, folder)

    for path, problems in concurrent.futures.ThreadPoolExecutor(2).map(one, sys.argv[2:]):
        bad += bool(problems)
        for problem in problems:
            print(f'{os.path.basename(path)}: {problem}')
    print(f'{len(sys.argv) - 2} files, {bad} with something missing')
    return bad != 0


if __name__ == '__main__':
    sys.exit(main())
