// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/metrics_command.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <ostream>
#include <set>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/classify/evaluation.h"
#include "core/codebook/codebook.h"
#include "core/study/category_plan.h"
#include "core/tables/csv/csv_preview.h"
#include "core/tables/csv/csv_reader.h"
#include "core/tables/csv/dialect_guess.h"

namespace warbler::cli {

namespace {

struct Options {
    std::string file, truth, predicted, score, positive;
    ColumnOptions columns;  // only how the file is written
};

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

// A column of ids or texts named by mistake: a table of 20,000 categories by 20,000 helps nobody and takes the memory
// of the machine.
class CategoryCount {
public:
    void add(const std::string &value, const std::string &column) {
        constexpr std::size_t kMostCategories = 1000;
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

std::vector<Row> readRows(const Options &options) {
    CategoryCount categories;
    DialectChoice choice = options.columns.dialect();
    choice.namedColumns = {options.truth, options.predicted};
    if (!options.score.empty())
        choice.namedColumns.push_back(options.score);
    const DialectGuess guess = guessDialect(options.file, choice);
    CsvReader reader(options.file, guess.dialect);
    const std::size_t truth = columnOf(reader, options.file, options.truth),
                      predicted = columnOf(reader, options.file, options.predicted);
    const std::size_t score = options.score.empty() ? 0 : columnOf(reader, options.file, options.score);
    std::vector<Row> rows;
    const auto take = [&](const CsvRow &row) {
        if (row.fields[truth].empty())
            return;
        Row one{row.fields[truth], row.fields[predicted], 0};
        categories.add(one.truth, options.truth);
        categories.add(one.predicted, options.predicted);
        if (!options.score.empty()) {
            const std::optional<double> value = parseDouble(row.fields[score]);
            if (!value || !std::isfinite(*value))
                throw Error(ErrorCode::BadData,
                            options.file + ", line " + std::to_string(row.line) + ", column " + options.score + ": \"" +
                                row.fields[score] + "\" is no number",
                            "Scores are numbers with a point.");
            one.score = *value;
        }
        rows.push_back(std::move(one));
    };
    reader.forEach(take, [&](const RejectedRow &row) {
        throw Error(ErrorCode::BadData, options.file + ", line " + std::to_string(row.line) + ": " + row.reason,
                    "Mend this row.");
    });
    if (rows.empty())
        throw Error(ErrorCode::EmptyFile, options.file + ": no row with a value in " + options.truth,
                    "Check the column.");
    return rows;
}

struct Spelling {
    std::string written, countsAs;
};

// Values that one column writes as 1 and the other as 1.0, or yes and Yes, are one category: nothing else would agree.
// Where one column has both spellings they may mean two things, and the sentence says so.
std::vector<Spelling> joinedSpellings(const std::vector<Row> &rows, std::vector<std::string> &warnings) {
    std::map<std::string, std::int64_t> truths, predictions, all;
    for (const Row &row : rows) {
        ++truths[row.truth];
        ++predictions[row.predicted];
        all[row.truth] += 1;
        all[row.predicted] += 0;
    }
    if (all.size() > 1000)
        return {};
    std::vector<LabelValue> values;
    for (const auto &[value, count] : all)
        values.push_back({value, count});
    std::vector<Spelling> spellings;
    for (const SpellingJoin &join : proposedJoins(values)) {
        std::size_t inTruth = truths.count(join.kept), inPredicted = predictions.count(join.kept);
        for (const LabelValue &other : join.others) {
            inTruth += truths.count(other.value);
            inPredicted += predictions.count(other.value);
        }
        const bool isOneCategory = inTruth <= 1 && inPredicted <= 1;
        warnings.push_back(joinSentence(join) +
                           (isOneCategory ? " and count as one category"
                                          : " and are different categories here: write them alike if they mean one"));
        for (const LabelValue &other : join.others)
            if (isOneCategory)
                spellings.push_back({other.value, join.kept});
    }
    return spellings;
}

// Where every score lies in [0, 1] it may be a probability of the category of interest.
void addProbabilityScores(Json &metrics, std::span<const bool> positives, std::span<const double> scores) {
    if (!std::all_of(scores.begin(), scores.end(), [](double score) { return score >= 0 && score <= 1; }))
        return;
    std::vector<int> truth;
    std::vector<double> pairs;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        truth.push_back(positives[i] ? 1 : 0);
        pairs.insert(pairs.end(), {1 - scores[i], scores[i]});
    }
    metrics["brier"] = brierScore(truth, pairs, 2);
    metrics["log_loss"] = logLoss(truth, pairs, 2);
}

int execute(Context &context, const Options &options) {
    std::vector<Row> rows = readRows(options);
    std::vector<std::string> warnings;
    for (const Spelling &spelling : joinedSpellings(rows, warnings))
        for (Row &row : rows) {
            if (row.truth == spelling.written)
                row.truth = spelling.countsAs;
            if (row.predicted == spelling.written)
                row.predicted = spelling.countsAs;
        }
    for (const std::string &warning : warnings)
        context.err << "attention: " << warning << std::endl;
    std::vector<std::string> values;
    std::map<std::string, std::int64_t> counts;
    for (const Row &row : rows) {
        ++counts[row.truth];
        counts[row.predicted] += 0;
    }
    for (const auto &pair : counts)
        if (!pair.first.empty())
            values.push_back(pair.first);
    sortValues(values);
    std::vector<StudyCategory> categories;
    std::vector<std::int64_t> countOf;
    std::map<std::string, int> indexOf;
    for (const std::string &value : values) {
        indexOf[value] = static_cast<int>(categories.size());
        categories.push_back({value, value, {}, {}});
        countOf.push_back(counts[value]);
    }
    int positive = guessPositive(values, countOf);
    if (!options.positive.empty()) {
        const auto found = std::find_if(values.begin(), values.end(), [&](const std::string &value) {
            return areSpelledAlike(value, options.positive);
        });
        if (indexOf.count(options.positive) == 0 && found == values.end())
            throw Error(ErrorCode::UnknownLabel, "\"" + options.positive + "\" does not occur in " + options.truth,
                        "Use --positive with a value that does.");
        positive = indexOf[indexOf.count(options.positive) != 0 ? options.positive : *found];
    }
    std::vector<JudgedRow> judged;
    for (const Row &row : rows) {
        JudgedRow one;
        one.truth = indexOf[row.truth];
        one.predicted = row.predicted.empty() ? -1 : indexOf[row.predicted];
        judged.push_back(one);
    }
    const Evaluation evaluation = evaluateRows(judged, categories, positive, 42);
    Json json = toJson(evaluation);
    if (!options.score.empty()) {
        const std::unique_ptr<bool[]> isPositive(new bool[rows.size()]);
        std::vector<double> scores;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            isPositive[i] = judged[i].truth == positive;
            scores.push_back(rows[i].score);
        }
        const std::span<const bool> positives(isPositive.get(), rows.size());
        const RocCurve roc = rocCurve(positives, scores);
        Json thresholds = Json::array();
        for (const double threshold : roc.thresholds)
            thresholds.push_back(std::isinf(threshold) ? Json("inf") : Json(threshold));
        json["roc"] = {{"fpr", roc.falsePositiveRate}, {"tpr", roc.truePositiveRate}, {"thresholds", thresholds}};
        json["metrics"]["auc"] = roc.auc ? Json(*roc.auc) : Json(nullptr);
        const PrecisionRecallCurve curve = precisionRecallCurve(positives, scores);
        json["metrics"]["average_precision"] = curve.averagePrecision ? Json(*curve.averagePrecision) : Json(nullptr);
        addProbabilityScores(json["metrics"], positives, scores);
    }
    json["warnings"] = warnings;
    if (context.isJson) {
        context.print(json);
        return 0;
    }
    context.out << evaluation.rows << " rows, category of interest " << values[static_cast<std::size_t>(positive)]
                << "\n";
    for (const auto &metric : json["metrics"].items())
        context.out << "  " << metric.key() << ": " << (metric.value().is_null() ? "n/a" : fixedText(metric.value(), 6))
                    << "\n";
    return 0;
}

}  // namespace

void addMetrics(CLI::App &app, Context &context) {
    CLI::App *command = app.add_subcommand("metrics", "Scores of any CSV with true and predicted values");
    const auto options = std::make_shared<Options>();
    command->add_option("CSV", options->file, "The file")->required();
    command->add_option("--truth", options->truth, "Column with the true values")->required();
    command->add_option("--predicted", options->predicted, "Column with the predicted values")->required();
    command->add_option("--score", options->score, "Column with the score of the category of interest");
    command->add_option("--positive", options->positive, "Value of the category of interest");
    options->columns.addDialectTo(*command);
    command->callback(
        [&context, options] { context.action = [&context, options] { return execute(context, *options); }; });
}

}  // namespace warbler::cli
