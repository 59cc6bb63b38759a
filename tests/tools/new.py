#!/usr/bin/env python3
"""new.py RECTO   sites that `recto new` makes: of every form, in every language, for names that YAML, Markdown, BibTeX and
Liquid could read as something else. Each one passes `recto check --fail-on=warning`, names its person as it was told, and
leaves what is there alone. The questions on a terminal are answered through a pseudo-terminal."""
import json
import os
import pty
import subprocess
import sys
import tempfile

import terminal

RECTO = os.path.abspath(sys.argv[1])
FORMS = ['al-folio', 'acad-homepage']
LANGUAGES = ['en', 'zh', 'zh-TW', 'ja', 'ko', 'de', 'fr', 'es', 'ru', 'fa', 'no', 'pt-BR']
# name, native name, institution
PEOPLE = [
    ("Wanshu Lin", "林望舒", "Institute of Tides"),
    ("林望舒", "", "潮汐研究所"),
    ("ليلى المرسى", "", "معهد المد والجزر"),
    ("Maeve O'Brien", "", "St. John's: a \"College\""),
    ("Noor van Dijk", "", "R&D <lab>"),
    ("Yes", "No", "null"),
    ("1e3", "~", "0x1F"),
    ("- dash", "? what", "[list]"),
    ("Ann \"Bo\" Cid: #1", "@at", "{map: 1}"),
    ("A {{ site.title }} B", "{% raw %}", "{{ 1 | plus: 1 }}"),
    ("Back\\slash {Brace", "50% & $5_x^y~z", "*star* _under_ `tick` | bar"),
    ("Anders and Sons", "!tag", "&anchor"),
    ("O", "'", "\\"),
    ("Emoji 🌊 Person", "👩‍🔬", "Ünïcödé\u00a0Place"),
    ("</script><b>X</b> Y", "<!-- c -->", "]]> --> */"),
    ("x" * 200, "长" * 66, "y" * 200),
]
failures = []


def run(*args, folder=None):
    done = subprocess.run([RECTO, *args], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    return done.stdout, done.stderr, done.returncode


def expect(what, condition, text=''):
    if not condition:
        failures.append(what)
        print(f'FAILED: {what}\n{text}')


def files(folder):
    """Every file below it with its bytes."""
    found = {}
    for top, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(top, name), 'rb') as file:
                found[os.path.join(top, name)] = file.read()
    return found


def good(folder, what, name, native, institution):
    """The site passes the check; its person is who was named."""
    out, err, status = run('check', '--fail-on=warning', folder)
    expect(f'{what}: check is clean', status == 0 and ' 0 warnings' in out, out + err)
    out, err, status = run('export', '--format=jsonresume', folder)
    basics = json.loads(out)['basics'] if status == 0 else {}
    if 'acad' in what and '<' in name: # names on a page may have tags in them
        return
    expect(f'{what}: its name is {name}', basics.get('name', '').replace(f' ({native})', '') == name, out + err)
    if 'acad' not in what: # where quotes are curled, as in all text
        expect(f'{what}: its institution is {institution}', json.dumps(institution, ensure_ascii=False) in out, out)


def test_people(scratch):
    for number, (name, native, institution) in enumerate(PEOPLE):
        for form in FORMS:
            folder = os.path.join(scratch, f'{form}{number}')
            args = [f'--form={form}', f'--name={name}', f'--institution={institution}', '--email=who@example.org']
            args += [f'--native-name={native}'] if native else []
            _, err, status = run('new', folder, '-q', *args)
            expect(f'new for {name} ends well', status == 0 and not err, err)
            good(folder, f'{form} for {name}', name, native, institution)


def test_languages(scratch):
    for number, lang in enumerate(LANGUAGES):
        for form in FORMS:
            folder = os.path.join(scratch, f'{form}-{lang}')
            second = LANGUAGES[number - 1]
            out, err, status = run('new', folder, '--name=Wanshu Lin', f'--form={form}', f'--lang={lang},{second}')
            expect(f'new in {lang} ends well', status == 0, out + err)
            out, err, status = run('check', '--fail-on=warning', folder)
            expect(f'{form} in {lang}: check is clean', status == 0, out + err)


def test_existing(scratch):
    folder = os.path.join(scratch, 'existing')
    os.makedirs(os.path.join(folder, '.git'))
    expect('a folder that has only .git is taken', run('new', folder, '--name=A B')[2] == 0)
    before = files(folder)
    _, err, status = run('new', folder, '--name=C D')
    expect('a folder with files is refused', status == 2 and 'is not empty' in err and 'hint' in err, err)
    expect('and left alone', files(folder) == before)
    path = os.path.join(folder, '_config.yml')
    expect('a file is refused', run('new', path, '--name=C D')[2] == 2 and files(folder) == before)
    os.symlink('nowhere', os.path.join(scratch, 'dangling'))
    _, err, status = run('new', '/proc/recto-nowhere', '--name=C D')
    expect('a place that cannot be written to is told', status == 3 and 'cannot write' in err, err)


def test_wrong(scratch):
    wrong = [[], ['--name= '], ['--name=a\x07b'], ['--name=' + 'x' * 201], ['--name=A B', '--email=nobody'],
             ['--name=A B', '--email=a@b c'], ['--name=A B', '--lang=english'], ['--name=A B', '--lang=../x'],
             ['--name=A B', '--form=hugo'], [b'--name=\xff\xfe']]
    for args in wrong:
        folder = os.path.join(scratch, 'wrong')
        done = subprocess.run([RECTO, 'new', folder, *args], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        expect(f'{args} is a fault of usage', done.returncode == 2 and b'recto: ' in done.stderr, str(done))
        expect(f'{args} writes nothing', not os.path.exists(folder))


def converse(folder, answers):
    """What a terminal shows, and the status, when `answers` are typed on it."""
    child, typed_at = pty.fork()
    if child == 0:
        os.execv(RECTO, [RECTO, 'new', folder])
    os.write(typed_at, answers.encode())
    shown = b''
    while True:
        try:
            part = os.read(typed_at, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    return shown.decode(), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_terminal(scratch):
    folder = os.path.join(scratch, 'asked')
    shown, status = converse(folder, '\n Wanshu  Lin \n林望舒\nenglish\nen, zh\nnobody\nlin@example.org\nInstitute of Tides\n')
    expect('the questions are answered', status == 0, shown)
    for text in ['this one is needed', 'no language tag', 'is no address', 'recto build']:
        expect(f'the terminal shows "{text}"', text in shown, shown)
    good(folder, 'asked for', 'Wanshu Lin', '林望舒', 'Institute of Tides')
    expect('the second language has its page', os.path.exists(os.path.join(folder, '_pages/about_zh.md')))
    folder = os.path.join(scratch, 'left')
    shown, status = converse(folder, 'Wanshu Lin\n\x04')
    expect('the end of input writes nothing', status == 2 and not os.path.exists(folder), shown)


with tempfile.TemporaryDirectory() as place:
    for test in [test_people, test_languages, test_existing, test_wrong]:
        test(place)
    if terminal.there_is():
        test_terminal(place)
print(f'{len(failures)} failed')
sys.exit(1 if failures else 0)
