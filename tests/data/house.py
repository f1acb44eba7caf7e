#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of the house: what lies at the top, which room may know which, and how long files and lines may be. house.py SOURCE

A room is a folder of src with sources. What it may use is ROOMS; an arrow is followed, so that who may use writers may use books too."""

import os
import re
import subprocess
import sys

from rooms import draw, read_rooms

MOST_SOURCES = 24
MOST_LINES = 600
MOST_COLUMNS = 120

TOP = {'.ci', '.gitignore', 'COPYING', 'HACKING.md', 'README.md', 'data', 'dev', 'meson.build', 'meson_options.txt', 'po', 'src', 'tests', 'ui'}

SHEETS = 'sheet sheet/book sheet/read sheet/write sheet/paper'

# room: the rooms that it may use.
ROOMS = {room: uses.split() for room, uses in {
    'base': '',
    'store': 'base',
    'model/rows': 'base store',
    'model/domain': 'model/rows',
    'model/years': 'model/domain',
    'model/column': 'model/years',
    'model/document': 'model/column',
    'sheet/book': 'base',
    'sheet/read': 'sheet/book',
    'sheet/write': 'sheet/book',
    'sheet/letter': 'sheet/write',
    'sheet/paper': 'sheet/write',
    'sheet/xlsx': 'sheet/write',
    'sheet': 'sheet/read sheet/letter sheet/paper sheet/xlsx',
    'import/table': 'model/document sheet/read',
    'import/sheets': 'import/table',
    'import': 'import/sheets',
    'prose': 'base',
    'audit': 'sheet/read prose',
    'report': 'model/document sheet',
    'cli': 'report import audit',
    'app/kit': 'base',
    'app/grid': 'app/kit sheet/read',
    'app/page': 'app/grid model/document',
    'app/pages': 'app/page',
    'app/output': 'app/pages report',
    'app/import': 'app/output import',
    'app/years': 'app/output',
    'app/audit': 'app/import audit',
    'app/window': 'app/audit app/years',
}.items()}

# (room, room): the first never uses the second, whatever the arrows would allow.
NEVERS = [
    ('model', 'sheet'),
    ('sheet', 'store'), ('sheet', 'model'),
    ('audit', 'store'), ('audit', 'model'), ('audit', 'report'),
    ('report', 'import'), ('report', 'audit'), ('report', 'prose'),
    ('app/grid', 'model'), ('app/grid', 'store'),
    ('import', 'report'), ('import', 'audit'), ('import', 'prose'), ('audit', 'import'),
]

# name: the rooms that alone know it. The journal is what everybody else knows of the store; rows may name its types.
NAMES = {
    r'\b(sek_store_|SekStore|SEK_STORE_)\w*': ['store', 'model/rows', 'model/document'],
    r'\bsek_document_get_store\b': ['model/document'],
}

# header: the rooms that alone name it.
LIBRARIES = {
    r'sqlite3': ['store'],
    r'(gtk/|gdk/|gsk/|adwaita|graphene)': ['app'],
    r'xlsxwriter': ['sheet/xlsx'],
    r'(pango/|cairo|qpdf/)': ['sheet/paper', 'app'],
    r'(libxml/)': ['sheet'],
    r'(minizip/|csv)': ['sheet'],
}

MOST_COMPLEX = 25

# function: why it is more complex than that. Those of audit, prose and import are reworked with what they find; none is to be added.
COMPLEX = {
    'read_figures': 'a figure of prose is read from left to right, and each form that it has is a case',
    'read_unit': 'each way to write a unit behind a figure is a case',
    'tie_figure': 'the best and the right fact are looked for in one passage, of which each can be missing',
    'score': 'each word that speaks for or against a fact is a case',
    'read_digits': 'each sign that may stand in or around a printed figure is a case',
    'find_columns': 'heads are tried from the surest to the vaguest (audit: kinds of columns; import: of accounts)',
    '_sek_audit_find_blocks': 'lines of copied text begin and end tables by one state that goes through them',
    'propose_rest': 'each thing that can be left over of a region is a case',
    '_sek_import_roles_find': 'columns take roles in turn, each of which leaves less to the next',
    'read_section': 'the alphabet of number formats: a letter a case',
    'sek_number_canonical': 'each form of a number as other programs write it is a case',
    'read_body': 'the grammar of figures: groups, marks and signs in their order',
    'skip_mark': 'each mark of a footnote is a case',
    'read_chunk': 'bytes of four encodings, of which each can end in the middle of a letter',
    'start_cb': 'an element of a document a case',
    'get_kind': 'a type of cell and what its format makes of it a case',
    'press_in_editor': 'a key a case, as Excel has them',
    'press_command': 'a key a case, as Excel has them',
    'press_on_selection': 'a key a case, as Excel has them',
}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def sources(*folders, ends=('.c', '.h')):
    for folder in folders:
        for at, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                if name.endswith(ends):
                    yield os.path.join(at, name)


def room_of(path):
    return os.path.relpath(os.path.dirname(path), 'src')


def within(room, outer):
    return room == outer or room.startswith(outer + '/')


def reach(room):
    """The rooms that a room may use, by the arrows."""
    found, todo = {room}, [room]
    while todo:
        for used in ROOMS[todo.pop()]:
            if used not in found:
                found.add(used)
                todo.append(used)
    return {used for used in found
            if not any(within(room, a) and within(used, b) for a, b in NEVERS)}


# --- points: each gives the faults that it finds -------------------------------------------------------------------------------------

def top_is_known():
    # Tracked files where git can tell; otherwise all but what builds and editors leave.
    listed = subprocess.run(['git', 'ls-files'], capture_output=True, text=True, check=False).stdout.split()
    names = {name.split('/')[0] for name in listed} or \
        {name for name in os.listdir('.') if not re.match(r'build|\.git$|.*\.sekretariat$', name)}
    return sorted(names - TOP)


def rooms_are_known():
    found = {room_of(path) for path in sources('src')}
    return [f'src/{room} is in no table' for room in sorted(found - set(ROOMS))] + \
        [f'src/{room} has no sources' for room in sorted(set(ROOMS) - found)]


def rooms_keep_within():
    """A header lies in one room; who includes it may know that room."""
    home = {}
    bad = []
    for path in sources('src', ends=('.h', '.def')):
        name = os.path.basename(path)
        if name in home:
            bad.append(f'{name} lies in {home[name]} and {room_of(path)}')
        home[name] = room_of(path)
    for path in sources('src', ends=('.c', '.h', '.def')):
        allowed = reach(room_of(path))
        for quote, name in INCLUDE.findall(read(path)):
            if quote == '"' and '/' in name:
                bad.append(f'{path} includes {name} by a path')
            # A header that the build makes lies in no room.
            elif quote == '"' and name in home and home[name] not in allowed:
                bad.append(f'{path} includes {name} of {home[name]}')
    return bad


def libraries_keep_within():
    bad = []
    for path in sources('src'):
        for _, name in INCLUDE.findall(read(path)):
            for pattern, allowed in LIBRARIES.items():
                if re.match(pattern, name) and not any(within(room_of(path), room) for room in allowed):
                    bad.append(f'{path} includes {name}')
    return bad


def build_gives_what_the_table_allows():
    """The meson files say the same as the table above, and HACKING.md shows it."""
    made = read_rooms('.')
    bad = [f'src/{room} is given {", ".join(sorted(made.get(room, [])))}, and may use {", ".join(sorted(ROOMS[room]))}'
           for room in ROOMS if set(made.get(room, [])) != set(ROOMS[room])]
    if draw(made) not in read('HACKING.md'):
        bad.append('HACKING.md does not show what tests/data/rooms.py draws')
    return bad


def names_keep_within():
    return [f'{path} names {found.group(0)}' for path in sources('src') for pattern, allowed in NAMES.items()
            for found in [re.search(pattern, read(path))] if found and not any(within(room_of(path), room) for room in allowed)]


def arrows_have_no_circle():
    done = set()

    def visit(room, way):
        if room in way:
            return [' → '.join(way + [room])]
        if room in done:
            return []
        done.add(room)
        return [circle for used in ROOMS[room] for circle in visit(used, way + [room])]

    return [circle for room in ROOMS for circle in visit(room, [])]


def sources_have_licences():
    ends = ('.c', '.h', '.def', '.sh', '.py', '.sql', '.css')
    return [path for path in sources('src', 'tests', 'ui', 'data', 'po', '.ci', ends=ends)
            if 'SPDX-License-Identifier: GPL-3.0-or-later' not in read(path)]


def files_are_short():
    return [f'{path}: {n} lines' for path in sources('src', 'tests') for n in [read(path).count('\n')] if n > MOST_LINES]


def lines_are_short():
    return [f'{path}:{number}: {len(line)} columns' for path in sources('src', 'tests', ends=('.c', '.h', '.def'))
            for number, line in enumerate(read(path).split('\n'), 1) if len(line) > MOST_COLUMNS]


def operators_begin_lines():
    return [f'{path}: {line.strip()}' for path in sources('src', 'tests')
            for line in re.findall(r'^(?![ \t]*(?:/?\*|//)).*(?:&&|\|\|| \+| \?| ==| !=)$', read(path), re.M)]


def rooms_have_walls():
    rooms = [room_of(path) for path in sources('src', ends=('.c',))]
    return [f'src/{room} has {rooms.count(room)} sources' for room in sorted(set(rooms)) if rooms.count(room) > MOST_SOURCES]


def functions_are_simple():
    """By McCabe's measure, with a case of a switch as a way of its own."""
    shown = subprocess.run(['pmccabe', *sources('src', ends=('.c',))], capture_output=True, text=True, check=True).stdout
    complexity = {}
    for line in shown.splitlines():
        fields = line.split('\t')
        complexity.setdefault(fields[-1].rsplit(' ', 1)[-1], []).append((int(fields[1]), fields[-1]))
    return [f'{place}: complexity {value}' for name, found in sorted(complexity.items()) for value, place in found
            if value > MOST_COMPLEX and name not in COMPLEX] + \
        [f'{name} is simple enough to leave the list' for name in sorted(COMPLEX)
         if max((value for value, _ in complexity.get(name, [])), default=0) <= MOST_COMPLEX]


