# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""merged.json: the LoRA adapters of adapter_logits/ worked into their tiny models by PEFT's merge_and_unload: the
merged model's logits on that file's texts, and the merged weight of GPT-2's first layer where the base holds bf16
numbers, rounded from fp32 once."""

import golden_file
import peft
import torch
import transformers

import make_adapter_logits
import make_peft

golden_file.TOLERANCE = 1e-5


def opened(name, family, task, dtype=torch.float32):
    kind = transformers.AutoModelForCausalLM if task == "causal" else transformers.AutoModelForSequenceClassification
    options = {} if task == "causal" else {"num_labels": 2}
    base = kind.from_pretrained(make_peft.MODELS / f"tiny_{family}", torch_dtype=dtype, attn_implementation="eager",
                                **options).float()
    base.config.pad_token_id = base.config.pad_token_id if base.config.pad_token_id is not None else 3
    return peft.PeftModel.from_pretrained(base, make_adapter_logits.OUT / name).merge_and_unload().eval()


def build():
    cases = [case for case in make_adapter_logits.CASES if case[2] == "lora"]
    rounded = opened("lora_causal_gpt2", "gpt2", "causal",
                     torch.bfloat16).transformer.h[0].attn.c_attn.weight.bfloat16()
    return {"versions": {"torch": torch.__version__, "transformers": transformers.__version__,
                         "peft": peft.__version__},
            "cases": {name: make_adapter_logits.logits(opened(name, family, task), task)
                      for name, family, _, task in cases},
            "bf16_gpt2_c_attn": rounded.float().flatten().tolist()}


if __name__ == "__main__":
    golden_file.main("merged.json", build)
