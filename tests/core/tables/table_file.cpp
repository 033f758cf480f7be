// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/tables/table_file.h"

#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "core/base/utf8.h"

namespace warbler {

namespace {
void put(const std::string &path, std::string_view bytes, std::ios::openmode mode) {
    std::ofstream out(path, std::ios::binary | mode);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush())
        throw std::runtime_error("cannot write " + path);
}

std::string shown(std::string_view text) {
    std::string out;
    for (const char c : text)
        out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\0' ? "\\0" : std::string(1, c);
    return out;
}
}  // namespace

TableFile::TableFile(std::string_view bytes, const std::string &name) {
    std::string folder = (std::filesystem::temp_directory_path() / "warbler-table-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr)
        throw std::runtime_error("cannot make " + folder);
    m_path = folder + "/" + name;
    write(bytes);
}

TableFile::~TableFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder(), ignored);
}

std::string TableFile::folder() const { return std::filesystem::path(m_path).parent_path().string(); }
void TableFile::write(std::string_view bytes) const { put(m_path, bytes, std::ios::trunc); }
void TableFile::append(std::string_view bytes) const { put(m_path, bytes, std::ios::app); }

Reading readTable(const std::string &path, const CsvDialect &dialect) {
    CsvReader reader(path, dialect);
    Reading reading;
    reading.columns = reader.columns();
    reading.originalColumns = reader.originalColumns();
    CsvRow row;
    RejectedRow rejected;
    for (;;) {
        const auto outcome = reader.next(row, rejected);
        if (outcome == CsvReader::Outcome::End)
            break;
        if (outcome == CsvReader::Outcome::Row)
            reading.rows.push_back(row);
        else
            reading.rejected.push_back(rejected);
    }
    reading.badBytes = reader.badBytes();
    reading.skipped = reader.skippedCount();
    reading.skippedLines = reader.skippedLines();
    reading.sha256 = reader.sha256();
    return reading;
}

Reading readBytes(std::string_view bytes, const CsvDialect &dialect) {
    const TableFile file(bytes);
    return readTable(file.path(), dialect);
}

std::string rendered(const Reading &reading) {
    std::string out;
    std::size_t r = 0;
    const auto addRejected = [&](std::int64_t before) {
        for (; r < reading.rejected.size() && reading.rejected[r].line < before; ++r)
            out += "! " + std::to_string(reading.rejected[r].line) + ": " + reading.rejected[r].reason + "\n";
    };
    for (const CsvRow &row : reading.rows) {
        addRejected(row.line);
        out += shown(joined(row.fields, "¦")) + "\n";
    }
    addRejected(INT64_MAX);
    return out;
}

std::string utf16(std::string_view text, Encoding encoding) {
    std::string out;
    const auto unit = [&](unsigned value) {
        const char high = static_cast<char>(value >> 8), low = static_cast<char>(value & 0xFF);
        out += encoding == Encoding::Utf16Le ? std::string{low, high} : std::string{high, low};
    };
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        if (c < 0x10000) {
            unit(c);
        } else {
            unit(0xD800 + ((c - 0x10000) >> 10));
            unit(0xDC00 + ((c - 0x10000) & 0x3FF));
        }
    }
    return out;
}

std::string joined(const std::vector<std::string> &parts, std::string_view separator) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i)
        out.append(i == 0 ? std::string_view() : separator).append(parts[i]);
    return out;
}

bool useEnvironmentLocale() {
    const char *wanted = std::getenv("LC_ALL");
    const char *got = std::setlocale(LC_ALL, "");
    if (wanted == nullptr || got == nullptr || std::string(wanted) != got)
        return false;
    return std::string(wanted).substr(0, 2) != "de" || std::string(std::localeconv()->decimal_point) == ",";
}

}  // namespace warbler
