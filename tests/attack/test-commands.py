#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Odd commands over a register, one after another: each ends with 0, 1 or 2, with 2 in words, and no fault is reported.
What only looks or is refused changes nothing; what changes something is taken back by undo and done again by redo, and
the register is then as before and as after. At the end SQLite finds it sound, and it opens again as it was.
Prints TAP. usage: test-commands.py CLI [--full]"""

import collections
import os
import shutil
import subprocess
import tempfile
import time

from attack_grammar import Grammar
from attack_help import (REGISTER, Findings, command, count_log, example, find_fault, is_sound, main, size, tell, test)

SECONDS = size(5, 180)
# Each starts a register of its own, so that one that has grown odd is not all there is.
SEEDS = size((1,), (1, 2, 3, 4, 5, 6))
LOOKING = ("reserve", "status", "show", "export", "check", "log", "audit", "new", "dump", "load")


def dump(register=REGISTER):
    done = command("dump", register)
    assert done.returncode == 0 and find_fault(done) is None, find_fault(done) or done.stderr.decode(errors="replace")
    # Without the lines before the rows, which say when they were last changed.
    return done.stdout.split(b"\n\n", 1)[1]


def must(*arguments):
    done = command(*arguments)
    assert done.returncode == 0 and find_fault(done) is None, (arguments, done.returncode,
                                                               done.stderr.decode(errors="replace"))


class Run:
    """A register, and what is done to it."""

    def __init__(self, seed, counts, findings):
        self.seed, self.counts, self.findings = seed, counts, findings
        if os.path.exists(REGISTER):
            os.unlink(REGISTER)
        example(REGISTER)
        self.grammar = Grammar(seed)
        self.rows, self.log = dump(), count_log(REGISTER)

    def step(self):
        self.grammar.look()
        arguments = self.grammar.choose()
        self.counts["commands"] += 1
        shutil.copy(REGISTER, "kept.sekretariat")
        try:
            self.judge(arguments, command(*arguments))
        except (AssertionError, subprocess.TimeoutExpired) as error:
            # The folder of a test is gone after it.
            kept = os.path.join(tempfile.gettempdir(), f"commands-{self.seed}-{self.counts['commands']}.sekretariat")
            shutil.copy("kept.sekretariat", kept)
            self.findings.add(str(error), f"{arguments} over {kept}")
            self.rows, self.log = dump(), count_log(REGISTER)

    def judge(self, arguments, done):
        assert find_fault(done) is None, find_fault(done)
        self.counts["refused"] += done.returncode == 2
        before, rows, log = self.rows, dump(), count_log(REGISTER)
        if done.returncode == 2 or arguments[0] in LOOKING or "--dry-run" in arguments:
            assert (rows, log) == (before, self.log), "what only looks or is refused has changed something"
            return
        if log == self.log:
            assert rows == before, "the rows are others, and the log knows nothing of it"
            self.counts["without effect"] += 1
            return
        self.counts["taken back and done again"] += 1
        back, again = ("redo", "undo") if arguments[0] == "undo" else ("undo", "redo")
        must(back, REGISTER)
        assert dump() == before, f"after {back} the register is not as before"
        must(again, REGISTER)
        assert dump() == rows, f"after {again} the register is not as after"
        self.rows, self.log = rows, count_log(REGISTER)

    def finish(self):
        try:
            assert is_sound(REGISTER), "SQLite finds it unsound"
            shutil.copy(REGISTER, "copy.sekretariat")
            assert dump("copy.sekretariat") == self.rows, "a copy that is opened anew has other rows"
        except AssertionError as error:
            self.findings.add(str(error), f"seed {self.seed}, at the end")


@test
def odd_commands_keep_to_the_rules():
    findings = Findings()
    counts = collections.Counter(commands=0, refused=0)
    for seed in SEEDS:
        run, end = Run(seed, counts, findings), time.monotonic() + SECONDS / len(SEEDS)
        while time.monotonic() < end:
            run.step()
        run.finish()
    tell("odd commands", {**counts, "failed": findings.counts["failed"]})
    findings.assert_none()
    assert counts["taken back and done again"] and counts["refused"], counts


main()
