// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/text/tokenizers/vocabulary.h"

namespace warbler {

struct AddedToken {
    std::string content;
    TokenId id = 0;
    bool singleWord = false, leftStrip = false, rightStrip = false, isNormalized = true, isSpecial = false;
    bool isMatchedBothWays =
        false;  // in the raw and in the normalised text: a side file says otherwise than the tokenizer's
};

// Pairs of a BPE model in order of rank, both sides of each in one block of bytes.
class MergeList {
public:
    static constexpr std::size_t kLimit = 2'000'000;
    void add(std::string_view left, std::string_view right);
    std::size_t size() const { return m_entries.size(); }
    std::pair<std::string_view, std::string_view> at(std::size_t rank) const;

private:
    struct Entry {
        std::uint32_t begin, middle, end;
    };
    std::string m_bytes;
    std::vector<Entry> m_entries;
};

// What a tokenizer file holds, sizes checked, components not yet understood.
struct TokenizerFile {
    std::string path;
    nlohmann::json normalizer, preTokenizer, postProcessor;  // null if none
    nlohmann::json model = nlohmann::json::object();         // without vocab and merges
    Vocabulary vocabulary;
    std::vector<double> scores;  // Unigram: of the ids in order
    bool hasMerges = false;
    MergeList merges;
    std::vector<AddedToken> addedTokens;
    bool isFromJson = false;  // of a tokenizer.json; else put together from other files
};

// tokenizer.json, streamed. Refused with Error(BadTokenizer): what is not JSON in UTF-8, and what exceeds the limits
// (64 MiB, depth 32, 1 M tokens, 2 M merges, 100,000 added tokens, 4 KiB a token, ids unique and below 2 M).
TokenizerFile readTokenizerJson(const std::string &path);
TokenizerFile parseTokenizerJson(const std::string &text, const std::string &path);
// "a b" of merges.txt and older tokenizer.json files; refused if there is not exactly one space.
void addMergeLine(TokenizerFile &file, std::string_view line, const std::string &place);
void addVocabularyToken(TokenizerFile &file, std::string_view token, TokenId id);

}  // namespace warbler
