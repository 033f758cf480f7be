// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/codebook/split_spec.h"
#include "core/study/study.h"

namespace warbler {

// What a study from a CSV and one from a project have in common. Private to this folder.

// One row with what a split needs beyond it.
struct Labelled {
    StudyRow row;
    std::string value, sideText;
};

// The study with sides and training order of its rows, which labelled is parallel to. Throws Error(BadData) naming line
// and column.
Study withSides(Study study, const std::vector<Labelled> &labelled, const SplitSpec &spec, std::uint64_t seed);
// Label word of a category. Throws Error(UnknownLabel) where words are known and this one is not among them.
std::string wordOf(const std::map<std::string, std::string> &words, const std::string &value, const std::string &name,
                   std::int64_t line);

}  // namespace warbler
