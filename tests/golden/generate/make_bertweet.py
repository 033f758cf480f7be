# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# oracle: emoji
"""Golden token ids of transformers' BertweetTokenizer, with and without its tweet normalisation, for a small vocab.txt
and bpe.codes learnt here from the texts themselves.

Texts: those of token_strings.py, then 1,500 of what its patterns look for. Digests, `plain` and `match` as in
make_tokens.py; `plain` is split_special_tokens. Of the Gates tweets there are the digests alone.

make_bertweet.py [--out DIR] [--check], as make_metrics.py
"""

import csv
import hashlib
import html.entities
import json
import os
import pathlib
import random
import struct
import tempfile

import emoji
import regex
import transformers

import golden_file
import token_strings
import token_toys

MERGES = 900
# Orders that learning does not give: the whole before its parts, a pair twice, the end mark out of letters.
ODD_CODES = ["zq z 9", "qz</w> z 8", "z q 7", "< / 6", "</ w 6", "</w > 6", "a </w> 5", "z q 4", "q z</w> 4"]
ODD_TOKENS = ["zqz@@", "zqzq", "zq@@", "zqz", "</w>@@", "a</w>@@", "two words", "a\u00a0b", "<mask>x", "</s>@@"]
HANDLES = ["@a", "@Bill_Gates", "@ü", "@", "@@x", "@1", "a@b", "@x:", "@-:", "@'", "＠full", "@a.com", ".@who", "(@who)"]
ADDRESSES = ["http://t.co/a", "https://t.co/Ab1?x=1&y=2", "HTTP://A.DE", "httpſ://x.y", "http:a", "http:/a",
             "http://///a", "https:%20", "http:", "http://",
             "www.x.org", "WWW.", "x.org", "x.org/", "x.org/a", "x.org/(a)", "x.org/(a(b)c)d", "x.org/(a(b)",
             "x.org/a(b", "x.org/a)b", "x.org/a(b)(c",
             "x.org/(((", "x.org/)))", "x.org/a.", "x.org/a).", "x.org/[a]", "x.org/a!?", "x.org/!!", "x.org/«»",
             "x.org@", "a@x.org", "x.org/@y",
             "foo.na@example.com", "u.s.a", "e.g.", "a.b.c.de", "a-b.com", "a.com-b", "a.com_b", "a.com2", "a.co.uk",
             "1.2.com", "x.abcdefghijklmn",
             "x.abcdefghijklm/", "x..com", "-.com/", "..com/a", "x.com:80/a", "ftp://x.com/a", "İ.com", "K.ſſ", "é.com",
             "x.comé", "a.b-c.de/x", "a.12/",
             "http://a(b)c(d)e", "http://a(b)<c", "http://(a)", "http://(a)(b)", "http://(a", "http://()",
             "http://(())", "http://((a))", "http://a(b(c)d)e(",
             "http://a‘b’", "http://x/“q”", "http://例え.テスト/あ", "https://ex.com/a_(b)_(c)", "http://a,b;c:d'",
             "http://a(,)b(.)"]
MAILS = ["a@b.org", "a.b+c@d-e.co.uk", "a@b", "a@b.c", "a@b.c.", "a@b.cd.", "@a@b.cd", "a@b..cd", "a@b.c..d",
         "é_@ß.straße", "a@.bc", "a+@b.cd.ef.", "-@-.--"]
PHONES = ["555-1234", "555 1234", "(555) 555-1234", "+1 555 555 1234", "1-800-555-1234", "0 (555)555*1234", "5551234",
          "15551234", "15555551234", "+5551234",
          "+1(555)5551234", "(555)1234", "٥٥٥-١٢٣٤", "555.1234.", "555-123", "1) 555 1234", "1  ***...)) 5551234",
          "12345678901234", "+0-123"]
NUMBERS = ["1", "3.14", "-3.14", "+1,000", "1,000,000", "10:30", "1/2", "1-2-", "5-6+", "2020-04-01", "10%", "$9.99",
           "½", "²", "٣٫١٤", "-5", "+", "1.", ".5", "1.a", "１２．５"]
