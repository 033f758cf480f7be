// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/text/tokenizers/pieces.h"

namespace warbler {

// Where a match goes when a text is split at it.
enum class SplitBehaviour { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };
std::optional<SplitBehaviour> splitBehaviourNamed(std::string_view name);  // "MergedWithNext"

// One match, or the text between two; bytes from the beginning of the piece. May be empty where the pattern matched
// nothing.
struct Cut {
    Span span;
    bool isMatch = false;
};

// The cuts of a text of that many bytes: its matches, in order and without overlap, and what lies between.
std::vector<Cut> cutsAt(const std::vector<Span> &matches, std::size_t textBytes);
// Appends the pieces that the cuts of one piece become, none of them empty. Matches are merged within one piece only.
void appendPieces(const std::vector<Cut> &cuts, SplitBehaviour behaviour, Span piece, std::vector<Span> &out);

}  // namespace warbler
