#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_translations.py ROOT LUPDATE OPTION...: the languages of the window are complete and say what the sources say.

LUPDATE with the OPTIONs of translations/CMakeLists.txt finds the sentences of today. Each of them stands in every .ts
file, finished, with its placeholders, mnemonic, dots and plural forms, in the words of the glossary; nothing else does.
"""
import csv
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import check_words
import sources

FORMS = {"de": 2, "en": 2}  # singular and plural
TERRITORY = {"de": "de_DE", "en": "en_US"}
PLACEHOLDER = re.compile(r"%L?(?:\d|n)")
MNEMONIC = re.compile(r"&(?=[^\s&])")
ENDS = ("\u2026", ":", ".", "?")
ABBREVIATION = re.compile(r"\b\w\.$")  # as in "n. a."
REMEDY = "ninja update_translations writes it into the file"
# Sentences that lupdate would put elsewhere than the running window looks for them.
DEFINES_TR = re.compile(r"\bQString\s+tr\s*\(")
HIDES = re.compile(
    r"(?:\b(\w+)::)?(?<!QString )\btr\s*\(\s*(?![\s\")])|\btranslate\s*\(\s*\"([^\"]*)\"\s*,\s*(?![\s\"])")
KNOWN_NOISE = re.compile(r"Ignoring definition of undeclared qualified class")


def messages(text):
    """(context, source, comment) -> (is plural, state, translations) of a .ts file."""
    found = {}
    for context in ElementTree.fromstring(text).findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            is_plural = message.get("numerus") == "yes"
            forms = [form.text or "" for form in translation.findall("numerusform")] if is_plural else [
                translation.text or ""]
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment", ""))
            found[key] = (is_plural, translation.get("type", ""), forms)
    return found


def read_glossary(text):
    """Rows as (English word, its forms, forms of the other language's word, words never used), each list as one
    pattern."""
    def words(cell):
        return [part for part in cell.split("|") if part]
    rows = []
    for row in csv.DictReader(text.splitlines()):
        english = "|".join(re.escape(word) for word in words(row["english forms"]))
        other = "|".join(re.escape(word) for word in words(row["word forms"]))
        never = "|".join(re.escape(word) for word in words(row["never"]))
        rows.append((row["english"], re.compile(rf"\b(?:{english})\b", re.I), re.compile(other, re.I),
                     re.compile(rf"\b(?:{never})", re.I) if never else None))
    return rows


def check_pair(source, translation):
    """What of the source the translation lost."""
    if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(translation)):
        yield "other placeholders"
    if len(MNEMONIC.findall(source)) != len(MNEMONIC.findall(translation)):
        yield "a mnemonic on one side only"
    if any(source.endswith(end) != translation.endswith(end) and not ABBREVIATION.search(translation) for end in ENDS):
        yield "another end"
    if source[:1].isspace() != translation[:1].isspace() or source[-1:].isspace() != translation[-1:].isspace():
        yield "blanks around it on one side only"
    if len(re.findall(r"\\n|\n", source)) != len(re.findall(r"\\n|\n", translation)):
        yield "other line breaks"


def check_words_of(source, translation, glossary):
    """Glossary words of the source that the translation lacks, and words that it never uses."""
    plain_source, plain = MNEMONIC.sub("", source), MNEMONIC.sub("", translation)
    for english, forms, other, never in glossary:
        if forms.search(plain_source) and not other.search(plain):
            yield f'the glossary has another word for "{english}"'
        if never and never.search(plain):
            yield f'"{never.search(plain).group(0)}" is not the word for "{english}"'


def check_texts(name, text, glossary):
    """The findings in one .ts file by itself."""
    findings = []
    language = re.search(r"warbler_([a-z]+)\.ts$", name).group(1)
    for (context, source, _), (is_plural, state, forms) in messages(text).items():
        where = f'{name}: {context}: "{source[:60]}"'
        if state or not all(forms):
            findings.append(f"{where} is {state or 'empty'}")
            continue
        if is_plural and len(forms) != FORMS[language]:
            findings.append(f"{where} has {len(forms)} plural forms instead of {FORMS[language]}")
        for form in forms:
            findings += [f'{where}: "{form[:60]}" has {fault}' for fault in check_pair(source, form)]
            findings += [f'{where}: "{form[:60]}": {fault}' for fault in check_words_of(source, form, glossary)]
    return findings


def check_against(name, text, found):
    """found: what lupdate makes of the sources alone, as .ts text."""
    there, wanted = messages(text), messages(found)
    findings = [f'{name}: {context}: "{source[:60]}" is missing; {REMEDY}'
                for (context, source, comment), entry in wanted.items()
                if (context, source, comment) not in there or there[(context, source, comment)][0] != entry[0]]
    return findings + [f'{name}: {context}: "{source[:60]}" is in no source any more; {REMEDY}'
                       for (context, source, comment) in there if (context, source, comment) not in wanted]


def literal_text(literal):
    def decoded(match):
        piece = match.group(1)
        return chr(int(piece[1:], 16)) if piece[0] == "u" else {"n": "\n", "t": "\t"}.get(piece, piece)
    return re.sub(r"\\(u[0-9a-fA-F]{4}|.)", decoded, literal)


def check_source(name, text, known):
    """known: every sentence that lupdate found, in any context."""
    findings = []
    code = sources.code_only(text, strings="keep")
    marked = {re.sub(r".*::", "", context) for context in re.findall(r"QT_TRANSLATE_NOOP\s*\(\s*\"([^\"]*)\"", code)}
    for found in DEFINES_TR.finditer(code):
        findings.append(f"{name}:{sources.line_of(code, found.start())}: a function named tr hides its sentences; use "
                        f"Q_DECLARE_TR_FUNCTIONS")
    for found in HIDES.finditer(code):
        if (found.group(1) or found.group(2)) not in marked:
            findings.append(f"{name}:{sources.line_of(code, found.start())}: lupdate finds no sentence here; mark it "
                            f"with QT_TRANSLATE_NOOP")
    for position, sentence in check_words.sentences(text):
        if literal_text(sentence) not in known:
            findings.append(f'{name}:{sources.line_of(text, position)}: lupdate reads "{sentence[:60]}" otherwise')
    return findings


def lupdate(root, program, options, target):
    """Runs lupdate in the tree on an empty file; its complaints are findings."""
    language = TERRITORY[re.search(r"warbler_([a-z]+)\.ts$", target).group(1)]
    done = subprocess.run([program, *options, "-source-language", "en", "-target-language", language, "-ts", target],
                          cwd=root, capture_output=True, text=True, timeout=120, check=True)
    return [f"lupdate: {line}" for line in done.stderr.splitlines() if line.strip() and not KNOWN_NOISE.search(line)]


def check(root, program, options):
    findings = []
    known = set()
    files = [name for name in sources.tree(root) if re.match(r"translations/warbler_[a-z]+\.ts$", name)]
    with tempfile.TemporaryDirectory() as folder:
        for name in files:
            text = sources.read(root, name)
            target = str(Path(folder) / Path(name).name)
            is_english = name.endswith("_en.ts")
            findings += lupdate(root, program, [*options, "-pluralonly"] if is_english else options, target)
            found = Path(target).read_text(encoding="utf-8")
            findings += check_against(name, text, found)
            glossary = re.sub(r"warbler_([a-z]+)\.ts$", r"glossary_\1.csv", name)
            findings += check_texts(name, text, [] if is_english else read_glossary(sources.read(root, glossary)))
            known |= {source for _, source, _ in messages(found)}
    if len(files) < 2:
        findings.append("translations: the languages are missing")
    for name in sources.tree(root):
        if name.startswith(("ui/", "app/gui/")) and name.endswith((".h", ".cpp")):
            findings += check_source(name, sources.read(root, name), known)
    return sorted(set(findings))


if __name__ == "__main__":
    sources.report(check(sys.argv[1], sys.argv[2], sys.argv[3:]))
