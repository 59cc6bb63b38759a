#!/usr/bin/env python3
"""check.py RECTO SITE   what a file system may do to a site: odd names, links, rights, full disks, an end in between

Each function test_NAME changes a copy of SITE in the folder it gets. Nothing may vanish in silence: what is left out
is told by its name, what cannot be read or written is an error with status 3, and no half of a file is left.
"""
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

RECTO, SITE = (os.path.abspath(path) for path in sys.argv[1:3])
NOBODY = 65534
FAILED = []


def expect(condition, what):
    if not condition:
        FAILED.append(what)


def run(folder, *args, limit=None, memory=None, user=None, processors=None, **environment):
    """The status and what was said. `limit`: bytes that a file may have, `memory`: that the program may; `user`: who
    runs it, when we are root; `processors`: those it is held to."""
    def before():
        if processors:
            os.sched_setaffinity(0, processors)
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    done = subprocess.run([RECTO, *args], cwd=folder, capture_output=True, timeout=60, preexec_fn=before,
                          env={'PATH': os.environ['PATH'], **environment}, stdin=subprocess.DEVNULL,
                          user=user if user and os.getuid() == 0 else None)
    return done.returncode, done.stderr.decode('utf-8', 'strict')


def write(path, text='---\ntitle: A page\n---\nWords.\n'):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def files_of(folder):
    return [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]


def test_names(folder):
    write(f'{folder}/site/a b\'c"d.md')
    write(f'{folder}/site/潮汐.md')
    write(f'{folder}/site/\x1b[31mred.md', '---\ntitle: Red\n---\n[x](nowhere)\n')
    write(os.fsencode(f'{folder}/site/') + b'caf\xe9.md')
    write(os.fsencode(f'{folder}/site/_data/') + b'caf\xe9.yml', 'a: 1\n')
    status, said = run(folder, 'build', 'site', '-o', 'out')
    expect(status == 0, f'odd names: status {status}: {said}')
    expect('caf<E9>.md has a name that is not UTF-8' in said, f'a name that is not UTF-8: {said}')
    expect('caf<E9>.yml has a name that is not UTF-8' in said, f'data whose name is not UTF-8: {said}')
    expect('\x1b' not in said and '<1B>[31mred.md:4:5' in said, f'a name that steers the terminal: {said!r}')
    for name in ('a b\'c"d.html', '潮汐.html'):
        expect(os.path.exists(f'{folder}/out/{name}'), f'{name} is not there')


def test_place(folder):
    """A site in a folder whose name is not UTF-8: what programs read is UTF-8 all the same."""
    site = os.fsencode(folder) + b'/caf\xe9'
    shutil.copytree(os.fsencode(f'{folder}/site'), site)
    write(site + b'/away.md', '---\ntitle: Away\n---\n[x](nowhere)\n')
    for form in ('json', 'gitlab', 'sarif', 'github'):
        done = subprocess.run([RECTO, 'check', site, f'--format={form}'], capture_output=True, timeout=60, cwd=folder)
        said = done.stdout.decode('utf-8', 'replace')
        expect('\ufffd' not in said and 'away.md' in said, f'{form} is not UTF-8: {said[:200]}')


def test_links(folder):
    for target, name in (('.', 'round'), ('nothing', 'torn.md'), ('self', 'self'), ('/etc/hostname', 'away.md')):
        os.symlink(target, f'{folder}/site/{name}')
    os.mkfifo(f'{folder}/site/pipe.md')
    os.symlink('_pages/teaching.md', f'{folder}/site/twin.md')
    status, said = run(folder, 'build', 'site', '-o', 'out')
    expect(status == 0, f'links: status {status}: {said}')
    for told in ('round is a link to a folder that it is in', 'torn.md is a link that leads to nothing',
                 'self is a link that leads to nothing', 'away.md leads out of the site',
                 'pipe.md is neither a file nor a folder'):
        expect(told in said, f'not told: {told}: {said}')


def test_depth(folder):
    path = f'{folder}/site/' + '/'.join(['d'] * 40)
    os.makedirs(path)
    write(f'{path}/page.md')
    status, said = run(folder, 'build', 'site', '-o', 'out')
    expect(status == 0 and 'lies too deep' in said, f'40 levels: {status}: {said}')


def test_rights(folder):
    if os.getuid() == 0 and subprocess.run([RECTO, '--version'], capture_output=True, user=NOBODY).returncode != 0:
        return  # where no other user may come
    os.chmod(folder, 0o777)
    for number, name in enumerate(('_pages/teaching.md', 'assets/img/portrait.jpg', '_config.yml', '_news', '_data',
                                   'assets', '_bibliography/papers.bib', '.')):
        out = f'out{number}'
        mode = os.stat(f'{folder}/site/{name}').st_mode
        os.chmod(f'{folder}/site/{name}', 0)
        status, said = run(folder, 'build', 'site', '-o', out, '--no-cache', user=NOBODY)
        os.chmod(f'{folder}/site/{name}', mode)
        expect(status == 3 and 'cannot read' in said and name.rstrip('.') in said and 'Permission denied' in said,
               f'{name} that must not be read: {status}: {said}')
    os.mkdir(f'{folder}/shut', 0o555)
    status, said = run(folder, 'build', 'site', '-o', 'shut', user=NOBODY)
    expect(status == 3 and 'cannot write shut/' in said, f'a folder that must not be written: {status}: {said}')


