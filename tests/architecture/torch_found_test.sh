#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# torch_found_test.sh ROOT: configure refuses a torch that is too old, and an absent one, with a sentence and the next
# step.
set -uo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/torch/lib" "$folder/torch/include/torch/csrc/api/include/torch"
: >"$folder/torch/lib/libtorch_cpu.so"
printf '#define TORCH_VERSION_MAJOR 1\n#define TORCH_VERSION_MINOR 13\n' \
    >"$folder/torch/include/torch/csrc/api/include/torch/version.h"
unset WARBLER_TORCH_DIR
export XDG_CACHE_HOME=$folder/cache
failures=0

# expect TEXT OPTIONS...
expect() {
    local text=$1 said
    shift
    # CMake breaks long lines; compare without them.
    said=$(cmake -G Ninja -S "$root" -B "$folder/build" -DWARBLER_ENGINE_ONLY=ON -DWARBLER_BUILD_TESTS=OFF "$@" 2>&1) &&
        said="configured after all"
    said=$(tr -s ' \n' ' ' <<<"$said")
    if [[ $said != *"$text"* ]]; then
        echo "expected '$text', got: $said"
        failures=$((failures + 1))
    fi
}

root=$1
expect "is too old: Warbler needs 2.11 or newer. Run packaging/setup.sh" "-DWARBLER_TORCH_DIR=$folder/torch"
rm -rf "$folder/build"
expect "no libtorch found: run packaging/setup.sh"
[ "$failures" = 0 ] && echo "both are refused"
exit "$failures"
