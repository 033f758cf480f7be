# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""adapter_pairs.py FOLDER [--cli PROGRAM]: Warbler's adapters in PEFT and transformers, one for every method and
family.

warbler-cli trains each pair on a tiny model of tests/data/models, unless FOLDER has it already, and scores 24 texts;
PEFT (transformers for what PEFT does not know: heads, whole models, merged ones) computes the same from the folder
alone. Only the engines are compared: both see the ids of `warbler-cli tokenize`. Prints a line per pair and the count;
exits with 1 where one differs by more than 1e-5 or where the bare model says nearly the same, so that nothing was
compared."""

import argparse
import datetime
import json
import pathlib
import random
import string
import subprocess
import sys

import peft
import safetensors.torch
import torch
import transformers

import peft_loads

MODELS = pathlib.Path(__file__).resolve().parent.parent / "data/models"
TOLERANCE, MOVED = 1e-5, 1e-3
DECODERS, ENCODERS = ["bloom", "gpt2", "llama", "gemma"], ["encoder", "roberta"]
LABELS = ["yes", "no"]
SETTINGS = {"prompt": ["method=prompt_tuning", "virtual_tokens=5", "init=random", "learning_rate=0.1"],
            "standard": ["method=prompt_tuning", "virtual_tokens=5", "pooling=mean"],
            "lora": ["method=lora", "rank=3", "alpha=7", "learning_rate=0.03"],
            "head": ["method=head", "virtual_tokens=0", "train_prompt=false"],
            "full": ["method=full", "virtual_tokens=0", "learning_rate=0.003"]}
PAIRS = ([(method, "causal", family) for method in ("prompt", "lora") for family in DECODERS]
         + [(method, "class", family) for method in ("prompt", "lora", "head") for family in DECODERS + ENCODERS]
         + [("standard", "class", "encoder")]
         + [(method, "number", family) for method in ("prompt", "lora", "head")
            for family in ("encoder", "roberta", "bloom")]
         + [("full", task, family) for task in ("class", "number") for family in ENCODERS]
         + [("merged", task, family) for task, families in (("causal", DECODERS), ("class", DECODERS + ENCODERS))
            for family in families])

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--cli", default=str(MODELS.parent.parent.parent / "build/release/bin/warbler-cli"))
options = parser.parse_args()


def cli(*arguments):
    done = subprocess.run([options.cli, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"warbler-cli {arguments[0]} exits with {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def lines(*arguments):
    return [json.loads(line) for line in cli(*arguments).splitlines()]


def letters_tokenizer(is_encoder):
    """WordPiece of letters for the models that have no tokenizer. Ids 1 and 3, with which some of them pad, are in no
    text."""
    marks = "0123456789.,:;!?'-&\"#@()"
    words = ["[CLS]", "[PAD]", "[SEP]", "[unused]", "[UNK]", *marks, *string.ascii_lowercase,
             *(f"##{c}" for c in string.ascii_lowercase)]
    ids = {"[CLS]": 0, "[SEP]": 2}
    ends = {"type": "TemplateProcessing", "pair": [],
            "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
            {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
            "special_tokens": {n: {"id": n, "ids": [i], "tokens": [n]} for n, i in ids.items()}}
    ends["pair"] = [*ends["single"], {"Sequence": {"id": "B", "type_id": 1}}]
    plain = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {"version": "1.0", "truncation": None, "padding": None,
            "added_tokens": [{"id": i, "content": words[i], **plain} for i in range(5)],
            "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
                           "strip_accents": None, "lowercase": True},
            "pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": ends if is_encoder else None,
            "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
            "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                      "max_input_chars_per_word": 100,
                      "vocab": {word: i for i, word in enumerate(words)}}}


def model_folder(family):
    place = options.folder / "models" / family
    if not (place / "tokenizer.json").exists():
        place.mkdir(parents=True)
        for file in (MODELS / f"tiny_{family}").iterdir():
            (place / file.name).write_bytes(file.read_bytes())
        if not (place / "tokenizer.json").exists():
            (place / "tokenizer.json").write_text(json.dumps(letters_tokenizer(family in ENCODERS)), encoding="utf-8")
    return place


def write_texts():
    """120 rows to learn from, categories and numbers, and 24 texts to compare, at most 30 letters of one script."""
    draw = random.Random(5)
    word = lambda: "".join(draw.choices("abcdefghijklmnopqrst", k=draw.randint(1, 4)))
    text = lambda: " ".join(word() for _ in range(draw.randint(1, 5)))
    rows = [(1700000000000000000 + i, ("fox " if i % 2 else "hen ") + text(), LABELS[i % 2],
             round(0.2 + i % 2 + draw.random() / 4, 3)) for i in range(120)]
    options.folder.mkdir(parents=True, exist_ok=True)
    (options.folder / "rows.csv").write_text("tweet_id,text,label,number\n"
                                             + "".join(f"{i},{t},{l},{n}\n" for i, t, l, n in rows), encoding="utf-8")
    texts = [("fox " if i % 2 else "hen ") + text() for i in range(24)]
    (options.folder / "texts.txt").write_text("".join(t + "\n" for t in texts), encoding="utf-8")
    return texts


def pattern_of(task):
    return "{text} is" if task == "causal" else "{text}"


def train(method, task, family, place):
    model = model_folder(family)
    if method == "merged":
        cli("models", "merge", model, "--adapter", adapter("lora", task, family), "-o", place)
        return
    settings = [*SETTINGS[method], "epochs=3", "average_last_epochs=0", "max_tokens=60", "head_learning_rate=0.03",
                f"template={pattern_of(task)}"]
    settings += {"causal": ["task=causal_lm", 'labels={"yes":" yes","no":" no"}'], "class": ["task=seq_cls"],
                 "number": ["task=regression", "class_weights=none", "select_by=rmse"]}[task]
    if task != "causal" and method != "standard":
        settings.append("pooling=" + ("first_row" if family in ENCODERS else "last_row"))
    cli("tune", options.folder / "rows.csv", "--model", model, "--label", "number" if task == "number" else "label",
        "--adapter-out", place, "--device", "cpu",
        *(part for setting in settings for part in ("--set", setting)))


def adapter(method, task, family):
    place = options.folder / "adapters" / f"{method}_{task}_{family}"
    if not (place / "warbler.json").exists() and not (place / "model.safetensors").exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        train(method, task, family, place)
    return place


def opened(model, task, labels):
    kind = transformers.AutoModelForCausalLM if task == "causal" else transformers.AutoModelForSequenceClassification
    found = kind.from_pretrained(model, torch_dtype=torch.float32, attn_implementation="eager",
                                 **({} if task == "causal" else {"num_labels": labels})).eval()
    found.config.pad_token_id = found.config.pad_token_id if found.config.pad_token_id is not None else 3
    return found


def mean_pooled(place, model, sequences):
    """The default of encoders, for which transformers has no class: the head on the mean of the text's rows behind the
    prompt's."""
    stored = safetensors.torch.load_file(place / "adapter_model.safetensors")
    prompt, weight, bias = (stored[name] for name in ("prompt_embeddings", "base_model.classifier.weight",
                                                      "base_model.classifier.bias"))
    body = opened(model, "class", 2).bert

    def logits(ids):
        rows = torch.cat([prompt, body.embeddings.word_embeddings(torch.tensor(ids))])
        hidden = body(inputs_embeds=rows.unsqueeze(0)).last_hidden_state
        return torch.nn.functional.linear(hidden[0, len(prompt):].mean(0), weight, bias)
    return torch.stack([logits(ids) for ids in sequences])


