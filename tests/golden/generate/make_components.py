# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# oracle: tokenizers
"""Every component of the `tokenizers` library in a small tokenizer.json of its own, and the ids it gives.

Two models show what a component does to a text: after a normalizer every byte is one id; after a pre-tokenizer the
first byte of each piece has another id than the same byte behind it. `components` lists what the library has; a case or
a refusal in the test must be there for each.

make_components.py [--out DIR] [--check], digests as in make_tokens.py
"""

import json

import tokenizers
from tokenizers import decoders, models, normalizers, pre_tokenizers, processors

import golden_file
import make_tokens
import token_strings
from token_toys import added, byte_characters, charsmap, template, tokenizer

EVERY = 10
BYTES = list(byte_characters().values())
PIECES = {"type": "WordPiece", "unk_token": BYTES[0], "continuing_subword_prefix": "##",
          "max_input_chars_per_word": 10000,
          "vocab": {**{c: i for i, c in enumerate(BYTES)}, **{"##" + c: 256 + i for i, c in enumerate(BYTES)}}}
TO_BYTES = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}
BEHAVIOURS = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"]


def normalizer_cases():
    yield from ((name, {"type": name}) for name in ("NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents", "Nmt",
                                                    "ByteLevel"))
    for left in (True, False):
        for right in (True, False):
            yield f"Strip {left} {right}", {"type": "Strip", "strip_left": left, "strip_right": right}
    for clean, chinese, accents, lower in ((True, True, None, True), (True, False, True, False),
                                           (False, True, False, True)):
        yield f"BertNormalizer {clean} {chinese} {accents} {lower}", {"type": "BertNormalizer", "clean_text": clean,
                                                                      "handle_chinese_chars": chinese,
                                                                      "strip_accents": accents, "lowercase": lower}
    yield "Prepend", {"type": "Prepend", "prepend": "▁x"}
    yield "Precompiled", {"type": "Precompiled", "precompiled_charsmap": charsmap()}
    yield "Replace text", {"type": "Replace", "pattern": {"String": "a"}, "content": "bb"}
    yield "Replace pattern", {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "}
    yield "Sequence", {"type": "Sequence", "normalizers": [{"type": "NFD"}, {"type": "StripAccents"},
                                                           {"type": "Strip", "strip_left": True, "strip_right": True}]}


def pre_tokenizer_cases():
    yield from ((name, {"type": name}) for name in ("BertPreTokenizer", "Whitespace", "WhitespaceSplit",
                                                    "UnicodeScripts"))
    for space in (True, False):
        for regex in (True, False):
            yield f"ByteLevel {space} {regex}", {"type": "ByteLevel", "add_prefix_space": space, "trim_offsets": True,
                                                 "use_regex": regex}
    for scheme in ("always", "first", "never"):
        for split in (True, False):
            yield f"Metaspace {scheme} {split}", {"type": "Metaspace", "replacement": "▁", "prepend_scheme": scheme,
                                                  "split": split}
    yield "CharDelimiterSplit", {"type": "CharDelimiterSplit", "delimiter": " "}
    yield "CharDelimiterSplit comma", {"type": "CharDelimiterSplit", "delimiter": "。"}
    yield "Digits", {"type": "Digits", "individual_digits": False}
    yield "Digits each", {"type": "Digits", "individual_digits": True}
    yield "FixedLength", {"type": "FixedLength", "length": 5}
    yield "FixedLength 1", {"type": "FixedLength", "length": 1}
    for behaviour in BEHAVIOURS:
        yield f"Punctuation {behaviour}", {"type": "Punctuation", "behavior": behaviour}
        for invert in (False, True):
            yield f"Split text {behaviour} {invert}", {"type": "Split", "pattern": {"String": " "},
                                                       "behavior": behaviour, "invert": invert}
            yield f"Split pattern {behaviour} {invert}", {"type": "Split", "pattern": {"Regex": r"\d+|[aeiou]"},
                                                          "behavior": behaviour, "invert": invert}
        yield f"Split nothing {behaviour}", {"type": "Split", "pattern": {"Regex": r"(?=[A-Z])"}, "behavior": behaviour,
                                             "invert": False}
    yield "Sequence", {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"},
                                                             {"type": "Punctuation", "behavior": "Contiguous"},
                                                             {"type": "Digits", "individual_digits": True}]}


