#!/usr/bin/env python3
"""size.py RECTO SITE LIMIT   the CV of SITE, with its tags and fonts but without its pictures, has at most LIMIT bytes

Pictures are images of more than 120 pixels; emoji are smaller and count as type. Skipped without qpdf.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile


def main():
    recto, site, limit = sys.argv[1:]
    if not shutil.which('qpdf'):
        print('skipped: no qpdf')
        return 77
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'cv.pdf')
        subprocess.run([recto, 'cv', '-q', '--no-cache', site, '-o', path], check=True)
        tree = json.loads(subprocess.run(['qpdf', '--json=2', path], capture_output=True, check=True).stdout)
        streams = [entry['stream']['dict'] for entry in tree['qpdf'][1].values() if 'stream' in entry]
        pictures = sum(each['/Length'] for each in streams
                       if each.get('/Subtype') == '/Image' and each['/Width'] > 120)
        size = os.path.getsize(path)
    print(f'{size} bytes, {pictures} of pictures, {size - pictures} without; the limit is {limit}')
    return pictures == 0 or size - pictures > int(limit)


sys.exit(main())
