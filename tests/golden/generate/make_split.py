# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden splits: the reference notebook's, as pandas makes it of labels of 0 and 1 with random_state 42, and Warbler's
own rule of core/codebook/split.h, reckoned here a second time.

make_split.py [--out DIR] [--check], as make_metrics.py
"""

import hashlib
import struct

import numpy as np
import pandas as pd

import golden_file


def notebook_split(labels, downsample):
    """Row numbers of the training part, in training order, and of the test part."""
    frame = pd.DataFrame({"label": labels})
    frame = frame.sample(frac=1, random_state=42)
    cut = int(0.8 * len(frame))
    train, test = frame.iloc[:cut], frame.iloc[cut:]
    positives, negatives = train[train.label == 1], train[train.label == 0]
    negatives = negatives.sample(n=len(negatives) - downsample, random_state=42)
    return pd.concat([positives, negatives]).sample(frac=1, random_state=42).index.tolist(), test.index.tolist()


def digest(seed, group):
    return hashlib.sha256(struct.pack("<Q", seed) + group.encode()).digest()


def places_for(rows, units, parts):
    places = [rows * part // sum(parts) for part in parts]
    left_over = [rows * part % sum(parts) for part in parts]
    for _ in range(rows - sum(places)):
        side = left_over.index(max(left_over))
        places[side] += 1
        left_over[side] = 0
    for side in range(3):
        if units >= 3 and parts[side] > 0 and places[side] == 0 and max(places) > 1:
            places[places.index(max(places))] -= 1
            places[side] += 1
    return places


def stratified_split(categories, groups, parts, seed):
    """A letter per row: t(rain), v(alidation) or T(est)."""
    rows_of = {}
    for row, group in enumerate(groups):
        rows_of.setdefault(group, []).append(row)
    strata = {}
    for group, rows in rows_of.items():
        labels = [categories[row] for row in rows]
        strata.setdefault(max(sorted(set(labels)), key=labels.count), []).append(group)
    sides = [""] * len(categories)
    for members in strata.values():
        places = places_for(sum(len(rows_of[g]) for g in members), len(members), parts)
        for group in sorted(members, key=lambda g: digest(seed, g)):
            size = len(rows_of[group])
            slots = [side for side in range(3) for _ in range(places[side] if places[side] >= size else 0)]
            if slots:
                side = slots[struct.unpack("<Q", digest(seed, group)[8:16])[0] % len(slots)]
            else:
                side = places.index(max(places))
            places[side] = max(0, places[side] - size)
            for row in rows_of[group]:
                sides[row] = "tvT"[side]
    return "".join(sides)


def stratified_cases():
    rng = np.random.RandomState(9)
    cases = []
    for n, parts, seed in [(14, [70, 15, 15], 42), (60, [70, 15, 15], 42), (61, [8, 0, 2], 7),
                           (200, [3, 1, 1], 2**40 + 1)]:
        categories = rng.randint(0, 3, n).tolist()
        groups = [f"g{g}" for g in rng.randint(0, n, n)]
        cases.append({"categories": categories, "groups": groups, "parts": parts, "seed": seed,
                      "sides": stratified_split(categories, groups, parts, seed),
                      "new_groups": "".join(new_side(seed, f"new {i}", parts) for i in range(50))})
    return cases


def new_side(seed, group, parts):
    place = (struct.unpack("<Q", digest(seed, group)[:8])[0] >> 32) * sum(parts) >> 32
    return "t" if place < parts[0] else "v" if place < parts[0] + parts[1] else "T"


def build():
    rng = np.random.RandomState(8)
    cases = []
    for n in (5, 11, 40, 100, 500, 1001):
        for downsample in (0, max(0, n // 20)):
            labels = (rng.rand(n) < 0.6).astype(int)
            labels[rng.permutation(n)[: n // 4]] = 0
            train, test = notebook_split(labels.tolist(), downsample)
            cases.append({"labels": "".join(map(str, labels)), "downsample": downsample, "train": train, "test": test})
    permutations = [{"n": n, "seed": seed, "order": np.random.RandomState(seed).permutation(n).tolist()}
                    for n, seed in [(1, 0), (2, 42), (17, 42), (300, 7), (500, 42)]]
    return {"versions": {"numpy": np.__version__, "pandas": pd.__version__}, "notebook": cases,
            "permutations": permutations,
            "stratified": stratified_cases()}


if __name__ == "__main__":
    golden_file.main("split.json", build)
