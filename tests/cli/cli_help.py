# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command line share: running it, refusals, and the example."""


import fcntl
import json
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import traceback

CLI = os.path.abspath(sys.argv[1])
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C", "TZ": "UTC"}
# Where the one writer of a register holds its lock, far past the end of the file.
LOCK_BYTE = 1 << 52
TESTS = []


def test(function):
    TESTS.append(function)
    return function


def call(*arguments, environment=None):
    return subprocess.run([CLI, *arguments], capture_output=True, env={**ENVIRONMENT, **(environment or {})}, timeout=60)


def run(*arguments, status=0, environment=None):
    """What the command prints; it says nothing on standard error."""
    done = call(*arguments, environment=environment)
    assert done.returncode == status, (arguments, done.returncode, done.stderr.decode())
    assert done.stderr == b"", done.stderr.decode()
    return done.stdout.decode()


def refuse(*arguments, words=(), environment=None):
    """The one line on standard error, which holds all of words; the exit status is 2, and nothing is printed."""
    done = call(*arguments, environment=environment)
    line = done.stderr.decode(errors="replace")
    assert done.returncode == 2, (arguments, done.returncode, line)
    assert done.stdout == b"", done.stdout.decode()
    assert line.startswith("sekretariat-cli: ") and line.endswith("\n") and line.count("\n") == 1, repr(line)
    for word in words:
        assert word in line, (arguments, word, line)
    return line


def dump_rows(register, environment=None):
    """The rows that a dump prints, without the lines before them, which say when they were last changed."""
    return run("dump", register, environment=environment).split("\n\n", 1)[1]


def refuse_edit(register, *arguments, words=()):
    """A refusal that leaves the register and its log as they were."""
    before = dump_rows(register), run("log", register)
    refuse(*arguments, words=[os.path.basename(register), *words])
    assert (dump_rows(register), run("log", register)) == before, arguments


def load(register, text, *arguments):
    """A register from a dump on standard input; what became of the command."""
    return subprocess.run([CLI, "load", register, *arguments], input=text.encode() if isinstance(text, str) else text,
                          capture_output=True, env=ENVIRONMENT, timeout=60, check=False)


def example(name="r.sekretariat"):
    run("new", name, "--example")
    return name


def example_without_scenario(name="r.sekretariat"):
    example(name)
    run("scenario", name, "--delete=Fylkeskommunene inn igjen")
    return name


def main():
    print(f"1..{len(TESTS)}")
    for number, function in enumerate(TESTS, 1):
        with tempfile.TemporaryDirectory(prefix="sekretariat-cli-") as folder:
            os.chdir(folder)
            try:
                skipped = function()
                print(f"ok {number} {function.__name__}" + (f" # SKIP {skipped}" if skipped else ""), flush=True)
            except Exception:
                traceback.print_exc()
                print(f"not ok {number} {function.__name__}", flush=True)
            os.chdir("/")
