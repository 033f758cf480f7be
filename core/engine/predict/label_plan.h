// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/learn/scoring.h"

namespace warbler {

// How the labels of a Scoring are read off a decoder: the row behind the text predicts every first token; longer labels
// need their own leading tokens as further rows. Labels that share leading tokens share those rows (a trie laid out as
// paths).
struct LabelPlan {
    // The labels with the terminator appended to all, if one is a prefix of another. Throws Error(BadConfig) if two are
    // equal, one is empty, or a terminator is needed and missing.
    explicit LabelPlan(const Scoring &scoring);

    std::vector<std::vector<TokenId>> labels;  // [categories]
    std::vector<std::vector<TokenId>> paths;   // rows appended to a text, at least one path (possibly empty)
    std::vector<std::size_t> pathOf;           // [categories]: its path begins with the label without its last token
    std::int64_t longestPath() const;
};

}  // namespace warbler
