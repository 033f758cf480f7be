# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The other side of engine_bench: transformers and PEFT at their best on the same weights, ids and threads.

hf_reference.py MODEL JOB.json reads one command a line from stdin and answers each with one line of JSON:
  classify B   mean-pooled encoder and a linear head over all texts, length-sorted batches of B, inference mode, sdpa
  train        one epoch of prompt tuning over the texts in their order: seconds and the loss of every step
  quit
JOB.json: ids, categories, threads, virtual, batch, rate, head_rate, prompt, weight, bias.
"""

import json
import resource
import sys
import time

import peft
import torch
import transformers


def padded(texts):
    longest = max(map(len, texts))
    ids = torch.zeros(len(texts), longest, dtype=torch.long)
    mask = torch.zeros(len(texts), longest, dtype=torch.long)
    for row, text in enumerate(texts):
        ids[row, :len(text)] = torch.tensor(text)
        mask[row, :len(text)] = 1
    return ids, mask


class Classifier(torch.nn.Module):
    """The encoder, the mean over real rows and a linear layer; with_prompt puts rows in front as PEFT does."""

    def __init__(self, model, job):
        super().__init__()
        self.model = model
        self.head = torch.nn.Linear(model.config.hidden_size, len(job["weight"]))
        with torch.no_grad():
            self.head.weight.copy_(torch.tensor(job["weight"]))
            self.head.bias.copy_(torch.tensor(job["bias"]))

    def forward(self, ids, mask, prompt=None):
        rows = 0
        if prompt is None:
            hidden = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
        else:
            rows = prompt.shape[0]
            words = self.model.get_input_embeddings()(ids)
            inputs = torch.cat([prompt.unsqueeze(0).expand(len(ids), -1, -1), words], 1)
            whole = torch.cat([torch.ones(len(ids), rows, dtype=mask.dtype), mask], 1)
            hidden = self.model(inputs_embeds=inputs, attention_mask=whole).last_hidden_state[:, rows:]
        weights = mask.unsqueeze(-1).to(hidden.dtype)
        return self.head((hidden * weights).sum(1) / weights.sum(1))


def classify(model, texts, batch):
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    logits = [None] * len(texts)
    with torch.inference_mode():
        for begin in range(0, len(order), batch):
            part = order[begin:begin + batch]
            for index, row in zip(part, model(*padded([texts[i] for i in part])).tolist()):
                logits[index] = row
    return logits


def train(model, job):
    for parameter in model.model.parameters():
        parameter.requires_grad_(False)
    # dropout off and the base frozen, as PEFT's prompt tuning leaves it
    model.eval()
    prompt = torch.nn.Parameter(torch.tensor(job["prompt"]))
    head = Classifier(model.model, job)
    optimiser = torch.optim.AdamW([{"params": [prompt], "lr": job["rate"]},
                                   {"params": head.head.parameters(), "lr": job["head_rate"]}],
                                  weight_decay=0.01)
    losses = []
    start = time.perf_counter()
    for begin in range(0, len(job["ids"]), job["batch"]):
        ids, mask = padded(job["ids"][begin:begin + job["batch"]])
        loss = torch.nn.functional.cross_entropy(head(ids, mask, prompt),
                                                 torch.tensor(job["categories"][begin:begin + job["batch"]]))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return time.perf_counter() - start, losses


def main():
    job = json.load(open(sys.argv[2], encoding="utf-8"))
    torch.set_num_threads(job["threads"])
    base = transformers.AutoModel.from_pretrained(sys.argv[1], torch_dtype=torch.float32, attn_implementation="sdpa",
                                                  add_pooling_layer=False).eval()
    model = Classifier(base, job)
    print(json.dumps({"torch": torch.__version__, "transformers": transformers.__version__, "peft": peft.__version__,
                      "threads": torch.get_num_threads()}), flush=True)
    for line in sys.stdin:
        words = line.split()
        if not words or words[0] == "quit":
            break
        start, cpu = time.perf_counter(), time.process_time()
        if words[0] == "classify":
            answer = {"logits": classify(model, job["ids"], int(words[1]))}
            answer["seconds"] = time.perf_counter() - start
        else:
            seconds, losses = train(model, job)
            answer = {"losses": losses, "seconds": seconds}
        answer["cpu"] = time.process_time() - cpu
        answer["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
