# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""padding.json: loss and gradient of one step of PEFT's prompt tuning in double on a BLOOM with six heads, texts padded
on the left to 12 and to 40. What stands behind padding must not notice it: both lengths agree with each other within
1e-12."""

import golden_file
import peft
import torch
import transformers
from transformers.models.bloom import modeling_bloom

import make_peft

golden_file.TOLERANCE = 1e-12
LENGTHS, VIRTUAL, TARGETS = (5, 9, 3, 12), 5, (12, 40)


def rows():
    return [{"ids": [20 + (i * 7 + n) % 60 for i in range(n - len(make_peft.LABELS[n % 2]))], "category": n % 2}
            for n in LENGTHS]


def one(target):
    config = transformers.AutoConfig.from_pretrained(make_peft.MODELS / "tiny_bloom_6_heads", hidden_dropout=0.0,
                                                     attention_dropout=0.0)
    base = transformers.AutoModelForCausalLM.from_pretrained(make_peft.MODELS / "tiny_bloom_6_heads", config=config,
                                                             torch_dtype=torch.float64)
    model = peft.get_peft_model(base, peft.PromptTuningConfig(task_type="CAUSAL_LM",
                                                              num_virtual_tokens=VIRTUAL)).to(torch.float64)
    prompt = model.prompt_encoder["default"].embedding.weight
    with torch.no_grad():
        prompt.copy_(base.get_input_embeddings().weight[30:30 + VIRTUAL])

    def left(sequences, fill):
        return torch.tensor([[fill] * (target - len(s)) + s for s in sequences])

    ids = [row["ids"] + make_peft.LABELS[row["category"]] for row in rows()]
    labels = [[-100] * len(row["ids"]) + make_peft.LABELS[row["category"]] for row in rows()]
    output = model(input_ids=left(ids, 3), attention_mask=left([[1] * len(i) for i in ids], 0))
    logits, wanted = output.logits[:, -target - 1:-1], left(labels, -100)
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), wanted.flatten(), ignore_index=-100)
    loss.backward()
    return {"loss": loss.item(), "gradient": prompt.grad.tolist()}


def build():
    torch.set_default_dtype(torch.float64)  # transformers fills masks in the default type
    # transformers computes the softmax in single precision whatever the model's.
    modeling_bloom.F = type("Double", (), {**vars(torch.nn.functional),
                                           "softmax": staticmethod(lambda x, dim, dtype=None: torch.softmax(x, dim))})
    cases = {str(target): one(target) for target in TARGETS}
    apart = max(abs(a - b) for x, y in zip(*(case["gradient"] for case in cases.values())) for a, b in zip(x, y))
    assert apart <= 1e-12, apart
    return {"versions": {"torch": torch.__version__, "transformers": transformers.__version__,
                         "peft": peft.__version__},
            "virtual": VIRTUAL, "init_ids": list(range(30, 30 + VIRTUAL)), "labels": make_peft.LABELS, "rows": rows(),
            **cases}


if __name__ == "__main__":
    golden_file.main("padding.json", build)
