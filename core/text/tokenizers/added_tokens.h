// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/text/tokenizers/pieces.h"
#include "core/text/tokenizers/sorted_tokens.h"
#include "core/text/tokenizers/tokenizer_file.h"

namespace warbler {

// Cuts added tokens out of a text before anything else happens to it: leftmost, then longest, as the reference.
class AddedTokens {
public:
    struct Segment {
        Span span;
        TokenId id = Vocabulary::kNone;  // kNone: text between tokens
    };
    AddedTokens() = default;
    // contents: what to look for, one for each token (its content, or its content normalised); empty ones are not
    // looked for.
    AddedTokens(std::vector<AddedToken> tokens, std::vector<std::string> contents);
    AddedTokens(const AddedTokens &) = delete;
    AddedTokens &operator=(const AddedTokens &) = delete;
    AddedTokens(AddedTokens &&) = default;
    AddedTokens &operator=(AddedTokens &&) = default;

    bool hasSpecial() const { return m_hasSpecial; }
    // Segments of text in order, none empty. Special tokens that touch plain are left as text.
    void split(std::string_view text, Span plain, std::vector<Segment> &out) const;

private:
    std::vector<AddedToken> m_tokens;
    std::vector<std::string> m_contents;
    std::vector<std::uint32_t> m_tokenOf;  // place in m_index to place in m_tokens
    SortedTokens m_index;
    bool m_hasSpecial = false, m_hasOrdinary = false;
};

}  // namespace warbler
