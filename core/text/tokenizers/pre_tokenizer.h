// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "core/text/tokenizers/pieces.h"

namespace warbler {

// Cuts normalised text into the pieces the model sees one by one. Immutable.
class PreTokenizer {
public:
    virtual ~PreTokenizer() = default;
    virtual void apply(Pieces &pieces) const = 0;
};

// The "pre_tokenizer" of a tokenizer file; null json gives nullptr. Refuses by name what is not implemented.
std::unique_ptr<const PreTokenizer> readPreTokenizer(const nlohmann::json &json, const std::string &path,
                                                     const std::string &place);
std::unique_ptr<const PreTokenizer> makeBertPreTokenizer();
std::unique_ptr<const PreTokenizer> makeGpt2PreTokenizer();
std::unique_ptr<const PreTokenizer> makeBertweetPreTokenizer();  // \S+\n? with Python's white space

}  // namespace warbler
