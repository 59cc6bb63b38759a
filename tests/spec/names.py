#!/usr/bin/env python3
"""names.py FILTER   splits names as btparse does, which follows BibTeX

The fields below are given to recto-filter and to Debian's Text::BibTeX (names.pl); both must find the same names with the
same parts. Not compared is where btparse itself leaves BibTeX: ~ parts words there, and the von part goes up to the last
word in small letters (Ada de la Fern von Moss). Without the package: 77, skipped.
"""
import itertools
import os
import shutil
import subprocess
import sys

FIRST = ['Ada', 'A.', 'Ada B.', 'Jean-Luc', '{Ada B}', 'A. B. C.', 'ada']
VON = ['', 'von', 'de la', 'van der', '{von}']
LAST = ['Fern', 'Moss Reed', 'Fern-Moss', '{Moss and Reed}', 'Šedge', "O'Rush", '{moss} Reed']
JR = ['Jr.', 'III']
FIELDS = [
    'Ada Fern and Bo Moss', 'Fern, Ada and Moss, Bo', 'Ada Fern AND Bo Moss',
    'Fern', 'von Fern', 'Ada von', 'de la Fern, Ada', 'Ada DE LA Fern',
    '{The Fern and Moss Society}', '{Fern Society} and Bo Moss', 'Anderson, Andy', 'Sandy Andover and Ana Anders',
    'Fern,Ada', 'Fern ,Ada', 'de Fern, Jr., Ada', 'Ada {von} Fern', 'ada fern', 'ada von fern',
]


def fields():
    yield from FIELDS
    for first, von, last in itertools.product(FIRST, VON, LAST):
        family = f'{von} {last}'.strip()
        yield f'{first} {family}'
        yield f'{family}, {first}'
        for jr in JR:
            yield f'{family}, {jr}, {first}'


def run(command, text):
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode().splitlines()


def main():
    perl = shutil.which('perl')
    if perl is None or subprocess.run([perl, '-MText::BibTeX', '-e1'], capture_output=True).returncode != 0:
        print('skipped: no Text::BibTeX')
        sys.exit(77)
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'names.pl')
    bad = 0
    every = list(fields())
    ours = run([sys.argv[1], 'names'], ''.join(f'{field}\n#\n' for field in every))
    theirs = run([perl, script], ''.join(f'{field}\n#\n' for field in every))

    def names(lines):
        """Lists of names, one list a field; a name # alone ends each."""
        found, one = [], []
        for line in lines:
            if line.strip() == '#':
                found.append(one)
                one = []
            elif line:  # recto-filter parts fields by empty lines
                one.append(line.rstrip('\t').replace('’', "'"))
        return found

    ours, theirs = names(ours), names(theirs)
    if len(ours) != len(every) or len(theirs) != len(every):
        print(f'{len(every)} fields, {len(ours)} and {len(theirs)} answers')
        sys.exit(1)
    for field, mine, want in zip(every, ours, theirs):
        if mine != want:
            bad += 1
            print(f'{field!r}: {mine} and not {want}')
    print(f'{len(every)} fields of names, {bad} split in another way')
    sys.exit(1 if bad else 0)


main()
