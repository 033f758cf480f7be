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
    Data,                                            // UTF-8, RFC 4180, LF; text quoted, our numbers bare: for R, Python, SPSS
    Spreadsheet                                      // BOM, CRLF, x before ids, ' before what a spreadsheet would run
};
const char *csvProfileName(CsvProfile profile);      // "data", "spreadsheet-safe"

enum class CellKind { Text, Id, Number };            // Number: written bare, "" for empty

// Writes a CSV that appears whole or not at all (temporary, fsync, rename). "-" writes to standard output.
class CsvWriter {
public:
    struct Column {
        std::string name;
        CellKind kind = CellKind::Text;
    };
    CsvWriter(const std::string &path, CsvProfile profile, std::vector<Column> columns);
    ~CsvWriter();                                    // discards unless finish() was called
    void row(const std::vector<std::string> &cells);
    // Puts the file in its place and reads it back; Error(DiskFull | IoError), also if other bytes or rows come back.
    void finish();
    std::int64_t rows() const;
    std::string sha256() const;                      // of the file's bytes; after finish()

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace warbler
