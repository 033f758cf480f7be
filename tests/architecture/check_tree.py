#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_tree.py ROOT: only the folders the design knows, file names in snake_case, and no CMake list that files or
folders could leave unseen."""
import re
import sys

import sources

TOP = {
    ".ci", "app", "core", "packaging", "resources", "tests", "translations", "ui",
    ".clang-format", ".clang-tidy", ".gitattributes", ".gitignore", "CITATION.cff", "CMakeLists.txt",
    "CMakePresets.json",
    "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md",
}
# Folders inside a folder; None: anything goes below.
FOLDERS = {
    "app": {"cli", "gui"},
    "ui": {"dialogs", "frame", "pages", "plots", "support", "widgets"},
    "ui/pages": {"codebook", "label", "models", "overview", "predict", "results", "train", "tweets"},
    "core": {"agreement", "base", "classify", "codebook", "corpus", "engine", "jobs", "learn", "metrics", "models",
             "shards", "study", "tables", "text", "tuning", "workflows"},
    "core/engine": {"adapt", "device", "families", "kernels", "layers", "predict", "train"},
    "core/tables": {"csv"},
    "core/text": {"tokenizers"},
    "core/corpus": {"migrations"},
    "packaging": {"cmake", "linux", "macos", "slurm", "windows"},
    "translations": set(),
    "resources": {"icons", "manual", "samples", "schemas", "styles"},
    "tests": {"acceptance", "app", "architecture", "bench", "core", "data", "fuzz", "golden", "screenshots", "support",
              "ui"},
    "tests/core": {"agreement", "base", "classify", "codebook", "corpus", "engine", "jobs", "learn", "metrics",
                   "models",
                   "shards", "study", "tables", "text", "tuning", "workflows"},
    "tests/ui": set(),
    "tests/app": {"cli", "gui"},
}
CLOSED = ("app/", "core/", "ui/")  # below these every folder must be listed
CODE_NAME = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*\.(h|cpp|inc|sql|py|map)$|CMakeLists\.txt$|README\.md$")
# torch's own folder holds a libgomp whose name the wheel chooses.
GLOB = re.compile(r'\bfile\s*\(\s*GLOB(?:_RECURSE)?\s+\w+\s+(?!"\$\{WARBLER_TORCH_DIR\}/)')
OPTIONAL = re.compile(r"\bif\s*\(\s*(?:IS_DIRECTORY|EXISTS)\b")


def check_cmake(name, text):
    code = re.sub(r"#[^\n]*", "", text)
    return [f"{name}:{sources.line_of(code, found.start())}: {problem}" for pattern, problem in (
        (GLOB, "sources are listed one by one, no GLOB"),
        (OPTIONAL, "what is listed has to be there; no if(EXISTS)")) for found in pattern.finditer(code)]


def check(root):
    findings = []
    for name in sources.tree(root):
        parts = name.split("/")
        if name.endswith("CMakeLists.txt"):
            findings += check_cmake(name, sources.read(root, name))
        if parts[0] not in TOP:
            findings.append(f"{parts[0]}: no such entry belongs to the top level")
            continue
        for depth in range(1, len(parts) - 1):
            folder, inner = "/".join(parts[:depth]), parts[depth]
            if folder in FOLDERS and inner not in FOLDERS[folder]:
                findings.append(f"{folder}/{inner}: no such folder belongs into {folder}")
            elif folder not in FOLDERS and name.startswith(CLOSED):
                findings.append(f"{folder}/{inner}: {folder} has no folders of its own")
        if name.startswith(CLOSED) and not CODE_NAME.match(parts[-1]):
            findings.append(f"{name}: a source file is named in snake_case")
    return sorted(set(findings))


if __name__ == "__main__":
    sources.report(check(sys.argv[1]))
