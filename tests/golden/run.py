#!/usr/bin/env python3
"""run.py RECTO [--bless] [CASE...]   runs the golden cases and compares each stage with what is expected

A case is a folder here: `input.md`, or a site in `site/`, an optional `args` (one a line), and what is expected:
  expect.source .ast .doc .items .frames   what `recto dump --stage=` prints
  expect.html                              the home page without its style sheet
  expect.diag                              all messages of `recto build`, then its exit status
The first stage that differs names the culprit. --bless rewrites the expectations that exist and prints the
difference; a new case starts with empty files of the kinds it wants.
"""
import difflib
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
STAGES = ['source', 'ast', 'doc', 'items', 'frames']
KINDS = STAGES + ['html', 'diag']


def run(command, folder):
    """Standard output, standard error and exit status, under an environment that is always the same."""
    env = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '1700000000',
           'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', 'detect_leaks=1')}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=60)
    return done.stdout.decode(), done.stderr.decode(), done.returncode


def actual(recto, case, kind):
    folder = os.path.join(HERE, case)
    site = 'site' if os.path.isdir(os.path.join(folder, 'site')) else 'input.md'
    path = os.path.join(folder, 'args')
    args = open(path, encoding='utf-8').read().split('\n') if os.path.exists(path) else []
    args = [a for a in args if a]
    if kind in STAGES:
        out, err, _ = run([recto, 'dump', f'--stage={kind}', *args, site], folder)
        return out if out else err
    with tempfile.TemporaryDirectory() as output:
        _, err, status = run([recto, 'build', '--no-cache', *args, site, '-o', output], folder)
        if kind == 'diag':
            return err.replace(output, 'OUT') + f'exit {status}\n'
        page = os.path.join(output, 'index.html')
        html = open(page, encoding='utf-8').read() if os.path.exists(page) else err
    return re.sub(r'<style>.*?</style>', '<style></style>', html, count=1, flags=re.S)


def main():
    args = [a for a in sys.argv[1:] if a != '--bless']
    bless = '--bless' in sys.argv
    recto = os.path.abspath(args[0])
    cases = args[1:] or sorted(d for d in os.listdir(HERE) if os.path.isdir(os.path.join(HERE, d)))
    passed = failed = 0
    for case in cases:
        for kind in KINDS:
            path = os.path.join(HERE, case, f'expect.{kind}')
            if not os.path.exists(path):
                continue
            want = open(path, encoding='utf-8').read()
            got = actual(recto, case, kind)
            if got == want:
                passed += 1
                continue
            diff = difflib.unified_diff(want.split('\n'), got.split('\n'), f'{case}/expect.{kind}', 'now', lineterm='', n=1)
            print('\n'.join(list(diff)[:60]))
            if bless:
                open(path, 'w', encoding='utf-8').write(got)
            else:
                failed += 1
                break
    print(f'{passed} passed, {failed} failed')
    sys.exit(1 if failed else 0)


main()