def test_full(folder):
    status, said = run(folder, 'build', 'site', '-o', 'out', '--no-cache', limit=30000)
    expect(status == 3 and 'File too large' in said, f'files of 30 kB: {status}: {said}')
    for path in files_of(f'{folder}/out'):
        expect('.tmp' not in path, f'{path} was left')


def test_memory(folder):
    """Whatever cannot be had when memory is short, it is memory that is named. (Sanitizers reserve more than any limit.)"""
    ends = set()
    if run(folder, '--version', memory=1 << 32)[0] != 0:
        return
    for megabytes in range(84, 264, 12):
        status, said = run(folder, 'build', 'site', '-o', 'out', '--no-cache', '-q', memory=megabytes << 20)
        ends.add(status)
        expect(status in (0, 127) or (status == 3 and said.strip().endswith('error: out of memory')),
               f'{megabytes} MB of memory: {status}: {said}')
    expect({0, 3} <= ends, f'memory was never short: {ends}')


def test_end(folder):
    """Ends it while it writes: each file that there is then is whole, also one that has no name of its own yet."""
    run(folder, 'build', 'site', '-o', 'whole', '--no-cache')
    whole = {read(path) for path in files_of(f'{folder}/whole')}
    for after in (0, 3, 9, 20):
        shutil.rmtree(f'{folder}/out', ignore_errors=True)
        started = subprocess.Popen([RECTO, 'build', 'site', '-o', 'out', '--no-cache'], cwd=folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while started.poll() is None and len(files_of(f'{folder}/out')) <= after:
            pass
        started.send_signal(signal.SIGKILL)
        started.wait()
        for path in files_of(f'{folder}/out'):
            expect(read(path) in whole, f'{path} is half a file')


def test_over(folder):
    write(f'{folder}/notes.md', 'Words that are nowhere else.\n')
    for args in (('cv', 'site'), ('handout', 'site', '--layout=card')):
        status, said = run(folder, *args, '-o', 'notes.md')
        kept = read(f'{folder}/notes.md') == b'Words that are nowhere else.\n'
        expect(status == 1 and kept and 'notes.md is there and is no PDF' in said, f'{args}: {status}: {said}')
    for number in range(2):
        status, said = run(folder, 'cv', 'site', '-o', 'cv.pdf')
        expect(status == 0, f'a PDF over a PDF: {status}: {said}')


def test_side_by_side(folder):
    """On one processor or all, one site after the other or eight at once: the same bytes and messages."""
    for number in range(40):
        write(f'{folder}/site/page{number}.md',
              f'---\ntitle: Page {number}\n---\n潮汐 *{number}* {chr(0x4e00 + number)} [x](nowhere{number})\n')
    names = [f'site{number}' for number in range(3)]
    for name in names:
        shutil.copytree(f'{folder}/site', f'{folder}/{name}')
    made = []
    all_of_them = os.sched_getaffinity(0)
    for processors, jobs in (({min(all_of_them)}, 1), (all_of_them, 8)):
        status, said = run(folder, 'build', *names, '-o', 'out', '--no-cache', f'--jobs={jobs}', processors=processors)
        expect(status == 0 and said.count('leads to nothing') == 40 * len(names), f'--jobs={jobs}: {status}: {said[:300]}')
        files = {path: read(path) for path in files_of(f'{folder}/out')}
        expect(len(files) > 40 * len(names), f'--jobs={jobs}: {len(files)} files')
        made.append((files, said))
        shutil.rmtree(f'{folder}/out')
    (one, said_one), (eight, said_eight) = made
    differing = sorted(path for path in one.keys() | eight.keys() if one.get(path) != eight.get(path))
    expect(not differing, f'one at a time and eight at once: {differing[:5]} differ')
    expect(said_one == said_eight, 'one at a time and eight at once say other things')


def test_date(folder):
    for date in ('', '0', '253402300799'):
        status, said = run(folder, 'cv', 'site', '-o', 'cv.pdf', '-q', SOURCE_DATE_EPOCH=date)
        expect(status == 0, f'SOURCE_DATE_EPOCH={date}: {status}: {said}')
    for date in ('yesterday', '-1', '1e9', '99999999999999999999', '253402300800'):
        status, said = run(folder, 'cv', 'site', '-o', 'cv.pdf', '-q', SOURCE_DATE_EPOCH=date)
        expect(status == 2 and 'SOURCE_DATE_EPOCH' in said, f'SOURCE_DATE_EPOCH={date}: {status}: {said}')


def main():
    for name, test in sorted(globals().items()):
        if not name.startswith('test_'):
            continue
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(SITE, f'{folder}/site', ignore=shutil.ignore_patterns('_site', '.recto-cache'))
            test(folder)
    for failed in FAILED:
        print(failed)
    return 1 if FAILED else 0


sys.exit(main())
