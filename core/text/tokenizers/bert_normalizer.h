// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/text/tokenizers/normalizer.h"

namespace warbler {

struct BertNormalization {
    bool cleanText = true, spacesAroundIdeographs = true, stripAccents = true, lowerCase = true;
};
std::unique_ptr<const Normalizer> makeBertNormalizer(BertNormalization options);

}  // namespace warbler
