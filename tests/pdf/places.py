#!/usr/bin/env python3
"""places.py RECTO SITE...   addresses into the page work in the PDF: cv.pdf#smith2024 beside /#smith2024

Builds each site; every named destination of its PDF is an id of one of its pages, and every heading of the home page
and the CV page that the PDF has, and every entry of a bibliography, is a destination under its id. Skipped without
qpdf.
"""
import glob
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile


class Ids(html.parser.HTMLParser):
    """All ids of a page; those of headings and of entries of bibliographies within main, with their words."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.entries, self.places, self.open = set(), set(), {}, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if not attrs.get('id'):
            return
        self.ids.add(attrs['id'])
        if 'publication' in (attrs.get('class') or '').split():
            self.entries.add(attrs['id'])
        if re.fullmatch('h[2-6]', tag):
            self.open = tag, attrs['id']
            self.places[attrs['id']] = ''

    def handle_data(self, data):
        if self.open:
            self.places[self.open[1]] += data

    def handle_endtag(self, tag):
        if self.open and tag == self.open[0]:
            self.open = None


def destinations(path):
    """Names of the tree of destinations, titles of the outline, and whether the names are in order."""
    done = subprocess.run(['qpdf', '--json=2', '--json-stream-data=none', path], capture_output=True, check=True)
    objects = json.loads(done.stdout)['qpdf'][1]
    values = {key[4:]: entry.get('value') for key, entry in objects.items()}
    catalog = values[objects['trailer']['value']['/Root']]
    tree = values.get(catalog.get('/Names', {}).get('/Dests'), {})
    names = [name[2:] if name[:2] == 'u:' else bytes.fromhex(name[2:]).decode() for name in tree.get('/Names', [])[::2]]
    titles = [value['/Title'][2:] for value in values.values() if isinstance(value, dict) and '/Parent' in value
              and '/Title' in value]
    return names, titles


def check(recto, site):
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([recto, 'build', '-q', '--no-cache', site, '-o', out], check=True)
        # the CV is the PDF that says it is ours
        pdfs = [path for path in glob.glob(out + '/**/*.pdf', recursive=True) if b'libharu' in open(path, 'rb').read()]
        pages = {os.path.relpath(path, out): Ids(open(path, encoding='utf-8').read())
                 for path in glob.glob(out + '/**/*.html', recursive=True)}
        names, titles = destinations(pdfs[0])
    ids = set().union(*(page.ids for page in pages.values()))
    pages = [pages[name] for name in ('index.html', 'cv/index.html', 'cv.html') if name in pages]
    cited = set().union(*(page.entries for page in pages))
    # a note has its number for a second name
    wrong = [f'{name} is in the PDF, but not on the page' for name in names
             if name not in ids and not re.fullmatch(r'fn:\d+', name)]
    wrong += [f'the entry {name} is no destination' for name in sorted(cited) if name not in names]
    for page in pages:
        for name, words in page.places.items():
            if words.strip() in titles and name not in names:
                wrong.append(f'the heading {name} is no destination')
    if names != sorted(set(names), key=str.encode):
        wrong.append('the names are not in order')
    print(f'{site}: {len(names)} destinations, {len(cited)} of them entries', *wrong, sep='\n  ')
    return not wrong and len(names) > 0


def main():
    recto, *sites = sys.argv[1:]
    if not shutil.which('qpdf'):
        print('skipped: no qpdf')
        return 77
    return not all([check(recto, site) for site in sites])


sys.exit(main())
