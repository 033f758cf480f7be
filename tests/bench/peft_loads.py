# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""peft_loads.py ADAPTER [--model FOLDER]: a SEQ_CLS adapter folder opens in PEFT, with every tensor of the file in its
place there and nothing left over or made anew. PEFT itself is silent about missing heads, therefore names and values
are compared."""

import argparse
import json
import pathlib

import peft
import safetensors.torch
import torch
import transformers


def same_tensors(model, folder):
    """The tensors of the adapter file by name, after each was found in the same place of PEFT's model, with none
    over."""
    stored = safetensors.torch.load_file(folder / "adapter_model.safetensors")
    places = peft.get_peft_model_state_dict(model, save_embedding_layers=False)
    if "prompt_embeddings" in stored:
        places["prompt_embeddings"] = model.prompt_encoder["default"].embedding.weight
    if places.keys() != stored.keys():
        raise ValueError(f"PEFT has the tensors {sorted(places)}, the file {sorted(stored)}")
    for name, tensor in stored.items():
        if not torch.equal(places[name], tensor):
            raise ValueError(f"{name} is another tensor in PEFT")
    return stored


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("adapter", type=pathlib.Path)
    parser.add_argument("--model")
    options = parser.parse_args()
    record = json.loads((options.adapter / "warbler.json").read_text(encoding="utf-8"))
    base = transformers.AutoModelForSequenceClassification.from_pretrained(options.model or record["model"]["path"],
                                                                           num_labels=len(record["categories"]))
    model = peft.PeftModel.from_pretrained(base, options.adapter).eval()
    for name, tensor in same_tensors(model, options.adapter).items():
        print(name, list(tensor.shape), "identical")
    with torch.no_grad():
        logits = model(input_ids=torch.tensor([[1, 2, 3]]), attention_mask=torch.ones(1, 3, dtype=torch.long)).logits
    if logits.shape != (1, len(record["categories"])) or not logits.isfinite().all():
        raise SystemExit(f"PEFT computes {logits.tolist()}")
    print(type(model).__name__, "of PEFT", peft.__version__, "computes", list(logits.shape), "logits")


if __name__ == "__main__":
    main()
