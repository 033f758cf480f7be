#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that each check of this folder can fail: small trees with one fault each, and the finding it must give."""
import re
import sys
import tempfile
from pathlib import Path

import check_headers
import check_includes
import check_licence
import check_references
import check_rooms
import check_sizes
import check_translations
import check_tree
import check_words

LAYERS = ("base:\ntables: base\nengine: base\nlearn: base\nui: base tables learn\napp: base tables learn ui\n"
          "engine/device:\nengine/layers: engine/device\n")
TS, FOUND = "translations/warbler_de.ts", "translations/found.ts"
GLOSSARY = "english,word,english forms,word forms,never\ncoder,Codierer:in,coder|coders,Codierer,Nutzer\n"
SPDX = "// SPDX-FileCopyrightText: The Warbler authors\n// SPDX-License-Identifier: GPL-3.0-or-later\n"

# check, file, its text, part of the one finding expected; None: nothing may be found. A line "==> NAME" in a text
# begins another file.
CASES = [
    ("includes", "core/base/a.h", '#include "core/tables/b.h"\n', "base may not include tables"),
    ("includes", "core/tables/a.cpp", '#include "core/base/b.h"\n// #include "ui/x.h"\n', None),
    ("includes", "core/tables/a.cpp", '#include "ui/pages/b.h"\n', "tables may not include ui"),
    ("includes", "core/tables/a.cpp", '#include "b.h"\n', "full path from the root"),
    ("includes", "core/tables/a.cpp", '#include "tests/support/b.h"\n', "sources do not know the tests"),
    ("includes", "core/cellar/a.cpp", "int a;\n", "no room"),
    ("includes", "core/engine/device/a.h", '#include "core/engine/layers/b.h"\n',
     "engine/device may not include engine/layers"),
    ("includes", "core/engine/device/a.h", '#include "core/engine/torch.h"\n', "engine/device may not include engine"),
    ("includes", "core/engine/layers/a.h", '#include "core/engine/device/b.h"\n', None),
    ("includes", "core/engine/layers/a.h", '#include "core/base/b.h"\n', None),
    ("includes", "core/engine/a.cpp", '#include "core/engine/layers/b.h"\n', None),
    ("includes", "core/engine/cellar/a.h", "int a;\n", "engine/cellar is missing there"),
    ("includes", "tests/architecture/layers.txt", "base: jobs\njobs: base\n",
     "base names jobs, which does not stand above it"),
    ("includes", "tests/architecture/layers.txt", "ui:\nui/b: ui/a\nui/a:\n",
     "ui/b names ui/a, which does not stand above it"),
    ("includes", "tests/architecture/layers.txt", "base:\nui: base\nui/a: base\n", "arrows between rooms stand at ui"),
    ("includes", "tests/architecture/layers.txt", "ui:\nui/a:\napp: ui ui/a\n", "a folder of another room"),
    ("includes", "core/tables/a.cpp", "#include <QString>\n", "no Qt below ui"),
    ("includes", "core/tables/a.cpp", "class QString;\n", "mentions QString"),
    ("includes", "core/tables/a.cpp", 'const char *kText = "QString";  // QString\nchar kQuote = \'"\';\n', None),
    ("includes", "core/tables/CMakeLists.txt", "target_link_libraries(x Qt6::Core)\n", "links Qt"),
    ("includes", "app/cli/a.cpp", '#include "ui/a.h"\n', "the command line knows no window"),
    ("includes", "core/tables/a.cpp", "#include <torch/torch.h>\n", "torch is core/engine's alone"),
    ("includes", "core/learn/a.cpp", "#include <c10/util/Exception.h>\n", "torch is core/engine's alone"),
    ("includes", "core/engine/a.cpp", "#include <torch/torch.h>\n", None),
    ("includes", "app/gui/a.cpp", '#include "core/engine/engine_factory.h"\n', "core/learn/engine.h"),
    ("includes", "core/tables/a.h", "#include <sqlite3.h>\n", "keep it in the .cpp"),
    ("includes", "core/tables/a.h", "#include <sentencepiece_processor.h>\n", "keep it in the .cpp"),
    ("includes", "core/tables/a.cpp", "#include <sqlite3.h>\n", None),
    ("includes", "ui/pages/a.cpp", "#include <nlohmann/json.hpp>\n", "which alone reads and writes JSON"),
    ("includes", "app/gui/a.cpp", "int f(const nlohmann::json &a);\n", "uses JSON"),
    ("includes", "core/learn/a.cpp", "#include <nlohmann/json.hpp>\nnlohmann::json a;\n", None),
    ("includes", "ui/plots/a.h", "#include <qcustomplot.h>\n", "only the .cpp files of ui/plots"),
    ("includes", "ui/pages/a.cpp", "#include <qcustomplot.h>\n", "only the .cpp files of ui/plots"),
    ("includes", "ui/pages/a.cpp", "void f() { connect(a, &A::b, [this](int x, int y) { g(x, y); }); }\n",
     "without a context object"),
    ("includes", "ui/pages/a.cpp", "void f() { connect(a, &A::b, this, [this](int x, int y) { g(x, y); }); }\n", None),
    ("includes", "core/learn/a.cpp", "void f() { std::shuffle(a, b, c); }\n", "std::shuffle is never used"),
    ("includes", "core/engine/a.cpp", "void f() { torch::load(x, name); }\n", "torch::load is never used"),
    ("headers", "core/base/a.cpp", "int f() { return 1; }\n", "no header of this name"),
    ("headers", "core/base/a.h", "int f();\n==> core/base/a.cpp\nint f() {\n    return 1;\n}\n", None),
    ("headers", "core/base/a.h", 'int f();\n==> core/base/b.cpp\n#include "core/base/a.h"\nint f() { return 1; }\n'
     "==> core/base/b.h\n", "core/base/a.cpp is the place"),
    ("headers", "core/base/a.h", "struct A {\n    A();\n};\n==> core/base/b.cpp\nA::A() : m_b{1} {}\n"
     "==> core/base/b.h\n", "a.h:2: A::A has its body in core/base/b.cpp"),
    ("headers", "core/base/a.h",
     "struct A {\n    virtual int f() = 0;\n    A() = default;\n    int g() { return 1; }\n};\n", None),
    ("headers", "core/base/a.h", "template <class T>\nT f(T a);\nusing F = int (*)(int);\nstd::function<int(int)> g;\n",
     None),
    ("headers", "core/base/a.h", "// int f();\nint g();\n", "g has no body"),
    ("headers", "ui/frame/a.h", "struct A {\nQ_SIGNALS:\n    void f();\n\nprivate:\n    int m_a = 0;\n};\n", None),
    ("tree", "services/a.cpp", "", "no such entry belongs to the top level"),
    ("tree", "core/utils/a.cpp", "", "no such folder belongs into core"),
    ("tree", "core/base/detail/a.cpp", "", "has no folders of its own"),
    ("tree", "ui/MainWindow.cpp", "", "snake_case"),
    ("tree", "core/CMakeLists.txt", "file(GLOB sources *.cpp)\n", "no GLOB"),
    ("tree", "core/CMakeLists.txt", "if(EXISTS ${room})\n  add_subdirectory(${room})\nendif()\n", "no if(EXISTS)"),
    ("tree", "core/CMakeLists.txt", "# file(GLOB sources *.cpp)\nif(NOT EXISTS ${room})\nendif()\n", None),
    ("tree", "ui/frame/main_window.cpp", "", None),
    ("rooms", "core/base/a.cpp", "", "base is no room"),
    ("rooms", "core/base/a.cpp", "", "no test in tests/core/tables"),
    ("rooms", "core/engine/device/a.cpp", "", "the folder engine/layers is empty"),
    ("rooms", "core/tables/a.cpp", '#include "core/tables/b.h"\n', "core/tables: no other room"),
    ("sizes", "core/base/a.cpp", "\n" * 600, "600 lines"),
    ("sizes", "core/base/a.cpp", "\n" * 599, None),
    ("sizes", "core/base/a.cpp", "// " + "x" * 118 + "\n", "121 characters"),
    ("sizes", "core/base/a.cpp", "// " + "\u00e9" * 117 + "\n", None),
    ("sizes", "packaging/a.sh", "# " + "x" * 119 + "\n", "121 characters"),
    ("sizes", "tests/a.py", "# " + "x" * 119 + "\n", "121 characters"),
    ("sizes", "core/CMakeLists.txt", "# " + "x" * 119 + "\n", "121 characters"),
    ("sizes", "core/engine/families/a.cpp", "\n" * 121, "121 lines of header and source"),
    ("sizes", "core/base/a.cpp", "namespace a {\nint A::f(int b) const {\n" + "b;\n" * 79 + "}\n}\n",
     "A::f has 81 lines"),
    ("sizes", "core/base/a.cpp", "struct A {\nint f() {\n" + "if (b) {\n}\n" * 39 + "}\n};\n", None),
    ("sizes", "tests/core/base/a.cpp", "int f() {\n" + "b;\n" * 99 + "}\n", None),
    ("words", "ui/pages/a.cpp", 'auto s = tr("Choose a user");\n', 'says "user"'),
    ("words", "ui/pages/a.cpp", 'auto s = tr("One "\n  "annotator");\n', 'says "annotator"'),
    ("words", "ui/pages/a.cpp", 'auto s = QCoreApplication::translate("Class", "Ground truth");\n',
     'says "Ground truth"'),
    ("words", "ui/pages/a.cpp", 'auto s = tr("Done!");\n', 'says "!"'),
    ("words", "ui/pages/a.cpp", 'auto s = tr("One coder"); // the user\nauto t = QStringLiteral("user");\n', None),
    ("words", "ui/pages/a.cpp", 'x->setToolTip(tr("Also called adjudication"));\n', None),
    ("words", "ui/pages/a.cpp", 'x->setText(tr("Adjudicate"));\n', 'says "Adjudicate"'),
    ("words", "core/base/a.h", "int told();\n", "told() returns a value"),
    ("words", "core/base/a.cpp", "namespace {\nint A::narrowed(int b) const { return b; }\n}\n",
     "narrowed() returns a value"),
    ("words", "core/base/a.h", "void stopped();\nint seed();\nbool isTold();\nstd::string toldText();\n", None),
    ("words", "core/base/a.cpp", "int f() {\n    std::string told(3, ' ');\n    return told(1);\n}\n", None),
    ("words", "core/base/a.h", "// One blank behind it.\n", 'says "behind"'),
    ("words", "core/base/a.h", "int a;  // rows, of which some are empty\n", 'says "of which"'),
    ("words", "core/base/a.cpp", 'const char *a = "behind";  // what stands after\n', None),
    ("translations", TS, "A coder|Eine Codierer:in", None),
    ("translations", TS, "A coder|", "is empty"),
    ("translations", TS, "A coder|Eine Person", 'another word for "coder"'),
    ("translations", TS, "A coder|Codierer:in oder Nutzer", '"Nutzer" is not the word'),
    ("translations", TS, "%1 of %2|%1 von %1", "other placeholders"),
    ("translations", TS, "&Open|Oeffnen", "a mnemonic on one side only"),
    ("translations", TS, "Open\u2026|Oeffnen", "another end"),
    ("translations", TS, "%n of it|%n davon|%n davon", None),
    ("translations", TS, "%n of it|%n davon|", "is empty"),
    ("translations", TS, "%n of it|%n davon", "1 plural forms"),
    ("translations", "ui/a.cpp", 'QString tr(const char *text);\n', "hides its sentences"),
    ("translations", "ui/a.cpp", 'auto a = tr(text), b = QCoreApplication::translate("B", text);\n',
     "lupdate finds no sentence"),
    ("translations", "ui/a.cpp", 'auto a = tr("Known"), b = QT_TRANSLATE_NOOP("B", "Known"), c = B::tr(b);\n', None),
    ("translations", "ui/a.cpp", 'auto a = tr("Unknown");\n', 'lupdate reads "Unknown" otherwise'),
    ("translations", FOUND, "A coder|", "is missing"),
    ("translations", FOUND, "|A coder", "is in no source any more"),
    ("references", "core/base/a.cpp", 'hint("Restore a backup of this project.");\n', '"backup" is promised'),
    ("references", "core/base/a.cpp", 'hint("Run warbler-cli mend FILE.");\n', 'no command "mend"'),
    ("references", "core/base/a.cpp", 'hint("Use --no-such thing.");\n', "no option --no-such"),
    ("references", "core/base/a.cpp", 'hint("Use --help or File > Nothing.");\n', 'no menu has an entry "Nothing"'),
    ("references", "core/base/a.cpp", 'hint("Look at the Ghost page.");\n', 'the window has no page "Ghost"'),
    ("references", "core/base/a.cpp", 'hint("Look in the Ghost menu.");\n', 'the window has no menu "Ghost"'),
    ("references", "core/base/a.cpp", 'hint("In SPSS: File > Save As > Other.");\n', None),
    ("references", "README.md", "See [the map](core/README.md).\n", "leads nowhere"),
    ("references", "README.md", "Run `packaging/mend.sh` first.\n", "packaging/mend.sh does not exist"),
    ("references", "README.md", "```\nwarbler-cli mend file.csv\n```\n", 'no command "mend"'),
    ("licence", "core/base/a.h", "#pragma once\n", "SPDX-License-Identifier"),
    ("licence", "core/base/a.h", SPDX, None),
]


