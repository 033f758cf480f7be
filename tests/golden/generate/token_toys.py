# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small tokenizer.json files that between them use every component Warbler reads."""

import collections
import math
import unicodedata


def byte_characters():
    kept = list(range(0x21, 0x7F)) + list(range(0xA1, 0xAD)) + list(range(0xAE, 0x100))
    others = [b for b in range(256) if b not in kept]
    return {**{b: chr(b) for b in kept}, **{b: chr(0x100 + i) for i, b in enumerate(others)}}


def learn_merges(words, count):
    """Byte-pair encoding's own training: the most frequent pair, of equal ones the first in code-point order."""
    words = {word: list(word) for word in words}
    counts = collections.Counter(words.keys())
    merges = []
    while len(merges) < count:
        pairs = collections.Counter()
        for word, symbols in words.items():
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += counts[word]
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        for word, symbols in words.items():
            merged, i = [], 0
            while i < len(symbols):
                if tuple(symbols[i:i + 2]) == best:
                    merged.append(symbols[i] + symbols[i + 1])
                    i += 2
                else:
                    merged.append(symbols[i])
                    i += 1
            words[word] = merged
    return merges


def bpe(alphabet, merges, specials=(), **options):
    tokens = list(dict.fromkeys([*specials, *alphabet, *("".join(pair) for pair in merges)]))
    model = {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
             "end_of_word_suffix": None,
             "fuse_unk": False, "byte_fallback": False, "ignore_merges": False,
             "vocab": {token: i for i, token in enumerate(tokens)},
             "merges": [" ".join(pair) for pair in merges]}
    return {**model, **options}


def added(content, token_id, **options):
    return {"id": token_id, "content": content, "single_word": False, "lstrip": False, "rstrip": False,
            "normalized": False, "special": True, **options}


def tokenizer(model, normalizer=None, pre_tokenizer=None, post_processor=None, added_tokens=()):
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": list(added_tokens),
            "normalizer": normalizer,
            "pre_tokenizer": pre_tokenizer, "post_processor": post_processor, "decoder": None, "model": model}


def template(before, after=()):
    parts = [{"SpecialToken": {"id": name, "type_id": 0}}
             for name, _ in before] + [{"Sequence": {"id": "A", "type_id": 0}}]
    parts += [{"SpecialToken": {"id": name, "type_id": 0}} for name, _ in after]
    return {"type": "TemplateProcessing", "single": parts, "pair": parts + [{"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {name: {"id": name, "ids": [number], "tokens": [name]}
                               for name, number in (*before, *after)}}


def words_of(texts):
    return sorted({word for text in texts for word in text.split() if len(word) < 40})


def byte_level_toys(texts):
    mapped = byte_characters()
    words = [("Ġ" if i % 2 else "") + "".join(mapped[b] for b in word.encode())
             for i, word in enumerate(words_of(texts))]
    merges = learn_merges(words, 250)
    alphabet = [mapped[b] for b in range(256)]
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    gpt2 = bpe(alphabet, merges, ["<|endoftext|>"])
    roberta = bpe(alphabet, merges, ["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    roberta_added = [added(name, i) for i, name in enumerate(["<s>", "<pad>", "</s>",
                                                              "<unk>"])] + [added("<mask>", 4, lstrip=True)]
    llama3 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| "
              r"?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")
    whole = bpe(alphabet, merges, ["<|begin_of_text|>"], ignore_merges=True)
    whole["vocab"]["ĠGates"] = len(whole["vocab"])
    whole["vocab"]["Ġ5"] = len(whole["vocab"])
    whole["merges"] = [list(pair) for pair in merges]
    split = {"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": llama3},
                                                    "behavior": "Isolated", "invert": False},
                                                   {**byte_level, "use_regex": False}]}
    word_runs = {"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": r"\w+|\d|[^\w\s]"},
                                                        "behavior": "MergedWithPrevious", "invert": False},
                                                       {"type": "ByteLevel", "add_prefix_space": True,
                                                        "trim_offsets": True}]}
    return {
        "gpt2": tokenizer(gpt2, pre_tokenizer=byte_level, post_processor={**byte_level, "trim_offsets": False},
                          added_tokens=[added("<|endoftext|>", 0)]),
        "roberta": tokenizer(roberta, pre_tokenizer={**byte_level, "add_prefix_space": True},
                             added_tokens=roberta_added,
                             post_processor={"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0],
                                             "trim_offsets": True, "add_prefix_space": True}),
        "llama3": tokenizer(whole, pre_tokenizer=split, post_processor=template([("<|begin_of_text|>", 0)]),
                            added_tokens=[added("<|begin_of_text|>", 0)]),
        "word_runs": tokenizer(gpt2, normalizer={"type": "NFC"}, pre_tokenizer=word_runs),
    }


