#!/usr/bin/env python3
"""check.py RECTO SITE [NAME...] [SLOW REQUESTS]   `recto serve` on a copy of SITE: what it answers, sees, shows and survives

Each test is a function test_NAME with a server of its own: files that change in every way in which editors save,
errors and their way to the browser, addresses that lead out, requests that are broken, slow or many, the end.
"""
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
from server import PATIENCE, Events, Server

failures = []


def check(what, holds):
    if not holds:
        failures.append(what)


def tree(folder):
    """Every file below a folder with its bytes' size and time, and every link."""
    found = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(top, name)
            state = os.lstat(path)
            found[os.path.relpath(path, folder)] = (state.st_size, state.st_mtime_ns)
    return found


def started(server):
    """A stream of events behind the first build."""
    events = Events(server)
    state = events.next()
    while isinstance(state, dict) and not state['ok']:
        state = events.next()
    check('the first build is told of', isinstance(state, dict) and state['ok'])
    return events


def add_line(server, line, *names):
    server.write(server.read(*names) + line, *names)


def test_answers(program, site):
    with Server(program, site) as s:
        events = started(s)
        status, headers, body = s.get('/')
        check('the home page is there', status == 200 and b'<h1' in body)
        check('with the script that shows it anew', b'<script src="/_recto/preview.js" data-file="index.html"' in body)
        check('the file has no such script', 'preview.js' not in s.read('_site/index.html'))
        check('pages are not stored', headers['Cache-Control'] == 'no-store')
        check('a folder has its slash', s.get('/cv?a=1')[0] == 302 and s.get('/cv?a=1')[1]['Location'] == '/cv/?a=1')
        check('a folder has its page', s.get('/cv/')[0] == 200)
        status, _, body = s.get('/nothing/here')
        check('the site has its own page for what is not there', status == 404 and b'data-file=""' in body)
        font = next(name for name in os.listdir(s.path('_site/assets/fonts')) if name.endswith('.woff2'))
        check('fonts have their bytes in their names, and are asked for once',
              'immutable' in s.get('/assets/fonts/' + font)[1]['Cache-Control'])
        for path in ('/assets/fonts/fonts.css', '/assets/recto.js', '/assets/img/portrait.jpg', '/assets/pdf/cv.pdf'):
            check(f'{path} is asked for each time', s.get(path)[1]['Cache-Control'] == 'no-cache')
        check('files keep their type', s.get('/sitemap.xml')[1]['Content-Type'] == 'application/xml')
        status, headers, body = s.get('/assets/pdf/cv.pdf')
        with open(s.path('_site/assets/pdf/cv.pdf'), 'rb') as file:
            pdf = file.read()
        check('the PDF is there', status == 200 and body == pdf and headers['Content-Type'] == 'application/pdf')
        tag, date = headers['ETag'], headers['Last-Modified']
        ranges = {'bytes=0-9': pdf[:10], 'bytes=-10': pdf[-10:], f'bytes={len(pdf) - 5}-': pdf[-5:],
                  f'bytes=5-{len(pdf) + 100}': pdf[5:]}
        for text, part in ranges.items():
            status, headers, body = s.get('/assets/pdf/cv.pdf', Range=text)
            check(f'{text} is that part', status == 206 and body == part and headers['Content-Range'].endswith(f'/{len(pdf)}'))
        status, headers, _ = s.get('/assets/pdf/cv.pdf', Range=f'bytes={len(pdf)}-')
        check('a range behind the end is told', status == 416 and headers['Content-Range'] == f'bytes */{len(pdf)}')
        for text in ('bytes=9-0', 'bytes=a-b', 'bytes=', 'bytes=-', 'lines=1-2', 'bytes=0-1,4-5', 'bytes=0x1-2',
                     'bytes=99999999999999999999-'):
            check(f'{text} is no part', s.get('/assets/pdf/cv.pdf', Range=text)[0] == 200)
        check('an old part is not mixed in', s.get('/assets/pdf/cv.pdf', Range='bytes=0-9', If_Range='"old"')[0] == 200)
        check('If-Range', s.get('/assets/pdf/cv.pdf', Range='bytes=0-9', If_Range=tag)[0] == 206)
        check('If-None-Match', s.get('/assets/pdf/cv.pdf', If_None_Match=f'"x", {tag}')[0] == 304)
        check('If-Modified-Since', s.get('/assets/pdf/cv.pdf', If_Modified_Since=date)[0] == 304)
        check('what changed is sent again', s.get('/assets/pdf/cv.pdf', If_None_Match='"x"')[0] == 200)
        status, headers, body = s.get('/', method='HEAD')
        check('HEAD has no body', status == 200 and body == b'' and int(headers['Content-Length']) > 1000)
        for method in ('POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'):
            status, headers, _ = s.get('/', method=method, body=b'x=1' if method == 'POST' else None)
            check(f'{method} is refused', status == 405 and headers['Allow'] == 'GET, HEAD')
        for host in ('evil.example', f'evil.example:{s.port}', '127.0.0.1.evil.example', 'localhost.evil.example', '',
                     '10.0.0.1', 'localhost:', 'localhost:80x', '0.0.0.0'):
            check(f'the host {host!r} is refused', s.get('/', Host=host)[0] in (400, 403))
        for host in ('localhost', f'localhost:{s.port}', 'LOCALHOST:9', '127.0.0.1', '[::1]:4000'):
            check(f'the host {host!r} is fine', s.get('/', Host=host)[0] == 200)
        check('a request without host is refused', b' 40' in s.raw(b'GET / HTTP/1.0\r\n\r\n')[:16])
        for path in ('/_preview', '/_recto/preview.js', '/_recto/shell.js', '/_recto/preview.css'):
            check(f'{path} is there', s.get(path)[0] == 200 and len(s.get(path)[2]) > 500)
        check('a page of the site is not framed by its script', s.get('/_recto/nothing')[0] == 404)
        events.close()


