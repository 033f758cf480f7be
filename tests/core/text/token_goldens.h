// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdio>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/sha256.h"
#include "core/text/tokenizer.h"

namespace warbler {

static_assert(std::endian::native == std::endian::little);

// SHA-256 of ids as little-endian int32.
inline std::string digestOf(const std::vector<TokenId> &ids) {
    return sha256Hex({reinterpret_cast<const char *>(ids.data()), ids.size() * sizeof(TokenId)});
}

// How many of texts give other ids than the golden digests (their first 8 digits); prints the first five.
inline int differences(const Tokenizer &tokenizer, const std::vector<std::string> &texts, const nlohmann::json &digests,
                       SpecialText specialText, SpecialTokens special = SpecialTokens::Add) {
    int count = texts.size() == digests.size() ? 0 : 1000000;
    for (std::size_t i = 0; i < texts.size() && count < 1000000; ++i) {
        const std::vector<TokenId> ids = tokenizer.encode(texts[i], special, specialText);
        if (digestOf(ids).substr(0, 8) == digests[i].get<std::string>())
            continue;
        if (++count > 5)
            continue;
        std::printf("text %zu, %s:", i, nlohmann::json(texts[i]).dump(-1, ' ', true).c_str());
        for (const TokenId id : ids)
            std::printf(" %d(%s)", id, tokenizer.tokenOf(id).c_str());
        std::printf("\n");
    }
    return count;
}

// The lists kept in full, in both modes.
inline int differencesInFull(const Tokenizer &tokenizer, const nlohmann::json &full) {
    int count = 0;
    for (const nlohmann::json &entry : full) {
        const SpecialText mode = entry["mode"] == "plain" ? SpecialText::Plain : SpecialText::Match;
        count += tokenizer.encode(entry["text"].get<std::string>(), SpecialTokens::Add, mode) ==
                         entry["ids"].get<std::vector<TokenId>>()
                     ? 0
                     : 1;
    }
    return count;
}

}  // namespace warbler
