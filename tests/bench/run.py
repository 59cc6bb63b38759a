#!/usr/bin/env python3
"""run.py RECTO [RUNS [SITE...]]   what recto's work costs, as ratios to a yardstick measured in the same run

The yardstick is one second's worth of SHA-256 in this interpreter's C library, scaled to the speed of the machine
at that moment: absolute seconds on shared machines say little. Printed for each job: CPU of the whole process as a
multiple of a thousandth of the yardstick (about milliseconds on a machine that hashes 400 MB a second), peak memory,
size of the output. Then how even word spaces are (spacing.py) on the sample and on each SITE.
"""
import hashlib
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import spacing

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def yardstick():
    """CPU seconds to hash 400 MB."""
    block = bytes(4_000_000)
    start = time.process_time()
    for _ in range(100):
        hashlib.sha256(block).digest()
    return time.process_time() - start


def measure(command):
    """CPU seconds and peak MiB of one child."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execv(command[0], command)
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f'{" ".join(command)}: status {status}')
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def long_text(folder, copies):
    """The sample's home page that many times in one file."""
    text = open(os.path.join(ROOT, 'content/_pages/about.md'), encoding='utf-8').read().split('---\n', 2)[2]
    text = text.split('## 📝')[0].split('[^gauge]:')[0].replace('[^gauge]', '')
    path = os.path.join(folder, f'copies-{copies}.md')
    with open(path, 'w', encoding='utf-8') as out:
        out.write('---\nname: Bench\n---\n')
        for i in range(copies):
            out.write(f'## Part {i}\n\n{text}\n\n')
    return path


def pages_of(command):
    """How many pages the command says its PDF has."""
    said = subprocess.run([word for word in command if word != '-q'], capture_output=True, text=True).stdout
    return max(int(n) for n in re.findall(r'(\d+) pages? ', said))


def main():
    recto = os.path.abspath(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as top:
        content = os.path.join(top, 'content')
        subprocess.run(['cp', '-r', os.path.join(ROOT, 'content'), content], check=True)
        pdf = os.path.join(top, 'out.pdf')
        jobs = [
            ('sample: PDF, no cache', [recto, 'cv', '-q', '--no-cache', content, '-o', pdf]),
            ('sample: PDF, pictures cached', [recto, 'cv', '-q', content, '-o', pdf]),
            ('sample: site and PDF, cached', [recto, 'build', '-q', content, '-o', os.path.join(top, 'site')]),
        ]
        for copies in (30, 300, 3000):
            jobs.append((f'{copies} copies of a text', [recto, 'cv', '-q', long_text(top, copies), '-o', pdf]))
        print(f'{"job":32}{"CPU / yardstick":>16}{"pages":>7}{"a page":>8}{"peak MiB":>10}{"PDF kB":>8}')
        for name, command in jobs:
            pages = pages_of(command)
            ratios, peak = [], 0
            for _ in range(runs if pages < 100 else 1):
                unit = yardstick()
                cpu, mib = measure(command)
                ratios.append(cpu / unit * 1000)
                peak = max(peak, mib)
            ratio = statistics.median(ratios)
            print(f'{name:32}{ratio:16.0f}{pages:7}{ratio / pages:8.2f}{peak:10.0f}{os.path.getsize(pdf) / 1000:8.0f}')
        print(f'\n{"word spaces at 10 pt (spacing.py)":36}{"lines":>6}{"hyphens":>9}{"deviation":>11}')
        for path in [content] + sys.argv[3:]:
            for expansion in (0, 1, 2):
                subprocess.run([recto, 'cv', '-q', path, '-o', pdf, '--set', 'recto.theme.body_size=10pt',
                                '--set', f'recto.theme.expansion={expansion}'], check=True)
                lines, hyphens, _, _, deviation = spacing.measure(pdf)
                name = f'{os.path.basename(path)}, letters +-{expansion} %'
                print(f'{name:36}{lines:6}{hyphens:9}{deviation:11.2f}')


main()
