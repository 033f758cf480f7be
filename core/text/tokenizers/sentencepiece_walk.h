// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/text/tokenizers/tokenizer_file.h"

namespace warbler {

// What our own walk through a sentencepiece model finds before its library sees the file.
struct SentencePieceModel {
    std::vector<AddedToken> specials;  // control and unknown pieces, ids in the order of the pieces
    std::size_t pieces = 0;
};

// Checks the protobuf wire format (lengths inside, no groups) and the limits: 1 to 1 M pieces, each 1 to 4096 bytes of UTF-8
// and unique, finite scores, normalisation tables that stay inside themselves. Throws Error(BadTokenizer).
SentencePieceModel walkSentencePieceModel(std::string_view bytes, const std::string &path);

}  // namespace warbler
