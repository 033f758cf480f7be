# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""old_adapter_kinds/: those of adapter_kinds/ that PEFT 0.10 can save, as it saves them, and what the model says with
each. A prefix on BLOOM and a pattern that begins with ^ are not among them: PEFT 0.10 reads both in another way than
the newest."""

import golden_file
import peft

import make_adapter_kinds

NAMES = ["patterns_rslora_gpt2", "layers_llama", "dora_llama", "dora_bloom", "bias_all_bloom", "saved_words_llama",
         "saved_norms_llama", "words_gemma", "untasked_llama", "prefix_gpt2", "p_tuning_llama", "p_tuning_head_encoder",
         "ia3_llama", "ia3_gpt2", "ia3_encoder"]


def prefix(task):
    """As wide as the keys, which PEFT 0.10 does not see by itself."""
    return peft.PrefixTuningConfig(task_type=task, num_virtual_tokens=4, token_dim=16, num_attention_heads=2)


if __name__ == "__main__":
    make_adapter_kinds.OUT = make_adapter_kinds.OUT.parent / "old_adapter_kinds"
    make_adapter_kinds.CASES = {
        **{name: make_adapter_kinds.CASES[name] for name in NAMES},
        "prefix_llama": ("llama", False, lambda: prefix("CAUSAL_LM"), 0),
        "prefix_head_llama": ("llama", True, lambda: prefix("SEQ_CLS"), 0),
    }
    golden_file.main("old_adapter_kinds/logits.json", make_adapter_kinds.build)
