# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing and checking one golden JSON file: `--out DIR` writes, `--check` recomputes and compares."""

import argparse
import json
import math
import pathlib
import sys

TOLERANCE = 1e-9


def differences(old, new, path=""):
    """Paths at which two JSON values differ by more than the tolerance."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        return [d for key in old for d in differences(old[key], new[key], f"{path}/{key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [d for i, pair in enumerate(zip(old, new)) for d in differences(*pair, f"{path}/{i}")]
    if isinstance(old, float) and isinstance(new, (int, float)):
        return [] if math.isclose(old, new, rel_tol=TOLERANCE, abs_tol=TOLERANCE) else [f"{path}: {old} was, {new} is"]
    return [] if old == new else [f"{path}: {str(old)[:80]} was, {str(new)[:80]} is"]


def main(name, build):
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    file = arguments.out / name
    fresh = json.loads(json.dumps(build(), allow_nan=False))
    if not arguments.check:
        file.write_text(json.dumps(fresh, allow_nan=False, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{file}: {file.stat().st_size} bytes")
        return
    found = differences(json.loads(file.read_text(encoding="utf-8")), fresh)
    for line in found[:20]:
        print(f"{name}{line}", file=sys.stderr)
    if found:
        sys.exit(1)
    print(f"{name}: as recomputed")
