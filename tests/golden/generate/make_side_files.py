# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# oracle: tokenizers
"""What the files beside a tokenizer change: small folders as AutoTokenizer of transformers 4.57 reads them.

A file's content "base:NAME" stands for the content of that name in `base`. `match` are the ids with special tokens,
those in the text matched. Where transformers 5 reads a folder differently, 4.57 is followed (tests/golden/README.md).

make_side_files.py [--out DIR] [--check]
"""

import json
import pathlib
import tempfile

import tokenizers
import transformers

import golden_file
from token_toys import added, bpe, byte_characters, learn_merges, template, tokenizer, words_of

TEXTS = ["Hello World, naïve Café!", " leading  spaces ", "hi @USER and HTTPURL here", "x@USERy @user 😀😀",
         "a<mask> b <mask>c", "a [MASK] b[SEP]",
         "</s> <s>x", "<|endoftext|>end", "GATES gates", "", "<extra> tok  <extra>", "生活 的", "ABC def <pad>[PAD]"]
NAMES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def base():
    letters = sorted(set("".join(TEXTS).replace(" ", "")) | set("abcdefghijklmnopqrstuvwxyz"))
    words = ["hello", "world", "Hello", "naive", "naïve", "cafe", "Café", "gates", "GATES", "user", "here", "end"]
    vocabulary = list(dict.fromkeys([*NAMES, *words, *letters, *("##" + c for c in letters)]))
    word_piece = {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100,
                  "vocab": {token: i for i, token in enumerate(vocabulary)}}
    bert = tokenizer(word_piece, normalizer={"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
                                             "strip_accents": None, "lowercase": True},
                     pre_tokenizer={"type": "BertPreTokenizer"},
                     post_processor=template([("[CLS]", 2)], [("[SEP]", 3)]),
                     added_tokens=[added(name, i) for i, name in enumerate(NAMES)])
    cased = {**bert, "normalizer": {**bert["normalizer"], "lowercase": False}}
    mapped = byte_characters()
    merges = learn_merges([("Ġ" if i % 2 else "") + "".join(mapped[b] for b in word.encode())
                           for i, word in enumerate(words_of(TEXTS))], 60)
    alphabet = [mapped[b] for b in range(256)]
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    roberta_model, gpt2_model = bpe(alphabet, merges, specials), bpe(alphabet, merges, ["<|endoftext|>"])
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    roberta = tokenizer(roberta_model, pre_tokenizer=byte_level,
                        added_tokens=[added(name, i) for i, name in enumerate(specials)],
                        post_processor=template([("<s>", 0)], [("</s>", 2)]))
    gpt2 = tokenizer(gpt2_model, pre_tokenizer={**byte_level, "add_prefix_space": True},
                     added_tokens=[added("<|endoftext|>", 0)])
    marked = learn_merges(["▁" + word for word in words_of(TEXTS)], 60)
    characters = sorted(set("".join("▁" + word for word in words_of(TEXTS))))
    llama_model = bpe(characters, marked, ["<unk>", "<s>", "</s>"], unk_token="<unk>", fuse_unk=True)
    marks = [{"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]
    llama = tokenizer(llama_model, normalizer={"type": "Sequence", "normalizers": marks},
                      post_processor=template([("<s>", 1)]),
                      added_tokens=[added("<unk>", 0), added("<s>", 1), added("</s>", 2)])
    merge_lines = "#version: 0.2\n" + "\n".join(" ".join(pair) for pair in merges) + "\n"
    return {"bert": json.dumps(bert), "cased": json.dumps(cased), "vocab": "\n".join(vocabulary) + "\n",
            "roberta": json.dumps(roberta),
            "gpt2": json.dumps(gpt2), "roberta vocab": json.dumps(roberta_model["vocab"]),
            "gpt2 vocab": json.dumps(gpt2_model["vocab"]),
            "merges": merge_lines, "llama": json.dumps(llama)}


def cases():
    def case(name, files, config=None, **others):
        result = {file: content for file, content in files.items()}
        if config is not None:
            result["tokenizer_config.json"] = json.dumps(config)
        result.update({file.replace("_json", ".json"): json.dumps(content) for file, content in others.items()})
        return name, result

    bert, cased, words = {"tokenizer.json": "base:bert"}, {"tokenizer.json": "base:cased"}, {"vocab.txt": "base:vocab"}
    roberta, gpt2, llama = {"tokenizer.json": "base:roberta"}, {
        "tokenizer.json": "base:gpt2"}, {"tokenizer.json": "base:llama"}
    roberta_files = {"vocab.json": "base:roberta vocab", "merges.txt": "base:merges"}
    gpt2_files = {"vocab.json": "base:gpt2 vocab", "merges.txt": "base:merges"}
    tokens = {"@USER": 500, "HTTPURL": 501, "😀": 502}
    mask = {"content": "<mask>", "lstrip": True, "normalized": False, "rstrip": False, "single_word": False}
    generic = {"tokenizer_class": "PreTrainedTokenizerFast"}
    B, R, G, L = ({"tokenizer_class": f"{name}Tokenizer"} for name in ("Bert", "Roberta", "GPT2", "Llama"))
    yield case("bert as it is", bert, B)
    yield case("bert cased by config", bert, {**B, "do_lower_case": False})
    yield case("bert lower-cased by default", cased, B)
    yield case("bert keeps case where the class is another", cased, generic)
    yield case("bert accents", bert, {**B, "strip_accents": False})
    yield case("bert ideographs", bert, {**B, "tokenize_chinese_chars": False})
    yield case("bert class by model type", cased, config_json={"model_type": "bert"})
    yield case("bert added tokens", bert, B, added_tokens_json=tokens)
    yield case("bert added specials", bert, {**B, "additional_special_tokens": ["<extra>", "tok"]},
               added_tokens_json=tokens)
    yield case("bert decoder", bert, {**B, "added_tokens_decoder": {"4": {"content": "[MASK]", "lstrip": True,
                                                                          "rstrip": True, "normalized": False,
                                                                          "single_word": False, "special": True},
                                                                  "600": {"content": "@USER", "lstrip": False,
                                                                          "rstrip": False, "normalized": False,
                                                                          "single_word": True, "special": False},
                                                                  "601": {"content": "<extra>", "lstrip": False,
                                                                          "rstrip": True, "normalized": False,
                                                                          "single_word": False, "special": True}}})
    yield case("bert map", bert, B, special_tokens_map_json={"mask_token": {"content": "<mask>", "lstrip": True,
                                                                            "normalized": True, "rstrip": False,
                                                                            "single_word": False},
                                                            "additional_special_tokens": [
                                                                "HTTPURL", {"content": "<extra>", "lstrip": True,
                                                                            "normalized": False, "rstrip": True,
                                                                            "single_word": False}]})
    yield case("vocabulary alone", words, B)
    yield case("vocabulary cased", words, {**B, "do_lower_case": False})
    yield case("vocabulary added", words, B, added_tokens_json=tokens)
    decoder = {
        "0": {"content": "[PAD]", "lstrip": False, "normalized": False, "rstrip": False, "single_word": False,
              "special": True},
        "700": {"content": "GATES", "lstrip": False, "normalized": True, "rstrip": False, "single_word": False,
                "special": False}}
    yield case("vocabulary decoder", words, {**B, "added_tokens_decoder": decoder})
    yield case("vocabulary map", words, B, special_tokens_map_json={"additional_special_tokens": ["<extra>"]},
               added_tokens_json={**tokens, "<extra>": 503})
    yield case("roberta as it is", roberta, R)
    yield case("roberta prefix", roberta, {**R, "add_prefix_space": True})
    yield case("roberta mask", roberta, {**R, "mask_token": {"__type": "AddedToken", **mask}})
    yield case("roberta files", roberta_files, R)
    yield case("roberta files prefix", roberta_files, {**R, "add_prefix_space": True})
    yield case("roberta files map", roberta_files, R, special_tokens_map_json={"mask_token": mask},
               added_tokens_json=tokens)
    yield case("gpt2 without its space", gpt2, G)
    yield case("gpt2 with its space", gpt2, {**G, "add_prefix_space": True})
    yield case("generic loses its space", gpt2, generic)
    yield case("generic added", gpt2, generic, added_tokens_json=tokens)
    yield case("generic pad", gpt2, {**generic, "pad_token": "[PAD]", "eos_token": "<|endoftext|>"})
    yield case("gpt2 files", gpt2_files, G)
    yield case("gpt2 files prefix", gpt2_files, {**G, "add_prefix_space": True}, added_tokens_json=tokens)
    yield case("gpt2 files begin", gpt2_files, {**G, "add_bos_token": True})
    yield case("llama as it is", llama, L)
    yield case("llama without begin", llama, {**L, "add_bos_token": False, "add_eos_token": True})
    yield case("llama added", llama, {**L, "pad_token": "[PAD]"}, added_tokens_json=tokens)
    decoder = {
        "1": {"content": "<s>", "lstrip": False, "normalized": True, "rstrip": False, "single_word": False,
              "special": True},
        "900": {"content": "@USER", "lstrip": False, "normalized": True, "rstrip": False, "single_word": False,
                "special": False}}
    yield case("llama decoder", llama, {**L, "added_tokens_decoder": decoder})


def golden():
    contents, result = base(), {}
    for name, files in cases():
        with tempfile.TemporaryDirectory() as folder:
            for file, content in files.items():
                (pathlib.Path(folder) / file).write_text(contents[content[5:]] if content.startswith("base:")
                                                         else content, encoding="utf-8")
            reads = transformers.AutoTokenizer.from_pretrained(folder)
            result[name] = {"files": files, "match": [reads(text)["input_ids"] for text in TEXTS]}
    return {"versions": {"tokenizers": tokenizers.__version__, "transformers": transformers.__version__},
            "texts": TEXTS, "base": contents, "cases": result}


if __name__ == "__main__":
    golden_file.main("side_files.json", golden)
