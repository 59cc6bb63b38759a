#!/usr/bin/env python3
"""completion.py RECTO   what bash, zsh and fish complete with the scripts of `recto completion`: commands, options of the
command, the words and paths behind them. bash and zsh are typed at through a pseudo-terminal; what `recto` would have got is
what counts. A shell that is not installed is left out; without any but bash the test still counts."""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

import terminal

RECTO = os.path.abspath(sys.argv[1])
SECONDS = 20
# typed (a tab completes), and what the program gets
TYPED = [
    ('che\t', 'check'),
    ('hand\t--lay\tbook\t', 'handout --layout=booklet'),
    ('check --fo\tsa\t', 'check --format=sarif'),
    ('check --fail-on=w\t', 'check --fail-on=warning'),
    ('export --format=j\t', 'export --format=json'),  # two of them: what they share
    ('export --format=jsonl\t', 'export --format=jsonld'),
    ('dump --stage fr\t', 'dump --stage frames'),
    ('build home\t', 'build homepage/'),
    ('build homepage --no-c\t', 'build homepage --no-cache'),
    ('build -o pub\t', 'build -o public/'),
    ('build --output=pub\t', 'build --output=public/'),
    ('build -o no\t', 'build -o no'),  # notes.md is no folder
    ('check --baseline=no\t', 'check --baseline=notes.md'),
    ('check --baseline no\t', 'check --baseline notes.md'),
    ('new pub\t', 'new public/'),
    ('new site --form=ac\t', 'new site --form=acad-homepage'),
    ('build cv --dep\tno\t', 'build cv --depfile=notes.md'),  # an operand with the name of a command
    ('themes mod\t', 'themes modern'),
    ('completion z\t', 'completion zsh'),
    ('--vers\t', '--version'),
    ('man x\t', 'man x'),
    ('build --set x\t', 'build --set x'),
]
# for fish: a command line, and all that it offers
OFFERED = [
    ('recto com', ['completion']),
    ('recto handout --duplex=', ['--duplex=long', '--duplex=none', '--duplex=short']),
    ('recto check --forma', ['--format']),
    ('recto handout --layout bo', ['booklet']),
    ('recto build --jo', ['--jobs']),
    ('recto cv --jo', []),
    ('recto build cv --var', []),
    ('recto build home', ['homepage/']),
    ('recto new no', []),
    ('recto build -o pub', ['public/']),
    ('recto themes ', ['classic', 'modern']),
    ('recto completion ', ['bash', 'fish', 'zsh']),
]
failures = []


def expect(what, wanted, got):
    if wanted != got:
        failures.append(what)
        print(f'FAILED: {what}: wanted {wanted!r}, got {got!r}')


def read_until(typed_at, pattern):
    """What the shell prints up to what fits the pattern."""
    shown, end = '', time.monotonic() + SECONDS
    while not re.search(pattern, shown, re.S) and time.monotonic() < end:
        if select.select([typed_at], [], [], 0.2)[0]:
            try:
                shown += os.read(typed_at, 4096).decode('utf-8', 'replace')
            except OSError:
                break
    return shown


def type_at(shell, command, folder):
    child, typed_at = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(shutil.which(shell), command, {'PATH': os.environ['PATH'], 'TERM': 'dumb', 'LC_ALL': 'C.UTF-8', 'HOME': folder,
                                                 'ZDOTDIR': folder})
    read_until(typed_at, 'READY>')
    for typed, wanted in TYPED:
        os.write(typed_at, f'recto {typed}'.encode())
        time.sleep(0.02)
        os.write(typed_at, b'\n')
        shown = read_until(typed_at, r'\}\}.*READY>')
        got = re.findall(r'\{\{(.*?)\}\}', shown)
        expect(f'{shell}: recto {typed!r}', wanted, got[-1] if got else shown)
    os.write(typed_at, b'\nexit\n')
    os.close(typed_at)
    os.waitpid(child, 0)


SETUP = "recto() { local IFS=' '; printf '{{%%s}}\\n' \"$*\"; }\nPS1='READY>'\n%s\n. ./completion.%s\n"


def test_typed(folder):
    with open(f'{folder}/rc', 'w', encoding='utf-8') as file:
        file.write(SETUP % ("bind 'set bell-style none'", 'bash'))
    type_at('bash', ['bash', '--noprofile', '--rcfile', 'rc', '-i'], folder)
    if shutil.which('zsh'):
        with open(f'{folder}/.zshrc', 'w', encoding='utf-8') as file:
            file.write(SETUP % ('unsetopt prompt_sp auto_menu auto_remove_slash\nautoload -Uz compinit && compinit -u -D', 'zsh'))
        type_at('zsh', ['zsh', '-d', '-i'], folder)


def test_fish(folder):
    for line, wanted in OFFERED:
        done = subprocess.run(['fish', '--no-config', '-c', 'source completion.fish; complete -C "$argv[1]"', line], cwd=folder,
                              env={'PATH': os.environ['PATH'], 'HOME': folder, 'LC_ALL': 'C.UTF-8'}, capture_output=True,
                              text=True, timeout=60)
        expect(f'fish: {line}', wanted, sorted(row.split('\t')[0] for row in done.stdout.splitlines()))
        expect(f'fish: {line}: says nothing else', '', done.stderr)


with tempfile.TemporaryDirectory() as place:
    for name in ('homepage', 'public'):
        os.mkdir(os.path.join(place, name))
    open(os.path.join(place, 'notes.md'), 'w').close()
    for name in ('bash', 'zsh', 'fish'):
        with open(os.path.join(place, f'completion.{name}'), 'wb') as script:
            script.write(subprocess.run([RECTO, 'completion', name], capture_output=True, check=True).stdout)
    if terminal.there_is():
        test_typed(place)
    if shutil.which('fish'):
        test_fish(place)
missing = [name for name in ('zsh', 'fish') if not shutil.which(name)]
print(f'{len(failures)} failed' + (f'; not installed: {", ".join(missing)}' if missing else ''))
sys.exit(1 if failures else 0)
