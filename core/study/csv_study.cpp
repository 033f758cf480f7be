// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/csv_study.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/codebook/codebook.h"
#include "core/codebook/split_spec.h"
#include "core/study/category_plan.h"
#include "core/study/study_sides.h"
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
                    joined(preview.columns),
                hint.empty() ? "Name it with --label COLUMN." : hint);
}

enum class RepeatedRows { SeveralCoders, Unknown };

// Tweets with a label in several rows. Of several coders one row stays where they agree and none where they do not; of
// rows whose coder nobody knows all stay, and the warning says so.
void agreeOnRepeated(std::vector<Labelled> &labelled, Study &study, RepeatedRows kind) {
    struct Tweet {
        std::string label;
        std::int64_t rows = 0;
        bool isDisputed = false;
    };
    std::map<std::string, Tweet> tweets;
    for (const Labelled &one : labelled) {
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
        return;
    if (kind == RepeatedRows::Unknown) {
        study.warnings.push_back(std::to_string(repeated) + " tweets have a label in several rows, " +
                                 std::to_string(disputed) + " of them different ones; all these rows are taken");
        return;
    }
    std::set<std::string> seen;
    labelled.erase(std::remove_if(labelled.begin(), labelled.end(),
                                  [&](const Labelled &one) {
                                      return tweets[one.row.id.text()].isDisputed ||
                                             !seen.insert(one.row.id.text()).second;
                                  }),
                   labelled.end());
    study.warnings.push_back(std::to_string(repeated) +
                             " tweets have labels of several coders: each is taken once, and " +
                             std::to_string(disputed) + " on which the coders disagree are left out");
}

// CSV rows whose label column is filled, and how many were not.
std::vector<Labelled> readLabelled(const CsvStudyRequest &request, Study &study, std::string &labelColumn) {
    const CsvPreview preview = previewCsv(request.path, request.dialect, request.columns);
    const ColumnMapping &mapping = preview.mapping;
    if (mapping.text < 0)
        throw Error(ErrorCode::MissingColumn,
                    request.path + ": no column looks like the tweets' text; its columns are " +
                        joined(preview.columns),
                    "Name it with --text COLUMN.");
    if (mapping.label < 0)
        throwNoLabels(request.path, preview);
    labelColumn = preview.columns[static_cast<std::size_t>(mapping.label)];
    const SplitSpec spec = parseSplitSpec(request.split);
    int sideColumn = -1;
    if (spec.kind == SplitSpec::Kind::Column) {
        for (std::size_t i = 0; i < preview.columns.size(); ++i)
            if (preview.columns[i] == spec.column)
                sideColumn = static_cast<int>(i);
        if (sideColumn < 0)
            throw Error(ErrorCode::MissingColumn,
                        request.path + ": no column \"" + spec.column + "\"; its columns are " +
                            joined(preview.columns),
                        "Name one of these with --split column:NAME.");
    }
    for (const Alarm &alarm : preview.alarms)
        study.warnings.push_back(alarm.sentence);

    const std::set<std::string> missing(request.missing.begin(), request.missing.end());
    std::vector<Labelled> labelled;
    CsvReader reader(request.path, preview.guess.dialect);
    std::int64_t record = 0, refused = 0, emptyTexts = 0;
    const auto take = [&](const CsvRow &row) {
        ++record;
        const std::string &written = row.fields[static_cast<std::size_t>(mapping.label)];
        const std::string &text = row.fields[static_cast<std::size_t>(mapping.text)];
        const auto joined = request.joins.find(written);
        const std::string &value = joined == request.joins.end() ? written : joined->second;
        if (isBlank(value) || missing.count(value) != 0) {
            ++study.unlabelled;
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
        labelled.push_back(std::move(one));
    };
    reader.forEach(take, [&](const RejectedRow &row) {
        ++record;
        if (++refused <= 3)
            study.warnings.push_back("line " + std::to_string(row.line) + " was left out: " + row.reason);
    });
    if (mapping.id >= 0 && preview.repeats.repeated > 0)
        agreeOnRepeated(labelled, study,
                        mapping.coder >= 0 || preview.repeats.isRowPerLabel() ? RepeatedRows::SeveralCoders
                                                                              : RepeatedRows::Unknown);
    if (reader.skippedCount() > 0)
        study.warnings.push_back(std::to_string(reader.skippedCount()) +
                                 " lines that are no rows were left out (before the header, or the header once more)");
    if (refused > 3)
        study.warnings.push_back(std::to_string(refused) + " rows in all were left out because they could not be read");
    if (emptyTexts > 0)
        study.warnings.push_back(std::to_string(emptyTexts) + " labelled rows have no text and were left out");
    return labelled;
}

// The label column as numbers.
void readNumbers(Study &study, const std::vector<Labelled> &labelled, const std::string &path,
                 const std::string &column) {
    study.task = Task::Regression;
    for (const Labelled &one : labelled) {
        const std::optional<double> number = parseDouble(one.value);
        if (!number || !std::isfinite(*number))
            throw Error(
                ErrorCode::BadData,
                path + ", line " + std::to_string(one.row.line) + ", column " + column + ": \"" + excerpt(one.value) +
                    "\" is no number",
                "Write a number with a point as in 1.5, empty the cell, leave such cells out with --missing \"" +
                    excerpt(one.value) + "\", or name another column with --label COLUMN.");
        study.rows.push_back(one.row);
        study.rows.back().number = number;
    }
}

// Values that differ in spelling only: one category where the recipe has one word for them, else a warning.
void joinSpellings(const CsvStudyRequest &request, std::vector<Labelled> &labelled, Study &study) {
    std::map<std::string, std::int64_t> counts;
    for (const Labelled &one : labelled)
        ++counts[one.value];
    std::vector<LabelValue> values;
    for (const auto &[value, rows] : counts)
        values.push_back({value, rows});
    for (const SpellingJoin &join : proposedJoins(values)) {
        std::string options;
        std::set<std::string> others;
        for (const LabelValue &other : join.others) {
            options += (options.empty() ? "--map \"" : " --map \"") + other.value + "=" + join.kept + "\"";
            others.insert(other.value);
        }
        if (request.words.empty()) {
            study.warnings.push_back(joinSentence(join) + " and are different categories; " + options +
                                     " makes them one");
            continue;
        }
        study.warnings.push_back(joinSentence(join) + " and count as one category");
        for (Labelled &one : labelled)
            if (others.count(one.value) != 0)
                one.value = join.kept;
    }
}

// Rows and categories; labelled is parallel to the rows of the result.
Study readStudy(const CsvStudyRequest &request, std::vector<Labelled> &labelled) {
    Study study;
    study.splitSpec = request.split;
    std::string labelColumn;
    labelled = readLabelled(request, study, labelColumn);
    if (labelled.empty())
        throw Error(ErrorCode::TooFewLabels, request.path + ": column " + labelColumn + " holds no label",
                    "Fill it for some tweets, or name another column with --label COLUMN.");
    if (request.task == Task::Regression) {
        readNumbers(study, labelled, request.path, labelColumn);
        return study;
    }

    joinSpellings(request, labelled, study);
    std::map<std::string, std::int64_t> counts, firstLine;
    for (const Labelled &one : labelled) {
        ++counts[one.value];
        firstLine.emplace(one.value, one.row.line);
    }
    if (counts.size() > 200)
        throw Error(ErrorCode::BadData,
                    request.path + ": column " + labelColumn + " holds " + std::to_string(counts.size()) +
                        " different values",
                    "That is no label column: name the right one with --label COLUMN.");
    std::vector<std::string> values;
    for (const std::string &ordered : request.order)
        for (const auto &[value, rows] : counts)
            if (areSpelledAlike(value, ordered))
                values.push_back(value);
    std::vector<std::string> others;
    for (const auto &pair : counts)
        if (std::find(values.begin(), values.end(), pair.first) == values.end())
            others.push_back(pair.first);
    sortValues(others);
    values.insert(values.end(), others.begin(), others.end());

    std::map<std::string, int> indexOf;
    std::vector<std::int64_t> countOf;
    for (const std::string &value : values) {
        indexOf[value] = static_cast<int>(study.categories.size());
        study.categories.push_back({value, value, wordOf(request.words, value, value, firstLine[value]), {}});
        countOf.push_back(counts[value]);
    }
    const auto wanted =
        std::find_if(values.begin(), values.end(), [&](const std::string &value) { return value == request.positive; });
    const auto alike = std::find_if(values.begin(), values.end(),
                                    [&](const std::string &value) { return areSpelledAlike(value, request.positive); });
    if (request.positive.empty()) {
        study.positive = guessPositive(values, countOf);
    } else if (wanted != values.end() || alike != values.end()) {
        study.positive = indexOf[wanted != values.end() ? *wanted : *alike];
    } else {
        throw Error(ErrorCode::UnknownLabel,
                    "category of interest \"" + request.positive + "\" does not occur in column " + labelColumn +
                        "; values are " + joined(values),
                    "Use --positive with one of these values.");
    }
    if (request.positive.empty())
        study.positive = indexOfInterest(study, {}, request.positiveWord);
    for (Labelled &one : labelled) {
        one.row.category = indexOf[one.value];
        study.rows.push_back(one.row);
    }
    return study;
}
}  // namespace

Study labelledRowsOfCsv(const CsvStudyRequest &request) {
    std::vector<Labelled> labelled;
    return readStudy(request, labelled);
}

Study studyFromCsv(const CsvStudyRequest &request) {
    std::vector<Labelled> labelled;
    Study study = readStudy(request, labelled);
    assignSides(study, labelled, parseSplitSpec(request.split), request.seed);
    checkStudy(study);
    return study;
}

}  // namespace warbler
