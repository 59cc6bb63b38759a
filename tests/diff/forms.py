#!/usr/bin/env python3
"""forms.py RECTO SITE...   recto diff of each site and the next, as text, Markdown and JSON: every altered text is made of
its pieces, Markdown is well-formed, calls nobody and fits in a comment, the forms tell as many changes; a site beside itself
has none. Of sites that cannot be read at all nothing is said but the errors."""
import html.parser
import json
import os
import re
import subprocess
import sys

RECTO, SITES = os.path.abspath(sys.argv[1]), [site for site in sys.argv[2:] if os.path.exists(site)]
LIMIT = 65536 # characters of a comment on GitHub
failed = []


def check(what, holds):
    if not holds:
        failed.append(what)
        print(f'failed: {what}')


def diff(old, new, form):
    done = subprocess.run([RECTO, 'diff', old, new, f'--format={form}'], capture_output=True, timeout=120)
    faulty = done.returncode == 1 and b' error: ' in done.stderr and b'Sanitizer' not in done.stderr
    check(f'{old} {new}: status {done.returncode}: {done.stderr[:200]}', done.returncode == 0 or faulty)
    return done.stdout.decode('utf-8')


def fold(text):
    return re.sub(r'\s+', ' ', text).strip()


def check_pieces(where, change):
    """What stayed and what went is the old text, what stayed and what came the new one; spaces aside, as those between
    pieces are the new text's."""
    for side, op in (('old', 'out'), ('new', 'in')):
        said = ''.join(text for kind, text in change['words'] if kind in ('same', op))
        check(f'{where}: the pieces make the {side} text: {change}', said.replace(' ', '') == fold(change[side]).replace(' ', ''))
    kinds = [kind for kind, _ in change['words']]
    check(f'{where}: no two pieces of a kind in a row: {kinds}', all(a != b for a, b in zip(kinds, kinds[1:])))


def check_json(where, said):
    """The number of changes."""
    data = json.loads(said)
    fields = data['profile'] + data['navigation'] + data['settings']
    count = len(fields) + len(data['publications']) + len(data['files']) + len(data['cv']['changes'])
    changes = list(data['cv']['changes'])
    for page in data['variants'] + data['pages']:
        own = page.get('fields', [])
        fields += own
        changes += page.get('changes', [])
        count += len(own) + len(page.get('changes', [])) + (page['change'] != 'altered')
    for paper in data['publications']:
        fields += paper.get('fields', [])
    for one in fields + changes:
        if 'words' in one:
            check_pieces(where, one)
        check(f'{where}: something changed: {one}', one.get('old') != one.get('new') or one.get('moved') or one.get('links')
              or one.get('pictures') or one.get('look') or one.get('count'))
    check(f'{where}: {count} changes, not {data["count"]}', count == data['count'])
    return count


class Balance(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.text = [], [], ''

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if tag not in ('table', 'tr', 'th', 'td', 'details', 'summary', 'b', 'p', 'ul', 'li', 'ins', 'del'):
            self.faults.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append('/' + tag)

    def handle_data(self, data):
        self.text += data


def check_markdown(where, said):
    page = Balance()
    page.feed(said)
    page.close()
    check(f'{where}: well-formed: {page.faults[:3]} {page.open}', not page.faults and not page.open)
    check(f'{where}: fits in a comment: {len(said)}', len(said) <= LIMIT)
    check(f'{where}: calls nobody', not re.search(r'@\w|[#!]\d', page.text))


def main():
    pairs = list(zip(SITES, SITES[1:] + SITES[:1]))
    told = 0
    for old, new in pairs:
        where = f'{os.path.basename(old)} {os.path.basename(new)}'
        said = diff(old, new, 'json')
        if not said:
            continue
        told += 1
        count = check_json(where, said)
        check_markdown(where, diff(old, new, 'markdown'))
        text = diff(old, new, 'text')
        last = re.search(r'([\d,]+) changes? from', text)
        check(f'{where}: text tells {count}', last and last.group(1).replace(',', '') == str(count))
        check(f'{old} beside itself', diff(old, old, 'text') == 'nothing changed\n')
    check('most sites can be read', told * 2 >= len(pairs))
    print(f'{told} pairs, {len(failed)} failed')
    sys.exit(1 if failed else 0)


main()
