"""server: a `recto serve` that runs on a copy of a site, for the tests of this folder."""
import http.client
import json
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

PATIENCE = 20  # seconds that anything may take on a busy machine


class Server:
    """Started on a copy of SITE in a folder of its own, or on `one` file of it; ends with the `with` block."""

    def __init__(self, program, site, *options, one='', path=os.environ['PATH']):
        self.program, self.options, self.one, self.search = program, options, one, path
        self.folder = os.path.realpath(tempfile.mkdtemp(prefix='recto-serve-'))
        self.site = os.path.join(self.folder, 'site')
        shutil.copytree(site, self.site, ignore=shutil.ignore_patterns('_site'))
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def start(self):
        self.process = subprocess.Popen([self.program, 'serve', os.path.join(self.site, self.one), '--port=0', *self.options],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env=dict(os.environ, PATH=self.search))
        self.lines = []
        for line in self.process.stdout:
            self.lines.append(line)
            match = re.search(r'http://127\.0\.0\.1:(\d+)/$', line.strip())
            if match:
                self.port = int(match.group(1))
                break
        else:
            raise SystemExit('recto serve did not start: ' + self.process.stderr.read())
        self.said = []  # standard error
        threading.Thread(target=lambda: self.lines.extend(self.process.stdout), daemon=True).start()
        threading.Thread(target=lambda: self.said.extend(self.process.stderr), daemon=True).start()

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder)

    def stop(self, number=signal.SIGINT):
        """The exit status after a signal."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def waits_for(self, holds):
        """Whether a line that `holds` comes on standard output."""
        end = time.monotonic() + PATIENCE
        while not any(holds(line) for line in self.lines) and time.monotonic() < end:
            time.sleep(0.02)
        return any(holds(line) for line in self.lines)

    def get(self, path, method='GET', body=None, **headers):
        """(status, headers, bytes) of one request."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {k.replace('_', '-'): v for k, v in headers.items()})
            reply = connection.getresponse()
            return reply.status, reply.headers, reply.read()
        finally:
            connection.close()

    def raw(self, data, seconds=PATIENCE):
        """What comes back on a socket of its own; b'' when it is closed without a word."""
        with socket.create_connection(('127.0.0.1', self.port), timeout=seconds) as s:
            parts = []
            try:
                s.sendall(data)
                while part := s.recv(65536):
                    parts.append(part)
            except (ConnectionError, TimeoutError):
                pass
            return b''.join(parts)

    def path(self, *names):
        return os.path.join(self.site, *names)

    def read(self, *names):
        with open(self.path(*names), encoding='utf-8') as file:
            return file.read()

    def write(self, text, *names):
        os.makedirs(os.path.dirname(self.path(*names)), exist_ok=True)
        with open(self.path(*names), 'w', encoding='utf-8') as file:
            file.write(text)


class Events:
    """The stream of events, taken up again when it breaks off, as browsers do: `next()` is the next state, as a dict."""

    def __init__(self, server):
        self.port, self.socket, self.closed = server.port, None, False
        self.states = queue.Queue()
        threading.Thread(target=self.run, daemon=True).start()

    def listen(self):
        with socket.create_connection(('127.0.0.1', self.port), timeout=60) as self.socket:
            self.socket.sendall(f'GET /_recto/events HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n'.encode())
            reply = http.client.HTTPResponse(self.socket)
            reply.begin()
            while line := reply.readline():
                if line.startswith(b'data: '):
                    self.states.put(json.loads(line[6:]))

    def run(self):
        while not self.closed:
            try:
                self.listen()
            except ConnectionRefusedError:
                break
            except (OSError, ValueError, http.client.HTTPException):
                pass
            time.sleep(0.05)
        self.states.put(None)

    def next(self, seconds=PATIENCE):
        """None when the server has ended, 'nothing' when there was no state in time."""
        try:
            return self.states.get(timeout=seconds)
        except queue.Empty:
            return 'nothing'

    def after(self, change, accept=lambda state: True):
        """The first state that `accept`s, after `change()`."""
        while not self.states.empty():
            self.states.get()
        change()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            state = self.next(end - time.monotonic())
            if not isinstance(state, dict) or accept(state):
                return state
        return 'nothing'

    def close(self):
        self.closed = True
        if self.socket is not None:
            self.socket.close()
