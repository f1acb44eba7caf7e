# SPDX-License-Identifier: GPL-3.0-or-later
# Test points for the scripts of this folder, which read it in. point NAME COMMAND... is ok when the command succeeds and, for
# quiet, when it also prints nothing. What a failed one printed goes to standard error, where meson shows it.
set -u
export LC_ALL=C.UTF-8

number=0

report () # NAME STATUS OUTPUT
{
  number=$((number + 1))
  if [ "$2" -eq 0 ]
  then
    echo "ok $number $1"
  else
    echo "not ok $number $1"
    printf '%s: %s\n' "$1" "$3" >&2
  fi
}

point ()
{
  name=$1
  shift
  output=$("$@" 2>&1 </dev/null)
  report "$name" $? "$output"
}

quiet ()
{
  name=$1
  shift
  output=$("$@" 2>&1 </dev/null) && [ -z "$output" ]
  report "$name" $? "$output"
}

skip () # NAME REASON
{
  number=$((number + 1))
  echo "ok $number $1 # SKIP $2"
}

plan () { echo "1..$number"; }
