#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups that are made by themselves, and how one is put back, by the command line. Prints TAP."""
import datetime
import glob
import stat

from cli_help import *  # noqa: F403 – what these tests are written in

SCHEMAS = sys.argv[2] if len(sys.argv) > 2 else None


class Home:
    """A data folder of the test's own."""

    def __init__(self):
        self.folder = os.path.abspath("home")
        os.mkdir(self.folder)
        self.environment = {"XDG_DATA_HOME": self.folder}

    def run(self, *arguments):
        return run(*arguments, environment=self.environment)

    def dump_rows(self, register):
        return dump_rows(register, environment=self.environment)

    def refuse(self, *arguments, words=()):
        return refuse(*arguments, words=words, environment=self.environment)

    def files(self):
        return sorted(glob.glob(os.path.join(self.folder, "sekretariat/backups/*/*.sekretariat")))

    def list(self, *arguments):
        return json.loads(self.run("backups", *arguments, "--json"))["backups"]


def damage(register):
    with open(register, "r+b") as file:
        file.seek(4 * 4096)
        file.write(bytes(20 * 4096))


def set_back(home, days):
    """As if the backups had been made so many days ago: by the clock, what is made next is later."""
    for path in home.files():
        name = os.path.basename(path)
        day = datetime.date.fromisoformat(name[:10]) - datetime.timedelta(days=days)
        os.rename(path, os.path.join(os.path.dirname(path), day.isoformat() + name[10:]))


@test
def first_change_of_a_day():
    home = Home()
    home.run("new", "r.sekretariat", "--example")
    assert home.run("backups", "r.sekretariat") == "There are no backups.\n"
    before = home.dump_rows("r.sekretariat")
    # What reads makes none, and what is refused neither.
    home.run("show", "r.sekretariat", "hovedtall")
    home.refuse("set", "r.sekretariat", "population", "Drammen/2022-01-01", "persons", "many")
    assert home.files() == []
    home.run("set", "r.sekretariat", "member", "Drammen", "note", "OR")
    home.run("set", "r.sekretariat", "member", "Drammen", "note", "ORE")
    home.run("undo", "r.sekretariat")
    [path] = home.files()
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert home.dump_rows(path) == before
    [backup] = home.list("r.sekretariat")
    assert (backup["number"], backup["schema"], backup["size"]) == (1, 9, os.path.getsize(path)), backup
    assert backup["path"] == path
    assert backup["register"] == os.path.abspath("r.sekretariat") and backup["damage"] is None
    assert backup["differ"] == {"member": 1} and backup["later"] == 3, backup
    assert len(backup["latest"]) == 3 and backup["latest"][0].startswith("Undone: "), backup
    text = home.run("backups", "r.sekretariat")
    assert "1 row differs" in text and "3 steps were logged since" in text and "version 9" in text, text
    assert sorted(os.listdir(".")) == ["home", "r.sekretariat"]
    # The next day there is another one.
    set_back(home, 1)
    home.run("redo", "r.sekretariat")
    assert [entry["number"] for entry in home.list("r.sekretariat")] == [2, 1]
    # A clock set back makes one more, not one a change.
    set_back(home, -40)
    for name in ("A", "B", "C"):
        home.run("set", "r.sekretariat", "member", "Drammen", "note", name)
    assert [entry["number"] for entry in home.list("r.sekretariat")] == [3, 2, 1]


@test
def put_back():
    home = Home()
    home.run("new", "r.sekretariat", "--example")
    before = home.dump_rows("r.sekretariat")
    home.run("set", "r.sekretariat", "member", "Drammen", "note", "A")
    set_back(home, 3)
    home.run("set", "r.sekretariat", "member", "Drammen", "note", "B")
    after = home.dump_rows("r.sekretariat")
    home.refuse("restore", "r.sekretariat", words=["-o NEW.sekretariat"])
    home.refuse("restore", "r.sekretariat", "-o", "r.sekretariat", words=["already", "another name"])
    assert home.dump_rows("r.sekretariat") == after
    assert "put back" in home.run("restore", "r.sekretariat", "--backup=1", "-o", "one.sekretariat")
    assert home.dump_rows("one.sekretariat") == before
    day = (datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=3)).isoformat()
    home.run("restore", "r.sekretariat", "--backup", day, "-o", "day.sekretariat")
    assert home.dump_rows("day.sekretariat") == before
    home.run("restore", "r.sekretariat", "-o", "last.sekretariat")
    assert "\tA\t\n" in home.dump_rows("last.sekretariat")
    home.refuse("restore", "r.sekretariat", "--backup=7", "-o", "x.sekretariat", words=["no backup “7”", "backups"])
    home.refuse("restore", "r.sekretariat", "--backup=1999-01-01", "-o", "x.sekretariat", words=["1999-01-01"])
    # What was put back is a register of its own, which can be changed.
    home.run("set", "one.sekretariat", "member", "Drammen", "note", "C")
    assert len(home.list("one.sekretariat")) == 1 and len(home.list("r.sekretariat")) == 2 and len(home.list()) == 3
    # A backup is only read.
    home.refuse("set", home.files()[0], "member", "Drammen", "note", "D", words=["backup of", "not changed"])
    # Where none was made, none is put back.
    home.run("new", "other.sekretariat")
    home.refuse("restore", "other.sekretariat", "-o", "x.sekretariat", words=["no backup of “other.sekretariat”"])
    assert not os.path.exists("x.sekretariat")


