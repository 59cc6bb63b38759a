#!/usr/bin/env python3
"""run.py FILTER SUITES   puts the conformance suites in the folder SUITES to recto-filter, and compares the misses

A suite passes when as many cases pass as the table LEAST says, and every case that does not is among the misses in
README.md here, with its reason (a case of that list that passes is told, so that the list can be kept short). Without
the folder (it is not part of the project) nothing is run: 77, skipped.
"""
import concurrent.futures
import glob
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LEAST = {
    'commonmark': 650,
    'gfm': 671,
    'gfm-ext': 27,
    'kramdown-academic': 162,
    'liquid-jekyll': 661,
    'html5lib': 1754,
    'linebreak': 7632,
    'grapheme': 602,
    'cjkbreak': 353,
    'bidi': 91707,
}


def listed_misses():
    """Suite -> the cases in the rows `| suite | cases | reason |` of README.md, those of a row between backquotes."""
    listed = {suite: set() for suite in LEAST}
    for row in open(os.path.join(HERE, 'README.md'), encoding='utf-8'):
        cells = [cell.strip() for cell in row.split('|')]
        if len(cells) == 5 and cells[1] in listed:
            listed[cells[1]].update(re.findall('`([^`]+)`', cells[2]))
    return listed


def run_suite(runner, program, suite):
    """(passed, [missed]) as suite.py finds; None when its data is not there."""
    done = subprocess.run([sys.executable, runner, suite, f'{program} {suite}', '-v'], capture_output=True, text=True)
    passed = re.search(r'(\d+) passed', done.stdout)
    if not passed:
        if 'unicode' in done.stderr:
            return None
        print(done.stdout[-1000:], done.stderr[-1000:])
        return 0, ['all']
    missed = []
    for line in re.findall(r'^FAIL (.*)', done.stdout, re.M):
        missed.append(re.sub(r' (want|break before) .*', '', line).strip())
    return int(passed.group(1)), missed


def html_cases(folder):
    """The tree-construction tests: (name, HTML, context, tree); those that want scripts run are left out."""
    for path in sorted(glob.glob(os.path.join(folder, 'html5lib', 'tree-construction', '*.dat'))):
        tests = re.split(r'\n\n(?=#data\n)', open(path, encoding='utf-8').read().rstrip('\n'))
        for number, test in enumerate(tests):
            parts = re.match(r'#data\n(.*?)\n?#errors\n.*?(?:#document-fragment\n(.*?)\n)?(#script-\w+\n)?'
                             r'#document\n(.*)$', test, re.S)
            if parts and parts.group(3) != '#script-on\n':
                yield (f'{os.path.basename(path)}:{number}', *parts.group(1, 2, 4))


def words_of(tree):
    """The words of a tree in html5lib's form."""
    return ''.join(re.findall(r'^\| *"(.*?)"$(?=\n\||\n*\Z)', tree, re.M | re.S)).split()


def run_html(folder, program):
    """(cases with equal text, the others): whoever builds the tree, no word may be lost or made up."""
    def miss(case):
        name, html, context, tree = case
        done = subprocess.run([program, 'html5lib'], input=html.encode('utf-8', 'surrogatepass'), capture_output=True,
                              env=dict(os.environ, FRAGMENT=context or ''))
        if done.returncode != 0:
            return f'{name} (exit status {done.returncode})'
        return None if words_of(done.stdout.decode('utf-8', 'replace')) == words_of(tree) else name
    cases = list(html_cases(folder))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        missed = [name for name in pool.map(miss, cases) if name]
    return len(cases) - len(missed), missed


def main():
    program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    runner = os.path.join(folder, 'suite.py')
    if not os.path.exists(runner):
        print(f'skipped: no suites in {folder}')
        sys.exit(77)
    failed, listed = 0, listed_misses()
    for suite, least in LEAST.items():
        found = run_html(folder, program) if suite == 'html5lib' else run_suite(runner, program, suite)
        if found is None:
            print(f'{suite}: skipped, its data (unicode-data) is not installed')
            continue
        passed, missed = found
        unlisted = [name for name in missed if name not in listed[suite]]
        print(f'{suite}: {passed} passed, {len(missed)} missed{"" if passed >= least else f": fewer than {least}"}')
        for name in unlisted:
            print(f'    missed, and not in README.md: {name}')
        for name in sorted(listed[suite].difference(missed)):
            print(f'    in README.md, but passes: {name}')
        failed += passed < least or len(unlisted) > 0
    sys.exit(1 if failed else 0)


main()
