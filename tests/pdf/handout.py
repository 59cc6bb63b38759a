#!/usr/bin/env python3
"""handout.py RECTO   what comes out of the printer

Sheets of `recto handout` are read back with poppler: the order of pages by folding the sheets of a booklet as a binder
does, each placed page beside the picture of the page itself, crop marks outside the trim, grey without colours.
Skipped without poppler or qpdf.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

RECTO = os.path.abspath(sys.argv[1])
A4 = 595.276, 841.89
failures = []
seen = set()


def check(good, text):
    if not good:
        failures.append(text)


def run(*command):
    done = subprocess.run(command, capture_output=True)
    if done.returncode != 0:
        sys.exit(f'{" ".join(command)}:\n{done.stdout.decode()}{done.stderr.decode()}')
    return done.stdout


def site(pages, folder, rtl=False):
    """A page says its number, in its four corners too, so that one that is cut shows it."""
    text = ['---\ntitle: Leaves\nauthor: {name: Ada Example}\n' + ('lang: he\n' if rtl else '') + '---\n']
    for i in range(1, pages + 1):
        text.append(f'# Leaf{i}leaf\n{{: .newpage}}\n\n' if i > 1 else f'# Leaf{i}leaf\n\n')
        text.append(('On this page a line runs from one margin to the other and is long enough to be broken. ' * 3)
                    + '\n\n<span style="color:#c02040">red words</span>\n\n')
    path = os.path.join(folder, f'leaves{pages}{"r" if rtl else ""}.md')
    with open(path, 'w') as file:
        file.write(''.join(text))
    return path


def handout(source, folder, layout, *options):
    path = os.path.join(folder, 'out.pdf')
    run(RECTO, 'handout', '-q', source, f'--layout={layout}', '-o', path, *options)
    if (layout, options) not in seen:
        seen.add((layout, options))
        run('qpdf', '--check', path)
        again = run(RECTO, 'handout', '-q', source, f'--layout={layout}', '-o', '-', *options)
        with open(path, 'rb') as file:
            check(file.read() == again, f'{layout} {options}: two runs differ')
    return path


def info(path):
    text = run('pdfinfo', '-box', path).decode()
    box = lambda name: [float(v) for v in re.search(name + r':(.*)', text).group(1).split()]
    return int(re.search(r'Pages: +(\d+)', text).group(1)), box('MediaBox'), box('TrimBox'), text


def leaf(path, sheet, x, y, w, h):
    """The number of the page in a part of a sheet; 0: it is blank."""
    text = run('pdftotext', '-f', str(sheet), '-l', str(sheet), '-x', str(round(x)), '-y', str(round(y)),
               '-W', str(round(w)), '-H', str(round(h)), path, '-').decode()
    found = set(re.findall(r'Leaf(\d+)leaf', text))
    check(len(found) <= 1, f'two pages in one place: {found}')
    return int(found.pop()) if found else 0


def halves(path, sheet, trim):
    left, top, right, bottom = trim
    w = (right - left) / 2
    return [leaf(path, sheet, left + side * w, top, w, bottom - top) for side in (0, 1)]


def read_booklet(path, rtl=False):
    """Sheets are laid on each other, folded, and read: fronts face down, then what lies inside."""
    count, media, trim, _ = info(path)
    check(count % 2 == 0, 'a booklet has fronts and backs')
    sides = [halves(path, i, trim) for i in range(1, count + 1)]
    if rtl:
        sides = [side[::-1] for side in sides]
    leaves = [(sides[i], sides[i + 1]) for i in range(0, count, 2)]
    order = []
    for front, back in leaves:
        order += [front[1], back[0]]
    for front, back in reversed(leaves):
        order += [back[1], front[0]]
    return order


def picture(path, page, ppi, box=None):
    """Width, height and RGB bytes of a page, or of a box in points."""
    crop = []
    if box is not None:
        x, y, w, h = (round(v * ppi / 72) for v in box)
        crop = ['-x', str(x), '-y', str(y), '-W', str(w), '-H', str(h)]
    data = run('pdftoppm', '-r', str(ppi), '-f', str(page), '-l', str(page), *crop, path)
    fields = re.match(rb'P6\s+(\d+)\s+(\d+)\s+255\s', data)
    return int(fields[1]), int(fields[2]), data[fields.end():]


def ink(picture):
    return sum(255 - v for v in picture[2]) / 255 / 3


def shades(picture, cells=24):
    """How dark each cell of a grid is, 0 to 255."""
    w, h, data = picture
    grid = [[0, 0] for _ in range(cells * cells)]
    for y in range(h):
        row = y * cells // h * cells
        for x in range(w):
            cell = grid[row + x * cells // w]
            cell[0] += 255 - data[3 * (y * w + x) + 1]
            cell[1] += 1
    return [total / n for total, n in grid]


def same_picture(what, sheet, page):
    check(abs(sheet[0] - page[0]) <= 2 and abs(sheet[1] - page[1]) <= 2, f'{what}: another size')
    difference = max(abs(a - b) for a, b in zip(shades(sheet), shades(page)))
    check(difference < 24, f'{what}: differs from the page by {difference:.0f} of 255')
    check(ink(page) > 50 and abs(ink(sheet) / ink(page) - 1) < 0.06, f'{what}: has more or less ink than the page')


def try_booklets(folder):
    for pages in 8, 12, 13:
        want = list(range(1, pages + 1)) + [0] * (-pages % 4)
        path = handout(site(pages, folder), folder, 'booklet')
        order = read_booklet(path)
        check(order == want, f'booklet of {pages}: {order}')
        count, media, trim, _ = info(path)
        check(abs(media[2] - A4[1]) < 0.1 and abs(media[3] - A4[0]) < 0.1, 'a booklet sheet is A4, landscape')
    path = handout(site(13, folder, rtl=True), folder, 'booklet')
    check(read_booklet(path, rtl=True) == list(range(1, 14)) + [0] * 3, 'booklet of 13 from right to left')


def try_backs(folder):
    """Turned over its long edge a landscape sheet comes out upside down: its backs are turned beforehand."""
    source = site(8, folder)
    straight = handout(source, folder, 'booklet', '--duplex=short')
    plain = [picture(straight, i, 36) for i in (1, 2)]
    check(b'DuplexFlipShortEdge' in run('qpdf', '--qdf', straight, '-'), 'the viewer is not told the edge')
    turned = handout(source, folder, 'booklet', '--duplex=long')
    check(b'DuplexFlipLongEdge' in run('qpdf', '--qdf', turned, '-'), 'the viewer is not told the edge')
    check(picture(turned, 1, 36) == plain[0], 'a front was turned')
    w, h, data = picture(turned, 2, 36)
    back = bytes(v for i in range(w * h - 1, -1, -1) for v in data[3 * i:3 * i + 3])
    same_picture('a turned back', (w, h, back), plain[1])


def try_grids(folder):
    source, cv = site(5, folder), os.path.join(folder, 'cv.pdf')
    run(RECTO, 'cv', '-q', source, '-o', cv)
    for layout, columns, rows in ('2up', 2, 1), ('4up', 2, 2):
        path = handout(source, folder, layout)
        count, media, trim, text = info(path)
        w, h = media[2] / columns, media[3] / rows
        each = columns * rows
        check(count == -(-5 // each), f'{layout}: {count} sheets')
        check('Tagged:          no' in text, f'{layout} claims to be tagged')
        check(not re.search(rb'<pdf(aid|uaid):', run('pdfinfo', '-meta', path)), f'{layout} claims to be PDF/A')
        for i in range(count * each):
            place = i % each
            box = place % columns * w, place // columns * h, w, h
            number = leaf(path, i // each + 1, *box)
            check(number == (i + 1 if i < 5 else 0), f'{layout}: page {i + 1} is not in its place')
            if i < 5:
                ppi = 48
                scale = w / A4[0]
                same_picture(f'{layout}, page {i + 1}', picture(path, i // each + 1, ppi, box),
                             picture(cv, i + 1, ppi * scale))


def try_marks(folder):
    for layout in 'booklet', '4up', 'a5':
        path = handout(site(4, folder), folder, layout, '--crop-marks', '--bleed=4mm')
        count, media, trim, _ = info(path)
        check(trim[0] > 20 and media[2] - trim[2] > 20, f'{layout}: no room for marks')
        sides = {'left': (0, 0, trim[0], media[3]), 'top': (0, 0, media[2], trim[1]),
                 'right': (trim[2], 0, media[2] - trim[2], media[3]),
                 'bottom': (0, trim[3], media[2], media[3] - trim[3])}
        for side, box in sides.items():
            check(ink(picture(path, 1, 72, box)) > 3, f'{layout}: no marks at the {side}')
        bleed = 4 * 72 / 25.4
        inside = ink(picture(path, 1, 72, (trim[0] - bleed, trim[1] - bleed, 2, trim[3] - trim[1] + 2 * bleed)))
        check(inside < 1, f'{layout}: a mark runs into the bleed')


def try_creep(folder):
    """Of three sheets in each other the inmost moves twice as far."""
    source = site(12, folder)
    edge = lambda path, sheet: min(float(v) for v in re.findall(
        r'<word xMin="([\d.]+)"[^>]*>Leaf', run('pdftotext', '-bbox', '-f', str(sheet), '-l', str(sheet), path, '-')
        .decode()))
    plain = [edge(handout(source, folder, 'booklet'), i) for i in (1, 3, 5)]
    moved = [edge(handout(source, folder, 'booklet', '--creep=1mm'), i) for i in (1, 3, 5)]
    shift = [round((b - a) * 25.4 / 72, 2) for a, b in zip(plain, moved)]
    check(shift == [0, 1, 2], f'creep of 1 mm moves the left pages by {shift} mm')


def try_grey(folder):
    source = site(2, folder)
    for options, coloured in ((), True), (('--gray',), False):
        path = handout(source, folder, '2up', *options)
        data = picture(path, 1, 72)[2]
        found = any(data[i] != data[i + 1] or data[i] != data[i + 2] for i in range(0, len(data), 3))
        check(found == coloured, f'colours with {options}: {found}')


LINKS = """---
title: Links
url: https://ada.example.org
author: {name: Ada Example}
---

