// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/study/study.h"
#include "core/tables/csv_writer.h"

namespace warbler {

// Our columns after the original ones: w_pred, w_pred_id, w_p_<category>..., w_threshold, w_run; w2_ where an original
// name starts with w_. Without categories, of a model of numbers: w_pred, w_run. The same cells from a CSV and from a
// project, so that both give the same bytes.
class PredictionColumns {
public:
    PredictionColumns(const std::vector<std::string> &originalNames, std::vector<StudyCategory> categories,
                      double threshold, std::string runName);
    std::string name(const std::string &suffix) const { return m_prefix + suffix; }  // "w_" + suffix
    std::vector<CsvWriter::Column> columns() const;
    void append(std::vector<std::string> &cells, int category, const std::vector<float> &logProbabilities) const;
    void appendNumber(std::vector<std::string> &cells, float number) const;
    void appendEmpty(std::vector<std::string> &cells) const;

private:
    std::vector<StudyCategory> m_categories;
    std::string m_prefix, m_threshold, m_runName;
};

// The original columns as the writer wants them, and a record's fields brought to their number.
std::vector<CsvWriter::Column> originalColumns(const std::vector<std::string> &names, int idColumn);
void fitFields(std::vector<std::string> &fields, std::size_t columns, const std::string &delimiter);

}  // namespace warbler
