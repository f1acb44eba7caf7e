#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One call to the disk fails, and the next time another one: to write, wholly or in part, to sync, open, read, rename,
remove, cut off, or close. A command says so or goes on, and never dies; the register is as it was before or after, a
file that is written the old one or the whole new one, and status 0 means that all was done. Memory that runs out is
left out: GLib ends the program itself then. Prints TAP. usage: test-fault.py CLI PRELOAD [--full]"""

import errno
import os
import shutil
import subprocess

from attack_help import (CELL, CLI, ENVIRONMENT, FULL, REGISTER, Findings, command, example, find_fault, main,
                         new_chance, numbers, program, read_state, size, tell, test, write_populations)

PRELOAD = program(1)
# So many calls of each kind in each command.
CALLS = size(1, 25)
SUFFIXES = ("xlsx", "pdf", "docx", "odt", "html", "csv", "tsv", "txt")
# The kind of call, why it fails, and whether all later ones fail too.
WAYS = (("write", errno.ENOSPC, False), ("write", errno.EIO, False), ("write", errno.ENOSPC, True),
        ("short", 0, False), ("sync", errno.EIO, False), ("open", errno.EMFILE, False), ("open", errno.EMFILE, True),
        ("unlink", errno.EIO, False), ("rename", errno.EIO, False), ("read", errno.EIO, False),
        ("truncate", errno.ENOSPC, False), ("chmod", errno.EPERM, False), ("close", errno.ENOSPC, False))
COMMANDS = {
    "set": ["set", REGISTER, "population", "3301/2022-01-01", "persons", "777"],
    "import": ["import", REGISTER, "population", "p.csv", "--year=2022", "--accept-doubtful"],
    "delete": ["delete", REGISTER, "member", "3301"],
    "undo": ["undo", REGISTER],
    "new": ["new", "ny.sekretariat", "--example"],
    "load": ["load", "ny.sekretariat", "r.dump"],
    "show": ["show", REGISTER, "hovedtall"],
    "dump": ["dump", REGISTER],
    **{"export of " + suffix: ["export", REGISTER, *([] if suffix == "xlsx" else ["hovedtall"]), "-o", "out." + suffix]
       for suffix in SUFFIXES},
    "export of medlemsark": ["export", REGISTER, "medlemsark", "-o", "ark/"],
}


def prepare():
    """The folder base/, from which each command starts."""
    os.mkdir("base")
    os.chdir("base")
    example(REGISTER)
    write_populations("p.csv", numbers(REGISTER), new_chance("fault"))
    for value in ("778", "779"):
        assert command("set", REGISTER, "population", "3301/2022-01-01", "persons", value).returncode == 0
    for suffix in SUFFIXES:
        assert command(*COMMANDS["export of " + suffix]).returncode == 0
    assert command("set", REGISTER, *CELL, "240").returncode == 0
    with open("r.dump", "wb") as file:
        file.write(command("dump", REGISTER, "--log").stdout)
    os.chdir("..")


def start_anew():
    shutil.rmtree("work", ignore_errors=True)
    shutil.copytree("base", "work")


def read_files():
    """What a command may have written, but for the register."""
    files = {}
    for root, _, names in os.walk("work"):
        for name in names:
            path = os.path.join(root, name)
            if not name.endswith((".sekretariat", "-journal")):
                with open(path, "rb") as file:
                    files[os.path.relpath(path, "work")] = file.read()
    return files


def attack(arguments, way, call):
    """The command, whose call of that number fails."""
    kind, why, rest = way
    environment = {"LD_PRELOAD": PRELOAD, "ATTACK_KIND": kind, "ATTACK_AT": str(call), "ATTACK_ERRNO": str(why),
                   "ATTACK_COUNT": os.path.abspath("count")}
    return command(*arguments, cwd="work", environment={**environment, **({"ATTACK_REST": "1"} if rest else {})})


class Goal:
    """A command, and what it leads to when nothing fails."""

    def __init__(self, name):
        self.name, self.arguments = name, COMMANDS[name]
        start_anew()
        self.before, self.old = read_state("work/" + REGISTER), read_files()
        done = command(*self.arguments, cwd="work")
        assert done.returncode in (0, 1), done.stderr.decode()
        self.after, self.new, self.printed = read_state("work/" + REGISTER), read_files(), done.stdout

    def judge(self, done):
        """What is wrong, or None."""
        fault = find_fault(done)
        if fault is not None:
            return fault
        has_done = done.returncode in (0, 1)
        now = read_state("work/" + REGISTER)
        if now not in (self.before, self.after) or (has_done and now != self.after):
            return f"the register is neither, or not what the status {done.returncode} says"
        if self.name in ("new", "load"):
            return self.judge_new(has_done)
        if has_done and self.name in ("show", "dump") and done.stdout != self.printed:
            return "something else is printed, and the status is 0"
        files = read_files()
        for path in set(files) | set(self.new):
            is_new = path in files and files[path] == self.new.get(path)
            if not is_new and (has_done or files.get(path) != self.old.get(path)):
                return f"{path} is neither the old file nor the new one, or the status {done.returncode} is wrong"
        return None

    @staticmethod
    def judge_new(has_done):
        """One that could not be made is not there; whoever was told so may write it again."""
        is_there = os.path.exists("work/ny.sekretariat")
        if is_there:
            read_state("work/ny.sekretariat")
        return None if is_there == has_done else f"the new register is there: {is_there}, done: {has_done}"


def make(name):
    def calls_fail():
        prepare()
        goal, findings, counts = Goal(name), Findings(), {"calls that failed": 0, "gone on": 0}
        chance = new_chance("fault", name)
        for way in WAYS:
            start_anew()
            attack(goal.arguments, way, 0)
            with open("count", encoding="ascii") as count:
                calls = int(count.read())
            for call in sorted(chance.sample(range(1, calls + 1), min(calls, CALLS))):
                start_anew()
                counts["calls that failed"] += 1
                try:
                    done = attack(goal.arguments, way, call)
                    counts["gone on"] += done.returncode in (0, 1)
                    wrong = goal.judge(done)
                except subprocess.TimeoutExpired:
                    wrong = "it does not end"
                except AssertionError as error:
                    wrong = str(error)
                if wrong is not None:
                    findings.add(wrong, f"{way} at call {call} of {calls}")
        tell(name, {**counts, "failed": findings.counts["failed"]})
        findings.assert_none()
        assert counts["calls that failed"] > counts["gone on"], "nothing failed"

    calls_fail.__name__ = "calls to the disk fail during " + name
    test(calls_fail)


for one in COMMANDS:
    if FULL or one in ("set", "import", "new", "load", "export of xlsx", "export of pdf"):
        make(one)


@test
def each_write_of_a_workbook_fails_once():
    """By the kernel, since most of them are stdio's own; the long form alone, for strace."""
    if not FULL:
        return "strace is for the long form"
    if shutil.which("strace") is None:
        return "strace is not installed"
    example(REGISTER)
    assert command("export", REGISTER, "-o", "whole.xlsx").returncode == 0
    with open("whole.xlsx", "rb") as file:
        whole = file.read()

    def trace(log, *options):
        return subprocess.run(["strace", "-f", "-o", log, "-e", "trace=write", *options, CLI, "export", REGISTER, "-o",
                               "out.xlsx"], env=ENVIRONMENT, capture_output=True, timeout=120)

    assert trace("log").returncode == 0
    with open("log", encoding="utf-8", errors="replace") as log:
        writes = sum(" write(" in line for line in log)
    findings = Findings()
    for why in ("ENOSPC", "EIO"):
        for number in range(1, writes + 1):
            if os.path.exists("out.xlsx"):
                os.unlink("out.xlsx")
            done = trace("/dev/null", "-e", f"inject=write:error={why}:when={number}")
            is_whole = False
            if os.path.exists("out.xlsx"):
                with open("out.xlsx", "rb") as file:
                    is_whole = file.read() == whole
            if is_whole != (done.returncode == 0):
                findings.add(f"status {done.returncode}, whole: {is_whole}", f"{why} at write {number} of {writes}")
            elif find_fault(done) is not None:
                findings.add(find_fault(done), f"{why} at write {number} of {writes}")
    tell("writes of a workbook", {"tried": 2 * writes, "failed": findings.counts["failed"]})
    findings.assert_none()
    assert writes > 0


main()
