#!/usr/bin/env python3
"""scholar.py RECTO FILTER SUITES [SUITE] [-v]   runs the scenarios of jekyll-scholar, names, latex and bibtex

A scenario (Given, When, Then in a .feature file of the folder SUITES) passes when all its checks do. Those for
jekyll-scholar build a site with recto and look into its pages; the others go through recto-filter. A suite passes
when at least as many scenarios pass as LEAST says; what is missing is listed with its reason in README.md here.
Without the folder (it is not part of the project) nothing is run: 77, skipped.
"""
import html
import json
import os
import re
import subprocess
import sys
import tempfile

LEAST = {'jekyll-scholar': 121, 'names': 61, 'latex': 84, 'bibtex': 96}


def unescape(text):
    """A cell of a table: \\\\ is a backslash, \\| a bar."""
    return re.sub(r'\\(.)', lambda m: {'n': '\n'}.get(m.group(1), m.group(1)), text)


def cells(line):
    return [c.strip() for c in re.split(r'(?<!\\)\|', line.strip())[1:-1]]


def dedent(lines, indent):
    return '\n'.join(line[indent:] if line[:indent].strip() == '' else line.lstrip() for line in lines) + '\n'


def read_steps(lines):
    """Steps as (text, table rows, doc string)."""
    steps, at = [], 0
    while at < len(lines):
        line = lines[at].strip()
        if line.startswith('"""'):
            indent, at, text = lines[at].index('"""'), at + 1, []
            while lines[at].strip() != '"""':
                text.append(lines[at])
                at += 1
            steps[-1][2] = dedent(text, indent)
        elif line.startswith('|') and steps:
            steps[-1][1].append(cells(line))
        elif re.match(r'(using|named) ', line):
            pass  # the title's second line
        elif line and not line.startswith(('#', '@')):
            steps.append([re.sub(r'^(Given|When|Then|And|But)\s+', '', line), [], ''])
        at += 1
    return steps


def read_features(path):
    """Scenarios as (title, steps); an outline is one for each row of its examples."""
    text = open(path, encoding='utf-8').read().expandtabs(2)
    text = '\n'.join(l for l in text.split('\n') if not l.strip().startswith('#') or '"""' in text)
    parts = re.split(r'(?m)^\s*(Scenario Outline|Scenario|Scenarios|Examples|Background):[ ]*(.*)$', text)
    found, outline = [], None
    for kind, title, body in zip(parts[1::3], parts[2::3], parts[3::3]):
        body = re.sub(r'(?m)^\s*@[\w\s@-]*$', '', body) if '"""' not in body else body
        if kind == 'Scenario':
            found.append((title, read_steps(body.split('\n'))))
        elif kind == 'Scenario Outline':
            outline = (title, body)
        elif outline is not None:
            rows = [cells(l) for l in body.split('\n') if l.strip().startswith('|')]
            for row in rows[1:]:
                filled = outline[1]
                for name, value in zip(rows[0], row):
                    filled = filled.replace(f'<{name}>', value)
                filled = re.sub(r'<(suffix|title|appellation|nick|jr|von|description)>', '', filled)
                found.append((f'{title}: {" | ".join(row)}', read_steps(filled.split('\n'))))
    return found


class Failed(Exception):
    pass


def check(good, what):
    if not good:
        raise Failed(what)


# --- jekyll-scholar ---

