#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do the tests notice? Plants a hundred changes of meaning in model, sheet and report, one at a time, and runs the related unit tests.

    plant.py SOURCE [--only=PATTERN]... [--list]

The changes are comparisons that include or exclude their bound, turned comparisons and conditions, ± 1, and swapped arguments. Which hundred
is fixed by a hash of where they stand (file, function, kind and number within it), so that the same ones are tried until their function is
changed. One that does not compile, or is warned of, is no change of meaning and gives its place to the next. Those that are
not noticed stand in excused.txt with the reason.

It works in a copy of the source. Prints TAP, a point a change; the last one is whether at least ninety were noticed."""

import fnmatch
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

HOW_MANY = 100
AT_LEAST = 90
FOLDERS = ['src/model', 'src/sheet', 'src/report']
HERE = os.path.dirname(os.path.abspath(__file__))

# Tests by the rooms that they are about, nearest first; each stage is built and run only when none before it noticed.
STAGES = {
    'src/model/': [['model-*'], ['report-*', 'import-*', 'prose'], ['registered', 'cli', 'cli-tables', 'cli-backup', 'store-*']],
    'src/sheet/read/': [['sheet-*'], ['import-*', 'audit-*'], ['cli-import', 'cli-audit', 'cli-import-untidy', 'cli-returned']],
    'src/sheet/': [['sheet-*'], ['report-*', 'audit-*'], ['formats', 'cli-tables', 'office']],
    'src/report/': [['report-*'], ['import-forms', 'registered', 'cli-tables', 'formats'], ['cli', 'cli-import', 'cli-returned', 'office']],
}

KINDS = [
    ('bound', re.compile(r'(?<=[\w)\]]) (<|>|<=|>=) (?=[\w(\-])'), {'<': '<=', '<=': '<', '>': '>=', '>=': '>'}),
    ('comparison', re.compile(r'(?<=[\w)\]]) (==|!=) (?=[\w(\-\'"])'), {'==': '!=', '!=': '=='}),
    ('condition', re.compile(r'(?<=[\w)\]]) (&&|\|\|) (?=[\w(!*])'), {'&&': '||', '||': '&&'}),
    ('one', re.compile(r'(?<=[\w)\]]) (\+ 1|- 1)(?=[,;) \]])'), {'+ 1': '+ 2', '- 1': '- 2'}),
    ('arguments', re.compile(r'(?<=\w) \((\w+(?:->\w+)?), (\w+(?:->\w+)?)(?=[,)])'), None),
]


def functions(text):
    """(name, first, last) of every function: offsets of its body."""
    for match in re.finditer(r'^([a-z_]\w*) \([^;{}]*\)\n\{\n', text, re.M):
        end = text.find('\n}\n', match.end())
        yield match.group(1), match.end(), end if end >= 0 else len(text)


def without_words(text):
    """The same length, with strings and comments blank, so that nothing is planted there."""
    return re.sub(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|^[ \t]*#[^\n]*', lambda match: re.sub(r'[^\n]', ' ', match.group(0)), text,
                  flags=re.S | re.M)


def candidates(source):
    found = []
    for folder in FOLDERS:
        for at, _, names in os.walk(os.path.join(source, folder)):
            for name in names:
                if not name.endswith('.c'):
                    continue
                path = os.path.relpath(os.path.join(at, name), source)
                with open(os.path.join(at, name), encoding='utf-8') as file:
                    text = file.read()
                bare = without_words(text)
                for function, first, last in functions(text):
                    for kind, pattern, others in KINDS:
                        for number, match in enumerate(pattern.finditer(bare, first, last)):
                            if others is None:
                                if match.group(1) == match.group(2):
                                    continue
                                new = f' ({match.group(2)}, {match.group(1)}'
                            else:
                                new = f' {others[match.group(1)]}' + (' ' if match.group(0).endswith(' ') else '')
                            line = text[:match.start()].count('\n') + 1
                            key = f'{os.path.basename(path)}:{function}:{kind}:{number}'
                            found.append((hashlib.sha256(key.encode()).hexdigest(), kind, key, path, match.start(), match.end(), new, line))
    found.sort()
    # As many of each kind, in turn.
    queues = [[entry for entry in found if entry[1] == kind] for kind, _, _ in KINDS]
    ordered = []
    while any(queues):
        for queue in queues:
            if queue:
                ordered.append(queue.pop(0))
    return ordered


def excused():
    reasons = {}
    with open(os.path.join(HERE, 'excused.txt'), encoding='utf-8') as file:
        for line in file:
            if line.strip() and not line.startswith('#'):
                key, reason = line.rstrip('\n').split('\t', 1)
                reasons[key] = reason
    return reasons


class Tree:
    def __init__(self, source):
        self.folder = tempfile.mkdtemp(prefix='sekretariat-plant-')
        self.source = os.path.join(self.folder, 'source')
        self.build = os.path.join(self.folder, 'build')
        shutil.copytree(source, self.source, ignore=shutil.ignore_patterns('build*', '.git', 'meson-logs'))
        # Quick to compile is what matters; a warning says that the compiler sees what the change means.
        self.call('meson', 'setup', self.build, self.source, '--buildtype=plain', '-Dc_args=-O0', '-Dwerror=true')
        self.call('ninja', '-C', self.build)
        listed = subprocess.run(['meson', 'introspect', '--tests', self.build], capture_output=True, text=True, check=True).stdout
        import json
        self.tests = {test['name']: test for test in json.loads(listed)}

    def call(self, *command):
        return subprocess.run(command, capture_output=True, text=True, check=True)

    def names(self, patterns):
        return [name for pattern in patterns for name in self.tests if fnmatch.fnmatch(name, pattern) and 'unit' in ' '.join(self.tests[name]['suite'])]

    def targets(self, names):
        """The files of the build that these tests need."""
        found = set()
        for name in names:
            for part in self.tests[name]['cmd'] + self.tests[name].get('extra_paths', []):
                if part.startswith(self.build + '/'):
                    found.add(os.path.relpath(part, self.build))
        return sorted(found)

    def make(self, names):
        return subprocess.run(['ninja', '-C', self.build, *self.targets(names)], capture_output=True, text=True, check=False).returncode == 0

    def end_all(self):
        """Each test is a session of its own, and one in a loop hears no signal of meson's."""
        for pid in filter(str.isdigit, os.listdir('/proc')):
            try:
                if os.readlink(f'/proc/{pid}/exe').startswith(self.build + '/'):
                    os.kill(int(pid), signal.SIGKILL)
            except OSError:
                pass

    def run(self, names):
        """The name of the first test that failed, without waiting for the others; None when all passed."""
        done = subprocess.Popen(['meson', 'test', '-C', self.build, '--no-rebuild', '--timeout-multiplier=0.25', *names], text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, start_new_session=True,
                                env={**os.environ, 'PYTHONUNBUFFERED': '1'})
        for line in done.stdout:
            failed = re.search(r'/ (\S+)\s+(?:FAIL|TIMEOUT|ERROR)', line)
            if failed:
                os.killpg(done.pid, signal.SIGKILL)
                self.end_all()
                done.wait()
                return failed.group(1)
        return names[0] if done.wait() != 0 else None


