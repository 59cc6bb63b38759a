#!/usr/bin/env python3
"""What Liquid makes of pages here against Ruby's Liquid, given the same data.

usage: liquid_differ.py FILTER [SITE...]

FILTER is recto-filter. Without SITE: the seeds and sites of $RECTO_SHARED, or ../shared beside the project. Exit status 0
when every text is the same, 77 when there is nothing to compare with.
"""
import json
import os
import re
import subprocess
import sys

from differ import HERE, SKIPPED, all_sites

# recto's side of what Liquid leaves to others: elements for plug-ins, code for the highlighter.
OURS = [
    (re.compile(r'<(recto-\w+)(?: [^>]*)?>\n?</\1>'), r'<\1></\1>'),
    (re.compile(r'<div class="gutter.*?</div>'), ''),
    (re.compile(r'<figure class="highlight(?: numbered)?"><pre><code class="[^"]*"[^>]*>(.*?)</code></pre></figure>', re.S),
     r'<highlight>\1</highlight>'),
]


def read_pages(program, site):
    """The first line (what all pages see) and the pages."""
    done = subprocess.run([program, 'liquid-pages', site], capture_output=True, text=True, check=True)
    first, *lines = done.stdout.split('\n')[:-1] or ['']
    return first, [json.loads(line) for line in lines]


def their_texts(first, pages):
    asked = [{name: page.get(name) for name in ('template', 'page', 'paginator', 'includes')} for page in pages]
    done = subprocess.run(['ruby', os.path.join(HERE, 'liquid_differ.rb')], capture_output=True, text=True,
                          input='\n'.join([first] + [json.dumps(page) for page in asked]) + '\n')
    if done.returncode != 0:
        sys.exit(done.stderr)
    return [json.loads(line)['text'] for line in done.stdout.splitlines()]


def plain(text):
    for pattern, form in OURS:
        text = pattern.sub(form, text)
    return text


def show_difference(ours, theirs):
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    start = max(0, at - 40)
    print(f'    ours   {ours[start:at + 80]!r}\n    theirs {theirs[start:at + 80]!r}')


def main():
    program, *sites = sys.argv[1:]
    sites = sites or all_sites()
    try:
        ready = subprocess.run(['ruby', '-e', 'require "liquid"'], capture_output=True).returncode == 0
    except FileNotFoundError:
        ready = False
    if not ready or not sites:
        print('skipped:', 'no sites in $RECTO_SHARED' if ready else 'ruby-liquid')
        return SKIPPED
    equal = differing = 0
    for site in sites:
        first, pages = read_pages(program, site)
        for page, theirs in zip(pages, their_texts(first, pages) if pages else []):
            ours, theirs = plain(page['text']), plain(theirs)
            if ours == theirs:
                equal += 1
                continue
            differing += 1
            print(f'{os.path.basename(site)}/{page["path"]}')
            show_difference(ours, theirs)
    print(f'{equal} texts equal' + (f', {differing} differ' if differing else ''))
    return 1 if differing else 0


if __name__ == '__main__':
    sys.exit(main())
