// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/tokenizers/growth_limit.h"

namespace warbler {

struct Span {
    std::uint32_t begin = 0, end = 0;  // bytes
    bool isEmpty() const { return begin == end; }
};

inline std::string_view slice(std::string_view text, Span span) {
    return text.substr(span.begin, span.end - span.begin);
}

// A text on its way through the pre-tokenizers: its pieces in order, none empty.
struct Pieces {
    std::string text;
    std::vector<Span> spans;
    bool startsText = true;  // no added token stands before
    GrowthLimit limit;       // of text
};

}  // namespace warbler
