# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts on which tokenizers are compared: 2,000 drawn with a fixed seed from what tweets and hostile files hold."""

import random
import unicodedata

WORDS = ("the a to of and vaccine microchip Bill Gates says it's don't I'll we've they're you'd COVID 5G Tram "
         "tram-stop naïve "
         "café résumé über Straße İstanbul ıssız ΟΔΥΣΣΕΥΣ Σίσυφος Ёлка München Đà Nẵng façade coöperate ﬁnance ﬂow №5 "
         "Å ﷺ ½ ² "
         "label : Label Answer: content yes no maybe RT lol 100% $9.99 1,000,000 3.14 2020-04-01 10:30pm").split()
SIGNS = ["!!", "...", "…", "?!", ",", ".", ";", ":", "-", "—", "’s", "“quoted”", "(see)", "[1]", "{x}", "<b>", "&amp;",
         "#5gkills",
         "@BillGates", "https://t.co/AbC123", "www.who.int", "a@b.org", "\\n", "/path/to", "^_^", "¯\\_(ツ)_/¯", "~",
         "`code`", "|", "a|b",
         "。", "，", "、", "।", "۔", "،", "¿", "¡", "«»", "‹›", "•", "†", "§", "$", "+", "=", "<3"]
EMOJI = ["😂", "🤣", "👍🏽", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "🇺🇸", "1️⃣", "❤️", "☺", "🧑🏿‍🚀", "😷", "💉", "🦠", "🫠", "♥", "✅",
         "🏴󠁧󠁢󠁳󠁣󠁴󠁿"]
CJK = ["生活的真谛是", "疫苗", "東京タワー", "ワクチン", "ｶﾀｶﾅ", "백신", "한국어", "各位", "㍿", "𠮷野家", "𪚥", "丽", "〇", "「引用」", "１２３ＡＢＣ", "が"]
RTL = ["اللقاح", "السَّلامُ عليكم", "لا", "שלום", "חִיסּוּן", "۱۲۳", "٣٤٥", "گفتگو", "ﻻ", "\u200fabc\u200e", "ﭏ"]
INDIC = ["टीका", "नमस्ते।", "วัคซีน", "ভ্যাকসিন", "தடுப்பூசி", "ကာကွယ်ဆေး", "ទឹក", "བོད"]
MARKS = ["e\u0301", "a\u0308\u0323", "Z\u0351\u036bA\u0334\u0321L\u0337G\u0321O\u0321", "q\u0307\u0323", "\u0301lone",
         "o\u20dd", "ö̲", "ा", "\u1100\u1161"]
CONTROLS = ["\x00", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x1f", "\x7f", "\x80", "\x85", "\x9f", "\xa0",
            "\xad", "\u0600", "\u061c",
            "\u180e", "\u200b", "\u200c", "\u200d", "\u2028", "\u2029", "\u202e", "\u2060", "\u3000", "\ufeff",
            "\ufffd", "\ufffe", "\uffff", "\ue000",
            "\U000e0001", "\U000f0000", "\U0010ffff", "\u0378", "\U0001fbff", "\u2003", "\u1680", "\u205f"]
SPECIALS = ["<s>", "</s>", "<pad>", "<unk>", "<mask>", "[CLS]", "[SEP]", "[PAD]", "[UNK]", "[MASK]", "<|user|>",
            "<|endoftext|>", "<0x0A>", "<0xE2>",
            "▁", "▁▁", "##ing", "##", "Ġ", "Ċ", "@@", "</w>", "<bos>", "wrapped", "tok en", "ALLCAPS"]
SPACES = ["  ", "   ", "\t", "\n", "\n\n", "\r\n", " \n ", "\t\t", "     "]


def random_character(generator):
    while True:
        plane = generator.choice([0, 0, 0, 0, 1, 1, 2, 3, 14])
        code = (plane << 16) + generator.randrange(0x10000)
        # What newer versions of Unicode assigned is read differently by every library.
        if unicodedata.category(chr(code)) not in ("Cn", "Cs"):
            return chr(code)


def texts():
    generator = random.Random(20261122)
    pick = generator.choice
    result = ["", " ", "  ", "\n", "a", "Hello world", "Hello  world ", "The quick brown fox",
              "content : hi there!! #5gkills\nAnswer: Label : "]
    result += WORDS[:20] + SIGNS[:20] + EMOJI + CJK + RTL + INDIC + MARKS + CONTROLS + SPECIALS + SPACES
    result += ["a" * 100, "a" * 101, "é" * 100, "é" * 101, "ab" * 150, "ha" * 60 + "!", "の" * 60, "😂" * 45, " " * 70,
               "1" * 80, "#" * 50, "a " * 45]
    pools = [[WORDS, WORDS, WORDS, SIGNS], [WORDS, EMOJI, SIGNS], [CJK, WORDS, CJK, SIGNS], [RTL, WORDS, RTL, MARKS],
             [INDIC, MARKS, WORDS],
             [CONTROLS, WORDS, CONTROLS, SPACES], [SPECIALS, WORDS, SPECIALS, SPACES],
             [SPECIALS, SIGNS, CONTROLS, EMOJI]]
    while len(result) < 1700:
        pool = pick(pools)
        parts = [pick(pick(pool)) for _ in range(generator.randrange(1, 8))]
        result.append(pick(["", " ", " ", " "]).join(parts))
    while len(result) < 2000:
        result.append("".join(pick([random_character(generator), pick(" aZ.")])
                              for _ in range(generator.randrange(1, 9))))
    return result
