#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a CSV of N invented tweets (tweet_id,created_at,text,label) for benchmarks and trials of the whole job.

Usage: make_corpus.py N FILE [--labelled K] [--seed S]

Ids have 19 digits and rise with created_at. Every tweet is a complaint or a praise, told by some of its words (about
one tweet in eight borrows words of the other kind); K tweets, spread at random, carry that label, the other labels are
blank. A few percent have line breaks, quotes, commas, another script, a link; about one in ten an emoji; one in a
hundred repeats an earlier text. The same arguments give the same bytes: only random.Random.random() is used, whose
sequence Python keeps between versions.
"""
import argparse
import csv
import random
import time

EPOCH_MS = 1288834974657  # first millisecond of the 64-bit tweet ids
FIRST_MS = 1577865600000  # 2020-01-01 08:00 UTC
COMPLAINT_SHARE = 0.4
BORROWED_SHARE = 0.12
REPEATED_SHARE = 0.01
REPEAT_WINDOW = 512

COMPLAINT, PRAISE = "complaint", "praise"
TELLING = {
    COMPLAINT: """late broken refund ignored waited useless dirty awful cancelled overpriced queue rude lost angry twice
        failed excuse terrible stuck unanswered leaking noisy cold wrong worst disappointed""".split(),
    PRAISE: """thanks lovely perfect friendly quick helpful smooth delicious clean beautiful great smiling fixed kind
        wonderful bright cheap calm brilliant tasty favourite recommend proud grateful best delighted""".split(),
}
PLAIN = """morning evening street market kitchen window office neighbour parcel train library coffee bread garden
    phone ticket doctor school river bridge concert football weather winter summer weekend monday friday children dog
    cat bicycle shop hotel dinner lunch table song film book letter photo colour door key roof stairs paint water
    light paper cup plate chair clock ferry airport suitcase map corner square fountain hill forest beach island
    village city team player goal match season teacher homework exam lesson piano guitar choir band museum painting
    theatre actor scene ticket office computer screen keyboard update password message email printer cable battery
    camera radio podcast episode chapter story cousin uncle grandmother sister brother friend baker butcher plumber
    driver nurse farmer sailor tailor waiter singer apple pear plum cherry tomato potato onion soup salad cheese
    butter honey sugar pepper salt rice noodles pasta cake jacket shoes hat scarf glove umbrella rain snow fog wind
    storm cloud sun moon star night noon hour minute week month year because after before while until again always
    never maybe almost really still already today tomorrow yesterday number line side way place thing part end begin
    walk run sit stand open close bring carry hold leave stay wait call write read speak listen look find keep give
    take make build break mend wash cook eat drink sleep dream laugh""".split()
SMALL = "the a my our this that with for and but so at in on of to from by about".split()
OPENINGS = ["ok so", "honestly", "just now", "so", "well", "dear all", "quick question", "update", "note to self",
            "wow",
            "people of the internet", "and then", "guess what", "hot take", "for the record"]
ENDINGS = [".", ".", ".", "!", "?", "...", "!!", "", "", " lol", " #today", " #mood", " #localnews", " …"]
EMOJI = ["😀", "😂", "🙏", "😡", "❤️", "👩‍🚒", "🚋", "🌧", "🎉", "🤷‍♀️", "🇪🇺", "👍🏽"]
OTHER_SCRIPTS = ["صباح الخير", "יום טוב לכולם", "Grüße aus der Küche", "où est la clé ?", "¿y mañana qué?", "おはよう",
                 "доброе утро", "καλημέρα"]


class Writer:
    def __init__(self, seed):
        self.random = random.Random(seed).random
        self.recent = []

    def draw(self, items):
        return items[int(self.random() * len(items))]

    def words(self, kind):
        source = kind
        if self.random() < BORROWED_SHARE:
            source = PRAISE if kind == COMPLAINT else COMPLAINT
        words = []
        for _ in range(4 + int(self.random() * 9)):
            words.append(self.draw(SMALL))
            words.append(self.draw(PLAIN))
        for _ in range(2 + int(self.random() * 2)):
            words[int(self.random() * len(words))] = self.draw(TELLING[source])
        return words

    def fresh_text(self, kind):
        words = self.words(kind)
        if self.random() < 0.3:
            words.insert(0, self.draw(OPENINGS) + ("," if self.random() < 0.2 else ""))
        middle = len(words) // 2
        chance = self.random()
        if chance < 0.03:
            words[middle] = '"' + words[middle] + '"'
        elif chance < 0.05:
            words[middle] += ", they said, \"not again\","
        elif chance < 0.07:
            words[middle] += "\n" + self.draw(OPENINGS)
        elif chance < 0.08:
            words[middle] += ":\n\n- one\n- \"two\", three"
        elif chance < 0.10:
            words.insert(middle, self.draw(OTHER_SCRIPTS))
        elif chance < 0.14:
            words.insert(0, f"@demo_{int(self.random() * 5000)}")
        text = " ".join(words) + self.draw(ENDINGS)
        if self.random() < 0.1:
            text += " " + self.draw(EMOJI)
        if self.random() < 0.03:
            text += f" https://example.org/{int(self.random() * 1e9):x}"
        return text[0].upper() + text[1:] if self.random() < 0.6 else text

    def tweet(self):
        """(kind, text)"""
        if self.recent and self.random() < REPEATED_SHARE:
            return self.draw(self.recent)
        kind = COMPLAINT if self.random() < COMPLAINT_SHARE else PRAISE
        made = (kind, self.fresh_text(kind))
        if len(self.recent) < REPEAT_WINDOW:
            self.recent.append(made)
        else:
            self.recent[int(self.random() * REPEAT_WINDOW)] = made
        return made


def rows(count, labelled, seed):
    writer = Writer(seed)
    left_to_label, ms = labelled, FIRST_MS
    for index in range(count):
        ms += 1000 + int(writer.random() * 120000)
        tweet_id = (ms - EPOCH_MS) << 22 | int(writer.random() * (1 << 22))
        kind, text = writer.tweet()
        # Selection sampling: every set of `labelled` rows is equally likely.
        chosen = writer.random() * (count - index) < left_to_label
        left_to_label -= chosen
        created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(ms // 1000))
        yield tweet_id, created, text, kind if chosen else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--labelled", type=int, default=0, metavar="K")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    arguments = parser.parse_args()
    if arguments.count < 1 or not 0 <= arguments.labelled <= arguments.count:
        parser.error("N must be at least 1 and K between 0 and N")
    with open(arguments.file, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["tweet_id", "created_at", "text", "label"])
        out.writerows(rows(arguments.count, arguments.labelled, arguments.seed))


if __name__ == "__main__":
    main()
