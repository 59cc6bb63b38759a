#!/usr/bin/env python3
"""print.py RECTO   colours of pictures on the printed page

A site with a picture of every form is made into a PDF and rasterised by poppler; each picture has four fields of known
colours, which are looked up where the dump of frames says the picture is. PNG files are written here bit by bit, the
others by the tools of their formats; forms whose tool is not installed are left out. Skipped without pdftoppm.
"""
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import png  # noqa: E402  (beside this script)

RECTO = os.path.abspath(sys.argv[1])
SIDE, PPI = 40, 144
EXACT, LOSSY = 2, 10
ADOBE = '/usr/share/color/icc/compatibleWithAdobeRGB1998.icc'
# top left, top right, bottom left, bottom right; of grey pictures the greens count
FIELDS = [(200, 40, 60, 255), (30, 160, 220, 255), (120, 70, 180, 128), (250, 200, 10, 0)]


def field(x, y):
    return (x >= SIDE // 2) + 2 * (y >= SIDE // 2)


def over_white(colour, alpha):
    return tuple(round((c * alpha + 255 * (255 - alpha)) / 255) for c in colour)


def png_forms():
    """name, bytes, the four colours that are seen."""
    rgb = [f[:3] for f in FIELDS]
    greys = [(f[1],) * 3 for f in FIELDS]
    shown = [over_white(f[:3], f[3]) for f in FIELDS]
    grey_shown = [over_white(g, f[3]) for g, f in zip(greys, FIELDS)]
    wide = lambda v: v * 257
    for depth in 1, 2, 4, 8, 16:
        most = 2 ** depth - 1
        levels = [round(f[1] * most / 255) for f in FIELDS]
        seen = [(round(v * 255 / most),) * 3 for v in levels]
        for laced in False, True:
            name = f'grey{depth}{"i" if laced else ""}'
            yield name, png.write(SIDE, lambda x, y: (levels[field(x, y)],), 0, depth, interlaced=laced), seen
        key = struct.pack('>H', levels[2])
        clear = [(255,) * 3 if v == levels[2] else s for v, s in zip(levels, seen)]
        yield f'grey{depth}key', png.write(SIDE, lambda x, y: (levels[field(x, y)],), 0, depth, trns=key), clear
    for depth in 2, 4, 8:
        table = b''.join(bytes(c) for c in rgb)
        alphas = bytes(f[3] for f in FIELDS)
        for laced in False, True:
            index = lambda x, y: (field(x, y),)
            suffix = 'i' if laced else ''
            yield f'palette{depth}{suffix}', png.write(SIDE, index, 3, depth, table, b'', laced), rgb
            yield f'palette{depth}a{suffix}', png.write(SIDE, index, 3, depth, table, alphas, laced), shown
    for depth in 8, 16:
        scale = wide if depth == 16 else int
        colour = lambda x, y: tuple(scale(c) for c in rgb[field(x, y)])
        key = struct.pack('>3H', *(scale(c) for c in rgb[1]))
        for laced in False, True:
            suffix = f'{depth}{"i" if laced else ""}'
            yield f'rgb{suffix}', png.write(SIDE, colour, 2, depth, interlaced=laced), rgb
            full = lambda x, y: tuple(scale(c) for c in FIELDS[field(x, y)])
            yield f'rgba{suffix}', png.write(SIDE, full, 6, depth, interlaced=laced), shown
            pair = lambda x, y: tuple(scale(c) for c in (greys[field(x, y)][0], FIELDS[field(x, y)][3]))
            yield f'greya{suffix}', png.write(SIDE, pair, 4, depth, interlaced=laced), grey_shown
        keyed = [rgb[0], (255, 255, 255), rgb[2], rgb[3]]
        yield f'rgb{depth}key', png.write(SIDE, colour, 2, depth, trns=key), keyed


def from_adobe(colour):
    """Adobe RGB (1998) to sRGB; both have the white D65."""
    light = [(c / 255) ** 2.19921875 for c in colour]
    rows = (1.39836, -0.39836, 0), (0, 1, 0), (0, -0.04293, 1.04293)
    out = [min(max(sum(m * v for m, v in zip(row, light)), 0), 1) for row in rows]
    return tuple(round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055)) for v in out)


def profiled_form():
    if not os.path.exists(ADOBE):
        return
    profile = open(ADOBE, 'rb').read()
    colours = [(100, 150, 90), (180, 120, 110), (90, 100, 160), (128, 128, 128)]
    data = png.write(SIDE, lambda x, y: colours[field(x, y)], 2, 8,
                     extra=png.chunk(b'iCCP', b'a\0\0' + zlib.compress(profile)))
    yield 'profile', data, [from_adobe(c) for c in colours]


