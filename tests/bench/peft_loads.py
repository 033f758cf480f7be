# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""peft_loads.py ADAPTER [--model FOLDER]: a SEQ_CLS adapter folder opens in PEFT, with every tensor of the file in its place there
and nothing left over or made anew. PEFT itself is silent about missing heads, therefore names and values are compared."""

import argparse
import json
import pathlib

import peft
import safetensors.torch
import torch
import transformers

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("adapter", type=pathlib.Path)
parser.add_argument("--model")
options = parser.parse_args()
record = json.loads((options.adapter / "warbler.json").read_text(encoding="utf-8"))
stored = safetensors.torch.load_file(options.adapter / "adapter_model.safetensors")

base = transformers.AutoModelForSequenceClassification.from_pretrained(options.model or record["model"]["path"], num_labels=len(record["categories"]))
model = peft.PeftModel.from_pretrained(base, options.adapter).eval()

places = peft.get_peft_model_state_dict(model, save_embedding_layers=False)
if "prompt_embeddings" in stored:
    places["prompt_embeddings"] = model.prompt_encoder["default"].embedding.weight
if places.keys() != stored.keys():
    raise SystemExit(f"PEFT has the tensors {sorted(places)}, the file {sorted(stored)}")
for name, tensor in stored.items():
    if not torch.equal(places[name], tensor):
        raise SystemExit(f"{name} is another tensor in PEFT")
    print(name, list(tensor.shape), "identical")

with torch.no_grad():
    logits = model(input_ids=torch.tensor([[1, 2, 3]]), attention_mask=torch.ones(1, 3, dtype=torch.long)).logits
if logits.shape != (1, len(record["categories"])) or not logits.isfinite().all():
    raise SystemExit(f"PEFT computes {logits.tolist()}")
print(type(model).__name__, "of PEFT", peft.__version__, "computes", list(logits.shape), "logits")
