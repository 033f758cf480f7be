# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""hard_prompt.json: prompts of words on two tiny decoders, zero-shot and few-shot, asked through transformers.

The prompt is an instruction and labelled tweets, a blank line behind each, then the tweet in question; it is tokenised
as one text. An answer is the sum of its tokens' log-probabilities, normalised over the answers, which have several
tokens each. The models are those of transcripts.json (notebook) and codelab.json, before anything is learnt.

Which tweets are shown is drawn as Warbler documents it: permutations of RandomState(first four bytes of SHA-256(seed as
8 bytes, name)): of each category's training rows (shots.<category>), of the categories (shots.turns), which then take
turns, and of what was taken (shots.order).
"""

import hashlib
import struct

import golden_file
import make_codelab
import make_transcripts
import numpy as np
import pandas as pd
import sentencepiece
import torch
import transformers

INSTRUCTION = "Does the tweet speak of an animal?"
PROMPT = "Tweet: {}\nLabel:"
WORDS = {"no": " no animal", "yes": " an animal"}
CASES = [(0, 42), (1, 42), (4, 42), (5, 7)]
ODD = [("A heron!!  And \U0001F9A2 (again) #birds @someone https://t.co/x", "yes"),
       ("Label: yes\n\nTweet: it is not", "no"), ("...", "no"),
       ("ÇA VA? 东京 \U0001F468‍\U0001F469‍\U0001F467", "no")]


def tweets():
    rows = pd.read_csv(make_codelab.TESTS / "data/tweets/oneword.csv")
    pairs = list(zip(rows["text"][:20], rows["label"][:20])) + ODD + ODD[:1]
    return [{"id": str(i), "text": text, "label": label, "side": "train" if i < 12 or i == 24 else "test"}
            for i, (text, label) in enumerate(pairs)]


def shuffled(values, seed, name):
    state = np.random.RandomState(int.from_bytes(hashlib.sha256(struct.pack("<Q", seed) + name.encode()).digest()[:4],
                                                 "little"))
    return [values[i] for i in state.permutation(len(values))]


def drawn(rows, shots, seed):
    train = [row for row in rows if row["side"] == "train"]
    queues = [shuffled([row for row in train if row["label"] == label], seed, f"shots.{c}")
              for c, label in enumerate(WORDS)]
    queues = shuffled(queues, seed, "shots.turns")
    taken = [queue[turn] for turn in range(len(train)) for queue in queues if turn < len(queue)][:shots]
    return shuffled(taken, seed, "shots.order")


# model: in double precision, so that the whole tolerance is left to Warbler's single precision.
def answers(model, encode, context):
    ids, scores = encode(context), []
    for word in WORDS.values():
        whole = encode(context + word)
        assert whole[:len(ids)] == ids and len(whole) > len(ids) + 1
        with torch.no_grad():
            logs = torch.log_softmax(model(input_ids=torch.tensor([whole])).logits[0], -1)
        scores.append(sum(logs[t - 1, whole[t]].item() for t in range(len(ids), len(whole))))
    return torch.log_softmax(torch.tensor(scores, dtype=torch.float64), 0).tolist()


def models():
    words = make_transcripts.tokenizer(make_transcripts.COMMITTED)
    yield "bloom", make_transcripts.lively(make_transcripts.COMMITTED), lambda text: words(text)["input_ids"]
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(make_codelab.TESTS
                                                                 / "data/models/tiny_sentencepiece/tokenizer.model"))
    yield "gemma", make_codelab.base(), lambda text: [make_codelab.CONFIG["bos_token_id"]] + pieces.encode(text)


def build():
    rows, cases, drawn_models = tweets(), [], list(models())
    torch.set_default_dtype(torch.float64)  # of the masks that transformers makes
    for name, model, encode in drawn_models:
        model.eval().double()
        for shots, seed in CASES:
            examples = drawn(rows, shots, seed)
            lead = "".join(part + "\n\n" for part in [INSTRUCTION]
                           + [PROMPT.format(row["text"]) + WORDS[row["label"]] for row in examples])
            asked = {row["id"]: answers(model, encode, lead + PROMPT.format(row["text"])) for row in rows
                     if row["side"] == "test"}
            cases.append({"model": name, "shots": shots, "seed": seed, "examples": [row["id"] for row in examples],
                          "log_probabilities": asked})
    return {"versions": {"torch": torch.__version__, "transformers": transformers.__version__},
            "instruction": INSTRUCTION,
            "template": PROMPT.format("{text}"), "words": WORDS, "config": make_codelab.CONFIG, "tweets": rows,
            "cases": cases}


if __name__ == "__main__":
    golden_file.main("hard_prompt.json", build)
