// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/run_figures.h"

#include <array>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/models/record_fields.h"

namespace warbler {

namespace {

using Json = nlohmann::ordered_json;
constexpr std::int64_t kMostRows = std::numeric_limits<std::int64_t>::max();

constexpr std::array<std::pair<const char *, std::optional<double> CategoryMetrics::*>, 12> kCategoryMetrics{
    {{"accuracy", &CategoryMetrics::accuracy},
     {"precision", &CategoryMetrics::precision},
     {"recall", &CategoryMetrics::recall},
     {"f1", &CategoryMetrics::f1},
     {"macro_f1", &CategoryMetrics::macroF1},
     {"weighted_f1", &CategoryMetrics::weightedF1},
     {"kappa", &CategoryMetrics::kappa},
     {"mcc", &CategoryMetrics::mcc},
     {"auc", &CategoryMetrics::auc},
     {"average_precision", &CategoryMetrics::averagePrecision},
     {"brier", &CategoryMetrics::brier},
     {"log_loss", &CategoryMetrics::logLoss}}};

constexpr std::array<std::pair<const char *, std::optional<Interval> CategoryIntervals::*>, 5> kIntervals{
    {{"accuracy", &CategoryIntervals::accuracy},
     {"macro_f1", &CategoryIntervals::macroF1},
     {"f1", &CategoryIntervals::f1},
     {"auc", &CategoryIntervals::auc},
     {"kappa", &CategoryIntervals::kappa}}};

constexpr std::array<std::pair<const char *, std::optional<double> RegressionScores::*>, 3> kOptionalScores{
    {{"pearson", &RegressionScores::pearson},
     {"r2", &RegressionScores::r2},
     {"spearman", &RegressionScores::spearman}}};

Json orNull(const std::optional<double> &value) { return value ? Json(*value) : Json(nullptr); }

Json intervalJson(const Interval &interval) { return {interval.low, interval.high}; }

std::optional<Interval> intervalIn(const RecordFields &fields, const char *key) {
    const nlohmann::ordered_json *value = fields.find(key);
    if (value == nullptr || value->is_null())
        return {};
    if (value->is_array() && value->size() == 2 && (*value)[0].is_number() && (*value)[1].is_number())
        return Interval{(*value)[0].get<double>(), (*value)[1].get<double>()};
    fields.refuse(key, "a list of two numbers");
    return {};
}

Json calibrationJson(const StoredCalibration &calibration) {
    Json bins = Json::array();
    for (const CalibrationBin &bin : calibration.bins)
        bins.push_back({{"rows", bin.rows},
                        {"mean_probability", bin.meanConfidence},
                        {"share", bin.accuracy},
                        {"ci", intervalJson(bin.interval)}});
    return {{"error", calibration.error}, {"bins", bins}};
}

StoredCalibration calibrationIn(const RecordFields &fields) {
    StoredCalibration calibration;
    calibration.error = fields.number("error").value_or(0);
    for (const RecordFields &bin : fields.objects("bins").value_or(std::vector<RecordFields>())) {
        CalibrationBin read;
        read.rows = bin.whole("rows", 0, kMostRows).value_or(0);
        read.meanConfidence = bin.number("mean_probability").value_or(0);
        read.accuracy = bin.number("share").value_or(0);
        read.interval = intervalIn(bin, "ci").value_or(Interval());
        calibration.bins.push_back(read);
    }
    return calibration;
}

StoredNumberFigures numberFigures(const RecordFields &fields, const RecordFields &metrics) {
    constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
    StoredNumberFigures figures;
    figures.rows = fields.whole("rows", 0, kMostRows).value_or(0);
    figures.scores.rmse = metrics.number("rmse").value_or(kUndefined);
    figures.scores.mae = metrics.number("mae").value_or(kUndefined);
    for (const auto &[name, member] : kOptionalScores)
        figures.scores.*member = metrics.number(name);
    return figures;
}

std::vector<std::vector<std::int64_t>> countsIn(const RecordFields &fields, const char *key) {
    std::vector<std::vector<std::int64_t>> counts;
    const nlohmann::ordered_json *rows = fields.find(key);
    for (const nlohmann::ordered_json &row :
         rows != nullptr && rows->is_array() ? *rows : nlohmann::ordered_json::array()) {
        counts.emplace_back();
        for (const nlohmann::ordered_json &count : row.is_array() ? row : nlohmann::ordered_json::array())
            if (count.is_number_integer())
                counts.back().push_back(count.get<std::int64_t>());
            else
                fields.refuse(key, "a table of whole numbers");
    }
    return counts;
}

}  // namespace

Json toJson(const StoredCategoryFigures &figures) {
    Json metrics, perCategory = Json::array(), intervals;
    for (const auto &[name, member] : kCategoryMetrics)
        metrics[name] = orNull(figures.metrics.*member);
    for (const LabelFigures &one : figures.perCategory)
        perCategory.push_back({{"label", one.label},
                               {"precision", one.precision},
                               {"recall", one.recall},
                               {"f1", one.f1},
                               {"n", one.rows}});
    for (const auto &[name, member] : kIntervals)
        intervals[name] = figures.intervals.*member ? intervalJson(*(figures.intervals.*member)) : Json(nullptr);
    Json json;
    json["rows"] = figures.rows;
    json["metrics"] = metrics;
    json["positive"] = figures.positive;
    json["labels"] = figures.labels;
    json["confusion"] = figures.confusion;
    json["other"] = figures.other;
    json["per_category"] = perCategory;
    json["ci"] = intervals;
    if (figures.calibration)
        json["calibration"] = calibrationJson(*figures.calibration);
    return json;
}

Json toJson(const StoredNumberFigures &figures) {
    Json metrics = {{"rmse", figures.scores.rmse}, {"mae", figures.scores.mae}};
    for (const auto &[name, member] : kOptionalScores)
        metrics[name] = orNull(figures.scores.*member);
    return {{"rows", figures.rows}, {"metrics", metrics}};
}

Json toJson(const StoredFigures &figures) {
    return std::visit([](const auto &one) { return toJson(one); }, figures);
}

StoredFigures storedFigures(const RecordFields &fields) {
    StoredCategoryFigures figures;
    if (const std::optional<RecordFields> metrics = fields.object("metrics")) {
        if (metrics->has("rmse"))
            return numberFigures(fields, *metrics);
        for (const auto &[name, member] : kCategoryMetrics)
            figures.metrics.*member = metrics->number(name);
    }
    figures.rows = fields.whole("rows", 0, kMostRows).value_or(0);
    figures.positive = fields.text("positive").value_or("");
    figures.labels = fields.texts("labels").value_or(std::vector<std::string>());
    figures.confusion = countsIn(fields, "confusion");
    figures.other = fields.whole("other", 0, kMostRows).value_or(0);
    for (const RecordFields &one : fields.objects("per_category").value_or(std::vector<RecordFields>()))
        figures.perCategory.push_back({one.text("label").value_or(""), one.number("precision").value_or(0),
                                       one.number("recall").value_or(0), one.number("f1").value_or(0),
                                       one.whole("n", 0, kMostRows).value_or(0)});
    if (const std::optional<RecordFields> intervals = fields.object("ci"))
        for (const auto &[name, member] : kIntervals)
            figures.intervals.*member = intervalIn(*intervals, name);
    if (const std::optional<RecordFields> calibration = fields.object("calibration"))
        figures.calibration = calibrationIn(*calibration);
    return figures;
}

std::map<std::string, double> definedMetrics(const CategoryMetrics &metrics) {
    std::map<std::string, double> defined;
    for (const auto &[name, member] : kCategoryMetrics)
        if (metrics.*member)
            defined[name] = *(metrics.*member);
    return defined;
}

std::map<std::string, double> definedMetrics(const RegressionScores &scores) {
    std::map<std::string, double> defined{{"rmse", scores.rmse}, {"mae", scores.mae}};
    for (const auto &[name, member] : kOptionalScores)
        if (scores.*member)
            defined[name] = *(scores.*member);
    return defined;
}

}  // namespace warbler
