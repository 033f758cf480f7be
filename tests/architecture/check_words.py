#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_words.py ROOT: the window's sentences use the words of the study, and no exclamation marks, pleas or emoji."""
import re
import sys

import sources

# word -> what stands in its place
NEVER = {
    "annotators?": "coder", "users?": "coder", "items?": "tweet", "records?": "tweet", "tasks?": "tweet",
    "class(?:es)?": "category", "tags?": "category", "annotat(?:e|es|ed|ing|ions?)": "label",
    "submit(?:s|ted|ting)?": "label", "discard(?:s|ed|ing)?": "skip for now", "ignor(?:e|es|ed|ing)": "not codable",
    "experiments?": "run", "jobs?": "run", "holdouts?": "test sample", "ground truth": "gold label",
    "prevalence": "share of tweets", "adjudicat(?:e|es|ed|ing|ion)": "resolve disagreements",
    "please": "a plain sentence", "oops": "a plain sentence",
}
PATTERNS = [(re.compile(rf"\b{word}\b", re.I), instead) for word, instead in NEVER.items()]
# "Documents" is a folder's name.
PATTERNS.append((re.compile(r"\bdocuments?\b|\bDocument\b"), "tweet"))
PATTERNS.append((re.compile(r"!"), "a full stop"))
PATTERNS.append((re.compile("[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B50]"), "an icon of our own"))
CALL = re.compile(r"\b(?:tr|translate|QT_TR_NOOP|QT_TRANSLATE_NOOP)\s*\(")
LITERAL = re.compile(r'"((?:\\.|[^"\\\n])*)"')


def sentences(text):
    """(position, sentence) of each translated literal; neighbouring literals are one sentence."""
    code = sources.code_only(text, strings="keep")
    for call in CALL.finditer(code):
        position = call.end()
        if "translate" in call.group(0) or "TRANSLATE" in call.group(0):  # the first argument is a context
            comma = code.find(",", position)
            position = comma + 1 if comma >= 0 else position
        joined = ""
        while True:
            blank = re.compile(r"\s*(?:u8)?").match(code, position)
            literal = LITERAL.match(code, blank.end())
            if not literal:
                break
            joined += literal.group(1)
            position = literal.end()
        if joined:
            yield call.start(), joined


def check_source(name, text):
    findings = []
    for position, sentence in sentences(text):
        # A tooltip may say what others call the act.
        in_tooltip = re.search(r"set(?:ToolTip|WhatsThis)\s*\([^;]*$", text[max(0, position - 160):position])
        for pattern, instead in PATTERNS:
            found = pattern.search(sentence)
            if found and not (in_tooltip and found.group(0).lower().startswith("adjudicat")):
                line = sources.line_of(text, position)
                findings.append(f'{name}:{line}: "{sentence[:60]}" says "{found.group(0)}"; use {instead}')
    return findings


def check(root):
    findings = []
    for name in sources.tree(root):
        if name.startswith(("ui/", "app/gui/")) and name.endswith((".h", ".cpp")):
            findings += check_source(name, sources.read(root, name))
    return findings


if __name__ == "__main__":
    sources.report(check(sys.argv[1]))
