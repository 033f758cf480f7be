// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/tokenizers/tokenizer_file.h"

namespace warbler {

// One piece of text to ids: BPE, WordPiece or Unigram. Immutable.
class TokenModel {
public:
    virtual ~TokenModel() = default;
    virtual void encode(std::string_view piece, std::vector<TokenId> &out) const = 0;  // piece is not empty
};

// The ids of <0x00> .. <0xFF>, for characters the vocabulary lacks.
class ByteFallback {
public:
    explicit ByteFallback(const Vocabulary &vocabulary);
    // false, and nothing appended, unless all bytes have a token
    bool append(std::string_view character, std::vector<TokenId> &out) const;
    static int byteOf(std::string_view token);  // 0 .. 255, -1 if it is no such token

private:
    std::array<TokenId, 256> m_ids;
};

// Reads file.model, refusing by name what is not implemented. The model keeps a reference to file.vocabulary.
std::unique_ptr<const TokenModel> readTokenModel(const TokenizerFile &file);
// The parts of a model given by vocab.json and merges.txt, or by vocab.txt.
std::unique_ptr<const TokenModel> makeByteLevelBpe(const TokenizerFile &file);
std::unique_ptr<const TokenModel> makeWordPiece(const TokenizerFile &file, const std::string &unknownToken);

}  // namespace warbler
