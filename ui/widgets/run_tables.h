// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>

#include "core/workflows/run_results.h"
#include "ui/widgets/figure_table_model.h"

namespace warbler::ui {

// Tables over what runs leave; figures with three digits, sorted by their full precision.

QString runStateText(RunState state);
// "Run 2 - finished - 22 Nov 2026 14:02"
QString runLine(const Run &run);

QString intervalText(const std::optional<Interval> &interval);     // "[.71, .87]"; empty: none
QString categoryName(const Evaluation &evaluation, int category);  // -1: "other"

FigureTable epochTable(std::span<const EpochDone> epochs);  // key: epoch
FigureTable categoryScoreTable(const Evaluation &evaluation,
                               const std::function<QIcon(const StudyCategory &)> &icon);  // key: category + 1
// Wrong answers, the surest first; key: tweet.
FigureTable errorTable(const RunResults &results);
// Tweets of one cell of the matrix (predicted -1: other), the surest first; key: tweet.
FigureTable cellTable(const RunResults &results, int truth, int predicted);
FigureTable runTable(std::span<const Run> runs);  // key: run

// Probability a judged row gives a category; NaN where only the answer is known.
double probabilityOf(const JudgedRow &row, int category);

}  // namespace warbler::ui
