# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# oracle: tokenizers
"""Measures tokenizers on the 500 Gates tweets, one thread, beside the reference libraries in the same call; writes
medians and raw JSON to the end of RESULTS.md.

oracle.sh tests/bench/record_tokens.py [--build build/release] [--repeats 5] [--seconds 1]

Types: WordPiece (MiniLM), byte-level BPE, Llama BPE, sentencepiece, and a Unigram of 250,000 generated pieces with a
table of its own, as multilingual encoders have. WARBLER_TEST_DATA names the public data, WARBLER_DEFAULT_MODEL the
encoder.
"""

import argparse
import csv
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

import sentencepiece
import tokenizers

import bench_facts

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DATA = pathlib.Path(os.environ["WARBLER_TEST_DATA"])
GOAL = 20_000


def large_unigram(folder, texts, pieces=250_000):
    """Pieces are stretches of the tweets, then generated ones: a vocabulary of the size, not of the words, of a real
    one."""
    generator = random.Random(1)
    vocabulary = {"<s>": 0.0, "<pad>": 0.0, "</s>": 0.0, "<unk>": 0.0, "\u2581": -4.0}
    for text in texts:
        for word in text.split():
            for end in range(1, min(len(word), 12) + 1):
                vocabulary.setdefault("\u2581" + word[:end], -8.0 - generator.random() * 6)
                vocabulary.setdefault(word[:end], -9.0 - generator.random() * 6)
    while len(vocabulary) < pieces:
        vocabulary.setdefault("".join(chr(generator.randrange(0x430, 0x450)) for _ in range(generator.randrange(2, 9))),
                              -12 - generator.random() * 4)
    special = [{"id": i, "content": word, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
                "special": True}
               for i, word in enumerate(["<s>", "<pad>", "</s>", "<unk>"])]
    file = pathlib.Path(folder) / "tokenizer.json"
    file.write_text(json.dumps({
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKC"},
                                                           {"type": "Replace", "pattern": {"Regex": " {2,}"},
                                                            "content": " "}]},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"},
                                                                {"type": "Metaspace", "replacement": "\u2581",
                                                                 "prepend_scheme": "always", "split": True}]},
        "post_processor": {"type": "TemplateProcessing",
                           "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}},
                                      {"Sequence": {"id": "A", "type_id": 0}},
                                                                    {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                                                                    "pair": [],
                           "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]},
                                              "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}},
        "decoder": None, "model": {"type": "Unigram", "unk_id": 3,
                                   "vocab": [[piece, score] for piece, score in vocabulary.items()]}}),
                                   encoding="utf-8")
    return file


def reference(place, texts, seconds):
    """Texts a second of the reference library on one thread, and its loading time."""
    start = time.process_time()
    if str(place).endswith(".model"):
        library = sentencepiece.SentencePieceProcessor(model_file=str(place))
        def encode(text): return library.encode(text)
    else:
        library = tokenizers.Tokenizer.from_file(str(place))
        library.no_truncation()
        library.no_padding()
        def encode(text): return library.encode(text).ids
    loading = time.process_time() - start
    done, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        for text in texts:
            encode(text)
        done += len(texts)
    return {"load_seconds": loading, "texts_per_second": done / (time.process_time() - start)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=1)
    arguments = parser.parse_args()
    with open(DATA / "tweets/labelled_gates.csv", newline="", encoding="utf-8") as file:
        texts = [row["content"] for row in csv.DictReader(file)]
    raw = []
    with tempfile.TemporaryDirectory() as folder:
        sample = pathlib.Path(folder) / "texts.json"
        sample.write_text(json.dumps(texts), encoding="utf-8")
        places = {"WordPiece, 30,522 (MiniLM)": pathlib.Path(os.environ["WARBLER_DEFAULT_MODEL"]) / "tokenizer.json",
                  "byte-level BPE (tiny-bloom)": DATA / "models/tiny-bloom/tokenizer.json",
                  "Llama BPE from json (tinyllama)": DATA / "tokenizers/tinyllama/tokenizer.json",
                  "sentencepiece, 32,000 (llama2)": DATA / "tokenizers/llama2/tokenizer.model",
                  "Unigram, 250,000 generated": large_unigram(folder, texts)}
        for name in [name for name, place in places.items() if not place.exists()]:
            print(f"{name}: {places.pop(name)} is not there", file=sys.stderr)
        for _ in range(arguments.repeats):
            for name, place in places.items():
                done = subprocess.run([arguments.build / "tests/bench/token_bench", sample, str(arguments.seconds),
                                       place], capture_output=True, text=True)
                if done.returncode != 0:
                    sys.exit(f"token_bench {place} ended with {done.returncode}: {done.stderr}")
                raw.append({"name": name, "warbler": json.loads(done.stdout),
                            "reference": reference(place, texts, arguments.seconds)})
    lines = ["", f"## Tokenizers, {time.strftime('%Y-%m-%d')}, commit {bench_facts.commit()}", "",
             f"record_tokens.py on {bench_facts.machine()}, one thread, 500 Gates tweets, processor time, medians of "
             f"{arguments.repeats} runs; tokenizers "
             f"{tokenizers.__version__}, sentencepiece {sentencepiece.__version__}. Goal: {GOAL:,} tweets/s.", "",
             "| type | tweets/s | reference | ratio | loads in s | reference | goal |", "|---|---|---|---|---|---|---|"]
    for name in places:
        def median(side, key):
            return statistics.median(one[side][key] for one in raw if one["name"] == name)
        ours, theirs = median("warbler", "texts_per_second"), median("reference", "texts_per_second")
        lines.append(f"| {name} | {ours:,.0f} | {theirs:,.0f} | {ours / theirs:.2f} | "
                     f"{median('warbler', 'load_seconds'):.2f} | "
                     f"{median('reference', 'load_seconds'):.2f} | {'reached' if ours >= GOAL else 'missed'} |")
    print("\n".join(lines))
    lines += ["", "<details><summary>raw</summary>", "", "```json", json.dumps(raw, default=str), "```", "</details>"]
    with open(HERE / "RESULTS.md", "a", encoding="utf-8") as results:
        results.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