def made_by_pillow(folder):
    """Formats with loss, and those that need their own tools, from one RGB picture; (path, colours)."""
    try:
        from PIL import Image
    except ImportError:
        return
    picture = Image.new('RGB', (SIDE, SIDE))
    picture.putdata([FIELDS[field(x, y)][:3] for y in range(SIDE) for x in range(SIDE)])
    clear = Image.new('RGBA', (SIDE, SIDE))
    clear.putdata([FIELDS[field(x, y)] for y in range(SIDE) for x in range(SIDE)])
    inks = Image.new('CMYK', (SIDE, SIDE))
    ink = [(0, 200, 150, 20), (220, 60, 0, 0), (100, 150, 0, 30), (0, 0, 0, 200)]
    inks.putdata([ink[field(x, y)] for y in range(SIDE) for x in range(SIDE)])
    rgb, shown = [f[:3] for f in FIELDS], [over_white(f[:3], f[3]) for f in FIELDS]
    path = lambda name: os.path.join(folder, name)
    picture.save(path('base.jpg'), quality=95, subsampling=0)
    yield 'base.jpg', rgb
    picture.save(path('progressive.jpg'), quality=95, subsampling=0, progressive=True)
    yield 'progressive.jpg', rgb
    picture.convert('L').save(path('grey.jpg'), quality=95)
    yield 'grey.jpg', [(picture.convert('L').getpixel((x, y)),) * 3 for y in (5, 35) for x in (5, 35)]
    inks.save(path('cmyk.jpg'), quality=95)
    yield 'cmyk.jpg', [tuple(round((255 - c[k]) * (255 - c[3]) / 255) for k in range(3)) for c in ink]
    picture.save(path('plain.gif'), interlace=0)
    yield 'plain.gif', rgb
    picture.save(path('laced.gif'), interlace=1)
    yield 'laced.gif', rgb
    clear.save(path('lossless.webp'), lossless=True)
    yield 'lossless.webp', shown
    picture.save(path('lossy.webp'), quality=95)
    yield 'lossy.webp', rgb
    if shutil.which('avifenc'):
        for name, source, colours in ('rgb', picture, rgb), ('alpha', clear, shown):
            source.save(path('avif-source.png'))
            subprocess.run(['avifenc', '--min', '5', '--max', '8', '-y', '444', '-s', '8',
                            path('avif-source.png'), path(f'{name}.avif')], capture_output=True, check=True)
            yield f'{name}.avif', colours
        os.remove(path('avif-source.png'))


def page_pixels(pdf):
    stem = pdf[:-4]
    subprocess.run(['pdftoppm', '-r', str(PPI), pdf, stem], check=True)
    pages = []
    for name in sorted(n for n in os.listdir(os.path.dirname(pdf)) if n.endswith('.ppm')):
        data = open(os.path.join(os.path.dirname(pdf), name), 'rb').read()
        head = re.match(rb'P6\s+(\d+)\s+(\d+)\s+255\s', data)
        pages.append((int(head[1]), data[head.end():]))
    return pages


def places(site):
    """(page, x, y, w, h) in points of each picture, in their order."""
    dump = subprocess.run([RECTO, 'dump', '--stage=frames', site], check=True, capture_output=True, text=True).stdout
    page, out = -1, []
    for line in dump.split('\n'):
        page += line.startswith(('page ', 'frame '))
        found = re.match(r'\s*image ([\d.]+) ([\d.]+) w=([\d.]+) h=([\d.]+)', line)
        if found:
            out.append((max(page, 0), *(float(n) for n in found.groups())))
    return out


def check(name, want, tolerance, place, pages):
    page, x, y, w, h = place
    width, data = pages[page]
    worst, wrong = 0, ''
    for i, colour in enumerate(want):
        px, py = x + w * (0.25 + 0.5 * (i % 2)), y + h * (0.25 + 0.5 * (i // 2))
        at = (int(py * PPI / 72) * width + int(px * PPI / 72)) * 3
        off = max(abs(a - b) for a, b in zip(data[at:at + 3], colour))
        if off > worst:
            worst, wrong = off, f'{tuple(data[at:at + 3])} in the place of {tuple(colour)}'
    if worst > tolerance:
        print(f'{name}: {wrong}')
    return worst <= tolerance


def main():
    if not shutil.which('pdftoppm'):
        print('skipped: pdftoppm is not installed')
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        site, cases = os.path.join(folder, 'site'), []
        os.makedirs(site)
        for name, data, colours in [*png_forms(), *profiled_form()]:
            with open(os.path.join(site, name + '.png'), 'wb') as file:
                file.write(data)
            cases.append((name + '.png', colours, EXACT))
        for name, colours in made_by_pillow(site):
            cases.append((name, colours, EXACT if name.startswith('lossless') else LOSSY))
        with open(os.path.join(site, 'index.md'), 'w', encoding='utf-8') as page:
            page.write('---\npermalink: /\n---\n\n')
            for name, _, _ in cases:
                page.write(f'<img src="{name}" width="60" alt="Four colours">\n\n')
        pdf = os.path.join(folder, 'out.pdf')
        subprocess.run([RECTO, 'cv', '-q', '--no-cache', site, '-o', pdf], check=True)
        found, pages = places(site), page_pixels(pdf)
        if len(found) != len(cases):
            print(f'{len(found)} of {len(cases)} pictures are printed')
            sys.exit(1)
        right = sum(check(*case, place, pages) for case, place in zip(cases, found))
    print(f'{right} of {len(cases)} pictures have their colours on paper')
    sys.exit(0 if right == len(cases) and right >= 40 else 1)


main()