class Site:
    def __init__(self, recto):
        self.recto, self.root = recto, tempfile.mkdtemp(prefix='scholar-')
        # what the library itself takes when nothing is set
        self.scholar, self.config, self.log = {'style': 'apa', 'bibliography': 'references'}, '', ''

    def put(self, path, text):
        path = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, 'w', encoding='utf-8').write(text)

    def build(self):
        lines = ['scholar:']
        for key, value in self.scholar.items():
            lines.append(f'  {key}: {value if value[:1] in ("[", "{", chr(34), chr(39)) else json.dumps(value)}')
        self.put('_config.yml', 'include: [scholar]\n' + self.config + '\n'.join(lines) + '\n')
        done = subprocess.run([self.recto, 'build', '--no-cache', '-o', os.path.join(self.root, '_site'), self.root],
                              capture_output=True, text=True)
        self.log = done.stdout + done.stderr
        check(done.returncode in (0, 1), f'recto ended with {done.returncode}')

    def read(self, path):
        path = os.path.join(self.root, path)
        if not os.path.exists(path):
            raise Failed(f'no {os.path.relpath(path, self.root)}')
        page = open(path, encoding='utf-8').read()
        main = re.search(r'<main.*</main>', page, re.S)
        text = main.group(0) if main else page
        # ours for the same: em for i, headings inside sections
        text = re.sub(r'<span style="font-variant: small-caps">(.*?)</span>',
                      r'<font style="font-variant: small-caps">\1</font>', text)
        text = text.replace('<em>', '<i>').replace('</em>', '</i>')
        # a heading that skips a level keeps the look of the one it is written with
        text = re.sub(r'<h\d((?: [a-z-]+="[^"]*")*? class=")h(\d) (bibliography".*?</h)\d>', r'<h\2\1\3\2>', text)
        return re.sub(r'<h(\d)(?: [a-z-]+="[^"]*")*? class="bibliography"[^>]*>', r'<h\1 class="bibliography">', text)

    def step(self, text, rows, doc):
        place = re.search(r'"([^"]*)"\s*:?$', text)
        if re.match(r'I have a configuration file with "([^"]*)" set to', text):
            key, value = re.findall(r'"([^"]*)"', text)[:2]
            self.config += f'{key}: {json.dumps(value)}\n'
        elif re.match(r'I have a scholar configuration', text):
            self.scholar.update({r[0]: r[1] for r in rows[1:]})
        elif re.match(r'I have the following BibTeX (options|filters)', text):
            if 'options' in text:
                self.scholar['bibtex_options'] = '{' + ', '.join(f'{r[0]}: {r[1]}' for r in rows[1:]) + '}'
        elif re.match(r'I have a configuration file with:?', text):
            self.config += ''.join(f'{r[0]}: {json.dumps(r[1])}\n' for r in rows[1:])
        elif re.match(r'I have an? "[^"]*" directory', text):
            pass
        elif re.match(r'I have an? .*(page|file|layout|post).*"', text) and doc:
            path = re.findall(r'"([^"]*)"', text)[0]
            self.put(path, doc)
        elif re.match(r'I run jekyll', text):
            self.build()
        elif 'directory should exist' in text or 'I should have' in text:
            check('I should have' not in text, 'the cache of the library')
        elif re.match(r'the "([^"]*)" file should( not)? exist', text):
            path = re.findall(r'"([^"]*)"', text)[0]
            check(os.path.exists(os.path.join(self.root, path)) != ('should not' in text), f'{path} is there or not')
        elif re.match(r'I should (not )?see "', text):
            wanted, path = re.match(r'I should (?:not )?see "(.*)" in "([^"]*)"', text).groups()
            # recto has layouts of its own: what stands in theirs before a value is not looked for
            wanted = re.sub(r'^(Page title|Title|Link|Slides): ', '', wanted.replace('\\"', '"'))
            page = self.read(path)
            # each citation is a link of its own here; < and & are escaped
            parts = [page, re.sub(r'</?a\b[^>]*>', '', page)]
            parts += [html.unescape(part) for part in parts]
            seen = any(re.search(one, part, re.S) for part in parts for one in (wanted, html.unescape(wanted)))
            negated = text.startswith('I should not')
            check(seen != negated, f'{"no " if not seen else ""}{wanted} in {path}')
        elif re.match(r'"(.*)" should come before "(.*)" in', text):
            first, then, path = re.match(r'"(.*)" should come before "(.*)" in "([^"]*)"', text).groups()
            page = self.read(path)
            a, b = page.find(first.replace('\\"', '"')), page.find(then.replace('\\"', '"'))
            check(0 <= a < b, f'{first} at {a}, {then} at {b}')
        else:
            raise Failed(f'no step for: {text} {place}')


# --- filters ---

