// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/tokenizers/pieces.h"

namespace warbler {

// A pattern of a tokenizer file, written for Oniguruma, run by PCRE2 (UTF, UCP) under limits of work. Immutable.
class Regex {
public:
    // path and field name the place in messages. A pattern PCRE2 rejects, or reads otherwise than Oniguruma does, is
    // refused: Error(UnsupportedOption). BLOOM's published pattern is taken as its authors meant it.
    Regex(const std::string &pattern, const std::string &path, const std::string &field);
    ~Regex();
    Regex(const Regex &) = delete;
    Regex &operator=(const Regex &) = delete;

    // All matches, left to right, in valid UTF-8: empty ones too, but none right after another match and none in an
    // empty text. Throws Error(BadTokenizer) where the pattern would take unreasonably long.
    void findAll(std::string_view text, std::vector<Span> &matches) const;

private:
    struct Code;
    std::unique_ptr<Code> m_code;
    std::string m_pattern, m_place;
};

}  // namespace warbler