def comments_name_what_is():
    """A function that a comment or HACKING.md names as such is there, and so is a file."""
    code = '\n'.join(read(path) for path in sources('src', 'tests', ends=('.c', '.h', '.def')))
    known = set(re.findall(r'\b_?[a-z]\w+(?= ?\()', re.sub(r'/\*.*?\*/', '', code, flags=re.S)))
    files = {os.path.basename(path) for path in sources('src', 'tests', 'data', 'ui', 'po', ends=('',))}
    bad = []
    texts = [(path, ' '.join(re.findall(r'/\*.*?\*/', read(path), re.S))) for path in sources('src', 'tests')]
    for path, text in texts + [('HACKING.md', read('HACKING.md'))]:
        for name in set(re.findall(r'\b(_?sek_\w+) ?\(\)', text)):
            if name not in known:
                bad.append(f'{path} names {name}()')
        for name in set(re.findall(r'\b(sek-[a-z-]+\.(?:c|h|ui|def))\b', text)):
            if name not in files:
                bad.append(f'{path} names {name}')
    return bad


def rows_know_no_report():
    """The rows of a long table are made when the book is written, and by then its report may be gone."""
    return [f'{path}: {line}' for path in sources('src/report', ends=('.c',)) if 'sek_sheet_set_row_func' in read(path)
            for line in re.findall(r'^  (?:const )?SekReport +\*?[a-z_]+;', read(path), re.M)]