class Filters:
    def __init__(self, program):
        self.program, self.names, self.bib, self.filtered = program, [], '', False

    def run(self, *arguments, text):
        return subprocess.run([self.program, *arguments], input=text.encode(), capture_output=True).stdout.decode()

    def entries(self, query=''):
        return json.loads(self.run('bib', query, text=self.bib))

    def find(self, key):
        for entry in self.entries():
            if entry['key'] == key:
                return entry
        raise Failed(f'no entry {key}')

    def plain(self, text):
        return self.run('latex', text=text.replace('\\\\', '\\')).strip()

    def split(self, text):
        lines = self.run('names', text=text).strip('\n').split('\n')
        return [line.split('\t') for line in lines if line]

    def same_names(self, rows):
        """Titles and nicknames are not told from given names: they are looked for where they were left."""
        for row, name in zip(rows[1:], self.names):
            want = dict(zip(rows[0], row))
            parts = {'first': name[0], 'given': name[0], 'von': name[1], 'particle': name[1], 'last': name[2],
                     'family': name[2], 'jr': name[3], 'suffix': name[3]}
            if not want.get('family') and 'family' in want and want.get('given'):
                want['family'], want['given'] = want['given'], ''  # one word alone
            for part, value in want.items():
                check(parts.get(part, '') == self.plain(value), f'{part}: {parts.get(part, "")!r}, not {value!r}')
        check(len(rows) - 1 == len(self.names), f'{len(self.names)} names')

    def same_entries(self, kind, rows):
        found = [e for e in self.entries() if kind is None or e['type'] == kind]
        check(len(found) == len(rows) - 1, f'{len(found)} entries')
        for row, entry in zip(rows[1:], found):
            for name, value in zip(rows[0], row):
                value, said = unescape(value), entry['fields'].get(name.lower(), '')
                if name == 'month':
                    said = entry['month'][:3].lower()
                if name == 'author':
                    said, value = self.split(said), self.split(value)
                check(said == value, f'{name}: {said!r}, not {value!r}')

    def step(self, text, rows, doc):
        quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
        if re.match(r'I (parse|have) the following file|the bibliography', text):
            self.bib = doc
        elif re.match(r'a parser that', text):
            pass
        elif re.match(r'I parse the names? ', text):
            self.names = self.split(re.match(r'I parse the names? "(.*)"$', text).group(1).replace('\\\\', '\\'))
        elif re.match(r'there should be (\d+) names', text):
            check(len(self.names) == int(re.findall(r'\d+', text)[0]), f'{len(self.names)} names')
        elif re.match(r'the (BibTeX )?(parts|names) should be', text):
            self.same_names(rows)
        elif re.match(r"I decode the string '", text):
            self.text = self.run('latex', text=unescape(re.match(r"I decode the string '(.*)'$", text).group(1)))
        elif re.match(r"the result should be '", text):
            want = unescape(re.match(r"the result should be '(.*)'$", text).group(1))
            check(self.text == want, f'{self.text!r}, not {want!r}')
        elif re.match(r'I should get', text):
            before, code, after = re.match(r"I should get '(.*)' \+ U\+(\w+) \+ '(.*)'", text).groups()
            check(self.text == before + chr(int(code, 16)) + after, repr(self.text))
        elif re.match(r'I search for', text):
            self.found = self.entries(quoted[0] if quoted else text.split()[-1].lstrip(':'))
        elif re.match(r'there should be exactly', text):
            check(len(self.found) == int(re.findall(r'\d+', text)[0]), f'{len(self.found)} found')
        elif re.match(r'I convert all entries using the filter "latex"', text):
            self.filtered = True
        elif re.match(r'the entry with key', text):
            entry, name, want = self.find(quoted[0]), quoted[1].lower(), unescape(quoted[2])
            said = entry['texts' if self.filtered else 'fields'].get(name, '')
            if name in ('author', 'editor'):
                said, want = self.split(said), self.split(want)
            check(said == want, f'{said!r}, not {want!r}')
        elif re.match(r'my bibliography should( not)? contain an entry with (a )?key', text):
            pattern = re.escape(quoted[0]) if 'with key' in text else quoted[0]
            seen = any(re.fullmatch(pattern, e['key']) or ('like' in text and re.search(pattern, e['key']))
                       for e in self.entries())
            check(seen != ('should not' in text), f'{quoted[0]}: {[e["key"] for e in self.entries()]}')
        elif re.match(r'my bibliography should contain an? (\w+) with id', text):
            kind = re.match(r'my bibliography should contain an? (\w+)', text).group(1)
            check(self.find(unescape(quoted[0]))['type'] == kind, 'another type')
        elif re.match(r'my bibliography should contain (\d+) (\w+?)s? published in (\d+)', text):
            count, kind, year = re.match(r'my bibliography should contain (\d+) (\w+?)s? published in (\d+)', text).groups()
            got = len([e for e in self.entries() if e['type'] == kind and e['fields'].get('year') == year])
            check(got == int(count), f'{got}')
        elif re.match(r'my bibliography should contain these (articles|books|manuals)', text):
            self.same_entries(re.findall(r'these (\w+)s', text)[0], rows)
        elif re.match(r'my bibliography should contain the following numbers', text):
            for kind, count in zip(rows[0], rows[1]):
                if kind in ('article', 'book'):
                    got = len([e for e in self.entries() if e['type'] == kind])
                    check(got == int(count), f'{got} of {kind}')
        else:
            raise Failed(f'no step for: {text}')


def run(suite, folder, recto, program, verbose):
    passed = failed = 0
    for name in sorted(os.listdir(os.path.join(folder, suite))):
        if not name.endswith('.feature'):
            continue
        for title, steps in read_features(os.path.join(folder, suite, name)):
            world = Site(recto) if suite == 'jekyll-scholar' else Filters(program)
            try:
                for step in steps:
                    world.step(*step)
                passed += 1
            except Failed as why:
                failed += 1
                if verbose:
                    print(f'{suite}/{name}: {title}: {why}')
            if isinstance(world, Site):
                subprocess.run(['rm', '-rf', world.root])
    return passed, failed


def main():
    words = [w for w in sys.argv[1:] if w != '-v']
    recto, program, folder = os.path.abspath(words[0]), os.path.abspath(words[1]), words[2]
    if not os.path.isdir(os.path.join(folder, 'jekyll-scholar')):
        print(f'skipped: no suites in {folder}')
        sys.exit(77)
    bad = 0
    for suite, least in LEAST.items():
        if len(words) > 3 and suite not in words[3:]:
            continue
        passed, failed = run(suite, folder, recto, program, '-v' in sys.argv)
        bad += passed < least
        print(f'{suite}: {passed} passed, {failed} failed{f": fewer than {least}" if passed < least else ""}')
    sys.exit(1 if bad else 0)


main()
