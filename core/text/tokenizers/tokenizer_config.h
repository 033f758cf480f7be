// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/text/tokenizers/tokenizer_file.h"

namespace warbler {

// What of tokenizer_config.json matters where there is no tokenizer.json; absent and null fields are nullopt.
struct TokenizerConfig {
    std::optional<bool> addBos, addEos, legacy, addPrefixSpace;
    std::optional<bool> lowerCase, stripAccents, spacesAroundIdeographs;
};
// An absent file gives an empty one. Throws Error(BadTokenizer).
TokenizerConfig readTokenizerConfig(const std::string &path);

// vocab.json: {"token": id}. Limits as in tokenizer.json.
void readVocabularyJson(TokenizerFile &file, const std::string &path);

}  // namespace warbler
