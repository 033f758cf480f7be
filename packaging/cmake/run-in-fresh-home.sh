#!/bin/sh
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# run-in-fresh-home.sh HOME COMMAND...: empties HOME, then becomes COMMAND, so that its exit status (77: skipped) is
# seen.
set -eu
home=$1
shift
chmod -R u+rwx "$home" 2>/dev/null || true
rm -rf "$home"
mkdir -p "$home/config" "$home/data" "$home/state" "$home/cache" "$home/run"
chmod 700 "$home/run"
exec "$@"
