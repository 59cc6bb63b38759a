#!/usr/bin/env python3
"""again.py RECTO SITE...   a site built again after a change is what a build from nothing gives

A copy of each SITE is changed in one way after another; after each, the build into the same folder must write the same
bytes and say the same as one without a cache into an empty folder; no font or copy of a picture from earlier builds is
left over, but a file that somebody put there stays. The last line tells how many pages were left as they
were: none would mean that nothing is kept, and the test checks nothing.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

failures, kept_in_all = [], 0


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def write(path, data, mode='wb'):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, mode) as file:
        file.write(data)


def add(path, text):
    write(path, text.encode(), 'ab')


def first(site, *patterns):
    found = [path for pattern in patterns for path in sorted(glob.glob(os.path.join(site, pattern)))]
    return found[0] if found else None


def swap(path, old, new):
    text = read(path).decode()
    if old not in text:
        return False
    write(path, text.replace(old, new, 1).encode())
    return True


def pages(site):
    return sorted(glob.glob(site + '/_pages/**/*.md', recursive=True) + glob.glob(site + '/_posts/*.md')
                  + glob.glob(site + '/*.md'))


# Each changes the site and returns more arguments for the build, or False when there is nothing of the kind.

def nothing(site):
    return []


def page_text(site):
    add(pages(site)[-1], '\nOne more word: 鲸.\n')
    return []


def every_title(site):
    path = pages(site)[-1]
    return [] if swap(path, 'title: ', 'title: New ') else False


def new_page(site):
    add(site + '/_pages/zz-new.md', '---\ntitle: new\npermalink: /zz/\nnav: true\n---\n\n[on](/zz-gone/) {% include word.html %}\n')
    return []


def include_that_was_missing(site):
    add(site + '/_includes/word.html', 'a *word*')
    return []


def include_changed(site):
    add(site + '/_includes/word.html', ' and another')
    return []


def page_gone(site):
    os.remove(site + '/_pages/zz-new.md')
    return []


def config(site):
    add(site + '/_config.yml', '\nfooter_text: Another foot.\n')
    return []


def setting(site):
    return ['--set', 'recto.theme=modern']


def data(site):
    add(site + '/_data/socials.yml', '\nosf_id: abcde\n')
    return []


def bib(site):
    path = first(site, '_bibliography/*.bib')
    return bool(path) and (add(path, '\n@article{zz, title={Whales}, author={Lin, W.}, year={2020}}\n') or [])


def picture(site):
    found = [p for p in glob.glob(site + '/**/*.*', recursive=True) if p.endswith(('.png', '.jpg', '.webp'))]
    if len(found) < 2:
        return False
    shutil.copyfile(found[0], found[-1])
    return []


def picture_gone(site):
    path = first(site, 'assets/img/*.jpg', 'assets/img/*.png')
    return bool(path) and (os.remove(path) or [])


def post_text(site):
    path = first(site, '_posts/*', '_news/*')
    return bool(path) and (add(path, '\nSaid later.\n') or [])


def home_text(site):
    path = first(site, '_pages/about.md', 'index.md')
    return bool(path) and (add(path, '\n## More\n\nNew `code` at home.\n') or [])


def output_touched(site):
    path = first(site, 'OUT/*/index.html')
    add(path, '<!-- by hand -->')
    return []


def cache_cut(site):
    for path in glob.glob(site + '/.recto-cache/pages-*') + glob.glob(site + '/.recto-cache/pdf*'):
        write(path, read(path)[:-7])
    return []


def cache_gone(site):
    shutil.rmtree(site + '/.recto-cache')
    return []


CHANGES = [nothing, page_text, every_title, new_page, include_that_was_missing, include_changed, page_gone, config,
           setting, data, bib, post_text, home_text, picture, picture_gone, output_touched, cache_cut, cache_gone, nothing]


def build(recto, site, out, args):
    env = {**os.environ, 'SOURCE_DATE_EPOCH': '1700000000', 'LC_ALL': 'C.UTF-8'}
    done = subprocess.run([recto, 'build', 'site', '-o', out, *args], cwd=os.path.dirname(site), env=env,
                          capture_output=True, timeout=60)
    kept = len(re.findall(r'\.html .*unchanged$', done.stdout.decode(), re.M))
    return done.returncode, done.stderr.decode(), kept


def files(out):
    found = {}
    for folder, _, names in os.walk(out):
        for name in names:
            path = os.path.join(folder, name)
            found[os.path.relpath(path, out)] = read(path)
    return found


def check_site(recto, source):
    global kept_in_all
    with tempfile.TemporaryDirectory() as folder:
        site = os.path.join(folder, 'site')
        shutil.copytree(source, site, ignore=shutil.ignore_patterns('_site', '.recto-cache'))
        build(recto, site, 'site/OUT', ['--set', 'exclude=[OUT]'])
        mine = 'assets/fonts/mine.woff2'
        write(os.path.join(site, 'OUT', mine), b'not from here')
        for change in CHANGES:
            args = change(site)
            if args is False:
                continue
            args = args + ['--set', 'exclude=[OUT]']
            status, said, kept = build(recto, site, 'site/OUT', args)
            clean_status, clean_said, _ = build(recto, site, os.path.join(folder, 'clean'), [*args, '--no-cache'])
            kept_in_all += kept
            where = f'{source}, after {change.__name__}'
            now, clean = files(os.path.join(site, 'OUT')), files(os.path.join(folder, 'clean'))
            shutil.rmtree(os.path.join(folder, 'clean'), ignore_errors=True)
            for path in sorted(clean):
                if now.get(path) != clean[path]:
                    failures.append(f'{where}: {path} is not what a build from nothing gives')
            left = {path for path in now if re.search(r'\.woff2$|-\d+\.webp$', path)} - set(clean)
            if status == 0 and left != {mine}:
                failures.append(f'{where}: left over or gone: {sorted(left ^ {mine})}')
            if (status, said) != (clean_status, clean_said):
                failures.append(f'{where}: says\n{said}and from nothing\n{clean_said}')


def main():
    recto, *sites = sys.argv[1:]
    for site in sites:
        if os.path.isdir(site):
            check_site(os.path.abspath(recto), site)
    for text in failures[:20]:
        print(text)
    print(f'{len(sites)} sites, {len(CHANGES)} changes, {len(failures)} failures; {kept_in_all} pages unchanged')
    sys.exit(1 if failures or kept_in_all == 0 else 0)


main()
