#!/usr/bin/env python3
"""run.py RECTO [RUNS]   what recto's work costs, as ratios to a yardstick measured in the same run

The yardstick is one second's worth of SHA-256 in this interpreter's C library, scaled to the speed of the machine
at that moment: absolute seconds on shared machines say little. Printed for each job: CPU of the whole process as a
multiple of a thousandth of the yardstick (about milliseconds on a machine that hashes 400 MB a second), peak memory,
size of the output.
"""
import hashlib
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

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


def long_text(folder, pages):
    """A document of about that many pages, from the sample's teaching page."""
    text = open(os.path.join(ROOT, 'content/_pages/about.md'), encoding='utf-8').read().split('---\n', 2)[2]
    text = text.split('# 📝')[0]
    path = os.path.join(folder, f'long-{pages}.md')
    with open(path, 'w', encoding='utf-8') as out:
        out.write('---\nname: Bench\n---\n')
        for i in range(pages * 2):
            out.write(text.replace('[^gauge]', '').replace('# 🌊 Research', f'# Part {i}').split('\n: ')[0] + '\n')
    return path


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
        for pages in (10, 100, 1000):
            jobs.append((f'{pages} pages of text', [recto, 'cv', '-q', long_text(top, pages), '-o', pdf]))
        print(f'{"job":32}{"CPU / yardstick":>18}{"peak MiB":>10}{"PDF kB":>10}')
        for name, command in jobs:
            measure(command)
            ratios, peak = [], 0
            for _ in range(runs if '1000' not in name else 1):
                unit = yardstick()
                cpu, mib = measure(command)
                ratios.append(cpu / unit * 1000)
                peak = max(peak, mib)
            print(f'{name:32}{statistics.median(ratios):18.0f}{peak:10.0f}{os.path.getsize(pdf) / 1000:10.0f}')


main()
