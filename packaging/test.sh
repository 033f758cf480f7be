#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Warbler and runs all its tests; the last line is ctest's summary. Asks nothing.
#
# usage: packaging/test.sh [--level ci|demand|release] [CTEST-OPTION...]     such as -R core.tables or -L arch
#        --level: how often the reliability tests try; ci (the default) takes minutes, demand hours, release days
set -euo pipefail
packaging=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$packaging")
build=$root/build/release
# shellcheck source=common.sh
. "$packaging/common.sh"
export LC_ALL=C.UTF-8

level=ci
if [ "${1-}" = --level ]; then
    level=${2-}
    case $level in
        ci | demand | release) shift 2 ;;
        *) fail 2 "--level takes ci, demand or release, not \"$level\"." ;;
    esac
fi

"$packaging/setup.sh" --tests

cd "$root"
cmake --preset release -DWARBLER_TEST_LEVEL="$level"
cmake --build --preset release

# ctest's closing lines are held back until the skips are judged, so that they come last.
closing=$(mktemp)
trap 'rm -f "$closing"' EXIT
status=0
ctest --test-dir "$build" -j 2 --output-on-failure --no-tests=error --no-label-summary \
    --output-junit "$build/Testing/junit.xml" "$@" 2>&1 </dev/null |
    awk -v closing="$closing" '/^[0-9]+% tests passed, / {hold = 1} hold {print > closing; next} {print; fflush()}' ||
    status=${PIPESTATUS[0]}
skips=0
if [ -s "$build/Testing/junit.xml" ]; then
    /usr/bin/python3 -B "$packaging/check_skips.py" "$build/Testing/junit.xml" "$root/tests/allowed_skips.txt" ||
        skips=$?
fi
[ "$skips" = 0 ] || say "Failed: a skip that is not allowed counts as a failure."
sed 1d "$closing"
sed -n 1p "$closing"
[ -s "$closing" ] || fail 1 "ctest ended without a summary."
[ "$status" = 0 ] || exit "$status"
exit "$skips"
