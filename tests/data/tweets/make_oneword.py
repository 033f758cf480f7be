#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes oneword.csv and oneword_shuffled.csv, 200 short tweets each (tweet_id,text,label).

In oneword.csv the label is "yes" where the word `heron` is present, else "no"; frame, place, time, second creature and
closing remark are drawn in the same way for both labels, so nothing else tells them apart. In oneword_shuffled.csv the
same tweets carry the same labels permuted, half of them wrong, so that nothing can be learned.

Usage: make_oneword.py [FOLDER]    (default: the folder of this script)
Only random.Random.random() is used, whose sequence Python keeps between versions.
"""
import csv
import pathlib
import random
import re
import sys

SEED = 1953
DECIDING_WORD = "heron"
PER_LABEL = 100
EPOCH_MS = 1288834974657  # first millisecond of the 64-bit tweet ids
FIRST_MS = 1704096000000  # 2024-01-01 08:00 UTC

# All begin with a consonant, so that "a" before the word tells nothing.
OTHERS = ["duck", "crow", "goose", "swan", "gull", "pigeon", "robin", "magpie", "kite", "cat", "dog", "fox", "frog",
          "seal", "hedgehog", "bicycle", "balloon", "bucket", "ladder", "lantern", "kettle", "scarf", "boat", "hat"]
SECOND = ["toad", "squirrel", "mouse", "rabbit", "horse", "cow", "sparrow", "hen", "sheep", "goat"]
PLACES = ["by the river", "near the bridge", "on the roof", "behind the school", "at the station", "in the park",
          "on the pier", "next to the bakery", "in our garden", "under the old tree", "outside the library",
          "on the lawn", "at the bus stop", "in the car park", "beside the canal", "in front of the town hall"]
TIMES = ["this morning", "just now", "last night", "before breakfast", "after work", "at lunch", "on Sunday", "today",
         "all week", "again", "at dawn", "yesterday"]
PEOPLE = ["my sister", "my boss", "our neighbour", "the postman", "my son", "grandma", "the whole class", "a tall man",
          "my best friend", "the driver", "some kid", "nobody"]
CLOSINGS = ["", "", "", "", " What a day!", " I need coffee.", " So calm.", " Best thing ever.", " No idea why.",
            " It rained, of course.", " Still smiling.", " Monday can come.", " Pictures later.", " Send help.",
            " That is all.", " Good night.", " lol", " #nofilter", " #smalltown", " 😀"]
FRAMES = [
    "Saw a {x} {place} {time}.",
    "There is a {x} {place} and I am late for work.",
    "Can someone explain the {x} {place}?",
    "{time}: one {x}, one {y}, zero sleep.",
    "{person} took a picture of a {x} {place}.",
    "I thought it was a {y}, but it was a {x}.",
    "Not a {y}, not a dream, a real {x} {place}!",
    "The {x} {place} looked at me as if I owed it money.",
    "Who left a {x} {place} {time}?",
    "{person} says a {x} brings luck. We will see.",
    "My bus stopped for a {x} {time}.",
    "A {x}! {place}! {time}!",
    "Walked to the shop for milk, came home with a story about a {x}.",
    "You will not believe it, a {x} sat {place} for an hour {time}.",
    "Drew a {x} {time}. {person} asked if it was a {y}.",
    "If you lost a {x} {place}, call me.",
    "{person} and I waited {place}. Then came the {x}.",
    "Dear diary, {time} a {x} made me laugh.",
    "Is it normal to see a {x} {place} in this weather?",
    "Meeting moved because of a {x} {place}. I love this town.",
    "Small joys {time}: warm bread, dry socks, a {x} {place}.",
    "Every time I look out of the window there is a {x} {place}.",
    "Somebody painted a {x} {place} and it is lovely.",
    "{person} named the {x} after a famous singer.",
    "Our team lost, but a {x} crossed the field {time}.",
    "No news {time}, only a {x} and a {y} {place}.",
    "A {y} chased a {x} {place} and {person} cheered.",
    "Do not tell {person}, but the {x} is back {place}.",
]


def draw(rng, items):
    return items[int(rng.random() * len(items))]


def permuted(rng, items):
    items = list(items)
    for i in range(len(items) - 1, 0, -1):
        j = int(rng.random() * (i + 1))
        items[i], items[j] = items[j], items[i]
    return items


def sentence(rng, creature):
    text = draw(rng, FRAMES).format(x=creature, y=draw(rng, SECOND), place=draw(rng, PLACES), time=draw(rng, TIMES),
                                    person=draw(rng, PEOPLE))
    text = re.sub(r"(^|[.!?] )([a-z])", lambda m: m[1] + m[2].upper(), text)
    return text + draw(rng, CLOSINGS)


def tweets(rng):
    """(id, text, label) with unique texts, in the order of their ids."""
    labels = permuted(rng, ["yes"] * PER_LABEL + ["no"] * PER_LABEL)
    seen, rows, ms = set(), [], FIRST_MS
    for label in labels:
        text = ""
        while not text or text in seen:
            text = sentence(rng, DECIDING_WORD if label == "yes" else draw(rng, OTHERS))
        seen.add(text)
        ms += 60000 + int(rng.random() * 7200000)
        rows.append((str((ms - EPOCH_MS) << 22 | int(rng.random() * (1 << 22))), text, label))
    return rows


def uninformative(rng, labels):
    """A permutation that agrees with the labels in exactly half of the rows."""
    while True:
        other = permuted(rng, labels)
        if sum(a == b for a, b in zip(labels, other)) == len(labels) // 2:
            return other


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["tweet_id", "text", "label"])
        writer.writerows(rows)


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    rng = random.Random(SEED)
    rows = tweets(rng)
    labels = uninformative(rng, [row[2] for row in rows])
    write(folder / "oneword.csv", rows)
    write(folder / "oneword_shuffled.csv", [(i, text, label) for (i, text, _), label in zip(rows, labels)])


if __name__ == "__main__":
    main()
