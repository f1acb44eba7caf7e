#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# own-home.sh TEST [ARGUMENT...]: runs a test with data and settings of its own, since a change in a register makes a
# backup among the person's data. GLib's G_TEST_OPTION_ISOLATE_DIRS would do for programs in C, but forgets memory, which
# the leak sanitiser tells of. Its exit status is the test's.
set -u

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export XDG_DATA_HOME="$home" GSETTINGS_BACKEND=memory
"$@"
