// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/prediction_columns.h"

#include <charconv>
#include <cmath>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/codebook/codebook.h"

namespace warbler {

namespace {
std::string shortestFloat(float value) {
    char buffer[32];
    const std::to_chars_result result = std::to_chars(buffer, buffer + sizeof buffer, value);
    return {buffer, result.ptr};
}
}  // namespace

PredictionColumns::PredictionColumns(const std::vector<std::string> &originalNames,
                                     std::vector<StudyCategory> categories, double threshold, std::string runName)
    : m_categories(std::move(categories)), m_prefix("w_"),
      m_threshold(m_categories.size() == 2 ? shortestText(threshold) : ""), m_runName(std::move(runName)) {
    for (const std::string &name : originalNames)
        if (name.rfind("w_", 0) == 0)
            m_prefix = "w2_";
}

std::vector<CsvWriter::Column> PredictionColumns::columns() const {
    if (m_categories.empty())
        return {{name("pred"), CellKind::Number}, {name("run"), CellKind::Text}};
    std::vector<CsvWriter::Column> columns = {{name("pred"), CellKind::Text}, {name("pred_id"), CellKind::Text}};
    std::vector<std::string> values;
    for (const StudyCategory &category : m_categories)
        values.push_back(category.value);
    for (const std::string &shortName : columnNames(values))
        columns.push_back({name("p_" + shortName), CellKind::Number});
    columns.push_back({name("threshold"), CellKind::Number});
    columns.push_back({name("run"), CellKind::Text});
    return columns;
}

void PredictionColumns::append(std::vector<std::string> &cells, int category,
                               const std::vector<float> &logProbabilities) const {
    if (category >= static_cast<int>(m_categories.size()) || logProbabilities.size() != m_categories.size())
        throw Error(ErrorCode::ProjectDamaged,
                    "a stored prediction names category " + std::to_string(category) + " with " +
                        std::to_string(logProbabilities.size()) + " scores; its run has " +
                        std::to_string(m_categories.size()) + " categories",
                    "Classify the tweets again with that run.");
    cells.push_back(category < 0 ? "other" : m_categories[static_cast<std::size_t>(category)].name);
    cells.push_back(category < 0 ? "" : m_categories[static_cast<std::size_t>(category)].value);
    for (const float logProbability : logProbabilities)
        cells.push_back(shortestFloat(static_cast<float>(std::exp(double(logProbability)))));
    cells.push_back(m_threshold);
    cells.push_back(m_runName);
}

void PredictionColumns::appendNumber(std::vector<std::string> &cells, float number) const {
    if (!m_categories.empty())
        throw Error(ErrorCode::ProjectDamaged, "a stored prediction is a number; its run has categories",
                    "Classify the tweets again with that run.");
    cells.push_back(shortestFloat(number));
    cells.push_back(m_runName);
}

void PredictionColumns::appendEmpty(std::vector<std::string> &cells) const {
    cells.resize(cells.size() + (m_categories.empty() ? 2 : m_categories.size() + 4));
}

std::vector<CsvWriter::Column> originalColumns(const std::vector<std::string> &names, int idColumn) {
    std::vector<CsvWriter::Column> columns;
    for (std::size_t i = 0; i < names.size(); ++i)
        columns.push_back({names[i], static_cast<int>(i) == idColumn ? CellKind::Id : CellKind::Text});
    return columns;
}

void fitFields(std::vector<std::string> &fields, std::size_t columns, const std::string &delimiter) {
    while (fields.size() > columns && fields.size() > 1) {
        const std::string last = fields.back();
        fields.pop_back();
        fields.back() += delimiter + last;
    }
    fields.resize(columns);
}

}  // namespace warbler
