#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the tests in logs of meson (testlog.json): count-tests.py [--failed] LOG...

The last line printed is "N passed, N failed", with "N skipped" when some were. A program that speaks TAP counts its own tests;
one that fails without a failed test (a crash, a time limit) counts as one more. --failed says that meson itself found a failure:
then there is at least one. Exits with 1 when one failed or none passed."""

import json
import re
import sys

POINT = re.compile(r'^(not )?ok\b(?:.*#\s*(SKIP|TODO)\b)?', re.IGNORECASE)


def count_program(entry):
    """(passed, failed, skipped) of one test program."""
    passed = failed = skipped = 0
    for line in entry.get('stdout', '').splitlines():
        point = POINT.match(line)
        if not point:
            continue
        directive = (point.group(2) or '').upper()
        if directive == 'SKIP':
            skipped += 1
        elif point.group(1) and directive != 'TODO':
            failed += 1
        else:
            passed += 1
    result = entry['result']
    if passed + failed + skipped == 0:
        passed, skipped = int(result in ('OK', 'EXPECTEDFAIL')), int(result == 'SKIP')
    if result not in ('OK', 'EXPECTEDFAIL', 'SKIP') and failed == 0:
        failed = 1
    return passed, failed, skipped


def main(arguments):
    logs = [argument for argument in arguments if argument != '--failed']
    totals = [0, 0, 0]
    for log in logs:
        try:
            with open(log, encoding='utf-8') as lines:
                entries = [json.loads(line) for line in lines if line.strip()]
        except FileNotFoundError:
            print(f'{log} is missing: no test ran.')
            entries = [{'result': 'ERROR'}]
        for entry in entries:
            counts = count_program(entry)
            totals = [total + count for total, count in zip(totals, counts)]
            if counts[1]:
                print(f"failed: {entry.get('name', log)} ({entry['result']})")
    if '--failed' in arguments and totals[1] == 0:
        print('failed: meson test ended before every test was run')
        totals[1] = 1
    passed, failed, skipped = totals
    print(f'{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
