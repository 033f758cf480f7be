// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/learn/scoring.h"

namespace warbler {

// How the labels of a Scoring are read off a decoder. The last row of the text predicts the first token of every label;
// a label of several tokens needs its tokens but the last as further rows. Labels that begin with the same tokens share
// these rows.
struct LabelPlan {
    // If one label begins with another, the terminator is appended to all. Throws Error(BadConfig) if two labels are
    // equal, one is empty, or a terminator is needed and missing.
    explicit LabelPlan(const Scoring &scoring);

    std::vector<std::vector<TokenId>> labels;  // [categories]
    std::vector<std::vector<TokenId>> paths;   // tokens to append to a text; at least one path, which may be empty
    std::vector<std::size_t> pathOf;           // [categories] the path that begins with the label's tokens but the last
    std::int64_t longestPath() const;
};

}  // namespace warbler
