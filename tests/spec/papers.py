#!/usr/bin/env python3
"""papers.py RECTO FILTER SHARED [FILE.bib...] [-v] [--all]   every entry of real bibliographies, on the page and on paper

Builds a site of one page with all entries for each .bib below SHARED/data/bib and SHARED/sites, and looks for each
entry's fields in the page and in the text that pdftotext finds in the PDF: title, authors, where it came out, volume,
number, pages, publisher, place, year, note, award, numbers of DOI and arXiv (paper alone). Only letters and digits
are compared; formulas and HTML are left out. Fails when a field is lost. Every tenth file, or `--all` (which takes
a minute). Without the folder: 77, skipped.
"""
import glob
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

SHOWN = ['title', 'journal', 'booktitle', 'volume', 'number', 'pages', 'publisher', 'address', 'location', 'edition',
         'series', 'school', 'institution', 'organization', 'howpublished', 'year', 'note', 'additional_info', 'award',
         'award_name', 'chapter', 'abbr', 'annotation']
PAPER = ['doi', 'isbn']
PAGE = ['abstract']


def bare(text):
    """Letters and digits alone, so that hyphens, quotes, ligatures and breaks do not count."""
    text = unicodedata.normalize('NFKC', text).casefold()
    return ''.join(c for c in unicodedata.normalize('NFD', text) if c.isalnum())


def plain(text):
    text = re.sub(r'\$[^$]*\$|\\\(.*?\\\)', ' \0 ', text)           # formulas
    text = re.sub(r'\]\([^)]*\)', ' ', text)                        # targets of Markdown's links
    return html.unescape(re.sub(r'</?[a-zA-Z][^>]*>', ' \0 ', text))


def wanted(entry, fields):
    for name in fields:
        value = entry['texts'].get(name, '')
        if name == 'abstract':
            value = value[:80]
        if name == 'edition' and value.isdigit():
            continue
        if re.search(r'\\[a-zA-Z]', value) and name != 'title':
            value = re.sub(r'\\[a-zA-Z]+', '\0', value)
        for piece in plain(value).split('\0'):
            piece = re.sub(r'^(https?://)?((dx\.)?doi\.org/)?', '', piece.strip()) if name == 'doi' else piece
            if bare(re.sub(r'\\[a-zA-Z]+', '', piece)):
                yield name, bare(re.sub(r'\\[a-zA-Z]+', '', piece))


def names(program, entry):
    field = entry['fields'].get('author', '')
    out = subprocess.run([program, 'names'], input=field.encode(), capture_output=True).stdout.decode()
    for line in out.strip('\n').split('\n'):
        last = line.split('\t')[2] if line.count('\t') == 3 else ''
        if last and last != 'others' and '$' not in last:
            yield 'author', bare(re.sub(r'\\[a-zA-Z]+', '', last))


def build(recto, bib):
    folder = tempfile.mkdtemp(prefix='papers-')
    os.mkdir(os.path.join(folder, '_bibliography'))
    shutil.copy(bib, os.path.join(folder, '_bibliography', 'papers.bib'))
    open(os.path.join(folder, 'index.md'), 'w').write('---\ntitle: Papers\n---\n{% bibliography %}\n')
    open(os.path.join(folder, '_config.yml'), 'w').write('first_name: Ada\nlast_name: Nobody\nrecto:\n  cv:\n    output: cv.pdf\n')
    done = subprocess.run([recto, 'build', '--no-cache', '-o', folder + '/out', folder], capture_output=True)
    page = paper = ''
    if done.returncode in (0, 1) and os.path.exists(folder + '/out/cv.pdf'):
        page = open(folder + '/out/index.html', encoding='utf-8').read()
        page = html.unescape(re.sub(r'<[^>]*>', ' ', page[page.index('<main'):]))
        paper = subprocess.run(['pdftotext', '-raw', folder + '/out/cv.pdf', '-'], capture_output=True).stdout.decode()
    shutil.rmtree(folder)
    return done.returncode, page, paper


def check(recto, program, bib, verbose):
    found = json.loads(subprocess.run([program, 'bib'], stdin=open(bib, 'rb'), capture_output=True).stdout or '[]')
    status, page, paper = build(recto, bib)
    if status not in (0, 1):
        print(f'{bib}: recto ended with {status}')
        return len(found), 1, 0
    # page numbers and heads stand between lines of the text
    page, paper = bare(page), bare(re.sub(r'\n\d+/\d+\n', '\n', paper))
    lost = total = 0
    for entry in found:
        people = list(names(program, entry))
        for side, text, fields in (('page', page, SHOWN + PAGE), ('paper', paper, SHOWN + PAPER)):
            for name, value in list(wanted(entry, fields)) + people:
                total += 1
                if value not in text:
                    lost += 1
                    if verbose:
                        print(f'{os.path.basename(bib)}: {entry["key"]}: {name} not on the {side}: {value[:70]}')
    return len(found), lost, total


def main():
    words = [w for w in sys.argv[1:] if not w.startswith('-')]
    recto, program, shared = os.path.abspath(words[0]), os.path.abspath(words[1]), words[2]
    files = words[3:] or sorted(glob.glob(shared + '/data/bib/*.bib') + glob.glob(shared + '/sites/*/_bibliography/*.bib'))
    if '--all' not in sys.argv and not words[3:]:
        files = files[::10]
    if not files or not shutil.which('pdftotext'):
        print(f'skipped: no bibliographies in {shared}, or no pdftotext')
        sys.exit(77)
    entries = lost = total = 0
    for bib in files:
        e, l, t = check(recto, program, bib, '-v' in sys.argv)
        entries, lost, total = entries + e, lost + l, total + t
    print(f'{len(files)} bibliographies, {entries} entries, {total} fields, {lost} lost')
    sys.exit(1 if lost else 0)


main()
