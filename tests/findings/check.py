#!/usr/bin/env python3
"""check.py RECTO ROOT   what `recto check` finds: every kind has a case, and its forms say the same

Runs `recto check` over the inputs of the golden cases. Each id that a message in src/ has must be found in one of
them, or be named in a transcript there; so a new kind of message comes with a golden case. Then, for each input:
the JSON's places lie in their files; SARIF has what its schema (2.1.0) requires of the parts that are used, and the
same findings; annotations for GitHub, read by the rules of actions/toolkit, and the report for GitLab too; a baseline of it accepts all of it.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

RECTO, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2]
GOLDEN = os.path.join(ROOT, 'tests/golden')
# What needs a broken machine, a broken font, another command than check, or a fault of this program.
OTHERWISE = {'output-unwritable', 'output-outside', 'pdf-failed', 'pdf-limit', 'pdf-page', 'font-licence', 'font-unusable',
             'anchor-not-printed', 'parity-link', 'parity-order', 'parity-text', 'file-unreadable', 'picture-widths',
             'output-overwrites', 'cv-variant', 'file-odd',
             # tests/online
             'link-dead', 'link-reticent', 'link-moved', 'link-endless', 'link-failed', 'link-private', 'link-no-host',
             'link-no-answer', 'link-certificate', 'online-cut-off', 'online-time', 'online-no-library',
             # tests/api
             'output-missing'}
OTHER_COMMANDS = ('handout-', 'import-')
FAILED = []


def expect(condition, what):
    if not condition:
        FAILED.append(what)


def run(path, *args):
    done = subprocess.run([RECTO, 'check', path, *args], capture_output=True, text=True, timeout=60,
                          env={'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'SOURCE_DATE_EPOCH': '1700000000'})
    expect(done.returncode in (0, 1), f'{path} {args}: status {done.returncode}: {done.stderr[:200]}')
    return done.stdout


def ids_of_sources():
    ids = set()
    for path in glob.glob(os.path.join(ROOT, 'src/**/*.c'), recursive=True):
        text = open(path, encoding='utf-8').read()
        for call in re.finditer(r'\bdiag_(?:error|warning|note)\((.*?)\);', text, re.S):
            ids |= set(re.findall(r'[ "]\[([a-z]+(?:-[a-z]+)*)\]"', call[1]))
    return ids


def read_json(path):
    found = json.loads(run(path, '--format=json'))
    for one in found['findings']:
        expect(re.fullmatch(r'[a-z]+(-[a-z]+)*', one['id']), f'{path}: the id {one["id"]!r}')
        expect(one['level'] in ('note', 'warning', 'error') and one['message'], f'{path}: {one}')
        if 'file' in one and os.path.isfile(one['file']):
            with open(one['file'], 'rb') as file:
                text = file.read().decode('utf-8', 'replace').replace('\r\n', '\n').removeprefix('\ufeff')
            lines = text.split('\n')
            expect(one['line'] <= len(lines) and one['column'] <= len(lines[one['line'] - 1]) + 1, f'{path}: {one}')
            expect((one['line'], one['column']) <= (one['end_line'], one['end_column']), f'{path}: {one}')
    for level in ('note', 'warning', 'error'):
        count = sum(one['level'] == level for one in found['findings'])
        expect(found[level + 's'] == count, f'{path}: {found[level + "s"]} {level}s, not {count}')
    return found['findings']


def read_sarif(path):
    log = json.loads(run(path, '--format=sarif'))
    expect(log['version'] == '2.1.0' and log['$schema'].endswith('sarif-2.1.0.json'), f'{path}: no SARIF 2.1.0')
    (one_run,) = log['runs']
    driver = one_run['tool']['driver']
    expect(driver['name'] == 'recto', f'{path}: driver')
    rules = [rule['id'] for rule in driver['rules']]
    expect(len(rules) == len(set(rules)), f'{path}: rules stand twice')
    findings = []
    for result in one_run['results']:
        expect(rules[result['ruleIndex']] == result['ruleId'], f'{path}: {result}')
        expect(set(result) <= {'ruleId', 'ruleIndex', 'level', 'message', 'locations', 'partialFingerprints'},
               f'{path}: {sorted(result)}')
        one = {'id': result['ruleId'], 'level': result['level'], 'text': result['message']['text']}
        for location in result.get('locations', []):
            place = location['physicalLocation']
            uri, region = place['artifactLocation']['uri'], place['region']
            expect(re.fullmatch(r"(?:[A-Za-z0-9._~/:-]|%[0-9A-F]{2})+", uri), f'{path}: the address {uri}')
            expect(all(region[key] >= 1 for key in ('startLine', 'startColumn', 'endLine', 'endColumn')), f'{path}: {region}')
            one['place'] = region['startLine'], region['startColumn']
        findings.append(one)
    return findings


def unescape(text):
    return re.sub('%(0A|0D|25|3A|2C)', lambda match: chr(int(match[1], 16)), text)


def read_github(path):
    findings = []
    for line in run(path, '--format=github').splitlines():
        match = re.fullmatch(r'::(notice|warning|error) ([^:]*)::(.*)', line)
        expect(match, f'{path}: {line}')
        if not match:
            continue
        properties = dict(part.split('=', 1) for part in match[2].split(','))
        one = {'id': unescape(properties['title']), 'level': match[1].replace('notice', 'note'), 'text': unescape(match[3])}
        if 'file' in properties:
            one['file'] = unescape(properties['file'])
        findings.append(one)
    return findings


def read_gitlab(path):
    """GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""
    issues = json.loads(run(path, '--format=gitlab'))
    prints = [one['fingerprint'] for one in issues]
    expect(len(prints) == len(set(prints)), f'{path}: fingerprints stand twice')
    severity = {'info': 'note', 'minor': 'warning', 'major': 'error'}
    for one in issues:
        expect(one['location']['path'] and one['location']['lines']['begin'] >= 1, f'{path}: {one}')
    return [(one['check_name'], severity[one['severity']], one['description']) for one in issues]


