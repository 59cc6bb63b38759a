#!/usr/bin/env python3
"""run.py RECTO   `recto check --online` beside servers of our own

A server on 127.0.0.1 plays the proxy of a world of made-up hosts, so that no request leaves this machine. It keeps count
of who asks what and how many at a time. Skipped without libcurl.
"""
import ctypes.util
import http.server
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time

RECTO = os.path.abspath(sys.argv[1])
failures = []


def check(good, text):
    if not good:
        failures.append(text)


class World(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    lock, asked, now, most = threading.Lock(), [], {}, {}

    def answer(self):
        url = self.path
        host = url.split('/')[2] if '://' in url else url
        with World.lock:
            World.asked.append(f'{self.command} {url}')
            for key in host, 'all':
                World.now[key] = World.now.get(key, 0) + 1
                World.most[key] = max(World.most.get(key, 0), World.now[key])
        time.sleep(0.03)
        with World.lock:
            for key in host, 'all':
                World.now[key] -= 1
        self.tell(url.rsplit('/', 1)[-1], 'http://' + host)

    def tell(self, page, site):
        status, to = 200, None
        if page == 'gone':
            status = 404
        elif page == 'refused':
            status = 403
        elif page == 'odd':
            status = 999
        elif page == 'ill':
            status = 503
        elif page == 'headless':
            status = 405 if self.command == 'HEAD' else 206
        elif page in ('moved', 'moving'):
            status, to = (301 if page == 'moved' else 308), site + ('/moving' if page == 'moved' else '/here')
        elif page == 'elsewhere':
            status, to = 302, site + '/moved'
        elif page == 'round':
            status, to = 302, site + '/round'
        elif page == 'file':
            status, to = 302, 'file:///etc/passwd'
        elif page == '10.1000':
            status, to = 302, 'http://publisher.example.org/refused'
        body = b'x' * 100000 if self.command == 'GET' else b''
        self.send_response(status, 'as asked')
        if to is not None:
            self.send_header('Location', to)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass

    do_HEAD = do_GET = answer

    def do_CONNECT(self):
        self.send_error(502)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads, request_queue_size = True, 64

    def handle_error(self, request, client_address):
        """A client that has its first byte may leave."""


def find(folder, links, proxy):
    """The ids and messages of `recto check --online` on a page with these links, and its status."""
    path = os.path.join(folder, 'page.md')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('---\ntitle: Links\nauthor: {name: Ada Nowak}\n---\n\n# Links\n\n')
        file.write(''.join(f'- [link {i}]({link})\n' for i, link in enumerate(links)))
    env = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8'} | proxy
    done = subprocess.run([RECTO, 'check', path, '--online', '--format=json'], capture_output=True, text=True, env=env,
                          timeout=150)
    found = json.loads(done.stdout)['findings']
    return {one['message'].split(' ')[0] if 'line' in one else '': one['id'] for one in found}, found, done.returncode


def try_world(folder, proxy):
    host = 'http://a.example.org'
    pages = {'ok': None, 'gone': 'link-dead', 'refused': 'link-reticent', 'odd': 'link-reticent', 'ill': 'link-reticent',
             'headless': None, 'moved': 'link-moved', 'elsewhere': None, 'round': 'link-endless', 'file': 'link-failed'}
    links = [f'{host}/{page}' for page in pages] + [f'{host}/ok#place', f'{host}/ok', 'http://doi.org/10.1000',
                                                    'mailto:ada@example.org', 'ftp://a.example.org/x']
    many = [f'http://h{i % 12}.example.org/{i}' for i in range(30)]
    ids, found, status = find(folder, links + many, proxy)
    for page, want in pages.items():
        got = [one['id'] for one in found if f'{host}/{page}' in one['message'].split()[:5]
               or f'{host}/{page}:' in one['message']]
        check(got == ([want] if want else []), f'{page}: {got}')
    check(len(found) == sum(want is not None for want in pages.values()), f'more than that: {found}')
    check(status == 0, 'dead links are warnings')
    lines = [one['line'] for one in found]
    check(lines == sorted(lines), 'not in the order of the links')
    moved = next(one['message'] for one in found if one['id'] == 'link-moved')
    check(moved.endswith(f'to {host}/here'), f'moved: {moved}')
    asked = World.asked[:]
    check(asked.count(f'HEAD {host}/ok') == 1, 'the same address was asked for twice')
    check(not any('publisher' in one for one in asked), 'a DOI was followed to its publisher')
    check(not any('ftp' in one or 'mailto' in one for one in asked), 'asked for what is not of the web')
    check(max(count for key, count in World.most.items() if key != 'all') == 1, f'one server was pestered: {World.most}')
    check(2 <= World.most['all'] <= 8, f'{World.most["all"]} requests at a time')
    World.asked.clear()
    again, _, _ = find(folder, links + many, proxy)
    check(again == ids, 'the second run says something else')
    check(sorted(World.asked) == sorted(asked), 'the second run asks for something else')


def try_strict(folder, proxy):
    path = os.path.join(folder, 'page.md')
    find(folder, ['http://a.example.org/gone'], proxy)
    env = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8'} | proxy
    World.asked.clear()
    done = subprocess.run([RECTO, 'check', path, '--fail-on=warning'], capture_output=True, env=env)
    check(done.returncode == 0 and not World.asked, 'without --online the network was asked')
    done = subprocess.run([RECTO, 'check', path, '--fail-on=warning', '--online'], capture_output=True, env=env)
    check(done.returncode == 1, 'a dead link does not fail with --fail-on=warning')


def try_private(folder, port):
    """No proxy: addresses of this machine are not asked."""
    links = [f'http://127.0.0.1:{port}/', f'http://localhost:{port}/', f'http://[::1]:{port}/', 'http://192.168.7.7/x',
             'http://[::ffff:10.0.0.1]/', 'http://169.254.169.254/latest/']
    try:
        socket.getaddrinfo('ip6-localhost', 80)
        links.append(f'http://ip6-localhost:{port}/')
    except OSError:
        pass
    World.asked.clear()
    ids, found, _ = find(folder, links, {})
    check([one['id'] for one in found] == ['link-private'] * len(links), f'private: {found}')
    check(not World.asked, f'asked in a private network: {World.asked}')


def try_no_proxy(folder, proxy):
    """A proxy that is there asks for all: what no_proxy names is asked for directly by nobody, as it may be private."""
    World.asked.clear()
    _, found, _ = find(folder, ['http://a.example.org/ok'], proxy | {'no_proxy': '.example.org'})
    check(not found and World.asked == ['HEAD http://a.example.org/ok'], f'past the proxy: {found} {World.asked}')
    World.asked.clear()
    find(folder, ['http://a.invalid/ok'], proxy | {'no_proxy': '*'})
    check(not World.asked, f'a proxy for nothing was asked: {World.asked}')


def try_cut_off(folder):
    with socket.socket() as closed:
        closed.bind(('127.0.0.1', 0))
        proxy = {'http_proxy': f'http://127.0.0.1:{closed.getsockname()[1]}'}
        _, found, _ = find(folder, [f'http://h{i}.example.org/' for i in range(40)], proxy)
    check([one['id'] for one in found] == ['online-cut-off'], f'without a network: {found}')


def main():
    if ctypes.util.find_library('curl-gnutls') is None and ctypes.util.find_library('curl') is None:
        print('skipped: no libcurl')
        sys.exit(77)
    server = Server(('127.0.0.1', 0), World)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    proxy = {'http_proxy': f'http://127.0.0.1:{port}'}
    with tempfile.TemporaryDirectory() as folder:
        try_world(folder, proxy)
        try_strict(folder, proxy)
        try_private(folder, port)
        try_no_proxy(folder, proxy)
        try_cut_off(folder)
    for text in failures:
        print(text)
    sys.exit(1 if failures else 0)


main()
