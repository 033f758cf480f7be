# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""codelab.json: the loop of the Gemma codelab, run with PEFT 0.10 on a tiny Gemma over 820 made-up tweets.

The tweets are those of tests/data/tweets/oneword.csv, again and again with their number behind them; yes is hateful.
The split is pandas' sample of seed 32, of which the first 800 rows train in batches of 2, in that order. Every token
behind <bos> is learnt, rows are cut at max_length, Adam without decay. What differs from the codelab: the model and its
tokenizer (the sentencepiece model of tests/data/models), two epochs, LoRA as PEFT factorises it, and a loss that is the
mean over the tokens of a batch.

Weights are drawn by numpy: RandomState(7), tensors by name, 0.2 times a normal, norms 0. LoRA's A is drawn as Warbler
documents it: RandomState of the first four bytes of SHA-256(seed as 8 bytes, "lora"), uniform within 1/sqrt(in), q_proj
and v_proj of each layer.
"""

import hashlib
import math
import pathlib
import struct

import golden_file
import numpy as np
import pandas as pd
import peft
import sentencepiece
import torch
import transformers

golden_file.TOLERANCE = 1e-4
TESTS = pathlib.Path(__file__).resolve().parent.parent.parent
CONFIG = {"vocab_size": 180, "hidden_size": 48, "intermediate_size": 64, "num_hidden_layers": 2,
          "num_attention_heads": 4,
          "num_key_value_heads": 2, "head_dim": 12, "max_position_embeddings": 512, "rms_norm_eps": 1e-6,
          "hidden_act": "gelu_pytorch_tanh",
          "hidden_activation": "gelu_pytorch_tanh", "bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0}
PROMPT = ("Classify the following text into one of the following "
          "classes:[Positive,Negative]<separator>Text:{}<separator>"
          "Prediction:")
WORDS = ["Positive", "Negative"]
ROWS, TRAIN, EPOCHS, RATE, RANK, SEED = 820, 800, 2, 5e-4, 4, 42
# the tiny vocabulary needs more tokens than Gemma's; some rows lose their label, as with the codelab's 128
MAX_LENGTH = 143


def tweets():
    rows = pd.read_csv(TESTS / "data/tweets/oneword.csv")
    texts, labels = rows["text"].tolist(), rows["label"].tolist()
    return pd.DataFrame({"text": [f"{texts[i % len(texts)]} {i}" for i in range(ROWS)],
                         "label": [int(labels[i % len(texts)] == "yes") for i in range(ROWS)], "place": range(ROWS)})


def base():
    made = transformers.GemmaForCausalLM(transformers.GemmaConfig(**CONFIG, attn_implementation="eager"))
    draw = np.random.RandomState(7)
    with torch.no_grad():
        for name, parameter in sorted(made.named_parameters()):
            parameter.copy_(torch.zeros_like(parameter) if parameter.dim() == 1 else
                            torch.tensor((0.2 * draw.standard_normal(tuple(parameter.shape))).astype(np.float32)))
    return made


def model():
    tuned = peft.get_peft_model(base(), peft.LoraConfig(task_type="CAUSAL_LM", r=RANK, lora_alpha=RANK,
                                                        lora_dropout=0.0, target_modules=["q_proj", "v_proj"]))
    seed = int.from_bytes(hashlib.sha256(struct.pack("<Q", SEED) + b"lora").digest()[:4], "little")
    draw = np.random.RandomState(seed)
    with torch.no_grad():
        for layer in range(CONFIG["num_hidden_layers"]):
            for module in ("q_proj", "v_proj"):
                a = getattr(tuned.base_model.model.model.layers[layer].self_attn, module).lora_A["default"].weight
                a.copy_(torch.tensor((2 * draw.random_sample(tuple(a.shape)) - 1) / math.sqrt(a.shape[1])))
    return tuned


def build():
    words = sentencepiece.SentencePieceProcessor(model_file=str(TESTS
                                                                / "data/models/tiny_sentencepiece/tokenizer.model"))
    data = tweets().sample(frac=1, random_state=32)
    train, test = data[:TRAIN], data[TRAIN:]

    def encoded(text, label=None):
        context = [CONFIG["bos_token_id"]] + words.encode(PROMPT.format(text))
        if label is None:
            return context
        ids = [CONFIG["bos_token_id"]] + words.encode(PROMPT.format(text) + WORDS[label])
        assert ids[:len(context)] == context
        return ids

    rows = [(encoded(r.text, r.label) + [CONFIG["eos_token_id"]]) for r in train.itertuples()]
    cut = sum(len(r) > MAX_LENGTH for r in rows)
    rows = [torch.tensor(r[:MAX_LENGTH]) for r in rows]
    tuned = model()
    optimiser = torch.optim.Adam([p for p in tuned.parameters() if p.requires_grad], lr=RATE, eps=1e-7, foreach=False)
    losses = []
    tuned.train()
    for _ in range(EPOCHS):
        for i in range(0, TRAIN, 2):
            pair = rows[i:i + 2]
            ids = torch.nn.utils.rnn.pad_sequence(pair, batch_first=True)
            mask = torch.nn.utils.rnn.pad_sequence([torch.ones_like(r) for r in pair], batch_first=True)
            loss = tuned(input_ids=ids, attention_mask=mask, labels=ids.masked_fill(mask == 0, -100)).loss
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
    tuned.eval()
    probabilities = []
    for r in test.itertuples():
        context, scores = encoded(r.text), []
        for label in range(2):
            ids = encoded(r.text, label)
            with torch.no_grad():
                logs = torch.log_softmax(tuned(input_ids=torch.tensor([ids])).logits[0], -1)
            scores.append(sum(logs[t - 1, ids[t]].item() for t in range(len(context), len(ids))))
        probabilities.append(torch.softmax(torch.tensor(scores, dtype=torch.float64), 0).tolist())
    return {"versions": {"torch": torch.__version__, "transformers": transformers.__version__,
                         "peft": peft.__version__},
            "settings": {"epochs": EPOCHS, "max_length": MAX_LENGTH}, "config": CONFIG, "cut": cut,
            "first_ids": rows[0].tolist(),
            "train": train["place"].tolist(), "test": test["place"].tolist(), "losses": losses[:100],
            "last_losses": losses[-20:],
            "probabilities": probabilities}


if __name__ == "__main__":
    golden_file.main("codelab.json", build)
