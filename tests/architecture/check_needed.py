#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the finished files link.

check_needed.py program FILE [--no-qt]   neither FILE nor a library of ours that it needs needs torch (or, then, Qt)
check_needed.py engine FILE              FILE exports warbler_create_engine and nothing else
check_needed.py self-test GUI BASE ENGINE   the checks see torch in ENGINE, Qt in GUI, many symbols in BASE ('-':
absent)
"""
import re
import subprocess
import sys
from pathlib import Path

import sources

TORCH = re.compile(r"lib(torch|c10|caffe2|cudart|cupti)")
QT = re.compile(r"libQt[0-9]")


def readelf(option, path):
    return subprocess.run(["readelf", "-W", option, str(path)], capture_output=True, check=True, text=True).stdout


def needed(path):
    """Names of the libraries path needs, following those of ours."""
    names, seen, waiting = set(), set(), [Path(path)]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for name in re.findall(r"\(NEEDED\).*\[(.+)\]", readelf("-d", current)):
            names.add(name)
            if name.startswith("libwarbler"):
                own = Path(path).parent.parent / "lib" / name
                if not own.exists():
                    sys.exit(f"{path} needs {name}, which is not at {own}")
                waiting.append(own)
    return names


def check_program(path, without_qt):
    findings = []
    for name in sorted(needed(path)):
        if TORCH.match(name):
            findings.append(f"{path} needs {name}: only the engine links torch")
        if without_qt and QT.match(name):
            findings.append(f"{path} needs {name}: it must do without Qt")
    return findings


def exports(path):
    """Names path defines for others."""
    found = []
    for line in readelf("--dyn-syms", path).splitlines():
        part = line.split()
        if len(part) >= 8 and part[4] in ("GLOBAL", "WEAK",
                                          "UNIQUE") and part[6] not in ("UND", "Ndx") and part[6] != "ABS":
            found.append(part[7].split("@")[0])
    return found


def check_engine(path):
    found = exports(path)
    findings = [f"{path} exports {name}" for name in found if name != "warbler_create_engine"]
    if "warbler_create_engine" not in found:
        findings.append(f"{path} does not export warbler_create_engine")
    return findings


def self_test(gui, base, engine):
    findings = []
    if not any("needs libtorch" in line for line in check_program(engine, without_qt=False)):
        findings.append("the engine's torch was not seen")
    if gui != "-" and not any("without Qt" in line for line in check_program(gui, without_qt=True)):
        findings.append("the window's Qt was not seen")
    if len(check_engine(base)) < 2:
        findings.append("the symbols of warbler_base were not seen")
    return findings


if __name__ == "__main__":
    what = sys.argv[1]
    if what == "program":
        sources.report(check_program(sys.argv[2], "--no-qt" in sys.argv))
    elif what == "engine":
        sources.report(check_engine(sys.argv[2]))
    else:
        sources.report(self_test(sys.argv[2], sys.argv[3], sys.argv[4]))
