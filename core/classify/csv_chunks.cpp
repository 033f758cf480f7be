// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/csv_chunks.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/classify/classifier.h"
#include "core/study/prediction_columns.h"

namespace warbler {

namespace {
constexpr std::size_t kMostRecords = 65536;  // of a chunk with hardly a text in it
constexpr std::int64_t kScannedRows = 2000;

CsvPreview previewWithText(const std::string &path, const DialectChoice &dialect, const ColumnChoice &columns) {
    CsvPreview preview = previewCsv(path, dialect, columns, kScannedRows);
    if (preview.mapping.text < 0)
        throw Error(ErrorCode::MissingColumn, path + ": no column looks like the tweets' text",
                    "Name it with --text COLUMN.");
    return preview;
}
}  // namespace

CsvChunks::CsvChunks(const std::string &path, const DialectChoice &dialect, const ColumnChoice &columns,
                     CsvProfile profile)
    : m_preview(previewWithText(path, dialect, columns)), m_reader(path, m_preview.guess.dialect), m_profile(profile) {}

void CsvChunks::add(CsvChunk &chunk, CsvReader::Outcome outcome) {
    const bool isRow = outcome == CsvReader::Outcome::Row;
    std::vector<std::string> cells = isRow ? m_row.fields : m_rejected.fields;
    if (isRow && m_profile == CsvProfile::Data)
        for (const UndecodedField &field : m_row.undecoded)
            cells[field.column] = field.bytes;
    std::string text = isRow ? m_row.fields[static_cast<std::size_t>(m_preview.mapping.text)] : std::string();
    fitFields(cells, names().size(), m_preview.guess.dialect.delimiter);
    const bool canClassify = isRow && !isBlank(text);
    if (!canClassify)
        chunk.problems.emplace_back(isRow ? m_row.line : m_rejected.line,
                                    isRow ? "the text is empty" : m_rejected.reason);
    chunk.cells.push_back(std::move(cells));
    chunk.isClassifiable.push_back(canClassify);
    if (canClassify)
        chunk.texts.push_back(std::move(text));
}

bool CsvChunks::next(CsvChunk &chunk) {
    chunk = {};
    while (std::ssize(chunk.texts) < kClassifyChunk && chunk.cells.size() < kMostRecords) {
        const CsvReader::Outcome outcome = m_reader.next(m_row, m_rejected);
        if (outcome == CsvReader::Outcome::End)
            break;
        add(chunk, outcome);
    }
    return !chunk.cells.empty();
}

}  // namespace warbler
