# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# oracle: tokenizers
"""Golden token ids: of the tokenizers in WARBLER_TEST_DATA, of the default encoder, and of small ones made here that
use what those do not (token_toys.py). Reference: `tokenizers`, and `sentencepiece` for Llama 2's .model.

A list of ids is kept as the first 8 digits of the SHA-256 of its little-endian int32 values, special tokens included;
`plain` leaves special tokens inside a text alone (tokenizers' encode_special_tokens), `match` does not. The tweets
themselves are not kept, of all of them together there is the number of ids and the whole digest.

make_tokens.py [--out DIR] [--check], as make_metrics.py
"""

import csv
import hashlib
import json
import os
import pathlib
import re
import struct

import sentencepiece
import tokenizers

import golden_file
import token_strings
import token_toys

DATA = pathlib.Path(os.environ["WARBLER_TEST_DATA"])
MODEL = pathlib.Path(os.environ["WARBLER_DEFAULT_MODEL"])
FULL = ["Hello world", "Hello, world!", "The quick brown fox</s>", "yes <pad>", " 生活的真谛是 ", "it's  5G\n😂", "Hello <s>.",
        "naïve İ ②"]


def digest(ids):
    return hashlib.sha256(struct.pack(f"<{len(ids)}i", *ids)).hexdigest()


def tweets():
    with open(DATA / "tweets" / "labelled_gates.csv", encoding="utf-8", newline="") as file:
        return [row["content"] for row in csv.DictReader(file)]


def json_encoder(text):
    tokenizer = tokenizers.Tokenizer.from_str(text)
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def encode(text, mode, special=True):
        tokenizer.encode_special_tokens = mode == "plain"
        return tokenizer.encode(text, add_special_tokens=special).ids

    return encode


def sentencepiece_encoder(path):
    """Llama's treatment, in its legacy form: special tokens are cut out first, each part between gets a mark of its
    own."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    specials = {processor.id_to_piece(i): i for i in range(processor.vocab_size()) if processor.is_control(i)
                or processor.is_unknown(i)}
    pattern = re.compile("(" + "|".join(re.escape(piece) for piece in specials) + ")")

    def encode(text, mode, special=True):
        ids = [processor.bos_id()] if special else []
        for part in pattern.split(text) if mode == "match" else [text]:
            ids += [specials[part]] if mode == "match" and part in specials else processor.encode(part) if part else []
        return ids

    return encode


def summary(encode, texts):
    return {mode: [digest(encode(text, mode))[:8] for text in texts] for mode in ("plain", "match")}


def real(encode, has_tweets):
    result = {"versions": {"tokenizers": tokenizers.__version__, "sentencepiece": sentencepiece.__version__},
              "strings": summary(encode, token_strings.texts()),
              "full": [{"text": text, "mode": mode, "ids": encode(text, mode)} for text in FULL
                       for mode in ("plain", "match")]}
    if has_tweets:
        for name, special in (("tweets", True), ("tweets_without_special", False)):
            lists = [encode(text, "plain", special) for text in tweets()]
            together = [i for ids in lists for i in ids]
            result[name] = {"ids": len(together), "sha256": digest(together),
                            "each": [digest(ids)[:8] for ids in lists]}
    return result


def toys():
    texts = token_strings.texts()[::4]
    result = {}
    for name, definition in token_toys.definitions(token_strings.texts()).items():
        text = json.dumps(definition)
        result[name] = {"tokenizer": text, "strings": summary(json_encoder(text), texts)}
    return {"versions": {"tokenizers": tokenizers.__version__}, "every": 4, "toys": result}


def read(path):
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    golden_file.main("tokens_strings.json", token_strings.texts)
    golden_file.main("tokens_tiny_bloom.json",
                     lambda: real(json_encoder(read(DATA / "models/tiny-bloom/tokenizer.json")), True))
    golden_file.main("tokens_tiny_bert.json",
                     lambda: real(json_encoder(read(DATA / "models/tiny-bert/tokenizer.json")), True))
    golden_file.main("tokens_tinyllama.json",
                     lambda: real(json_encoder(read(DATA / "tokenizers/tinyllama/tokenizer.json")), True))
    golden_file.main("tokens_llama2.json", lambda: real(sentencepiece_encoder(DATA
                                                                              / "tokenizers/llama2/tokenizer.model"),
                                                                              True))
    golden_file.main("tokens_minilm.json", lambda: real(json_encoder(read(MODEL / "tokenizer.json")), True))
    golden_file.main("tokens_toys.json", toys)
