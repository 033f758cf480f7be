// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/error.h"

namespace warbler {

// How every refusal of a tokenizer file ends.
inline const char *const kTokenizerHint = "Download the model's tokenizer files again, or choose another model.";

// path: the file; detail: the field and what is wrong with it.
inline Error badTokenizer(const std::string &path, const std::string &detail) {
    return Error(ErrorCode::BadTokenizer, path + ": " + detail, kTokenizerHint);
}

inline Error unsupportedTokenizer(const std::string &path, const std::string &detail) {
    return Error(ErrorCode::UnsupportedOption, path + ": " + detail + " is not supported",
                 "Choose a model with a tokenizer Warbler knows: BLOOM, BERT, BERTweet, GPT-2, Llama, Gemma, XLM-R, T5 "
                 "and ALBERT models have one.");
}

}  // namespace warbler
