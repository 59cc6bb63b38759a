#!/usr/bin/env python3
"""rubbish.py RECTO SAMPLES   CV data of wrong types: a message, never a crash

Takes the RenderCV data, JSON Resume, ORCID record, LinkedIn folder and al-folio list of the tests, puts things in
places where they do not belong (a list for a map, a number for a name, null, years beyond all bounds, values nested
ten thousand deep, cells without end), and builds or imports each. Every run must end with status 0 or 1, and say
what is wrong when it is 1.
"""
import concurrent.futures
import copy
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile

# what stands in a wrong place
THINGS = ['', 'x', 'present', '-', 0, -1, 1e300, 99999999999999999999, True, None, [], {}, [[]], [None], [{}], {'a': {'b': []}},
          {'x': 'y'}, ['a', ['b', ['c']]], '9999999999-99-99', '0000-00-00', '2020-13-45', '2019 - 2018', 'to - to',
          '<b>', '](', '{% if %}', '\\', '* ', '1e9']
STEPS = 5  # every so many values are replaced at once


def places(value, path=()):
    """All places of a value, but its root."""
    inner = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for key, one in inner:
        yield (*path, key)
        yield from places(one, (*path, key))


def replaced(value, step, thing):
    value = copy.deepcopy(value)
    for number, path in enumerate(list(places(value))):
        if number % STEPS != step:
            continue
        inner = value
        for key in path[:-1]:
            inner = inner[key] if isinstance(inner, dict) and key in inner or isinstance(inner, list) and isinstance(key, int) and key < len(inner) else None
        if isinstance(inner, dict) and path[-1] in inner or isinstance(inner, list) and isinstance(path[-1], int) and path[-1] < len(inner):
            inner[path[-1]] = copy.deepcopy(thing)
    return value


def deep(opening, closing, count=10000):
    return opening * count + closing * count


def sheets(folder):
    """LinkedIn's files with rubbish in them: (name of the file, text)."""
    for name in sorted(os.listdir(folder)):
        lines = open(os.path.join(folder, name), encoding='utf-8').read().split('\n')
        head = lines[0]
        yield name, head
        yield name, ''
        yield name, '\n' * 5
        yield name, ',' * 5000 + '\n' + ',' * 9000
        yield name, head + '\n"' + 'x' * 100000
        yield name, head + '\n' + '"",' * 3 + '\n"a"b"c,\n'
        yield name, head + ('\n' + ','.join(['99999999999-77'] * 9)) * 50


def cases(samples):
    """(name of the file, its text, or a folder and the file in it)"""
    golden = os.path.join(samples, '../../golden')
    trees = {'r.json': json.load(open(os.path.join(samples, 'resume.json'), encoding='utf-8')),
             'o.json': json.load(open(os.path.join(samples, 'orcid.json'), encoding='utf-8'))}
    try:
        import yaml
        trees['r.yaml'] = yaml.safe_load(open(os.path.join(samples, 'rendercv.yaml'), encoding='utf-8'))
        trees['a.yaml'] = yaml.safe_load(open(os.path.join(golden, 'cv-alfolio/site/_data/cv.yml'), encoding='utf-8'))
    except ImportError:
        pass
    for name, tree in trees.items():
        for number, thing in enumerate(THINGS):
            yield name, json.dumps(replaced(tree, number % STEPS, thing), default=str)
    for text in (deep('[', ']'), deep('{"a":', '}').replace('}', '1}', 1), '{"basics": ' + deep('[', ']') + '}',
                 '{"basics": {"name": "A"}, "work": ' + deep('[', ']') + '}',
                 '{"basics": {"name": "A"}, "work": [{"summary": ' + deep('{"a":', '}').replace('}', '1}', 1) + '}]}',
                 '{"orcid-identifier": {}, "person": ' + deep('[', ']') + '}',
                 '{"orcid-identifier": {"path": 1}, "activities-summary": {"works": {"group": [1, [], {"work-summary": 3}]}}}',
                 '{"cv": {"name": "A", "sections": {"B": ' + deep('[', ']') + '}}}', '[]', '1', 'null', '""'):
        yield 'd.json', text
        yield 'd.yaml', text


def archives(samples):
    """ZIP archives that are none, broken, encrypted, or larger than they look: (name, bytes, word of the message)."""
    def pack(name, data):
        file = io.BytesIO()
        with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        return file.getvalue()
    good = pack('Positions.csv', open(os.path.join(samples, 'linkedin/Positions.csv'), 'rb').read())
    flipped, encrypted, short = bytearray(good), bytearray(good), good[:60] + good[90:]
    flipped[60] ^= 0xFF
    for at in (6, good.index(b'PK\x01\x02') + 8):
        encrypted[at] |= 1
    yield 'a.zip', b'', 'no ZIP archive'
    yield 'a.zip', b'PK\x03\x04' + b'x' * 1000, 'no ZIP archive'
    yield 'a.zip', good[:len(good) // 2], 'no ZIP archive'
    yield 'a.zip', bytes(flipped), 'broken'
    yield 'a.zip', short, ''
    yield 'a.zip', bytes(encrypted), 'encrypted'
    yield 'a.zip', pack('Positions.csv', b'x' * (17 << 20)), 'too much'
    yield 'a.zip', pack('readme.txt', b'x'), 'no CSV file'


def run(recto, case, samples):
    name, text, *wanted = case
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name)
        commands = [['import', path], ['build', path]]
        if name.endswith('.csv'):
            shutil.copytree(os.path.join(samples, 'linkedin'), os.path.join(folder, 'linkedin'))
            path = os.path.join(folder, 'linkedin', name)
            commands = [['import', os.path.join(folder, 'linkedin')]]
        open(path, 'wb').write(text if isinstance(text, bytes) else text.encode())
        if name.startswith('o.') or wanted:
            commands = commands[:1]
        for command in commands:
            more = ['--no-cache', '--set', 'recto.web.fonts=system'] if command[0] == 'build' else []
            done = subprocess.run([recto, *command, '-o', os.path.join(folder, 'out'), *more], capture_output=True,
                                  timeout=60)
            said = done.stderr.decode('utf-8', 'replace')
            if done.returncode not in (0, 1) or done.returncode == 1 and 'error' not in said or 'runtime error' in said:
                return f'{command[0]} ended with {done.returncode}: {said[-600:]}\n    {name}: {text[:300]}'
            if wanted and (done.returncode != 1 or wanted[0] not in said):
                return f'no message with {wanted[0]!r}: {done.returncode}: {said[-300:]}'
    return None


def main():
    recto, samples = os.path.abspath(sys.argv[1]), sys.argv[2]
    todo = list(cases(samples)) + list(sheets(os.path.join(samples, 'linkedin')))
    todo += archives(samples)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        problems = [p for p in pool.map(lambda case: run(recto, case, samples), todo) if p]
    for problem in problems:
        print(problem)
    print(f'{len(todo)} files, {len(problems)} problems')
    return bool(problems)


if __name__ == '__main__':
    sys.exit(main())
