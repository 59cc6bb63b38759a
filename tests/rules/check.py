#!/usr/bin/env python3
"""check.py ROOT   the rules of the house, read from the sources: prints each breach, exits 1 if there is one

1. A folder of src/ includes only itself and earlier folders; write/html* never includes typeset/.
2. A library of others is included by its adapter files only.
3. Nothing outside src/app prints, exits, or reads the environment or the clock; no mutable static state anywhere.
4. src/README.md names every file of src/, and no other.
5. Functions have at most 80 lines (a switch of one-liners may have more), nine of ten at most 50; files about 500.
6. Headers have an opening comment and their include guard.
7. Every message has the id of its kind at the end of its format: "... is not there [image-missing]".
8. No line of C has more than 100 columns, tabs being 8 wide.
9. Elements and classes that our scripts put on a page are in the list of write/html_page_style.c: else their rules are
   left out of the page's style sheet.
10. What a header declares is used outside the file that defines it; else it is static there.
11. What tests/README.md tells to run is there.
"""
import os
import re
import sys

ROOT = sys.argv[1] if len(sys.argv) > 1 else '.'
ORDER = ['base', 'front', 'model', 'typeset', 'write', 'app']

# Library header -> the adapters that may include it (prefixes of the path below src/).
ADAPTERS = {
    r'sanitizer/': ['base/arena'],
    r'malloc\.h': ['app/main.c'],
    r'cmark': ['front/markdown_cmark'],
    r'gumbo\.h': ['front/html_fold'],
    r'yaml\.h': ['front/yaml.c'],
    r'jansson\.h': ['front/json.c'],
    r'png\.h': ['front/picture_png'],
    r'zlib\.h': ['front/picture_png'],
    r'gif_lib\.h': ['front/picture_gif'],
    r'jpeglib\.h|jerror\.h': ['front/picture_jpeg'],
    r'lcms2\.h': ['front/picture_colour'],
    r'avif/': ['front/picture_avif'],
    r'webp/': ['front/picture_webp'],
    r'minizip/': ['front/zip.c'],
    r'expat\.h': ['front/svg_xml'],
    r'hb[.-]': ['typeset/face'],
    r'ft2build|freetype': ['typeset/bitmap'],
    r'unicode/': ['typeset/unicode.c'],
    r'fribidi': ['typeset/unicode_bidi'],
    r'iconv\.h': ['typeset/hyphenate'],
    r'hpdf': ['write/pdf'],
    r'libdeflate': ['write/pdf'],
    r'qrencode': ['front/qr.c'],
    r'brotli/': ['write/woff2'],
    r'curl/': ['app/fetch.c'],
    r'microhttpd': ['app/serve_http'],
    r'sys/inotify': ['app/watch.c'],
}
STANDARD = re.compile(r'^(std\w+|string|math|errno|limits|ctype|assert|setjmp|time|float|locale|inttypes|'
                      r'dirent|fcntl|fnmatch|regex|unistd|pthread|sched|dlfcn|emmintrin|poll|signal|spawn|arpa/inet|netinet/in|'
                      r'sys/(?!inotify)\w+)\.h$')
FORBIDDEN = re.compile(r'\b(printf|fprintf|puts|putchar|fputs|perror|exit|_exit|_Exit|getenv|secure_getenv|time|clock|'
                       r'clock_gettime|gettimeofday|localtime|setlocale|rand|random|system|popen|strtok|gets)\s*\(')
# The one exception to the rule of no state, by file and name: cmark asks for memory without saying for whom.
STATE = {('front/markdown_cmark.c', 'nodes_of_thread')}
FILE_LINES, FUNCTION_LINES, USUAL_LINES, COLUMNS = 600, 80, 50, 100

breaches = []


def breach(path, line, text):
    breaches.append(f'{os.path.normpath("src/" + path)}:{line}: {text}')


