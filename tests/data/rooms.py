#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms of src and their arrows, as the meson files give them. rooms.py SOURCE draws them: each room stands above those that it uses."""

import os
import re
import sys


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def read_rooms(source):
    """{room: the rooms that its library or program is given}, from what its meson.build names as dependencies."""
    folder = os.path.join(source, 'src')
    texts = {}
    for at, _, names in os.walk(folder):
        if 'meson.build' in names:
            texts[os.path.relpath(at, folder)] = read(os.path.join(at, 'meson.build'))
    home = {}
    for room, text in texts.items():
        for name in re.findall(r'^(\w+)_dep = declare_dependency', text, re.M):
            if 'link_with' in text:
                home[name + '_dep'] = room
    values = dict(re.findall(r'^(\w+) = (\[[^\]]*\]|\w+)$', '\n'.join(texts.values()), re.M))

    def rooms_in(words):
        for word in re.findall(r'\w+', words):
            if word in home:
                yield home[word]
            elif word in values:
                yield from rooms_in(values[word])

    rooms = {}
    for room, text in texts.items():
        made = re.search(r'(?:static_library|executable)\(.*?dependencies: (\[[^\]]*\]|\w+)', text, re.S)
        if made and re.search(r"'[\w-]+\.c'", text) and 'subdir' not in text.replace("subdir('book')", ''):
            rooms[room] = sorted(set(rooms_in(re.sub(r'dependency\([^)]*\)', '', made.group(1)))) - {room})
    if 'sheet' in texts:
        made = re.search(r'static_library\(.*?dependencies: (\w+)', texts['sheet'], re.S)
        rooms['sheet'] = sorted(set(rooms_in(made.group(1))))
    return rooms


def draw(rooms):
    height = {}

    def measure(room):
        if room not in height:
            height[room] = 1 + max((measure(used) for used in rooms[room]), default=0)
        return height[room]

    ordered = sorted(rooms, key=lambda room: (-measure(room), room))
    width = max(map(len, rooms)) + 1
    lines = []
    for room in ordered:
        uses = ', '.join(sorted(rooms[room], key=lambda used: (-measure(used), used)))
        lines.append(f'{room} {"─" * (width - len(room))}→ {uses}' if uses else room)
    return '\n'.join(lines)


if __name__ == '__main__':
    print(draw(read_rooms(sys.argv[1])))
