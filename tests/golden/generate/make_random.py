# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden draws for core/base/random: numpy's RandomState.

make_random.py [--out DIR]           writes DIR/random.json
make_random.py [--out DIR] --check   recomputes it and compares with the file there
"""

import numpy as np

import golden_file

BOUNDS = [1, 2, 3, 7, 8, 9, 100, 256, 257, 1000003, 2**31, 2**32 - 1]


def draws(seed):
    words = np.random.RandomState(seed)
    bounded = np.random.RandomState(seed)
    uniform = np.random.RandomState(seed)
    normal = np.random.RandomState(seed)
    words = [int(word) for word in np.frombuffer(words.bytes(4 * 1500), dtype="<u4")]
    return {
        "seed": seed,
        "words": words[:5] + words[620:630] + words[1245:1250] + words[-3:],  # around the refills at 624 and 1248
        "below": [int(bounded.randint(0, bound, dtype=np.int64)) for bound in BOUNDS],
        "uniform": [float(x) for x in uniform.random_sample(20)],
        "normal": [float(x) for x in normal.standard_normal(21)],
        "permutation": [int(i) for i in np.random.RandomState(seed).permutation(37)],
    }


def build():
    return {"versions": {"numpy": np.__version__}, "bounds": BOUNDS,
            "draws": [draws(seed) for seed in (0, 1, 42, 2**32 - 1)]}


if __name__ == "__main__":
    golden_file.main("random.json", build)
