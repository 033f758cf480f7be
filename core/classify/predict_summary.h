// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace warbler {

// What a classification or an export did.
struct PredictSummary {
    std::int64_t rows = 0, classified = 0, notClassified = 0;
    std::int64_t skipped = 0;                                    // lines of a CSV that are no records and are left out
    std::string noTable;                                         // DialectGuess::noTable of the CSV
    std::vector<std::pair<std::int64_t, std::string>> problems;  // line, reason; the first 1,000
    double seconds = 0, tweetsPerSecond = 0;
    std::vector<std::int64_t> perCategory;
    std::string sha256;  // of the file written
};

}  // namespace warbler