def check_forms(path):
    found = read_json(path)
    plain = [(one['id'], one['level'], one['message'] + ('\nhint: ' + one['hint'] if 'hint' in one else ''))
             for one in found]
    sarif, github = read_sarif(path), read_github(path)
    expect([(one['id'], one['level'], one['text']) for one in sarif] == plain, f'{path}: SARIF says something else')
    expect([(one['id'], one['level'], one['text']) for one in github] == plain, f'{path}: GitHub reads something else')
    expect(read_gitlab(path) == plain, f'{path}: GitLab reads something else')
    expect([one.get('place') for one in sarif] == [(one['line'], one['column']) if 'file' in one else None for one in found],
           f'{path}: SARIF has other places')
    expect([one.get('file') for one in github] == [one.get('file') for one in found], f'{path}: GitHub has other files')
    return {one['id'] for one in found}


def check_baseline(path, folder):
    baseline = os.path.join(folder, str(len(os.listdir(folder))))
    run(path, f'--baseline={baseline}', '--write-baseline')
    if not os.path.exists(baseline):  # what cannot be read at all cannot be accepted
        expect([one['level'] for one in read_json(path)] == ['error'], f'{path}: no baseline is written')
        return
    left = json.loads(run(path, f'--baseline={baseline}', '--format=json'))
    expect(not left['findings'] and left['gone'] == 0, f'{path}: its own baseline leaves {left["findings"][:1]}')


def main():
    seen = set()
    inputs = sorted(glob.glob(os.path.join(GOLDEN, '*/site')) + glob.glob(os.path.join(GOLDEN, '*/input.md')))
    with tempfile.TemporaryDirectory() as folder:
        for path in inputs:
            seen |= check_forms(path)
        for path in inputs[::8]:
            check_baseline(path, folder)
    for path in glob.glob(os.path.join(GOLDEN, '*/expect.cli')):
        with open(path, encoding='utf-8') as file:
            seen |= set(re.findall(r'\[([a-z]+(?:-[a-z]+)*)\]$', file.read(), re.M))
    for kind in sorted(ids_of_sources() - seen - OTHERWISE):
        expect(kind.startswith(OTHER_COMMANDS), f'no golden case has a finding of the kind {kind}: add it to one of tests/golden/check-*')
    print('\n'.join(FAILED[:40]))
    print(f'{len(inputs)} inputs, {len(seen)} kinds, {len(FAILED)} failed')
    sys.exit(1 if FAILED else 0)


main()
