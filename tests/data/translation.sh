#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The translations are whole: translation.sh SOURCE
. "$(dirname "$0")/tap.sh"

cd "$1" || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

list_is_new ()
{
  po/update-potfiles | diff po/POTFILES.in - || { echo 'Run: meson compile -C build potfiles'; return 1; }
}

extract ()
{
  xgettext --files-from=po/POTFILES.in --from-code=UTF-8 --add-comments --keyword=_ --keyword=N_ --keyword=C_:1c,2 \
    --keyword=NC_:1c,2 --keyword=g_dcgettext:2 --keyword=g_dngettext:2,3 --keyword=g_dpgettext2:2c,3 --keyword=ngettext:1,2 --keyword=NP_:1,2 \
    --flag=N_:1:pass-c-format --flag=C_:2:pass-c-format --flag=NC_:2:pass-c-format --flag=g_dngettext:2:pass-c-format \
    --flag=g_strdup_printf:1:c-format --flag=g_string_printf:2:c-format --flag=g_string_append_printf:2:c-format \
    --flag=g_error_new:3:c-format --flag=g_set_error:4:c-format --flag=g_prefix_error:2:c-format --output="$folder/new.pot"
}

# Fails when a string of the sources is missing, untranslated or fuzzy.
covers_sources () { msgcmp "po/$1.po" "$folder/new.pot"; }

# Strings that the sources no longer have are dead weight.
has_no_leftovers ()
{
  msgcmp "$folder/new.pot" "po/$1.po" --use-untranslated && ! grep '^#~' "po/$1.po"
}

point 'POTFILES.in names every file with strings' list_is_new
point 'the strings can be extracted' extract
while read -r language
do
  point "$language.po is well formed" msgfmt --check --output-file=/dev/null "po/$language.po"
  point "$language.po translates every string of the sources" covers_sources "$language"
  point "$language.po has no string that is gone" has_no_leftovers "$language"
done < po/LINGUAS
plan
