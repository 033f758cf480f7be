// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "tests/core/tables/dirty_tables.h"

namespace warbler {

// One pollution a file, of each kind that the benchmark Pollock (Vitagliano et al., PVLDB 16, 2023) has, on two tables
// and two ways to quote: files without header, without or with several last line ends, with other delimiters, quotes,
// escapes and record ends, with titles, footnotes and further tables, and single rows and headers with delimiters too
// few or too many, with stray or other quotes, delimiters, escapes and line ends.
std::vector<DirtyTable> pollutedTables();

}  // namespace warbler
