// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/text/tokenizer.h"
#include "core/text/tokenizers/tokenizer_config.h"

namespace warbler {

// A sentencepiece .model through its library, with the beginning token and the treatment of special tokens that Llama's
// and Gemma's tokenizers add. Throws Error(BadTokenizer).
std::shared_ptr<const Tokenizer> loadSentencePiece(const std::string &path, const TokenizerConfig &config);

}  // namespace warbler
