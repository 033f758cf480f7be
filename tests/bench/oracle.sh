#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The Python environments that goldens and benchmarks are compared with; Warbler itself needs neither.
#
# usage: tests/bench/oracle.sh            makes them in $XDG_CACHE_HOME/warbler/oracle and prints their interpreters
#        tests/bench/oracle.sh --check    recomputes every golden and compares it with the committed file
#        tests/bench/oracle.sh SCRIPT...  runs a Python script in the environment that its line "# oracle: NAME" names
#        tests/bench/oracle.sh --newest SCRIPT...  runs it with the newest PEFT instead
# A script with the line "# oracle: emoji" runs in the first environment, with the packages of
# oracle_emoji_requirements.txt beside it. WARBLER_ORACLE_PYTHON, WARBLER_ORACLE_TOKENIZERS_PYTHON and
# WARBLER_ORACLE_NEWEST_PYTHON may name interpreters that have the pinned versions already.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$(dirname "$here")")
packaging=$root/packaging
# shellcheck source=../../packaging/common.sh
. "$packaging/common.sh"

# check_versions INTERPRETER REQUIREMENTS: the environment holds exactly the pinned versions.
check_versions() {
    "$1" - "$2" <<'PYTHON'
import importlib.metadata
import sys

wrong = []
for line in open(sys.argv[1], encoding="utf-8"):
    line = line.strip()
    if not line or line.startswith("#"):
        continue
    name, _, version = line.partition("==")
    try:
        found = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        found = "absent"
    if found != version:
        wrong.append(f"{name} is {found}, pinned is {version}")
sys.exit("; ".join(wrong[:5]) or 0)
PYTHON
}

# environment REQUIREMENTS GIVEN: prints the interpreter, after making the environment where it is not there yet.
environment() {
    local requirements=$here/$1 given=$2 folder python log
    if [ -n "$given" ]; then
        check_versions "$given" "$requirements" >&2 || fail 1 "$given has other versions than tests/bench/$1."
        echo "$given"
        return
    fi
    folder=${XDG_CACHE_HOME:-$HOME/.cache}/warbler/oracle/$(sha256sum "$requirements" | cut -c1-16)
    if [ ! -e "$folder/.complete" ]; then
        python=$(PATH=/usr/bin:$PATH command -v python3.11) ||
            fail 2 "python3.11 is missing, which the pinned versions of tests/bench/$1 were tried with."
        say "making $folder" >&2
        rm -rf "$folder"
        mkdir -p "$(dirname "$folder")"
        log=$folder.log
        # pip from outside, so that Debian's python3-venv is not needed.
        "$python" -m venv --without-pip "$folder"
        /usr/bin/python3 -m pip --python "$folder/bin/python" install --no-deps --only-binary=:all: --no-cache-dir \
            --disable-pip-version-check --progress-bar off -r "$requirements" >"$log" 2>&1 </dev/null ||
            fail 4 "installing the packages of tests/bench/$1 failed: $(grep -E '^ *ERROR' "$log" | tail -n 1). All" \
                "of it: $log"
        check_versions "$folder/bin/python" "$requirements" >&2 ||
            fail 1 "$folder has other versions than tests/bench/$1. Delete it and run this again."
        : >"$folder/.complete"
    fi
    echo "$folder/bin/python"
}

main_python() { environment oracle_requirements.txt "${WARBLER_ORACLE_PYTHON:-}"; }
tokenizers_python() { environment oracle_tokenizers_requirements.txt "${WARBLER_ORACLE_TOKENIZERS_PYTHON:-}"; }
# What BertweetTokenizer imports besides, in a folder of its own: prints it.
emoji_folder() {
    local requirements=$here/oracle_emoji_requirements.txt folder
    folder=${XDG_CACHE_HOME:-$HOME/.cache}/warbler/oracle/$(sha256sum "$requirements" | cut -c1-16)
    if [ ! -e "$folder/.complete" ]; then
        say "making $folder" >&2
        rm -rf "$folder"
        mkdir -p "$(dirname "$folder")"
        /usr/bin/python3 -m pip install --no-deps --no-cache-dir --disable-pip-version-check --progress-bar off \
            --target "$folder" -r "$requirements" >"$folder.log" 2>&1 </dev/null ||
            fail 4 "installing the packages of tests/bench/oracle_emoji_requirements.txt failed:" \
                "$(grep -E '^ *ERROR' "$folder.log" | tail -n 1). All of it: $folder.log"
        : >"$folder/.complete"
    fi
    echo "$folder"
}

newest_python() { environment oracle_newest_requirements.txt "${WARBLER_ORACLE_NEWEST_PYTHON:-}"; }

# run_script SCRIPT ARGUMENTS...
run_script() {
    local python extra=
    case $(sed -n 's/^# oracle: //p' "$1") in
        tokenizers) python=$(tokenizers_python) || return ;;
        newest) python=$(newest_python) || return ;;
        emoji)
            python=$(main_python) || return
            extra=$(emoji_folder) || return
            ;;
        *) python=$(main_python) || return ;;
    esac
    PYTHONPATH=$extra "$python" -B "$@" </dev/null
}

export LC_ALL=C.UTF-8 HF_HUB_OFFLINE=1 TOKENIZERS_PARALLELISM=false OMP_NUM_THREADS=${OMP_NUM_THREADS:-2}
export WARBLER_TEST_DATA=${WARBLER_TEST_DATA:-$root/../shared/data}
export WARBLER_DEFAULT_MODEL=${WARBLER_DEFAULT_MODEL:-$(deps_folder)/all-MiniLM-L6-v2}

case ${1:-} in
    -h | --help) sed -n '4,12s/^# \{0,1\}//p' "$0" ;;
    --check)
        bad=()
        for script in "$root"/tests/golden/generate/make_*.py; do
            say "== ${script#"$root"/}"
            run_script "$script" --check || bad+=("${script#"$root"/}")
        done
        [ ${#bad[@]} = 0 ] || fail 1 "these goldens are not what their scripts compute: ${bad[*]}"
        say "Every golden is what its script computes."
        ;;
    '') main_python; tokenizers_python; newest_python ;;
    --newest)
        shift
        python=$(newest_python)
        "$python" -B "$@" </dev/null
        ;;
    *) run_script "$@" ;;
esac