FACES = [":)", ":-)", ";-P", ":'(", "8-D", "=]", ":o)", ":O|", "(:", "d:", "D-8", ">:(", ">:-)", "<3", "<:|", ":D<",
         "@:", ":@", "\\:", "</3", "<33", "XD", ":-", ":/", "http://:)",
         "p=", "P;>", ":|", "}:", "8)", "=8", "::", ":\\"]
TAGS = ["<b>", "</b>", "<br />", "<>", "<a<b>", "<a", "<a>b>", "->", "-->", "<-", "<--", "--", "<->", "<-->", "=>",
        "<s>x</s>", "<<>>", "<é>", "<a\u00a0b>"]
HASHES = ["#a", "#ab", "#5g", "##ab", "#a'b", "#a-", "#a-b-", "#a'", "#_", "#__", "#", "#é́x", "#東京", "#a#b", "#-a",
          "#a_'"]
WORDS = ["cannot", "can't", "don't", "ain't", "I'm", "he's", "we're", "they'll", "I'd", "I've", "can n't", "n 't",
         "n't", "x'm", "isn't.", "p.m.", "a.m.", "p . m .", "a . m",
         "5 p.m.", "10 a.m", "p. m.", "p.m", "zqzq", "zqzqz", "zqz", "a</w>", "</w>", "</w>a", "a_b", "_", "__", "a'b",
         "'a'", "rock'n'roll", "a--b", "x-", "-x", "naïve-ß",
         "cooool", "a\u0301b", "क्षि", "a\u200db", "\u200d", "\ufe0f", "‘q’", "“q”", "it’s", "wait…", "\u2026\u2026",
         "’", "@@", "a@@", "x@@ y"]
ENTITIES = ["&amp;", "&lt;3", "&gt;", "&quot;", "&hellip;", "&rsquo;", "&nbsp;", "&#39;", "&#x27;", "&#X27;",
            "&#128514;", "&#x1F602;", "&#xd83d;", "&#55357;x", "&#0;", "&#150;", "&#129;",
            "&#x80;", "&xi;", "&x41;", "&x;", "&#;", "&#x;", "&;", "&bogus;", "&amp", "&amp;lt;", "&a b;", "&#1114112;",
            "&#99999999999999999999;", "&#-5;", "&#-0;", "&#+65;",
            "&#6_5;", "&#6__5;", "&#_65;", "&#x0x41;", "&#x0X_41;", "&#x_41;", "&#٦٥;", "&#x٤١;", "&#1D;",
            "&#\x1c65\x1d;", "&AMP;", "&Alpha;&beta;", "&&amp;;", "&é;", "&#6 5;", "&thetasym;",
            "&copy;", "&#xfe0f;", "&#65039;", "&spades;", "&#x2122;", "&#" + "0" * 4298 + "65;",
            "&#" + "0" * 4299 + "65;", "&#𝟞𝟝;"]
ROWS = ["!!!!", "!!!", "....", ". . .", ". .", ".\n.", "-----", "    ", "\n\n\n\n", "😂😂😂😂😂", "ののののの", "éééé", "aaaaaa",
        "1111111", "@@@@", "####ab", "____", "……", "((((", "\u0301" * 5, "&&&&"]