def files_of(name, text):
    first, *others = re.split(r"^==> ", text, flags=re.M)
    return [(name, first), *(tuple(other.split("\n", 1)) for other in others)]


def ts_of(line):
    """A .ts file of one sentence: "source|translation", or "source|form|form" with %n."""
    source, *forms = line.strip().split("|")
    inner = "".join(f"<numerusform>{form}</numerusform>" for form in forms) if "%n" in source else forms[0]
    plural = ' numerus="yes"' if "%n" in source else ""
    inner = inner if plural else inner.replace("&", "&amp;")
    return (f"<TS><context><name>C</name><message{plural}><source>{source.replace('&', '&amp;')}</source>"
            f"<translation>{inner}</translation></message></context></TS>")


def check_translations_of(root):
    """What check_translations says of the one file there is, without lupdate."""
    empty = "<TS></TS>"
    for path in Path(root).rglob("*"):
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if path.match(TS):
            return check_translations.check_texts(TS, ts_of(text), check_translations.read_glossary(GLOSSARY))
        if path.match(FOUND):
            there, found = text.split("|")
            pair = [ts_of(f"{side}|x") if side else empty for side in (found, there)]
            return check_translations.check_against(TS, *pair)
        if path.suffix == ".cpp":
            return check_translations.check_source("ui/a.cpp", text, {"Known"})
    return []