def metaspace_toys(texts):
    words = [("▁" if i % 3 else "") + word for i, word in enumerate(words_of(texts))]
    merges = learn_merges(words, 250)
    characters = collections.Counter("".join(words))
    alphabet = sorted(c for c in characters if characters[c] > 3)
    merges = [pair for pair in merges if set("".join(pair)) <= set(alphabet)]
    hexes = [f"<0x{b:02X}>" for b in range(256)]
    specials = ["<unk>", "<s>", "</s>"]
    with_bytes = bpe(alphabet, merges, specials + hexes, unk_token="<unk>", fuse_unk=True, byte_fallback=True)
    half_bytes = bpe(alphabet, merges, specials + hexes[:0xC0], unk_token="<unk>", fuse_unk=True, byte_fallback=True)
    unfused = bpe(alphabet, merges, specials, unk_token="<unk>")
    dropping = bpe(alphabet, merges)
    replace = {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}
    size = len(with_bytes["vocab"])
    strange = [added("<unk>", 0), added("<s>", 1, normalized=True), added("</s>", 2),
               added("wrapped", size, single_word=True, special=False),
               added("tok en", size + 1, lstrip=True, rstrip=True, special=False),
               added("ALLCAPS", size + 2, normalized=True, special=False, rstrip=True),
               added("wrap", size + 3, special=False, single_word=True)]
    squeeze = {"type": "Sequence", "normalizers": [{"type": "Replace", "pattern": {"Regex": r"\s{2,}|[\t\n]"},
                                                    "content": " "}, {"type": "NFD"},
                                                   {"type": "StripAccents"}, {"type": "Lowercase"}, {"type": "NFKC"}]}
    return {
        "llama": tokenizer(with_bytes, normalizer={"type": "Sequence",
                                                   "normalizers": [{"type": "Prepend", "prepend": "▁"}, replace]},
                           post_processor=template([("<s>", 1)], [("</s>", 2)]), added_tokens=strange),
        "half_bytes": tokenizer(half_bytes, pre_tokenizer={"type": "Metaspace", "replacement": "▁",
                                                           "prepend_scheme": "first", "split": False},
                                added_tokens=[added("<unk>", 0), added("<s>", 1), added("</s>", 2)]),
        "gemma": tokenizer(with_bytes, normalizer=replace,
                           pre_tokenizer={"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious",
                                          "invert": False},
                           post_processor=template([("<s>", 1)]),
                           added_tokens=[added("<unk>", 0), added("<s>", 1), added("</s>", 2)]),
        "metaspace": tokenizer(unfused, pre_tokenizer={"type": "Metaspace", "replacement": "▁",
                                                       "prepend_scheme": "first", "split": True},
                               added_tokens=[added("<unk>", 0), added("<s>", 1), added("</s>", 2, rstrip=True)]),
        "whitespace": tokenizer(dropping, normalizer=squeeze, pre_tokenizer={"type": "Sequence", "pretokenizers": [
            {"type": "Whitespace"}, {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always",
                                     "split": True}]}),
    }


