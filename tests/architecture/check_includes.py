#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_includes.py ROOT: the rules of direction (layers.txt), of a core without Qt, and of torch in one room."""
import re
import sys

import sources

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.M)
QT_TYPE = re.compile(r"\bQ[A-Z][a-z]\w*|\bQ_[A-Z]+\b|\bQt(?:Core|Gui|Widgets|Test)?::")
TORCH = ("torch/", "ATen/", "c10/", "caffe2/")
# Heavy or foreign headers that no header of ours may pass on. SQLiteCpp brings sqlite3 along.
HIDDEN = ("sqlite3.h", "SQLiteCpp/", "sentencepiece", "pcre2.h", "curl/")
# Where no JSON is read or written.
NO_JSON = ("ui/", "app/gui/")
# Where besides core/engine the engine's parts may be linked into a program.
NEAR_ENGINE = ("core/engine/", "tests/core/engine/", "tests/golden/", "tests/acceptance/", "tests/bench/")
# std's shuffle and distributions differ between standard libraries; torch's own readers run code out of a file.
FORBIDDEN_NAMES = re.compile(
    r"\bstd::(?:shuffle|sample|random_shuffle|\w+_distribution)\b|\btorch::(?:load|pickle_load|jit::load)\b"
    r"|\bRTLD_DEEPBIND\b")


def read_layers(text):
    layers = {}
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if line:
            room, _, allowed = line.partition(":")
            layers[room.strip()] = set(allowed.split()) | {room.strip()}
    return layers


def room_of(path):
    parts = path.split("/")
    if parts[0] == "core" and len(parts) > 2:
        return parts[1]
    return parts[0] if parts[0] in ("ui", "app") and len(parts) > 1 else None


def folder_of(path):
    """The folder of a file as layers.txt names it: "engine/device", "ui/pages/train", "base"."""
    return path.removeprefix("core/").rpartition("/")[0]


def has_folders(room, layers):
    return any(entry.startswith(f"{room}/") for entry in layers)


def check_layers(layers):
    """Findings about the list itself. Each entry may name only entries above it, so that no circle can be written."""
    findings, above = [], set()
    for entry, allowed in layers.items():
        room = entry.split("/")[0]
        if "/" in entry and room not in layers:
            findings.append(f"tests/architecture/layers.txt: {entry} is a folder of no room")
        for other in sorted(allowed - {entry}):
            if "/" in other and (other.split("/")[0] != room or "/" not in entry):
                findings.append(f"tests/architecture/layers.txt: {entry} names {other}, a folder of another room")
            elif "/" in entry and "/" not in other:
                findings.append(f"tests/architecture/layers.txt: {entry} names {other}: arrows between rooms stand at "
                                f"{room}")
            elif other not in above:
                findings.append(f"tests/architecture/layers.txt: {entry} names {other}, which does not stand above it")
        above.add(entry)
    return findings


def check_folders(name, target, layers):
    """The arrows between the folders of one room, where layers.txt lists them. The room's own folder stands on them
    all."""
    folder, other = folder_of(name), folder_of(target)
    if folder == room_of(name) or not has_folders(room_of(name), layers) or folder not in layers:
        return None
    if other not in layers[folder]:
        return f'includes "{target}": {folder} may not include {other}'
    return None


