#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds Warbler and opens it. Asks nothing. Without a display the demo is done in the shell.
#
# usage: packaging/run.sh [FILE]     FILE: a CSV with tweets or a .warbler project; else the last project, else the
# start page
set -euo pipefail
packaging=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$packaging")
bin=$root/build/release/bin
# shellcheck source=common.sh
. "$packaging/common.sh"

case ${1:-} in
    -h | --help) sed -n '6,7s/^# //p' "$0"; exit 0 ;;
esac
[ $# -le 1 ] || fail 2 "run.sh takes one file. Try packaging/run.sh --help"
file=()
if [ $# = 1 ]; then
    [ -e "$1" ] || fail 3 "there is no file $1. Give the path of a CSV or of a .warbler project."
    file=("$(realpath "$1")")
fi

build() {
    local log started=$SECONDS pid
    log=$root/build/release/build.log
    mkdir -p "$root/build/release"
    (cd "$root" && cmake --preset release &&
        cmake --build --preset release --target warbler warbler-cli warbler_engine) \
        >"$log" 2>&1 </dev/null &
    pid=$!
    # Ninja's [done/total] tells how far the build is.
    while kill -0 "$pid" 2>/dev/null; do
        local counted done_ total
        counted=$(grep -oE '^\[[0-9]+/[0-9]+\]' "$log" | tail -n 1 || true)
        done_=${counted#[}
        done_=${done_%/*}
        total=${counted#*/}
        total=${total%]}
        progress "building: ${counted:+$done_ of $total steps}$(time_left "${done_:-0}" "${total:-0}" "$started")"
        sleep 0.5
    done
    progress_end
    if ! wait "$pid"; then
        tail -n 15 "$log" >&2
        fail 1 "the build stopped (all of it: $log). Run packaging/run.sh again; if it stops at the same place," \
            "report it with these lines."
    fi
}

# install_changed SOURCE TARGET: does nothing where both are the same; tells through $changed.
install_changed() {
    cmp -s "$1" "$2" && return
    mkdir -p "$(dirname "$2")"
    cp "$1" "$2"
    changed=yes
}

# The entry of the user's menu, the icon, and the type of .warbler files: the next start needs no terminal.
add_menu_entry() {
    local data=${XDG_DATA_HOME:-$HOME/.local/share} entry changed=no
    entry=$(mktemp)
    sed "s|^Exec=.*|Exec=\"$bin/warbler\" %f|; s|^TryExec=.*|TryExec=$bin/warbler|" \
        "$packaging/linux/warbler.desktop" >"$entry"
    install_changed "$entry" "$data/applications/warbler.desktop"
    rm -f "$entry"
    install_changed "$root/resources/icons/warbler.svg" "$data/icons/hicolor/scalable/apps/warbler.svg"
    install_changed "$root/resources/icons/warbler_project.svg" \
        "$data/icons/hicolor/scalable/mimetypes/application-vnd.warbler.project+sqlite3.svg"
    install_changed "$packaging/linux/warbler.xml" "$data/mime/packages/warbler.xml"
    [ "$changed" = yes ] || return 0
    # Where these tools are missing, the desktop finds the files at the next login.
    if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" >/dev/null 2>&1 || true; fi
    if command -v update-desktop-database >/dev/null; then
        update-desktop-database -q "$data/applications" >/dev/null 2>&1 || true
    fi
    say "Warbler is in the menu of your desktop now."
}

demo_in_the_shell() {
    local folder=$HOME/warbler-demo cli=$bin/warbler-cli
    mkdir -p "$folder"
    rm -rf "$folder"/demo.warbler* "$folder/adapter" "$folder/classified.csv"
    say "There is no display: the demo is done with warbler-cli in $folder."
    cp "$root/resources/samples/demo_tweets.csv" "$folder/"
    cd "$folder"
    say "1 of 3: import"
    "$cli" import demo.warbler demo_tweets.csv
    say "2 of 3: train, and score on the test tweets"
    "$cli" tune demo.warbler --preset standard --adapter-out adapter
    say "3 of 3: classify all tweets"
    "$cli" predict demo.warbler --adapter adapter -o classified.csv
    say "Done. In $folder:"
    say "  demo.warbler     the project, with tweets, labels and the run"
    say "  adapter/         the tuned prompt"
    say "  classified.csv   every tweet with its category"
}

"$packaging/setup.sh"
build
add_menu_entry || say "The menu entry could not be written; Warbler runs all the same."
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$bin/warbler" "${file[@]}"
fi
demo_in_the_shell
if [ ${#file[@]} -gt 0 ]; then
    say "For your own file: $bin/warbler-cli tune ${file[0]} --preset standard --adapter-out mine"
fi