SYMBOLS = list("☺❤♥✅™©®☎✌✔") + ["❤️", "👍🏽", "🏽", "🇩🇪", "🇩", "1️⃣", "👩‍👩‍👧", "🤣", "🥲", "🫠", "👞", "🕐", "⃣", "ℹ", "㊗", "🈁",
                                "🅰", "Ⓜ", "〰", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"]
GAPS = ["", "", " ", " ", " ", "  ", "\n", "\t", "\x1c", "\x85", "\u3000", "\u200b", ".", ",", "'", "(", ")", "-", "/",
        "@", ":", "&", "#", "<", ">", "_"]
POOLS = [HANDLES, ADDRESSES, ADDRESSES, MAILS, PHONES, NUMBERS, FACES, TAGS, HASHES, WORDS, WORDS, ENTITIES, ROWS,
         SYMBOLS]
RANDOM = "ab1_.-@:/()<>[]'&#;x=8DpP*+ \n\u00e9\u0301\u0663,!😂</w>zq"


def extra_texts():
    generator = random.Random(20261127)
    pick = generator.choice
    result = [text for pool in dict.fromkeys(map(tuple, POOLS)) for text in pool]
    result += [f"&{name};" for name in sorted(html.entities.name2codepoint)[::9]]
    result += ["".join(text for text in emoji.UNICODE_EMOJI if len(text) == 1)]
    result += ["zq" * 40, "zq" * 40 + "z", "ab" * 200, "x.org/" + "(a" * 60, "x.org/" + "a(b)" * 60, "<a" * 60,
               "a." * 80, "a.b-" * 50 + "com/"]
    while len(result) < 1100:
        parts = [pick(pick(POOLS)) for _ in range(generator.randrange(2, 7))]
        result.append("".join(part + pick(GAPS) for part in parts))
    while len(result) < 1500:
        result.append("".join(pick(RANDOM) for _ in range(generator.randrange(3, 40))))
    return result


def encoder(folder, normalization):
    tokenizer = transformers.BertweetTokenizer(f"{folder}/vocab.txt", f"{folder}/bpe.codes",
                                               normalization=normalization)

    def encode(text, mode):
        tokenizer.split_special_tokens = mode == "plain"
        return tokenizer.encode(text, split_special_tokens=mode == "plain")

    return tokenizer, encode


def learn(folder, texts):
    """bpe.codes and vocab.txt of the texts as the tokenizer itself normalises them, and of the texts as they are."""
    for name, content in (("vocab.txt", "x 1\n"), ("bpe.codes", "x y 1\n")):
        pathlib.Path(folder, name).write_text(content, encoding="utf-8")
    normalise = encoder(folder, True)[0].normalizeTweet
    words = sorted({word for text in texts for word in [*normalise(text).split(), *text.split()] if 1 < len(word) < 20
                    and word.isprintable()})
    merges = token_toys.learn_merges([(*word[:-1], word[-1] + "</w>") for word in words], MERGES)
    codes = ODD_CODES + [f"{left} {right} {len(merges) - i}" for i, (left, right) in enumerate(merges)]
    pathlib.Path(folder, "bpe.codes").write_text("".join(line + "\n" for line in codes), encoding="utf-8")
    symbols = sorted({character for word in words[::2] for character in word} | {"".join(pair) for pair in merges})
    tokens = [symbol[:-4] if symbol.endswith("</w>") else symbol + "@@" for symbol in symbols]
    tokens = [token for token in dict.fromkeys(ODD_TOKENS + [symbol for symbol in symbols if len(symbol) == 1]
                                               + tokens) if token]
    pathlib.Path(folder, "vocab.txt").write_text("".join(f"{token} {len(tokens) - i}\n"
                                                         for i, token in enumerate(tokens)), encoding="utf-8")


def digest(ids):
    return hashlib.sha256(struct.pack(f"<{len(ids)}i", *ids)).hexdigest()[:8]


def digests(folder, texts):
    result = {}
    for name, normalization in (("normalised", True), ("raw", False)):
        encode = encoder(folder, normalization)[1]
        result[name] = {mode: [digest(encode(text, mode)) for text in texts] for mode in ("plain", "match")}
    return result


def build():
    extra = extra_texts()
    with tempfile.TemporaryDirectory() as folder:
        learn(folder, token_strings.texts() + extra)
        tokenizer, encode = encoder(folder, True)
        full = [{"text": text, "mode": mode, "ids": encode(text, mode)}
                for text in ("@Bill_Gates says it’s fine 😂 https://t.co/a…", "<s> I cannot </s><mask>", "it's  5G\n")
                for mode in ("plain", "match")]
        return {"versions": {"transformers": transformers.__version__, "emoji": emoji.__version__,
                             "regex": regex.__version__},
                "vocab.txt": pathlib.Path(folder, "vocab.txt").read_text(encoding="utf-8"),
                "bpe.codes": pathlib.Path(folder, "bpe.codes").read_text(encoding="utf-8"), "size": len(tokenizer),
                "texts": extra, "full": full,
                **digests(folder, token_strings.texts() + extra), "tweets": digests(folder, tweets())}


def tweets():
    with open(pathlib.Path(os.environ["WARBLER_TEST_DATA"]) / "tweets/labelled_gates.csv", encoding="utf-8",
              newline="") as file:
        return [row["content"] for row in csv.DictReader(file)]


if __name__ == "__main__":
    transformers.logging.set_verbosity_error()
    golden_file.main("tokens_bertweet.json", build)
