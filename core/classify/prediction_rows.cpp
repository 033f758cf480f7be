// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/prediction_rows.h"

#include <cassert>

namespace warbler {

namespace {
constexpr std::size_t kMostProblems = 1000;
}

PredictionRows::PredictionRows(PredictShape shape, const TrainedModel &model, const CsvChunks &input)
    : m_ours(input.names(), model.categories, model.threshold, model.runName), m_idColumn(input.mapping().id) {
    const ColumnMapping &mapping = input.mapping();
    if (shape == PredictShape::Notebook) {
        m_notebook.emplace(model, input.names(), mapping.id, mapping.text, mapping.label);
        m_columns = m_notebook->columns();
        return;
    }
    m_columns = originalColumns(input.names(), mapping.id);
    for (const CsvWriter::Column &column : m_ours.columns())
        m_columns.push_back(column);
}

void PredictionRows::append(std::vector<std::string> &cells, const std::string &text,
                            const Judgement &judgement) const {
    if (m_notebook)
        m_notebook->append(cells, text, judgement);
    else if (judgement.number)
        m_ours.appendNumber(cells, *judgement.number);
    else
        m_ours.append(cells, judgement.category, judgement.logProbabilities);
}

void PredictionRows::complete(CsvChunk &chunk, std::span<const Judgement> judgements, PredictSummary &summary) const {
    assert(judgements.size() == chunk.texts.size());
    std::size_t next = 0;
    for (std::size_t i = 0; i < chunk.cells.size(); ++i) {
        std::vector<std::string> &cells = chunk.cells[i];
        ++summary.rows;
        if (chunk.isClassifiable[i]) {
            const Judgement &judgement = judgements[next];
            if (judgement.category >= 0)
                ++summary.perCategory[static_cast<std::size_t>(judgement.category)];
            append(cells, chunk.texts[next], judgement);
            ++next;
            ++summary.classified;
            continue;
        }
        if (m_notebook)
            m_notebook->append(cells, {}, {});
        else
            m_ours.appendEmpty(cells);
        ++summary.notClassified;
    }
    for (const auto &problem : chunk.problems)
        if (summary.problems.size() < kMostProblems)
            summary.problems.push_back(problem);
}

}  // namespace warbler
