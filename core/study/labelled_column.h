// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/study/csv_study.h"
#include "core/study/study_sides.h"

namespace warbler {

// The rows of a CSV whose label column is filled, before they become categories or numbers. Private to this folder.
struct LabelledColumn {
    std::string name;            // of the label column
    std::vector<Labelled> rows;  // in file order
    std::int64_t unlabelled = 0;
    std::vector<std::string> warnings;
};
// Throws Error(MissingColumn | Usage ...) naming the columns there are.
LabelledColumn readLabelledColumn(const CsvStudyRequest &request);

}  // namespace warbler
