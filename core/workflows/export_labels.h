// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "core/classify/predict_summary.h"
#include "core/corpus/project.h"
#include "core/corpus/run_repository.h"
#include "core/jobs/job_event.h"
#include "core/tables/csv_writer.h"

namespace warbler {

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
