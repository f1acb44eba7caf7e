#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another version of the register is laid over the file while it is open, as a copying program or a synchronised folder
does it: in place, and with the same number of changes, so that SQLite cannot tell. The file stays sound, and its rows
are those of the version that was laid there, with no more than what was typed after. Prints TAP.
usage: test-other-version.py CLI PRELOAD [APP] [--full]; with APP it attacks the window, else the command line"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

from attack_help import (CELL, CLI, ENVIRONMENT, REGISTER, Findings, command, example, find_fault, is_sound, main,
                         new_chance, program, read_state, size, tell, test)

PRELOAD = program(1)
HAS_WINDOW = len(sys.argv) > 3
if HAS_WINDOW:
    # The window is the argument after the command line everywhere else.
    sys.argv.pop(2)
    from attack_window import Window, count_events, make_register, press, wait_for, write
OTHER = "other.sekretariat"
STOPS = size(8, 1000)
ROUNDS = size(1, 10)
TYPED = 3


def count_changes(register):
    """Where SQLite counts them in the head of the file."""
    with open(register, "rb") as file:
        return file.read(28)[24:]


def change_otherwise(other, register):
    """Every amount of the other version becomes another, until both have as many changes."""
    base = sqlite3.connect(other, isolation_level=None)
    while count_changes(other) < count_changes(register):
        base.execute("UPDATE amount SET value = value + 100000 WHERE value IS NOT NULL")
    base.close()
    assert count_changes(other) == count_changes(register)


def lay_over(other, register):
    """In place: whoever has the file open has it open still."""
    with open(other, "rb") as source, open(register, "r+b") as target:
        shutil.copyfileobj(source, target)
        target.truncate()
        target.flush()
        os.fsync(target.fileno())


def read_amounts(register):
    base = sqlite3.connect(register)
    try:
        return dict(base.execute("SELECT id, value FROM amount"))
    finally:
        base.close()


def judge(most):
    """Sound, readable, and the other version but for at most so many amounts."""
    assert is_sound(REGISTER), "SQLite finds it unsound"
    read_state(REGISTER)
    here, there = read_amounts(REGISTER), read_amounts(OTHER)
    mixed = [row for row in here.keys() | there.keys() if here.get(row) != there.get(row)]
    assert len(mixed) <= most, f"{len(mixed)} amounts are not those of the version that was laid there"
    return len(mixed)


def start_change(call, count=None):
    """A change by the command line, which stops itself before that reading of the file; with 0 it only counts them."""
    environment = {"LD_PRELOAD": PRELOAD, "ATTACK_KIND": "read", "ATTACK_STOP": "1", "ATTACK_AT": str(call)}
    if count is not None:
        environment["ATTACK_COUNT"] = count
    return subprocess.Popen([CLI, "set", REGISTER, *CELL, "777"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env={**ENVIRONMENT, **environment})


def count_readings():
    process = start_change(0, "count")
    process.communicate(timeout=60)
    with open("count", encoding="ascii") as count:
        return int(count.read())


def under_a_command():
    example(REGISTER)
    shutil.copy(REGISTER, OTHER)
    for value in ("301", "302", "303"):
        assert command("set", REGISTER, *CELL, value).returncode == 0
    change_otherwise(OTHER, REGISTER)
    shutil.copy(REGISTER, "kept.sekretariat")
    findings, counts = Findings(), {"stops": 0, "refused": 0, "stored": 0}
    calls, chance = count_readings(), new_chance("other version")
    for call in sorted(chance.sample(range(1, calls + 1), min(calls, STOPS))):
        shutil.copy("kept.sekretariat", REGISTER)
        process = start_change(call)
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status), f"it ended before reading {call} of {calls}"
        counts["stops"] += 1
        lay_over(OTHER, REGISTER)
        process.send_signal(signal.SIGCONT)
        printed, said = process.communicate(timeout=60)
        done = subprocess.CompletedProcess(process.args, process.returncode, printed, said)
        counts["refused" if done.returncode == 2 else "stored"] += 1
        try:
            assert find_fault(done) is None, find_fault(done)
            judge(0 if done.returncode == 2 else 1)
        except AssertionError as error:
            findings.add(str(error), f"laid over before reading {call}, status {done.returncode} {said.decode()}")
    tell("under a command", {**counts, "failed": findings.counts["failed"]})
    findings.assert_none()
    assert counts["stops"] and counts["refused"] + counts["stored"] == counts["stops"]


def under_the_window():
    counts = {"rounds": 0, "typed after and stored": 0}
    for _ in range(ROUNDS):
        make_register()
        shutil.copy(REGISTER, OTHER)
        window = Window()
        window.go_to_budget()
        for value in range(301, 301 + TYPED):
            before = wait_for(count_events, "the register to be read")
            write(str(value))
            press("Return", "Up")
            wait_for(lambda old=before: (count_events() or 0) > old, "an edit to reach the file")
        change_otherwise(OTHER, REGISTER)
        lay_over(OTHER, REGISTER)
        for value in range(404, 404 + TYPED):
            write(str(value))
            press("Return", "Up")
            time.sleep(0.5)
        window.end()
        counts["typed after and stored"] += judge(TYPED)
        counts["rounds"] += 1
    tell("under the window", counts)


test(under_the_window if HAS_WINDOW else under_a_command)
main()
