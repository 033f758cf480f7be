// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/text/tokenizers/pieces.h"

namespace warbler {

// What becomes of the matches that a text is split at.
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
// The pieces that the cuts of one piece become, appended, none empty; a run of the behaviour begins anew with each
// piece.
void appendPieces(const std::vector<Cut> &cuts, SplitBehaviour behaviour, Span piece, std::vector<Span> &out);

}  // namespace warbler
