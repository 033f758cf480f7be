#!/bin/sh
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# make_screenshots.sh [BUILD [FOLDER]]: every page of the window as PNG, light and dark, 1280 x 800, into FOLDER.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-"$root/build/dev"}
folder=${2:-"$build/screenshots"}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_STATE_HOME="$home/state" \
    XDG_CACHE_HOME="$home/cache"
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 TZ=UTC HF_HUB_OFFLINE=1
export WARBLER_TEST_SOURCE="$root" WARBLER_ENGINE="${WARBLER_ENGINE:-$build/lib/libwarbler_engine.so}"
"$build/tests/warbler-screenshots" "$folder"
echo "pictures in $folder"
