#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_format.py ROOT CLANG_FORMAT: every C++ file is as clang-format 14.0.6 lays it out; no other version is
asked."""
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sources

VERSION = "14.0.6"
ENDINGS = (".h", ".cpp", ".inc")


def is_right_version(program):
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError):
        return False
    return re.search(rf"version {re.escape(VERSION)}\b", said) is not None


def check(root, program):
    if not is_right_version(program):
        return [f"clang-format {VERSION} is not at {program}: run packaging/setup.sh --tests and configure again"]
    names = [name for name in sources.tree(root) if name.endswith(ENDINGS)]
    portions = [names[start:start + 50] for start in range(0, len(names), 50)]

    def differing(portion):
        paths = [str(Path(root) / name) for name in portion]
        command = [program, f"--style=file:{Path(root) / '.clang-format'}", "--dry-run", "--ferror-limit=1", *paths]
        said = subprocess.run(command, capture_output=True, text=True, timeout=300).stderr
        return {path for path in paths if f"{path}:" in said}

    with ThreadPoolExecutor(2) as pool:
        found = set().union(*pool.map(differing, portions))
    return [f"{Path(path).relative_to(root)}: differs from clang-format {VERSION}; format it" for path in sorted(found)]


if __name__ == "__main__":
    sources.report(check(sys.argv[1], sys.argv[2]))
