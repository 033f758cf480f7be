// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/codebook/split.h"

namespace warbler {

// What --split says: "70/15/15", "0.8" (train/test), "column:NAME", "notebook", "codelab".
struct SplitSpec {
    enum class Kind { Stratified, Column, Notebook, Codelab };
    Kind kind = Kind::Stratified;
    SplitRatios ratios;
    std::string column;
    bool operator==(const SplitSpec &) const = default;
};
SplitSpec parseSplitSpec(std::string_view text);  // throws Error(Usage) naming the text and the five forms
std::string splitSpecText(const SplitSpec &spec);

}  // namespace warbler
