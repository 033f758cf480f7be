// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/tables/csv_writer.h"

namespace warbler {

// Writes an .xlsx workbook for Excel and LibreOffice: one sheet, a frozen first row with the names, every text and id a
// cell of the format Text (so no id is rounded and no tweet is taken for a formula), numbers as numbers. Characters XML
// has no place for are written as _x0000_, which both programs read back; bytes that are no UTF-8 become U+FFFD.
class XlsxWriter {
public:
    // A sheet holds 1,048,576 rows with the names: what is beyond goes on in NAME-2.xlsx, NAME-3.xlsx. `rowsPerFile` is
    // for tests.
    XlsxWriter(const std::string &path, std::vector<CsvWriter::Column> columns, std::int64_t rowsPerFile = 1048575);
    ~XlsxWriter();  // discards all files unless finish() was called
    void row(const std::vector<std::string> &cells);
    // Puts all files in their places. Error(BadData) naming row and column if a cell has more than 32,767 characters:
    // then no file is written. Error(DiskFull | IoError).
    void finish();
    std::int64_t rows() const;
    const std::vector<std::string> &files() const;
    std::string sha256() const;  // of the file; of the hashes of all, where there are several

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace warbler