# Links here

The [code](https://www.code.example.org/ada/engine/), the [paper](https://doi.org/10.1000/xyz),
the [preprint](http://arxiv.org/pdf/2101.00001v2.pdf), [the code again](https://code.example.org/ada/engine),
[plain.example.org](https://plain.example.org/), [mail](mailto:ada@example.org) and [this page](#links-here).
"""


def try_links(folder):
    """Each address once, by its number; the printed code leads home."""
    source = os.path.join(folder, 'links.md')
    with open(source, 'w') as file:
        file.write(LINKS)
    for layout in 'a5', '2up':
        path = handout(source, folder, layout, *HOME)
        text = ' '.join(run('pdftotext', '-raw', path, '-').decode().replace('\u2002', ' ').replace('\u00a0', ' ').split())
        want = '1 code.example.org/ada/engine 2 doi:10.1000/xyz 3 arXiv:2101.00001v2 4 ada@example.org'
        check(want in text, f'{layout}: the addresses are not at the end: {text}')
        check('code again1' in text and 'plain.example.org,' in text, f'{layout}: wrong numbers: {text}')
        read_code(f'the code of {layout}', path, ['https://ada.example.org/'])


def read_code(what, path, want):
    if shutil.which('zbarimg') is None:
        return
    image = os.path.join(os.path.dirname(path), 'code')
    run('pdftoppm', '-r', '200', '-png', '-singlefile', path, image)
    found = subprocess.run(['zbarimg', '-q', '--raw', image + '.png'], capture_output=True).stdout.decode().split()
    check(found == want, f'{what} says {found}')


def try_a5(folder):
    path = handout(site(2, folder), folder, 'a5')
    count, media, trim, text = info(path)
    check(abs(media[2] - 148 * 72 / 25.4) < 0.1 and abs(media[3] - 210 * 72 / 25.4) < 0.1, 'a5 is not A5')
    check('Tagged:          yes' in text, 'a5 is not tagged')
    check(b'<pdfaid:part>2' in run('pdfinfo', '-meta', path), 'a5 is not PDF/A')


PERSON = """---
title: home
author: {name: Ada Example, email: ada@example.org}
---

I count waves.

# Research

Waves, and how to count them.

# Publications

<div class='paper-box'><div class='paper-box-image'><div><div class="badge">JW 2024</div>
<img src='wave.svg' alt='a wave'></div></div><div class='paper-box-text' markdown="1">

**On Waves**

Ada Example

[**Paper**](https://doi.org/10.1000/waves)

</div></div>
"""
WAVE = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><path d="M0 50C60 0 140 100 200 50"/></svg>'
HOME = '--set', 'url=https://ada.example.org'


def person(folder):
    with open(os.path.join(folder, 'wave.svg'), 'w') as file:
        file.write(WAVE)
    path = os.path.join(folder, 'person.md')
    with open(path, 'w') as file:
        file.write(PERSON)
    return path


def try_cards(folder):
    mm = 72 / 25.4
    path = handout(person(folder), folder, 'card', *HOME)
    text = run('pdftotext', '-raw', path, '-').decode()
    check(text.count('Ada Example') == 8, f'not eight cards: {text}')
    read_code('a sheet of cards', path, ['https://ada.example.org/'] * 8)
    # cards of 85 x 55 mm with 3 mm of bleed each, in the middle of A4: marks only outside of them
    left, top = (210 - 2 * 85 - 6) / 2 * mm, (297 - 4 * 55 - 18) / 2 * mm
    width, height = (2 * 85 + 6) * mm, (4 * 55 + 18) * mm
    for side, box in {'left': (0, top - 9, left - 9.5, height + 18), 'top': (left - 9, 0, width + 18, top - 9.5),
                      'right': (left + width + 9.5, top - 9, left - 9.5, height + 18),
                      'bottom': (left - 9, top + height + 9.5, width + 18, top - 9.5)}.items():
        check(ink(picture(path, 1, 72, box)) > 3, f'card: no marks at the {side}')
    between = picture(path, 1, 72, (left + 85 * mm - 8 * mm, top + 2, 6 * mm, height - 4))
    middle = ink(picture(path, 1, 72, (left + 40 * mm, top + 57 * mm, 40 * mm, 2 * mm)))
    check(middle < 1, 'card: a mark between cards')
    check(ink(between) > 0, 'card: cut off')


def try_mirrored(folder):
    """In a language that runs from right to left the name stands at the right, the code at the left."""
    source = os.path.join(folder, 'rtl.md')
    with open(source, 'w') as file:
        file.write('---\ntitle: home\nlang: he\nauthor: {name: עדה לוי, bio: פרופסור לגלים, email: ada@example.org}\n---\n\n'
                   'שלום לכולם.\n\n# מחקר\n\nגלים.\n')
    path = handout(source, folder, 'card', *HOME)
    mm = 72 / 25.4
    left, top = (210 - 2 * 85 - 6) / 2 * mm + 3 * mm, (297 - 4 * 55 - 18) / 2 * mm
    strip = lambda x: run('pdftotext', '-f', '1', '-l', '1', '-x', str(round(x)), '-y', str(round(top)), '-W',
                          str(round(35 * mm)), '-H', str(round(60 * mm)), path, '-').decode()
    check('לוי' in strip(left + 48 * mm) and 'ada@' in strip(left + 48 * mm), 'card: the name is not at the right')
    check('לוי' not in strip(left), 'card: the name is at the left')
    code = ink(picture(path, 1, 72, (left + 3 * mm, top + 30 * mm, 22 * mm, 25 * mm)))
    other = ink(picture(path, 1, 72, (left + 57 * mm, top + 38 * mm, 20 * mm, 5 * mm)))
    check(code > 50 and other < code / 4, f'card: the code is not at the left: {code} {other}')
    read_code('a mirrored sheet of cards', path, ['https://ada.example.org/'] * 8)
    path = handout(source, folder, 'poster', *HOME)
    words = run('pdftotext', '-bbox', path, '-').decode()
    first = float(re.search(r'<word xMin="([\d.]+)"[^>]*>(?:עדה|הדע)<', words).group(1))
    check(first > 297 * mm / 2, 'poster: the name is not at the right')
    read_code('a mirrored poster', path, ['https://ada.example.org/'])


def try_left_out(folder):
    """What a card or a poster has no room for is told, and sheets say that they are no archive."""
    source = os.path.join(folder, 'many.md')
    with open(source, 'w') as file:
        file.write(PERSON.replace('email: ada@example.org', 'email: ada@example.org, github: adaex, twitter: adaex, '
                                  'linkedin: ada-ex, orcid: 0000-0002-1825-0097, bitbucket: adaex, gitlab: adaex')
                   + ''.join(f'\n\n# Topic {i}\n\n' + 'Many words of it. ' * 900 for i in range(3)))
    told = {}
    for layout in 'card', 'poster':
        done = subprocess.run([RECTO, 'handout', source, f'--layout={layout}', '-o', '-', *HOME], capture_output=True)
        told[layout] = done.stderr.decode()
    check(re.search(r'note: the card leaves out .* and ', told['card']), f'card: {told["card"]}')
    check(re.search(r'note: the poster leaves out .*"Topic 2"', told['poster']), f'poster: {told["poster"]}')
    _, _, _, text = info(handout(site(2, folder), folder, '2up'))
    check(re.search(r'Subject: .*neither PDF/A nor PDF/UA.*cv\.pdf', text), f'2up does not say what it is: {text}')
    _, _, _, text = info(handout(site(2, folder), folder, 'a5'))
    check('neither' not in text, 'a5 says that it is no archive')


def try_poster(folder):
    path = handout(person(folder), folder, 'poster', *HOME)
    count, media, trim, text = info(path)
    check(count == 1 and abs(media[2] - 297 * 72 / 25.4) < 0.1, 'a poster is one page of A3')
    check('Tagged:          yes' in text, 'a poster is not tagged')
    words = ' '.join(run('pdftotext', '-raw', path, '-').decode().split())
    check(words.find('I count') < words.find('On Waves'), f'the poster is not in the order of reading: {words}')
    for part in 'Ada Example', 'I count waves.', 'how to count them', 'On Waves', 'doi:10.1000/waves':
        check(part in words, f'the poster lacks "{part}": {words}')
    read_code('the poster', path, ['https://ada.example.org/'])
    path = handout(person(folder), folder, 'poster', '--crop-marks', '--bleed=3mm', *HOME)
    count, media, trim, _ = info(path)
    check(abs(trim[2] - trim[0] - 297 * 72 / 25.4) < 0.1, 'the trim of a poster is not A3')
    bleed = picture(path, 1, 72, (trim[0] - 5, trim[1] + 20, 3, 20))
    check(ink(bleed) > 10, 'the colour of a poster ends at the trim')


def main():
    if any(shutil.which(tool) is None for tool in ('pdftotext', 'pdftoppm', 'pdfinfo', 'qpdf')):
        print('skipped: no poppler or no qpdf')
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        for part in try_booklets, try_backs, try_grids, try_marks, try_creep, try_grey, try_a5, try_links, try_cards, try_mirrored, \
                try_poster, try_left_out:
            part(folder)
    for text in failures:
        print(text)
    sys.exit(1 if failures else 0)


main()
