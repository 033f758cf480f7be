// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/text/tokenizers/component_fields.h"
#include "core/text/tokenizers/pre_tokenizer.h"

namespace warbler {

// The pre-tokenizers that look at one character after the other: CharDelimiterSplit, Digits, FixedLength, Punctuation
// and UnicodeScripts. nullptr: type is none of them. Throws Error(BadTokenizer | UnsupportedOption).
std::unique_ptr<const PreTokenizer> readCharacterPreTokenizer(const std::string &type, ComponentFields &fields);

}  // namespace warbler
