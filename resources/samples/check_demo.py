#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks demo_tweets.csv against the facts that README.md states about it.

Needs scikit-learn. Prints each violation and exits 1 when there is one.
Usage: check_demo.py [FILE]
"""
import csv
import io
import itertools
import pathlib
import re
import sys
from collections import Counter
from datetime import datetime, timezone

HEADER = ["tweet_id", "created_at", "author", "text", "label"]
LABELS = {"against": 80, "not against": 120, "": 200}
EPOCH_MS = 1288834974657  # first millisecond of the 64-bit tweet ids
WORD = r"\b\w\w+\b"
F1_WINDOW = (0.70, 0.90)
NOT_ENGLISH = {
    "1747526439241383999": "de", "1752290952066912353": "fr", "1756065314868019255": "de", "1758460555864555623": "ar",
    "1761412477739331671": "fr", "1763256273326055458": "he", "1768320666384531552": "he", "1771234413059113058": "de",
    "1775429551431929888": "es", "1779111009359024133": "es", "1779197228893962240": "ar", "1787018308845097071": "fr",
    "1789501996988317702": "es", "1791431106350153732": "de", "1791975949463781408": "ar", "1795429621321691232": "he",
    "1800160393492242551": "es", "1802608312313192483": "de", "1806073072647938145": "fr", "1806328024566079523": "ar",
}


def read(path, problems):
    raw = path.read_bytes()
    if raw.startswith(b"\xef\xbb\xbf") or b"\r" in raw or not raw.endswith(b"\n"):
        problems.append("the file has a byte order mark or a carriage return, or does not end with a line feed")
    text = raw.decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\n").writerows(rows)
    if again.getvalue() != text:
        problems.append("the file is not quoted as RFC 4180 with minimal quotes")
    if rows[0] != HEADER or any(len(r) != len(HEADER) for r in rows):
        sys.exit(f"the header is not {HEADER} or a row has another number of fields")
    return [dict(zip(HEADER, r)) for r in rows[1:]]


def check_rows(rows, problems):
    found = Counter(r["label"] for r in rows)
    if found != LABELS:
        problems.append(f"label counts are {dict(found)}, expected {LABELS}")
    for column in ("tweet_id", "text"):
        if len({r[column] for r in rows}) != len(rows):
            problems.append(f"{column} is not unique")
    round_ids = sum(int(r["tweet_id"]) % 256 == 0 for r in rows)
    if round_ids > len(rows) // 10:
        problems.append(f"{round_ids} ids are divisible by 256")
    for r in rows:
        where, text = r["tweet_id"], r["text"]
        if not re.fullmatch(r"[1-9]\d{18}", where):
            problems.append(f"{where}: not a 19-digit id")
            continue
        when = datetime.fromtimestamp(((int(where) >> 22) + EPOCH_MS) // 1000, timezone.utc)
        if when.strftime("%Y-%m-%dT%H:%M:%SZ") != r["created_at"]:
            problems.append(f"{where}: created_at {r['created_at']} does not agree with the id")
        if not re.fullmatch(r"@demo_\w+", r["author"]):
            problems.append(f"{where}: author {r['author']}")
        if not 1 <= len(text) <= 280 or text != text.strip():
            problems.append(f"{where}: {len(text)} characters, or blanks at an end")
        if re.search(r"@(?!demo_\w)", text):
            problems.append(f"{where}: a handle that is not @demo_...")
        if re.search(r"(?i)https?:(?!//example\.org/\S)|www\.|\b\w+\.(?:com|net|info|io|eu)\b", text):
            problems.append(f"{where}: a link that is not https://example.org/...")


def check_languages(rows, problems):
    label = {r["tweet_id"]: r["label"] for r in rows}
    missing = [i for i in NOT_ENGLISH if i not in label]
    if missing or Counter(NOT_ENGLISH.values()) != {"de": 5, "es": 4, "fr": 4, "ar": 4, "he": 3}:
        problems.append(f"the tweets that are not in English changed; absent: {missing}")
    if sum(bool(label.get(i)) for i in NOT_ENGLISH) < 12:
        problems.append("fewer than 12 of the tweets that are not in English are labelled")
    for r in rows:
        script = "ar" if re.search("[\u0600-\u06ff]",
                                   r["text"]) else "he" if re.search("[\u0590-\u05ff]", r["text"]) else None
        language = NOT_ENGLISH.get(r["tweet_id"])
        if script != (language if language in ("ar", "he") else None):
            problems.append(f"{r['tweet_id']}: listed as {language or 'English'}, written in script {script}")


def check_near_duplicates(rows, problems):
    words = [(r["tweet_id"], set(re.findall(WORD, r["text"].lower()))) for r in rows]
    for (i, a), (j, b) in itertools.combinations(words, 2):
        if len(a & b) > 0.6 * len(a | b):
            problems.append(f"{i} and {j} share more than .6 of their words")


def word_model_f1(rows):
    """Mean macro-F1 of the word model over 5 seeds, and the mean of each seed's 5 folds."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_score
    from sklearn.pipeline import make_pipeline

    texts, labels = zip(*((r["text"], r["label"]) for r in rows if r["label"]))
    model = make_pipeline(TfidfVectorizer(token_pattern=WORD),
                          LogisticRegression(C=1, class_weight="balanced", max_iter=1000))
    seeds = [cross_val_score(model, texts, labels, scoring="f1_macro",
                             cv=StratifiedKFold(5, shuffle=True, random_state=seed)).mean() for seed in range(5)]
    return sum(seeds) / len(seeds), seeds


def main():
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).with_name("demo_tweets.csv")
    problems = []
    rows = read(path, problems)
    check_rows(rows, problems)
    check_languages(rows, problems)
    check_near_duplicates(rows, problems)
    mean, seeds = word_model_f1(rows)
    print(f"word model, macro-F1: {mean:.3f} (seeds 0..4: {', '.join(f'{s:.3f}' for s in seeds)})")
    if not F1_WINDOW[0] <= mean <= F1_WINDOW[1]:
        problems.append(f"macro-F1 {mean:.3f} is outside {F1_WINDOW}")
    print("\n".join(problems) or f"{len(rows)} tweets, no violation")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
