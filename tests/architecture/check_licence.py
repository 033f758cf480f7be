#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_licence.py ROOT: every source file names its authors and its licence in its first lines."""
import sys

import sources

SUFFIXES = (".h", ".cpp", ".inc", ".py", ".sh", ".cmake", ".sql", ".map", ".desktop", "CMakeLists.txt")
FIRST_LINES = 5


def check(root):
    findings = []
    for name in sources.tree(root):
        if not name.endswith(SUFFIXES):
            continue
        head = "\n".join(sources.read(root, name).splitlines()[:FIRST_LINES])
        for line in ("SPDX-FileCopyrightText: The Warbler authors", "SPDX-License-Identifier: GPL-3.0-or-later"):
            if line not in head:
                findings.append(f"{name}: its first lines lack '{line}'")
    return findings


if __name__ == "__main__":
    sources.report(check(sys.argv[1]))