def charsmap():
    """A normalisation table as sentencepiece compiles it, base64: NFKC of what the texts hold, and two of its own."""
    import base64
    import io
    import os
    import tempfile

    import sentencepiece

    rules = {"\t": " ", "\n": " ", "\u00a0": " ", "\u3000": " ", "\u200b": "", "\u00ad": "", "\ufeff": "",
             "e\u0301": "é", "\x07": ""}
    for code in [*range(0xFF01, 0xFF5F), *range(0xFF66, 0xFF9E), *range(0x2460, 0x2474), 0xBD, 0xB2, 0xFB01, 0xFB02,
                 0x2116, 0x212B, 0xFDFA, 0x337F, 0x2026]:
        rules[chr(code)] = unicodedata.normalize("NFKC", chr(code))
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "rules.tsv")
        with open(table, "w", encoding="utf-8") as file:
            for source, target in sorted(rules.items()):
                file.write(" ".join(f"{ord(c):X}" for c in source) + "\t" + " ".join(f"{ord(c):X}" for c in target)
                           + "\n")
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(["a b c", "b c d"]), model_writer=model,
                                                 vocab_size=8, model_type="char",
                                                 normalization_rule_tsv=table, minloglevel=2)
        from sentencepiece import sentencepiece_model_pb2
        return base64.b64encode(sentencepiece_model_pb2.ModelProto.FromString(
            model.getvalue()).normalizer_spec.precompiled_charsmap).decode()


def unigram_toys(texts):
    counts = collections.Counter()
    for word in words_of(texts):
        marked = "▁" + word
        for i in range(len(marked)):
            for length in range(1, 7):
                if i + length <= len(marked):
                    counts[marked[i:i + length]] += length
    best = sorted(counts, key=lambda piece: (-counts[piece], piece))[:700]
    total = sum(counts.values())
    vocabulary = [["<unk>", 0.0], ["<s>", 0.0],
                  ["</s>", 0.0]] + [[piece, round(math.log(counts[piece] / total), 6)] for piece in best
                                    if not piece.startswith("<0x")]
    hexes = [[f"<0x{b:02X}>", -20.5] for b in range(256)]
    pre = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    table = {"type": "Precompiled", "precompiled_charsmap": charsmap()}
    specials = [added("<unk>", 0), added("<s>", 1), added("</s>", 2)]
    return {
        "unigram": tokenizer({"type": "Unigram", "unk_id": 0, "vocab": vocabulary}, normalizer=table, pre_tokenizer=pre,
                             post_processor=template([("<s>", 1)], [("</s>", 2)]), added_tokens=specials),
        "unigram_bytes": tokenizer({"type": "Unigram", "unk_id": 0, "vocab": vocabulary + hexes, "byte_fallback": True},
                                   pre_tokenizer={**pre, "split": False},
                                   normalizer={"type": "Sequence",
                                               "normalizers": [table, {"type": "Replace", "pattern": {"Regex": " {2,}"},
                                                                       "content": " "}]},
                                   added_tokens=specials),
        # As multilingual sentence encoders have it, older files with add_prefix_space beside the scheme.
        "multilingual": tokenizer({"type": "Unigram", "unk_id": 0, "vocab": vocabulary}, normalizer=table,
                                  pre_tokenizer={"type": "Sequence",
                                                 "pretokenizers": [{"type": "WhitespaceSplit"},
                                                                   {**pre, "add_prefix_space": True}]},
                                  post_processor=template([("<s>", 1)], [("</s>", 2)]),
                                  added_tokens=[*specials[:2], added("</s>", 2, lstrip=True)]),
    }


def word_piece_toys(texts):
    words = sorted({piece for word in words_of(texts)[::3] for piece in (word, word[:3], word[:1])})
    parts = sorted({"##" + piece for word in words_of(texts)[::3] for piece in (word[1:], word[3:5], word[-1:])
                    if piece})
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary = {token: i for i, token in enumerate(dict.fromkeys(names + words + parts))}
    model = {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
             "max_input_chars_per_word": 12, "vocab": vocabulary}
    normalizer = {"type": "BertNormalizer", "clean_text": False, "handle_chinese_chars": False, "strip_accents": None,
                  "lowercase": False}
    return {"cased": tokenizer(model, normalizer=normalizer, pre_tokenizer={"type": "BertPreTokenizer"},
                               added_tokens=[added(n, i) for i, n in enumerate(names)],
                               post_processor={"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]})}


def definitions(texts):
    return {**byte_level_toys(texts), **metaspace_toys(texts), **unigram_toys(texts), **word_piece_toys(texts)}
