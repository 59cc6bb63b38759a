#!/usr/bin/env python3
"""serve.py RECTO [EDITS [SITE]]   what a saved file costs while `recto serve` runs, as ratios

The home page of a copy of SITE (else the sample) gets a line more, EDITS times. Printed: CPU of server and build for
an edit beside that of `recto build` when nothing changed, both measured in the same run; wall
milliseconds from the save to the news of it, and to the new page being fetched, which say something on an idle machine
only. Then requests a second, over 50 connections that are kept and a new one each time.
"""
import http.client
import os
import re
import resource
import statistics
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, 'tests/serve'))
from server import Events, Server  # noqa: E402


def cpu_of(process):
    """CPU milliseconds of a process and of its children that ended."""
    with open(f'/proc/{process}/stat', encoding='utf-8') as file:
        fields = file.read().rsplit(')', 1)[1].split()
    return sum(map(int, fields[11:15])) * 1000 / os.sysconf('SC_CLK_TCK')


def build(program, site):
    """CPU milliseconds of `recto build`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, 'build', '-q', site], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def home_page(site):
    """The Markdown file whose address is "/"."""
    for top, folders, names in os.walk(site):
        folders[:] = [name for name in folders if name not in ('_site', '.recto-cache')]
        for name in names:
            path = os.path.join(top, name)
            if name == 'index.md' and top == site:
                return name
            if name.endswith('.md'):
                with open(path, encoding='utf-8', errors='replace') as file:
                    if re.search(r'^permalink: */ *$', file.read(), re.M):
                        return os.path.relpath(path, site)
    sys.exit(f'{site} has no page at /')


def requests(server, count, threads, keep):
    """Requests a second for the home page."""
    def ask():
        connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=60)
        for _ in range(count // threads):
            connection.request('GET', '/')
            connection.getresponse().read()
            if not keep:
                connection.close()
        connection.close()
    workers = [threading.Thread(target=ask) for _ in range(threads)]
    begin = time.monotonic()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return count / (time.monotonic() - begin)


def main():
    program = os.path.abspath(sys.argv[1])
    edits = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with Server(program, sys.argv[3] if len(sys.argv) > 3 else os.path.join(ROOT, 'content')) as server:
        events = Events(server)
        events.next(60)
        again = statistics.median(build(program, server.site) for _ in range(5))
        source = home_page(server.site)
        text, news, pages = server.read(source), [], []
        before = cpu_of(server.process.pid)
        for i in range(edits):
            while not events.states.empty():
                events.states.get()
            begin = time.monotonic()
            server.write(f'{text}\nEdit {i}.\n', source)
            events.next(60)
            news.append((time.monotonic() - begin) * 1000)
            if f'Edit {i}.'.encode() not in server.get('/')[2]:
                sys.exit(f'edit {i} is not on the page')
            pages.append((time.monotonic() - begin) * 1000)
            time.sleep(0.05)
        cpu = (cpu_of(server.process.pid) - before) / edits
        print(f'CPU of an edit {cpu:.0f} ms: {cpu / again:.2f} of a build without changes')
        for name, times in (('news', news), ('page fetched', pages)):
            print(f'{name:14} after {min(times):5.0f} ms at best, {statistics.median(times):5.0f} ms in the middle')
        for keep in (True, False):
            rate = requests(server, 10000, 50, keep)
            print(f'{rate:6.0f} requests a second, {"connections kept" if keep else "a connection each"}')
        events.close()


main()