def stages_of(path):
    return next(stages for begin, stages in STAGES.items() if path.startswith(begin))


def main():
    source = os.path.abspath(sys.argv[1])
    only = [argument[len('--only='):] for argument in sys.argv if argument.startswith('--only=')] or ['*']
    reasons = excused()
    todo = candidates(source)
    if '--list' in sys.argv:
        for _, _, key, path, start, end, new, line in todo[:HOW_MANY * 2]:
            print(f'{path}:{line}: {key}: →{new}')
        return 0
    tree = Tree(source)
    tried = noticed = 0
    missed = []
    try:
        for _, _, key, path, start, end, new, line in todo:
            if tried == HOW_MANY:
                break
            if not any(fnmatch.fnmatch(key, pattern) for pattern in only):
                continue
            where = os.path.join(tree.source, path)
            with open(where, encoding='utf-8') as file:
                text = file.read()
            with open(where, 'w', encoding='utf-8') as file:
                file.write(text[:start] + new + text[end:])
            stages = [tree.names(patterns) for patterns in stages_of(path)]
            by = None
            compiled = tree.make(stages[0])
            for names in stages if compiled else []:
                if tree.make(names):
                    by = tree.run(names)
                if by is not None:
                    break
            with open(where, 'w', encoding='utf-8') as file:
                file.write(text)
            if not compiled:
                continue
            tried += 1
            told = f'{key} ({path}:{line}, {text[start:end].strip()} → {new.strip()})'
            if by is not None:
                noticed += 1
                print(f'ok {tried} {told}: {by}', flush=True)
            elif key in reasons:
                print(f'ok {tried} {told} # SKIP {reasons[key]}', flush=True)
            else:
                missed.append(told)
                print(f'ok {tried} {told} # TODO noticed by nothing', flush=True)
        enough = noticed >= AT_LEAST * tried // HOW_MANY
        print('ok' if enough else 'not ok', tried + 1, f'at least {AT_LEAST} of {HOW_MANY} planted changes are noticed: {noticed} of {tried}')
        print('ok' if not missed else 'not ok', tried + 2, 'the others are known, with the reason')
        print(f'1..{tried + 2}')
    finally:
        shutil.rmtree(tree.folder)
    return 0 if enough and not missed else 1


if __name__ == '__main__':
    sys.exit(main())
