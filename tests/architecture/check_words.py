#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_words.py ROOT: the words of the window, of function names and of comments.

The window's sentences use the words of the study, and no exclamation marks, pleas or emoji. A function that returns a
value is a noun or verb + noun, never a participle alone. A comment does without turns that a stranger reads twice.
"""
import re
import sys

import check_headers
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

# A participle alone does not say what a function gives. Not those that are nouns or verbs as well: cut, left, read,
# split.
PARTICIPLES = re.compile(
    r"^(?:[a-z]+ed|told|made|begun|said|given|taken|found|kept|shown|written|known|held|lost|sent|chosen|drawn|built|"
    r"bound|brought|done|gone|grown|hidden|laid|led|meant|met|paid|seen|sought|spoken|thought|learnt|spelt|worn|torn|"
    r"hung|won)$")
NOUNS = {"need", "seed", "speed", "feed"}
# What a comment says in plain words instead.
TURNS = [(re.compile(rf"\b{turn}\b", re.I), instead) for turn, instead in {
    "of which": "a sentence of its own", "that which": "what", "those which": "those that", "behind": "after",
    "thereof": "of it", "whereof": "of what", "therein": "in it",
}.items()]
CODE = ("app/", "core/", "ui/")


def check_functions(name, text):
    findings = []
    for _, head, _, line in check_headers.statements(sources.code_only(text), with_unnamed=True):
        function = check_headers.function_name(head) if "(" in head else None
        last = function.split("::")[-1] if function else ""
        if PARTICIPLES.match(last) and last not in NOUNS and not re.search(rf"\bvoid\s+(?:\w+::)*{last}\s*\(", head):
            findings.append(f"{name}:{line}: {last}() returns a value; name it by what that is")
    return findings


def check_comments(name, text):
    findings = []
    for literal_or_comment in sources.LEXEMES.finditer(text):
        comment = literal_or_comment.group(0)
        if comment.startswith(("//", "/*")):
            for turn, instead in TURNS:
                for found in turn.finditer(comment):
                    line = sources.line_of(text, literal_or_comment.start() + found.start())
                    findings.append(f'{name}:{line}: a comment says "{found.group(0)}"; write {instead}')
    return findings


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
        if name.startswith(CODE) and name.endswith((".h", ".cpp")):
            text = sources.read(root, name)
            findings += check_functions(name, text) + check_comments(name, text)
    return findings


if __name__ == "__main__":
    sources.report(check(sys.argv[1]))
