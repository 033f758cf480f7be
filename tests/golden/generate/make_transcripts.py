# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""transcripts.json: the training loops of two published recipes, run with PEFT 0.10 on tiny BLOOMs.

notebook: the loop of the reference notebook over the 500 Gates tweets: its split, its three prompt formats, batch 1
with gradient accumulation, its learning-rate schedule, its counts. notebook_window: the same with an accumulation of 3,
which does not divide 400, for two epochs. peft_guide: the loop of PEFT's prompt tuning guide over its 50 labelled
tweets, all 50 epochs.

What differs from the recipes: the model, for the notebook 24 virtual tokens instead of 256 and a learning rate of 5e-3,
and rows that keep their order, because no other program draws torch's permutations. The notebook runs on
tests/data/models/tiny_bloom, the guide on the public tiny-bloom, whose vocabulary spells its answers in fewer tokens;
lively() makes both look at their context. Losses of one optimiser step are the mean over its examples. Tweets are named
by their place in the file.
"""

import os
import pathlib

import golden_file
import numpy as np
import pandas as pd
import peft
import torch
import transformers

golden_file.TOLERANCE = 1e-4
TESTS = pathlib.Path(__file__).resolve().parent.parent.parent
DATA = pathlib.Path(os.environ.get("WARBLER_TEST_DATA", TESTS.parent.parent / "shared/data"))
COMMITTED, PUBLIC = str(TESTS / "data/models/tiny_bloom"), str(DATA / "models/tiny-bloom")
TWEETS = DATA / "tweets"
PAD, TABLE = 3, 16
NOTEBOOK_TEXT = ("Does the following tweets endorse a conspiracy theory involving bill gates? Common conspiracy "
                 "hashtags include #agenda21 "
                 "and #billgatesbioterrorist. Answer yes or no. \n\nTweet: Bill Gates is installing #5g towers to "
                 "infect us with "
                 "microradation #5gkills\nAnswer: Yes\n\nTweet: ")
GUIDE_TEXT = "Classify if the tweet is a complaint or not:"


def tokenizer(folder):
    made = transformers.PreTrainedTokenizerFast(tokenizer_file=folder + "/tokenizer.json", unk_token="<unk>",
                                                bos_token="<s>", eos_token="</s>",
                                                pad_token="<pad>")
    assert made.pad_token_id == PAD
    return made


def lively(folder, table=1, answers=()):
    """Random weights as transformers draws them hardly look at the context: every matrix is widened by 8, the
    embeddings by `table`. The rows of two answers that are single tokens are made long, so that they are often given:
    the one by 12, the other that row backwards."""
    config = transformers.AutoConfig.from_pretrained(folder, hidden_dropout=0.0, attention_dropout=0.0)
    base = transformers.AutoModelForCausalLM.from_pretrained(folder, config=config, torch_dtype=torch.float32)
    with torch.no_grad():
        for name, parameter in base.named_parameters():
            if parameter.dim() == 2 and "word_embeddings.weight" not in name:
                parameter.mul_(8)
        rows = base.get_input_embeddings().weight
        rows.mul_(table)
        if answers:
            rows[answers[0]] *= 12
            rows[answers[1]] = rows[answers[0]].flip(0)
    return base


def tuned(base, text, virtual, words):
    """get_peft_model with TEXT initialisation; the tiny folders have no tokenizer_config.json, so the rows are set as
    PEFT does."""
    torch.manual_seed(0)
    model = peft.get_peft_model(base, peft.PromptTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=virtual))
    ids = words(text)["input_ids"]
    ids = (ids * (virtual // len(ids) + 1))[:virtual]
    with torch.no_grad():
        model.prompt_encoder["default"].embedding.weight.copy_(base.get_input_embeddings().weight[ids])
    return model


def processed(inputs, targets, words, max_length):
    """preprocess_function, the same in both recipes."""
    rows = []
    for text, target in zip(inputs, targets):
        sample, label = words(text)["input_ids"], words(target)["input_ids"] + [PAD]
        ids, labels = sample + label, [-100] * len(sample) + label
        padding = max_length - len(ids)
        rows.append({"input_ids": torch.tensor(([PAD] * padding + ids)[:max_length]),
                     "attention_mask": torch.tensor(([0] * padding + [1] * len(ids))[:max_length]),
                     "labels": torch.tensor(([-100] * padding + labels)[:max_length])})
    return rows


def eval_model(predictions, labels, positive, negative):
    tp = tn = fp = fn = other = 0
    for prediction, label in zip((p.lower() for p in predictions), labels):
        if prediction == positive:
            tp, fp = tp + (label == positive), fp + (label != positive)
        elif prediction == negative:
            tn, fn = tn + (label == negative), fn + (label != negative)
        else:
            other += 1
    precision = tp / (tp + fp) if tp + fp else 0
    recall = tp / (tp + fn) if tp + fn else 0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
    return {"accuracy": round((tp + tn) / len(labels), 3), "f1": round(f1, 3), "precision": round(precision, 3),
            "recall": round(recall, 3),
            "true_pos": tp, "true_neg": tn, "false_pos": fp, "false_neg": fn, "no_label": other}


def notebook(accumulation, epochs, virtual=24, rate=5e-3):
    words = tokenizer(COMMITTED)
    positive, negative = " yes", " no"
    tweets = pd.read_csv(TWEETS / "labelled_gates.csv", index_col=0)
    raw = tweets["content"].tolist()
    tweets["text_label"] = np.where(tweets["label"] == 1, positive, np.where(tweets["label"] == 0, negative, np.nan))
    tweets["content"] = tweets["content"].apply(lambda x: x + "\nAnswer:")
    tweets = tweets[tweets["label"].notnull()].reset_index(drop=True)
    tweets["place"] = range(len(tweets))
    cut = int(len(tweets) * 0.8)
    tweets = tweets.sample(frac=1, random_state=42)
    train = tweets[:cut]
    train_pos, train_neg = train[train["label"] == 1], train[train["label"] == 0]
    train_neg = train_neg.sample(n=len(train_neg), random_state=42)
    train = pd.concat([train_pos, train_neg]).sample(frac=1, random_state=42).reset_index(drop=True)
    test = tweets[cut:]
    rows = processed([f"content : {x} Label : " for x in train["content"]], train["text_label"].tolist(), words, 512)
    loader = torch.utils.data.DataLoader(rows, shuffle=False, collate_fn=transformers.default_data_collator,
                                         batch_size=1)
    model = tuned(lively(COMMITTED, answers=words.convert_tokens_to_ids(["Ġyes", "Ġno"])), NOTEBOOK_TEXT, virtual,
                  words)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate)
    scheduler = transformers.get_linear_schedule_with_warmup(optimizer, num_warmup_steps=0,
                                                             num_training_steps=len(loader) * epochs / 1)
    losses, lines, answers = [], [], []
    for epoch in range(epochs):
        model.train()
        total, window = 0, []
        for step, batch in enumerate(loader):
            outputs = model(**batch)
            total += outputs.loss.detach().float()
            window.append(outputs.loss.item())
            (outputs.loss / accumulation).backward()
            if (step + 1) % accumulation == 0:
                optimizer.step()
                scheduler.step()
                optimizer.zero_grad()
                losses.append(sum(window) / len(window))
                window = []
        model.eval()
        predictions = []
        for text in test["content"]:
            inputs = words(text, return_tensors="pt")
            out = model.generate(input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"],
                                 max_new_tokens=1, eos_token_id=3)[:, -1]
            predictions.extend(words.batch_decode(out, skip_special_tokens=True))
        lines.append({"training_loss": (total / (len(loader) * 1)).item(),
                      **eval_model(predictions, test["text_label"].tolist(), positive, negative)})
        answers.append([{positive: 1, negative: 0}.get(p.lower(), -1) for p in predictions])
    probabilities = []
    yes, no = words.encode(positive), words.encode(negative)
    for text in raw:
        inputs = words(text + "\nAnswer: ", return_tensors="pt")
        with torch.no_grad():
            out = model.generate(input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"],
                                 max_new_tokens=1, eos_token_id=3,
                                 return_dict_in_generate=True, output_scores=True)
        scores = torch.nn.Softmax(dim=0)(out.scores[0][0]).numpy()
        # Unrounded: the notebook rounds to three digits, of which another processor's last may differ.
        probabilities.append([float(scores[yes][0]), float(scores[no][0])])
    return {"settings": {"virtual": virtual, "rate": rate, "accumulation": accumulation, "epochs": epochs},
            "train": train["place"].tolist(), "test": test["place"].tolist(), "losses": losses[:100],
            "last_losses": losses[-20:], "epochs": lines,
            "answers": answers, "yes_no": probabilities}


def peft_guide(epochs=50, rate=3e-2, max_length=64, batch_size=8):
    words = tokenizer(PUBLIC)
    data = pd.read_csv(TWEETS / "twitter_complaints_train.csv")
    texts, labels = data["Tweet text"].tolist(), [{1: "complaint", 2: "no complaint"}[x] for x in data["Label"]]
    lengths = [len(words(f"Tweet text : {t} Label : ")["input_ids"]) + len(words(l)["input_ids"]) + 1
               for t, l in zip(texts, labels)]
    # the tiny vocabulary needs more tokens than BLOOM's; the recipe's 64 would cut labels off
    max_length = max(max_length, max(lengths))
    rows = processed([f"Tweet text : {x} Label : " for x in texts], labels, words, max_length)
    loader = torch.utils.data.DataLoader(rows, shuffle=False, collate_fn=transformers.default_data_collator,
                                         batch_size=batch_size)
    model = tuned(lively(PUBLIC, TABLE), GUIDE_TEXT, 8, words)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate)
    scheduler = transformers.get_linear_schedule_with_warmup(optimizer, num_warmup_steps=0,
                                                             num_training_steps=len(loader) * epochs)
    losses, lines = [], []
    for epoch in range(epochs):
        model.train()
        total = 0
        for batch in loader:
            loss = model(**batch).loss
            total += loss.detach().float()
            loss.backward()
            optimizer.step()
            scheduler.step()
            optimizer.zero_grad()
            losses.append(loss.item())
        mean = total / len(loader)
        lines.append({"train_epoch_loss": mean.item(), "train_ppl": torch.exp(mean).item()})
    model.eval()
    targets = [words("complaint")["input_ids"], words("no complaint")["input_ids"]]
    scores = []  # log p of each answer's tokens behind the text
    for text in texts:
        context = words(f"Tweet text : {text} Label : ")["input_ids"]
        row = []
        for target in targets:
            ids = torch.tensor([context + target])
            with torch.no_grad():
                logits = model(input_ids=ids, attention_mask=torch.ones_like(ids)).logits[0, -len(target) - 1:-1]
            row.append(torch.log_softmax(logits, -1).gather(1, torch.tensor(target).unsqueeze(1)).sum().item())
        scores.append(row)
    return {"settings": {"virtual": 8, "rate": rate, "epochs": epochs, "batch": batch_size, "max_length": max_length},
            "losses": losses[:100], "last_losses": losses[-20:], "epochs": lines, "scores": scores}


def build():
    return {"versions": {"torch": torch.__version__, "transformers": transformers.__version__, "peft": peft.__version__,
                         "pandas": pd.__version__},
            "notebook": notebook(2, 5), "notebook_window": notebook(3, 2), "peft_guide": peft_guide()}


if __name__ == "__main__":
    golden_file.main("transcripts.json", build)