def processor_cases():
    names = [added("<s>", 512), added("</s>", 513)]
    begin_end = template([("<s>", 512)], [("</s>", 513)])
    byte_level = {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": False, "use_regex": True}
    pair = {"sep": ["</s>", 513], "cls": ["<s>", 512]}
    for name, processor in (("TemplateProcessing", begin_end), ("BertProcessing", {"type": "BertProcessing", **pair}),
                            ("ByteLevel", byte_level),
                            ("RobertaProcessing", {"type": "RobertaProcessing", **pair, "trim_offsets": True,
                                                   "add_prefix_space": True}),
                            ("Sequence", {"type": "Sequence", "processors": [byte_level, begin_end]})):
        yield name, tokenizer(None, pre_tokenizer=TO_BYTES, post_processor=processor, added_tokens=names)


def decoder_cases():
    """A decoder changes no id, nor do truncation and padding where, as everywhere in the reference's classes, nobody
    asks for them."""
    for name, decoder in (("BPEDecoder", {"type": "BPEDecoder", "suffix": "</w>"}), ("ByteLevel", {**TO_BYTES}),
                          ("ByteFallback", {"type": "ByteFallback"}),
                          ("CTC", {"type": "CTC", "pad_token": "<pad>", "word_delimiter_token": "|", "cleanup": True}),
                          ("Fuse", {"type": "Fuse"}),
                          ("Metaspace", {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always",
                                         "split": True}),
                          ("Replace", {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}),
                          ("Strip", {"type": "Strip", "content": " ", "start": 1, "stop": 0}),
                          ("WordPiece", {"type": "WordPiece", "prefix": "##", "cleanup": True}),
                          ("Sequence", {"type": "Sequence", "decoders": [{"type": "ByteFallback"}, {"type": "Fuse"}]})):
        yield name, {**tokenizer(None, pre_tokenizer=TO_BYTES), "decoder": decoder}
    yield "truncation", {**tokenizer(None, pre_tokenizer=TO_BYTES),
                         "truncation": {"direction": "Right", "max_length": 4, "strategy": "LongestFirst", "stride": 0}}
    yield "padding", {**tokenizer(None, pre_tokenizer=TO_BYTES),
                      "padding": {"strategy": {"Fixed": 9}, "direction": "Right", "pad_to_multiple_of": None,
                                                                           "pad_id": 0, "pad_type_id": 0,
                                                                           "pad_token": "!"}}


def model_cases():
    """BPE, Unigram and WordPiece have toys of their own (token_toys.py)."""
    words = {word: i for i, word in enumerate(dict.fromkeys(["<unk>",
                                                             *(word for text in token_strings.texts()[:400]
                                                               for word in text.split())]))}
    yield "WordLevel", tokenizer({"type": "WordLevel", "vocab": words, "unk_token": "<unk>"},
                                 pre_tokenizer={"type": "WhitespaceSplit"})


def all_cases():
    for name, normalizer in normalizer_cases():
        pre_tokenizer = None if name == "ByteLevel" else TO_BYTES
        yield f"normalizers.{name}", tokenizer(None, normalizer=normalizer, pre_tokenizer=pre_tokenizer)
    for name, pre in pre_tokenizer_cases():
        bytes_after = [] if name.startswith("ByteLevel") else [TO_BYTES]
        yield f"pre_tokenizers.{name}", tokenizer(None,
                                                  pre_tokenizer={"type": "Sequence",
                                                                 "pretokenizers": [pre, *bytes_after]})
    for kind, cases in (("processors", processor_cases), ("decoders", decoder_cases), ("models", model_cases)):
        for name, file in cases():
            yield f"{kind}.{name}", file


def classes_of(module):
    base = {"DecodeStream", "Normalizer", "PreTokenizer", "PostProcessor", "Decoder", "Model"}
    return sorted(name for name, kind in vars(module).items() if isinstance(kind, type) and name not in base
                  and kind.__module__.startswith("tokenizers"))


def golden():
    texts = token_strings.texts()[::EVERY]
    cases = {}
    for name, file in all_cases():
        encode = make_tokens.json_encoder(json.dumps({**file, "model": file["model"] or PIECES}))
        cases[name] = {"tokenizer": file, "strings": [make_tokens.digest(encode(text, "plain"))[:8] for text in texts]}
    library = {"normalizers": normalizers, "pre_tokenizers": pre_tokenizers, "processors": processors,
               "decoders": decoders, "models": models}
    return {"versions": {"tokenizers": tokenizers.__version__}, "every": EVERY, "model": PIECES, "cases": cases,
            "components": {name: classes_of(module) for name, module in library.items()}}


if __name__ == "__main__":
    golden_file.main("token_components.json", golden)