@test
def damaged_or_gone():
    home = Home()
    home.run("new", "my r.sekretariat", "--example")
    before = home.dump_rows("my r.sekretariat")
    home.run("set", "my r.sekretariat", "member", "Drammen", "note", "A")
    set_back(home, 2)
    home.run("set", "my r.sekretariat", "member", "Drammen", "note", "B")
    damage("my r.sekretariat")
    way = "sekretariat-cli restore 'my r.sekretariat' -o NEW.sekretariat"
    for command in ("dump", "log", "undo"):
        home.refuse(command, "my r.sekretariat", words=["damaged", "last good backup", way])
    assert [(entry["differ"], entry["damage"]) for entry in home.list("my r.sekretariat")] == [(None, None)] * 2
    # The last good one is not one that is damaged itself.
    newest = home.list("my r.sekretariat")[0]["path"]
    damage(newest)
    assert home.list("my r.sekretariat")[0]["damage"] is not None
    home.run("restore", "my r.sekretariat", "-o", "good.sekretariat")
    assert home.dump_rows("good.sekretariat") == before
    home.refuse("restore", "my r.sekretariat", "--backup=2", "-o", "bad.sekretariat", words=["damaged"])
    assert not os.path.exists("bad.sekretariat")
    with open("my r.sekretariat", "wb"):
        pass
    home.refuse("dump", "my r.sekretariat", words=["empty", way])
    os.remove("my r.sekretariat")
    home.refuse("dump", "my r.sekretariat", words=["no such file", way])
    home.run("restore", "my r.sekretariat", "-o", "my r.sekretariat")
    assert home.dump_rows("my r.sekretariat") == before
    damage(home.files()[0])
    os.remove("my r.sekretariat")
    home.refuse("restore", "my r.sekretariat", "-o", "none.sekretariat",
                words=["None of the backups", "Look for a copy"])


@test
def a_change_goes_on_without_a_backup():
    home = Home()
    home.run("new", "r.sekretariat", "--example")
    os.mkdir("home/sekretariat")
    with open("home/sekretariat/backups", "w"):
        pass
    done = call("set", "r.sekretariat", "member", "Drammen", "note", "A", environment=home.environment)
    line = done.stderr.decode()
    assert done.returncode == 0 and line.count("\n") == 1, line
    for word in ("no backup of “r.sekretariat”", os.path.abspath("home/sekretariat/backups"), "next start"):
        assert word in line, line
    assert "\tA\t\n" in home.dump_rows("r.sekretariat")
    os.remove("home/sekretariat/backups")
    home.run("set", "r.sekretariat", "member", "Drammen", "note", "B")
    assert len(home.files()) == 1


@test
def full_disk():
    home = Home()
    home.run("new", "r.sekretariat", "--example")
    os.mkdir("home/sekretariat")
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "home/sekretariat"]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        return "a disk of one's own cannot be mounted"
    try:
        done = call("set", "r.sekretariat", "member", "Drammen", "note", "A", environment=home.environment)
        assert done.returncode == 0 and b"the disk is full" in done.stderr, done.stderr
        assert "\tA\t\n" in home.dump_rows("r.sekretariat") and home.files() == []
        assert subprocess.run(["mount", "-o", "remount,ro", "home/sekretariat"]).returncode == 0
        done = call("set", "r.sekretariat", "member", "Drammen", "note", "B", environment=home.environment)
        assert done.returncode == 0 and b"access is denied" in done.stderr, done.stderr
        assert "\tB\t\n" in home.dump_rows("r.sekretariat")
    finally:
        subprocess.run(["umount", "home/sekretariat"], check=True)


@test
def switched_off():
    if SCHEMAS is None:
        return "the schemas of the program are not built"
    home = Home()
    os.mkdir("config")
    os.makedirs("config/glib-2.0/settings")
    with open("config/glib-2.0/settings/keyfile", "w") as file:
        file.write("[no/regionraad/Sekretariat]\nbackups=false\n")
    home.environment |= {"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": os.path.abspath("config"),
                         "GSETTINGS_SCHEMA_DIR": SCHEMAS}
    home.run("new", "r.sekretariat", "--example")
    home.run("set", "r.sekretariat", "member", "Drammen", "note", "A")
    assert home.files() == []
    with open("config/glib-2.0/settings/keyfile", "w") as file:
        file.write("[no/regionraad/Sekretariat]\nbackups=true\n")
    home.run("set", "r.sekretariat", "member", "Drammen", "note", "B")
    assert len(home.files()) == 1


main()
