# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# oracle: newest
"""newest_adapters/: one adapter of every method and task as the newest PEFT saves it, whose adapter_config.json has
keys that older ones lack, and logits.json: what the model says with each in the newest transformers. Texts and drawing
as in make_adapter_logits.py."""

import golden_file

import make_adapter_logits

NAMES = ["prompt_causal_bloom", "prompt_causal_llama", "prompt_head_encoder", "prompt_head_gpt2", "lora_causal_bloom",
         "lora_causal_gemma",
         "lora_head_roberta", "lora_head_gpt2"]

if __name__ == "__main__":
    make_adapter_logits.OUT = make_adapter_logits.OUT.parent / "newest_adapters"
    make_adapter_logits.CASES = [case for case in make_adapter_logits.CASES if case[0] in NAMES]
    golden_file.main("newest_adapters/logits.json", make_adapter_logits.build)
