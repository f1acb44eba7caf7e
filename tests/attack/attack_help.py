# SPDX-License-Identifier: GPL-3.0-or-later
"""What the attacks share: the programs, what a register holds, how a command may end, and the counts that they tell.

Each is called with the command line, then what else it needs, and --full for the long form: the same attack with the
counts of a proof instead of those of a look. Nothing is left to chance that is not seeded."""

import collections
import hashlib
import os
import random
import re
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
FULL = "--full" in sys.argv
sys.argv = [argument for argument in sys.argv if argument != "--full"]

from cli_help import CLI, ENVIRONMENT, example, main, test  # noqa: E402,F401  (the attacks take these from here)

REGISTER = "r.sekretariat"
CELL = ("amount", "Kommunikasjon/Forslag budsjett 2023", "value")
# What GLib and the sanitisers say of a fault in the program, whatever its exit status. A warning may be of the machine.
COMPLAINT = re.compile(rb"(CRITICAL|ERROR) \*\*: |^\*\*\n|Sanitizer|runtime error: ", re.MULTILINE)
COMMANDS_MAY_TAKE = 60


def size(short, full):
    """How much of an attack is made."""
    return full if FULL else short


def program(number):
    """The argument after the command line that has this number, from 1."""
    return os.path.abspath(sys.argv[1 + number])


def tell(what, counts):
    """The counts of an attack, as a remark in what it prints."""
    print(f"# {what}: " + ", ".join(f"{value} {name}" for name, value in counts.items()), flush=True)


def command(*arguments, environment=None, cwd=None, timeout=COMMANDS_MAY_TAKE):
    """A command that may be refused."""
    return subprocess.run([CLI, *arguments], capture_output=True, cwd=cwd, timeout=timeout, stdin=subprocess.DEVNULL,
                          env={**ENVIRONMENT, **(environment or {})})


def find_fault(done):
    """What is wrong with how a command ended, in words; None where nothing is. To be refused in words is no fault."""
    if done.returncode < 0:
        return f"signal {-done.returncode}: {done.stderr[-800:].decode(errors='replace')}"
    if COMPLAINT.search(done.stderr):
        return "a fault is reported: " + done.stderr[-1500:].decode(errors="replace")
    if done.returncode not in (0, 1, 2):
        return f"exit status {done.returncode}: {done.stderr[-800:].decode(errors='replace')}"
    if done.returncode == 2 and not done.stderr.strip():
        return "refused without a word"
    return None


def count_log(register):
    """How many actions, events and changes the log has, by SQLite; only read."""
    base = sqlite3.connect(f"file:{register}?mode=ro", uri=True, timeout=5)
    try:
        return base.execute("SELECT (SELECT count(*) FROM action), (SELECT count(*) FROM event), "
                            "(SELECT count(*) FROM change)").fetchone()
    finally:
        base.close()


def is_sound(register):
    """Whether SQLite finds the file whole, its references met, and no action of the log without an event."""
    base = sqlite3.connect(register)
    try:
        return (base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                and not base.execute("PRAGMA foreign_key_check").fetchall()
                and base.execute("SELECT count(*) FROM action a WHERE NOT EXISTS "
                                 "(SELECT 1 FROM event e WHERE e.action = a.id)").fetchone() == (0,))
    finally:
        base.close()


def recover(register):
    """Opens a register for writing, which takes back what was interrupted, without changing anything."""
    command("delete", register, "member", "no such member")


def read_state(register):
    """What a register holds: its rows, as the program prints them, and the size of its log. Who only reads refuses one
    whose change was interrupted, and says so; it is opened for writing first then."""
    done = command("dump", register)
    if done.returncode != 0 and (b"-journal" in done.stderr or b"older version" in done.stderr):
        recover(register)
        done = command("dump", register)
    assert find_fault(done) is None, find_fault(done)
    assert done.returncode == 0, "it does not open: " + done.stderr.decode(errors="replace")
    assert is_sound(register), "SQLite finds it unsound"
    # The lines before the rows say when they were last changed.
    return hashlib.sha256(done.stdout.split(b"\n\n", 1)[1]).hexdigest(), count_log(register)


def numbers(register):
    """The numbers of the members of today."""
    base = sqlite3.connect(register)
    try:
        return [row[0] for row in base.execute("SELECT number FROM member_number WHERE valid_to IS NULL "
                                               "AND length (number) = 4 ORDER BY number")]
    finally:
        base.close()


def write_populations(path, members, chance):
    with open(path, "w", encoding="utf-8") as table:
        table.write("kommunenr;navn;2022\n")
        for number in members:
            table.write(f"{number};x;{chance.randrange(1000, 900000)}\n")


class Findings:
    """What went wrong, each kind once, and how often anything did."""

    def __init__(self):
        self.counts = collections.Counter()
        self.kinds = {}

    def add(self, what, where):
        self.counts["failed"] += 1
        self.kinds.setdefault(re.sub(r"0x[0-9a-f]+|\d+", "…", what)[:400], f"{where}: {what}")

    def assert_none(self):
        assert not self.kinds, "\n".join(list(self.kinds.values())[:10])


def new_chance(*seed):
    return random.Random(":".join(map(str, seed)))
