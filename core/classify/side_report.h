// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/classify/baselines.h"
#include "core/classify/classifier.h"
#include "core/classify/evaluation.h"
#include "core/classify/number_evaluation.h"
#include "core/classify/verdict.h"
#include "core/learn/run_figures.h"
#include "core/study/study.h"

namespace warbler {

// Rows as a model judged them: by a category, or by a number where its task is Regression.
using JudgedRows = std::variant<std::vector<JudgedRow>, std::vector<JudgedNumber>>;

struct CategoryFigures {
    std::vector<JudgedRow> rows;
    Evaluation evaluation;
    std::optional<Baselines> baselines;  // on the same rows; empty: there was nothing to fit them on
};

struct NumberFigures {
    std::vector<JudgedNumber> rows;
    NumberEvaluation evaluation;  // the mean of the training rows is its baseline
};

// One set of rows, as a model judged them, with the figures of the model and of the baselines.
struct SideReport {
    std::variant<CategoryFigures, NumberFigures> figures;

    const CategoryFigures *categories() const { return std::get_if<CategoryFigures>(&figures); }  // null: of numbers
    const NumberFigures *numbers() const { return std::get_if<NumberFigures>(&figures); }         // null: of categories
    std::int64_t rows() const;
};

// Judges labelled rows, in their order. engine: as for OpenClassifier. Throws Cancelled after a stop. The result points
// at the rows. On the device thread.
JudgedRows judgeRows(const TrainedModel &model, Engine *engine, std::span<const StudyRow *const> rows,
                     const std::stop_token &stop);
// The baselines are fitted on the study's training rows; a study without them gives none. seed: of the intervals.
SideReport sideReport(JudgedRows rows, const Study &study, std::uint64_t seed);

// Nothing is said where there is no baseline to compare with. side: as verdictOf(rows ...).
Verdict verdictOf(const SideReport &report, std::uint64_t seed, const std::string &side = {});
// Of the model, by JSON name: what is defined.
std::map<std::string, double> definedMetrics(const SideReport &report);
StoredFigures storedFigures(const SideReport &report);           // of the model, as a run's record keeps them
nlohmann::ordered_json figuresJson(const SideReport &report);    // of the model, as toJson() of its evaluation
nlohmann::ordered_json baselinesJson(const SideReport &report);  // {"majority" ...} or {"mean"}; null: there are none

}  // namespace warbler
