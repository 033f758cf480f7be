// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/text/tokenizer.h"

namespace warbler {

// path: a folder, read with its side files as the reference's class reads it (vocab.txt + bpe.codes, else
// tokenizer.json, a sentencepiece model, vocab.json + merges.txt, vocab.txt); or one such file. What is not
// implemented: Error(BadTokenizer | UnsupportedOption | MissingFile).
std::shared_ptr<const Tokenizer> loadTokenizer(const std::string &path);

}  // namespace warbler
