#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run-fuzz.sh FUZZER THIS-SCRIPT NAME: runs a fuzzer for SEK_FUZZ_SECONDS (60) from the seeds in corpus/NAME. What it adds to them is thrown away;
# a finding stays in the folder from which it was run.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
G_SLICE=always-malloc ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
  "$1" -max_total_time="${SEK_FUZZ_SECONDS:-60}" -max_len=65536 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 -verbosity=0 \
  -artifact_prefix="fuzz-$3-" "$folder" "$(dirname "$2")/corpus/$3"
