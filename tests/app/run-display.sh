#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run-display.sh TEST [ARGUMENT...]: runs a test on a display, keyboard and session of its own. Its exit status is the test's.
set -u

for tool in xvfb-run setxkbmap dbus-run-session
do
  if ! command -v "$tool" >/dev/null
  then
    echo "1..0 # SKIP $tool is not installed"
    exit 0
  fi
done

if [ "${1:-}" = --inside ]
then
  shift
  # The tests type as on a Norwegian keyboard; xkbcomp's remarks on keys that it does not know are nothing to us.
  setxkbmap no 2>/dev/null || { echo "Bail out! The X server has no Norwegian keyboard"; exit 99; }
  exec dbus-run-session -- "$@"
fi

export LC_ALL=C.UTF-8 LANGUAGE=nb
export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DEBUG=gl-disable GTK_IM_MODULE=gtk-im-context-simple
export GSETTINGS_BACKEND=memory GTK_A11Y=test NO_AT_BRIDGE=1
# Nothing of the person's own settings reaches a test, and nothing of a test reaches them.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" XDG_DATA_HOME="$home/data" XDG_RUNTIME_DIR="$home"
chmod 700 "$home"

xvfb-run -a -s "-screen 0 1600x1050x24 -nolisten tcp -noreset ${SEK_XVFB_OPTIONS:-}" "$0" --inside "$@"
