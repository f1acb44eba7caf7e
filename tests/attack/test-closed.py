#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands whose standard input, output or errors are closed: what they open then must not take the number of one of
these, or what they print goes into the register. None changes it. Prints TAP. usage: test-closed.py CLI [--full]"""

import itertools
import os
import shutil
import subprocess

from attack_help import CLI, ENVIRONMENT, REGISTER, Findings, example, main, read_state, size, tell, test

COMMANDS = (
    ("set", REGISTER, "population", "3301/2022-01-01", "persons", "abc"),
    ("delete", REGISTER, "member", "no such member"),
    ("dump", REGISTER),
    ("dump", REGISTER, "--log"),
    ("load", "new.sekretariat"),
    ("show", REGISTER, "hovedtall"),
    ("check", REGISTER),
    ("check", REGISTER, "--json"),
    ("log", REGISTER),
    ("export", REGISTER, "hovedtall", "-o", "out.csv"),
    ("export", REGISTER, "medlemsark", "-o", "ark/"),
    ("import", REGISTER, "population", "/etc/passwd"),
)
DESCRIPTORS = [closed for n in (1, 2, 3) for closed in itertools.combinations((0, 1, 2), n)]


@test
def with_closed_descriptors_a_register_stays_as_it_was():
    example("original.sekretariat")
    before, findings = read_state("original.sekretariat"), Findings()
    plan = list(itertools.product(DESCRIPTORS, COMMANDS))[::size(3, 1)]
    for closed, arguments in plan:
        shutil.copy("original.sekretariat", REGISTER)

        def close_them(numbers=closed):
            for number in numbers:
                os.close(number)

        done = subprocess.run([CLI, *arguments], env=ENVIRONMENT, preexec_fn=close_them, timeout=60, check=False,
                              **{name: subprocess.DEVNULL for name in ("stdin", "stdout", "stderr")})
        where = f"{arguments} without {closed}"
        if done.returncode not in (0, 1, 2):
            findings.add(f"ended by {done.returncode}", where)
        try:
            if read_state(REGISTER) != before:
                findings.add("the register is another", where)
        except AssertionError as error:
            findings.add(str(error), where)
    tell("closed descriptors", {"tried": len(plan), "failed": findings.counts["failed"]})
    findings.assert_none()


main()
