#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run-speech.sh SCRIPT PROGRAM CLI: runs the test of what Orca says on a display and session of its own. Orca speaks to a module that is
# silent, and tells in its log what it says and shows in braille; there need be no sound, no braille display and no window manager.
set -u

for tool in orca speech-dispatcher xvfb-run dbus-run-session xdotool
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
export HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" XDG_DATA_HOME="$home/data" XDG_RUNTIME_DIR="$home"
chmod 700 "$home"
mkdir -p "$home/config/speech-dispatcher/modules"
cat >"$home/config/speech-dispatcher/speechd.conf" <<END
LogLevel 1
LogDir "$home"
AddModule "dummy" "sd_dummy" ""
DefaultModule dummy
AudioOutputMethod "libao"
END

# Orca starts the daemon of speech, which would linger.
end ()
{
  if [ -s "$home/speech-dispatcher/pid/speech-dispatcher.pid" ]
  then
    kill "$(cat "$home/speech-dispatcher/pid/speech-dispatcher.pid")" 2>/dev/null
  fi
  rm -rf "$home"
}
trap end EXIT

# Speech is heard half a second after a key, of a reader that takes whole seconds where other work takes both cores: what is not heard
# is listened for once more, and must be heard then.
for turn in 1 2
do
  status=0
  xvfb-run -a -s '-screen 0 1280x900x24 -nolisten tcp -noreset' dbus-run-session -- /usr/bin/python3 "$@" >"$home/out" || status=$?
  if [ "$status" = 0 ] && ! grep '^not ok' "$home/out" | grep -qv '# TODO'
  then
    break
  fi
done
# The bus writes a line of its own among the results.
grep -v '^SpiRegistry' "$home/out"
exit "$status"