def test_changes(program, site):
    """Every way in which a file is saved."""
    about = ('_pages', 'about.md')
    with Server(program, site) as s:
        events = started(s)
        in_page = lambda word: word.encode() in s.get('/')[2]

        def sees(what, change, word, path='index.html'):
            state = events.after(change, lambda one: one['ok'] and path in one['changed'] and in_page(word))
            check(f'{what} is seen, and on the page', isinstance(state, dict))

        sees('a save in place', lambda: add_line(s, '\nWord one.\n', *about), 'Word one.')

        def by_rename():
            s.write(s.read(*about) + '\nWord two.\n', '_pages', '.about.md.tmp')
            os.rename(s.path('_pages', '.about.md.tmp'), s.path(*about))
        sees('a save by renaming', by_rename, 'Word two.')

        def with_backup():
            text = s.read(*about)
            os.rename(s.path(*about), s.path('_pages', 'about.md~'))
            time.sleep(0.02)
            s.write(text + '\nWord three.\n', *about)
            os.unlink(s.path('_pages', 'about.md~'))
        sees('a save with a backup', with_backup, 'Word three.')

        def by_parts():
            text = s.read(*about) + '\nWord four.\n'
            with open(s.path(*about), 'w', encoding='utf-8') as file:
                for start in range(0, len(text), len(text) // 5):
                    file.write(text[start:start + len(text) // 5])
                    file.flush()
                    time.sleep(0.02)
        sees('a slow save', by_parts, 'Word four.')

        def many():
            for i in range(20):
                add_line(s, f'\nMany {i}.\n', *about)
        sees('the last of many saves', many, 'Many 19.')

        state = events.after(lambda: s.write('---\ntitle: new\npermalink: /new/\n---\nFresh.\n', '_pages/deep/er/new.md'),
                             lambda one: one['ok'] and 'new/index.html' in one['changed'])
        check('a page in a new folder', isinstance(state, dict) and b'Fresh.' in s.get('/new/')[2])
        state = events.after(lambda: s.write('---\ntitle: new\npermalink: /new/\n---\nFresher.\n', '_pages/deep/er/new.md'),
                             lambda one: one['ok'] and 'new/index.html' in one['changed'])
        check('a change in a new folder', isinstance(state, dict) and b'Fresher.' in s.get('/new/')[2])
        events.after(lambda: os.unlink(s.path('_pages/deep/er/new.md')), lambda one: one['ok'])
        check('a page that went is gone', s.get('/new/')[0] == 404)

        def noise():
            for name in ('.about.md.swp', 'about.md~', '#about.md#', '.#about.md', '4913', '.goutputstream-AB12'):
                s.write('x', '_pages', name)
            s.write('x', '.git', 'index')
            s.write('x', '.recto-cache', 'x')
            s.write('x', '_site', 'own.txt')
            os.unlink(s.path('_site', 'own.txt'))
        noise()
        check('files of editors are no change', events.next(0.6) == 'nothing')
        events.close()


def test_folders(program, site):
    """A site that is a link, goes and comes back, is moved in parts, or is a single file with a picture."""
    good = lambda path: lambda one: one['ok'] and path in one['changed']
    with Server(program, site) as s:
        events = started(s)
        os.mkdir(s.path('more'))
        os.rename(s.path('more'), s.path('other'))
        page = '---\ntitle: x\npermalink: /x/\n---\nX %d.\n'
        state = events.after(lambda: s.write(page % 1, 'other/x.md'), good('x/index.html'))
        check('a folder that was renamed is seen into', isinstance(state, dict))
        away = s.site + '.away'
        state = events.after(lambda: os.rename(s.site, away), lambda one: not one['ok'])
        check('a site that goes is told of', isinstance(state, dict) and s.get('/')[0] in (200, 404))
        state = events.after(lambda: os.rename(away, s.site), lambda one: one['ok'])
        check('and is served when it is there again', isinstance(state, dict) and s.get('/')[0] == 200)
        state = events.after(lambda: s.write(page % 2, 'other/x.md'), good('x/index.html'))
        check('and watched', isinstance(state, dict))
        state = events.after(lambda: shutil.rmtree(s.path('_site')), good('index.html'))
        check('an output that is removed is made again', isinstance(state, dict) and s.get('/')[0] == 200)
        events.close()
    with Server(program, site, one='_pages/about.md') as s:
        s.stop()
        os.makedirs(s.path('_pages', 'far', 'pictures'))
        shutil.copy(s.path('assets/img/portrait.jpg'), s.path('_pages/far/pictures/me.jpg'))
        s.write('# Ada Nowak\n\nOne page. ![me](far/pictures/me.jpg)\n', '_pages/about.md')
        s.start()
        events = started(s)
        state = events.after(lambda: add_line(s, '\nMore of it.\n', '_pages/about.md'), good('index.html'))
        check('a single file is served', isinstance(state, dict) and b'More of it.' in s.get('/')[2])
        check('and named as its folder has it', s.waits_for(lambda line: line.startswith('about.md: ')))
        state = events.after(lambda: shutil.copy(s.path('assets/img/publication_preview/aquifer.jpg'),
                                                 s.path('_pages/far/pictures/me.jpg')), lambda one: one['ok'])
        check('with its pictures', isinstance(state, dict) and any(name.endswith('me.jpg') for name in state['changed']))
        away = s.path('away')
        state = events.after(lambda: os.rename(s.path('_pages'), away), lambda one: not one['ok'])
        check('its folder that goes is told of', isinstance(state, dict))
        state = events.after(lambda: os.rename(away, s.path('_pages')), lambda one: one['ok'])
        check('and is served when it is there again', isinstance(state, dict) and s.get('/')[0] == 200)
        events.close()


def test_causes(program, site):
    """What is said of a build names the file that it was made for, though another is saved meanwhile."""
    with Server(program, site) as s:
        events = started(s)
        for i in range(8):
            add_line(s, f'\nOne {i}.\n', '_pages/about.md')
            time.sleep(0.02 + 0.006 * i)
            events.after(lambda: add_line(s, f'\nTwo {i}.\n', '_pages/publications.md'),
                         lambda one: 'publications/index.html' in one['changed'])
        check('both are named', s.waits_for(lambda line: line.startswith('_pages/about.md: '))
              and s.waits_for(lambda line: line.startswith('_pages/publications.md: ')))
        check('no later build is without a file', sum(line.startswith('built') for line in s.lines) == 1)
        events.close()


def test_errors(program, site):
    with Server(program, site) as s:
        events = started(s)
        good, text = s.get('/')[2], s.read('_config.yml')
        before = tree(s.path('_site'))
        state = events.after(lambda: s.write(text + 'broken: [1, 2\nnext: "\n', '_config.yml'), lambda one: not one['ok'])
        first = state['messages'][0] if isinstance(state, dict) and state['messages'] else {}
        check('an error is told', first.get('level') == 'error' and state['errors'] > 0)
        check('with its place', first.get('file', '').endswith('_config.yml') and first.get('line', 0) > text.count('\n'))
        check('with the line', any(first.get(part) for part in ('before', 'marked', 'after')) and first.get('column', 0) > 0)
        check('the last good page is still served', s.get('/')[2] == good)
        check('nothing was written', tree(s.path('_site')) == before)
        late = Events(s)
        check('who comes late hears of it', late.next() == state)
        late.close()
        state = events.after(lambda: s.write(text, '_config.yml'), lambda one: one['ok'])
        check('and that it is mended', isinstance(state, dict) and state['errors'] == 0 and state['changed'] == [])
        state = events.after(lambda: add_line(s, '\n![](no-such.png)\n', '_pages/about.md'), lambda one: one['ok'])
        check('warnings are told', isinstance(state, dict) and state['warnings'] > 0
              and any('no-such.png' in m['text'] + m.get('marked', '') for m in state['messages']))
        events.close()
    with Server(program, site) as s:
        s.stop()
        s.write('a: [\n', '_config.yml')
        s.start()
        events = Events(s)
        check('a site that was never built says so', events.next()['ok'] is False and s.get('/')[0] == 503)
        s.write('title: x\n', '_config.yml')
        check('until it is', events.next()['ok'] is True and s.get('/')[0] == 200)
        events.close()


TRAVERSALS = '''/../secret.txt /../../secret.txt /%2e%2e/secret.txt /%2E%2E%2Fsecret.txt /..%2fsecret.txt /..%5csecret.txt
/..\\secret.txt /%252e%252e/secret.txt /.%2e/secret.txt /cv/../../secret.txt /cv/%2e%2e/%2e%2e/secret.txt
/assets/..;/secret.txt /%c0%ae%c0%ae/secret.txt /%e0%80%ae%e0%80%ae/secret.txt /..%00/secret.txt /index.html%00.txt
//secret.txt /./../secret.txt /%2f..%2fsecret.txt /%u002e%u002e/secret.txt /..%c0%afsecret.txt /..%ef%bc%8fsecret.txt
/linked/secret.txt /linked.txt /hard/../linked.txt /_pages/about.md /_config.yml /.recto-cache/ /../site/_config.yml
file:///etc/passwd /etc/passwd //etc/passwd /%2fetc%2fpasswd /proc/self/environ /% /%2 /%zz /\x7f /assets/'''.split()


def test_hostile(program, site):
    with Server(program, site) as s:
        with open(os.path.join(s.folder, 'secret.txt'), 'w', encoding='utf-8') as file:
            file.write('SECRET')
        events = started(s)
        os.symlink('../../secret.txt', s.path('_site', 'linked.txt'))
        os.symlink('../..', s.path('_site', 'linked'))
        os.unlink(s.path('_site', 'robots.txt'))
        os.symlink('../../secret.txt', s.path('_site', 'robots.txt'))
        os.rename(s.path('_site', 'cv'), s.path('_site', 'cv2'))
        os.symlink(s.path('_site', 'cv2'), s.path('_site', 'cv'))
        for path in TRAVERSALS + ['/robots.txt', '/cv/']:
            reply = s.raw(f'GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'.encode('latin-1'))
            check(f'{path} is refused', reply[9:12] in (b'400', b'403', b'404', b'302') and b'SECRET' not in reply
                  and b'root:x:' not in reply and b'first_name' not in reply)
        head = b'GET / HTTP/1.1\r\nHost: localhost\r\n'
        broken = {
            'a huge header': head + b'X: ' + b'y' * 4_000_000 + b'\r\n\r\n',
            'thousands of headers': head + b''.join(b'X%d: y\r\n' % i for i in range(50_000)) + b'\r\n',
            'a huge address': b'GET /' + b'a' * 3_000_000 + b' HTTP/1.1\r\nHost: localhost\r\n\r\n',
            'a long address': b'GET /' + b'a' * 8000 + b' HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
            'no request': b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + bytes(range(256)) * 8 + b'\r\n\r\n',
            'NULs': b'GET /\0/etc HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
            'a folded header': head + b' folded\r\n\r\n',
            'two lengths': head + b'Content-Length: 5\r\nContent-Length: 7\r\n\r\nabcde',
            'a negative length': head + b'Content-Length: -1\r\n\r\n',
            'a length past all': head + b'Content-Length: 99999999999999999999999\r\n\r\n',
            'a body that never comes': head + b'Content-Length: 1000000000\r\nConnection: close\r\n\r\n',
            'bad chunks': b'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n',
            'an unknown version': b'GET / HTTP/9.9\r\nHost: localhost\r\n\r\n',
            'no version': b'GET /\r\n\r\n',
            'only line ends': b'\r\n' * 10_000,
        }
        for name, data in broken.items():
            reply = s.raw(data, 1)
            check(f'{name}: no crash', s.process.poll() is None)
            check(f'{name}: {reply[:40]!r}', reply == b'' or reply[:5] == b'HTTP/')
        check('a long address is told', b' 400 ' in s.raw(broken['a long address'])[:16])
        check('it still answers', s.get('/')[0] == 200)
        events.close()
        check('nothing was said of all that', [line for line in s.said if 'rror' in line] == [])


def test_many(program, site):
    """Two numbers on the command line: how many slow clients, how many requests."""
    slow, requests = ([int(word) for word in sys.argv[3:] if word.isdigit()] + [200, 1000])[:2]
    with Server(program, site) as s:
        events = started(s)
        held = []
        for i in range(slow):
            one = socket.create_connection(('127.0.0.1', s.port), timeout=PATIENCE)
            one.sendall([b'', b'G', b'GET / HTTP/1.1\r\nHost: local', b'GET /assets/pdf/cv.pdf HTTP/1.1\r\nHost: localhost\r\n\r\n',
                         b'GET /_recto/events HTTP/1.1\r\nHost: localhost\r\n\r\n'][i % 5])
            held.append(one)
        failed = []

        def ask(count):
            connection = http.client.HTTPConnection('127.0.0.1', s.port, timeout=PATIENCE)
            for i in range(count):
                try:
                    connection.request('GET', ['/', '/cv/', '/assets/recto.js', '/nothing'][i % 4])
                    reply = connection.getresponse()
                    if reply.status not in (200, 404) or not reply.read():
                        failed.append(reply.status)
                except (OSError, http.client.HTTPException) as error:
                    failed.append(error)
                    connection.close()
            connection.close()
        threads = [threading.Thread(target=ask, args=(requests // 8,)) for _ in range(8)]
        begin = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.monotonic() - begin
        check(f'{requests} requests beside {slow} slow clients: {failed[:3]}', failed == [])
        state = events.after(lambda: add_line(s, '\nBusy.\n', '_pages/about.md'), lambda one: one['ok'])
        check('a change is seen all the same', isinstance(state, dict) and b'Busy.' in s.get('/')[2])
        for one in held:
            one.close()
        check('it still answers', s.get('/')[0] == 200)
        events.close()
        check('it ends cleanly', s.stop() == 0)
        print(f'{requests} requests beside {slow} slow clients: {seconds:.1f} s')


def test_end(program, site):
    for number in (signal.SIGINT, signal.SIGTERM):
        with Server(program, site) as s:
            outside = lambda: {name: state for name, state in tree(s.folder).items()
                               if '/_site/' not in name and '/.recto-cache/' not in name}
            before = outside()
            events = started(s)
            check(f'signal {number} ends it', s.stop(number) == 0)
            check('streams end with it', events.next() is None)
            check('nothing is written beside the output', outside() == before)
            check('no temporary file is left', not [name for name in tree(s.path('_site')) if '.tmp' in name])
            check(f'no fault is said: {s.said}', not [line for line in s.said if re.search('error|warning|anitizer', line)])
    with Server(program, site) as s:
        check('a signal in the first build', s.stop() == 0)
        check('the output is whole or not there', not [name for name in tree(s.site) if '.tmp' in name])
    with Server(program, site) as s:
        build, children = '', f'/proc/{s.process.pid}/task/{s.process.pid}/children'
        while not build:
            with open(children, encoding='utf-8') as file:
                build = file.read()
        os.kill(int(build), signal.SIGSTOP)
        s.process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        check('a signal waits for the build', s.process.poll() is None)
        try:
            check('a second one does not', s.stop() == -signal.SIGINT)
        except subprocess.TimeoutExpired:
            check('a second one is heard', False)
        os.kill(int(build), signal.SIGKILL)


def test_settings(program, site):
    with Server(program, site, '--set', 'baseurl=/~lin') as s:
        events = started(s)
        check('the root leads to baseurl', s.get('/')[1]['Location'] == '/~lin/')
        check('so does baseurl alone', s.get('/~lin')[1]['Location'] == '/~lin/')
        check('pages stand below it', s.get('/~lin/cv/')[0] == 200 and s.get('/%7Elin/cv/')[0] == 200)
        check('and nowhere else', s.get('/cv/')[0] == 404 and s.get('/~linus/')[0] == 404)
        taken = subprocess.run([program, 'serve', s.site, f'--port={s.port}'], capture_output=True, text=True,
                               timeout=PATIENCE)
        check('a port that is taken is told', taken.returncode == 3 and 'hint: --port=0' in taken.stderr)
        events.close()
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'xdg-open'), 'w', encoding='utf-8') as file:
            file.write(f'#!/bin/sh\necho "$@" >{folder}/asked.new; mv {folder}/asked.new {folder}/asked\n')
        os.chmod(file.name, 0o755)
        with Server(program, site, '--open', path=folder + ':' + os.environ['PATH']) as s:
            started(s).close()
            end = time.monotonic() + PATIENCE
            while not os.path.exists(os.path.join(folder, 'asked')) and time.monotonic() < end:
                time.sleep(0.02)
            with open(os.path.join(folder, 'asked'), encoding='utf-8') as file:
                check('--open opens page and PDF', file.read() == f'http://127.0.0.1:{s.port}/_preview\n')
    nothing = subprocess.run([program, 'serve', '/no/such/site'], capture_output=True, text=True, timeout=PATIENCE)
    check('a site that is not there is told', nothing.returncode == 3 and '/no/such/site' in nothing.stderr)


def built(program, site, folder):
    """A copy of the site whose pictures and fonts are made already."""
    copy = os.path.join(folder, 'built')
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns('_site', '.recto-cache'))
    subprocess.run([program, 'build', '-q', copy], check=True)
    shutil.rmtree(os.path.join(copy, '_site'))
    return copy


def main():
    program, site, names = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:]
    tests = {name[5:]: test for name, test in globals().items() if name.startswith('test_')}
    folder = tempfile.mkdtemp(prefix='recto-serve-')
    copy = built(program, site, folder)
    for name in [name for name in names if not name.isdigit()] or tests:
        before = len(failures)
        tests[name](program, copy)
        failures[before:] = [f'{name}: {text}' for text in failures[before:]]
    shutil.rmtree(folder)
    for text in failures:
        print('not so: ' + text)
    sys.exit(1 if failures else 0)


if __name__ == '__main__':
    main()