def figures(model, task, sequences, labels):
    """Class logits or a number; or the log-probability of each label's ids behind the text's."""
    rows = []
    for ids in sequences:
        if task != "causal":
            rows.append(model(input_ids=torch.tensor([ids]),
                              attention_mask=torch.ones(1, len(ids), dtype=torch.long)).logits[0])
            continue
        row = []
        for label in labels:
            whole = torch.tensor([ids + label])
            logits = model(input_ids=whole, attention_mask=torch.ones_like(whole)).logits[0, -len(label) - 1:-1]
            row.append(logits.log_softmax(-1).gather(1, torch.tensor(label).unsqueeze(1)).sum())
        rows.append(torch.stack(row))
    return torch.stack(rows)


def compare(method, task, family):
    """The largest difference, and how far the trained tensors move what the bare model says (None: the bare model has
    no such figures)."""
    place, base = adapter(method, task, family), model_folder(family)
    whole = method in ("full", "merged")
    scored = score(method, task, place, place if whole else base)
    sequences = tokenize(base, [pattern_of(task).replace("{text}", text) for text in TEXTS])
    outputs = 1 if task == "number" else len(LABELS)
    labels = None
    if task == "causal":
        joint = [tokenize(base, [pattern_of(task).replace("{text}", text) + word for text in TEXTS])
                 for word in words_of(method, family)]
        if any(pair[:len(ids)] != ids for each in joint for pair, ids in zip(each, sequences)):
            raise RuntimeError("a label changes the ids of the text before it")
        labels = [each[0][len(sequences[0]):] for each in joint]
    if method == "standard":
        return (mean_pooled(place, base, sequences) - scored).abs().max().item(), None
    if whole:
        computed = figures(opened(place, task, outputs), task, sequences, labels)
        bare = figures(opened(base, task, outputs), task, sequences, labels) if task == "causal" else None
    elif method == "head":
        model = opened(base, task, outputs)
        stored = {name.removeprefix("base_model."): tensor
                  for name, tensor in safetensors.torch.load_file(place / "adapter_model.safetensors").items()}
        if model.load_state_dict(stored, strict=False).unexpected_keys or not all(
            torch.equal(model.state_dict()[name], stored[name]) for name in stored):
            raise RuntimeError("transformers has no place for a tensor of the head")
        computed, bare = figures(model, task, sequences, labels), None
    else:
        model = peft.PeftModel.from_pretrained(opened(base, task, outputs), place).eval()
        peft_loads.same_tensors(model, place)
        if method == "prompt" and family == "gemma" and int(transformers.__version__.split(".")[0]) >= 5:
            # transformers 5 no longer multiplies embeddings that it is handed by sqrt(hidden), as 4 did: the same file
            # speaks otherwise there.
            model.prompt_encoder["default"].embedding.weight.mul_(model.config.hidden_size ** 0.5)
        computed = figures(model, task, sequences, labels)
        if method == "prompt":  # PEFT 0.21's disable_adapter raises on prompts for SEQ_CLS
            bare = figures(model.base_model, task, sequences, labels)
        else:
            with model.disable_adapter():
                bare = figures(model, task, sequences, labels)
    return (computed - scored).abs().max().item(), None if bare is None else (computed - bare).abs().max().item()


