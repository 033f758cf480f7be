# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# oracle: tokenizers
"""Sentencepiece models with each of sentencepiece's own normalisation tables, and what the reference makes of 2,000
strings with them.

charsmaps/RULE.model.z is a small model trained on the strings (Unigram, pieces in the order of its training) with
--normalization_rule_name RULE; charsmaps/RULE.json.z the tokenizer.json that transformers converts it into for XLM-R.
Both are zlib streams behind their length in four bytes, as Qt's qUncompress() reads them. charsmaps.json holds the
digests (make_tokens.py) of the ids: `library` those of sentencepiece itself, null where two cuts tie, the others those
of transformers' tokenizer classes, each from a folder with the model and a tokenizer_config.json alone, special tokens
in the text matched.

make_charsmaps.py [--out DIR] [--check]
"""

import io
import json
import pathlib
import struct
import sys
import tempfile
import zlib

import sentencepiece
import tokenizers
import transformers

import golden_file
import make_tokens
import token_strings

RULES = ["nfkc", "nmt_nfkc", "nfkc_cf", "nmt_nfkc_cf", "identity"]
# class, name of the model's file, further fields of tokenizer_config.json, and the pieces its vocabulary begins with
CLASSES = {
    "xlm_roberta": ("XLMRobertaTokenizer", "sentencepiece.bpe.model", {}, {}),
    "camembert": ("CamembertTokenizer", "sentencepiece.bpe.model", {}, {}),
    "t5": ("T5Tokenizer", "spiece.model", {"extra_ids": 20}, dict(pad_id=0, eos_id=1, unk_id=2, bos_id=-1)),
    "t5_not_legacy": ("T5Tokenizer", "spiece.model", {"extra_ids": 20, "legacy": False},
                      dict(pad_id=0, eos_id=1, unk_id=2, bos_id=-1)),
    "albert": ("AlbertTokenizer", "spiece.model", {},
               dict(pad_id=0, unk_id=1, bos_id=-1, eos_id=-1, control_symbols=["[CLS]", "[SEP]", "[MASK]"])),
    "albert_cased": ("AlbertTokenizer", "spiece.model", {"do_lower_case": False, "keep_accents": True},
                     dict(pad_id=0, unk_id=1, bos_id=-1, eos_id=-1, control_symbols=["[CLS]", "[SEP]", "[MASK]"])),
    "deberta_v2": ("DebertaV2Tokenizer", "spm.model", {"do_lower_case": True, "split_by_punct": True},
                   dict(pad_id=0, bos_id=1, eos_id=2, unk_id=3, pad_piece="[PAD]", bos_piece="[CLS]", eos_piece="[SEP]",
                        unk_piece="[UNK]")),
}


def trained(rule, **options):
    model = io.BytesIO()
    lines = [text.replace("\n", " ").replace("\0", " ") for text in token_strings.texts()[:1700] if text.strip()]
    sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(lines), model_writer=model, vocab_size=900,
                                             model_type="unigram", num_threads=1,
                                             normalization_rule_name=rule, character_coverage=.98,
                                             hard_vocab_limit=False, minloglevel=2, **options)
    return model.getvalue()


def compressed(content):
    return struct.pack(">I", len(content)) + zlib.compress(content, 9)


def loaded(folder, name, kind, config, model):
    folder = pathlib.Path(folder)
    (folder / name).write_bytes(model)
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": kind, **config}))
    return transformers.AutoTokenizer.from_pretrained(folder)


def digests(encode, every=1):
    return [make_tokens.digest(encode(text))[:8] for text in token_strings.texts()[::every]]


def ties(processor, text):
    """Two cuts score the same, of which versions of the library take one or the other."""
    best = processor.nbest_encode(text, nbest_size=2, return_type="proto").nbests
    return len(best) == 2 and abs(best[0].score - best[1].score) < 1e-4


def files():
    """RULE.model.z and RULE.json.z; training is not the same on every processor, so --check keeps the files there
    are."""
    result = {}
    for rule in RULES:
        model = trained(rule)
        result[f"{rule}.model.z"] = model
        with tempfile.TemporaryDirectory() as folder:
            result[f"{rule}.json.z"] = loaded(folder, "sentencepiece.bpe.model", "XLMRobertaTokenizer", {},
                                              model).backend_tokenizer.to_str().encode()
    for name, (_, _, _, options) in CLASSES.items():
        if options and name != "t5_not_legacy":
            result[f"{name}.model.z"] = trained("nmt_nfkc" if name in ("t5", "albert") else "identity", **options)
    return result


def model_of(name):
    return f"{name.removesuffix('_not_legacy')}.model.z" if CLASSES[name][3] else "nmt_nfkc.model.z"


def golden(folder):
    def content(name):
        return zlib.decompress((folder / name).read_bytes()[4:])

    result = {"versions": {name.__name__: name.__version__ for name in (sentencepiece, tokenizers, transformers)},
              "every": 4,
              "library": {}, "json": {}, "classes": {}}
    for rule in RULES:
        processor = sentencepiece.SentencePieceProcessor(model_proto=content(f"{rule}.model.z"))
        result["library"][rule] = [None if ties(processor, text) else digest for text, digest in
                                   zip(token_strings.texts(), digests(lambda text: [processor.bos_id()]
                                                                      + processor.encode(text)))]
        encode = make_tokens.json_encoder(content(f"{rule}.json.z").decode())
        result["json"][rule] = digests(lambda text: encode(text, "plain"))
    for name, (kind, file, config, _) in CLASSES.items():
        with tempfile.TemporaryDirectory() as place:
            tokenizer = loaded(place, file, kind, config, content(model_of(name)))
            result["classes"][name] = {"file": file, "config": {"tokenizer_class": kind, **config},
                                       "model": model_of(name),
                                       "strings": digests(lambda text: tokenizer(text)["input_ids"], result["every"])}
    return result


if __name__ == "__main__":
    out = pathlib.Path(sys.argv[sys.argv.index("--out")
                                + 1]) if "--out" in sys.argv else pathlib.Path(__file__).resolve().parent.parent
    folder = out / "charsmaps"
    if "--check" not in sys.argv:
        folder.mkdir(exist_ok=True)
        for name, content in files().items():
            (folder / name).write_bytes(compressed(content))
            print(f"{folder / name}: {(folder / name).stat().st_size} bytes")
    golden_file.main("charsmaps.json", lambda: golden(folder))
