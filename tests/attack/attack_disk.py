# SPDX-License-Identifier: GPL-3.0-or-later
"""What a disk may hold after the power failed, from the record that preload.c makes of a program.

A write is on the disk for certain once its file was synced, a name once its folder was. Of the rest the disk may hold
all, nothing, or any part: writes that came later without the earlier ones, and of one write some sectors."""

import os

SECTOR = 512
# Of what stdio wrote by itself the record has the whole, and it is taken as pages.
PAGE = 4096
WAYS = ("everything", "synced", "names", "first", "some")


class Record:
    """The operations of one run within a folder, and how the folder was before."""

    def __init__(self, folder):
        self.folder = os.path.realpath(folder)
        self.files, self.names, self.operations = {}, {}, []
        self.inodes = {}
        for path in self.list_files():
            inode = os.stat(os.path.join(self.folder, path)).st_ino
            with open(os.path.join(self.folder, path), "rb") as file:
                self.names[path] = self.inodes[inode] = self.add_file(file.read())
        self.seen = {number: bytearray(contents) for number, contents in self.files.items()}

    def add_file(self, contents):
        number = len(self.files)
        self.files[number] = contents
        return number

    def list_files(self):
        return [os.path.relpath(os.path.join(root, name), self.folder)
                for root, _, names in os.walk(self.folder) for name in names]

    def find(self, name):
        """The path within the folder; None outside it."""
        path = os.path.normpath(os.path.join(self.folder, os.fsdecode(name)))
        return os.path.relpath(path, self.folder) if path.startswith(self.folder + os.sep) else None

    def read(self, path):
        """Takes over what preload.c wrote down."""
        names = dict(self.names)
        with open(path, "rb") as record:
            while line := record.readline():
                what, inode, where, length = line.decode().split()
                self.take(what, int(inode), int(where), record.read(int(length)), names)

    def take(self, what, inode, where, data, names):
        if what in ("name", "unname", "rename"):
            first, second = (self.find(name) for name in data.split(b"\0", 1))
            if first is None:
                return
            if what == "name":
                # The number of a file that is gone may be that of a new one.
                self.inodes[inode] = names[first] = self.add_file(b"")
                self.seen[names[first]] = bytearray()
                self.operations.append(("name", first, names[first]))
            elif what == "unname":
                self.operations.append(("unname", first, names.pop(first)))
            else:
                names[second] = names.pop(first)
                self.operations.append(("rename", first, second, names[second]))
        elif what == "folder":
            self.operations.append(("folder",))
        elif inode in self.inodes:
            number = self.inodes[inode]
            if what == "sync":
                self.take_unseen(number, data)
            operation = {"write": ("write", number, where, data), "size": ("size", number, where)}
            self.operations.append(operation.get(what, ("sync", number)))
            apply(self.seen[number], self.operations[-1])

    def take_unseen(self, number, contents):
        """Writes that led to contents, where they passed unseen."""
        if bytes(self.seen[number]) == contents:
            return
        unseen = [("size", number, min(len(contents), len(self.seen[number])))]
        unseen += [("write", number, at, contents[at:at + PAGE]) for at in range(0, len(contents), PAGE)]
        for operation in unseen:
            self.operations.append(operation)
            apply(self.seen[number], operation)

    def kept(self, n, way, chance):
        """(names, contents) as the disk may hold them after the first n operations."""
        done = self.operations[:n]
        synced, folder = {}, -1
        for i, operation in enumerate(done):
            if operation[0] == "sync":
                synced[operation[1]] = i
            elif operation[0] == "folder":
                folder = i
        loose = [i for i, operation in enumerate(done) if i > folder and operation[0] in ("name", "unname", "rename")]
        keep = {"everything": lambda: loose, "names": lambda: loose, "synced": lambda: [],
                "first": lambda: loose[:chance.randrange(len(loose) + 1)],
                "some": lambda: [i for i in loose if chance.random() < 0.5]}[way]()
        names, files = dict(self.names), {number: bytearray(contents) for number, contents in self.files.items()}
        for i, operation in enumerate(done):
            if operation[0] in ("write", "size"):
                if i < synced.get(operation[1], -1) or way == "everything":
                    apply(files[operation[1]], operation)
                elif way in ("first", "some"):
                    apply_by_chance(files[operation[1]], operation, way, chance)
            elif operation[0] in ("name", "unname", "rename") and (i <= folder or i in keep):
                rename(names, operation)
        return names, files

    def lay(self, n, way, chance, folder):
        """Writes that disk into folder, which is empty."""
        names, files = self.kept(n, way, chance)
        for path, number in names.items():
            os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
            with open(os.path.join(folder, path), "wb") as file:
                file.write(files[number])

    def is_whole(self, chance):
        """Whether all operations together give the folder as it is now: then none passed unseen."""
        names, files = self.kept(len(self.operations), "everything", chance)
        here = {}
        for path in self.list_files():
            with open(os.path.join(self.folder, path), "rb") as file:
                here[path] = file.read()
        return here == {path: bytes(files[number]) for path, number in names.items()}


def rename(names, operation):
    if operation[0] == "name":
        names[operation[1]] = operation[2]
        return
    number = operation[-1]
    if names.get(operation[1]) == number:
        del names[operation[1]]
    if operation[0] == "rename":
        names[operation[2]] = number


def apply(contents, operation):
    if operation[0] == "size":
        del contents[operation[2]:]
        contents.extend(bytes(operation[2] - len(contents)))
    elif operation[0] == "write":
        _, _, at, data = operation
        contents.extend(bytes(max(0, at - len(contents))))
        contents[at:at + len(data)] = data


def apply_by_chance(contents, operation, way, chance):
    """In the way «first» nearly every write is kept, in «some» less than half, and torn ones."""
    torn = chance.random() < (0.1 if way == "first" else 0.4)
    if way == "some" and not torn and chance.random() < 0.4:
        return
    if not torn or operation[0] == "size":
        apply(contents, operation)
        return
    _, number, at, data = operation
    for start in range(0, len(data), SECTOR):
        if chance.random() < 0.5:
            apply(contents, ("write", number, at + start, data[start:start + SECTOR]))
