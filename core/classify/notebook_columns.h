// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/classify/classifier.h"
#include "core/tables/csv_writer.h"

namespace warbler {

// The reference notebook's file: the original columns, the text column named `content` with the text as the model read
// it, then text_label (" yes", " no", "nan"), yes_prob and no_probs: probability over the whole vocabulary of each
// label's first token, rounded to three digits in float32, as pandas writes it.
class NotebookColumns {
public:
    // labelColumn -1: no labels. Error(UnsupportedOption) unless the model answers with words, of two categories.
    NotebookColumns(const TrainedModel &model, std::vector<std::string> originalNames, int idColumn, int textColumn,
                    int labelColumn);
    std::vector<CsvWriter::Column> columns() const;
    // none: the row could not be classified, its probabilities stay empty.
    void append(std::vector<std::string> &cells, const std::string &text,
                const std::optional<Judgement> &judgement) const;

private:
    const TrainedModel &m_model;
    std::vector<std::string> m_names;
    int m_idColumn, m_textColumn, m_labelColumn;
};

}  // namespace warbler
