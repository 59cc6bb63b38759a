#!/usr/bin/env python3
"""dates.py RECTO   what dates a PDF bears: none, SOURCE_DATE_EPOCH, else recto.cv.date, else last_updated; information and XMP say the same

Skipped without poppler's pdfinfo.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

DAY, EPOCH = '2025-09-12', 1700000000  # 2023-11-14T22:13:20Z
# last_updated, SOURCE_DATE_EPOCH, recto.cv.date: the date
CASES = [
    (None, None, None, None),
    (DAY, None, None, '2025-09-12T00:00:00Z'),
    (DAY, EPOCH, None, '2023-11-14T22:13:20Z'),
    (None, EPOCH, None, '2023-11-14T22:13:20Z'),
    ('"2025-09"', None, None, None),
    ('"in September"', None, None, None),
    ('today', None, None, None),
    ('true', None, None, None),
    (None, None, 'newest', '2025-03-03T00:00:00Z'),
    (DAY, None, 'newest', '2025-03-03T00:00:00Z'),
    (DAY, None, '2024-02-29', '2024-02-29T00:00:00Z'),
    (None, EPOCH, 'newest', '2023-11-14T22:13:20Z'),
]


def dates_of(recto, folder, updated, epoch, said):
    """All dates of the PDF: of the information dictionary, of XMP."""
    with open(os.path.join(folder, '_config.yml'), 'w', encoding='utf-8') as out:
        out.write('first_name: Wanshu\nlast_name: Lin\n' + (f'last_updated: {updated}\n' if updated else '')
                  + (f'recto: {{cv: {{date: {said}}}}}\n' if said else ''))
    os.mkdir(os.path.join(folder, '_posts'))
    for day in '2024-12-31', '2025-03-03', '2023-01-01':
        with open(os.path.join(folder, '_posts', day + '-ebb.md'), 'w', encoding='utf-8') as out:
            out.write('---\ntitle: Ebb\n---\n\nLow water.\n')
    with open(os.path.join(folder, 'index.md'), 'w', encoding='utf-8') as out:
        out.write('---\nlayout: about\npermalink: /\n---\n\nTides.\n')
    env = {key: value for key, value in os.environ.items() if key != 'SOURCE_DATE_EPOCH'}
    if epoch is not None:
        env['SOURCE_DATE_EPOCH'] = str(epoch)
    pdf = os.path.join(folder, 'cv.pdf')
    subprocess.run([recto, 'cv', '-q', '--no-cache', folder, '-o', pdf], check=True, env=env)
    info, meta = (subprocess.run(['pdfinfo', *flags, pdf], capture_output=True, text=True, check=True,
                                 env={**env, 'TZ': 'UTC'}).stdout for flags in (['-isodates'], ['-meta']))
    found = re.findall(r'^(?:CreationDate|ModDate):\s*(\S+)', info, re.M)
    found += re.findall(r'<xmp:(?:CreateDate|ModifyDate)>(.*?)</', meta)
    return [re.sub(r'\+00(:00)?$|Z$', 'Z', date) for date in found]


def main():
    if shutil.which('pdfinfo') is None:
        print('skipped: no pdfinfo')
        sys.exit(77)
    failed = 0
    for updated, epoch, said, want in CASES:
        with tempfile.TemporaryDirectory() as folder:
            got = dates_of(os.path.abspath(sys.argv[1]), folder, updated, epoch, said)
        if got != ([want] * 4 if want else []):
            print(f'not so: last_updated {updated}, SOURCE_DATE_EPOCH {epoch}, recto.cv.date {said}: {got}, not {want}')
            failed += 1
    print(f'{len(CASES) - failed} of {len(CASES)} dates right')
    sys.exit(failed > 0)


main()
