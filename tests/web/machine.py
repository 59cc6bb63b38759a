#!/usr/bin/env python3
"""machine.py RECTO SITE...   what machines read of built sites, checked by other readers of the same formats

Every page: its policy names the digest of each inline style sheet, script and handler, and no server that the page
does not use; its JSON-LD is JSON, and no part of it can end the <script>. feed.xml and sitemap.xml are well-formed and
lead to pages that exist; ids of the feed stay when a text changes. A SITE that is not there is passed over.
"""
import base64
import glob
import hashlib
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

ATOM = '{http://www.w3.org/2005/Atom}'
MAP = '{http://www.sitemaps.org/schemas/sitemap/0.9}'
LINK_ONLY = {'a', 'link', 'form', 'area', 'blockquote', 'q', 'del', 'ins'}
failures = []


def fail(where, what):
    failures.append(f'{where}: {what}')


class Page(html.parser.HTMLParser):
    """Inline code with where it stands, data scripts, remote addresses that load by themselves."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.policy, self.inside, self.text = None, None, ''
        self.styles, self.scripts, self.handlers, self.data, self.remote = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if attrs.get('http-equiv') == 'Content-Security-Policy':
            self.policy = attrs['content']
        self.handlers += [value or '' for name, value in attrs.items() if name.startswith('on')]
        if tag not in LINK_ONLY:
            self.remote += [v for k, v in attrs.items() if k in ('src', 'poster', 'data') and v
                            and re.match(r'(https?:)?//', v)]
        if tag in ('style', 'script') and 'src' not in attrs:
            self.inside, self.text = (tag, attrs.get('type', '')), ''

    def handle_data(self, data):
        self.text += data if self.inside else ''

    def handle_endtag(self, tag):
        if not self.inside or tag != self.inside[0]:
            return
        kind = self.inside[1]
        where = self.styles if tag == 'style' else self.data if 'json' in kind else self.scripts
        where.append(self.text)
        self.inside = None


def digest(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def directive(policy, name):
    return next((part.split()[1:] for part in policy.split(';') if part.split()[:1] == [name]), [])


def check_page(path, text):
    page = Page(text)
    if page.policy is None:
        return page
    scripts, styles = directive(page.policy, 'script-src'), directive(page.policy, 'style-src')
    if directive(page.policy, 'default-src') != ["'none'"]:
        fail(path, 'the policy allows by default')
    for text in page.styles:
        if digest(text) not in styles:
            fail(path, f'a style sheet that the policy does not name: {text[:40]!r}')
    if "'unsafe-inline'" not in scripts:
        for text in [t for t in page.scripts if t.strip()] + page.handlers:
            if digest(text) not in scripts:
                fail(path, f'a script that the policy does not name: {text[:40]!r}')
    elif any(word.startswith("'sha256") for word in scripts):
        fail(path, "'unsafe-inline' beside digests means nothing")
    if not page.remote and not page.scripts and not page.handlers:
        named = re.findall(r'https?:\S*', ' '.join(p for p in page.policy.split(';') if 'style' not in p and 'font' not in p))
        if named and 'srcset' not in text and '<use' not in text:
            fail(path, f'the policy names servers that the page does not use: {named}')
    for text in page.data:
        try:
            json.loads(text)
        except ValueError as error:
            fail(path, f'JSON-LD: {error}')
        if '<' in text:
            fail(path, 'JSON-LD with a bare "<"')
    return page


def exists(out, url, base):
    path = url[len(base):].split('#')[0] if url.startswith(base) else None
    if path is None:
        return False
    path = os.path.join(out, re.sub('%([0-9A-Fa-f]{2})', lambda m: chr(int(m.group(1), 16)), path)
                        .encode('latin-1', 'ignore').decode('utf-8', 'replace').lstrip('/'))
    return os.path.isfile(path) or os.path.isfile(path + '.html') or os.path.isfile(os.path.join(path, 'index.html'))


def check_files(site, out):
    """Sitemap and feed; returns the ids of the feed."""
    path = os.path.join(out, 'sitemap.xml')
    if os.path.exists(path):
        locs = [loc.text for loc in ET.parse(path).iter(MAP + 'loc')]
        with open(os.path.join(out, 'robots.txt'), encoding='utf-8') as file:
            base = re.search(r'^Sitemap: (.*)/sitemap.xml$', file.read(), re.M).group(1)
        for loc in locs:
            if not exists(out, loc, base):
                fail(site, f'the sitemap leads to {loc}, which is not there')
        if len(set(locs)) != len(locs):
            fail(site, 'an address stands twice in the sitemap')
    path = os.path.join(out, 'feed.xml')
    if not os.path.exists(path):
        return []
    root = ET.parse(path).getroot()
    if root.tag != ATOM + 'feed':
        return []
    for need in ('id', 'title', 'updated'):
        for element in [root, *root.findall(ATOM + 'entry')]:
            if not (element.findtext(ATOM + need) or '').strip():
                fail(site, f'feed.xml: an entry or the feed without {need}')
    ids = [entry.findtext(ATOM + 'id') for entry in root.findall(ATOM + 'entry')]
    if len(set(ids)) != len(ids):
        fail(site, 'feed.xml: an id stands twice')
    return ids


def build(recto, site, out):
    done = subprocess.run([recto, 'build', '--no-cache', '-q', site, '-o', out], capture_output=True, timeout=120)
    if done.returncode not in (0, 1):
        fail(site, f'status {done.returncode}')
    return done.returncode == 0


def check_site(recto, site):
    with tempfile.TemporaryDirectory() as out:
        if not build(recto, site, out):
            return 0
        pages = glob.glob(os.path.join(out, '**/*.html'), recursive=True)
        for path in pages:
            with open(path, encoding='utf-8') as file:
                check_page(os.path.relpath(path, out), file.read())
        check_files(site, out)
        return len(pages)


def check_stable_ids(recto, site):
    """The texts of all posts and news change; ids and dates of the feed do not."""
    with tempfile.TemporaryDirectory() as folder:
        copy, ids = os.path.join(folder, 'site'), []
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns('_site', '.recto-cache'))
        for turn in range(2):
            out = os.path.join(folder, str(turn))
            build(recto, copy, out)
            ids.append(check_files(site, out))
            for path in glob.glob(copy + '/_posts/*') + glob.glob(copy + '/_news/*'):
                with open(path, 'a', encoding='utf-8') as file:
                    file.write('\nOne more word.\n')
        if ids[0] != ids[1] or not ids[0]:
            fail(site, f'ids of the feed changed with the text: {ids}')


def main():
    recto, *sites = sys.argv[1:]
    sites = [site for site in sites if os.path.exists(site)]
    pages = sum(check_site(recto, site) for site in sites)
    check_stable_ids(recto, sites[0])
    for text in failures:
        print(text)
    print(f'{len(sites)} sites, {pages} pages, {len(failures)} failures')
    sys.exit(1 if failures or pages == 0 else 0)


main()
