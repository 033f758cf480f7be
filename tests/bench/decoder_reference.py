# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The other side of decoder_bench: PEFT's prompt tuning of a causal model on the same weights, ids and threads.

decoder_reference.py MODEL JOB.json reads one command a line from stdin and answers each with one line of JSON:
  padded B      one step over the first B texts, padded to the longest of them: loss, gradient of the prompt
  notebook N    the notebook's step: N texts one after another, each padded to 512 tokens, logits at every row
  generate B N  one new token for the first N texts, B at a time: log-probabilities of the labels' first tokens
  mm ROWS PREFIX  torch.mm at the shapes of one step's layers: GFLOP and seconds
  quit
JOB.json: learning, classifying (ids), categories, labels, threads, device, dtype, prompt.
"""

import json
import resource
import sys
import time

import peft
import torch
import transformers

NOTEBOOK_TOKENS = 512


def padded(texts, labels, pad, most=None, left=False):
    most = most or max(map(len, texts))
    ids = torch.full((len(texts), most), pad)
    mask = torch.zeros(len(texts), most, dtype=torch.long)
    targets = torch.full((len(texts), most), -100)
    for row, text in enumerate(texts):
        place = slice(most - len(text), most) if left else slice(0, len(text))
        ids[row, place] = torch.tensor(text)
        mask[row, place] = 1
        if labels:
            targets[row, len(text) - len(labels[row]):len(text)] = torch.tensor(labels[row])
    return ids, mask, targets  # on the processor


class Reference:
    def __init__(self, folder, job):
        self.job = job
        base = transformers.AutoModelForCausalLM.from_pretrained(folder,
                                                                 torch_dtype=getattr(torch, job["dtype"])).to(
                                                                     job["device"])
        self.config = base.config
        self.pad = base.config.pad_token_id
        prompt = torch.tensor(job["prompt"])
        kind = peft.PromptTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=prompt.shape[0],
                                       prompt_tuning_init="RANDOM")
        self.model = peft.get_peft_model(base, kind).to(job["device"])
        self.prompt = self.model.prompt_encoder["default"].embedding.weight
        with torch.no_grad():
            self.prompt.copy_(prompt)
        self.model.eval()  # the model's dropout is 0; PEFT's prompt tuning has none

    def rows(self, count):
        labels = [self.job["labels"][c] for c in self.job["categories"][:count]]
        return [text + label for text, label in zip(self.job["learning"], labels)], labels

    def step(self, batches):
        self.prompt.grad = None
        total = 0.0
        for batch in batches:
            ids, mask, targets = (tensor.to(self.job["device"]) for tensor in batch)
            loss = self.model(input_ids=ids, attention_mask=mask, labels=targets).loss / len(batches)
            loss.backward()
            total += loss.item()
        return total

    def padded(self, count):
        texts, labels = self.rows(count)
        return {"loss": self.step([padded(texts, labels, self.pad)])}

    def notebook(self, count):
        texts, labels = self.rows(count)
        return {"loss": self.step([padded([t], [l], self.pad, NOTEBOOK_TOKENS) for t, l in zip(texts, labels)])}

    def generate(self, batch, count):
        firsts = [label[0] for label in self.job["labels"]]
        answers = []
        for begin in range(0, count, batch):
            texts = self.job["classifying"][begin:min(begin + batch, count)]
            ids, mask, _ = (tensor.to(self.job["device"]) for tensor in padded(texts, None, self.pad, left=True))
            with torch.inference_mode():
                made = self.model.generate(input_ids=ids, attention_mask=mask, max_new_tokens=1, do_sample=False,
                                           pad_token_id=self.pad,
                                           output_scores=True, return_dict_in_generate=True)
            answers += torch.log_softmax(made.scores[0].float(), -1)[:, firsts].tolist()
        return {"log_probabilities": answers}

    def mm(self, rows, prefix):
        hidden = self.config.hidden_size
        giga = seconds = 0.0
        for inner, outer in ((hidden, 3 * hidden), (hidden, hidden), (hidden, 4 * hidden), (4 * hidden, hidden)):
            weight = torch.randn(outer, inner)
            for count in (rows, prefix):
                x, dy = torch.randn(count, inner), torch.randn(count, outer)
                torch.mm(x, weight.t())
                start = time.perf_counter()
                for _ in range(3):
                    torch.mm(x, weight.t())
                    torch.mm(dy, weight)
                seconds += (time.perf_counter() - start) / 3
                giga += 4.0 * count * inner * outer / 1e9
        return {"giga": giga, "mm_seconds": seconds}


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        job = json.load(file)
    torch.set_num_threads(job["threads"])
    reference = Reference(sys.argv[1], job)
    print(json.dumps({"torch": torch.__version__, "transformers": transformers.__version__, "peft": peft.__version__,
                      "threads": torch.get_num_threads()}), flush=True)
    for line in sys.stdin:
        words = line.split()
        if not words or words[0] == "quit":
            break
        start, cpu = time.perf_counter(), time.process_time()
        answer = getattr(reference, words[0])(*map(int, words[1:]))
        if job["device"] != "cpu":
            torch.cuda.synchronize()
            free, total = torch.cuda.mem_get_info()
            answer["device_bytes"] = total - free
            answer["allocated"] = torch.cuda.max_memory_allocated()
        answer["seconds"] = time.perf_counter() - start
        answer["cpu"] = time.process_time() - cpu
        if words[0] == "padded":
            answer["gradient"] = reference.prompt.grad.flatten().tolist()
        answer["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
