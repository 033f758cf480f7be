#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# setup_test.sh ROOT: what set-up says and returns where it cannot do its work. Fetches nothing and installs no package.
set -uo pipefail
setup=$1/packaging/setup.sh
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
export WARBLER_OFFLINE=1 PIP_FIND_LINKS="" PIP_CONFIG_FILE=/dev/null XDG_CACHE_HOME=$folder/cache HF_HOME=$folder/hub
unset WARBLER_TORCH_DIR WARBLER_DEFAULT_MODEL HF_HUB_CACHE
failures=0

# expect CODE TEXT ARGUMENTS...: exit status and one sentence on stderr
expect() {
    local code=$1 text=$2 said status
    shift 2
    said=$("$setup" --no-packages --no-gpu --force "$@" 2>&1 >/dev/null </dev/null)
    status=$?
    if [ "$status" != "$code" ] || [[ $said != *"$text"* ]] || [ "$(wc -l <<<"$said")" != 1 ]; then
        echo "setup.sh $*: expected $code and one line with '$text', got $status and: $said"
        failures=$((failures + 1))
    fi
}

expect 2 "unknown option --fast" --fast
expect 4 "the wheel torch 2.15.0 is not at hand"
WARBLER_TORCH_DIR=$folder expect 4 "which has no lib/libtorch_cpu.so"

mkdir -p "$folder/torch/lib"
: >"$folder/torch/lib/libtorch_cpu.so"
export WARBLER_TORCH_DIR=$folder/torch
WARBLER_DEFAULT_MODEL=$folder expect 4 "which has no model.safetensors"
expect 4 "the default encoder could be had neither from"

# Weights under the right name with other bytes are not taken.
snapshot=$folder/hub/hub/models--sentence-transformers--all-MiniLM-L6-v2/snapshots/0000
mkdir -p "$snapshot"
for file in model.safetensors config.json tokenizer.json tokenizer_config.json vocab.txt; do
    echo "{}" >"$snapshot/$file"
done
expect 4 "the default encoder could be had neither from"
[ -z "$(find "$folder/cache" -name model.safetensors)" ] || {
    echo "wrong weights were taken"
    failures=$((failures + 1))
}

echo x >"$folder/file"
XDG_CACHE_HOME=$folder/file expect 8 "cannot be made"
[ "$failures" = 0 ] && echo "every sentence as expected"
exit "$failures"
