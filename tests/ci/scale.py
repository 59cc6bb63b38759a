#!/usr/bin/env python3
"""scale.py RECTO ROOT   README's examples for thousands of sites, as they are written there, with three

Ninja: a second run has nothing to do; what is changed, added or deleted in one site builds that site alone, and a
change that makes no difference rebuilds nothing after it. The task of the array: each builds the site of its line. GNU
parallel, where it is installed, on this machine in place of others. Skipped without ninja.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

RECTO, ROOT = (os.path.abspath(path) for path in sys.argv[1:3])
failures = []


def check(good, text):
    if not good:
        failures.append(text)


def examples():
    with open(os.path.join(ROOT, 'README.md'), encoding='utf-8') as file:
        section = re.search(r'^## Thousands of sites$(.*?)^## ', file.read(), re.M | re.S)[1]
    return re.findall(r'^```sh\n(.*?)^```$', section, re.M | re.S)


class Department:
    def __init__(self, folder, text):
        self.folder, self.text = folder, text
        tools = os.path.join(folder, 'tools')
        os.mkdir(tools)
        with open(os.path.join(tools, 'recto'), 'w', encoding='utf-8') as file:
            file.write(f'#!/bin/sh\necho "$2" >>"{folder}/log"\nexec "{RECTO}" "$@"\n')
        os.chmod(os.path.join(tools, 'recto'), 0o755)
        self.env = {'PATH': f'{tools}:{os.environ["PATH"]}', 'LC_ALL': 'C.UTF-8', 'HOME': folder}
        for name in 'ada', 'ben', 'cyd':
            self.write(f'sites/{name}/index.md', f'---\ntitle: home\n---\n\nI am {name}.\n')
            self.write(f'sites/{name}/_config.yml', f'title: {name.title()} Nowak\nrecto: {{web: {{fonts: system}}}}\n')

    def write(self, path, text):
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        time.sleep(0.02) # a time stamp of its own
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)

    def read(self, path):
        with open(os.path.join(self.folder, path), encoding='utf-8') as file:
            return file.read()

    def run(self, **env):
        """The sites that were built, in the order of their names."""
        done = subprocess.run(['sh', '-e', '-c', self.text], cwd=self.folder, env=self.env | env, capture_output=True,
                              text=True)
        check(done.returncode == 0, done.stdout + done.stderr)
        log = os.path.join(self.folder, 'log')
        if not os.path.exists(log):
            return []
        built = sorted(os.path.basename(line) for line in self.read('log').split())
        os.remove(log)
        return built

    def made(self, name):
        path = os.path.join(self.folder, 'public', name)
        return os.path.exists(os.path.join(path, 'index.html')) and os.path.exists(os.path.join(path, 'cv.pdf'))


def try_ninja(folder, text):
    d = Department(folder, text)
    check(d.run() == ['ada', 'ben', 'cyd'] and all(map(d.made, ('ada', 'ben', 'cyd'))), 'not all were built')
    check(d.run() == [], 'the second run builds something')
    d.write('sites/ben/index.md', '---\ntitle: home\n---\n\nI am another.\n')
    check(d.run() == ['ben'] and 'I am another' in d.read('public/ben/index.html'), 'a changed page')
    d.write('sites/cyd/_config.yml', d.read('sites/cyd/_config.yml'))
    check(d.run() == ['cyd'], 'a file that was saved again')
    check(d.run() == [], 'what made no difference is built for ever')
    d.write('sites/ada/about.md', '---\ntitle: about\n---\n\nMore.\n')
    check(d.run() == ['ada'] and os.path.exists(os.path.join(folder, 'public/ada/about.html')), 'an added page')
    os.remove(os.path.join(folder, 'sites/ada/about.md'))
    check(d.run() == ['ada'], 'a deleted page')
    check(d.run() == [], 'a run after all that builds something')
    check(sorted(os.listdir(os.path.join(folder, 'sites/ada'))) == ['_config.yml', 'index.md'], 'a site was written to')


def try_array(folder, text):
    d = Department(folder, text)
    d.write('sites.txt', 'sites/ada\nsites/ben\nsites/cyd\n')
    check(d.run(SLURM_ARRAY_TASK_ID='2') == ['ben'] and d.made('ben') and not d.made('ada'), 'the second task')


def try_parallel(folder, text):
    d = Department(folder, text.replace('--sshloginfile hosts --workdir ... --transferfile {}', '')
                   .replace('--return public/{/} --cleanup', ''))
    check(d.run() == ['ada', 'ben', 'cyd'] and all(map(d.made, ('ada', 'ben', 'cyd'))), 'GNU parallel')


def main():
    if shutil.which('ninja') is None:
        print('skipped: no ninja')
        sys.exit(77)
    ninja, parallel, array = examples()
    parts = [(try_ninja, ninja), (try_array, array)]
    if shutil.which('parallel') is not None:
        parts.append((try_parallel, parallel))
    for part, text in parts:
        with tempfile.TemporaryDirectory() as folder:
            part(folder, text)
    for text in failures:
        print(text)
    sys.exit(1 if failures else 0)


main()
