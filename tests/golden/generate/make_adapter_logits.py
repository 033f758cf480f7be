# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""adapter_logits/: adapters as PEFT saves them, one for every pair of method and family of the tiny models, and
logits.json: what the model says with each, at the last id of a text or by its head. Trained tensors are drawn, not
trained: nothing is near zero."""

import pathlib
import sys
import tempfile

import golden_file
import peft
import safetensors.torch
import torch
import transformers

import make_adapters
import make_peft

golden_file.TOLERANCE = 1e-5
OUT = pathlib.Path(__file__).resolve().parent.parent / "adapter_logits"
TEXTS = [[14, 15, 16, 17, 18], [40, 30, 20], [50, 51, 52, 53, 54, 55, 56, 57, 58]]
CASES = [(f"{method}_{task}_{family}", family, method, task)
         for task, families in (("causal", ["bloom", "gpt2", "llama", "gemma"]),
                                ("head", ["bloom", "gpt2", "llama", "gemma", "encoder", "roberta"]))
         for family in families for method in ("prompt", "lora")]


def adapted(family, method, task):
    folder = make_peft.MODELS / f"tiny_{family}"
    kind = transformers.AutoModelForCausalLM if task == "causal" else transformers.AutoModelForSequenceClassification
    options = {} if task == "causal" else {"num_labels": 2}
    base = kind.from_pretrained(folder, torch_dtype=torch.float32, attn_implementation="eager", **options)
    base.config.pad_token_id = base.config.pad_token_id if base.config.pad_token_id is not None else 3
    name = "CAUSAL_LM" if task == "causal" else "SEQ_CLS"
    if method == "lora":
        targets = make_peft.TARGETS.get(family, ["query", "value"])
        config = peft.LoraConfig(task_type=name, r=2, lora_alpha=5, target_modules=targets,
                                 fan_in_fan_out=family == "gpt2")
    else:
        config = peft.PromptTuningConfig(task_type=name, num_virtual_tokens=4)
    model = peft.get_peft_model(base, config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter.copy_(torch.randn(parameter.shape) * 0.3)
    return model


def logits(model, task):
    with torch.no_grad():
        found = [model(input_ids=torch.tensor([ids]),
                       attention_mask=torch.ones(1, len(ids), dtype=torch.long)).logits[0] for ids in TEXTS]
    return [(each[-1] if task == "causal" else each).tolist() for each in found]


def build():
    return {"versions": {"torch": torch.__version__, "transformers": transformers.__version__,
                         "peft": peft.__version__}, "texts": TEXTS,
            "cases": {name: case(name, *rest) for name, *rest in CASES}}


def case(name, family, method, task):
    torch.manual_seed(sum(map(ord, name)))
    model = adapted(family, method, task)
    with tempfile.TemporaryDirectory() as folder:
        for config in model.peft_config.values():
            config.base_model_name_or_path = f"tiny_{family}"
        model.save_pretrained(folder)
        written = pathlib.Path(folder)
        place = OUT / name
        if "--check" in sys.argv:
            ours, theirs = (safetensors.torch.load_file(each / "adapter_model.safetensors")
                            for each in (place, written))
            assert ours.keys() == theirs.keys() and all(torch.equal(ours[key], theirs[key]) for key in ours), name
            assert make_adapters.content(
                place / "adapter_config.json") == make_adapters.content(written / "adapter_config.json"), name
        else:
            place.mkdir(parents=True, exist_ok=True)
            for file in ("adapter_config.json", "adapter_model.safetensors"):
                (place / file).write_bytes((written / file).read_bytes())
    return logits(model, task)


if __name__ == "__main__":
    golden_file.main("adapter_logits/logits.json", build)
