// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>

#include "core/classify/classifier.h"
#include "core/classify/csv_predict_request.h"
#include "core/classify/predict_summary.h"
#include "core/corpus/project.h"
#include "core/corpus/run_repository.h"
#include "core/learn/engine.h"

namespace warbler {

// Classifies every tweet of the project that has no prediction of this run that holds; a note says how many are done
// again. Commits each chunk; a stop throws Cancelled and the next call goes on at the last commit. Reports RowsDone
// over all tweets. batchTokens as Scoring's. On the device thread.
PredictSummary classifyProject(Project &project, RunId run, Engine *engine, std::stop_token stop,
                               const ReportEvent &report, std::int64_t batchTokens = 0);

// CSV in, CSV out: original columns, then w_pred, w_pred_id, w_p_<category>, w_threshold, w_run;
// one record out per record in, in input order; one that cannot be classified keeps its fields and has empty w_ cells.
PredictSummary classifyCsv(const CsvPredictRequest &request, const TrainedModel &model, Engine *engine,
                           std::stop_token stop, const ReportEvent &report);

// The same file from a project and its stored predictions; byte for byte that of classifyCsv on the CSV it was imported
// from. Error(BadData) if tweets are still unclassified, naming how many.
PredictSummary exportPredictions(Project &project, RunId run, const std::string &outPath, CsvProfile profile,
                                 std::stop_token stop, const ReportEvent &report);

}  // namespace warbler
