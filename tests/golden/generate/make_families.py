# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# oracle: newest
"""families.json: the tiny models' weights under other configurations and with classification heads of their own, in
transformers.

Each case holds the base in tests/data/models, its whole config.json, the tensors that are added (a head) and the
logits: of the last row, or of the head. Figures within 1e-5 of each other are the same."""

import json
import pathlib
import tempfile

import golden_file
import safetensors.torch
import torch
import transformers

golden_file.TOLERANCE = 1e-5
MODELS = pathlib.Path(__file__).resolve().parent.parent.parent / "data/models"
STRETCH = {"rope_type": "llama3", "rope_theta": 10000.0, "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
           "original_max_position_embeddings": 32}
LABELS = {"id2label": {"0": "negative", "1": "neutral", "2": "positive"},
          "label2id": {"negative": 0, "neutral": 1, "positive": 2}}
# name: base, changes of config.json, prefix and shapes of the head's tensors
CASES = {
    "mistral": ("tiny_llama", {"model_type": "mistral", "sliding_window": 32}, {}),
    "mistral_without_window": ("tiny_llama", {"model_type": "mistral", "sliding_window": None}, {}),
    "llama3": ("tiny_llama", {"rope_parameters": STRETCH}, {}),
    "head_encoder": ("tiny_encoder", {"architectures": ["BertForSequenceClassification"]},
                     {"classifier.weight": [3, 96], "classifier.bias": [3]}),
    "head_bloom": ("tiny_bloom", {"architectures": ["BloomForSequenceClassification"]}, {"score.weight": [3, 64]}),
    "head_llama": ("tiny_llama", {"architectures": ["LlamaForSequenceClassification"]}, {"score.weight": [3, 32]}),
    "head_gpt2": ("tiny_gpt2", {"architectures": ["GPT2ForSequenceClassification"]}, {"score.weight": [3, 32]}),
}
for kind, architecture in (("roberta", "Roberta"), ("xlm-roberta", "XLMRoberta"), ("camembert", "Camembert")):
    CASES["head_" + kind] = ("tiny_roberta", {"model_type": kind,
                                              "architectures": [architecture + "ForSequenceClassification"]},
                             {"classifier.dense.weight": [32, 32], "classifier.dense.bias": [32],
                              "classifier.out_proj.weight": [3, 32],
                              "classifier.out_proj.bias": [3]})


def case(name, base, changes, head):
    torch.manual_seed(sum(map(ord, name)))
    config = json.loads((MODELS / base / "config.json").read_text(encoding="utf-8"))
    config.update(changes, **(LABELS if head else {}))
    for old in ("rope_scaling", "rope_theta") if "rope_parameters" in changes else ():
        config.pop(old, None)
    drawn = {key: torch.randn(shape) * 0.3 for key, shape in head.items()}
    tensors = safetensors.torch.load_file(MODELS / base / "model.safetensors")
    if head and "lm_head.weight" in tensors:
        del tensors["lm_head.weight"]
    texts = [torch.randint(14, config["vocab_size"], (n,)).tolist() for n in (5, 1, 30)]
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "config.json").write_text(json.dumps(config), encoding="utf-8")
        prefix = "" if not head else {"tiny_encoder": "bert.", "tiny_roberta": "roberta."}.get(base, "")
        named = {(key if key.startswith(("model.", "transformer.", "lm_head")) else prefix + key): value
                 for key, value in tensors.items()}
        safetensors.torch.save_file({**named, **drawn}, place / "model.safetensors", {"format": "pt"})
        kind = transformers.AutoModelForSequenceClassification if head else transformers.AutoModelForCausalLM
        model, loaded = kind.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager",
                                             output_loading_info=True)
        missing = [key for key in loaded["missing_keys"] if "position_ids" not in key]
        assert not missing, (name, missing)
        with torch.no_grad():
            found = [model.eval()(input_ids=torch.tensor([ids])).logits[0] for ids in texts]
    return {"base": base, "config": config, "without": ["lm_head.weight"] if head else [], "prefix": prefix,
            "added": {k: v.tolist() for k, v in drawn.items()}, "ids": texts,
            "logits": [[round(number, 6) for number in (each if head else each[-1]).tolist()] for each in found]}


def build():
    return {"versions": {"torch": torch.__version__, "transformers": transformers.__version__},
            "cases": {name: case(name, *rest) for name, rest in CASES.items()}}


if __name__ == "__main__":
    golden_file.main("families.json", build)