def check_include(name, bracket, target, layers):
    """One finding as text, or None."""
    if name.endswith("/precompiled.h") and (target.endswith("/precompiled.h") or target == "qcustomplot.h"):
        return None
    room = room_of(name)
    is_header = name.endswith(".h")
    if target.startswith(TORCH) and not name.startswith(NEAR_ENGINE):
        return f"includes <{target}>: torch is core/engine's alone"
    if target.startswith("core/engine/") and not name.startswith(NEAR_ENGINE):
        return f'includes "{target}": the engine is reached through core/learn/engine.h'
    if is_header and target.startswith(HIDDEN) and not name.startswith(("core/engine/", "tests/")):
        return f"a header includes <{target}>: keep it in the .cpp behind a pointer to an implementation"
    if target.startswith("nlohmann/") and name.startswith(NO_JSON):
        return f"includes <{target}>: a window shows values of core, which alone reads and writes JSON"
    if target == "qcustomplot.h" and (is_header or not name.startswith(("ui/plots/", "tests/"))):
        return "includes qcustomplot.h: only the .cpp files of ui/plots do"
    if re.match(r"Q[A-Z]|Qt\w*/", target) and (name.startswith(("core/", "app/cli/"))):
        return f"includes <{target}>: no Qt below ui"
    if bracket == '"':
        if target.endswith(".moc"):
            return None
        top = target.split("/")[0]
        if top not in ("core", "ui", "app", "tests") or "/" not in target:
            return f'includes "{target}": give the full path from the root'
        if room and top == "tests":
            return f'includes "{target}": sources do not know the tests'
        if room:
            other = room_of(target)
            if other not in layers:
                return f'includes "{target}": {other} is no room of layers.txt'
            if other not in layers[room]:
                return f'includes "{target}": {room} may not include {other}'
            if name.startswith("app/cli/") and other == "ui":
                return f'includes "{target}": the command line knows no window'
            if other == room:
                return check_folders(name, target, layers)
    return None


def three_argument_connects(code):
    """Positions of connect(sender, signal, functor) calls: without a context object they outlive their receiver."""
    for match in re.finditer(r"\bconnect\s*\(", code):
        depth, commas, position = 1, 0, match.end()
        while depth and position < len(code):
            letter = code[position]
            if letter in "([{":
                depth += 1
            elif letter in ")]}":
                depth -= 1
            elif letter == "," and depth == 1:
                commas += 1
            position += 1
        if commas == 2:
            yield match.start()


def check_source(name, text, layers):
    findings = []
    room = room_of(name)
    is_placed = not name.startswith(("core/", "ui/", "app/")) or name.startswith("core/precompiled.")
    if not is_placed and (room is None or room not in layers):
        findings.append(f"{name}:1: lies in no room of layers.txt")
    elif not is_placed and has_folders(room, layers) and folder_of(name) not in layers:
        findings.append(f"{name}:1: lies in no folder of layers.txt: {folder_of(name)} is missing there")
    with_strings = sources.code_only(text, strings="keep")
    for match in INCLUDE.finditer(with_strings):
        problem = check_include(name, match.group(1), match.group(2), layers)
        if problem:
            findings.append(f"{name}:{sources.line_of(with_strings, match.start())}: {problem}")
    code = sources.code_only(text)
    if name.startswith(("core/", "app/cli/")):
        for match in QT_TYPE.finditer(code):
            if not code[code.rfind("\n", 0, match.start()) + 1:match.start()].lstrip().startswith("#"):
                findings.append(f"{name}:{sources.line_of(code, match.start())}: mentions {match.group(0)}: no Qt "
                                f"below ui")
    if room:
        for match in FORBIDDEN_NAMES.finditer(code):
            findings.append(f"{name}:{sources.line_of(code, match.start())}: {match.group(0)} is never used here")
    if name.startswith(NO_JSON):
        for match in re.finditer(r"\bnlohmann::", code):
            findings.append(f"{name}:{sources.line_of(code, match.start())}: uses JSON: core alone reads and writes it")
    if name.startswith(("ui/", "app/gui/")):
        for position in three_argument_connects(code):
            findings.append(f"{name}:{sources.line_of(code, position)}: connect without a context object")
    return findings


def check(root):
    layers = read_layers(sources.read(root, "tests/architecture/layers.txt"))
    findings = check_layers(layers)
    for name in sources.tree(root):
        if name.startswith(("core/", "ui/", "app/", "tests/")) and name.endswith((".h", ".cpp", ".inc")):
            findings += check_source(name, sources.read(root, name), layers)
        elif name.startswith(("core/", "app/cli/")) and name.endswith("CMakeLists.txt"):
            for number, line in enumerate(sources.read(root, name).splitlines(), 1):
                if re.search(r"\bQt[0-9]?(::|\b)", line.split("#")[0]):
                    findings.append(f"{name}:{number}: links Qt: no Qt below ui")
    return findings


if __name__ == "__main__":
    sources.report(check(sys.argv[1]))
