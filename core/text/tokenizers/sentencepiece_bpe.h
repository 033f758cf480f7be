// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/text/tokenizers/bpe.h"
#include "core/text/tokenizers/sentencepiece_walk.h"

namespace warbler {

// The library's BPE done here, several times faster, for the models where that is simple: Llama's and those made like
// it.
class SentencePieceBpe {
public:
    enum class DummyPrefix { Add, None };
    // nullptr if the model needs something that only the library does: a normalisation table, user-defined or unused
    // pieces, squeezed spaces, very long pieces, a piece with a character that is no piece itself. model must outlive
    // the result.
    static std::unique_ptr<const SentencePieceBpe> make(const SentencePieceModel &model, DummyPrefix prefix);

    void encode(std::string_view text, std::vector<TokenId> &out) const;  // valid UTF-8; appends

private:
    SentencePieceBpe(const Vocabulary &vocabulary, const std::vector<Bpe::Pair> &pairs, Bpe::Options options,
                     DummyPrefix prefix);
    Bpe m_bpe;
    DummyPrefix m_prefix;
};

}  // namespace warbler
