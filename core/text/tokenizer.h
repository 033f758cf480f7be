// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"

namespace warbler {

enum class SpecialTokens { Add, Omit };   // the template's: [CLS] x [SEP], <s> x
enum class SpecialText { Plain, Match };  // "</s>" inside a text: ordinary text, or matched as the reference does

// Text to token ids and back. Immutable; encode() from any number of threads.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;
    // Bad UTF-8 bytes count as U+FFFD.
    virtual std::vector<TokenId> encode(std::string_view text, SpecialTokens special = SpecialTokens::Add,
                                        SpecialText specialText = SpecialText::Plain) const = 0;
    // The ids of before + data + after, one text: special tokens are matched in before and after, never in data.
    virtual std::vector<TokenId> encodeAround(std::string_view before, std::string_view data, std::string_view after,
                                              SpecialTokens special = SpecialTokens::Add) const;
    virtual std::string decode(const std::vector<TokenId> &ids, SpecialTokens special = SpecialTokens::Omit) const = 0;
    virtual std::int64_t vocabularySize() const = 0;  // highest id + 1, added tokens included
    virtual std::optional<TokenId> idOf(std::string_view token) const = 0;
    virtual std::string tokenOf(TokenId id) const = 0;  // empty if there is none
    virtual std::string kind() const = 0;               // "byte-level BPE", "WordPiece", "sentencepiece" ...
};

}  // namespace warbler
