#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_references.py ROOT: every command, option, page, menu entry and file that a hint, the window or a document
names is there."""
import re
import sys
from pathlib import PurePosixPath

import sources

LITERAL = re.compile(r'"((?:\\.|[^"\\\n])*)"')
COMMAND = re.compile(r"(?:^\s*|[`/]|&& |\bRun |\brun )warbler-cli ([a-z][a-z-]*)(?![\w.])")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z0-9-]*")
PAGE = re.compile(r"\bthe ([A-Z][a-z]+) page\b")
ENTRY = re.compile(r"\b(File|Edit|View|Label|Sample|Coders|Model|Results|Help) > ([A-Z][\w ]*\w)")
IN_MENU = re.compile(r"\bthe ([A-Z][a-z]+) menu\b")
SCRIPT = re.compile(r"\bpackaging/(\w+\.sh)((?: --[a-z-]+)*)")
LINK = re.compile(r"\]\(([^)#:]+)\)")
# What a sentence may only promise once the window has the action or the command line the command.
PROMISES = {r"\bbackups?\b": ("actionRestoreBackup", "backup")}
# Menus and options of other programs that a sentence may send its reader to.
OTHERS = re.compile(r"In (SPSS|Excel|R)\b")
OTHER_TOOLS = re.compile(
    r"\b(cmake|ctest|apt-get|pip|ninja|git|oracle\.sh|cuda_bench|PYTHON|preset_score\.py|adapter_pairs\.py|curl)\b")


class Known:
    """What there is: read from the sources that make it."""

    def __init__(self, root, names):
        self.commands, self.options, self.pages, self.entries, self.menus, self.actions = set(
            ), {"--help", "--version"}, set(), set(), set(), set()
        self.scripts = {}
        for name in names:
            text = sources.read(root, name) if name.endswith((".cpp", ".h", ".sh")) else ""
            if name.startswith("app/cli/") and name.endswith(".cpp"):
                self.commands |= set(re.findall(r'add_subcommand\("([a-z-]+)"', text))
                self.options |= {option for literal in LITERAL.findall(text)
                                 for option in re.findall(r"(?:^|,)(--[a-z][a-z0-9-]*)", literal)}
            if name.startswith("ui/") and name.endswith(".cpp"):
                self.pages |= set(re.findall(r'::title\(\) const \{\s*return tr\("([^"]+)"\)', text))
                self.actions |= set(re.findall(r'"(action[A-Z]\w*)"', text))
                said = {literal.replace("&", "").replace("\\u2026", "").rstrip(".")
                        for literal in re.findall(r'tr\(\s*"((?:\\.|[^"\\])*)"', text)}
                self.entries |= said
                self.menus |= {word.replace("&", "")
                               for word in re.findall(r'[mM]enu\w*\([^;\n]*?tr\("([^"]+)"\)', text)}
            if name.startswith("packaging/") and name.endswith(".sh"):
                self.scripts[PurePosixPath(name).name] = set(OPTION.findall(text))


def strings_of(name, text):
    """(line, sentence) of what a person reads: literals of sources, lines of documents and scripts."""
    if not name.endswith((".cpp", ".h")):
        for number, line in enumerate(text.splitlines(), 1):
            yield number, line
        return
    code = sources.code_only(text, strings="keep")
    for literal in LITERAL.finditer(code):
        if " " in literal.group(1):
            yield sources.line_of(code, literal.start()), literal.group(1)


def check_sentence(known, sentence, is_source):
    for found in COMMAND.finditer(sentence):
        if found.group(1) not in known.commands:
            yield f'warbler-cli has no command "{found.group(1)}"'
    foreign = OTHERS.search(sentence)
    for menu, entry in ENTRY.findall(sentence):
        if not foreign and not any(entry == said or entry.startswith(said + " ") for said in known.entries):
            yield f'no menu has an entry "{entry}" ({menu} > {entry})'
    for menu in IN_MENU.findall(sentence):
        if not foreign and menu not in known.menus:
            yield f'the window has no menu "{menu}"'
    for page in PAGE.findall(sentence):
        if page not in known.pages:
            yield f'the window has no page "{page}"'
    for script, options in SCRIPT.findall(sentence):
        if script not in known.scripts:
            yield f"packaging/{script} does not exist"
            continue
        for option in options.split():
            if option not in known.scripts[script]:
                yield f"packaging/{script} has no option {option}"
    if is_source and not OTHER_TOOLS.search(sentence):
        of_scripts = set().union(*known.scripts.values()) if known.scripts else set()
        for option in OPTION.findall(sentence):
            if option not in known.options and option not in of_scripts:
                yield f"there is no option {option}"
    for word, (action, command) in PROMISES.items():
        if re.search(word, sentence, re.I) and action not in known.actions and command not in known.commands:
            promise = re.search(word, sentence, re.I).group(0)
            yield f'"{promise}" is promised, and there is neither {action} nor a command "{command}"'


def check(root):
    names = sources.tree(root)
    known = Known(root, names)
    findings = []
    for name in names:
        is_source = name.startswith(("core/", "ui/", "app/")) and name.endswith((".cpp", ".h"))
        is_document = name.endswith(".md") and not name.startswith(
            "tests/") or name.startswith("packaging/") and name.endswith(".sh")
        if not is_source and not is_document:
            continue
        text = sources.read(root, name)
        for line, sentence in strings_of(name, text):
            findings += [f"{name}:{line}: {problem}" for problem in check_sentence(known, sentence, is_source)]
            if name.endswith(".md"):
                for target in LINK.findall(sentence):
                    place = (PurePosixPath(name).parent / target).as_posix()
                    place = re.sub(r"[^/]+/\.\./", "", place)
                    if place not in names and not any(other.startswith(place.rstrip("/") + "/") for other in names):
                        findings.append(f"{name}:{line}: the link {target} leads nowhere")
    return findings


if __name__ == "__main__":
    sources.report(check(sys.argv[1]))
