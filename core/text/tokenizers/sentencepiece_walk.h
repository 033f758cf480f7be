// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/tokenizers/tokenizer_file.h"

namespace warbler {

// What our own walk through a sentencepiece model finds before its library sees the file. Defaults are the format's
// own.
struct SentencePieceModel {
    enum Kind { Unigram = 1, Bpe = 2, Word = 3, Char = 4 };
    enum class Type : std::uint8_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

    Vocabulary pieces;                 // ids in the order of the file
    std::vector<float> scores;         // by id
    std::vector<Type> types;           // by id
    std::vector<AddedToken> specials;  // control and unknown pieces
    Kind kind = Unigram;
    bool byteFallback = false, spaceAsSuffix = false;                          // trainer settings
    bool dummyPrefix = true, removesExtraSpaces = true, escapesSpaces = true;  // normaliser settings
    bool hasCharsmap = false;
    std::string charsmap;  // the normalisation table, checked
    TokenId unknown = 0;   // of the trainer's settings, as is its text
    std::string unknownPiece = "<unk>";
};

// Checks the protobuf wire format (lengths inside, no groups) and the limits: 1 to 1 M pieces, each 1 to 4096 bytes of
// UTF-8 and unique, finite scores, normalisation tables that stay inside themselves. Throws Error(BadTokenizer).
SentencePieceModel walkSentencePieceModel(std::string_view bytes, const std::string &path);

}  // namespace warbler
