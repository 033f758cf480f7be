# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden order of the reference notebook's split: what pandas does to labels of 0 and 1 with random_state 42.

make_split.py [--out DIR] [--check], as make_metrics.py
"""

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
    return {"versions": {"numpy": np.__version__, "pandas": pd.__version__}, "notebook": cases, "permutations": permutations}


if __name__ == "__main__":
    golden_file.main("split.json", build)
