#!/usr/bin/env python3
"""suite.py DECODE RECTO SUITES   pictures of others, as recto decodes them, beside what a reference says of them

PngSuite (SUITES/png) beside netpbm's pngtopam, pixel by pixel and exactly; its broken ones are refused by the
decoder and by `recto build`, with a message that names the file. The photographs of SUITES/jpeg-exif, which are one
picture stored in eight orientations, all look like the upright one. Skipped without the suites or pngtopam.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

DECODE, RECTO, SUITES = (os.path.abspath(a) for a in sys.argv[1:4])
# RGB whose tRNS chunk says that white is not painted; pngtopam 11 shows it.
WHITE_IS_CLEAR = {'tbbn2c16.png', 'tbgn2c16.png', 'tbrn2c08.png'}
NEAR = 6  # mean difference of 255 between two JPEGs of one picture


def read_pam(data):
    """Width, height and rows of RGBA, 8 bits a channel, of a PAM file of any depth and number of channels."""
    head, body = data.split(b'ENDHDR\n', 1)
    said = {k: int(v) for k, v in re.findall(rb'(WIDTH|HEIGHT|DEPTH|MAXVAL) (\d+)', head)}
    width, height, depth, most = (said[k] for k in (b'WIDTH', b'HEIGHT', b'DEPTH', b'MAXVAL'))
    if most == 255 and depth == 4:
        return width, height, body
    if most > 255:
        body = [body[i] << 8 | body[i + 1] for i in range(0, len(body), 2)]
    out = bytearray()
    for at in range(0, width * height * depth, depth):
        pixel = [(value * 255 * 2 + most) // (most * 2) for value in body[at:at + depth]]
        alpha = pixel.pop() if depth % 2 == 0 else 255
        out += bytes((pixel * 3)[:3] + [alpha])
    return width, height, bytes(out)


def decode(path):
    done = subprocess.run([DECODE, path], capture_output=True)
    return read_pam(done.stdout) if done.returncode == 0 else done.stderr.decode().strip()


def reference_of(path):
    done = subprocess.run(['pngtopam', '-alphapam', path], capture_output=True, check=True)
    width, height, pixels = read_pam(done.stdout)
    if os.path.basename(path) in WHITE_IS_CLEAR:
        quads = [pixels[i:i + 3] for i in range(0, len(pixels), 4)]
        pixels = b''.join(q + (b'\0' if q == b'\xff\xff\xff' else b'\xff') for q in quads)
    return width, height, pixels


def check_png(folder):
    """Valid ones. Colours under an alpha of 0 count too: nothing is lost."""
    right, wrong = 0, []
    for name in sorted(os.listdir(folder)):
        if not name.endswith('.png') or name.startswith('x'):
            continue
        path = os.path.join(folder, name)
        reference, ours = reference_of(path), decode(path)
        if ours == reference:
            right += 1
        else:
            wrong.append(name + (f': {ours}' if isinstance(ours, str) else ''))
    print(f'PngSuite: {right} of {right + len(wrong)} right to the pixel', *wrong, sep='\n  ' if wrong else '')
    return right >= 160 and not wrong


def check_broken(folder):
    names = sorted(n for n in os.listdir(folder) if n.startswith('x') and n.endswith('.png'))
    taken = [name for name in names if not isinstance(decode(os.path.join(folder, name)), str)]
    with tempfile.TemporaryDirectory() as site:
        with open(os.path.join(site, 'index.md'), 'w', encoding='utf-8') as page:
            page.write('---\npermalink: /\n---\n\n')
            for name in names:
                shutil.copy(os.path.join(folder, name), site)
                page.write(f'![A broken picture]({name})\n\n')
        done = subprocess.run([RECTO, 'build', '--no-cache', site], capture_output=True, text=True)
    silent = [name for name in names if not re.search(rf'index\.md:\d+:\d+: (error|warning): .*{name}', done.stderr)]
    refused = len(names) - len(set(taken) | set(silent))
    print(f'PngSuite: {refused} of {len(names)} broken ones refused with a message', *taken, *silent)
    return len(names) >= 14 and refused == len(names) and done.returncode == 1


def difference(a, b):
    if isinstance(a, str) or isinstance(b, str) or a[:2] != b[:2]:
        return 255
    places = range(0, len(a[2]), 4 * 37)
    return sum(abs(a[2][i + k] - b[2][i + k]) for i in places for k in range(3)) / len(places) / 3


def check_exif(folder):
    right, wrong = 0, []
    for shape in 'Landscape', 'Portrait':
        upright = decode(os.path.join(folder, f'{shape}_1.jpg'))
        for i in range(2, 9):
            off = difference(decode(os.path.join(folder, f'{shape}_{i}.jpg')), upright)
            right += off <= NEAR
            wrong += [] if off <= NEAR else [f'{shape}_{i}: off by {off:.1f}']
        sizes = isinstance(upright, tuple) and (upright[0] > upright[1]) == (shape == 'Landscape')
        right += sizes
        wrong += [] if sizes else [f'{shape}_1: {upright[:2]}']
    print(f'EXIF orientation: {right} of {right + len(wrong)} upright', *wrong, sep='\n  ' if wrong else '')
    return right == 16


def main():
    png, exif = os.path.join(SUITES, 'png'), os.path.join(SUITES, 'jpeg-exif')
    if not os.path.isdir(png) or not os.path.isdir(exif) or not shutil.which('pngtopam'):
        print('skipped: no suites, or pngtopam is not installed')
        sys.exit(77)
    results = [check_png(png), check_broken(png), check_exif(exif)]
    sys.exit(0 if all(results) else 1)


main()
