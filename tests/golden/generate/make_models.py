# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tiny models with random weights, one folder each, in tests/data/models: what transformers saves, with a real
tokenizer.json.

make_models.py [--out DIR]           writes the folders into DIR
make_models.py [--out DIR] --check   writes them again elsewhere and compares every byte

tiny_encoder (BERT, WordPiece) and tiny_bloom (byte-level BPE) know the words of tests/data/tweets/oneword.csv; the
others serve the goldens of make_forward.py and have odd shapes on purpose. tiny_sentencepiece is a tokenizer alone.
"""

import argparse
import csv
import filecmp
import io
import json
import pathlib
import re
import sys
import tempfile

import safetensors.torch
import sentencepiece
import tokenizers
import torch
import transformers
from tokenizers import Regex, models, normalizers, pre_tokenizers, processors, trainers

TESTS = pathlib.Path(__file__).resolve().parent.parent.parent
BLOOM_PATTERN = " ?[^(\\s|[.,!?…。，、।۔،])]+"


def texts():
    with open(TESTS / "data/tweets/oneword.csv", encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def wordpiece():
    words = sorted({word for text in texts() for word in re.findall(r"\w+|[^\w\s]", text.lower())} | {"yes", "no"})
    letters = [chr(c) for c in range(33, 127) if not chr(c).isupper()]
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + letters + ["##" + c for c in letters if c.isalnum()]
    vocabulary += [word for word in words if word not in set(vocabulary)]
    tokenizer = tokenizers.Tokenizer(models.WordPiece({t: i for i, t in enumerate(vocabulary)}, unk_token="[UNK]",
                                                      max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.add_special_tokens(vocabulary[:5])
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]",
                                                             pair="[CLS] $A [SEP] $B:1 [SEP]:1",
                                                             special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    tokenizer.decoder = tokenizers.decoders.WordPiece()
    return tokenizer


def byte_bpe():
    tokenizer = tokenizers.Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(BLOOM_PATTERN), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    tokenizer.decoder = tokenizers.decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=700, special_tokens=["<unk>", "<s>", "</s>", "<pad>"],
                                  initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False)
    tokenizer.train_from_iterator(texts() + [" yes no"] * 50, trainer)
    return tokenizer


def spread(model, embedding, deviation, tokenizer=None):
    """Words far apart, so that a mean over a tweet still shows one of them; short ones, which say little, close
    together; the rest as transformers initialises it, with norms and biases moved off 1 and 0."""
    torch.nn.init.normal_(embedding.weight, std=deviation)
    for token, index in (tokenizer.get_vocab().items() if tokenizer else ()):
        if len(token.replace("Ġ", "").replace("#", "")) <= 3:
            with torch.no_grad():
                embedding.weight[index] = embedding.weight[0] + 0.1 * embedding.weight[index]
    for name, parameter in model.named_parameters():
        if name.endswith("bias") or "norm" in name.lower():
            with torch.no_grad():
                parameter.add_(0.05 * torch.randn_like(parameter))
    return model


def encoder():
    torch.manual_seed(11)
    tokenizer = wordpiece()
    config = transformers.BertConfig(vocab_size=tokenizer.get_vocab_size(), hidden_size=96, num_hidden_layers=2,
                                     num_attention_heads=4,
                                     intermediate_size=128, max_position_embeddings=96, pad_token_id=0)
    model = transformers.BertModel(config)
    return spread(model, model.embeddings.word_embeddings, 1.0, tokenizer), tokenizer


def bloom(heads, hidden, layers, seed, tokenizer=None):
    torch.manual_seed(seed)
    config = transformers.BloomConfig(vocab_size=tokenizer.get_vocab_size() if tokenizer else 101, hidden_size=hidden,
                                      n_layer=layers,
                                      n_head=heads, bos_token_id=1, eos_token_id=2, pad_token_id=3, hidden_dropout=0.0,
                                      attention_dropout=0.0)
    model = transformers.BloomForCausalLM(config)
    return spread(model, model.transformer.word_embeddings, 0.15, tokenizer), tokenizer


def other(kind, seed, **shape):
    torch.manual_seed(seed)
    config = getattr(transformers, kind + "Config")(vocab_size=101, **shape)
    model = getattr(transformers, kind + ("Model" if kind == "Roberta" else "LMHeadModel" if kind == "GPT2"
                                          else "ForCausalLM"))(config)
    return spread(model, model.get_input_embeddings(), 0.15), None


LLAMA = dict(hidden_size=32, intermediate_size=44, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
             max_position_embeddings=128, bos_token_id=1, eos_token_id=2, pad_token_id=3)
MODELS = {
    "tiny_gpt2": lambda: other("GPT2", 14, n_embd=32, n_layer=2, n_head=4, n_positions=64, resid_pdrop=0.0,
                               embd_pdrop=0.0, attn_pdrop=0.0,
                               bos_token_id=1, eos_token_id=2, pad_token_id=3),
    "tiny_llama": lambda: other("Llama", 15, **LLAMA),
    "tiny_gemma": lambda: other("Gemma", 16, **LLAMA, head_dim=12, hidden_act="gelu_pytorch_tanh"),
    "tiny_roberta": lambda: other("Roberta", 17, hidden_size=32, num_hidden_layers=2, num_attention_heads=4,
                                  intermediate_size=40,
                                  max_position_embeddings=66, type_vocab_size=1, pad_token_id=1),
    "tiny_encoder": encoder,
    "tiny_bloom": lambda: bloom(4, 64, 2, 12, byte_bpe()),
    "tiny_bloom_6_heads": lambda: bloom(6, 36, 3, 13),
}


def sentencepiece_model():
    """A tiny unigram model; the sentences come from an iterator, so that no path stands in the file."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(texts()), model_writer=model, vocab_size=180,
                                             num_threads=1,
                                             character_coverage=1.0, minloglevel=2, normalization_rule_name="identity")
    return model.getvalue()


def write(out):
    (out / "tiny_sentencepiece").mkdir(parents=True, exist_ok=True)
    (out / "tiny_sentencepiece/tokenizer.model").write_bytes(sentencepiece_model())
    for name, make in MODELS.items():
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        model, tokenizer = make()
        config = model.config.to_dict()
        config.update(architectures=[type(model).__name__], torch_dtype="float32")
        config.pop("_name_or_path", None)
        (folder / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        tied = {"lm_head.weight"} if config.get("tie_word_embeddings", True) else set()
        tensors = {key: value.contiguous() for key, value in model.state_dict().items() if key not in tied
                   and not key.endswith("position_ids")}
        safetensors.torch.save_file(tensors, folder / "model.safetensors", {"format": "pt"})
        if tokenizer:
            tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=pathlib.Path, default=TESTS / "data/models")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    if not arguments.check:
        write(arguments.out)
        print(sum(f.stat().st_size for f in arguments.out.rglob("*") if f.is_file()), "bytes in all")
        return
    with tempfile.TemporaryDirectory() as fresh:
        write(pathlib.Path(fresh))
        files = [f.relative_to(fresh) for f in pathlib.Path(fresh).rglob("*") if f.is_file()]
        unlike = [f for f in files if not filecmp.cmp(f"{fresh}/{f}", arguments.out / f, shallow=False)]
    for file in unlike:
        print(f"{file} differs", file=sys.stderr)
    if unlike:
        sys.exit(1)
    print("models: as made again")


if __name__ == "__main__":
    main()
