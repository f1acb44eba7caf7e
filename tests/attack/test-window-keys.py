#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that are held down, and repeated by the display as by a keyboard. The window appears, an edit reaches the
file, the program lives, and the file is sound. Prints TAP. usage: test-window-keys.py CLI APP [--full]"""

from attack_help import REGISTER, main, read_state, size, tell, test
from attack_window import Window, count_events, hold, make_register, wait_for

SECONDS = size(2, 10)
EDITS = size(40, 120)
KEYS = ("ctrl+z", "ctrl+shift+z", "Delete", "Return", "Down", "Page_Down", "Tab", "ctrl+d", "ctrl+plus", "ctrl+minus",
        "ctrl+3", "ctrl+4", "F9", "Escape", "ctrl+k", "ctrl+f", "F2", "alt+Down")
# What must have changed the register when it is held.
CHANGING = ("ctrl+z", "Delete", "ctrl+minus")


def attack(key):
    def held():
        # More than can be taken back meanwhile.
        make_register(EDITS)
        window = Window()
        window.go_to_budget()
        before = wait_for(count_events, "the register to be read")
        hold(key, SECONDS)
        assert window.is_alive(), f"the program ended by {window.process.returncode}: {window.read_log()}"
        if key in CHANGING:
            wait_for(lambda: (count_events() or 0) > before, "the key to change the register")
        window.end()
        after = read_state(REGISTER)[1][1]
        tell(key, {"seconds": SECONDS, "events": after - before})

    held.__name__ = f"{key} is held down"
    test(held)


for one in size(("ctrl+z",), KEYS):
    attack(one)
main()
