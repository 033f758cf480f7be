// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/classify/csv_chunks.h"
#include "core/classify/csv_predict_request.h"
#include "core/classify/notebook_columns.h"
#include "core/classify/predict_summary.h"
#include "core/study/prediction_columns.h"

namespace warbler {

// The records predict writes for a CSV: the original columns with ours after them, or the notebook's.
class PredictionRows {
public:
    // model must outlive it. Errors as NotebookColumns.
    PredictionRows(PredictShape shape, const TrainedModel &model, const CsvChunks &input);
    const std::vector<CsvWriter::Column> &columns() const { return m_columns; }
    int idColumn() const { return m_idColumn; }  // among columns(); -1: none
    // Completes the chunk's cells to records and counts them; one judgement per text.
    void complete(CsvChunk &chunk, std::span<const Judgement> judgements, PredictSummary &summary) const;

private:
    void append(std::vector<std::string> &cells, const std::string &text, const Judgement &judgement) const;
    PredictionColumns m_ours;
    std::optional<NotebookColumns> m_notebook;
    std::vector<CsvWriter::Column> m_columns;
    int m_idColumn;
};

}  // namespace warbler
