#!/usr/bin/env python3
"""dates.py RECTO   what dates a PDF bears: none, SOURCE_DATE_EPOCH, else last_updated; information and XMP say the same

Skipped without poppler's pdfinfo.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

DAY, EPOCH = '2025-09-12', 1700000000  # 2023-11-14T22:13:20Z
# last_updated, SOURCE_DATE_EPOCH: the date
CASES = [
    (None, None, None),
    (DAY, None, '2025-09-12T00:00:00Z'),
    (DAY, EPOCH, '2023-11-14T22:13:20Z'),
    (None, EPOCH, '2023-11-14T22:13:20Z'),
    ('"2025-09"', None, None),
    ('"in September"', None, None),
    ('today', None, None),
    ('true', None, None),
]


def dates_of(recto, folder, updated, epoch):
    """All dates of the PDF: of the information dictionary, of XMP."""
    with open(os.path.join(folder, '_config.yml'), 'w', encoding='utf-8') as out:
        out.write('first_name: Wanshu\nlast_name: Lin\n' + (f'last_updated: {updated}\n' if updated else ''))
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
    for updated, epoch, want in CASES:
        with tempfile.TemporaryDirectory() as folder:
            got = dates_of(os.path.abspath(sys.argv[1]), folder, updated, epoch)
        if got != ([want] * 4 if want else []):
            print(f'not so: last_updated {updated}, SOURCE_DATE_EPOCH {epoch}: {got}, not {want}')
            failed += 1
    print(f'{len(CASES) - failed} of {len(CASES)} dates right')
    sys.exit(failed > 0)


main()
