#!/usr/bin/env python3
"""breaks.py RECTO [--looks] [--set=KEY=VALUE...] SITE...   what is wrong with the lines and pages of each site's CV, counted
breaks.py --self-test   whether it finds what is wrong

From `recto dump --stage=frames` and its messages. Printed for each site: pages; lines of text; hyphens at their ends,
by the program or by the author; paragraphs that end with one short word on a line of its own (runts); lines that stick
out of the text's right edge or that a message calls overfull; paragraphs of which one line stands alone at a page's
end (orphan) or at a page's beginning (widow); headings with nothing below them on their page (stranded). Ends with 1
when a site has an overfull line, a widow, an orphan or a stranded heading, with 77 when no site is there. `--looks`
sets each site in both themes, on A4 and on Letter; "DIR/*" may be written for the sites of a folder, and what is not
there is left out.
"""
import glob
import os
import re
import subprocess
import sys

BLOCKS = {'P', 'Lbl', 'LBody', 'TD', 'TH', 'Note', 'Caption', 'BlockQuote', 'TOCI', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6'}
ITEM = re.compile(r'(text|image|path|rule) (-?[\d.]+) (-?[\d.]+) (.*?)(?: (\w+):(\d+))?$')
TEXT = re.compile(r'\S+/([\d.]+) #\w+ "(.*)" w=(-?[\d.]+)(.*)$')
TAG = re.compile(r'( *)(\w+):(\d+)')
LOOKS = [[f'--set=recto.theme.name={theme}', f'--set=recto.paper={paper}'] for theme in ('classic', 'modern')
         for paper in ('a4', 'letter')]
# One of each fault: a line too wide, a hyphen, a runt, an orphan, a widow, a heading at the end of a page.
FAULTY = '''frame 1 600.000 800.000
text 60.000 100.000 Face/10 #000000 "too wi-" w=500.000 P:1
text 60.000 112.000 Face/10 #000000 "de" w=100.000 P:1
text 60.000 130.000 Face/10 #000000 "alone at the end" w=400.000 P:2
text 60.000 160.000 Face/12 #000000 "Stranded" w=100.000 H2:3
frame 2 600.000 800.000
text 60.000 60.000 Face/10 #000000 "second" w=400.000 P:2
text 60.000 72.000 Face/10 #000000 "last" w=40.000 Link:5
text 60.000 90.000 Face/10 #000000 "first" w=400.000 P:4
text 60.000 102.000 Face/10 #000000 "second" w=400.000 P:4
text 500.000 780.000 Face/8 #000000 "2 / 3" w=20.000
frame 3 600.000 800.000
text 60.000 60.000 Face/10 #000000 "alone at the start" w=400.000 P:4
Document:0
  P:1
  P:2
    Link:5
  H2:3
  P:4
'''
# A runt is shorter than this share of its paragraph's widest line.
RUNT_SHARE = 0.15
# Marks that hang into the margin are narrower than this many ems.
HANG_EMS = 0.35


class Item:
    def __init__(self, page, match):
        self.page, self.kind = page, match[1]
        self.x, self.y, self.tag = float(match[2]), float(match[3]), match[6] and int(match[6])
        text = TEXT.match(match[4]) if self.kind == 'text' else None
        self.text = text[2] if text else ''
        self.size = float(text[1]) if text else 0.0
        self.right = self.x + float(text[3]) if text else 0.0
        self.hyphen = bool(text) and ' hyphen' in text[4]


class Pages:
    """What a dump says: items, and for each tag the block it is in."""

    def __init__(self, dump):
        self.items, self.widths, self.block, self.kind, self.notes = [], [], {}, {}, set()
        above = []
        for line in dump.splitlines():
            if line.startswith('frame '):
                self.widths.append(float(line.split()[2]))
            elif item := ITEM.match(line):
                self.items.append(Item(len(self.widths), item))
            elif tag := TAG.match(line):
                self.add_tag(above, len(tag[1]) // 2, tag[2], int(tag[3]))

    def add_tag(self, above, depth, kind, number):
        del above[depth:]
        above.append(number)
        self.kind[number] = kind
        inside = [n for n in above if self.kind[n] in BLOCKS]
        self.block[number] = inside[-1] if inside else number
        if any(self.kind[n] == 'Note' for n in above):
            self.notes.add(number)

    def lines(self):
        """Lines of text of each block: {block: [(page, baseline, items)]}, from the top."""
        blocks = {}
        for item in self.items:
            if item.kind == 'text' and item.tag is not None:
                blocks.setdefault(self.block[item.tag], []).append(item)
        return {block: lines_of(items) for block, items in blocks.items()}


def lines_of(items):
    lines = []
    for item in sorted(items, key=lambda i: (i.page, i.y)):
        if lines and lines[-1][0] == item.page and item.y - lines[-1][1] < item.size * 0.7:
            lines[-1][2].append(item)
        else:
            lines.append((item.page, item.y, [item]))
    return lines


def count_hyphens(blocks):
    count = 0
    for lines in blocks.values():
        for _, _, items in lines[:-1]:
            last = max(items, key=lambda item: item.right)
            count += last.hyphen or bool(re.search(r'\w[-\u2010]$', last.text))
    return count


def count_runts(blocks):
    count = 0
    for lines in blocks.values():
        widths = [max(i.right for i in items) - min(i.x for i in items) for _, _, items in lines]
        words = ''.join(item.text for item in sorted(lines[-1][2], key=lambda i: i.x)).split()
        count += len(lines) > 1 and len(words) == 1 and widths[-1] < RUNT_SHARE * max(widths)
    return count


def count_sticking_out(pages, margin):
    return sum(item.kind == 'text' and item.tag is not None and item.text.strip() != '' and
               item.right - (0.3 * item.size if item.text.endswith(' ') else 0) >
               pages.widths[item.page - 1] - margin + HANG_EMS * item.size for item in pages.items)


def count_alone(blocks):
    """(orphans, widows)"""
    orphans = widows = 0
    for lines in blocks.values():
        on = [page for page, _, _ in lines]
        for a, b in zip(on, on[1:]):
            if a != b:
                orphans += on.count(a) == 1
                widows += on.count(b) == 1
    return orphans, widows


def count_stranded(pages, blocks):
    lowest = {}
    for item in pages.items:
        if item.tag is None or item.tag in pages.notes:
            continue
        if not pages.kind[pages.block[item.tag]].startswith('H'):
            lowest[item.page] = max(lowest.get(item.page, 0), item.y)
    last = max(lowest, default=0)
    return sum(pages.kind[block].startswith('H') and lines[-1][1] > lowest.get(lines[-1][0], 0) and lines[-1][0] <= last
               for block, lines in blocks.items())


def right_margin(recto, options):
    name = next((o.split('=')[-1] for o in options if 'theme.name=' in o or 'recto.theme=' in o), 'classic')
    said = subprocess.run([recto, 'themes'], capture_output=True, text=True, check=True).stdout
    return float(re.search(rf'name: {name}\n(?:.*\n)*?.*margin_right: ([\d.]+)pt', said)[1])


def self_test():
    pages = Pages(FAULTY)
    blocks = pages.lines()
    found = (count_hyphens(blocks), count_runts(blocks), count_sticking_out(pages, 60), *count_alone(blocks), count_stranded(pages, blocks))
    if found != (1, 1, 1, 1, 1, 1):
        sys.exit(f'hyphens, runts, overfull, orphans, widows, stranded: {found}, and there is one of each')


def measure(recto, options, site):
    """(pages, lines, hyphens, runts, overfull, orphans, widows, stranded)"""
    done = subprocess.run([recto, 'dump', '--stage=frames'] + options + [site], capture_output=True, text=True,
                          errors='replace')
    pages = Pages(done.stdout)
    if not pages.items:
        sys.exit(f'{site}: nothing is set:\n{done.stderr}')
    blocks = pages.lines()
    overfull = max(count_sticking_out(pages, right_margin(recto, options)),
                   len(re.findall('a line is overfull', done.stderr)))
    return (len(pages.widths), sum(map(len, blocks.values())), count_hyphens(blocks), count_runts(blocks), overfull,
            *count_alone(blocks), count_stranded(pages, blocks))


def report(recto, options, sites):
    """Prints a line for each site; returns how much is wrong."""
    names = ('pages', 'lines', 'hyphens', 'runts', 'overfull', 'orphans', 'widows', 'stranded')
    print(' '.join(options))
    print(f'{"site":24}' + ''.join(f'{name:>10}' for name in names))
    bad = 0
    for site in sites:
        counts = measure(recto, options, site)
        print(f'{os.path.basename(site.rstrip("/")):24}' + ''.join(f'{n:10}' for n in counts))
        bad += sum(counts[4:])
    return bad


def main():
    if sys.argv[1] == '--self-test':
        self_test()
        return
    options = [word for word in sys.argv[2:] if word.startswith('--set')]
    sites = [path for word in sys.argv[2:] if not word.startswith('--') for path in sorted(glob.glob(word))]
    if not sites:
        print('skipped: no site is there')
        sys.exit(77)
    bad = 0
    for look in LOOKS if '--looks' in sys.argv else [[]]:
        bad += report(sys.argv[1], look + options, sites)
    sys.exit(bad > 0)


if __name__ == '__main__':
    main()