def words_of(method, family):
    """Label words in the order of the log-probabilities."""
    record = json.loads((adapter("lora" if method == "merged" else method, "causal", family)
                         / "warbler.json").read_text(encoding="utf-8"))
    return [category["word"] for category in record["categories"]]


def tokenize(model, texts):
    file = options.folder / "tokenize.jsonl"
    file.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
    return lines("tokenize", model, file, "--jsonl")


def score(method, task, place, model):
    arguments = ["--template", pattern_of(task), "--labels",
                 "|".join(words_of(method, place.name.split(
                     "_")[-1]))] if method == "merged" and task == "causal" else ["--adapter", place]
    found = lines("score", model, options.folder / "texts.txt", "--device", "cpu", *arguments)
    return torch.tensor([line["log_probs" if task == "causal" else "logits"] for line in found])


TEXTS = write_texts()
torch.manual_seed(0)
wrong, largest = [], 0.0
with torch.no_grad():
    for pair in PAIRS:
        try:
            apart, moved = compare(*pair)
        except Exception as problem:  # the other pairs are still worth a line
            wrong.append(pair)
            print(*pair, "FAILED:", str(problem).replace("\n", " ")[:600], flush=True)
            continue
        good = apart <= TOLERANCE and (moved is None or moved >= MOVED)
        largest = max(largest, apart)
        wrong += [] if good else [pair]
        print(*pair, f"differs by {apart:.1e}", "" if moved is None else f"moved by {moved:.1e}",
              "" if good else "WRONG", flush=True)
print(f"{len(PAIRS) - len(wrong)} of {len(PAIRS)} pairs agree, largest difference {largest:.1e}: PEFT "
      f"{peft.__version__}, transformers "
      f"{transformers.__version__}, torch {torch.__version__}, {len(TEXTS)} texts, {datetime.date.today()}")
sys.exit(1 if wrong else 0)
