#!/usr/bin/env python3
"""roundtrip.py RECTO FOLDER [FILE.json...]   what is imported is exported again, equal

Each JSON Resume file becomes a site (recto import), which builds, and goes out again (recto export): the data is the
same. The fictional record of ORCID's, the files of LinkedIn's and the RenderCV data in FOLDER are imported too; their
exports have what they say. Files that are no JSON, or no JSON Resume, must be answered with an error.
"""
import json
import os
import subprocess
import sys
import tempfile
import zipfile


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def convert(recto, path, folder, form='jsonresume'):
    """The text of the export; raises what went wrong."""
    site = os.path.join(folder, 'site')
    for command in ([recto, 'import', path, '-o', site], [recto, 'build', site, '-q', '--no-cache', '--set', 'recto.web.fonts=system']):
        done = run(*command)
        if done.returncode != 0:
            raise ValueError(f'{" ".join(command[1:3])}: {done.stderr.strip()[:300]}')
    done = run(recto, 'export', site, '--format=' + form)
    if done.returncode != 0:
        raise ValueError(f'export: {done.stderr.strip()[:300]}')
    return done.stdout


def same(recto, path):
    """What differs between a JSON Resume and its way there and back."""
    try:
        before = json.load(open(path, encoding='utf-8-sig'))
    except ValueError:
        before = None
    with tempfile.TemporaryDirectory() as folder:
        if before is None:
            done = run(recto, 'import', path, '-o', folder)
            return [] if done.returncode == 1 else [f'status {done.returncode} for a broken file']
        if 'basics' not in before and 'info' not in before:
            return []
        try:
            after = json.loads(convert(recto, path, folder))
        except ValueError as error:
            return [str(error)]
    found = [f'{key}: {json.dumps(before.get(key))[:200]}\n    now {json.dumps(after.get(key))[:200]}'
             for key in sorted(set(before) | set(after)) if json.dumps(before.get(key)) != json.dumps(after.get(key))]
    if list(before) != list(after):
        found.append(f'order of keys: {list(before)}\n    now {list(after)}')
    return found


# what an export of each sample must have in it
SAMPLES = [
    ('linkedin', 'jsonresume', ['"position": "Professor"', '"startDate": "2023-01"', 'said \\"no, yes\\"',
                                '"email": "lin@example.edu"', '"studyType": "Doctorate"', '"fluency": "Native"']),
    ('linkedin', 'rendercv', ['company: Institute of Tides', 'end_date: present', 'label: Tides']),
    ('orcid.json', 'jsonresume', ['"name": "Wanshu Lin"', '"position": "Professor"', '"startDate": "2023-01"',
                                  '"institution": "Polytechnic of the Delta"', '0000-0002-0000-0000']),
    ('orcid.json', 'bibtex', ['@article{orcid1', 'title = {A Difference of Two Tides \\& More}', 'doi = {10.1234/tides.1}']),
    ('orcid.json', 'jsonld', ['"@type": "Person"', '"ScholarlyArticle"', '"sameAs"']),
    ('rendercv.yaml', 'rendercv', ['degree: PhD', 'reversed_number: Last talk', 'network: GitHub']),
    ('rendercv.yaml', 'jsonresume', ['"position": "Associate Professor"', '"startDate": "2016-09"', '"city": "Vesterhav"']),
    ('rendercv.yaml', 'vcard', ['FN:Wanshu Lin', 'N:Lin;Wanshu;;;', 'EMAIL:lin@example.edu', 'END:VCARD']),
]


def check_samples(recto, samples):
    problems = []
    for name, form, wanted in SAMPLES:
        with tempfile.TemporaryDirectory() as folder:
            try:
                text = convert(recto, os.path.join(samples, name), folder, form)
            except ValueError as error:
                problems.append(f'{name}: {error}')
                continue
        problems += [f'{name}, {form}: no {want!r} in\n{text}' for want in wanted if want not in text]
    return problems


def check_archive(recto, samples):
    """LinkedIn's files in the archive that it sends, in a folder or not, are what they are in a folder."""
    source = os.path.join(samples, 'linkedin')
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        wanted = convert(recto, source, os.path.join(folder, 'plain'))
        for inside in ('', 'Basic_LinkedInDataExport/'):
            path = os.path.join(folder, f'export{len(inside)}.zip')
            with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive:
                for name in sorted(os.listdir(source)):
                    archive.write(os.path.join(source, name), inside + name)
                archive.writestr(inside + 'Rich Media/photo.jpg', b'no picture')
            if convert(recto, path, os.path.join(folder, f'site{len(inside)}')) != wanted:
                problems.append(f'{path}: another export than of the folder')
    return problems


def check_schema(recto, samples, schema):
    """Exports fit the schema of jsonresume.org, where that and a validator are there."""
    try:
        import jsonschema
        rules = json.load(open(schema, encoding='utf-8'))
    except (ImportError, OSError):
        return []
    problems = []
    for name in ('linkedin', 'orcid.json', 'rendercv.yaml'):
        with tempfile.TemporaryDirectory() as folder:
            data = json.loads(convert(recto, os.path.join(samples, name), folder))
        for error in jsonschema.Draft7Validator(rules).iter_errors(data):
            problems.append(f'{name}: {"/".join(map(str, error.path))}: {error.message[:200]}')
    return problems


def main():
    recto, samples = os.path.abspath(sys.argv[1]), sys.argv[2]
    problems = check_samples(recto, samples)
    problems += check_archive(recto, samples)
    problems += check_schema(recto, samples, os.path.join(os.path.dirname(__file__), '../../../shared/suites/jsonresume/schema.json'))
    for path in [os.path.join(samples, 'resume.json')] + sys.argv[3:]:
        problems += [f'{os.path.basename(path)}: {one}' for one in same(recto, path)]
    for problem in problems:
        print(problem)
    print(f'{len(SAMPLES)} samples, {len(sys.argv) - 2} round trips, {len(problems)} differences')
    return bool(problems)


if __name__ == '__main__':
    sys.exit(main())
