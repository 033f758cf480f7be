# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""full.json: 20 steps of fine-tuning all weights of the tiny encoders by transformers (dropout 0, gradient norm clipped
at 1, no weight decay of biases and norms), as make_peft.py's cases, with some tensors as they are at the end."""

import golden_file
import torch
import transformers

import make_peft

golden_file.TOLERANCE = 1e-5
RATE, DECAY, CLIP = 2e-3, 0.05, 1.0
ENDS = ["embeddings.LayerNorm.bias", "encoder.layer.0.attention.self.key.weight",
        "encoder.layer.1.attention.self.query.bias"]


def full(folder, seed):
    torch.manual_seed(seed)
    model = transformers.AutoModelForSequenceClassification.from_pretrained(
        folder, torch_dtype=torch.float32, attn_implementation="eager", num_labels=2, hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0, classifier_dropout=0.0)
    data = make_peft.rows(model.config.vocab_size, seed)
    case = {"rows": data, "reduction": "per_example", "whole": True,
            "start": {n: p.tolist() for n, p in model.named_parameters() if n.startswith("classifier")}}
    optimiser = torch.optim.AdamW([{"params": [p for p in model.parameters() if p.dim() > 1], "weight_decay": DECAY},
                                   {"params": [p for p in model.parameters() if p.dim() == 1], "weight_decay": 0.0}],
                                   lr=RATE, foreach=False)
    batches = [data[i:i + make_peft.BATCH] for i in range(0, make_peft.ROWS, make_peft.BATCH)]
    schedule = transformers.get_linear_schedule_with_warmup(optimiser, make_peft.WARMUP,
                                                            len(batches) * make_peft.EPOCHS)
    model.train()
    case["losses"] = []
    for batch in batches * make_peft.EPOCHS:
        optimiser.zero_grad(set_to_none=True)
        ids = [row["ids"] for row in batch]
        loss = model(input_ids=make_peft.padded(ids, model.config.pad_token_id),
                     attention_mask=make_peft.padded([[1] * len(i) for i in ids], 0),
                     labels=torch.tensor([row["category"] for row in batch])).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        optimiser.step()
        schedule.step()
        case["losses"].append(loss.item())
    tensors = dict(model.named_parameters())
    case["end"] = {f"{model.base_model_prefix}.{n}": tensors[f"{model.base_model_prefix}.{n}"].tolist() for n in ENDS}
    return case


def build():
    return {
        "versions": {"torch": torch.__version__, "transformers": transformers.__version__},
        "settings": {"batch": make_peft.BATCH, "epochs": make_peft.EPOCHS, "virtual": 0, "rate": RATE,
                     "head_rate": RATE,
                     "warmup": make_peft.WARMUP, "decay": DECAY, "clip": CLIP},
        "full_tiny_encoder": full(make_peft.MODELS / "tiny_encoder", 61),
        "full_tiny_roberta": full(make_peft.MODELS / "tiny_roberta", 62),
    }


if __name__ == "__main__":
    golden_file.main("full.json", build)
