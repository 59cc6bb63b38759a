#!/usr/bin/env python3
"""preflight.py RECTO FOLDER SITE...   the PDF/A-1b form of CVs, and of SVG pictures in FOLDER, by Apache PDFBox's Preflight

Everything goes through one run of Java, with a file of PDF/A-2a that it has to refuse. Skipped where Java or one of
Debian's packages libpdfbox2-java is not installed.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

JARS = [f'/usr/share/java/{name}.jar' for name in
        ('preflight', 'pdfbox2', 'fontbox2', 'xmpbox', 'commons-logging', 'javax.activation', 'jaxb-api')]


def sites(folder, pictures, given):
    """Those given, and a page for each picture."""
    yield from given
    for path in sorted(glob.glob(os.path.join(pictures, '*.svg'))):
        site = os.path.join(folder, 'site-' + os.path.basename(path)[:-4])
        os.mkdir(site)
        shutil.copy(path, os.path.join(site, 'picture.svg'))
        with open(os.path.join(site, 'index.md'), 'w', encoding='utf-8') as page:
            page.write('---\nname: A. Name\n---\n\n<img src="picture.svg" width="600" alt="a picture">\n')
        yield site


def main():
    recto, pictures, *given = sys.argv[1:]
    if not shutil.which('java') or not all(map(os.path.exists, JARS)):
        print('skipped: no Preflight: apt-get install default-jre-headless libpdfbox2-java')
        return 77
    with tempfile.TemporaryDirectory() as folder:
        files = os.path.join(folder, 'files')
        os.mkdir(files)
        for number, site in enumerate(sites(folder, pictures, given)):
            name = f'{number:02}-{os.path.basename(site)}.pdf'
            subprocess.run([recto, 'cv', '-q', '--no-cache', site, '-o', os.path.join(files, name), '--set',
                            'recto.cv.pdfa=1b'], check=True)
        subprocess.run([recto, 'cv', '-q', '--no-cache', given[0], '-o', os.path.join(files, 'refused.pdf')], check=True)
        subprocess.run(['java', '-Xss8m', '-cp', ':'.join(JARS), 'org.apache.pdfbox.preflight.Validator_A1b', 'xml',
                        'batch', files], capture_output=True)
        failed = 0
        names = sorted(name for name in os.listdir(files) if name.endswith('.pdf'))
        for name in names:
            report = os.path.join(files, name + '.preflight.xml')
            text = open(report, encoding='utf-8').read() if os.path.exists(report) else ''
            details = re.findall(r'<details>(.{0,200})', text)
            valid = 'type="PDF/A1-b">true<' in text
            if valid == (name == 'refused.pdf'):
                failed += 1
                print(name, 'is valid, but must not be' if valid else 'is not valid:', *details[:5], sep='\n  ')
    print(f'{len(names)} files, {failed} wrong')
    return failed > 0


sys.exit(main())
