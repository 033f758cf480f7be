#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_rooms.py ROOT: every room of layers.txt exists, is built and tested, and is used by another room or a program.

Every folder listed there has files.
"""
import re
import sys

import check_includes
import sources

# room -> why nobody includes it
USED_OTHERWISE = {
    "engine": "it is opened at run time by core/learn/engine_loader",
    "agreement": "second coders, who need it, are not there yet",
}


def check(root):
    findings = []
    layers = check_includes.read_layers(sources.read(root, "tests/architecture/layers.txt"))
    names = sources.tree(root)
    used = set()
    for name in names:
        if name.startswith(("core/", "ui/", "app/")) and name.endswith((".h", ".cpp")):
            for target in re.findall(r'#include "(core/[^"]+)"', sources.read(root, name)):
                if check_includes.room_of(target) != check_includes.room_of(name):
                    used.add(check_includes.room_of(target))
    for room in layers:
        if "/" in room and not any(check_includes.folder_of(name) == room for name in names):
            findings.append(f"tests/architecture/layers.txt: the folder {room} is empty or does not exist")
        if "/" in room or room in ("ui", "app"):
            continue
        if f"core/{room}/CMakeLists.txt" not in names:
            findings.append(f"tests/architecture/layers.txt: {room} is no room: core/{room}/CMakeLists.txt is missing")
        if not any(re.match(rf"tests/core/{room}/\w+_(test|cases)\.cpp$", name) for name in names):
            findings.append(f"core/{room}: no test in tests/core/{room}")
        if room not in used and room not in USED_OTHERWISE:
            findings.append(f"core/{room}: no other room and no program includes it")
    return findings


if __name__ == "__main__":
    sources.report(check(sys.argv[1]))
