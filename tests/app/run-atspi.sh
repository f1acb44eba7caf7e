#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run-atspi.sh SCRIPT PROGRAM CLI: runs the test of the accessibility tree on a display and session of its own, with the bus that screen
# readers use.
set -u

for tool in xvfb-run dbus-run-session xdotool
do
  if ! command -v "$tool" >/dev/null
  then
    echo "1..0 # SKIP $tool is not installed"
    exit 0
  fi
done

export LC_ALL=C.UTF-8 LANGUAGE=nb GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DEBUG=gl-disable GTK_IM_MODULE=gtk-im-context-simple
export GSETTINGS_BACKEND=memory GTK_A11Y=atspi
unset NO_AT_BRIDGE
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" XDG_DATA_HOME="$home/data" XDG_RUNTIME_DIR="$home"
chmod 700 "$home"
status=0
xvfb-run -a -s '-screen 0 1280x900x24 -nolisten tcp -noreset' dbus-run-session -- /usr/bin/python3 "$@" >"$home/out" || status=$?
# The bus writes a line of its own among the results.
grep -v '^SpiRegistry' "$home/out"
exit "$status"
