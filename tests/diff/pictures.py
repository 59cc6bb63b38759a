#!/usr/bin/env python3
"""pictures.py RECTO   the PDF of `recto diff --pictures`, seen as pages: old ones left with red marks, new ones right with
green ones, at the words that changed and nowhere else; skipped without poppler"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

RECTO = os.path.abspath(sys.argv[1])
DPI = 36
HEAD = '---\nname: Ada Nowak\n---\n\n'
FILLER = ''.join(f'Paragraph {n} is here to fill a page, and says that {n} is the number before {n + 1}, as is well known.\n\n'
                 for n in range(1, 120))
failed = []


def check(what, holds):
    if not holds:
        failed.append(what)
        print(f'failed: {what}')


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, 'SOURCE_DATE_EPOCH': '1700000000'})
    return done.returncode, done.stdout, done.stderr


def diff(old, new, name='out.pdf'):
    for path, text in (('old.md', old), ('new.md', new)):
        with open(path, 'w', encoding='utf-8') as file:
            file.write(HEAD + text)
    status, out, err = run(RECTO, 'diff', 'old.md', 'new.md', f'--pictures={name}')
    check(f'status of {name}: {err}', status == 0)
    return out, err


def count_pages(name):
    return int(re.search(r'Pages: +(\d+)', run('pdfinfo', name)[1]).group(1))


def marks(name, page):
    """Boxes (left, top, right, bottom) of reddish and of greenish pixels, in parts of the sheet; None without any."""
    ppm = subprocess.run(['pdftoppm', '-r', str(DPI), '-f', str(page), '-l', str(page), name], capture_output=True).stdout
    magic, size, _, pixels = ppm.split(b'\n', 3)
    width, height = map(int, size.split())
    found = {}
    for y in range(height):
        for x in range(width):
            r, g, b = pixels[(y * width + x) * 3:(y * width + x) * 3 + 3]
            colour = 'red' if r > g + 20 and r > b + 20 else 'green' if g > r + 20 and g > b + 8 else None
            if colour:
                box = found.setdefault(colour, [x, y, x, y])
                found[colour] = [min(box[0], x), min(box[1], y), max(box[2], x), max(box[3], y)]
    return {colour: (l / width, t / height, r / width, b / height) for colour, (l, t, r, b) in found.items()}


def test_words():
    diff('I teach algebra in the morning.\n', 'I teach geometry in the morning.\n')
    check('one sheet', count_pages('out.pdf') == 1)
    found = marks('out.pdf', 1)
    check('red on the left, green on the right',
          set(found) == {'red', 'green'} and found['red'][2] < 0.5 < found['green'][0])
    check('both at one height', abs(found['red'][1] - found['green'][1]) < 0.01)
    check('no more than a line', found['red'][3] - found['red'][1] < 0.03)
    text = run('pdftotext', '-layout', 'out.pdf', '-')[1]
    check('both texts are text', 'algebra' in text and 'geometry' in text and 'old.md page 1 of 1' in text)
    info = run('pdfinfo', 'out.pdf')[1]
    check('no tags, no claims', 'Tagged:          no' in info and 'PDF subtype' not in info)


def test_one_side():
    diff('One.\n\nThree.\n', 'One.\n\nTwo two.\n\nThree.\n')
    check('what came is green alone', set(marks('out.pdf', 1)) == {'green'})
    diff('One.\n\nTwo two.\n\nThree.\n', 'One.\n\nThree.\n')
    check('what went is red alone', set(marks('out.pdf', 1)) == {'red'})


def test_pages():
    out, err = diff(FILLER, FILLER.replace('Paragraph 5 is', 'Paragraph 5 was'))
    check('only the page that changed: ' + err, count_pages('out.pdf') == 1 and '1 of' in err)
    out, err = diff(FILLER, FILLER + FILLER.replace('Paragraph', 'Section') + 'The end.\n')
    pages = re.search(r'CV: (\d+) → (\d+) pages', out)
    check('pages are told: ' + out[:200], pages is not None)
    old, new = int(pages.group(1)), int(pages.group(2))
    sheets = count_pages('out.pdf')
    check('a sheet for each page that is new', new - old <= sheets <= new - old + 1)
    text = run('pdftotext', '-layout', '-f', str(sheets), 'out.pdf', '-')[1]
    check('no old page beside the last one', 'old.md no such page' in text and f'page {new} of {new}' in text)
    # what only moves to another page is no change
    out, err = diff(FILLER, 'A new beginning. ' * 40 + '\n\n' + FILLER)
    check('pages that were only pushed on are left out: ' + err, count_pages('out.pdf') == 1)


def test_rtl():
    words = 'باغ نی در کنار رود است و هر روز آب می‌خورد'
    lang = HEAD.replace('---\n\n', 'lang: fa\n---\n\n')
    for path, text in (('old.md', words), ('new.md', words.replace('کنار', 'پای'))):
        with open(path, 'w', encoding='utf-8') as file:
            file.write(f'{lang}{text}.\n')
    run(RECTO, 'diff', 'old.md', 'new.md', '--pictures=out.pdf')
    found = marks('out.pdf', 1)
    bars = 0.40 # from the bar to the text, which stands on the right
    check('one word of a text from right to left', found['red'][2] - found['red'][0] < bars + 0.03)


def test_look():
    with open('old.md', 'w', encoding='utf-8') as file:
        file.write(HEAD + 'One two three.\n')
    with open('new.md', 'w', encoding='utf-8') as file:
        file.write(HEAD + 'One **two** three.\n')
    status, out, err = run(RECTO, 'diff', 'old.md', 'new.md', '--pictures=out.pdf')
    check('another face: grey bars, no colour', '1 of 1' in err and marks('out.pdf', 1) == {})
    for name, key in (('plain', ''), ('wide', 'recto: {theme: {margin_left: 40mm}}'), ('letter', 'recto: {paper: letter}')):
        os.makedirs(name)
        for path, text in (('_config.yml', f'title: Ada Nowak\n{key}\n'), ('index.md', '---\n---\nOne two three.\n')):
            with open(os.path.join(name, path), 'w', encoding='utf-8') as file:
                file.write(text)
        err = run(RECTO, 'diff', 'plain', name, '--pictures=out.pdf')[2]
        check(f'{name}: {err}', ('1 of 1' if key else '0 of 1') in err and marks('out.pdf', 1) == {})


def test_same():
    out, err = diff('One.\n', 'One.\n', 'same.pdf')
    check('a page that says so', 'The CV looks the same' in run('pdftotext', 'same.pdf', '-')[1])
    check('it is told', '0 of 1 pages changed' in err and out == 'nothing changed\n')


def test_again():
    diff('One two.\n', 'One three.\n', 'a.pdf')
    diff('One two.\n', 'One three.\n', 'b.pdf')
    with open('a.pdf', 'rb') as a, open('b.pdf', 'rb') as b:
        check('the same bytes again', a.read() == b.read())


def main():
    if not all(map(shutil.which, ('pdftoppm', 'pdftotext', 'pdfinfo'))):
        print('skipped: no poppler')
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for test in (test_words, test_one_side, test_pages, test_rtl, test_look, test_same, test_again):
            test()
        os.chdir('/')
    print('old pages left, new ones right, what changed marked' if not failed else f'{len(failed)} failed')
    sys.exit(1 if failed else 0)


main()
