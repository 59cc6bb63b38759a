#!/usr/bin/env python3
"""mutate.py RECTO [COUNT [SEED]]   builds COUNT broken copies of content/ and looks at what happens

Each copy is broken in a way of its own (cut, flipped bits, wrong types, missing files, deep nesting, a very long
line, bad UTF-8, includes in a circle, a picture that is none, a permalink that leaves the site ...). Every build
must end within 60 seconds with exit status 0 or 1, say something when it is 1, write nothing outside its output
folder, and leave no temporary file behind.
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def read(path):
    return open(path, 'rb').read()


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, 'wb').write(data)


def a_file(rng, site, endings=('.md', '.yml', '.bib', '.png', '.jpg', '.webp')):
    found = [os.path.join(d, f) for d, _, fs in os.walk(site) for f in fs if f.endswith(endings)]
    return rng.choice(sorted(found))


def cut(rng, site):
    path = a_file(rng, site)
    data = read(path)
    write(path, data[:rng.randrange(len(data))])


def flip(rng, site):
    path = a_file(rng, site)
    data = bytearray(read(path))
    for _ in range(rng.randrange(1, 40)):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    write(path, bytes(data))


def shuffle_lines(rng, site):
    path = a_file(rng, site, ('.md', '.yml', '.bib'))
    lines = read(path).split(b'\n')
    rng.shuffle(lines)
    write(path, b'\n'.join(lines))


def wrong_type(rng, site):
    path = os.path.join(site, '_config.yml')
    key = rng.choice(['title', 'first_name', 'url', 'lang', 'kramdown', 'include', 'collections', 'scholar', 'recto',
                      'recto: {theme', 'recto: {paper', 'recto: {cv', 'defaults', 'exclude', 'author', 'icon'])
    value = rng.choice(['[1, [2, {a: b}]]', '{a: {b: [c]}}', '12', 'true', '~', '"\\u0000x"', '-9e99', '2001-01-01'])
    write(path, read(path) + f'\n{key}: {value}{"}" if "{" in key else ""}\n'.encode())


def wrong_front_matter(rng, site):
    path = a_file(rng, site, ('.md',))
    key = rng.choice([b'permalink', b'redirect_from', b'profile', b'title', b'date', b'nav_order', b'layout', b'lang',
                      b'announcements', b'children', b'subtitle', b'cv_pdf'])
    value = rng.choice([b'../../etc/passwd', b'[[[]]]', b'{a: 1}', b'/../../x', b'"/a/\x01b"', b'//', b'/a//b/../c', b'99999999999999999999'])
    write(path, read(path).replace(b'---\n', b'---\n' + key + b': ' + value + b'\n', 1))


def remove(rng, site):
    os.remove(a_file(rng, site))


def brackets(rng, site):
    path = a_file(rng, site, ('.md',))
    nest = rng.choice([b'[', b'(', b'> ', b'- ', b'<div>', b'*', b'**a ', b'![', b'`', b'{{', b'{% if x %}', b'<b>', b'{: ', b'<table><tr><td>',
                       b'$$', b'~~', b'[^', b'|', b'&', b'\\', b'"', b'<div markdown="1">\n'])
    write(path, read(path) + b'\n' + nest * 100000 + b'\n')


def long_line(rng, site):
    path = a_file(rng, site, ('.md',))
    word = rng.choice([b'word ', b'x', '字'.encode(), b'a*b ', b'http://example.org/', b'- ', b'\xf0\x9f\x94\xa5'])
    write(path, read(path) + b'\n\n' + word * (1000000 // len(word)) + b'\n')


def bad_utf8(rng, site):
    path = a_file(rng, site, ('.md', '.yml', '.bib'))
    data = read(path)
    at = rng.randrange(len(data))
    write(path, data[:at] + rng.choice([b'\xff\xfe', b'\xc0\xaf', b'\xed\xa0\x80', b'\x00', b'\xf8\x88\x80\x80\x80']) + data[at:])


def include_circle(rng, site):
    write(os.path.join(site, '_includes/a.md'), b'{% include b.md %}')
    write(os.path.join(site, '_includes/b.md'), b'x {% include a.md %}')
    path = a_file(rng, site, ('.md',))
    write(path, read(path) + b'\n{% include a.md %}\n')


def endless_loop(rng, site):
    path = a_file(rng, site, ('.md',))
    write(path, read(path) + b'\n{% for i in (1..99999999) %}{% for j in (1..99999) %}x{% endfor %}{% endfor %}\n')


def false_picture(rng, site):
    path = a_file(rng, site, ('.png', '.jpg', '.webp'))
    write(path, rng.choice([b'', b'hello', b'\x89PNG\r\n\x1a\n', b'\xff\xd8\xff\xe0', b'RIFF\xff\xff\xff\xffWEBPVP8 ',
                            b'\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xff\xff\x00\x00\xff\xff\x08\x06\x00\x00\x00\x00\x00\x00\x00',
                            read(path) * 2, read(os.path.join(site, '_config.yml'))]))


def odd_markup(rng, site):
    path = a_file(rng, site, ('.md',))
    pieces = [b'<table>', b'</td>', b'<svg><p>', b'{::options x="y" /}', b'* TOC\n{:toc}', b'{:.a #b}', b'^', b'[^1]', b'[^1]: x', b'$$ \\frac $$',
              b'{% raw %}', b'{% endif %}', b'{{ "a" | nope: 1, }}', b'<img src=x width=99999999%>', b'<font size=+9999>', b'&#x110000;', b'&#0;',
              b'<details><summary>', b'|a|b|\n|-|', b'<!-- -- >', b'<!--', b']]>', b'<?php', b'\xe2\x80\xae\xe2\x81\xa6', b'\xcc\x81' * 500]
    write(path, read(path) + b'\n'.join(rng.choice(pieces) for _ in range(60)))


WAYS = [cut, flip, shuffle_lines, wrong_type, wrong_front_matter, remove, brackets, long_line, bad_utf8, include_circle,
        endless_loop, false_picture, odd_markup]


def files_below(folder):
    return {os.path.join(d, f) for d, _, fs in os.walk(folder) for f in fs}


def main():
    recto = os.path.abspath(sys.argv[1])
    if not os.path.exists(recto):
        print(f'skipped: {recto} is not built (tests/run.sh does)')
        sys.exit(77)
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    failed = 0
    for number in range(count):
        rng = random.Random(f'{seed} {number}')
        way = WAYS[number % len(WAYS)]
        with tempfile.TemporaryDirectory() as top:
            site, out = os.path.join(top, 'in/site'), os.path.join(top, 'in/out')
            shutil.copytree(os.path.join(ROOT, 'content'), site)
            way(rng, site)
            if rng.random() < 0.3:
                rng.choice(WAYS)(rng, site)
            before = files_below(top)
            try:
                done = subprocess.run([recto, 'build', '--no-cache', site, '-o', out], capture_output=True, timeout=60, cwd=top)
                status, said = done.returncode, done.stderr.decode('utf-8', 'replace')
            except subprocess.TimeoutExpired:
                status, said = 'none within 60 s', ''
            stray = {f for f in files_below(top) - before if not f.startswith(out + '/')}
            partial = {f for f in files_below(out) if len(os.path.splitext(f)[1]) == 7}
            wrong = [f'exit status {status}'] if status not in (0, 1) else []
            wrong += ['silent failure'] if status == 1 and not said else []
            wrong += [f'written outside: {f}' for f in stray] + [f'left behind: {f}' for f in partial]
            if wrong:
                failed += 1
                print(f'case {number} ({way.__name__}): {"; ".join(wrong)}\n{said[-1500:]}')
    print(f'{count - failed} passed, {failed} failed')
    sys.exit(1 if failed else 0)


main()
