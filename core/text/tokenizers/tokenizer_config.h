// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text/tokenizers/tokenizer_file.h"

namespace warbler {

// What of tokenizer_config.json matters where there is no tokenizer.json; absent and null fields are nullopt.
struct TokenizerConfig {
    std::optional<bool> addBos, addEos, legacy, addPrefixSpace;
    std::optional<bool> lowerCase, stripAccents, spacesAroundIdeographs;
    std::optional<bool> tweetNormalization;                          // "normalization" of BertweetTokenizer
    std::optional<std::string> tokenizerClass;                       // "BertTokenizer"; config.json may name it too
    std::vector<std::pair<std::string, std::string>> specialTokens;  // "cls_token" and "<s>": those given as texts
};
// An absent file gives an empty one. Throws Error(BadTokenizer).
TokenizerConfig readTokenizerConfig(const std::string &path);

// vocab.json: {"token": id}. Limits as in tokenizer.json.
void readVocabularyJson(TokenizerFile &file, const std::string &path);

}  // namespace warbler