CHECKS = {
    "headers": lambda root: check_headers.check(root, {}, {}),
    "rooms": check_rooms.check, "includes": check_includes.check, "tree": check_tree.check,
    "sizes": lambda root: check_sizes.check(root)[0],
    "words": check_words.check, "references": check_references.check, "licence": check_licence.check,
    "translations": check_translations_of,
}


def main():
    failures = 0
    for check, name, text, expected in CASES:
        with tempfile.TemporaryDirectory() as root:
            for path, content in [("tests/architecture/layers.txt", LAYERS), *files_of(name, text)]:
                target = Path(root) / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(content, encoding="utf-8")
            findings = CHECKS[check](root)
        if expected is None and findings or expected is not None and not any(expected in finding
                                                                             for finding in findings):
            failures += 1
            print(f"{check} of {name} with {text[:60]!r}: expected {expected!r}, got {findings}")
    with tempfile.TemporaryDirectory() as root:
        (Path(root) / "core").mkdir()
        (Path(root) / "core/a.h").write_text("\n" * 151, encoding="utf-8")
        if len(check_sizes.check(root)[1]) != 1:
            failures += 1
            print("sizes: a header of 151 lines gave no warning")
    if failures:
        sys.exit(f"{failures} of {len(CASES) + 1} cases failed")
    print(f"{len(CASES) + 1} cases passed")


if __name__ == "__main__":
    main()
