# SPDX-License-Identifier: GPL-3.0-or-later
"""The program in its window, as a process of its own on a display of its own, with real keys from outside.

Its animations are on, as they are unless a desktop says otherwise: what moves is part of what is attacked."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from attack_help import CELL, COMPLAINT, REGISTER, command, count_log, example, program  # noqa: E402

APP = program(1)
MAY_TAKE = 30
# Beside the register of a test, and copied from for the next one.
MADE = "made.sekretariat"


def wait_for(condition, what, seconds=MAY_TAKE):
    """Its first answer that is not nothing."""
    end = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.02)


def press(*keys):
    subprocess.run(["xdotool", "key", "--delay", "12", *keys], check=True, stderr=subprocess.DEVNULL)


def hold(key, seconds):
    """Presses a key, with its modifiers, and lets it go later: the display repeats it, as it does a real one."""
    keys = key.split("+")
    for action, order in (("keydown", keys), ("keyup", keys[::-1])):
        words = [word for one in order for word in (action, one)]
        subprocess.run(["xdotool", *words], check=True, stderr=subprocess.DEVNULL)
        if action == "keydown":
            time.sleep(seconds)


def write(text):
    subprocess.run(["xdotool", "type", "--delay", "5", text], check=True, stderr=subprocess.DEVNULL)


def count_events(register=REGISTER):
    """How many events the log has; None where it cannot be read at this moment."""
    try:
        return count_log(register)[1]
    except sqlite3.Error:
        return None


class Window:
    """The program over a register; its cursor is in the budget once go_to_budget() has returned."""

    def __init__(self, register=REGISTER):
        said = subprocess.run(["gtk4-query-settings", "gtk-enable-animations"], capture_output=True, check=True).stdout
        assert b"TRUE" in said, "animations are off"
        self.register = register
        with open("window.log", "wb") as log:
            self.process = subprocess.Popen([APP, register], stdout=log, stderr=log)
        self.id = wait_for(self.find, "the window")

    def find(self):
        assert self.is_alive(), f"the program ended by {self.process.returncode}: {self.read_log()}"
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
                               capture_output=True, check=False).stdout.split()
        return found and found[0].decode()

    def is_alive(self):
        return self.process.poll() is None

    def read_log(self):
        with open("window.log", "rb") as log:
            return log.read().decode(errors="replace")[-1500:]

    def go_to_budget(self):
        """Types an amount there, again until it is in the file: a window that has appeared may not yet take keys."""
        before = wait_for(lambda: count_events(self.register), "the register to be read")
        end = time.monotonic() + MAY_TAKE
        amount = 111
        while True:
            press("Escape", "ctrl+k")
            time.sleep(0.2)
            write("Budsjett")
            time.sleep(0.2)
            press("Return")
            time.sleep(0.2)
            amount += 1
            # Among the expenses, where some rows below each other can all be typed into.
            press("Home", "ctrl+Home", *["Down"] * 7, "Right")
            write(str(amount))
            press("Return")
            try:
                wait_for(lambda: (count_events(self.register) or 0) > before, "an edit to reach the file", 2)
                return
            except AssertionError:
                assert self.is_alive(), f"the program ended by {self.process.returncode}: {self.read_log()}"
                assert time.monotonic() < end, "no edit reached the file"

    def measure(self):
        """(kilobytes of memory, open descriptors) of the program."""
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as status:
            memory = int(re.search(r"VmRSS:\s*(\d+)", status.read()).group(1))
        return memory, len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def kill(self):
        self.process.kill()
        self.process.wait()

    def end(self):
        """By SIGTERM, which must be what ends it; nothing in what it said may be a complaint."""
        assert self.is_alive(), f"the program ended by {self.process.returncode}: {self.read_log()}"
        self.process.terminate()
        status = self.process.wait(timeout=MAY_TAKE)
        assert status in (0, -signal.SIGTERM), f"the program ended by {status}: {self.read_log()}"
        with open("window.log", "rb") as log:
            said = log.read()
        assert not COMPLAINT.search(said), said[-1500:].decode(errors="replace")


def make_register(edits=12):
    """The example, with edits of one amount that can be taken back; the same one each time."""
    for suffix in ("", "-journal"):
        if os.path.exists(REGISTER + suffix):
            os.unlink(REGISTER + suffix)
    if not os.path.exists(MADE):
        example(MADE)
        for number in range(edits):
            done = command("set", MADE, *CELL, str(100 + number))
            assert done.returncode == 0, done.stderr.decode()
    shutil.copy(MADE, REGISTER)
