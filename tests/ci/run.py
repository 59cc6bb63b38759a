#!/usr/bin/env python3
"""run.py BUILD ROOT   the workflow, the action and the GitLab template, as a runner would take them

Their shell steps run as they are written, in a copy of the project, with a stand-in for apt-get (it unpacks packages
into a folder) and one for cmake (BUILD is packed in its place). Steps of others (`uses: actions/...`)
are looked at: what they are handed has to be there. Each input of the action has to make a difference in some case.
Skipped without PyYAML, git or what packs (dpkg-dev, file).
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    print('skipped: no PyYAML')
    sys.exit(77)

BUILD, ROOT = (os.path.abspath(path) for path in sys.argv[1:3])
ACTION = '.github/actions/recto'
failures = []


def check(good, text):
    if not good:
        failures.append(text)


def load(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as file:
        return yaml.safe_load(file)


def write(path, text, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    os.chmod(path, mode)


# --- what a runner does ---

def value_of(expression, inputs, steps):
    """The expressions that these files use: inputs.NAME, steps.ID.outputs.NAME, and one of them beside 'text'."""
    match = re.fullmatch(r"([\w.-]+)(?: (==|!=) '([^']*)')?", expression.strip())
    if match is None:
        raise ValueError(f'an expression that this test does not know: {expression}')
    parts = match[1].split('.')
    if parts[0] == 'inputs' and len(parts) == 2:
        value = inputs[parts[1]]
    elif parts[0] == 'steps' and parts[2] == 'outputs' and len(parts) == 4:
        value = steps[parts[1]].get(parts[3], '')
    else:
        raise ValueError(f'a context that this test does not know: {expression}')
    if match[2] is None:
        return value
    return 'true' if (value == match[3]) == (match[2] == '==') else 'false'


def expand(text, inputs, steps):
    return re.sub(r'\$\{\{(.*?)\}\}', lambda m: value_of(m[1], inputs, steps), str(text))


def read_outputs(path):
    with open(path, encoding='utf-8') as file:
        return dict(line.rstrip('\n').split('=', 1) for line in file)


class Runner:
    def __init__(self, work):
        self.work, self.copy = work, os.path.join(work, 'project')
        self.temp, self.system = os.path.join(work, 'temp'), os.path.join(work, 'system')
        self.number = 0
        for name in ('.ci', '.github', '.gitlab', 'content', 'fonts', 'include', 'src'):
            shutil.copytree(os.path.join(ROOT, name), os.path.join(self.copy, name))
        for name in ('CMakeLists.txt', 'CMakePresets.json', 'README.md', 'LICENSE'):
            shutil.copy(os.path.join(ROOT, name), self.copy)
        tools = os.path.join(work, 'tools')
        write(os.path.join(tools, 'apt-get'), APT_GET, 0o755)
        write(os.path.join(tools, 'cmake'), CMAKE, 0o755)
        write(os.path.join(tools, 'cpack'), CPACK, 0o755)
        write(os.path.join(tools, 'sudo'), '#!/bin/sh\nexec "$@"\n', 0o755)
        self.env = {name: os.environ[name] for name in ('LANG', 'HOME') if name in os.environ}
        self.summary = ''  # what the last step that told something added to that of the job
        self.env |= {'PATH': f'{self.system}/usr/bin:{tools}:/usr/bin:/bin:/usr/sbin:/sbin', 'STAND_IN_SYSTEM': self.system,
                     'STAND_IN_BUILD': BUILD, 'STAND_IN_PACKED': os.path.join(work, 'packed'),
                     'STAND_IN_LOG': os.path.join(work, 'log'), 'GITHUB_ACTIONS': 'true'}

    def log(self):
        path = self.env['STAND_IN_LOG']
        if not os.path.exists(path):
            return ''
        with open(path, encoding='utf-8') as file:
            text = file.read()
        os.remove(path)
        return text

    def shell(self, script, folder, env, how=('bash', '--noprofile', '--norc', '-eo', 'pipefail')):
        self.number += 1
        path = os.path.join(self.work, f'step{self.number}.sh')
        write(path, script)
        done = subprocess.run([*how, path], cwd=folder, env=self.env | env, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def steps(self, steps, folder, inputs, action=None):
        """(outputs of steps, what was printed, [(uses, with)], exit status) of steps; those behind a failure do not run."""
        outputs, printed, used, status = {step.get('id', ''): {} for step in steps}, '', [], 0
        os.makedirs(self.temp, exist_ok=True)
        for step in steps:
            known = {'name', 'id', 'if', 'uses', 'with', 'run', 'shell', 'env'}
            check(set(step) <= known, f'keys of a step that this test does not know: {set(step) - known}')
            if 'if' in step and expand(step['if'], inputs, outputs) != 'true':
                continue
            if 'uses' in step:
                given = {key: expand(value, inputs, outputs) for key, value in step.get('with', {}).items()}
                used.append((step['uses'], given))
                outputs[step.get('id', '')] = {'page_url': 'https://ada.example.org/'}
                continue
            result, summary = os.path.join(self.temp, 'output'), os.path.join(self.temp, 'summary')
            write(result, '')
            write(summary, '')
            env = {'GITHUB_OUTPUT': result, 'GITHUB_STEP_SUMMARY': summary, 'RUNNER_TEMP': self.temp}
            if action is not None:
                env['GITHUB_ACTION_PATH'] = action
            env |= {key: expand(value, inputs, outputs) for key, value in step.get('env', {}).items()}
            status, text = self.shell(step['run'], folder, env)
            printed += text
            outputs[step.get('id', '')] = read_outputs(result)
            with open(summary, encoding='utf-8') as file:
                self.summary = file.read() or self.summary
            if status != 0:
                break
        return outputs, printed, used, status


APT_GET = '''#!/bin/sh
# Stand-in: packages that are files are unpacked, others are on this system.
set -e
echo "apt-get $*" >>"$STAND_IN_LOG"
for word in "$@"; do
	case $word in
	*.deb) dpkg-deb -x "$word" "$STAND_IN_SYSTEM" ;;
	esac
done
'''
CMAKE = '''#!/bin/sh
# Stand-in: what is to be packed is what the tests are of.
set -e
echo "cmake $*" >>"$STAND_IN_LOG"
while [ $# -gt 0 ]; do
	[ "$1" != -B ] || { mkdir -p "$2" && cp "$STAND_IN_BUILD/CPackConfig.cmake" "$2"; }
	shift
done
'''

CPACK = '''#!/bin/sh
# What was packed once: the same again.
set -e
while [ "$1" != -B ]; do
	[ "$1" != --config ] || config=$2
	shift
done
[ -d "$STAND_IN_PACKED" ] || /usr/bin/cpack --config "$config" -B "$STAND_IN_PACKED"
mkdir -p "$2" && cp "$STAND_IN_PACKED"/*.deb "$2"
'''

# --- the files ---

THEIRS = re.compile(r'actions/[\w-]+@v\d+$')


def check_steps(what, steps):
    for step in steps:
        check(('uses' in step) != ('run' in step), f'{what}: a step is one of uses and run: {step}')
        if 'run' in step:
            check('shell' in step, f'{what}: no shell: {step}')
            check('${{' not in step['run'], f'{what}: text of others in a script: {step}')
        else:
            check(THEIRS.match(step['uses']) or step['uses'] == f'./{ACTION}', f'{what}: {step["uses"]}')


def check_files(action, workflow):
    check_steps('action.yml', action['runs']['steps'])
    for name, job in workflow['jobs'].items():
        check_steps(name, job['steps'])
        check(job.get('timeout-minutes', 0) > 0, f'{name}: no end')
        for step in job['steps']:
            if step.get('uses') == f'./{ACTION}':
                check(set(step['with']) <= set(action['inputs']), f'{name}: unknown inputs')
    with open(os.path.join(ROOT, 'README.md'), encoding='utf-8') as file:
        readme = file.read()
    for name in [*action['inputs'], *action['outputs']]:
        check(f'`{name}`' in readme, f'README does not tell of {name}')


# --- cases ---

SITE = {'_config.yml': '''title: Ada Nowak
url: https://ada.example.org
recto:
  web: {fonts: system}
  cv:
    variants:
      short: {since: 2020}
''', 'index.md': '''---
title: home
---

# Experience

- *2021 -- 2023*: **Fellow**
- *2012 -- 2016*: **Clerk**
''', 'faulty.md': '''---
title: faulty
---

A [link](/gone/).
''', 'long.md': '''---
title: Long
author: {name: Ada Nowak}
---

# One

# Two
{: .newpage}
'''}


def make_site(runner, name, *files):
    folder = os.path.join(runner.work, name)
    for path in files:
        write(os.path.join(folder, 'home', path), SITE[path])
    return folder


def act(runner, action, folder, **given):
    """Runs the action on the site in FOLDER/home."""
    inputs = {name: entry['default'] for name, entry in action['inputs'].items()}
    inputs |= {'site': 'home'} | {name.replace('_', '-'): value for name, value in given.items()}
    check(set(inputs) == set(action['inputs']), 'an input that the action does not have')
    outputs, printed, used, status = runner.steps(action['runs']['steps'], folder, inputs,
                                                  os.path.join(runner.copy, ACTION))
    told = {name: expand(entry['value'], {}, outputs) for name, entry in action['outputs'].items()}
    for uses, handed in used:
        if uses.startswith('actions/upload-artifact@'):
            for path in handed['path'].split():
                check(os.path.exists(os.path.join(folder, path)), f'{given}: nothing to upload at {path}')
    return told, printed, used, status


def names(used):
    return [re.sub('@.*', '', uses) for uses, _ in used]


def text_of(folder, pdf):
    return subprocess.run(['pdftotext', os.path.join(folder, pdf), '-'], capture_output=True, text=True).stdout


def try_clean(runner, action):
    folder = make_site(runner, 'clean', '_config.yml', 'index.md')
    told, printed, used, status = act(runner, action, folder)
    check(status == 0, f'a clean site fails: {printed}')
    want = {'pdf': '_site/cv.pdf', 'pages': '1', 'warnings': '0', 'errors': '0', 'site': '_site', 'pdfs': 'cv'}
    check({name: told[name] for name in want} == want, f'outputs of a clean site: {told}')
    check(os.path.exists(os.path.join(folder, '_site/index.html')), 'no site')
    check(names(used) == ['actions/cache', 'actions/upload-artifact'], f'a clean site: {used}')
    check('cmake' in runner.log(), 'recto was not built')
    told, printed, used, status = act(runner, action, folder, artifact='')
    log = runner.log()
    check(status == 0 and 'cmake' not in log and 'recto_' in log, f'the kept packages were not used: {log}')
    check(names(used) == ['actions/cache'], 'an artifact without a name')
    cache = used[0][1]
    with open(os.path.join(cache['path'], 'key'), encoding='utf-8') as file:
        check(file.read().strip() == cache['key'], 'the key of the cache is not that of the packages')
    write(os.path.join(runner.copy, 'src/extra.c'), 'int extra;\n')
    _, _, used, _ = act(runner, action, folder, artifact='')
    check(used[0][1]['key'] != cache['key'] and 'cmake' in runner.log(), 'another source is not built anew')


def try_findings(runner, action):
    folder = make_site(runner, 'findings', '_config.yml', 'index.md', 'faulty.md')
    told, printed, _, status = act(runner, action, folder)
    check(status == 0 and told['warnings'] == '1' and told['pages'] == '1', f'one warning: {status} {told}')
    check(re.search(r'### recto check.*1 warning.*### recto build.*<code>.*cv.pdf</code> \| 1 \|', runner.summary, re.S),
          f'the summary of the job: {runner.summary}')
    check('::warning file=home/faulty.md,line=5,' in printed, f'no annotation: {printed}')
    told, printed, used, status = act(runner, action, folder, strict='true')
    check(status == 1, f'strict: {status} {printed}')
    write(os.path.join(folder, 'home/private.md'), '---\ntitle: private\n---\n\n[here](http://127.0.0.1:9/)\n')
    plain, online = (act(runner, action, folder, online=value)[1] for value in ('false', 'true'))
    check('link-private' in online and 'link-private' not in plain, 'online makes no difference')
    runner.shell('recto check home --baseline=accepted.txt --write-baseline', folder, {})
    told, printed, _, status = act(runner, action, folder, strict='true', baseline='accepted.txt')
    check(status == 0 and told['warnings'] == '0', f'accepted: {status} {told} {printed}')
    write(os.path.join(folder, 'home/_config.yml'), 'title: [\n')
    told, printed, used, status = act(runner, action, folder)
    check(status == 1 and told['errors'] == '1' and told['pdf'] == '', f'an error: {status} {told}')
    check(names(used) == ['actions/cache'], 'a faulty site was uploaded')


def try_pages(runner, action):
    folder = make_site(runner, 'pages', 'long.md')
    told, plain, _, status = act(runner, action, folder, site='home/long.md')
    check(status == 0 and told['pages'] == '2', f'two pages: {told}')
    _, printed, _, status = act(runner, action, folder, site='home/long.md', pages_max='1')
    check(status == 1 and '::error' in printed, f'too many pages: {status} {printed}')
    _, printed, _, status = act(runner, action, folder, site='home/long.md', pages='1')
    check('page-budget' in printed and 'page-budget' not in plain, f'a budget: {printed}')


def try_products(runner, action):
    folder = make_site(runner, 'products', '_config.yml', 'index.md')
    told, printed, used, status = act(
        runner, action, folder, variants='short', handouts='booklet card', output='out/site', pdfs='out/pdf',
        set='title: with a colon=no key of ours\nrecto.paper=letter\ntitle=Ada van der Nowak', publish='true')
    check(status == 0, f'all products: {printed}')
    check(told['url'] == 'https://ada.example.org/' and told['pdf'] == 'out/site/cv.pdf', f'all products: {told}')
    made = sorted(os.listdir(os.path.join(folder, 'out/pdf')))
    check(made == ['cv-booklet.pdf', 'cv-card.pdf', 'cv-short.pdf', 'cv.pdf'], f'PDFs: {made}')
    check('Ada van der Nowak' in text_of(folder, 'out/pdf/cv.pdf'), 'a value with spaces was not set')
    check('Clerk' not in text_of(folder, 'out/pdf/cv-short.pdf'), 'not the variant')
    info = subprocess.run(['pdfinfo', os.path.join(folder, 'out/pdf/cv.pdf')], capture_output=True, text=True).stdout
    check('letter' in info, f'the second value was not set: {info}')
    want = ['cache', 'upload-artifact', 'configure-pages', 'upload-artifact', 'deploy-pages']
    check(names(used) == ['actions/' + name for name in want], f'publishing: {used}')
    packed = subprocess.run(['tar', '-tf', used[3][1]['path']], capture_output=True, text=True).stdout
    check('./index.html' in packed.split() and './cv.pdf' in packed.split(), f'packed for Pages: {packed}')


def try_unknown(runner, action):
    """What the author misspelt ends the step with recto's exit status."""
    folder = make_site(runner, 'unknown', '_config.yml', 'index.md')
    for given, want in ({'variants': 'shrt'}, 1), ({'handouts': 'bokklet'}, 2), ({'set': 'nothing'}, 2):
        _, printed, _, status = act(runner, action, folder, **given)
        check(status == want, f'{given}: {status} {printed}')


