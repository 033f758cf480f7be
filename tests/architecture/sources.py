# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks of this folder share: the files of the tree, and C++ text without comments or string contents."""
import re
import subprocess
import sys
from pathlib import Path

UNTRACKED = {".git", ".cache", "build", "__pycache__"}


def tree(root):
    """Relative paths of all files of the checkout, without what git ignores. Works without git, too."""
    root = Path(root)
    if (root / ".git").exists():
        try:
            listed = subprocess.run(
                ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                capture_output=True, check=True, timeout=60).stdout.decode("utf-8")
            return sorted(name for name in listed.split("\0") if name and (root / name).is_file())
        except (OSError, subprocess.SubprocessError):
            pass  # no git here, or not allowed to read this checkout: the folders themselves tell
    found = []
    for path in root.rglob("*"):
        relative = path.relative_to(root)
        if path.is_file() and relative.parts[0] not in UNTRACKED and "__pycache__" not in relative.parts:
            found.append(relative.as_posix())
    return sorted(found)


def read(root, name):
    return (Path(root) / name).read_text(encoding="utf-8", errors="replace")


LEXEMES = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^()\\ ]{0,16})\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
                     re.S)


def code_only(text, strings="blank"):
    """The text with comments blanked, and with strings="blank" string contents, too. Line numbers stay as they are."""
    def blank(match):
        piece = match.group(0)
        if piece.startswith(("//", "/*")):
            return "\n" * piece.count("\n") or " "
        if strings == "keep":
            return piece
        if piece.startswith("'"):
            return "' '" if len(piece) != 1 else piece
        return '""' + "\n" * piece.count("\n")
    # A digit separator (1'000) is no character literal.
    return LEXEMES.sub(blank, re.sub(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])", "", text))


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def report(findings, warnings=()):
    """Prints everything and exits with 1 where there are findings."""
    for warning in warnings:
        print(f"warning: {warning}")
    for finding in findings:
        print(finding)
    if findings:
        sys.exit(f"{len(findings)} finding(s)")
    print("nothing found")
