#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Registers with damage made by chance: a byte, a bit, a page, a length, the head, the tail. A command goes on or
refuses in words, and what was refused as damaged keeps its bytes. Prints TAP. usage: test-damage.py CLI [--full]"""

import collections
import os
import subprocess
import time

from attack_help import CELL, REGISTER, Findings, command, example, find_fault, main, new_chance, size, tell, test

SECONDS = size(4, 600)
SEED = 1
PAGE = 4096
HEAD = 100
SET = ["set", REGISTER, "population", "3301/2022-01-01", "persons", "778"]
COMMANDS = (["dump", REGISTER], SET, ["undo", REGISTER])
MORE = (["check", REGISTER], ["log", REGISTER], ["show", REGISTER, "kontingent"],
        ["delete", REGISTER, "member", "3301"], ["set", REGISTER, *CELL, "241"], ["export", REGISTER, "-o", "out.xlsx"])


class Damage:
    """Ways to damage the bytes of a register, each for chance to choose."""

    def __init__(self, contents, seed):
        self.contents, self.chance = contents, new_chance("damage", seed)
        self.ways = (self.head_of_page, self.bit, self.number, self.page, self.head, self.tail, self.kind, self.run)

    def make(self):
        damaged = bytearray(self.contents)
        for _ in range(self.chance.choice((1, 1, 1, 2, 4, 16))):
            self.chance.choice(self.ways)(damaged)
        # Of less than a page there is nothing to say.
        return bytes(damaged) if len(damaged) > PAGE else self.make()

    def place(self, damaged, length=1):
        return self.chance.randrange(max(1, len(damaged) - length))

    def head_of_page(self, damaged):
        """Its kind, its number of cells, where they are."""
        page = self.place(damaged) // PAGE * PAGE
        at = page + (HEAD if page == 0 else 0) + self.chance.randrange(52)
        damaged[min(at, len(damaged) - 1)] = self.chance.randrange(256)

    def bit(self, damaged):
        damaged[self.place(damaged)] ^= 1 << self.chance.randrange(8)

    def number(self, damaged):
        at = self.place(damaged, 4)
        some = self.chance.randbytes(4)
        damaged[at:at + 4] = self.chance.choice((bytes(4), b"\xff" * 4, b"\x7f" + b"\xff" * 3, some))

    def page(self, damaged):
        """One page over another."""
        here, there = (self.place(damaged, PAGE) // PAGE * PAGE for _ in range(2))
        damaged[here:here + PAGE] = damaged[there:there + PAGE]

    def head(self, damaged):
        damaged[self.chance.randrange(HEAD)] = self.chance.randrange(256)

    def tail(self, damaged):
        """Cut off, or something after it."""
        if self.chance.random() < 0.5:
            del damaged[self.place(damaged):]
        else:
            damaged.extend(damaged[:self.chance.randrange(9000)])

    def kind(self, damaged):
        """A byte that says what kind of value follows, and how long it is, if chance hits one."""
        damaged[self.place(damaged)] = self.chance.choice((0, 1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 127, 128, 255))

    def run(self, damaged):
        """Some bytes for others, of another length."""
        at = self.place(damaged, 64)
        damaged[at:at + self.chance.randrange(64)] = self.chance.randbytes(self.chance.randrange(64))


def attack(contents, commands, counts):
    """(command, what is wrong) of each command that is at fault over a register of these bytes."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        if os.path.exists(REGISTER + suffix):
            os.unlink(REGISTER + suffix)
    with open(REGISTER, "wb") as file:
        file.write(contents)
    is_refused = False
    for arguments in commands:
        counts["commands"] += 1
        try:
            done = command(*arguments)
        except subprocess.TimeoutExpired:
            yield arguments, "it does not end"
            continue
        counts["refused"] += done.returncode == 2
        if find_fault(done) is not None:
            yield arguments, find_fault(done)
        if arguments[0] == "dump":
            is_refused = done.returncode == 2 and b"damaged" in done.stderr
        with open(REGISTER, "rb") as file:
            if is_refused and file.read() != contents:
                yield arguments, "what was refused as damaged is written to"
                is_refused = False


@test
def a_damaged_register_is_refused_in_words_and_kept():
    example(REGISTER)
    assert command("set", REGISTER, "population", "3301/2022-01-01", "persons", "777").returncode == 0
    with open(REGISTER, "rb") as file:
        damage = Damage(file.read(), SEED)
    findings, counts = Findings(), collections.Counter(registers=0, commands=0, refused=0)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        contents, counts["registers"] = damage.make(), counts["registers"] + 1
        for arguments, wrong in attack(contents, [*COMMANDS, *(MORE if damage.chance.random() < 0.25 else ())], counts):
            findings.add(wrong, f"register {counts['registers']} of seed {SEED}, {arguments}")
    tell("damaged registers", {**counts, "failed": findings.counts["failed"]})
    findings.assert_none()
    assert 0 < counts["refused"] < counts["commands"], "damage that is always or never found proves nothing"


main()
