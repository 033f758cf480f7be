# shellcheck shell=bash disable=SC2154
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by setup.sh, run.sh and test.sh: how they speak to the user.

say() { printf '%s\n' "$*"; }

# fail CODE SENTENCE: one clear sentence, then out.
fail() {
    local code=$1
    shift
    progress_end
    printf 'Warbler: %s\n' "$*" >&2
    exit "$code"
}

mb() { echo $((($1 + 500000) / 1000000)); }

# duration SECONDS -> "40 s" or "3 min 20 s"
duration() {
    if [ "$1" -ge 60 ]; then echo "$(($1 / 60)) min $(($1 % 60)) s"; else echo "$1 s"; fi
}

# progress TEXT: one line that is rewritten on a terminal, and printed every ten seconds elsewhere.
progress_shown=0
progress_open=no
progress() {
    if [ -t 1 ]; then
        printf '\r\033[K  %s' "$*"
        progress_open=yes
    elif [ $((SECONDS - progress_shown)) -ge 10 ]; then
        progress_shown=$SECONDS
        printf '  %s\n' "$*"
    fi
}

progress_end() {
    if [ "$progress_open" = yes ]; then
        printf '\r\033[K'
        progress_open=no
    fi
    progress_shown=$SECONDS
}

# time_left DONE TOTAL STARTED -> ", 12 s left", or nothing while it cannot be told
time_left() {
    local elapsed=$((SECONDS - $3))
    if [ "$1" -gt 0 ] && [ "$elapsed" -ge 2 ]; then
        local left=$((elapsed * ($2 - $1) / $1))
        [ "$left" -ge 0 ] || left=0
        echo ", $(duration "$left") left"
    fi
}

# watch PID FOLDER TOTAL LABEL: bytes that arrive in FOLDER while PID runs; its exit status is PID's.
watch() {
    local started=$SECONDS bytes
    while kill -0 "$1" 2>/dev/null; do
        bytes=$(du -sb "$2" 2>/dev/null | cut -f1)
        bytes=${bytes:-0}
        [ "$bytes" -le "$3" ] || bytes=$3
        progress "$4: $(mb "$bytes") of $(mb "$3") MB$(time_left "$bytes" "$3" "$started")"
        sleep 0.5
    done
    progress_end
    wait "$1"
}

# deps_folder -> where setup.sh unpacks the wheels of pins.txt
deps_folder() {
    local cache=${XDG_CACHE_HOME:-$HOME/.cache}
    echo "$cache/warbler/deps/$(sha256sum "$packaging/pins.txt" | cut -c1-16)"
}
