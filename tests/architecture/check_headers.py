#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_headers.py ROOT: a header is implemented by the source of its own name, and each source has such a header.

A function declared in a.h, free or member, has its body in a.h or in a.cpp beside it, and has one. Templates stay out,
as do Qt's signals, whose bodies moc writes.
"""
import re
import sys

import sources

# Sources without a header of their name, and why.
ALONE = {
    "app/cli/main.cpp": "main has no declaration",
    "app/gui/main.cpp": "main has no declaration",
}
# Headers some of whose functions have their bodies elsewhere, and why.
SPREAD = {}

FOLDERS = ("core/", "ui/", "app/")
SCOPE = re.compile(r"\b(namespace|class|struct|enum|union)\b([^()=]*)$|\bextern\s*\"\"\s*$")
NAMED = re.compile(r"((?:\w+\s*::\s*)*(?:operator\s*(?:\(\s*\)|\[\s*\]|[^\s\w(]+|\w[\w\s:*&]*)|~?\w+))\s*\(")
NO_FUNCTION = re.compile(r"^\s*(?:using|typedef|friend|template|static_assert|return|extern\s+template)\b")
WORDS = {"void", "bool", "int", "if", "for", "while", "switch", "decltype", "alignas", "requires", "noexcept",
         "defined", "sizeof"}


def without_arguments(head):
    """The text without what stands between <angle brackets>, attributes and macro-like decorations."""
    head = re.sub(r"\[\[.*?\]\]|\b(?:alignas|__attribute__)\s*\(+.*?\)+|\boperator\s*(?:<=>|<<|>>|<=|>=|<|>|->)", " ",
                  head, flags=re.S)
    while True:
        shorter = re.sub(r"<[^<>;{}()]*(?:\([^<>;{}]*?\)[^<>;{}()]*)*>", " ", head)
        if shorter == head:
            return head
        head = shorter


def function_name(head):
    """The name before the first parenthesis, with the classes that qualify it; None where the text is no function."""
    if NO_FUNCTION.match(head):
        return None
    plain = without_arguments(head)
    before = plain[:plain.find("(") + 1]
    found = NAMED.search(plain)
    if not found or "=" in before.replace("operator", "") and "operator" not in before:
        return None
    name = re.sub(r"\s+", "", found.group(1))
    return None if name in WORDS else name


def statements(code, with_unnamed=False):
    """(classes around it, text, ending, line) of each declaration at the level of namespaces and classes.

    What stands in namespaces without a name is left out unless asked for.
    """
    code = re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", lambda gone: "\n" * gone.group(0).count("\n"), code, flags=re.M)
    code = re.sub(r"^\s*Q_SIGNALS\s*:.*?(?=^\s*(?:public|protected|private)\b|^};)",
                  lambda gone: "\n" * gone.group(0).count("\n") + ";", code, flags=re.M | re.S)
    code = re.sub(r"^\s*(?:public|protected|private|(?:public|protected|private)\s+Q_SLOTS)\s*:(?!:)",
                  lambda gone: "\n" * gone.group(0).count("\n") + ";", code, flags=re.M)
    stack, begin = [], 0
    for position, letter in enumerate(code):
        if letter not in "{};":
            continue
        head = code[begin:position]
        line = sources.line_of(code, position - len(head.lstrip()))
        is_open = all(kind != "block" for kind, _ in stack)
        if letter == "{":
            scope = SCOPE.search(without_arguments(head)) if is_open else None
            if scope and scope.group(1) in ("class", "struct", "union", "enum"):
                names = re.findall(r"\w+", re.sub(r":(?!:).*", "", scope.group(2), flags=re.S))
                stack.append(("class", ([word for word in names if word not in ("final", "class")] or [""])[-1]))
            elif scope:
                unnamed = scope.group(1) == "namespace" and not scope.group(2).strip() and not with_unnamed
                stack.append(("unnamed" if unnamed else "namespace", ""))
            else:
                if is_open and not any(kind == "unnamed" for kind, _ in stack):
                    yield [name for kind, name in stack if kind == "class"], head, "{", line
                stack.append(("block", ""))
        elif letter == "}":
            if stack:
                stack.pop()
        elif is_open and not any(kind == "unnamed" for kind, _ in stack):
            yield [name for kind, name in stack if kind == "class"], head, ";", line
        begin = position + 1


def functions(text, ending):
    """Qualified name -> line of the functions declared (";") or defined ("{") in the text."""
    found = {}
    code = sources.code_only(text)
    for classes, head, last, line in statements(code):
        if "(" not in head or re.search(r"=\s*(?:0|delete)\s*$", head):
            continue
        defaulted = re.search(r"=\s*default\s*$", head)
        if (last == ";" and not defaulted) != (ending == ";"):
            continue
        name = function_name(head)
        if name:
            found.setdefault("::".join(classes + name.split("::")), line)
    return found


def key(qualified):
    """Class and function; namespaces written out in a definition do not count."""
    return "::".join(qualified.split("::")[-2:])


def check(root, alone=None, spread=None):
    alone, spread = ALONE if alone is None else alone, SPREAD if spread is None else spread
    findings, needed = [], set()
    names = [name for name in sources.tree(root) if name.startswith(FOLDERS)]
    texts = {name: sources.read(root, name) for name in names if name.endswith((".h", ".cpp"))}
    defined = {}  # function -> sources that define it
    for name in texts:
        if name.endswith(".cpp"):
            for function in functions(texts[name], "{"):
                defined.setdefault(key(function), set()).add(name)
            if name[:-4] + ".h" in texts:
                continue
            needed.add(name)
            if name not in alone:
                findings.append(
                    f"{name}: no header of this name; give it one or put it where its header is implemented")
    for name in texts:
        if not name.endswith(".h"):
            continue
        own = name[:-2] + ".cpp"
        own_text = functions(texts[name], "{")
        for function, line in functions(texts[name], ";").items():
            places = defined.get(key(function), set())
            if own in places or function in own_text:
                continue
            # Free functions of one name may be several; a member is its class's.
            others = sorted(place for place in places if "::" in function or f'#include "{name}"' in texts[place])
            if not places:
                findings.append(f"{name}:{line}: {function} has no body; write it or take it out")
            elif others:
                needed.add(name)
                if name not in spread:
                    findings.append(f"{name}:{line}: {function} has its body in {others[0]}; {own} is the place")
    findings += [f"{name}: keeps to the rule; take it out of check_headers.py" for name in {**alone, **spread}
                 if name not in needed]
    return findings


if __name__ == "__main__":
    sources.report(check(sys.argv[1]))
