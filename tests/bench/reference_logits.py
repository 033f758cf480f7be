# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""reference_logits.py ADAPTER TEXTS [--jsonl] [--model FOLDER] [--against SCORED]: class logits of an adapter folder on
BERT by transformers alone, a line each, as `warbler-cli score` prints them; the lines of SCORED, its output, must agree
within 1e-5."""
import argparse, json, pathlib, sys
import safetensors.torch, torch, transformers
parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("adapter", type=pathlib.Path), parser.add_argument(
    "texts"), parser.add_argument("--jsonl", action="store_true")
parser.add_argument("--model"), parser.add_argument("--against", type=pathlib.Path)
options = parser.parse_args()
record = json.loads((options.adapter / "warbler.json").read_text(encoding="utf-8"))
tensors = safetensors.torch.load_file(options.adapter / "adapter_model.safetensors")
folder = options.model or record["model"]["path"]
model, loaded = transformers.AutoModel.from_pretrained(folder, attn_implementation="eager", output_loading_info=True)
tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
if model.config.model_type != "bert" or record[
    "task"] != "SEQ_CLS" or loaded["missing_keys"] or any("lora_" in key for key in tensors):
    sys.exit("only a classification head, with or without a soft prompt, on a whole BERT is computed here")
prompt = tensors.get("prompt_embeddings", torch.empty(0, model.config.hidden_size))

# a special token written in the text is ordinary text; the end of too long a text is cut, never the template
def ids_of(text):
    ids = lambda part: tokenizer(record["template"].replace("{text}", part), split_special_tokens=True)["input_ids"]
    low, high = (0, len(text)) if len(ids(text)) > record["max_tokens"] else (len(text), len(text))
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if len(ids(text[:middle])) <= record["max_tokens"] else (low, middle)
    return ids(text[:low])

# the prompt's rows stand in front, counted in the positions; "mean" and "cls" look at the text's rows alone
def logits_of(text):
    rows = torch.cat([prompt, model.embeddings.word_embeddings(torch.tensor(ids_of(text)))])
    hidden = model(inputs_embeds=rows.unsqueeze(0)).last_hidden_state
    pooled = {"mean": hidden[:, len(prompt):].mean(1), "cls": model.pooler(hidden[:, len(prompt):]),
              "first_row": model.pooler(hidden)}
    return torch.nn.functional.linear(pooled[record["pooling"]],
                                      *(tensors[f"base_model.classifier.{k}"] for k in ("weight", "bias")))[0].tolist()
lines = [json.loads(line) if options.jsonl else line.removesuffix("\n")
         for line in open(options.texts, encoding="utf-8", newline="\n")]
logits = [logits_of(line["text"] if isinstance(line, dict) else line) for line in lines]
print(*(json.dumps({"logits": row}) for row in logits), sep="\n")
if options.against:  # stack refuses another number of lines or categories
    scored = torch.tensor([json.loads(line)["logits"] for line in options.against.open(encoding="utf-8")])
    largest = torch.stack([torch.tensor(logits), scored]).diff(dim=0).abs().max().item()
    print(f"largest difference {largest:.3e}", file=sys.stderr)
    sys.exit(not largest <= 1e-5)