def without_comments(text):
    """Comments and strings blanked, line numbers kept."""
    def blank(match):
        return re.sub(r'[^\n]', ' ', match.group())
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def check_includes(path, folder, text):
    for match in re.finditer(r'^#\s*include\s+([<"])([^>"]+)[>"]', text, re.M):
        line = text.count('\n', 0, match.start()) + 1
        name = match.group(2)
        top = name.split('/')[0]
        if match.group(1) == '"' and top in ORDER:
            if ORDER.index(top) > ORDER.index(folder):
                breach(path, line, f'{folder}/ includes {name}, which comes later in the travel of the data')
            if path.startswith('write/html') and top == 'typeset':
                breach(path, line, 'HTML leaves from the Doc: write/html* must not include typeset/')
        elif match.group(1) == '<' and not STANDARD.match(name):
            owners = next((a for pattern, a in ADAPTERS.items() if re.match(pattern, name)), None)
            if owners is None:
                breach(path, line, f'{name} belongs to no adapter that tests/rules/check.py knows')
            elif not path.startswith(tuple(owners)):
                breach(path, line, f'{name} is for {", ".join(owners)} only')


def check_calls(path, folder, code):
    for number, line in enumerate(code.split('\n'), 1):
        match = FORBIDDEN.search(line)
        if match and folder != 'app':
            breach(path, number, f'{match.group(1)}() outside src/app')
        declares = re.match(r'^(?:static\s+|_Thread_local\s+)*[A-Za-z_]\w*[\s*]+\w+(?:\[[^\]]*\])*\s*(?:=.*)?;$', line)
        declares = declares and not any(path == file and name in line for file, name in STATE)
        if declares and not re.match(r'^(extern|typedef|struct|union|enum|return)\b|.*\bconst\b', line):
            breach(path, number, 'mutable state at file scope')
        if re.match(r'^\s+static\s+(?!const\b|inline\b)', line) and 'const' not in line.split('=')[0]:
            breach(path, number, 'mutable static state in a function')


def functions(code):
    """(name, first line, lines, body) of each function definition."""
    pattern = r'^[A-Za-z_][^;={}#\n]*(?:\n[^;={}#\n]+)*\)\n\{\n(.*?)^\}'
    for match in re.finditer(pattern, code, re.M | re.S):
        name = re.search(r'(\w+)\s*\(', match.group())
        yield name.group(1), code.count('\n', 0, match.start()) + 1, match.group(1).count('\n'), match.group(1)


def check_sizes(path, text, code, sizes):
    lines = text.count('\n')
    if lines > FILE_LINES:
        breach(path, lines, f'{lines} lines: split along the way of the data')
    for name, line, count, body in functions(code):
        sizes.append(count)
        if count > FUNCTION_LINES and len(re.findall(r'^\s*case\b', body, re.M)) < count * 0.6:
            breach(path, line, f'{name} has {count} lines')


def check_header(path, text):
    if not text.startswith('/*'):
        breach(path, 1, 'a header opens with a comment: what it is, who owns what, what may fail')
    guard = 'RECTO_' + re.sub(r'[/.]', '_', path).upper()
    if f'#ifndef {guard}\n#define {guard}\n' not in text:
        breach(path, 1, f'the include guard is {guard}')


def check_messages(path, text):
    for match in re.finditer(r'\bdiag_(?:error|warning|note|add)\((?!Diags)(.*?)\);', text, re.S):
        if not re.search(r'[ "]\[[a-z]+(?:-[a-z]+)*\]"', match.group(1)):
            line = text.count('\n', 0, match.start()) + 1
            breach(path, line, 'a message without the id of its kind: end its format in " [kind-of-fault]"')


def check_columns():
    for top in 'include', 'src', 'tests':
        for folder, _, names in sorted(os.walk(os.path.join(ROOT, top))):
            for path in (os.path.join(folder, name) for name in sorted(names) if name.endswith(('.c', '.h'))):
                with open(path, encoding='utf-8') as file:
                    for number, line in enumerate(file, 1):
                        if len(line.rstrip('\n').expandtabs(8)) > COLUMNS:
                            breach('../' + os.path.relpath(path, ROOT), number, f'more than {COLUMNS} columns')


def all_code():
    """Path -> text without comments and strings, of each file of C."""
    sources = {}
    for top in 'src', 'tests':
        for folder, _, names in sorted(os.walk(os.path.join(ROOT, top))):
            for name in sorted(names):
                if name.endswith(('.c', '.h')):
                    path = os.path.join(folder, name)
                    with open(path, encoding='utf-8') as file:
                        sources[os.path.relpath(path, ROOT)] = without_comments(file.read())
    return sources


