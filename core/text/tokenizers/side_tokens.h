// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/text/tokenizers/reference_class.h"

namespace warbler {

// The added tokens of a file with those of its side files, in the order and with the ids in which the reference adds
// them: an id a side file gives is a wish, the token's place in the vocabulary or else the next free id is what it
// gets.
std::vector<AddedToken> withSideTokens(const TokenizerFile &file, const SpecialTokenSet &specials,
                                       const TokenizerConfig &config);

}  // namespace warbler
