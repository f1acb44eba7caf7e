#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The order of the house: what lies at the top, and which room may include what. house.sh SOURCE
. "$(dirname "$0")/tap.sh"

cd "$1" || exit 1

# Tracked files where git can tell; otherwise all but what builds and editors leave.
list_top ()
{
  git ls-files 2>/dev/null | grep . | cut -d / -f 1 | sort -u |
    grep . || ls -A | grep -vE '^(build.*|\.git|.*\.sekretariat)$'
}

top_is_known ()
{
  ! list_top | grep -vxE '\.ci|\.gitignore|COPYING|HACKING\.md|README\.md|data|dev|meson\.build|meson_options\.txt|po|src|tests|ui'
}

# A system header is named only by the rooms given.
only_in () # HEADER-PATTERN ROOM...
{
  pattern=$1
  shift
  rooms=$(printf '%s\n' "$@" | sed 's/.*/^src\/&\//')
  found=$(grep -rnE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($pattern)" src --include='*.[ch]' | grep -vE "$(echo "$rooms" | paste -s -d '|')")
  [ -z "$found" ] || { echo "$found"; return 1; }
}

# A header of the project is included only from the rooms that may know it.
stays_within () # ROOM ALLOWED-ROOM...
{
  room=$1
  bad=
  for header in $(cat "src/$room"/*.[ch] 2>/dev/null | sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*"\([^"]*\)".*/\1/p' | sort -u)
  do
    home=
    [ ! -f "src/$room/$header" ] || home=$room
    for allowed in "$@"
    do
      [ ! -f "src/$allowed/$header" ] || home=$allowed
    done
    # Headers that the build makes lie in no room.
    [ -n "$home" ] || [ -z "$(find src -name "$(basename "$header")" -print -quit)" ] || bad="$bad $header"
  done
  [ -z "$bad" ] || { echo "src/$room includes$bad"; return 1; }
}

has_licence ()
{
  find src tests ui data po dev .ci -type f \( -name '*.[ch]' -o -name '*.def' -o -name '*.sh' -o -name '*.py' -o -name '*.sql' -o -name '*.css' \) \
    -exec grep -L 'SPDX-License-Identifier: GPL-3.0-or-later' {} + | grep . && return 1
  return 0
}

short_files ()
{
  find src tests -name '*.[ch]' -exec wc -l {} + | awk '$2 != "total" && $1 > 600 { print; bad = 1 } END { exit bad }'
}

# The rows of a long table are made when the book is written, and by then its report may be gone.
rows_know_no_report ()
{
  ! grep -l sek_sheet_set_row_func src/report/*.c | xargs grep -nE '^  (const )?SekReport +\*?[a-z_]+;'
}

# A precision counts bytes, and cuts a letter in two.
whole_letters ()
{
  grep -rnE '%[-0-9]*\.[0-9]+s' src --include='*.[ch]' && return 1
  return 0
}

point 'only known files and folders lie at the top' top_is_known
point 'only the store names SQLite' only_in 'sqlite3' store
point 'only the program names GTK and libadwaita' only_in 'gtk/|gdk/|adwaita|graphene|gsk/' app
point 'only the sheets name libxlsxwriter' only_in 'xlsxwriter' sheet
point 'base knows base' stays_within base
point 'store knows base' stays_within store base
point 'model knows base and store' stays_within model base store
# What others may use of the sheets; letters and xlsx are the sheets' own.
sheets='sheet sheet/book sheet/read sheet/write sheet/paper'
point 'books know base' stays_within sheet/book base
point 'readers know books' stays_within sheet/read base sheet/book
point 'writers know books' stays_within sheet/write base sheet/book
for room in letter paper xlsx
do
  point "sheet/$room knows writers" stays_within "sheet/$room" base sheet/book sheet/write
done
point 'sheet knows its rooms' stays_within sheet base sheet/book sheet/read sheet/write sheet/letter sheet/paper sheet/xlsx
point 'report knows base, model and sheet' stays_within report base model $sheets
point 'audit knows base and sheets, and no model' stays_within audit base sheet/book sheet/read
point 'cli knows what makes tables' stays_within cli base model $sheets report audit
point 'app knows what makes tables' stays_within app base model $sheets report audit
point 'what makes rows keeps no report' rows_know_no_report
point 'every source names its licence' has_licence
point 'no source is over 600 lines' short_files
point 'no text is cut within a letter' whole_letters
plan