def check_declarations(sources):
    users = {}
    for path, code in sources.items():
        for word in set(re.findall(r'\b[a-z]\w*\b', code)):
            users.setdefault(word, set()).add(path)
    for path, code in sources.items():
        if not path.startswith('src/') or not path.endswith('.h'):
            continue
        for match in re.finditer(r'^(?!typedef|static|#)[A-Za-z_][\w \t*]*?\b(\w+)\(', code, re.M):
            inline = len(re.findall(rf'\b{match[1]}\b', code)) > 1
            if not inline and len(users[match[1]] - {path}) < 2:
                line = code.count('\n', 0, match.start()) + 1
                breach(path.removeprefix('src/'), line, f'{match[1]} is used where it is defined alone: make it static')


def check_commands():
    with open(os.path.join(ROOT, 'tests/README.md'), encoding='utf-8') as file:
        for number, line in enumerate(file, 1):
            for name in re.findall(r'\btests/[\w/.-]*\w', line):
                if not line.count(f'build/{name}') and not os.path.exists(os.path.join(ROOT, name)):
                    breach('../tests/README.md', number, f'{name} is not there')


def check_map(files):
    path = os.path.join(ROOT, 'src/README.md')
    text = open(path, encoding='utf-8').read() if os.path.exists(path) else ''
    named = set(re.findall(r'`([\w/]+\.\w+)`', text))
    named |= {stem + ext for stem in re.findall(r'`([\w/]+)\.\{h,c\}`', text) for ext in ('.h', '.c')}
    for name in sorted(set(files) - named):
        breach('README.md', 1, f'the map does not name {name}')
    for name in sorted(named - set(files)):
        if name.split('/')[0] in ORDER:
            breach('README.md', 1, f'the map names {name}, which does not exist')


def check_scripts():
    known = open(os.path.join(ROOT, 'src/write/html_page_style.c'), encoding='utf-8').read()
    known = set(' '.join(re.findall(r'(?:",\s*|#define \w+ )"([^"]*)"', known)).split())
    count = 0
    for name in 'script.js', 'script_early.js':
        path = 'write/' + name
        text = open(os.path.join(ROOT, 'src', path), encoding='utf-8').read()
        for match in re.finditer(r'\bclass: "([\w-]+)"|classList\.(?:add|toggle)\("([\w-]+)"|\b(?:make|createElement)\("(\w+)"',
                                 text):
            made = match.group(3) or '.' + (match.group(1) or match.group(2))
            count += 1
            if made not in known and made != 'link':
                breach(path, text.count('\n', 0, match.start()) + 1, f'puts {made} on a page: write/html_page_style.c must know')
    if count == 0:
        breach('write/script.js', 1, 'nothing found that the scripts put on a page')


def main():
    files, sizes = [], []
    src = os.path.join(ROOT, 'src')
    for folder in ORDER:
        for top, _, names in sorted(os.walk(os.path.join(src, folder))):
            files += [os.path.relpath(os.path.join(top, name), src) for name in sorted(names)]
    for path in files:
        if not path.endswith(('.c', '.h')):
            continue
        folder = path.split('/')[0]
        text = open(os.path.join(src, path), encoding='utf-8').read()
        code = without_comments(text)
        check_includes(path, folder, text)
        check_calls(path, folder, code)
        check_sizes(path, text, code, sizes)
        if not path.startswith('base/diag'):
            check_messages(path, text)
        if path.endswith('.h'):
            check_header(path, text)
    check_map(files)
    check_columns()
    check_scripts()
    check_declarations(all_code())
    check_commands()
    long = sum(size > USUAL_LINES for size in sizes)
    if long * 10 > len(sizes):
        breach('', 0, f'{long} of {len(sizes)} functions have more than {USUAL_LINES} lines')
    for text in breaches:
        print(text)
    print(f'{len(files)} files, {len(sizes)} functions, {len(breaches)} breaches')
    sys.exit(1 if breaches else 0)


main()
