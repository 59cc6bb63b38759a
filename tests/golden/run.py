#!/usr/bin/env python3
"""run.py RECTO [--bless] [CASE...]   runs the golden cases and compares each stage with what is expected

A case is a folder here: `input.md`, or a site in `site/`, an optional `args` (one a line), and what is expected:
  expect.source .ast .doc .items .frames   what `recto dump --stage=` prints of the page (of a site: the home page)
  expect.html, expect.html.NAME            the home page, the page NAME/index.html or NAME.html (+ is /), without style sheet
                                           and scripts
  expect.out.PATH                          another file that is written, as it is: expect.out.feed.xml
  expect.files                             what `recto build` writes, one path a line
  expect.diag                              all messages of `recto build`, then its exit status
  expect.cli                               no input: a transcript, each line `$ COMMAND` run by sh in a folder of its own
The first stage that differs names the culprit. --bless rewrites the expectations that exist and prints the
difference; a new case starts with empty files of the kinds it wants.
"""
import base64
import difflib
import hashlib
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
STAGES = ['source', 'ast', 'doc', 'items', 'frames']
KINDS = STAGES + ['html', 'out', 'files', 'diag', 'cli']
TEXTS = ('.html', '.xml', '.txt')
SECONDS = 60


def read(path):
    with open(path, encoding='utf-8', newline='') as file:
        return file.read()


def run(command, folder, **others):
    """Standard output, standard error and exit status, under an environment that is always the same."""
    env = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '1700000000',
           'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', 'detect_leaks=1'), **others}
    done = subprocess.run(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS)
    out, err = (text.decode('utf-8', 'backslashreplace') for text in (done.stdout, done.stderr))
    if done.returncode < 0 or done.returncode > 127 or 'Sanitizer' in err:
        err += f'CRASH: {" ".join(command)}: status {done.returncode}\n'
    return out, err, done.returncode


def steady(text):
    """Without what differs between runs and versions of libraries: times and sizes."""
    text = re.sub(r'([-/])[0-9a-f]{16}\.woff2', r'\1HASH.woff2', text)
    text = re.sub(r' [\d.]+ (B|kB|MB) +\d+ ms', ' SIZE TIME', text)
    return re.sub(r', [\d.]+ (B|kB|MB)\b', ', SIZE', text)


class Case:
    """One folder; built at most once."""

    def __init__(self, recto, name):
        self.recto, self.name = recto, name
        self.folder = os.path.join(HERE, name)
        self.site = 'site' if os.path.isdir(os.path.join(self.folder, 'site')) else 'input.md'
        path = os.path.join(self.folder, 'args')
        self.args = [line for line in read(path).split('\n') if line] if os.path.exists(path) else []
        self.built = None

    def expectations(self):
        """Names of the files, in the order of the stages."""
        found = [name for name in os.listdir(self.folder) if name.startswith('expect.')]
        return sorted(found, key=lambda name: (KINDS.index(name.split('.')[1]), name))

    def build(self):
        with tempfile.TemporaryDirectory() as output:
            _, err, status = run([self.recto, 'build', '--no-cache', *self.args, self.site, '-o', output], self.folder)
            files = {}
            for folder, _, names in os.walk(output):
                for name in names:
                    path = os.path.join(folder, name)
                    files[os.path.relpath(path, output)] = read(path) if name.endswith(TEXTS) else ''
        self.built = files, err.replace(output, 'OUT') + f'exit {status}\n'

    def actual(self, name):
        _, kind, *page = name.split('.')
        if kind in STAGES:
            out, err, _ = run([self.recto, 'dump', f'--stage={kind}', *self.args, self.site], self.folder)
            return out if out and 'CRASH' not in err else err
        if kind == 'cli':
            return self.transcript(read(os.path.join(self.folder, name)))
        if self.built is None:
            self.build()
        files, messages = self.built
        if kind == 'diag':
            return messages
        if kind == 'files':
            return ''.join(sorted(steady(path) + '\n' for path in files))
        if kind == 'out':
            return files.get('.'.join(page), messages)
        page = [part.replace('+', '/') for part in page]
        paths = [f'{page[0]}/index.html', f'{page[0]}.html'] if page else ['index.html']
        html = next((files[path] for path in paths if path in files), messages)
        html = steady(html)
        html = re.sub(r"(style-src 'self') 'sha256-[^']*'", r"\1 'OURS'", html, count=1)
        html = re.sub(r'<style>.*?</style>', '<style></style>', html, count=1, flags=re.S)
        early = re.search(r'<script>(.*?)</script>', html, re.S)
        if early:
            digest = base64.b64encode(hashlib.sha256(early[1].encode()).digest()).decode()
            html = html.replace(f"'sha256-{digest}'", "'OURS'").replace(early[0], '<script></script>')
        return re.sub(r'(recto\.js\?)[0-9a-f]{8}', r'\1HASH', html)

    def transcript(self, text):
        """The commands of a transcript with what each one prints now: both streams, and a status that is not 0."""
        out = []
        with tempfile.TemporaryDirectory() as folder:
            others = {'PATH': os.path.dirname(self.recto) + ':' + os.environ['PATH'], 'HERE': self.folder}
            for line in text.split('\n'):
                if line.startswith('#'):
                    out.append(line + '\n')
                elif line.startswith('$ '):
                    printed, err, status = run(['sh', '-c', '{ ' + line[2:] + '\n} 2>&1'], folder, **others)
                    printed += err
                    printed = steady(printed.replace(folder, 'FOLDER'))
                    out.append(line + '\n' + printed + (f'[{status}]\n' if status else ''))
        return ''.join(out)


def check(case, bless):
    """(passed, failed) of one case; stops at the first stage that differs, but blesses them all."""
    passed = 0
    for name in case.expectations():
        path = os.path.join(case.folder, name)
        want = read(path)
        try:
            got = case.actual(name)
        except subprocess.TimeoutExpired:
            got = f'HANG: more than {SECONDS} seconds\n'
        if got == want and 'CRASH' not in got:
            passed += 1
            continue
        print('\n'.join(list(difflib.unified_diff(want.split('\n'), got.split('\n'), f'{case.name}/{name}', 'now',
                                                  lineterm='', n=1))[:60]))
        if not bless:
            return passed, 1
        with open(path, 'w', encoding='utf-8', newline='') as file:
            file.write(got)
        passed += 1
    if passed == 0:
        print(f'{case.name}: nothing is expected of it')
    return passed, passed == 0


def main():
    args = [a for a in sys.argv[1:] if a != '--bless']
    recto = os.path.abspath(args[0])
    names = args[1:] or sorted(d for d in os.listdir(HERE) if os.path.isdir(os.path.join(HERE, d)))
    names = [name for name in names if not name.startswith('__')]
    results = [check(Case(recto, name), '--bless' in sys.argv) for name in names]
    passed, failed = (sum(column) for column in zip(*results)) if results else (0, 1)
    print(f'{passed} passed, {failed} failed')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
