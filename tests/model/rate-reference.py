#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a proposed rate is, worked out anew with fractions. Reads lines of "before (øre), growth (tenths of a per cent), step (øre), is rate";
prints each equation and what rounding did, as sek-rate-proposal.h tells them in bokmål."""

import sys
from fractions import Fraction

NBSP = '\u00a0'


def half_away(x, unit):
    n = abs(x) / unit
    whole = int(n + Fraction(1, 2))
    return whole * unit * (1 if x >= 0 else -1)


def show(x, decimals):
    scaled = half_away(x, Fraction(1, 10 ** decimals)) * 10 ** decimals
    digits = str(abs(int(scaled))).rjust(decimals + 1, '0')
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, '')
    groups = []
    while len(whole) > 3:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    return ('\u2212' if scaled < 0 else '') + NBSP.join([whole] + groups) + (',' + part if part else '')


def kroner(ore, is_rate):
    return show(Fraction(ore, 100), 2 if is_rate or ore % 100 else 0)


STEPS = {1: 'nærmeste øre', 5: f'nærmeste 5{NBSP}øre', 10: f'nærmeste 10{NBSP}øre', 50: f'nærmeste 50{NBSP}øre', 100: 'nærmeste krone',
         10000: 'nærmeste 100' + NBSP + 'kr'}

for line in sys.stdin:
    before, tenths, step, is_rate = map(int, line.split())
    factor = 1 + Fraction(tenths, 1000)
    exact = Fraction(before, 100) * factor
    after = half_away(exact, Fraction(step, 100))
    for decimals in (3, 4, 5):
        printed = half_away(exact, Fraction(1, 10 ** decimals))
        if half_away(printed, Fraction(step, 100)) == after:
            break
    text = f'{kroner(before, is_rate)} × {show(factor, 3)} = {show(printed, decimals)} → {kroner(int(after * 100), is_rate)}'
    if before:
        text += f', som er {show(100 * (after - Fraction(before, 100)) / Fraction(before, 100), 1)}{NBSP}%'
    moved = after - printed
    if moved == 0:
        told = f'Avrundingen til {STEPS[step]} endrer ingenting.'
    else:
        by = show(abs(moved) * 100, decimals - 2) + NBSP + 'øre' if is_rate else show(abs(moved), decimals) + NBSP + 'kr'
        told = f'Avrundet {"opp" if moved > 0 else "ned"} {by}, til {STEPS[step]}.'
    print(f'{text}\t{told}')
