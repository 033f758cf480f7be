// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/text/tokenizer.h"
#include "core/text/tokenizers/tokenizer_file.h"

namespace warbler {

// The pipeline of a tokenizer.json. Throws Error(BadTokenizer | UnsupportedOption).
std::shared_ptr<const Tokenizer> makePipelineTokenizer(TokenizerFile file);

}  // namespace warbler
