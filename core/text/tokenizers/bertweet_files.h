// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/text/tokenizer.h"

namespace warbler {

// BERTweet's tokenizer from a folder with vocab.txt and bpe.codes, ids as those of transformers 4.43.3's
// BertweetTokenizer. Tweets are normalised unless tokenizer_config.json says "normalization": false; BertweetTokenizer
// itself leaves them alone where the key is absent, as it is in the published folder, but the model was trained on
// normalised tweets. kind() tells which. Throws Error(BadTokenizer | UnsupportedOption | MissingFile), the last where
// one of the two files is absent.
std::shared_ptr<const Tokenizer> loadBertweet(const std::string &folder);

// The folder has bpe.codes, or its tokenizer_config.json or config.json names the class BertweetTokenizer. Such a
// folder's tokenizer.json is not read: transformers has no fast tokenizer for it either.
bool isBertweetFolder(const std::string &folder);

}  // namespace warbler
