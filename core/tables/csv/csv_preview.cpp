// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/csv_preview.h"

#include <algorithm>
#include <unordered_map>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/tables/id_alarms.h"
#include "core/tables/mojibake.h"

namespace warbler {

namespace {
constexpr std::size_t kShown = 200;
constexpr std::size_t kMappingSample = 1000;
constexpr std::size_t kMaxDistinct = 100000;

std::string lowerAscii(std::string text) {
    for (char &c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

// Exactly, else ignoring case where that names one column only. "": the guess stands; "-": none.
int chosenColumn(const std::string &path, const CsvReader &reader, const std::string &name, int guessed) {
    if (name.empty())
        return guessed;
    if (name == "-")
        return -1;
    for (const auto *names : {&reader.columns(), &reader.originalColumns()}) {
        const auto found = std::find(names->begin(), names->end(), name);
        if (found != names->end())
            return static_cast<int>(found - names->begin());
    }
    std::vector<int> alike;
    std::string list;
    for (std::size_t i = 0; i < reader.columns().size(); ++i) {
        const std::string &column = reader.columns()[i];
        if (lowerAscii(column) == lowerAscii(name))
            alike.push_back(static_cast<int>(i));
        if (i < 50)
            list += (i == 0 ? "" : ", ") + excerpt(column, 60);
        if (i == 50)
            list += ", …";
    }
    if (alike.size() == 1)
        return alike.front();
    throw Error(ErrorCode::MissingColumn, path + " has no column \"" + name + "\"; its columns are: " + list,
                "Name one of these columns.");
}

DialectChoice withNamed(DialectChoice dialect, const ColumnChoice &columns) {
    for (const std::string *name : {&columns.id, &columns.text, &columns.label, &columns.created, &columns.author})
        if (!name->empty() && *name != "-")
            dialect.namedColumns.push_back(*name);
    return dialect;
}

// Counts as the rows pass.
class RowCounts {
public:
    RowCounts(CsvPreview &preview, const CsvReader &reader, Encoding encoding)
        : m_preview(preview), m_reader(reader), m_encoding(encoding) {}

    void add(const CsvRow &row) {
        const ColumnMapping &mapping = m_preview.mapping;
        ++m_preview.rowsRead;
        if (m_preview.guess.dialect.isLastUnnamed && !isBlank(row.fields.back()))
            ++m_unnamed;
        if (mapping.text >= 0) {
            const std::string &text = row.fields[static_cast<std::size_t>(mapping.text)];
            if (isBlank(text))
                ++m_preview.emptyTexts;
            if (hasMojibake(text) && ++m_mojibake == 1)
                m_mojibakeLine = row.line;
        }
        if (mapping.label >= 0) {
            const std::string &label = row.fields[static_cast<std::size_t>(mapping.label)];
            countLabel(label);
            if (mapping.id >= 0 && !isBlank(label))
                m_repeats.add(row.fields[static_cast<std::size_t>(mapping.id)],
                              mapping.coder >= 0 ? row.fields[static_cast<std::size_t>(mapping.coder)] : std::string(),
                              label, row.line);
        }
        if (mapping.id >= 0) {
            const std::string none;
            m_ids.add(row.line, row.fields[static_cast<std::size_t>(mapping.id)],
                      mapping.created >= 0 ? row.fields[static_cast<std::size_t>(mapping.created)] : none);
        }
        const bool isUndecoded =
            !row.undecoded.empty() || (isDecodedFirst() && m_reader.badBytes() > 0 && hasReplacement(row));
        if (isUndecoded && ++m_badRows == 1)
            m_badLine = row.line;
    }

    void addRejected(const RejectedRow &row) {
        if (++m_preview.rowsRejected == 1) {
            m_rejectedLine = row.line;
            m_rejectedReason = row.reason;
        }
    }

    void finish() {
        auto &values = m_preview.labelValues;
        for (const auto &[value, count] : m_labels)
            values.push_back({value, count});
        std::sort(values.begin(), values.end(), [](const LabelValue &a, const LabelValue &b) {
            return a.count != b.count ? a.count > b.count : a.value < b.value;
        });
        m_preview.labelValueCount = static_cast<std::int64_t>(values.size());
        if (values.size() > kShown)
            values.resize(kShown);

        m_preview.repeats = m_repeats.counts();
        auto &alarms = m_preview.alarms;
        for (const Alarm &alarm : m_ids.alarms())
            alarms.push_back(alarm);
        if (m_mojibake > 0 && 200 * m_mojibake >= m_preview.rowsRead)
            alarms.push_back(
                {"mojibake",
                 rows(m_mojibake) +
                     " characters such as Ã© where é was meant: the text was read in the wrong encoding once before. " +
                     (m_encoding == Encoding::Utf8 || m_encoding == Encoding::Utf8Bom
                          ? "Choose \"UTF-8 twice\" as the encoding (--encoding utf-8-twice) to undo it."
                          : "Choose UTF-8 as the encoding (--encoding utf-8)."),
                 m_mojibake, m_mojibakeLine});
        if (m_reader.badBytes() > 0)
            alarms.push_back({"bad-bytes",
                              groupedText(m_reader.badBytes()) + " bytes are not " + encodingName(m_encoding) +
                                  " and are shown as \xEF\xBF\xBD. Choose another encoding if letters look wrong.",
                              m_badRows, m_badLine});
        if (!m_preview.guess.encodingDoubt.empty())
            alarms.push_back({"encoding", m_preview.guess.encodingDoubt, 0, 0});
        if (!m_preview.guess.noTable.empty())
            alarms.push_back({"no-table",
                              "No table was found, each line is taken as a tweet: " + m_preview.guess.noTable +
                                  ". Choose the delimiter (--delimiter), or none if each line is a tweet.",
                              m_preview.rowsRead, 1});
        if (!m_preview.guess.splitDoubt.empty())
            alarms.push_back(
                {"split",
                 m_preview.guess.splitDoubt + ". If each line is one tweet, choose no delimiter (--delimiter none).",
                 m_preview.rowsRead, 1});
        const std::int64_t fields = m_preview.guess.dialect.columns,
                           names = static_cast<std::int64_t>(m_preview.columns.size());
        if (fields > 0 && names > fields)
            alarms.push_back({"ragged",
                              "The header has " + groupedText(names) + " names and the rows have " +
                                  groupedText(fields) +
                                  " fields: the last columns are empty. Look whether each name stands over its own "
                                  "values.",
                              m_preview.rowsRead, 1});
        if (m_unnamed > 0)
            alarms.push_back({"ragged",
                              "The header has a name less than the rows have fields, and the last column is the one "
                              "without a name. Look whether each name stands over its own values.",
                              m_unnamed, 1});
        if (m_preview.rowsRejected > 0)
            alarms.push_back({"ragged",
                              groupedText(m_preview.rowsRejected) + " of " +
                                  groupedText(m_preview.rowsRead + m_preview.rowsRejected) +
                                  " rows cannot be read; the first is line " + std::to_string(m_rejectedLine) + ": " +
                                  m_rejectedReason + ".",
                              m_preview.rowsRejected, m_rejectedLine});
    }

private:
    bool isDecodedFirst() const {
        return encodingKind(m_encoding) == EncodingKind::Wide || encodingKind(m_encoding) == EncodingKind::Mixed;
    }
    static bool hasReplacement(const CsvRow &row) {
        return std::any_of(row.fields.begin(), row.fields.end(),
                           [](const std::string &f) { return f.find("\xEF\xBF\xBD") != std::string::npos; });
    }
    static std::string rows(std::int64_t count) {
        return groupedText(count) + (count == 1 ? " row has" : " rows have");
    }
    void countLabel(const std::string &value) {
        if (isBlank(value)) {
            ++m_preview.unlabelled;
        } else if (const auto found = m_labels.find(value); found != m_labels.end()) {
            ++found->second;
        } else if (m_labels.size() < kMaxDistinct) {
            m_labels.emplace(value, 1);
        }
    }

    CsvPreview &m_preview;
    const CsvReader &m_reader;
    Encoding m_encoding;
    IdAlarms m_ids;
    LabelRepeats m_repeats;
    std::unordered_map<std::string, std::int64_t> m_labels;
    std::int64_t m_mojibake = 0, m_mojibakeLine = 0, m_badRows = 0, m_badLine = 0, m_rejectedLine = 0, m_unnamed = 0;
    std::string m_rejectedReason;
};
}  // namespace

CsvPreview previewCsv(const std::string &path, const DialectChoice &dialect, const ColumnChoice &columns,
                      std::int64_t scanLimit) {
    CsvPreview preview;
    preview.guess = guessDialect(path, withNamed(dialect, columns));
    CsvReader reader(path, preview.guess.dialect);
    preview.columns = reader.columns();

    std::vector<CsvRow> sample;
    RowCounts counts(preview, reader, preview.guess.dialect.encoding);
    const auto startCounting = [&] {
        const MappingGuess guess = explainMapping(preview.columns, sample);
        preview.mapping = guess.mapping;
        ColumnMapping &mapping = preview.mapping;
        const auto choose = [&](const std::string &name, int ColumnMapping::*role) {
            const int column = chosenColumn(path, reader, name, mapping.*role);
            if (!name.empty() && column >= 0)  // a column the user names is taken from the role it was guessed for
                for (int ColumnMapping::*other :
                     {&ColumnMapping::id, &ColumnMapping::text, &ColumnMapping::label, &ColumnMapping::created,
                      &ColumnMapping::author, &ColumnMapping::language, &ColumnMapping::coder})
                    if (mapping.*other == column)
                        mapping.*other = -1;
            mapping.*role = column;
            return name.empty() ? std::string() : std::string(name == "-" ? "none, as chosen" : "chosen");
        };
        const std::string id = choose(columns.id, &ColumnMapping::id),
                          text = choose(columns.text, &ColumnMapping::text),
                          label = choose(columns.label, &ColumnMapping::label);
        choose(columns.created, &ColumnMapping::created);
        choose(columns.author, &ColumnMapping::author);
        choose(columns.language, &ColumnMapping::language);
        choose(columns.coder, &ColumnMapping::coder);
        preview.collector = guess.collector;
        preview.labelCandidates = guess.labelCandidates;
        preview.idReason = id.empty() ? guess.idReason : id;
        if (id.empty() && guess.idAlarm)
            preview.alarms.push_back(*guess.idAlarm);
        preview.textReason = text.empty() ? guess.textReason : text;
        preview.labelReason = label.empty() ? guess.labelReason : label;
        for (const CsvRow &row : sample)
            counts.add(row);
    };

    CsvRow row;
    RejectedRow rejected;
    bool isCounting = false;
    std::int64_t seen = 0;
    for (; seen < scanLimit; ++seen) {
        const auto outcome = reader.next(row, rejected);
        if (outcome == CsvReader::Outcome::End) {
            preview.isComplete = true;
            break;
        }
        if (outcome == CsvReader::Outcome::Rejected) {
            counts.addRejected(rejected);
            if (preview.rejected.size() < kShown)
                preview.rejected.push_back(rejected);
            continue;
        }
        if (preview.rows.size() < kShown)
            preview.rows.push_back(row);
        if (isCounting) {
            counts.add(row);
            continue;
        }
        sample.push_back(row);
        if (sample.size() == kMappingSample) {
            startCounting();
            isCounting = true;
        }
    }
    if (!isCounting)
        startCounting();
    if (preview.isComplete && preview.rowsRead == 0 && preview.rowsRejected == 0)
        throw Error(ErrorCode::EmptyFile, path + " has a header and no rows", "Choose the file that holds the tweets.");
    counts.finish();
    preview.skipped = reader.skippedCount();
    preview.skippedLines = reader.skippedLines();
    return preview;
}

}  // namespace warbler
