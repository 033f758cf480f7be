// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv_writer.h"

#include <algorithm>
#include <cassert>
#include <filesystem>
#include <optional>

#include <unistd.h>

#include "core/base/descriptor_write.h"
#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/sha256.h"
#include "core/tables/csv/csv_reader.h"
#include "core/tables/read_back.h"
#include "core/tables/spreadsheet_escape.h"
#include "core/tables/xlsx_writer.h"

namespace warbler {

namespace {
constexpr std::size_t kFlush = std::size_t(256) << 10;

void writeToStandardOutput(std::string_view bytes) { writeWhole(STDOUT_FILENO, bytes, "to standard output"); }
}  // namespace

const char *csvProfileName(CsvProfile profile) {
    switch (profile) {
    case CsvProfile::Data:
        return "data";
    case CsvProfile::Spreadsheet:
        return "spreadsheet-safe";
    case CsvProfile::Excel:
        return "excel";
    }
    return "";
}

CsvProfile csvProfileFromName(const std::string &name) {
    for (const CsvProfile profile : {CsvProfile::Data, CsvProfile::Spreadsheet, CsvProfile::Excel})
        if (name == csvProfileName(profile))
            return profile;
    throw Error(ErrorCode::Usage, "unknown profile \"" + name + "\"", "Take data, excel or spreadsheet-safe.");
}

struct CsvWriter::State {
    State(std::string csvPath, CsvProfile csvProfile, std::vector<Column> csvColumns)
        : path(std::move(csvPath)), profile(csvProfile), columns(std::move(csvColumns)) {}

    void quoted(std::string_view text) {
        line.push_back('"');
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t quote = std::min(text.find('"', at), text.size());
            line.append(text, at, quote - at);
            if (quote < text.size())
                line.append("\"\"");
            at = quote + 1;
        }
        line.push_back('"');
    }
    void cell(std::string_view text, CellKind kind) {
        if (kind == CellKind::Number)
            line.append(text);
        else if (profile == CsvProfile::Spreadsheet)
            quoted(escapeForSpreadsheet(text, kind));
        else
            quoted(text);
    }
    void endLine(std::size_t start) {
        if (line.size() == start)
            line.append("\"\"");  // one empty number: a blank line would be no row
        line.append(profile == CsvProfile::Data ? "\n" : "\r\n");
        if (line.size() >= kFlush)
            flush();
    }
    // What is no file (a pipe, a device) cannot be read back.
    void readBack() const {
        std::error_code ignored;
        if (!file || !std::filesystem::is_regular_file(path, ignored))
            return;
        CsvDialect dialect;
        dialect.encoding = profile == CsvProfile::Spreadsheet ? Encoding::Utf8Bom : Encoding::Utf8;
        CsvReader reader(path, dialect, CsvOrigin::Ours);
        std::int64_t found = 0, refused = 0;
        reader.forEach([&](const CsvRow &) { ++found; }, [&](const RejectedRow &) { ++refused; });
        if (refused > 0 || found != rows || reader.sha256() != digest)
            throwNotReadBack(path);
    }
    void flush() {
        hash.update(line);
        if (file)
            file->write(line);
        else
            writeToStandardOutput(line);
        line.clear();
    }

    std::string path;
    CsvProfile profile;
    std::vector<Column> columns;
    std::optional<AtomicFile> file;  // none: standard output, or a workbook
    std::optional<XlsxWriter> workbook;
    std::string line;
    Sha256 hash;
    std::string digest;
    std::int64_t rows = 0;
};

CsvWriter::CsvWriter(const std::string &path, CsvProfile profile, std::vector<Column> columns)
    : m_state(std::make_unique<State>(path, profile, std::move(columns))) {
    assert(!m_state->columns.empty());
    if (profile == CsvProfile::Excel) {
        m_state->workbook.emplace(path, m_state->columns);
        return;
    }
    if (path != "-")
        m_state->file.emplace(path);
    if (profile == CsvProfile::Spreadsheet)
        m_state->line = "\xEF\xBB\xBF";
    const std::size_t start = m_state->line.size();
    for (std::size_t i = 0; i < m_state->columns.size(); ++i) {
        if (i > 0)
            m_state->line.push_back(',');
        m_state->cell(m_state->columns[i].name, CellKind::Text);
    }
    m_state->endLine(start);
}

CsvWriter::~CsvWriter() = default;

void CsvWriter::row(const std::vector<std::string> &cells) {
    State &s = *m_state;
    assert(cells.size() == s.columns.size());
    if (s.workbook) {
        s.workbook->row(cells);
        ++s.rows;
        return;
    }
    const std::size_t start = s.line.size();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0)
            s.line.push_back(',');
        s.cell(cells[i], s.columns[i].kind);
    }
    ++s.rows;
    s.endLine(start);
}

void CsvWriter::finish() {
    State &s = *m_state;
    if (s.workbook) {
        s.workbook->finish();
        s.digest = s.workbook->sha256();
        return;
    }
    s.flush();
    if (s.file)
        s.file->commit();
    s.digest = hex(s.hash.finish());
    s.readBack();
}

std::int64_t CsvWriter::rows() const { return m_state->rows; }
std::vector<std::string> CsvWriter::files() const {
    return m_state->workbook ? m_state->workbook->files() : std::vector<std::string>{m_state->path};
}
std::string CsvWriter::sha256() const { return m_state->digest; }

}  // namespace warbler
