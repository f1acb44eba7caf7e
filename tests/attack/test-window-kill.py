#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed while somebody types amounts. What was read from the file before is there after, and the file
opens and is sound. Prints TAP. usage: test-window-kill.py CLI APP [--full]"""

import os
import subprocess
import time

from attack_help import REGISTER, Findings, main, new_chance, read_state, recover, size, tell, test
from attack_window import Window, count_events, make_register

KILLS = size(2, 25)
SECONDS = size(1, 4)
AFTER = ("Return", "Return ctrl+z", "Tab", "Return Up Delete")


def type_without_end(chance):
    """A process that types amounts until it is stopped, each with the keys after it."""
    keys = chance.choice(AFTER)
    return subprocess.Popen(["sh", "-c", "n=10; while :; do n=$(((n * 37 + 11) % 9000)); "
                             f"xdotool type --delay 8 $n; xdotool key {keys}; done"], stderr=subprocess.DEVNULL)


@test
def killed_while_one_types_what_was_stored_is_there():
    make_register()
    chance, findings = new_chance("window"), Findings()
    counts = {"kills": 0, "events stored": 0, "journals left": 0}
    for number in range(KILLS):
        before = read_state(REGISTER)[1][1]
        window = Window()
        window.go_to_budget()
        seen = before
        typing = type_without_end(chance)
        end = time.monotonic() + chance.uniform(0.5, SECONDS)
        while time.monotonic() < end:
            seen = max(seen, count_events() or 0)
            time.sleep(chance.uniform(0, 0.05))
        seen = max(seen, count_events() or 0)
        was_alive = window.is_alive()
        window.kill()
        typing.terminate()
        typing.wait()
        counts["kills"] += 1
        counts["journals left"] += os.path.exists(REGISTER + "-journal")
        recover(REGISTER)
        try:
            now = read_state(REGISTER)[1][1]
            assert was_alive, f"the program had ended before: {window.read_log()}"
            assert now >= seen, f"{seen} events were in the file, and {now} are"
            counts["events stored"] += now - before
        except AssertionError as error:
            findings.add(str(error), f"kill {number}")
    tell("kills of the window", {**counts, "failed": findings.counts["failed"]})
    findings.assert_none()
    assert counts["events stored"] > KILLS, "hardly anything was typed"


main()
