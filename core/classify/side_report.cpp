// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/side_report.h"

#include <utility>

#include <nlohmann/json.hpp>

namespace warbler {

namespace {

JudgedRow answerTo(const StudyRow &row, Judgement judgement, const std::vector<JudgedRow> &) {
    return {&row, row.category, judgement.category, std::move(judgement.logProbabilities)};
}

JudgedNumber answerTo(const StudyRow &row, const Judgement &judgement, const std::vector<JudgedNumber> &) {
    return {&row, *row.number, double(*judgement.number)};
}

std::vector<const StudyRow *> rowsOf(const std::vector<JudgedRow> &judged) {
    std::vector<const StudyRow *> rows;
    for (const JudgedRow &one : judged)
        rows.push_back(one.row);
    return rows;
}

CategoryFigures figuresOf(std::vector<JudgedRow> rows, const Study &study, std::uint64_t seed) {
    CategoryFigures figures;
    figures.evaluation = evaluateRows(rows, study.categories, study.positive, seed);
    if (!study.trainOrder.empty())
        figures.baselines = evaluateBaselines(study, rowsOf(rows), seed);
    figures.rows = std::move(rows);
    return figures;
}

NumberFigures figuresOf(std::vector<JudgedNumber> rows, const Study &study, std::uint64_t) {
    NumberFigures figures;
    figures.evaluation = evaluateNumbers(rows, study);
    figures.rows = std::move(rows);
    return figures;
}

}  // namespace

std::int64_t SideReport::rows() const {
    return std::visit([](const auto &one) { return one.evaluation.rows; }, figures);
}

JudgedRows judgeRows(const TrainedModel &model, Engine *engine, std::span<const StudyRow *const> rows,
                     const std::stop_token &stop) {
    std::vector<std::string> texts;
    for (const StudyRow *row : rows)
        texts.push_back(row->text);
    JudgedRows judged;
    if (model.task == Task::Regression)
        judged = std::vector<JudgedNumber>();
    classifyTexts(model, engine, texts, stop, [&](std::int64_t first, const std::vector<Judgement> &judgements) {
        std::visit(
            [&](auto &all) {
                for (std::size_t i = 0; i < judgements.size(); ++i)
                    all.push_back(answerTo(*rows[static_cast<std::size_t>(first) + i], judgements[i], all));
            },
            judged);
    });
    return judged;
}

SideReport sideReport(JudgedRows rows, const Study &study, std::uint64_t seed) {
    return std::visit([&](auto &all) { return SideReport{figuresOf(std::move(all), study, seed)}; }, rows);
}

Verdict verdictOf(const SideReport &report, std::uint64_t seed, const std::string &side) {
    if (const NumberFigures *numbers = report.numbers())
        return {.withMajority = {}, .withWordModel = {}, .sentence = verdictOnNumbers(numbers->evaluation)};
    const CategoryFigures &figures = *report.categories();
    if (!figures.baselines)
        return {};
    return verdictOf(figures.rows, *figures.baselines, static_cast<int>(figures.evaluation.categories.size()),
                     figures.evaluation.positive, seed, side);
}

std::map<std::string, double> definedMetrics(const SideReport &report) {
    if (const NumberFigures *numbers = report.numbers())
        return definedMetrics(numbers->evaluation.scores);
    return definedMetrics(report.categories()->evaluation);
}

StoredFigures storedFigures(const SideReport &report) {
    return std::visit([](const auto &figures) -> StoredFigures { return storedFigures(figures.evaluation); },
                      report.figures);
}

nlohmann::ordered_json figuresJson(const SideReport &report) {
    return std::visit([](const auto &figures) { return toJson(figures.evaluation); }, report.figures);
}

nlohmann::ordered_json baselinesJson(const SideReport &report) {
    if (const NumberFigures *numbers = report.numbers())
        return numbers->evaluation.mean ? baselineJson(numbers->evaluation) : nlohmann::ordered_json(nullptr);
    const std::optional<Baselines> &baselines = report.categories()->baselines;
    return baselines ? toJson(*baselines) : nlohmann::ordered_json(nullptr);
}

}  // namespace warbler
