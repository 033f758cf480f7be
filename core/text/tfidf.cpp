// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tfidf.h"

#include <cmath>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/text/normalise.h"
#include "core/text/tokenizers/unicode.h"

namespace warbler {

namespace {

// Calls found(word) for each match of \b\w\w+\b in the lower-cased text: the runs of two or more word characters.
template <class Found>
void forEachWord(std::string_view text, Found found) {
    const std::string lower = pythonLower(text);
    std::size_t begin = 0, length = 0;
    const auto endWord = [&](std::size_t end) {
        if (length >= 2)
            found(std::string_view(lower).substr(begin, end - begin));
        length = 0;
    };
    for (std::size_t at = 0; at < lower.size();) {
        const std::size_t here = at;
        if (!unicode::isPythonWord(nextCodePoint(lower, at)))
            endWord(here);
        else if (length++ == 0)
            begin = here;
    }
    endWord(lower.size());
}

}  // namespace

TfidfVectorizer TfidfVectorizer::fit(std::span<const std::string> texts) {
    std::map<std::string, std::int64_t, std::less<>> documents;  // word to the number of texts that have it
    for (const std::string &text : texts) {
        std::set<std::string, std::less<>> seen;
        forEachWord(text, [&](std::string_view word) {
            if (seen.find(word) == seen.end())
                seen.emplace(word);
        });
        for (const std::string &word : seen)
            ++documents[word];
    }
    std::vector<std::string> words;
    std::vector<double> idf;
    for (const auto &[word, count] : documents) {
        words.push_back(word);
        idf.push_back(std::log((1.0 + static_cast<double>(texts.size())) / (1.0 + static_cast<double>(count))) + 1.0);
    }
    return fromParts(std::move(words), std::move(idf));
}

TfidfVectorizer TfidfVectorizer::fromParts(std::vector<std::string> words, std::vector<double> idf) {
    if (words.size() != idf.size())
        throw Error(ErrorCode::BadConfig,
                    "the word model has " + std::to_string(words.size()) + " words and " + std::to_string(idf.size()) +
                        " weights",
                    "Train the word model again.");
    TfidfVectorizer result;
    result.m_words = std::move(words);
    result.m_idf = std::move(idf);
    for (std::size_t i = 0; i < result.m_words.size(); ++i)
        result.m_columnOf.emplace(result.m_words[i], static_cast<std::int32_t>(i));
    return result;
}

TfidfVectorizer::Row TfidfVectorizer::transform(std::string_view text) const {
    std::map<std::int32_t, double> counts;
    forEachWord(text, [&](std::string_view word) {
        const auto column = m_columnOf.find(word);
        if (column != m_columnOf.end())
            counts[column->second] += 1;
    });
    Row row;
    double squares = 0;
    for (const auto &[column, count] : counts) {
        const double value = count * m_idf[static_cast<std::size_t>(column)];
        row.columns.push_back(column);
        row.values.push_back(value);
        squares += value * value;
    }
    for (double &value : row.values)
        value /= std::sqrt(squares);
    return row;
}

}  // namespace warbler
