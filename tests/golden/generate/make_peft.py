# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""peft.json: 20 AdamW steps of PEFT on the tiny models (dropout 0): prompt tuning and LoRA, label words and heads.

Each case holds the rows in order, what learning started from, the loss of every step and the first gradient of the
prompt. Rows are not shuffled: 20 rows, batches of 4, 4 epochs. Losses within 1e-5 of each other are the same.
"""

import os
import pathlib

import golden_file
import peft
import torch
import transformers

golden_file.TOLERANCE = 1e-5
MODELS = pathlib.Path(__file__).resolve().parent.parent.parent / "data/models"
DATA = pathlib.Path(os.environ.get("WARBLER_TEST_DATA", MODELS.parent.parent.parent.parent / "shared/data")) / "models"
ROWS, BATCH, EPOCHS, VIRTUAL = 20, 4, 4, 6
RATE, HEAD_RATE, WARMUP = 2e-2, 5e-3, 3
LABELS = [[11, 12], [13]]  # words of two tokens and of one
TARGETS = {"bloom": ["query_key_value"], "gpt2": ["c_attn"], "llama": ["q_proj", "v_proj"],
           "gemma": ["q_proj", "v_proj"]}


def rows(vocabulary, seed):
    torch.manual_seed(seed)
    lengths = torch.randint(3, 15, (ROWS,)).tolist()
    return [{"ids": torch.randint(14, vocabulary, (n,)).tolist(), "category": int(torch.randint(0, 2, (1,)))}
            for n in lengths]


def padded(sequences, fill):
    longest = max(map(len, sequences))
    return torch.tensor([s + [fill] * (longest - len(s)) for s in sequences])


def steps(model, batches, loss_of, groups):
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01, foreach=False)
    schedule = transformers.get_linear_schedule_with_warmup(optimiser, WARMUP, len(batches) * EPOCHS)
    losses, first = [], None
    for _ in range(EPOCHS):
        for batch in batches:
            optimiser.zero_grad(set_to_none=True)
            loss = loss_of(batch)
            loss.backward()
            if first is None:
                first = {n: p.grad.flatten().tolist() for n, p in model.named_parameters() if p.requires_grad
                         and p.grad is not None
                         and "prompt" in n}
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
    return losses, list(first.values())[0] if first else None


def causal(folder, seed, lora=False, reduction="per_token", left=0):
    """left: length to which rows are padded on the left, as the references do; 0: on the right, to the longest."""
    config = transformers.AutoConfig.from_pretrained(folder)
    for name in ("hidden_dropout", "attention_dropout", "resid_pdrop", "embd_pdrop", "attn_pdrop"):
        if hasattr(config, name):
            setattr(config, name, 0.0)
    base = transformers.AutoModelForCausalLM.from_pretrained(folder, config=config, torch_dtype=torch.float32,
                                                             attn_implementation="eager")
    data = rows(base.config.vocab_size, seed)
    torch.manual_seed(seed + 1)
    case = {"rows": data, "labels": LABELS, "reduction": reduction, **({"left": left} if left else {})}
    if lora:
        model = peft.get_peft_model(base, peft.LoraConfig(task_type="CAUSAL_LM", r=3, lora_alpha=5, lora_dropout=0.0,
                                                          target_modules=TARGETS[base.config.model_type],
                                                          fan_in_fan_out=base.config.model_type == "gpt2"))
        case["start"] = {n.replace(".default", ""): p.tolist() for n, p in model.named_parameters() if p.requires_grad}
    else:
        model = peft.get_peft_model(base, peft.PromptTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=VIRTUAL))
        case["init_ids"] = torch.randint(4, base.config.vocab_size, (VIRTUAL,)).tolist()
        with torch.no_grad():
            model.prompt_encoder["default"].embedding.weight.copy_(base.get_input_embeddings().weight[case["init_ids"]])

    def loss_of(batch):
        ids = [row["ids"] + LABELS[row["category"]] for row in batch]
        targets = [[-100] * len(row["ids"]) + LABELS[row["category"]] for row in batch]
        masks = padded([[1] * len(i) for i in ids], 0)
        if left:
            assert reduction == "per_token"

            def pad(sequences, fill):
                return torch.tensor([[fill] * (left - len(s)) + s for s in sequences])

            return model(input_ids=pad(ids, 3), attention_mask=pad([[1] * len(i) for i in ids], 0),
                         labels=pad(targets, -100)).loss
        output = model(input_ids=padded(ids, 3), attention_mask=masks, labels=padded(targets, -100))
        if reduction == "per_token":
            return output.loss
        logits = output.logits[:, -masks.shape[1]:]
        return torch.stack([torch.nn.functional.cross_entropy(logits[i, len(row["ids"]) - 1:len(ids[i]) - 1],
                                                              torch.tensor(LABELS[row["category"]]))
                            for i, row in enumerate(batch)]).mean()

    batches = [data[i:i + BATCH] for i in range(0, ROWS, BATCH)]
    group = [{"params": [p for p in model.parameters() if p.requires_grad], "lr": RATE}]
    case["losses"], case["first_gradient"] = steps(model, batches, loss_of, group)
    return case


def classifier(folder, seed, lora=False):
    torch.manual_seed(seed)
    base = transformers.AutoModelForSequenceClassification.from_pretrained(
        folder, torch_dtype=torch.float32, attn_implementation="eager", num_labels=2, hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0, classifier_dropout=0.0)
    data = rows(base.config.vocab_size, seed)
    case = {"rows": data, "reduction": "per_example"}
    if lora:
        model = peft.get_peft_model(base, peft.LoraConfig(task_type="SEQ_CLS", r=3, lora_alpha=5, lora_dropout=0.0,
                                                          target_modules=["query", "value"]))
    else:
        model = peft.get_peft_model(base, peft.PromptTuningConfig(task_type="SEQ_CLS", num_virtual_tokens=VIRTUAL))
        case["init_ids"] = torch.randint(4, base.config.vocab_size, (VIRTUAL,)).tolist()
        with torch.no_grad():
            model.prompt_encoder["default"].embedding.weight.copy_(base.get_input_embeddings().weight[case["init_ids"]])
    learning = {n: p for n, p in model.named_parameters() if p.requires_grad}
    case["start"] = {n.replace(".default", "").replace(".modules_to_save", ""): p.tolist() for n, p in learning.items()
                     if "prompt" not in n}

    def loss_of(batch):
        ids = [row["ids"] for row in batch]
        return model(input_ids=padded(ids, base.config.pad_token_id),
                     attention_mask=padded([[1] * len(i) for i in ids], 0),
                     labels=torch.tensor([row["category"] for row in batch])).loss

    batches = [data[i:i + BATCH] for i in range(0, ROWS, BATCH)]
    groups = [{"params": [p for n, p in learning.items() if "classifier" not in n], "lr": RATE},
              {"params": [p for n, p in learning.items() if "classifier" in n], "lr": HEAD_RATE}]
    model.train()
    case["losses"], case["first_gradient"] = steps(model, batches, loss_of, groups)
    return case


def build():
    return {
        "versions": {"torch": torch.__version__, "transformers": transformers.__version__, "peft": peft.__version__},
        "settings": {"batch": BATCH, "epochs": EPOCHS, "virtual": VIRTUAL, "rate": RATE, "head_rate": HEAD_RATE,
                     "warmup": WARMUP},
        "prompt_tiny_bloom": causal(MODELS / "tiny_bloom", 21),
        "prompt_tiny_bloom_6_heads": causal(MODELS / "tiny_bloom_6_heads", 22, reduction="per_example"),
        "prompt_data_tiny_bloom": causal(DATA / "tiny-bloom", 23),
        "lora_tiny_bloom": causal(MODELS / "tiny_bloom", 24, lora=True),
        "prompt_tiny_gpt2": causal(MODELS / "tiny_gpt2", 31),
        "prompt_tiny_llama": causal(MODELS / "tiny_llama", 32),
        "prompt_tiny_gemma": causal(MODELS / "tiny_gemma", 33),
        "left_tiny_bloom": causal(MODELS / "tiny_bloom", 51, left=24),
        "left_tiny_gpt2": causal(MODELS / "tiny_gpt2", 52, left=24),
        "left_tiny_llama": causal(MODELS / "tiny_llama", 53, left=24),
        "left_tiny_gemma": causal(MODELS / "tiny_gemma", 54, left=24),
        "lora_tiny_gpt2": causal(MODELS / "tiny_gpt2", 34, lora=True),
        "lora_tiny_llama": causal(MODELS / "tiny_llama", 35, lora=True),
        "lora_tiny_gemma": causal(MODELS / "tiny_gemma", 36, lora=True),
        "prompt_tiny_roberta": classifier(MODELS / "tiny_roberta", 37),
        "lora_tiny_roberta": classifier(MODELS / "tiny_roberta", 38, lora=True),
        "prompt_tiny_encoder": classifier(MODELS / "tiny_encoder", 25),
        "lora_tiny_encoder": classifier(MODELS / "tiny_encoder", 26, lora=True),
    }


if __name__ == "__main__":
    golden_file.main("peft.json", build)
