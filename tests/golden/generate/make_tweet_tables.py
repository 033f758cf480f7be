# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
# oracle: emoji
"""The tables of the tweet normaliser, core/text/tokenizers/tweet_tables.inc: emoji 0.6.0's names of the emoji of one
code point (BERTweet's normaliser asks for no others) and Python's named HTML entities.

make_tweet_tables.py [--out DIR] [--check], as make_metrics.py
"""

import argparse
import html.entities
import pathlib
import sys

import emoji

HEAD = """// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Written by tests/golden/generate/make_tweet_tables.py; names of emoji from emoji 0.6.0, whose licence is:
//
// New BSD License. Copyright (c) 2014-2015, Taehoon Kim and Kevin Wurster. All rights reserved.
// Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
// following conditions are met:
// * Redistributions of source code must retain the above copyright notice, this list of conditions and the
//   following disclaimer.
// * Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the
//   following disclaimer in the documentation and/or other materials provided with the distribution.
// * The names of its contributors may not be used to endorse or promote products derived from this software without
//   specific prior written permission.
// THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED
// WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR
// PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT,
// INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
// SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY
// THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING
// IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
WIDTH = 118


def packed(entries):
    lines = [""]
    for entry in entries:
        if len(lines[-1].encode()) + len(entry.encode()) + 2 > WIDTH:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "    ") + entry + ","
    return "\n".join(lines) + "\n"


def table():
    single = {text: emoji.demojize(text) for text in emoji.UNICODE_EMOJI if len(text) == 1}
    names = [(ord(text), name) for text, name in sorted(single.items())]
    assert all(name == f":{name[1:-1]}:" and '"' not in name and "\\" not in name for _, name in names)
    entities = sorted(html.entities.name2codepoint.items())
    return (HEAD + "// clang-format off\n"
            + "inline constexpr EmojiName kEmojiNames[] = {  // by code point\n"
            + packed(f'{{0x{code:X}, "{name}"}}' for code, name in names) + "};\n"
            + "inline constexpr HtmlEntity kHtmlEntities[] = {  // by name\n"
            + packed(f'{{"{name}", 0x{code:X}}}' for name, code in entities) + "};\n"
            + "// clang-format on\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parents[3] / "core/text/tokenizers")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    file = arguments.out / "tweet_tables.inc"
    if not arguments.check:
        file.write_text(table(), encoding="utf-8")
        print(f"{file}: {file.stat().st_size} bytes")
    elif file.read_text(encoding="utf-8") != table():
        sys.exit(f"{file.name} is not what emoji {emoji.__version__} and Python give")
    else:
        print(f"{file.name}: as recomputed")
