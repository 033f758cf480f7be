// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace warbler {

enum class CsvProfile {
    Data,         // UTF-8, RFC 4180, LF; text quoted, our numbers bare: for R, Python, SPSS
    Spreadsheet,  // BOM, CRLF, x before ids, ' before what a spreadsheet would run
    Excel         // an .xlsx workbook, ids and texts as text cells (xlsx_writer.h)
};
const char *csvProfileName(CsvProfile profile);          // "data", "spreadsheet-safe", "excel"
CsvProfile csvProfileFromName(const std::string &name);  // Error(Usage) listing them

enum class CellKind { Text, Id, Number };  // Number: written bare, "" for empty

// Writes a CSV, or the workbook of CsvProfile::Excel, that appears whole or not at all (temporary, fsync, rename). "-"
// writes a CSV to standard output.
class CsvWriter {
public:
    struct Column {
        std::string name;
        CellKind kind = CellKind::Text;
    };
    CsvWriter(const std::string &path, CsvProfile profile, std::vector<Column> columns);
    ~CsvWriter();  // discards unless finish() was called
    void row(const std::vector<std::string> &cells);
    // Puts the file in its place and reads it back; Error(DiskFull | IoError), also if other bytes or rows come back.
    // Excel: Error(BadData) naming the cells above 32,767 characters, and nothing is written.
    void finish();
    std::int64_t rows() const;
    std::vector<std::string> files() const;  // the path given; Excel: more of them above 1,048,575 rows
    std::string sha256() const;              // of the file's bytes; after finish()

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace warbler
