// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/tables/csv/csv_reader.h"

namespace warbler {

// A file in a folder of its own, both removed at the end.
class TableFile {
public:
    explicit TableFile(std::string_view bytes, const std::string &name = "table.csv");
    ~TableFile();
    TableFile(const TableFile &) = delete;
    TableFile &operator=(const TableFile &) = delete;
    const std::string &path() const { return m_path; }
    std::string folder() const;
    void write(std::string_view bytes) const;
    void append(std::string_view bytes) const;

private:
    std::string m_path;
};

struct Reading {
    std::vector<std::string> columns, originalColumns;
    std::vector<CsvRow> rows;
    std::vector<RejectedRow> rejected;
    std::vector<SkippedLine> skippedLines;
    std::int64_t badBytes = 0, skipped = 0;
    std::string sha256;
};
Reading readTable(const std::string &path, const CsvDialect &dialect = {});
Reading readBytes(std::string_view bytes, const CsvDialect &dialect = {});
// "a¦b" a row, "! line: reason" a rejected one, in file order; line ends and NUL as \n, \r, \0.
std::string rendered(const Reading &reading);

std::string utf16(std::string_view text, Encoding encoding);  // from UTF-8
std::string joined(const std::vector<std::string> &parts, std::string_view separator);
// Takes the locale of the environment, as the window does; false if it is not the one LC_ALL names.
bool useEnvironmentLocale();

}  // namespace warbler
