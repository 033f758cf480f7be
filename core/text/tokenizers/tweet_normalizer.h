// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizers/normalizer.h"

namespace warbler {

// normalizeTweet() of BERTweet, as transformers 4.43.3 has it: the words of a tweet with one space between, @USER for
// mentions, HTTPURL for addresses, names for emoji. A surrogate an HTML entity names becomes U+10FFFF, which no
// vocabulary holds either.
std::unique_ptr<const Normalizer> makeTweetNormalizer();

}  // namespace warbler
