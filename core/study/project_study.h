// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/corpus/project.h"
#include "core/study/study.h"

namespace warbler {

// Labels and lasting split of the project. split "70/15/15" is the lasting one; another spec is drawn for this study
// alone.
Study studyFromProject(Project &project, const std::string &split, const std::map<std::string, std::string> &words,
                       std::uint64_t seed);
// A column of a project's imported tweets as numbers; an empty cell is no number. Every split is drawn for this study
// alone, without strata, duplicates together. Throws Error(MissingColumn | BadData | TooFewLabels) naming column and
// line.
Study numbersFromProject(Project &project, const std::string &column, const std::string &split, std::uint64_t seed);
// Its rows alone: no sides, no check of how many there are.
Study numberedRowsOfProject(Project &project, const std::string &column);

}  // namespace warbler
