// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "core/text/tokenizers/growth_limit.h"

namespace warbler {

// Text to the text the model's vocabulary was made for. Immutable.
class Normalizer {
public:
    virtual ~Normalizer() = default;
    // text stays valid UTF-8. Throws Error(BadTokenizer) where it would grow beyond the limit.
    virtual void apply(std::string &text, const GrowthLimit &limit) const = 0;
};

// The "normalizer" of a tokenizer file; null json gives nullptr. Refuses by name what is not implemented.
std::unique_ptr<const Normalizer> readNormalizer(const nlohmann::json &json, const std::string &path,
                                                 const std::string &place);

}  // namespace warbler
