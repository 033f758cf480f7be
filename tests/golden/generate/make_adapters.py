# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden files for core/models: what PEFT, torch and safetensors write, and what is in it.

make_adapters.py [--out DIR]           writes DIR/adapters/ and DIR/adapters.json
make_adapters.py [--out DIR] --check   writes them again elsewhere and compares every byte

Compared by content, not by bytes: the old stream form, which names storages by their addresses, and PEFT's configs,
which list a set.
"""

import argparse
import collections
import hashlib
import json
import os
import pathlib
import shutil
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"  # before PEFT reads it

import numpy as np
import peft
import safetensors
import safetensors.torch
import torch
import transformers

HIDDEN, LAYERS, HEADS, VOCABULARY = 16, 2, 4, 48


def bloom():
    torch.manual_seed(1)
    config = transformers.BloomConfig(vocab_size=VOCABULARY, hidden_size=HIDDEN, n_layer=LAYERS, n_head=HEADS)
    return transformers.BloomForCausalLM(config)


def bert():
    torch.manual_seed(2)
    config = transformers.BertConfig(vocab_size=VOCABULARY, hidden_size=HIDDEN, num_hidden_layers=LAYERS,
                                     num_attention_heads=HEADS,
                                     intermediate_size=20, max_position_embeddings=24, num_labels=3)
    return transformers.BertForSequenceClassification(config)


def adapters(folder):
    """One PEFT folder for each kind and task, with trained-looking numbers in every tensor."""
    prompt = {"num_virtual_tokens": 5, "peft_type": "PROMPT_TUNING"}
    cases = {
        "prompt_causal": (bloom, peft.PromptTuningConfig(task_type="CAUSAL_LM", **prompt), True),
        "prompt_causal_bin": (bloom, peft.PromptTuningConfig(task_type="CAUSAL_LM", **prompt), False),
        "prompt_seqcls": (bert, peft.PromptTuningConfig(task_type="SEQ_CLS", **prompt), True),
        "lora_causal": (bloom, peft.LoraConfig(task_type="CAUSAL_LM", r=2, lora_alpha=4,
                                               target_modules=["query_key_value"]), True),
        "lora_seqcls": (bert, peft.LoraConfig(task_type="SEQ_CLS", r=3, lora_alpha=5, lora_dropout=0.05,
                                              use_rslora=True,
                                              target_modules=["query", "value"]), True),
    }
    for name, (model, config, safe) in cases.items():
        base = model()
        base.name_or_path = config.base_model_name_or_path = "example/base"
        base.config._name_or_path = "example/base"
        torch.manual_seed(3)
        adapted = peft.get_peft_model(base, config)
        with torch.no_grad():
            for parameter in adapted.parameters():
                if parameter.requires_grad:
                    parameter.normal_()
        adapted.save_pretrained(folder / name, safe_serialization=safe, save_embedding_layers=False)
        (folder / name / "README.md").unlink()


def checkpoints(folder):
    """torch.save in both of its forms: shared storages, offsets, strides, parameters, the module's metadata, every
    type."""
    torch.manual_seed(4)
    table = torch.randn(6, 4)
    odd = {
        "table": table,
        "tied": table,
        "transposed": table.t(),
        "row": table[3],
        "block": table[1:4, 1:3],
        "scalar": torch.tensor(2.5),
        "empty": torch.zeros(0, 4),
        "parameter": torch.nn.Parameter(torch.randn(3)),
        "half": torch.randn(5).half(),
        "bfloat": torch.randn(5).bfloat16(),
        "double": torch.randn(5, dtype=torch.float64),
        "long": torch.arange(-3, 3),
        "int": torch.arange(5, dtype=torch.int32),
        "short": torch.arange(5, dtype=torch.int16),
        "char": torch.arange(-2, 3, dtype=torch.int8),
        "byte": torch.arange(5, dtype=torch.uint8),
        "bool": torch.tensor([True, False, True]),
        "longer_name_\u00e9\u4e2d": torch.ones(1),
    }
    torch.save(odd, folder / "odd.bin")
    torch.save(odd, folder / "odd_stream.bin", _use_new_zipfile_serialization=False)
    torch.save(torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.LayerNorm(3)).state_dict(), folder / "module.bin")
    torch.save(torch.nn.Linear(4, 3).state_dict(), folder / "module_stream.bin", _use_new_zipfile_serialization=False)
    torch.save(odd, folder / "protocol4.bin", pickle_protocol=4)
    safe = {name: tensor.clone().contiguous() for name, tensor in odd.items()}
    safetensors.torch.save_file(safe, folder / "all_types.safetensors", metadata={"format": "pt"})


def described(tensor):
    raw = tensor.detach().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes() if tensor.numel() else b""
    return {"shape": list(tensor.shape), "dtype": str(tensor.dtype).removeprefix("torch."),
            "sha256": hashlib.sha256(raw).hexdigest()}


def contents(folder):
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".bin":
            tensors = torch.load(file, map_location="cpu", weights_only=False)  # written by this script
        elif file.suffix == ".safetensors":
            tensors = safetensors.torch.load_file(file)
        else:
            continue
        found[str(file.relative_to(folder))] = {name: described(tensor) for name, tensor in sorted(tensors.items())}
    return found


def conversions():
    """SHA-256 over the float32 bytes of every 16-bit pattern that is a number, in order of the pattern."""
    bits = torch.from_numpy(np.arange(65536, dtype=np.uint16).view(np.int16))
    result = {}
    for name, dtype in (("half", torch.float16), ("bfloat", torch.bfloat16)):
        values = bits.view(dtype).float()
        result[name] = hashlib.sha256(values[~values.isnan()].numpy().tobytes()).hexdigest()
    return result


def python_texts():
    values = [{}, [], {"b": [1, 2.0, -0.0, 1e-05, 1e-4, 123456789.125, 1e15, 1e16, 1.5e300, 5e-324, 0.1], "a": None,
                       "A": {"x": {}, "y": []}},
              ["\"\\/\b\f\n\r\t\u0001\u007f", "\u00e9\u4e2d\U0001f600", True, False, -7, 2**63 - 1], 0.05, 1e-07,
              "text"]
    return [json.dumps(value, indent=2, sort_keys=True) for value in values]


def build(out):
    folder = out / "adapters"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    adapters(folder)
    checkpoints(folder)
    golden = collections.OrderedDict(
        versions={"peft": peft.__version__, "safetensors": safetensors.__version__,
                  "torch": torch.__version__.split("+")[0],
                  "transformers": transformers.__version__},
        tensors=contents(folder), conversions=conversions(), python_texts=python_texts())
    (out / "adapters.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n", encoding="utf-8")


def content(file):
    if file.name.endswith("_stream.bin"):
        return file.name  # its tensors stand in adapters.json
    if file.name == "adapter_config.json":
        config = json.loads(file.read_text(encoding="utf-8"))
        return {key: sorted(value) if isinstance(value, list) else value for key, value in config.items()}
    return file.read_bytes()


def check(out):
    with tempfile.TemporaryDirectory() as scratch:
        fresh = pathlib.Path(scratch)
        build(fresh)
        names = sorted({str(f.relative_to(root)) for root in (out, fresh)
                        for f in [root / "adapters.json", *(root / "adapters").rglob("*")]
                        if f.is_file()})
        wrong = [name for name in names if not (out / name).exists() or not (fresh / name).exists()
                 or content(out / name) != content(fresh / name)]
    for name in wrong:
        print(f"{name} is not what this script writes", file=sys.stderr)
    if wrong:
        sys.exit(1)
    print(f"adapters: {len(names)} files as written again")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    (check if arguments.check else build)(arguments.out)
