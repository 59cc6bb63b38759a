#!/usr/bin/env python3
"""svg.py RECTO FOLDER   draws each SVG of FOLDER in a PDF of ours and by librsvg, and compares the two as pixels

Both PDFs are rasterised by poppler, so that only what they say differs. Words differ by their faces: a picture
with text may be further off. Skipped where rsvg-convert is not installed.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

RECTO, FOLDER = os.path.abspath(sys.argv[1]), sys.argv[2]
WIDTH = 450  # points: 600 CSS pixels
PPI = 96
# Mean difference of 255 that is allowed: lines may fall between pixels, words be set in another face; poppler moves
# tiles to whole pixels.
USUAL, WITH_TEXT, WITH_TILES = 3.5, 20, 22


def run(*command):
    subprocess.run(command, check=True, capture_output=True)


def pixels(pdf):
    """Width, height and bytes of the first page."""
    stem = pdf[:-4]
    run('pdftoppm', '-r', str(PPI), '-singlefile', pdf, stem)
    data = open(stem + '.ppm', 'rb').read()
    head = re.match(rb'P6\s+(\d+)\s+(\d+)\s+255\s', data)
    return int(head[1]), int(head[2]), data[head.end():]


def crop(image, left, top, width, height):
    w, _, data = image
    return [data[((top + y) * w + left) * 3:((top + y) * w + left + width) * 3] for y in range(height)]


def difference(a, b):
    total = sum(abs(p - q) for row, other in zip(a, b) for p, q in zip(row, other))
    return total / sum(len(row) for row in a)


def compare(path, folder):
    site = os.path.join(folder, 'site')
    os.makedirs(site, exist_ok=True)
    shutil.copy(path, os.path.join(site, 'picture.svg'))
    with open(os.path.join(site, 'index.md'), 'w', encoding='utf-8') as page:
        page.write('---\npermalink: /\n---\n\n<img src="picture.svg" width="600" alt="a picture">\n')
    ours, theirs = os.path.join(folder, 'ours.pdf'), os.path.join(folder, 'theirs.pdf')
    run(RECTO, 'cv', site, '-o', ours)
    frames = subprocess.run([RECTO, 'dump', '--stage=frames', site], check=True, capture_output=True, text=True).stdout
    x, y, w, h = (float(n) for n in re.search(r'image ([\d.]+) ([\d.]+) w=([\d.]+) h=([\d.]+)', frames).groups())
    assert w == WIDTH, f'{path} is not printed as wide as asked: choose a flatter picture'
    run('rsvg-convert', '-f', 'pdf', '-w', '600', '--keep-aspect-ratio', '-b', 'white', '-o', theirs, path)
    reference = pixels(theirs)
    scale = PPI / 72
    height = min(reference[1], int(h * scale))
    mine = crop(pixels(ours), round(x * scale), round(y * scale), reference[0], height)
    return difference(mine, crop(reference, 0, 0, reference[0], height))


def main():
    if not shutil.which('rsvg-convert') or not shutil.which('pdftoppm'):
        print('skipped: rsvg-convert or pdftoppm is not installed')
        sys.exit(77)
    failed = 0
    for name in sorted(os.listdir(FOLDER)):
        path = os.path.join(FOLDER, name)
        said = open(path, encoding='utf-8').read()
        limit = WITH_TEXT if '<text' in said else WITH_TILES if '<pattern' in said else USUAL
        with tempfile.TemporaryDirectory() as folder:
            off = compare(path, folder)
        failed += off > limit
        print(f'{name}: {off:.2f} of 255' + (f', more than {limit}' if off > limit else ''))
    sys.exit(1 if failed else 0)


main()
