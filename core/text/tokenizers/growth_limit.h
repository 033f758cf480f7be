// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

#include "core/text/tokenizers/refusal.h"

namespace warbler {

// How long a text may become on its way through normalizers and pre-tokenizers: 64 times its bytes (a short text counts
// as 64 bytes), never more than 64 MiB. Without it 40 replacements of "a" by "aa" make 1 TB of one letter.
class GrowthLimit {
public:
    static constexpr std::size_t kFactor = 64, kShort = 64, kBytes = std::size_t(64) << 20;
    // path: the tokenizer's file, for the message.
    GrowthLimit(std::size_t textBytes, const std::string &path)
        : m_path(path), m_limit(std::max(textBytes, std::min(kBytes, kFactor * std::max(textBytes, kShort)))) {}

    // Called before the text is made that long. Throws Error(BadTokenizer).
    void check(std::size_t bytes) const {
        if (bytes > m_limit)
            throw badTokenizer(
                m_path,
                "its normalizer and pre-tokenizer make the text grow to more than 64 times its size, or beyond 64 MiB");
    }

private:
    const std::string &m_path;
    std::size_t m_limit;
};

}  // namespace warbler
