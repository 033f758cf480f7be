#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_sizes.py ROOT: how long lines, functions and files may be.

Headers over 150 and sources over 400 lines are warned about, 600 lines fail. A line of C++, Python, shell or CMake has
at most 120 characters. A function of C++ of more than 60 lines is warned about, and one of more than 80 fails outside
the tests. A model family of core/engine takes at most 120 lines, header and source together.
"""
import re
import sys

import sources

HEADER, SOURCE, LIMIT = 150, 400, 600
LINE = 120
FUNCTION, FUNCTION_LIMIT = 60, 80
FAMILIES, FAMILY = "core/engine/families/", 120
CODE, SCRIPTS = (".h", ".cpp", ".inc"), (".py", ".sh", ".cmake", "CMakeLists.txt")
SCOPE = re.compile(r"\b(?:namespace|class|struct|enum|union)\b[^()=]*$|\bextern\s*\"\"\s*$")
NAME = re.compile(r"([~\w:]+(?:\s*[^\w\s(]{1,3})?)\s*\(")


def functions(code):
    """Name, first line and number of lines of every function that has a body, lambdas within it included."""
    stack, begin = [], 0
    found = []
    for position, letter in enumerate(code):
        if letter == "{":
            head = code[begin:position]
            if SCOPE.search(head):
                stack.append(None)
            elif all(entry is None for entry in stack) and "(" in head:
                name = NAME.search(re.sub(r"template\s*<[^;{]*?>\s*(?=\w)", "", head))
                stack.append((name.group(1) if name else "?", sources.line_of(code, position)))
            else:
                stack.append("block")
            begin = position + 1
        elif letter == "}":
            entry = stack.pop() if stack else None
            if isinstance(entry, tuple):
                found.append((*entry, sources.line_of(code, position) - entry[1] + 1))
            begin = position + 1
        elif letter == ";":
            begin = position + 1
    return found


def check(root):
    findings, warnings, families = [], [], {}
    for name in sources.tree(root):
        if not name.endswith(CODE + SCRIPTS):
            continue
        text = sources.read(root, name)
        lines = text.splitlines()
        for number, line in enumerate(lines, 1):
            if len(line) > LINE:
                findings.append(f"{name}:{number}: {len(line)} characters; {LINE} are the most, break the line")
        if name.startswith(FAMILIES):
            family = name.rpartition(".")[0]
            families[family] = families.get(family, 0) + len(lines)
        if len(lines) >= LIMIT:
            findings.append(f"{name}: {len(lines)} lines; {LIMIT} are too many, split it")
        elif len(lines) > (HEADER if name.endswith(".h") else SOURCE):
            warnings.append(f"{name}: {len(lines)} lines")
        if not name.endswith(CODE):
            continue
        for function, line, length in functions(sources.code_only(text)):
            if length > FUNCTION_LIMIT and not name.startswith("tests/"):
                findings.append(
                    f"{name}:{line}: {function} has {length} lines; {FUNCTION_LIMIT} are the most, split it")
            elif length > FUNCTION:
                warnings.append(f"{name}:{line}: {function} has {length} lines")
    for family, length in families.items():
        if length > FAMILY:
            findings.append(f"{family}: {length} lines of header and source; {FAMILY} are the most for a family, "
                            "what all families share belongs in core/engine/layers")
    return findings, warnings


if __name__ == "__main__":
    sources.report(*check(sys.argv[1]))
