// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace warbler {

// The word model's view of a text, as scikit-learn's TfidfVectorizer: lower-case, \b\w\w+\b, unigrams,
// idf = ln((1 + n) / (1 + df)) + 1, rows of Euclidean length 1. Columns in code-point order of the words.
class TfidfVectorizer {
public:
    struct Row {
        std::vector<std::int32_t> columns;  // ascending
        std::vector<double> values;
    };
    static TfidfVectorizer fit(std::span<const std::string> texts);
    static TfidfVectorizer fromParts(std::vector<std::string> words, std::vector<double> idf);
    Row transform(std::string_view text) const;
    const std::vector<std::string> &words() const { return m_words; }
    const std::vector<double> &idf() const { return m_idf; }

private:
    std::vector<std::string> m_words;
    std::vector<double> m_idf;
    std::map<std::string, std::int32_t, std::less<>> m_columnOf;
};

}  // namespace warbler
