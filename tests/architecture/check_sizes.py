#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_sizes.py ROOT: headers over 150 and sources over 400 lines are warned about, 600 lines fail."""
import sys

import sources

HEADER, SOURCE, LIMIT = 150, 400, 600


def check(root):
    findings, warnings = [], []
    for name in sources.tree(root):
        if not name.startswith(("app/", "core/", "ui/", "tests/", "packaging/")) or not name.endswith((".h", ".cpp", ".inc", ".py", ".sh")):
            continue
        lines = len(sources.read(root, name).splitlines())
        if lines >= LIMIT:
            findings.append(f"{name}: {lines} lines; {LIMIT} are too many, split it")
        elif lines > (HEADER if name.endswith(".h") else SOURCE):
            warnings.append(f"{name}: {lines} lines")
    return findings, warnings


if __name__ == "__main__":
    sources.report(*check(sys.argv[1]))
