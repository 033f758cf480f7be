# SPDX-FileCopyrightText: The Warbler authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden words: scikit-learn's TfidfVectorizer on the texts of token_strings.py, Python's str.lower and re's \\w of
every character, and NFC.

make_words.py [--out DIR] [--check], as make_metrics.py
"""

import hashlib
import platform
import re
import unicodedata

import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer

import golden_file
import token_strings


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def build():
    texts = token_strings.texts()
    vectorizer = TfidfVectorizer()
    vectorizer.fit(texts[:1000])
    rows = []
    for i in range(0, len(texts), 40):
        row = vectorizer.transform([texts[i]])
        row.sort_indices()
        rows.append({"text": i, "columns": row.indices.tolist(), "values": row.data.tolist()})
    # What a newer Unicode assigns is left out, in ranges.
    without = []
    for c in range(0x110000):
        if unicodedata.category(chr(c)) in ("Cn", "Cs"):
            if without and without[-1][1] == c - 1:
                without[-1][1] = c
            else:
                without.append([c, c])
    characters = [chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) not in ("Cn", "Cs")]
    return {
        "versions": {"sklearn": sklearn.__version__, "python": ".".join(platform.python_version_tuple()[:2]),
                     "unicode": unicodedata.unidata_version},
        "words": {"count": len(vectorizer.vocabulary_),
                  "sha256": digest("\n".join(vectorizer.get_feature_names_out()))},
        "idf": vectorizer.idf_[::20].tolist(),
        "rows": rows,
        "lower_each": [digest(text.lower())[:8] for text in texts],
        "without": without,
        "lower_of_all_characters": digest("".join(c.lower() for c in characters)),
        "word_characters": digest("".join("1" if re.match(r"\w", c) else "0" for c in characters)),
        "sigma": [[text, text.lower()] for text in ("ΟΔΟΣ", "Σ", "ΑΣ'Β", "ΑΣ. Β", "AΣ̈", "ΑΣ\u00ad", "9Σ", "ΣΑΣ ΣΑΣΣ",
                                                    "ᵃΣ")],
        "nfc_each": [digest(unicodedata.normalize("NFC", text))[:8] for text in texts],
    }


if __name__ == "__main__":
    golden_file.main("words.json", build)
