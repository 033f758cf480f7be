// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/tokenizers/growth_limit.h"

namespace warbler {

// SentencePiece's precompiled normalisation: a double-array trie from byte strings to replacements, then the
// replacements, each ended by a zero byte. Every state a lookup can reach is checked once, when the table is read; many
// keys share a state.
class Charsmap {
public:
    struct Damage {
        std::string what;
    };
    // Throw Damage. blob may be empty: nothing is replaced.
    explicit Charsmap(std::string_view blob);
    static Charsmap fromBase64(const std::string &text);

    // As the Precompiled normalizer of tokenizer.json: grapheme by grapheme, else character by character.
    std::string normaliseText(std::string_view text, const GrowthLimit &limit) const;

private:
    void checkReachable() const;
    // The replacement of the shortest key that begins the text, nullptr if there is none.
    const char *replacement(std::string_view text) const;

    std::vector<std::uint32_t> m_units;
    std::string m_replacements;
};

// With its padding.
std::string toBase64(std::string_view bytes);

}  // namespace warbler
