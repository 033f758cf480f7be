// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace warbler {

// A file as programs and people leave it behind, beside the rows it holds.
struct DirtyTable {
    std::string kind, name;  // "delimiter", "two bars"
    std::string bytes;
    std::vector<std::vector<std::string>> rows;  // as they were before the file was spoilt; without the header
    std::size_t lost = 0;                        // of these, so many may be missing
    std::size_t others = 0;                      // so many rows beside these may be read
};

// Invented tweets in every kind of file that Warbler reads: delimiters, quotes, escapes, record ends, lines before the
// header, ragged rows, stray quotes, repeated, short and missing headers, footnotes, encodings. The same on every
// computer.
std::vector<DirtyTable> dirtyTables();

// Of a table's rows, how many stand among those read (each once), as they were. Empty fields at a row's end count as
// none.
std::size_t recovered(const DirtyTable &table, const std::vector<std::vector<std::string>> &read);

}  // namespace warbler