def letters_are_whole():
    """A precision counts bytes, and cuts a letter in two."""
    return [f'{path}: {found}' for path in sources('src') for found in re.findall(r'%[-0-9]*\.[0-9]+s', read(path))]


POINTS = [
    ('only known files and folders lie at the top', top_is_known),
    ('every room of src is in the table of this test', rooms_are_known),
    ('no arrow between rooms leads back', arrows_have_no_circle),
    ('a room includes only what its table allows', rooms_keep_within),
    ('the build gives a room what its table allows, as HACKING.md shows it', build_gives_what_the_table_allows),
    ('a library is named only by its rooms', libraries_keep_within),
    ('only the model names the store', names_keep_within),
    ('what makes rows keeps no report', rows_know_no_report),
    ('every source names its licence', sources_have_licences),
    (f'no source is over {MOST_LINES} lines', files_are_short),
    (f'no line of code is over {MOST_COLUMNS} columns', lines_are_short),
    (f'no room has over {MOST_SOURCES} sources', rooms_have_walls),
    (f'no function is over complexity {MOST_COMPLEX} without a reason', functions_are_simple),
    ('operators begin lines', operators_begin_lines),
    ('functions and files that comments name are there', comments_name_what_is),
    ('no text is cut within a letter', letters_are_whole),
]


def main():
    os.chdir(sys.argv[1])
    for number, (name, find) in enumerate(POINTS, 1):
        faults = find()
        print('ok' if not faults else 'not ok', number, name)
        for fault in faults:
            print(f'{name}: {fault}', file=sys.stderr)
    print(f'1..{len(POINTS)}')


if __name__ == '__main__':
    main()
