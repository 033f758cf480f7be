#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Warbler beside pandas on the dirty tables of tests/core/tables: how many of the rows each recovers, with no help.

Usage: dirty_tables.py DIRTY_TABLES_BENCH [--write RESULTS.md]

pandas is asked as one would who knows nothing of the file: the delimiter guessed, bad lines passed over, all cells
text. It is asked with its Python and its C engine, and each file counts with the better of the two, with and without a
header.
"""
import argparse
import collections
import json
import subprocess
import sys
import tempfile
import warnings

import pandas


def attempts(path):
    for settings in ({"sep": None, "engine": "python"}, {"engine": "c"}):
        for header in ("infer", None):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    frame = pandas.read_csv(path, dtype=str, keep_default_na=False, on_bad_lines="skip",
                                            encoding_errors="replace",
                                            header=header, **settings)
                if not isinstance(frame.index, pandas.RangeIndex):  # names of rows, which are fields in the file
                    frame = frame.reset_index()
                yield [list(row) for row in frame.fillna("").astype(str).values.tolist()]
            except Exception as error:  # whatever it refuses counts as nothing read
                print(f"{path}: {error}", file=sys.stderr)


def without_empty_end(row):
    row = list(row)
    while row and row[-1] == "":
        row.pop()
    return tuple(row)


def recovered(wanted, read):
    rows = collections.Counter(without_empty_end(row) for row in read)
    count = 0
    for row in map(without_empty_end, wanted):
        if rows[row] > 0:
            rows[row] -= 1
            count += 1
    return count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--write")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables = json.loads(subprocess.run([given.bench, folder], check=True, capture_output=True, text=True).stdout)
        kinds = collections.OrderedDict()
        for table in tables:
            here = kinds.setdefault(table["kind"], [0, 0, 0, 0])
            here[0] += 1
            here[1] += len(table["rows"])
            here[2] += table["warbler"]
            here[3] += max((recovered(table["rows"], read) for read in attempts(table["path"])), default=0)
    lines = ["| kind | files | rows | Warbler | pandas " + pandas.__version__ + " |", "|---|---|---|---|---|"]
    total = [sum(column) for column in zip(*kinds.values())]
    for kind, (files, rows, ours, theirs) in list(kinds.items()) + [("all", total)]:
        lines.append(f"| {kind} | {files} | {rows:,} | {ours / rows:.4f} | {theirs / rows:.4f} |")
    print("\n".join(lines))
    if given.write:
        with open(given.write, "a", encoding="utf-8") as results:
            results.write("\n## Rows recovered from dirty tables\n\ndirty_tables.py on the files of "
                          "tests/core/tables/dirty_tables.cpp and polluted_tables.cpp, which has the kinds of "
                          "the\nbenchmark Pollock;"
                          " share of the rows that come out as they were. pandas counts with the best of four ways to "
                          "call it, without being told anything about the file. Goal of Warbler: .985.\n\n"
                          + "\n".join(lines) + "\n")


main()
