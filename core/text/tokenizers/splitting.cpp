// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/splitting.h"

#include <algorithm>

namespace warbler {

namespace {

// Each match goes with the cut before it unless that is a match too. Backwards over the cuts it goes with the one
// after it.
template <class Iterator>
std::vector<Span> mergedPieces(Iterator begin, Iterator end) {
    std::vector<Span> pieces;
    bool previousIsMatch = false;
    for (Iterator cut = begin; cut != end; ++cut) {
        if (cut->isMatch && !previousIsMatch && !pieces.empty()) {
            pieces.back().begin = std::min(pieces.back().begin, cut->span.begin);
            pieces.back().end = std::max(pieces.back().end, cut->span.end);
        } else {
            pieces.push_back(cut->span);
        }
        previousIsMatch = cut->isMatch;
    }
    return pieces;
}

std::vector<Span> contiguous(const std::vector<Cut> &cuts) {
    std::vector<Span> pieces;
    bool previousIsMatch = false;
    for (const Cut &cut : cuts) {
        if (cut.isMatch == previousIsMatch && !pieces.empty())
            pieces.back().end = cut.span.end;
        else
            pieces.push_back(cut.span);
        previousIsMatch = cut.isMatch;
    }
    return pieces;
}

std::vector<Span> unmergedPieces(const std::vector<Cut> &cuts, SplitBehaviour behaviour) {
    std::vector<Span> pieces;
    for (const Cut &cut : cuts)
        if (behaviour == SplitBehaviour::Isolated || !cut.isMatch)
            pieces.push_back(cut.span);
    return pieces;
}

std::vector<Span> piecesOf(const std::vector<Cut> &cuts, SplitBehaviour behaviour) {
    switch (behaviour) {
    case SplitBehaviour::MergedWithPrevious:
        return mergedPieces(cuts.begin(), cuts.end());
    case SplitBehaviour::MergedWithNext: {
        std::vector<Span> pieces = mergedPieces(cuts.rbegin(), cuts.rend());
        std::reverse(pieces.begin(), pieces.end());
        return pieces;
    }
    case SplitBehaviour::Contiguous:
        return contiguous(cuts);
    case SplitBehaviour::Removed:
    case SplitBehaviour::Isolated:
        break;
    }
    return unmergedPieces(cuts, behaviour);
}

}  // namespace

std::optional<SplitBehaviour> splitBehaviourNamed(std::string_view name) {
    if (name == "Removed")
        return SplitBehaviour::Removed;
    if (name == "Isolated")
        return SplitBehaviour::Isolated;
    if (name == "MergedWithPrevious")
        return SplitBehaviour::MergedWithPrevious;
    if (name == "MergedWithNext")
        return SplitBehaviour::MergedWithNext;
    if (name == "Contiguous")
        return SplitBehaviour::Contiguous;
    return std::nullopt;
}

std::vector<Cut> cutsAt(const std::vector<Span> &matches, std::size_t textBytes) {
    std::vector<Cut> cuts;
    cuts.reserve(2 * matches.size() + 1);
    std::uint32_t at = 0;
    for (const Span match : matches) {
        if (match.begin > at)
            cuts.push_back({{at, match.begin}, false});
        cuts.push_back({match, true});
        at = match.end;
    }
    if (at < textBytes)
        cuts.push_back({{at, static_cast<std::uint32_t>(textBytes)}, false});
    return cuts;
}

void appendPieces(const std::vector<Cut> &cuts, SplitBehaviour behaviour, Span piece, std::vector<Span> &out) {
    for (const Span span : piecesOf(cuts, behaviour))
        if (!span.isEmpty())
            out.push_back({piece.begin + span.begin, piece.begin + span.end});
}

}  // namespace warbler
