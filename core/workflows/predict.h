// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/tables/csv_writer.h"
#include "core/workflows/classifier.h"

namespace warbler {

struct PredictSummary {
    std::int64_t rows = 0, classified = 0, notClassified = 0;
    std::int64_t skipped = 0;                                    // lines of a CSV that are no records and are left out
    std::string noTable;                                         // DialectGuess::noTable of the CSV
    std::vector<std::pair<std::int64_t, std::string>> problems;  // line, reason; the first 1,000
    double seconds = 0, tweetsPerSecond = 0;
    std::vector<std::int64_t> perCategory;
    std::string sha256;  // of the file written
};

// Classifies every tweet of the project that has no prediction of this run that holds; a note says how many are done
// again. Commits each chunk; a stop throws Cancelled and the next call goes on at the last commit. Reports RowsDone
// over all tweets. batchTokens as Scoring's. On the device thread.
PredictSummary classifyProject(Project &project, RunId run, Engine *engine, std::stop_token stop,
                               const ReportEvent &report, std::int64_t batchTokens = 0);

// CSV in, CSV out: original columns, then w_pred, w_pred_id, w_p_<category>, w_threshold, w_run;
// one record out per record in, in input order; one that cannot be classified keeps its fields and has empty w_ cells.
enum class PredictShape { Wide, Notebook };  // Notebook: NotebookColumns instead of ours
struct CsvPredictRequest {
    std::string csvPath, outPath;
    ColumnChoice columns;
    DialectChoice dialect;
    CsvProfile profile = CsvProfile::Data;
    PredictShape shape = PredictShape::Wide;
};
PredictSummary classifyCsv(const CsvPredictRequest &request, const TrainedModel &model, Engine *engine,
                           std::stop_token stop, const ReportEvent &report);

// The same file from a project and its stored predictions; byte for byte that of classifyCsv on the CSV it was imported
// from. Error(BadData) if tweets are still unclassified, naming how many.
PredictSummary exportPredictions(Project &project, RunId run, const std::string &outPath, CsvProfile profile,
                                 std::stop_token stop, const ReportEvent &report);

enum class ExportRows { All, Labelled };
enum class ExportShape { Wide, Long };
// Labels (and, with run, predictions): original columns, then w_label, w_label_id, w_n_coders, w_status, w_unsure,
// w_flag, w_labelled_at, w_source, w_split, w_archived. Labels under archived categories are exported as all others;
// w_archived is 1 there. Long: one row per event, w_archived likewise.
struct ExportRequest {
    std::string outPath;
    CsvProfile profile = CsvProfile::Data;
    ExportShape shape = ExportShape::Wide;
    ExportRows rows = ExportRows::All;
    std::optional<RunId> run;
};
PredictSummary exportLabels(Project &project, const ExportRequest &request, std::stop_token stop,
                            const ReportEvent &report);

}  // namespace warbler
