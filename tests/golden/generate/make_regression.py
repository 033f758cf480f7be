# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""regression.json: 20 steps of transformers' num_labels=1 (problem_type "regression", mean squared error) on the tiny
models, dropout 0, rows as make_peft.py draws them with a number each: all weights of the encoders, a head on a frozen
encoder, PEFT's LoRA with the head on the tiny Llama. `answers` are what the model says of the rows after the last
step."""

import golden_file
import peft
import torch
import transformers

import make_peft

golden_file.TOLERANCE = 1e-5
RATE, DECAY, CLIP = 2e-3, 0.05, 1.0


def rows(vocabulary, seed):
    data = make_peft.rows(vocabulary, seed)
    numbers = torch.empty(len(data)).uniform_(-2, 2).tolist()
    return [{"ids": row["ids"], "number": round(number, 3)} for row, number in zip(data, numbers)]


def regression(folder, seed, method):
    torch.manual_seed(seed)
    is_llama = method == "lora"
    dropout = {} if is_llama else {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0,
                                   "classifier_dropout": 0.0}
    model = transformers.AutoModelForSequenceClassification.from_pretrained(folder, torch_dtype=torch.float32,
                                                                            attn_implementation="eager",
                                                                           num_labels=1, **dropout)
    data, pad = rows(model.config.vocab_size, seed), model.config.pad_token_id
    case = {"rows": data, "reduction": "per_example"}
    prefix = ""
    if method == "full":
        case["whole"] = True
    if method == "head":
        case["frozen"] = True
        prefix = "base_model."
        for name, parameter in model.named_parameters():
            parameter.requires_grad_(name.startswith("classifier"))
    if method == "lora":
        model = peft.get_peft_model(model, peft.LoraConfig(task_type="SEQ_CLS", r=3, lora_alpha=5, lora_dropout=0.0,
                                                           target_modules=["q_proj", "v_proj"]))
    learning = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    case["start"] = {prefix + n.replace(".default", "").replace(".modules_to_save", ""): p.tolist() for n, p in learning
                     if method != "full" or n.startswith("classifier")}
    optimiser = torch.optim.AdamW([{"params": [p for _, p in learning if p.dim() > 1], "weight_decay": DECAY},
                                   {"params": [p for _, p in learning if p.dim() == 1], "weight_decay": 0.0}], lr=RATE,
                                   foreach=False)
    batches = [data[i:i + make_peft.BATCH] for i in range(0, make_peft.ROWS, make_peft.BATCH)]
    schedule = transformers.get_linear_schedule_with_warmup(optimiser, make_peft.WARMUP,
                                                            len(batches) * make_peft.EPOCHS)

    def output(batch):
        ids = [row["ids"] for row in batch]
        return model(input_ids=make_peft.padded(ids, pad),
                     attention_mask=make_peft.padded([[1] * len(i) for i in ids], 0),
                     labels=torch.tensor([row["number"] for row in batch]))

    model.train()
    case["losses"] = []
    for batch in batches * make_peft.EPOCHS:
        optimiser.zero_grad(set_to_none=True)
        loss = output(batch).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for _, p in learning], CLIP)
        optimiser.step()
        schedule.step()
        case["losses"].append(loss.item())
    model.eval()
    with torch.no_grad():
        case["answers"] = [output([row]).logits[0, 0].item() for row in data]
    assert model.config.problem_type == "regression"
    return case


def build():
    return {
        "versions": {"torch": torch.__version__, "transformers": transformers.__version__, "peft": peft.__version__},
        "settings": {"batch": make_peft.BATCH, "epochs": make_peft.EPOCHS, "virtual": 0, "rate": RATE,
                     "head_rate": RATE,
                     "warmup": make_peft.WARMUP, "decay": DECAY, "clip": CLIP},
        "regression_full_tiny_encoder": regression(make_peft.MODELS / "tiny_encoder", 71, "full"),
        "regression_full_tiny_roberta": regression(make_peft.MODELS / "tiny_roberta", 72, "full"),
        "regression_head_tiny_encoder": regression(make_peft.MODELS / "tiny_encoder", 73, "head"),
        "regression_lora_tiny_llama": regression(make_peft.MODELS / "tiny_llama", 74, "lora"),
    }


if __name__ == "__main__":
    golden_file.main("regression.json", build)
