#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The power fails at every moment of a command, and the disk holds what it may hold then. A register opens, and is as
it was before or after; what a command had confirmed is there. A file that is written is the old one or the new one.
Prints TAP. usage: test-power.py CLI PRELOAD [--full]"""

import gzip
import os
import re
import shutil
import sqlite3

from attack_disk import WAYS, Record
from attack_help import (CELL, REGISTER, Findings, command, example, find_fault, main, new_chance, numbers, program,
                         read_state, recover, size, tell, test, write_populations)

POINTS = size(8, 500)
PRELOAD = program(1)
OLD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "store", "fixtures", "version-1.sekretariat.gz")
SET = ["set", REGISTER, "population", "3301/2022-01-01", "persons", "777"]


class Scenario:
    """A command in the folder live/, of which every crash is built in the folder disk/."""

    def __init__(self, name):
        self.name, self.chance = name, new_chance("power", name)
        self.findings, self.counts = Findings(), {"points": 0}
        shutil.rmtree("live", ignore_errors=True)
        os.mkdir("live")
        os.chdir("live")
        try:
            self.arguments = self.prepare()
        finally:
            os.chdir("..")
        self.before = self.look_at_copy() if name != "new" else None
        self.record = Record("live")
        self.status = self.run()
        self.record.read("record")
        os.unlink("record")
        assert self.record.is_whole(self.chance), "something was written that the record does not have"
        self.after = self.look_at_copy()
        assert self.before != self.after, "the command changed nothing"

    def prepare(self):
        raise NotImplementedError

    def look(self, folder):
        raise NotImplementedError

    def run(self):
        done = command(*self.arguments, cwd="live", environment={"LD_PRELOAD": PRELOAD,
                                                                 "ATTACK_RECORD": os.path.abspath("record")})
        assert done.returncode in (0, 1), done.stderr.decode()
        return done.returncode

    def look_at_copy(self):
        """Of a folder that stays as it is: to look may take back what was interrupted."""
        shutil.rmtree("copy", ignore_errors=True)
        shutil.copytree("live", "copy")
        return self.look("copy")

    def attack(self):
        last = len(self.record.operations)
        plan = [(n, way) for n in range(last + 1) for way in ("everything", "synced", "names")]
        # First of all what was confirmed; then what is certain or nearly so, and then chance.
        plan = [(last, "synced")] + self.chance.sample(plan, min(len(plan), POINTS // 2))
        while len(plan) < POINTS:
            plan.append((self.chance.randrange(last + 1), self.chance.choice(WAYS[3:])))
        for n, way in plan:
            shutil.rmtree("disk", ignore_errors=True)
            os.mkdir("disk")
            self.record.lay(n, way, self.chance, "disk")
            self.counts["points"] += 1
            try:
                self.judge(n == last and way == "synced")
            except AssertionError as error:
                self.findings.add(str(error), f"after operation {n} of {last}, {way} kept")
        tell(self.name, {**self.counts, "operations": last, "failed": self.findings.counts["failed"]})
        self.findings.assert_none()
        assert self.counts.get("after"), "nothing that was confirmed was looked at"

    def judge(self, is_confirmed):
        left = [name for name in os.listdir("disk") if name.startswith(".sekretariat-")]
        self.counts["unfinished files left"] = self.counts.get("unfinished files left", 0) + bool(left)
        what = self.name_state(self.look("disk"))
        assert what == "after" or not is_confirmed, "the command had ended, and its change is gone"
        self.counts[what] = self.counts.get(what, 0) + 1

    def name_state(self, now):
        """Refused by an AssertionError where it is neither before nor after."""
        assert now in (self.before, self.after), f"neither before {self.before} nor after {self.after}: {now}"
        return "after" if now == self.after else "before"


class Change(Scenario):
    """A command that changes a register."""

    def prepare(self):
        if self.name == "migrate":
            with gzip.open(OLD) as old, open(REGISTER, "wb") as register:
                register.write(old.read())
            return self.find_cell()
        example(REGISTER)
        write_populations("p.csv", numbers(REGISTER), self.chance)
        imports = ["import", REGISTER, "population", "p.csv", "--year=2022", "--accept-doubtful"]
        if self.name == "undo":
            assert command(*SET).returncode == 0
        elif self.name == "undo an import":
            assert command(*imports).returncode in (0, 1)
        if self.name == "delete":
            return ["delete", REGISTER, "member", "3301"]
        return {"set": SET, "import": imports}.get(self.name, ["undo", REGISTER])

    def find_cell(self):
        """A change of a register of version 1, which is upgraded first: that alone is a state too."""
        shutil.copy(REGISTER, "../upgraded.sekretariat")
        recover("../upgraded.sekretariat")
        self.upgraded = read_state("../upgraded.sekretariat")
        base = sqlite3.connect(REGISTER)
        name, = base.execute("SELECT name FROM subregion ORDER BY id").fetchone()
        base.close()
        return ["set", REGISTER, "subregion", name, "seats", "77"]

    def name_state(self, now):
        """An upgrade goes from version to version, and changes no row."""
        if self.name == "migrate" and now[0] == self.upgraded[0] and self.before[1] < now[1] <= self.upgraded[1]:
            return "upgraded"
        return super().name_state(now)

    def look(self, folder):
        """Of a register of version 1 also its copy, if there is one: it is whole."""
        for name in os.listdir(folder):
            if re.fullmatch(r"r\.v1(-\d+)?\.sekretariat", name):
                base = sqlite3.connect(os.path.join(folder, name))
                sound = [base.execute("PRAGMA " + what).fetchone() for what in ("integrity_check", "user_version")]
                base.close()
                assert sound == [("ok",), (1,)], f"the copy of the old register is {sound}"
        return read_state(os.path.join(folder, REGISTER))


class New(Scenario):
    """A register that is made, with the example, which is several actions."""

    def prepare(self):
        return ["new", REGISTER, "--example"]

    def look(self, folder):
        register = os.path.join(folder, REGISTER)
        if not os.path.exists(register):
            return None
        done = command("dump", register)
        return "refused" if done.returncode == 2 and find_fault(done) is None else read_state(register)

    def name_state(self, now):
        """Until the empty register is whole its file may be refused, and then it holds as many actions as were done."""
        if now in (self.before, self.after, "refused"):
            return now if now == "refused" else super().name_state(now)
        assert all(n <= m for n, m in zip(now[1], self.after[1])), now
        return "some of the actions"


class Export(Scenario):
    """A file that is written over an older one of its name."""

    def prepare(self):
        suffix = self.name.split()[-1]
        tables = [] if suffix == "xlsx" else ["hovedtall"]
        self.target = "out." + suffix
        if suffix == "medlemsark":
            tables, self.target = ["medlemsark", "--member=3301"], "out.xlsx"
        arguments = ["export", REGISTER, *tables, "-o", self.target]
        example(REGISTER)
        assert command(*arguments).returncode == 0
        assert command("set", REGISTER, *CELL, "240").returncode == 0
        assert command(*SET).returncode == 0
        return arguments

    def look(self, folder):
        path = os.path.join(folder, self.target)
        if not os.path.exists(path):
            return None
        with open(path, "rb") as file:
            return file.read()

    def judge(self, is_confirmed):
        super().judge(is_confirmed)
        self.counts["registers looked at"] = self.counts.get("registers looked at", 0) + 1
        with open("live/" + REGISTER, "rb") as live, open("disk/" + REGISTER, "rb") as disk:
            assert live.read() == disk.read(), "an export wrote to the register"


def attack(kind, name):
    def attack_one():
        kind(name).attack()

    attack_one.__name__ = "power fails during " + name
    test(attack_one)


for change in ("set", "import", "undo", "undo an import", "delete", "migrate"):
    attack(Change, change)
attack(New, "new")
for suffix in ("xlsx", "pdf", "docx", "odt", "html", "csv", "tsv", "txt", "medlemsark"):
    attack(Export, "export of " + suffix)
main()
