#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-atspi.py PROGRAM CLI: what a screen reader gets from the program, read over AT-SPI by a program that is not GTK.

Runs on a display and session bus of its own (run-atspi.sh). TAP on standard output."""
import os, subprocess, sys, tempfile, time

PATIENCE = 30
failed = 0
number = 0


def report(ok, words, detail=''):
    global failed, number
    number += 1
    failed += not ok
    print(('ok' if ok else 'not ok'), number, words, flush=True)
    if not ok and detail:
        print('#', str(detail).replace('\n', '\n# ')[:2000], flush=True)


try:
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi
except (ImportError, ValueError) as error:
    print('1..0 # SKIP AT-SPI cannot be used from Python:', error)
    sys.exit(0)


def wait(what):
    """The first true answer; objects are looked up anew each time, since a tree that changed has others."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            found = what()
        except Exception:
            found = None
        if found or time.monotonic() > end:
            return found
        time.sleep(0.1)


def walk(node, depth=0):
    if node is None or depth > 40:
        return
    yield node
    try:
        count = node.get_child_count()
    except Exception:
        return
    for i in range(min(count, 500)):
        try:
            child = node.get_child_at_index(i)
        except Exception:
            continue
        yield from walk(child, depth + 1)


def find_application():
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(i)
        if child is not None and 'sekretariat' in (child.get_name() or '').lower():
            return child


def find(role=None, name=None, contains=None, state=None):
    for node in walk(find_application()):
        try:
            if role is not None and node.get_role() != role:
                continue
            text = node.get_name() or ''
            if name is not None and text != name or contains is not None and contains not in text:
                continue
            if state is not None and not node.get_state_set().contains(state):
                continue
            return node
        except Exception:
            continue


def focused():
    for node in walk(find_application()):
        try:
            states = node.get_state_set()
            if states.contains(Atspi.StateType.FOCUSED) and node.get_role() not in (Atspi.Role.FRAME, Atspi.Role.WINDOW):
                return node
        except Exception:
            continue


def press(*keys):
    subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], check=True)


def names_of_unnamed():
    """Controls that a screen reader could only call by their kind."""
    unnamed = []
    for node in walk(find_application()):
        try:
            if node.get_role() in (Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.ENTRY, Atspi.Role.CHECK_BOX, Atspi.Role.COMBO_BOX) \
                    and node.get_state_set().contains(Atspi.StateType.VISIBLE) and not (node.get_name() or '').strip():
                inner = [child.get_name() for child in walk(node) if child is not node and (child.get_name() or '').strip()]
                relations = node.get_relation_set()
                if not inner and not relations:
                    unnamed.append(node.get_role_name())
        except Exception:
            continue
    return unnamed


def selected_page():
    """The name of the page that is chosen in the list of pages."""
    for node in walk(find_application()):
        try:
            if node.get_role() == Atspi.Role.LIST_ITEM and node.get_state_set().contains(Atspi.StateType.SELECTED):
                for child in walk(node):
                    if child.get_role() == Atspi.Role.LABEL and child.get_name():
                        return child.get_name()
        except Exception:
            continue


def main():
    program, cli = sys.argv[1:3]
    folder = tempfile.mkdtemp(prefix='sekretariat-atspi-')
    register = os.path.join(folder, 'eksempel.sekretariat')
    subprocess.run([cli, 'new', register, '--example'], check=True, stdout=subprocess.DEVNULL)
    process = subprocess.Popen([program, register], stdout=sys.stderr, stderr=sys.stderr)
    try:
        if not wait(find_application):
            print('1..0 # SKIP no accessibility bus on this machine')
            return
        # There is no window manager to give the window the keys.
        window = wait(lambda: subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(process.pid)], capture_output=True, text=True).stdout.split())
        subprocess.run(['xdotool', 'windowfocus', window[-1]], check=True)
        press('ctrl+2')
        cell = wait(lambda: find(Atspi.Role.TABLE_CELL, contains='Halden, folketall 1.1.2022'))
        report(bool(cell), 'a cell reads as its row, its column, its value and what can be done with it')
        report(bool(cell) and '31\u00a0444' in cell.get_name() and cell.get_name().endswith(', redigerbar'), 'with the figure and the word for editable',
               cell and cell.get_name())
        report(bool(find(Atspi.Role.TABLE_CELL, contains=', beregnet')), 'and computed cells say so')
        # GTK 4.8 has no role for heads of columns on this bus, and calls them fillers; their names are there.
        report(bool(find(name='Folketall 1.1.2022')), 'heads of columns have their names')
        start = wait(lambda: focused())
        press('Down')
        press('Down')
        after = wait(lambda: (lambda node: node if node and node.get_role() == Atspi.Role.TABLE_CELL and 'Moss' in node.get_name() else None)(focused()))
        report(bool(after), 'the focus follows the cursor from cell to cell', (start and start.get_name(), (lambda n: n and n.get_name())(focused())))
        # To the population, and a text that is none.
        press('Right')
        press('Right')
        press('Right')
        press('x', '1')
        press('Return')
        wrong = wait(lambda: find(Atspi.Role.TEXT, state=Atspi.StateType.INVALID))
        report(bool(wrong), 'a refused text is told as invalid where it is typed')
        report(bool(wrong) and 'x1' in (wrong.get_description() or ''), 'with the reason in words', wrong and wrong.get_description())
        press('Escape')
        for key, page in (('ctrl+1', 'Oversikt'), ('ctrl+2', 'Medlemmer'), ('ctrl+3', 'Kontingent'), ('ctrl+4', 'Fakturering'),
                          ('ctrl+5', 'Budsjett'), ('ctrl+6', 'Prosjekter'), ('ctrl+7', 'Stillinger'), ('ctrl+8', 'Reserve'),
                          ('ctrl+9', 'Scenarioer')):
            press(key)
            report(bool(wait(lambda: find(Atspi.Role.LIST_ITEM, contains=page, state=Atspi.StateType.SELECTED)
                             or selected_page() == page)), 'page ' + page + ' is reached by its key', selected_page())
            unnamed = names_of_unnamed()
            report(not unnamed, 'every control of ' + page + ' has a name', unnamed)
        print('1..%d' % number)
    finally:
        process.terminate()
        process.wait(10)
        subprocess.run(['rm', '-rf', folder])


main()
sys.exit(1 if failed else 0)