def try_workflow(runner, workflow):
    """Its own steps; what the tests do is a word here."""
    write(os.path.join(runner.copy, 'tests/run.sh'), 'echo all tests\n')
    sample = {'pdf': 'content/_config.yml', 'pages': '2', 'warnings': '0'}
    for name, job in workflow['jobs'].items():
        for step in job['steps']:
            if 'run' in step:
                env = {key: expand(value, {}, {'recto': sample}) for key, value in step.get('env', {}).items()}
                status, printed = runner.shell(step['run'], runner.copy, env)
                check(status == 0, f'{name}: {printed}')
                if name == 'test':
                    check(printed == 'all tests\n', f'{name}: {printed}')
    check('cmake --workflow --preset package' in runner.log(), 'no packages are made')


def try_gitlab(runner, template):
    git = ['git', '-c', 'user.name=x', '-c', 'user.email=x@example.org', '-C', runner.copy]
    for command in ['init', '-q', '-b', 'trunk'], ['add', '-A'], ['commit', '-q', '-m', 'x']:
        subprocess.run([*git, *command], check=True)
    folder = make_site(runner, 'gitlab', '_config.yml', 'index.md', 'faulty.md')
    job = template['.recto']
    env = {key: str(value) for key, value in {**template['variables'], **job['variables']}.items()}
    env |= {'RECTO_SOURCE': runner.copy, 'RECTO_VERSION': 'trunk', 'RECTO_SITE': 'home', 'RECTO_HANDOUTS': 'card'}
    script = '\n'.join([*job['before_script'], *job['script']])
    status, printed = runner.shell(script, folder, env)
    check(status == 0 and 'faulty.md:5:10: warning' in printed, f'GitLab: {status} {printed}')
    results = read_outputs(os.path.join(folder, job['artifacts']['reports']['dotenv']))
    check(results == {'pdf': 'public/cv.pdf', 'pages': '1', 'warnings': '1', 'errors': '0', 'site': 'public',
                      'pdfs': 'cv'}, f'GitLab: {results}')
    with open(os.path.join(folder, job['artifacts']['reports']['codequality']), encoding='utf-8') as file:
        issues = json.load(file)
    check([(one['check_name'], one['location']) for one in issues if one['severity'] == 'minor']
          == [('link-broken', {'path': 'home/faulty.md', 'lines': {'begin': 5}})], f'GitLab: {issues}')
    for path in job['artifacts']['paths']:
        path = path.replace('$RECTO_PDFS', 'cv')
        check(os.path.exists(os.path.join(folder, path)), f'GitLab: no {path} to keep')
    status, printed = runner.shell(script, folder, env | {'RECTO_STRICT': 'true'})
    check(status == 1, f'GitLab, strict: {status} {printed}')
    status, printed = runner.shell(script, folder, env | {'RECTO_SOURCE': ''})
    check(status == 2 and 'RECTO_SOURCE' in printed, f'GitLab without a source: {status} {printed}')
    for name in 'cv', 'pages':
        check(template[name]['extends'] == '.recto', f'GitLab: {name}')
    with open(os.path.join(ROOT, '.ci/site.sh'), encoding='utf-8') as file:
        text = file.read()
        known = set(re.findall(r'RECTO_\w+', text)) | {'RECTO_SOURCE', 'RECTO_VERSION'}
    check(len(re.findall(r'^[^#\n]*recto check', text, re.M)) == 1, 'the site is checked, and its links are followed, once')
    check(set(template['variables']) | set(job['variables']) <= known, 'GitLab: variables that nothing reads')


def main():
    for tool in 'git', 'dpkg-shlibdeps', 'file', 'cpack', 'bash', 'pdftotext':
        if shutil.which(tool) is None:
            print(f'skipped: no {tool}')
            sys.exit(77)
    action, workflow = load(f'{ACTION}/action.yml'), load('.github/workflows/cv.yml')
    check_files(action, workflow)
    with tempfile.TemporaryDirectory() as work:
        runner = Runner(work)
        for part in try_clean, try_findings, try_pages, try_products, try_unknown:
            part(runner, action)
        try_workflow(runner, workflow)
        try_gitlab(runner, load('.gitlab/recto.gitlab-ci.yml'))
    for text in failures:
        print(text)
    sys.exit(1 if failures else 0)


main()
