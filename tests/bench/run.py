#!/usr/bin/env python3
"""run.py RECTO [RUNS [SITE...]]   what recto's work costs, as ratios to a yardstick measured in the same run

The yardstick is one second's worth of SHA-256 in this interpreter's C library, scaled to the speed of the machine
at that moment: absolute seconds on shared machines say little. Printed for each job: CPU of the whole process as a
multiple of a thousandth of the yardstick (about milliseconds on a machine that hashes 400 MB a second) and in
milliseconds, both also for one page, peak memory, size of the output. What grows is there in three sizes, so that
ratios show whether time and memory grow with it or faster. Then whole sites of many pages: built anew, again with
nothing changed, again with one page changed; each also as a multiple of a site of one page, which is what starting,
fonts and the PDF cost. Then how even word spaces are (spacing.py) on the sample and on each SITE.
"""
import hashlib
import os
import re
import resource
import shutil
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


def write_page(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding='utf-8') as out:
        out.write(f'---\nname: Bench\n---\n\n{text}\n')
    return path


def sample_text():
    """The sample's home page up to its publications, without the note."""
    text = open(os.path.join(ROOT, 'content/_pages/about.md'), encoding='utf-8').read().split('---\n', 2)[2]
    return text.split('## 📝')[0].split('[^gauge]:')[0].replace('[^gauge]', '')


def long_text(folder, copies):
    """The sample's home page that many times in one file."""
    text = sample_text()
    return write_page(folder, f'copies-{copies}.md', ''.join(f'## Part {i}\n\n{text}\n\n' for i in range(copies)))


def sample_words(count):
    """Plain words of the sample, over and over."""
    words = re.findall(r'\b[a-z]+\b', sample_text())
    return [words[i * 7 % len(words)] for i in range(count)]


def long_paragraph(folder, size):
    """One paragraph of that many kB."""
    text = ' '.join(sample_words(size * 1000 // 4))[:size * 1000]
    return write_page(folder, f'paragraph-{size}.md', text)


def long_table(folder, rows):
    words = sample_words(rows * 8)
    lines = [f'| {1900 + i % 120} | {" ".join(words[8 * i:8 * i + 8])} | {i} |' for i in range(rows)]
    return write_page(folder, f'table-{rows}.md', '| Year | Title | Number |\n|---|---|---:|\n' + '\n'.join(lines))


def book(folder, copies):
    """The shared text of two pages that many times; None when it is not there."""
    script = os.path.join(ROOT, '../shared/bench/book.sh')
    if not os.path.exists(script):
        return None
    path = os.path.join(folder, f'book-{copies}.md')
    with open(path, 'wb') as out:
        subprocess.run(['sh', script, str(copies)], stdout=out, check=True)
    return path


def site(folder, count):
    """A site of that many pages of the sample's text."""
    path = os.path.join(folder, f'site-{count}')
    os.makedirs(os.path.join(path, '_pages'))
    with open(os.path.join(path, '_config.yml'), 'w', encoding='utf-8') as out:
        out.write('title: Bench\nurl: https://bench.example\n')
    for i in range(1, count + 1):
        with open(os.path.join(path, f'_pages/page-{i}.md'), 'w', encoding='utf-8') as out:
            out.write(f'---\ntitle: page {i}\npermalink: /page-{i}/\n---\n\n# Page {i}\n\n{sample_text()}\n')
    return path


def build_site(recto, path, runs):
    """Ratios and milliseconds of a build anew, of one with nothing changed, of one with a page changed; MiB of the first."""
    out, figures = path + '-out', {'anew': [], 'nothing changed': [], 'one page changed': []}
    command, peak = [recto, 'build', '-q', path, '-o', out], 0
    for _ in range(runs):
        shutil.rmtree(out, ignore_errors=True)
        shutil.rmtree(os.path.join(path, '.recto-cache'), ignore_errors=True)
        for name, times in figures.items():
            if name == 'one page changed':
                with open(os.path.join(path, '_pages/page-1.md'), 'a', encoding='utf-8') as page:
                    page.write('\nMore.\n')
            unit = yardstick()
            cpu, mib = measure(command)
            times.append((cpu / unit * 1000, cpu * 1000))
            peak = max(peak, mib)
    return {name: [statistics.median(column) for column in zip(*times)] for name, times in figures.items()}, peak


def print_sites(recto, folder, runs):
    print(f'\n{"site":32}{"CPU / yardstick":>16}{"ms":>7}{"of 1 page":>11}{"a page ms":>11}{"peak MiB":>10}')
    one, _ = build_site(recto, site(folder, 1), runs)
    for count in (100, 1000):
        figures, peak = build_site(recto, site(folder, count), runs)
        for name, (ratio, ms) in figures.items():
            print(f'{f"{count} pages, {name}":32}{ratio:16.0f}{ms:7.0f}{ms / one[name][1]:11.1f}'
                  f'{(ms - one[name][1]) / count:11.2f}{peak:10.0f}', flush=True)


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
        growing = [(f'{n} copies of a text', long_text(top, n)) for n in (30, 300, 3000)]
        growing += [(f'shared text, {n} copies', book(top, n)) for n in (5, 50, 500)]
        growing += [(f'a paragraph of {n} kB', long_paragraph(top, n)) for n in (250, 500, 1000)]
        growing += [(f'a table of {n} rows', long_table(top, n)) for n in (1250, 2500, 5000)]
        jobs += [(name, [recto, 'cv', '-q', '--no-cache', path, '-o', pdf]) for name, path in growing if path]
        print(f'{"job":32}{"CPU / yardstick":>16}{"ms":>7}{"pages":>7}{"a page":>8}{"ms":>6}{"peak MiB":>10}{"PDF kB":>8}')
        for name, command in jobs:
            pages = pages_of(command)
            ratios, times, peak = [], [], 0
            for _ in range(runs if pages < 100 else 1):
                unit = yardstick()
                cpu, mib = measure(command)
                ratios.append(cpu / unit * 1000)
                times.append(cpu * 1000)
                peak = max(peak, mib)
            ratio, ms = statistics.median(ratios), statistics.median(times)
            print(f'{name:32}{ratio:16.0f}{ms:7.0f}{pages:7}{ratio / pages:8.2f}{ms / pages:6.2f}{peak:10.0f}'
                  f'{os.path.getsize(pdf) / 1000:8.0f}', flush=True)
        print_sites(recto, top, min(runs, 3))
        print(f'\n{"word spaces at 10 pt (spacing.py)":36}{"lines":>6}{"hyphens":>9}{"deviation":>11}')
        for path in [content] + sys.argv[3:]:
            for expansion in (0, 1, 2):
                subprocess.run([recto, 'cv', '-q', path, '-o', pdf, '--set', 'recto.theme.body_size=10pt',
                                '--set', f'recto.theme.expansion={expansion}'], check=True)
                lines, hyphens, _, _, deviation = spacing.measure(pdf)
                name = f'{os.path.basename(path)}, letters +-{expansion} %'
                print(f'{name:36}{lines:6}{hyphens:9}{deviation:11.2f}')


main()
