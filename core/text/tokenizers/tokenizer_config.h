// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text/tokenizers/tokenizer_file.h"

namespace warbler {

// A token that a side file names, such as the mask token. Where only its text is given, how it is matched stays open.
struct SideToken {
    AddedToken token;
    bool isTextOnly = false, saysNormalized = true;
    bool isDefault = false;  // the class names it, no file does
};

// What the side files of a tokenizer say: tokenizer_config.json, special_tokens_map.json, added_tokens.json, and
// config.json where the others name no class. Absent and null fields are nullopt.
struct TokenizerConfig {
    bool isPresent = false;  // one of the two .json configurations is there
    std::optional<bool> addBos, addEos, legacy, addPrefixSpace;
    std::optional<bool> lowerCase, stripAccents, spacesAroundIdeographs, keepAccents, splitByPunctuation;
    std::optional<bool> tweetNormalization;                          // "normalization" of BertweetTokenizer
    std::optional<long long> extraIds;                               // of T5Tokenizer
    std::optional<std::string> tokenizerClass;                       // "BertTokenizer"
    std::optional<std::string> modelType;                            // "bert", of config.json
    std::vector<std::pair<std::string, std::string>> specialTokens;  // "cls_token" and "<s>": those given as texts
    std::vector<std::pair<std::string, std::optional<SideToken>>> specials;  // all of them; nullopt: null
    std::optional<std::vector<SideToken>> additionalSpecials;
    bool hasAddedTokensDecoder = false;  // then the two other files count for nothing
    std::vector<SideToken> addedTokens;  // with their ids
};

// An absent file gives an empty one. Throws Error(BadTokenizer).
TokenizerConfig readTokenizerConfig(const std::string &path);
// All side files of a folder. Throws Error(BadTokenizer).
TokenizerConfig readSideFiles(const std::string &folder);

// vocab.json: {"token": id}. Limits as in tokenizer.json.
void readVocabularyJson(TokenizerFile &file, const std::string &path);

}  // namespace warbler
