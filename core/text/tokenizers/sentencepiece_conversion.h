// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/text/tokenizers/reference_class.h"

namespace warbler {

// A sentencepiece .model as the tokenizer that the reference's class turns it into: its vocabulary with the class's own
// pieces around, normalisation table, marks for spaces, special tokens. Throws Error(BadTokenizer | UnsupportedOption).
TokenizerFile convertedSentencePiece(const std::string &path, ReferenceClass kind, const TokenizerConfig &config);

}  // namespace warbler
