#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line is killed at random moments of every way to change a register. What is left opens, is sound, and
holds the change whole or not at all; a change whose command had ended is there. Prints TAP.
usage: test-kill.py CLI [--full]"""

import os
import shutil
import subprocess
import time

from attack_help import (CLI, ENVIRONMENT, REGISTER, Findings, command, example, main, new_chance, numbers,
                         read_state, size, tell, test, write_populations)

KILLS = size(12, 500)
REFERENCE = "reference.sekretariat"
# After so many commands the register is a new one, before its members are all gone.
A_REGISTER = 60


class Commands:
    """Commands that change a register, chosen by chance."""

    def __init__(self, seed):
        self.chance = new_chance(seed)
        self.renew()

    def renew(self):
        for suffix in ("", "-journal"):
            if os.path.exists(REGISTER + suffix):
                os.unlink(REGISTER + suffix)
        example(REGISTER)
        self.members = numbers(REGISTER)
        # The day's backup is made with the first change, and is not what is tried here.
        command("set", REGISTER, "member", self.members[0], "note", "x")

    def choose(self):
        """The command without its register, which goes second."""
        what = self.chance.choice(["set", "set", "set", "add", "delete", "import", "undo", "redo"])
        member = self.chance.choice(self.members)
        if what == "set":
            return ["set", "population", member + "/2022-01-01", "persons", str(self.chance.randrange(1000, 900000))]
        if what == "add":
            return ["add", "contact", "member=" + member, "role=political", f"office=O{self.chance.randrange(10 ** 6)}"]
        if what == "delete":
            return ["delete", "member", member]
        if what == "import":
            write_populations("p.csv", self.members, self.chance)
            return ["import", "population", "p.csv", "--year=2022", "--accept-doubtful"]
        return [what]


def new_counts():
    return {"killed": 0, "ended before the kill": 0, "before": 0, "after": 0, "journals left": 0}


def judge(before, after, now, has_ended, adds):
    """What the register holds, in a word; refused by an AssertionError. An added row has another id each time."""
    if now == before:
        assert before == after or not has_ended, "the command had ended, and its change is gone"
        return "before"
    assert now == after or (adds and now[1] == after[1]), f"neither before nor after: {before}, {after}, {now}"
    return "after"


@test
def killed_at_any_moment_a_register_holds_a_change_whole_or_not():
    commands, findings, counts = Commands("kill"), Findings(), new_counts()
    for number in range(20 * KILLS):
        if counts["killed"] == KILLS:
            break
        if number % A_REGISTER == A_REGISTER - 1:
            commands.renew()
        what, *arguments = commands.choose()
        before = read_state(REGISTER)
        shutil.copy(REGISTER, REFERENCE)
        start = time.monotonic()
        if command(what, REFERENCE, *arguments).returncode == 2:
            continue
        took = time.monotonic() - start
        process = subprocess.Popen([CLI, what, REGISTER, *arguments], env=ENVIRONMENT, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(commands.chance.uniform(0.1, 1.2) * took)
        process.kill()
        has_ended = process.wait() in (0, 1)
        counts["ended before the kill" if has_ended else "killed"] += 1
        counts["journals left"] += os.path.exists(REGISTER + "-journal")
        try:
            after, now = read_state(REFERENCE), read_state(REGISTER)
            counts[judge(before, after, now, has_ended, what in ("add", "import"))] += 1
        except AssertionError as error:
            findings.add(str(error), [what, *arguments])
            commands.renew()
    tell("kills of the command line", {**counts, "failed": findings.counts["failed"]})
    findings.assert_none()
    assert counts["killed"] == KILLS and counts["before"] and counts["after"], counts


main()
