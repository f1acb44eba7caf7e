#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The files that a desktop reads: desktop.sh SOURCE DESKTOP METAINFO
. "$(dirname "$0")/tap.sh"

id=no.regionraad.Sekretariat
data=$1/data
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The type that GIO sees in a file, with our rules and the system's.
content_type () # FILE
{
  XDG_DATA_HOME=$folder gio info -a standard::content-type "$1" | sed -n 's/.*standard::content-type: //p'
}

has_type () # FILE TYPE
{
  [ "$(content_type "$1")" = "$2" ] || { content_type "$1"; return 1; }
}

# An SQLite file as far as its head goes; the rest is blank.
make_head () # FILE, APPLICATION ID as printf escapes
{
  {
    printf 'SQLite format 3\000'
    head -c 52 /dev/zero
    printf "$2"
    head -c 4024 /dev/zero
  } > "$1"
}

translates () # FILE PATTERN
{
  grep -q "$2" "$1"
}

summary_is_short ()
{
  summary=$(sed -n 's/.*<summary>\(.*\)<\/summary>.*/\1/p' "$data/$id.metainfo.xml.in")
  [ -n "$summary" ] && [ ${#summary} -le 35 ]
}

same_version ()
{
  grep -q "version: '$(sed -n 's/.*<release version="\([^"]*\)".*/\1/p' "$data/$id.metainfo.xml.in" | head -n 1)'" "$1/meson.build"
}

lint_page () { man --warnings -E UTF-8 -l -Tutf8 -Z "$1" >/dev/null; }

quiet 'the desktop file is valid' desktop-file-validate "$2"
point 'the desktop file is translated' translates "$2" '^Comment\[nb\]='
point 'the metainfo is valid' appstreamcli validate --no-net "$3"
point 'the metainfo is translated' translates "$3" '<summary xml:lang="nb">'
point 'the summary has room in a software centre' summary_is_short
point 'the newest release is the version of the build' same_version "$1"
quiet 'the settings are valid' glib-compile-schemas --strict --dry-run "$data"

mkdir -p "$folder/mime/packages"
cp "$data/$id.mime.xml" "$folder/mime/packages/$id.xml"
quiet 'the file type is well formed' xmllint --noout "$data/$id.mime.xml"
quiet 'the file type is accepted' env XDG_DATA_HOME="$folder" update-mime-database "$folder/mime"
make_head "$folder/register" 'SEKR'
make_head "$folder/database" '\000\000\000\000'
# Whatever has the suffix is opened by the program, which then says what is wrong with it.
echo text > "$folder/text.sekretariat"
point 'a register is known by its content' has_type "$folder/register" application/vnd.regionraad.sekretariat+sqlite3
point 'another database stays another database' has_type "$folder/database" application/vnd.sqlite3
point 'a register is known by its suffix' has_type "$folder/text.sekretariat" application/vnd.regionraad.sekretariat+sqlite3

for icon in "scalable/apps/$id" "symbolic/apps/$id-symbolic" "scalable/mimetypes/$id.register"
do
  quiet "the icon $icon is well formed" xmllint --noout "$data/icons/hicolor/$icon.svg"
done

for page in "$data"/*.1
do
  quiet "the manual page $(basename "$page") is clean" lint_page "$page"
done
plan
