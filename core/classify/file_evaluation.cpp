// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/file_evaluation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/codebook/codebook.h"
#include "core/study/category_plan.h"
#include "core/tables/csv/csv_reader.h"

namespace warbler {

namespace {

std::size_t columnOf(const CsvReader &reader, const std::string &path, const std::string &name) {
    std::string names;
    for (std::size_t i = 0; i < reader.columns().size(); ++i) {
        if (reader.columns()[i] == name || reader.originalColumns()[i] == name)
            return i;
        names += (names.empty() ? "" : ", ") + reader.columns()[i];
    }
    throw Error(ErrorCode::MissingColumn, path + ": no column \"" + name + "\"; its columns are " + names,
                "Name one of these.");
}

struct Row {
    std::string truth, predicted;
    double score = 0;
};

constexpr std::size_t kMostCategories = 1000;

// A column of ids or texts named by mistake: a table of 20,000 categories by 20,000 helps nobody and takes the memory
// of the machine.
class CategoryCount {
public:
    void add(const std::string &value, const std::string &column) {
        m_values.insert(value);
        if (m_values.size() > kMostCategories)
            throw Error(ErrorCode::BadData,
                        "the column " + column +
                            " brings more than 1,000 different values, so it does not look like one of categories",
                        "Name the columns of categories with --truth and --predicted.");
    }

private:
    std::set<std::string> m_values;
};

std::vector<Row> readRows(const FileEvaluationRequest &request) {
    CategoryCount categories;
    DialectChoice choice = request.dialect;
    choice.namedColumns = {request.truth, request.predicted};
    if (!request.score.empty())
        choice.namedColumns.push_back(request.score);
    const DialectGuess guess = guessDialect(request.path, choice);
    CsvReader reader(request.path, guess.dialect);
    const std::size_t truth = columnOf(reader, request.path, request.truth),
                      predicted = columnOf(reader, request.path, request.predicted);
    const std::size_t score = request.score.empty() ? 0 : columnOf(reader, request.path, request.score);
    std::vector<Row> rows;
    const auto take = [&](const CsvRow &row) {
        if (row.fields[truth].empty())
            return;
        Row one{row.fields[truth], row.fields[predicted], 0};
        categories.add(one.truth, request.truth);
        categories.add(one.predicted, request.predicted);
        if (!request.score.empty()) {
            const std::optional<double> value = parseDouble(row.fields[score]);
            if (!value || !std::isfinite(*value))
                throw Error(ErrorCode::BadData,
                            request.path + ", line " + std::to_string(row.line) + ", column " + request.score + ": \"" +
                                row.fields[score] + "\" is no number",
                            "Scores are numbers with a point.");
            one.score = *value;
        }
        rows.push_back(std::move(one));
    };
    reader.forEach(take, [&](const RejectedRow &row) {
        throw Error(ErrorCode::BadData, request.path + ", line " + std::to_string(row.line) + ": " + row.reason,
                    "Mend this row.");
    });
    if (rows.empty())
        throw Error(ErrorCode::EmptyFile, request.path + ": no row with a value in " + request.truth,
                    "Check the column.");
    return rows;
}

struct Spellings {
    std::map<std::string, std::string> countsAs;  // of a value that is written otherwise
    std::vector<std::string> warnings;
};

// Values that one column writes as 1 and the other as 1.0, or yes and Yes, are one category: nothing else would agree.
// Where one column has both spellings they may mean two things, and the sentence says so.
Spellings spellingsOf(const std::vector<Row> &rows) {
    std::map<std::string, std::int64_t> truths, predictions, all;
    for (const Row &row : rows) {
        ++truths[row.truth];
        ++predictions[row.predicted];
        all[row.truth] += 1;
        all[row.predicted] += 0;
    }
    if (all.size() > kMostCategories)
        return {};
    std::vector<LabelValue> values;
    for (const auto &[value, count] : all)
        values.push_back({value, count});
    Spellings spellings;
    for (const SpellingJoin &join : proposedJoins(values)) {
        std::size_t inTruth = truths.count(join.kept), inPredicted = predictions.count(join.kept);
        for (const LabelValue &other : join.others) {
            inTruth += truths.count(other.value);
            inPredicted += predictions.count(other.value);
        }
        const bool isOneCategory = inTruth <= 1 && inPredicted <= 1;
        spellings.warnings.push_back(joinSentence(join) +
                                     (isOneCategory
                                          ? " and count as one category"
                                          : " and are different categories here: write them alike if they mean one"));
        for (const LabelValue &other : join.others)
            if (isOneCategory)
                spellings.countsAs.emplace(other.value, join.kept);
    }
    return spellings;
}

// The categories of the rows, sorted, and which is of interest.
struct FileCategories {
    std::vector<StudyCategory> categories;
    std::map<std::string, int> indexOf;  // of a value
    int positive = 0;
};

int interestIn(const FileCategories &file, const std::vector<std::int64_t> &countOf,
               const FileEvaluationRequest &request) {
    std::vector<std::string> values;
    for (const StudyCategory &category : file.categories)
        values.push_back(category.value);
    if (request.positive.empty())
        return guessPositive(values, countOf);
    const auto exact = file.indexOf.find(request.positive);
    if (exact != file.indexOf.end())
        return exact->second;
    const auto alike = std::find_if(values.begin(), values.end(),
                                    [&](const std::string &value) { return areSpelledAlike(value, request.positive); });
    if (alike == values.end())
        throw Error(ErrorCode::UnknownLabel, "\"" + request.positive + "\" does not occur in " + request.truth,
                    "Use --positive with a value that does.");
    return static_cast<int>(alike - values.begin());
}

FileCategories categoriesOf(const std::vector<Row> &rows, const FileEvaluationRequest &request) {
    std::map<std::string, std::int64_t> counts;
    for (const Row &row : rows) {
        ++counts[row.truth];
        counts[row.predicted] += 0;
    }
    std::vector<std::string> values;
    for (const auto &pair : counts)
        if (!pair.first.empty())
            values.push_back(pair.first);
    sortValues(values);
    FileCategories file;
    std::vector<std::int64_t> countOf;
    for (const std::string &value : values) {
        file.indexOf[value] = static_cast<int>(file.categories.size());
        file.categories.push_back({value, value, {}, {}});
        countOf.push_back(counts[value]);
    }
    file.positive = interestIn(file, countOf, request);
    return file;
}

ScoreFigures figuresOfScores(const std::vector<Row> &rows, const std::vector<JudgedRow> &judged, int positive) {
    const std::unique_ptr<bool[]> isPositive(new bool[rows.size()]);
    std::vector<int> truth;
    std::vector<double> scores, pairs;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        isPositive[i] = judged[i].truth == positive;
        truth.push_back(isPositive[i] ? 1 : 0);
        scores.push_back(rows[i].score);
        pairs.insert(pairs.end(), {1 - rows[i].score, rows[i].score});
    }
    const std::span<const bool> positives(isPositive.get(), rows.size());
    ScoreFigures figures;
    figures.roc = rocCurve(positives, scores);
    figures.averagePrecision = precisionRecallCurve(positives, scores).averagePrecision;
    if (std::all_of(scores.begin(), scores.end(), [](double score) { return score >= 0 && score <= 1; })) {
        figures.brier = brierScore(truth, pairs, 2);
        figures.logLoss = logLoss(truth, pairs, 2);
    }
    return figures;
}

nlohmann::ordered_json orNull(const std::optional<double> &value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

}  // namespace

FileEvaluation evaluateFile(const FileEvaluationRequest &request) {
    std::vector<Row> rows = readRows(request);
    Spellings spellings = spellingsOf(rows);
    for (Row &row : rows)
        for (std::string *value : {&row.truth, &row.predicted})
            if (const auto other = spellings.countsAs.find(*value); other != spellings.countsAs.end())
                *value = other->second;
    const FileCategories file = categoriesOf(rows, request);
    std::vector<JudgedRow> judged;
    for (const Row &row : rows) {
        JudgedRow one;
        one.truth = file.indexOf.at(row.truth);
        one.predicted = row.predicted.empty() ? -1 : file.indexOf.at(row.predicted);
        judged.push_back(one);
    }
    FileEvaluation out;
    out.evaluation = evaluateRows(judged, file.categories, file.positive, kEvaluationSeed);
    if (!request.score.empty())
        out.ofScores = figuresOfScores(rows, judged, file.positive);
    out.warnings = std::move(spellings.warnings);
    return out;
}

nlohmann::ordered_json toJson(const FileEvaluation &file) {
    nlohmann::ordered_json json = toJson(file.evaluation);
    if (file.ofScores) {
        const RocCurve &roc = file.ofScores->roc;
        nlohmann::ordered_json thresholds = nlohmann::ordered_json::array();
        for (const double threshold : roc.thresholds)
            thresholds.push_back(std::isinf(threshold) ? nlohmann::ordered_json("inf")
                                                       : nlohmann::ordered_json(threshold));
        json["roc"] = {{"fpr", roc.falsePositiveRate}, {"tpr", roc.truePositiveRate}, {"thresholds", thresholds}};
        json["metrics"]["auc"] = orNull(roc.auc);
        json["metrics"]["average_precision"] = orNull(file.ofScores->averagePrecision);
        if (file.ofScores->brier) {
            json["metrics"]["brier"] = *file.ofScores->brier;
            json["metrics"]["log_loss"] = orNull(file.ofScores->logLoss);
        }
    }
    json["warnings"] = file.warnings;
    return json;
}

}  // namespace warbler
