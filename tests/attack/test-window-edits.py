#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits without end in one window: what the program has of memory and of open files does not grow with them, and the
file grows by what the log needs. Prints TAP. usage: test-window-edits.py CLI APP [--full]"""

import os
import time

from attack_help import REGISTER, main, new_chance, read_state, size, tell, test
from attack_window import Window, count_events, make_register, press, wait_for, write

SECONDS = size(6, 300)
# What an edit may add for good: the journal of the program's own undo is the file's. The first seconds fill caches.
KILOBYTES_AN_EDIT = 8
KILOBYTES_AT_FIRST = 40000
BYTES_AN_EDIT = 2048
BYTES_AT_FIRST = 65536
DESCRIPTORS_MORE = 4


@test
def edits_without_end_cost_no_more_than_the_log():
    make_register(1)
    chance = new_chance("edits")
    window = Window()
    window.go_to_budget()
    (memory, descriptors), length = window.measure(), os.path.getsize(REGISTER)
    before = wait_for(count_events, "the register to be read")
    end, typed = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        for _ in range(4):
            write(str(chance.randrange(10, 9000)))
            press("Return")
            typed += 1
        press("Up", "Up", "Up", "Up", *(["ctrl+z"] if chance.random() < 0.1 else []))
        assert window.is_alive(), f"the program ended by {window.process.returncode}: {window.read_log()}"
    stored = wait_for(count_events, "the register to be read") - before
    (memory_now, descriptors_now), length_now = window.measure(), os.path.getsize(REGISTER)
    window.end()
    read_state(REGISTER)
    tell("edits without end", {"seconds": SECONDS, "typed": typed, "stored": stored,
                               "kB of memory more": memory_now - memory, "bytes of file more": length_now - length,
                               "descriptors more": descriptors_now - descriptors})
    assert stored > SECONDS, "hardly anything was stored"
    assert memory_now - memory < KILOBYTES_AT_FIRST + KILOBYTES_AN_EDIT * stored
    assert length_now - length < BYTES_AT_FIRST + BYTES_AN_EDIT * stored
    assert descriptors_now - descriptors <= DESCRIPTORS_MORE


main()
