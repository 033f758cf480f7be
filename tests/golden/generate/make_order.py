# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden random orders: the uid of each record of a file, and the order of its tweets under a seed, by hashlib alone.

uid = first 16 bytes of SHA-256(SHA-256 of the file, u64 LE record number from 1); order by SHA-256(u64 LE seed, uid).

make_order.py [--out DIR] [--check], as make_metrics.py
"""

import hashlib
import struct

import golden_file


def uid(file_hash, record):
    return hashlib.sha256(file_hash + struct.pack("<Q", record)).digest()[:16]


def build():
    # What tests/core/corpus/corpus_fixture.cpp hashes of its numbered rows.
    rows = [(str(1001 + i), f"tweet number {i + 1} of the morning", "") for i in range(500)]
    file_hash = hashlib.sha256("".join(",".join(row) + "\n" for row in rows).encode()).digest()
    uids = [uid(file_hash, record) for record in range(1, len(rows) + 1)]
    orders = []
    for seed in (0, 42, 2**40 + 1):
        keys = sorted(range(len(rows)), key=lambda i: hashlib.sha256(struct.pack("<Q", seed) + uids[i]).digest())
        orders.append({"seed": seed, "ids": [int(rows[i][0]) for i in keys]})
    return {"file_sha256": file_hash.hex(), "uids": [value.hex() for value in uids[:20]], "orders": orders}


if __name__ == "__main__":
    golden_file.main("order.json", build)
