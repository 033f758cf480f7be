// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/csv_study.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/codebook/codebook.h"
#include "core/codebook/split_spec.h"
#include "core/learn/nearest_name.h"
#include "core/study/category_plan.h"
#include "core/study/labelled_column.h"
#include "core/study/study_sides.h"

namespace warbler {

namespace {

// The label column as numbers.
Study studyOfNumbers(Study study, const LabelledColumn &column, const std::string &path) {
    study.task = Task::Regression;
    for (const Labelled &one : column.rows) {
        const std::optional<double> number = parseDouble(one.value);
        if (!number || !std::isfinite(*number))
            throw Error(
                ErrorCode::BadData,
                path + ", line " + std::to_string(one.row.line) + ", column " + column.name + ": \"" +
                    excerpt(one.value) + "\" is no number",
                "Write a number with a point as in 1.5, empty the cell, leave such cells out with --missing \"" +
                    excerpt(one.value) + "\", or name another column with --label COLUMN.");
        study.rows.push_back(one.row);
        study.rows.back().number = number;
    }
    return study;
}

// Values that differ in spelling only: one category where the recipe has one word for them, else a warning.
LabelledColumn withJoinedSpellings(LabelledColumn column, const CsvStudyRequest &request) {
    std::map<std::string, std::int64_t> counts;
    for (const Labelled &one : column.rows)
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
            column.warnings.push_back(joinSentence(join) + " and are different categories; " + options +
                                      " makes them one");
            continue;
        }
        column.warnings.push_back(joinSentence(join) + " and count as one category");
        for (Labelled &one : column.rows)
            if (others.count(one.value) != 0)
                one.value = join.kept;
    }
    return column;
}

// The different values in category order: those the request orders first, the others sorted. counts: of each value.
std::vector<std::string> orderedValues(const std::map<std::string, std::int64_t> &counts,
                                       const CsvStudyRequest &request) {
    std::vector<std::string> values, others;
    for (const std::string &ordered : request.order)
        for (const auto &[value, rows] : counts)
            if (areSpelledAlike(value, ordered))
                values.push_back(value);
    for (const auto &pair : counts)
        if (std::find(values.begin(), values.end(), pair.first) == values.end())
            others.push_back(pair.first);
    sortValues(others);
    values.insert(values.end(), others.begin(), others.end());
    return values;
}

// Index of the category of interest among the study's categories. counts: of each value.
int interestOf(const Study &study, const std::map<std::string, std::int64_t> &counts, const std::string &column,
               const CsvStudyRequest &request) {
    std::vector<std::string> values;
    std::vector<std::int64_t> countOf;
    for (const StudyCategory &category : study.categories) {
        values.push_back(category.value);
        countOf.push_back(counts.at(category.value));
    }
    if (request.positive.empty())
        return indexOfInterest(study, {}, request.positiveWord, guessPositive(values, countOf));
    auto found = std::find(values.begin(), values.end(), request.positive);
    if (found == values.end())
        found = std::find_if(values.begin(), values.end(),
                             [&](const std::string &value) { return areSpelledAlike(value, request.positive); });
    if (found == values.end())
        throw Error(ErrorCode::UnknownLabel,
                    "category of interest \"" + request.positive + "\" does not occur in column " + column +
                        "; values are " + joinedNames(values),
                    "Use --positive with one of these values.");
    return static_cast<int>(found - values.begin());
}

Study studyOfCategories(Study study, const LabelledColumn &column, const CsvStudyRequest &request) {
    constexpr std::size_t kMostCategories = 200;
    std::map<std::string, std::int64_t> counts, firstLine;
    for (const Labelled &one : column.rows) {
        ++counts[one.value];
        firstLine.emplace(one.value, one.row.line);
    }
    if (counts.size() > kMostCategories)
        throw Error(ErrorCode::BadData,
                    request.path + ": column " + column.name + " holds " + std::to_string(counts.size()) +
                        " different values",
                    "That is no label column: name the right one with --label COLUMN.");
    std::map<std::string, int> indexOf;
    for (const std::string &value : orderedValues(counts, request)) {
        indexOf[value] = static_cast<int>(study.categories.size());
        study.categories.push_back({value, value, wordOf(request.words, value, value, firstLine[value]), {}});
    }
    study.positive = interestOf(study, counts, column.name, request);
    for (const Labelled &one : column.rows) {
        study.rows.push_back(one.row);
        study.rows.back().category = indexOf.at(one.value);
    }
    return study;
}

Study studyOf(const LabelledColumn &column, const CsvStudyRequest &request) {
    Study study;
    study.splitSpec = request.split;
    study.unlabelled = column.unlabelled;
    study.warnings = column.warnings;
    return request.task == Task::Regression ? studyOfNumbers(std::move(study), column, request.path)
                                            : studyOfCategories(std::move(study), column, request);
}

LabelledColumn columnFor(const CsvStudyRequest &request) {
    LabelledColumn column = readLabelledColumn(request);
    if (column.rows.empty())
        throw Error(ErrorCode::TooFewLabels, request.path + ": column " + column.name + " holds no label",
                    "Fill it for some tweets, or name another column with --label COLUMN.");
    return request.task == Task::Regression ? column : withJoinedSpellings(std::move(column), request);
}
}  // namespace

Study labelledRowsOfCsv(const CsvStudyRequest &request) { return studyOf(columnFor(request), request); }

Study studyFromCsv(const CsvStudyRequest &request) {
    const LabelledColumn column = columnFor(request);
    return checkedStudy(withSides(studyOf(column, request), column.rows, parseSplitSpec(request.split), request.seed));
}

}  // namespace warbler
