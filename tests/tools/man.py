#!/usr/bin/env python3
"""man.py RECTO   the manual that `recto man` prints: mandoc and groff have nothing to say against it, it has its sections, and
names every command and option that --help names. Skipped without mandoc."""
import os
import re
import shutil
import subprocess
import sys

RECTO = os.path.abspath(sys.argv[1])
SECTIONS = ['NAME', 'SYNOPSIS', 'DESCRIPTION', 'COMMANDS', 'OPTIONS', 'ENVIRONMENT', 'FILES', 'EXIT STATUS', 'EXAMPLES', 'SEE ALSO']
failures = []


def run(*command, text=None):
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr


def expect(what, condition, text=''):
    if not condition:
        failures.append(what)
        print(f'FAILED: {what}\n{text}')


if not shutil.which('mandoc'):
    print('skipped: mandoc is not installed')
    sys.exit(77)
page = run(RECTO, 'man')
said = run('mandoc', '-Tlint', '-Wwarning', text=page)
expect('mandoc has nothing to say', said == '', said)
if shutil.which('groff'):
    said = run('groff', '-mandoc', '-Tutf8', '-ww', '-z', text=page)
    expect('groff has nothing to say', said == '', said)
shown = re.sub('.\x08', '', run('mandoc', '-Tutf8', '-Owidth=200', text=page))
heads = [line for line in shown.splitlines() if line and line[0] != ' ' and line.isupper() and '(' not in line]
expect('the sections stand in their order', [head for head in heads if head in SECTIONS] == SECTIONS, heads)
commands = re.findall(r'^  (\w+) ', run(RECTO, '--help'), re.M)
expect('--help names commands', len(commands) > 9, commands)
for command in commands:
    helped = run(RECTO, command, '--help')
    expect(f'{command} is in the synopsis', re.search(rf'recto {command}\b', shown))
    example = re.search(r'^example: (.*)$', helped, re.M).group(1)
    expect(f'the example of {command} is there', example in re.sub(r'\s+', ' ', shown), example)
    options = re.findall(r'^ +(?:-\w, )?(--[\w-]+=?[A-Z.=,]*)', helped, re.M)
    expect(f'{command} has options', '--help' in options, helped)
    for option in options:
        expect(f'{option} of {command} is there', option in shown)
print(f'{len(failures)} failed')
sys.exit(1 if failures else 0)
