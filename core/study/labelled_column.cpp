// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/labelled_column.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/codebook/split_spec.h"
#include "core/learn/nearest_name.h"
#include "core/tables/alarm.h"
#include "core/tables/csv/csv_preview.h"

namespace warbler {

namespace {

// What is ready to be typed again: the name in quotes where a shell would split it.
std::string labelOption(const std::string &column) {
    const bool isPlain = !column.empty() && std::all_of(column.begin(), column.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
               c == '-';
    });
    if (isPlain)
        return "--label " + column;
    std::string quoted;
    for (const char c : column)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return "--label '" + quoted + "'";
}

[[noreturn]] void throwNoLabels(const std::string &path, const CsvPreview &preview) {
    std::string hint;
    for (const int column : preview.labelCandidates)
        hint += (hint.empty() ? "Its values look like categories in:\n  " : "\n  ") +
                labelOption(preview.columns[static_cast<std::size_t>(column)]);
    throw Error(ErrorCode::Usage,
                path +
                    ": no column has a known name for labels (label, category, class, stance, sentiment ...); its "
                    "columns are " +
                    joinedNames(preview.columns),
                hint.empty() ? "Name it with --label COLUMN." : hint);
}

enum class RepeatedRows { SeveralCoders, Unknown };

// Of several coders one row of a tweet stays where they agree and none where they do not; of rows whose coder nobody
// knows all stay, and the warning says so.
LabelledColumn withoutRepeated(LabelledColumn column, RepeatedRows kind) {
    struct Tweet {
        std::string label;
        std::int64_t rows = 0;
        bool isDisputed = false;
    };
    std::map<std::string, Tweet> tweets;
    for (const Labelled &one : column.rows) {
        Tweet &tweet = tweets[one.row.id.text()];
        tweet.isDisputed = tweet.isDisputed || (tweet.rows > 0 && tweet.label != one.value);
        if (tweet.rows++ == 0)
            tweet.label = one.value;
    }
    std::int64_t repeated = 0, disputed = 0;
    for (const auto &[id, tweet] : tweets) {
        repeated += tweet.rows > 1 ? 1 : 0;
        disputed += tweet.isDisputed ? 1 : 0;
    }
    if (repeated == 0)
        return column;
    if (kind == RepeatedRows::Unknown) {
        column.warnings.push_back(std::to_string(repeated) + " tweets have a label in several rows, " +
                                  std::to_string(disputed) + " of them different ones; all these rows are taken");
        return column;
    }
    std::set<std::string> seen;
    column.rows.erase(std::remove_if(column.rows.begin(), column.rows.end(),
                                     [&](const Labelled &one) {
                                         return tweets[one.row.id.text()].isDisputed ||
                                                !seen.insert(one.row.id.text()).second;
                                     }),
                      column.rows.end());
    column.warnings.push_back(std::to_string(repeated) +
                              " tweets have labels of several coders: each is taken once, and " +
                              std::to_string(disputed) + " on which the coders disagree are left out");
    return column;
}

CsvPreview previewWithLabels(const CsvStudyRequest &request) {
    CsvPreview preview = previewCsv(request.path, request.dialect, request.columns);
    if (preview.mapping.text < 0)
        throw Error(ErrorCode::MissingColumn,
                    request.path + ": no column looks like the tweets' text; its columns are " +
                        joinedNames(preview.columns),
                    "Name it with --text COLUMN.");
    if (preview.mapping.label < 0)
        throwNoLabels(request.path, preview);
    return preview;
}

// The column that names the side of each row; -1: the split is drawn.
int sideColumnOf(const CsvStudyRequest &request, const CsvPreview &preview) {
    const SplitSpec spec = parseSplitSpec(request.split);
    if (spec.kind != SplitSpec::Kind::Column)
        return -1;
    for (std::size_t i = preview.columns.size(); i-- > 0;)
        if (preview.columns[i] == spec.column)
            return static_cast<int>(i);
    throw Error(ErrorCode::MissingColumn,
                request.path + ": no column \"" + spec.column + "\"; its columns are " + joinedNames(preview.columns),
                "Name one of these with --split column:NAME.");
}

}  // namespace

LabelledColumn readLabelledColumn(const CsvStudyRequest &request) {
    const CsvPreview preview = previewWithLabels(request);
    const ColumnMapping &mapping = preview.mapping;
    const int sideColumn = sideColumnOf(request, preview);
    LabelledColumn column;
    column.name = preview.columns[static_cast<std::size_t>(mapping.label)];
    for (const Alarm &alarm : preview.alarms)
        column.warnings.push_back(alarm.sentence);

    const std::set<std::string> missing(request.missing.begin(), request.missing.end());
    CsvReader reader(request.path, preview.guess.dialect);
    std::int64_t record = 0, refused = 0, emptyTexts = 0;
    const auto take = [&](const CsvRow &row) {
        ++record;
        const std::string &written = row.fields[static_cast<std::size_t>(mapping.label)];
        const std::string &text = row.fields[static_cast<std::size_t>(mapping.text)];
        const auto joined = request.joins.find(written);
        const std::string &value = joined == request.joins.end() ? written : joined->second;
        if (isBlank(value) || missing.count(value) != 0) {
            ++column.unlabelled;
            return;
        }
        if (isBlank(text)) {
            ++emptyTexts;
            return;
        }
        Labelled one;
        one.row.id =
            TweetId(mapping.id >= 0 ? row.fields[static_cast<std::size_t>(mapping.id)] : std::to_string(record));
        one.row.text = text;
        one.row.line = row.line;
        one.row.group = duplicateGroupOf(text);
        one.value = value;
        if (sideColumn >= 0)
            one.sideText = row.fields[static_cast<std::size_t>(sideColumn)];
        column.rows.push_back(std::move(one));
    };
    reader.forEach(take, [&](const RejectedRow &row) {
        ++record;
        if (++refused <= 3)
            column.warnings.push_back("line " + std::to_string(row.line) + " was left out: " + row.reason);
    });
    if (mapping.id >= 0 && preview.repeats.repeated > 0)
        column = withoutRepeated(std::move(column), mapping.coder >= 0 || preview.repeats.isRowPerLabel()
                                                        ? RepeatedRows::SeveralCoders
                                                        : RepeatedRows::Unknown);
    if (reader.skippedCount() > 0)
        column.warnings.push_back(std::to_string(reader.skippedCount()) +
                                  " lines that are no rows were left out (before the header, or the header once more)");
    if (refused > 3)
        column.warnings.push_back(std::to_string(refused) +
                                  " rows in all were left out because they could not be read");
    if (emptyTexts > 0)
        column.warnings.push_back(std::to_string(emptyTexts) + " labelled rows have no text and were left out");
    return column;
}

}  // namespace warbler
