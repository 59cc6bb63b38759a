#!/usr/bin/env python3
"""run.py FILTER SUITES   puts the conformance suites in the folder SUITES to recto-filter and checks how many cases pass

A suite passes when at least as many cases pass as this table says: what is missing is listed with its reason in
README.md here. Without the folder (it is not part of the project) nothing is run: 77, skipped.
"""
import os
import re
import subprocess
import sys

LEAST = {
    'commonmark': 650,
    'gfm': 671,
    'kramdown-academic': 135,
    'liquid-jekyll': 655,
    'linebreak': 7632,
    'grapheme': 602,
    'cjkbreak': 353,
    'bidi': 91677,
}


def main():
    program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    runner = os.path.join(folder, 'suite.py')
    if not os.path.exists(runner):
        print(f'skipped: no suites in {folder}')
        sys.exit(77)
    failed = 0
    for suite, least in LEAST.items():
        done = subprocess.run([sys.executable, runner, suite, f'{program} {suite}'], capture_output=True, text=True)
        last = done.stdout.strip().split('\n')[-1]
        found = re.search(r'(\d+) passed', last)
        if not found:
            if suite in ('linebreak', 'grapheme', 'bidi') and 'unicode' in done.stderr:
                print(f'{suite}: skipped, its data (unicode-data) is not installed')
                continue
            print(done.stdout[-1000:], done.stderr[-1000:])
        ok = found is not None and int(found.group(1)) >= least
        failed += not ok
        print(f'{last}{"" if ok else f": fewer than {least}"}')
    sys.exit(1 if failed else 0)


main()
