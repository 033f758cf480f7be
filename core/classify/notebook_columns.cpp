// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/notebook_columns.h"

#include <charconv>
#include <cmath>

#include "core/base/error.h"
#include "core/classify/trained_model.h"
#include "core/study/prediction_columns.h"
#include "core/text/normalise.h"
#include "core/text/prompt_template.h"

namespace warbler {

namespace {

// As numpy's round(x, 3) of a float32 and its repr: "0.25", "1.0".
std::string threeDigits(float logProbability) {
    const float rounded = std::nearbyint(std::exp(logProbability) * 1000.0F) / 1000.0F;
    char buffer[32];
    const std::to_chars_result result =
        std::to_chars(buffer, buffer + sizeof buffer, rounded, std::chars_format::fixed);
    const std::string text(buffer, result.ptr);
    return text.find('.') == std::string::npos ? text + ".0" : text;
}

}  // namespace

NotebookColumns::NotebookColumns(const TrainedModel &model, std::vector<std::string> originalNames, int idColumn,
                                 int textColumn, int labelColumn)
    : m_model(model), m_names(std::move(originalNames)), m_idColumn(idColumn), m_textColumn(textColumn),
      m_labelColumn(labelColumn) {
    const bool answersWithWords = model.adapter && model.adapter->config.task == Task::CausalLm;
    if (!answersWithWords || model.categories.size() != 2)
        throw Error(ErrorCode::UnsupportedOption,
                    answersWithWords
                        ? "the notebook's columns hold two categories; this model has " +
                              std::to_string(model.categories.size())
                        : "the notebook's columns hold probabilities of label words; this model answers with a head",
                    "Use --shape wide.");
}

std::vector<CsvWriter::Column> NotebookColumns::columns() const {
    std::vector<std::string> names = m_names;
    names[static_cast<std::size_t>(m_textColumn)] = "content";
    std::vector<CsvWriter::Column> columns = originalColumns(names, m_idColumn);
    columns.push_back({"text_label", CellKind::Text});
    columns.push_back({"yes_prob", CellKind::Number});
    columns.push_back({"no_probs", CellKind::Number});
    return columns;
}

void NotebookColumns::append(std::vector<std::string> &cells, const std::string &text,
                             const std::optional<Judgement> &judgement) const {
    std::string label = "nan";
    if (m_labelColumn >= 0)
        for (const StudyCategory &category : m_model.categories) {
            const std::string &value = cells[static_cast<std::size_t>(m_labelColumn)];
            if (value == category.value || value == category.name)
                label = category.word;
        }
    if (judgement)
        cells[static_cast<std::size_t>(m_textColumn)] = PromptTemplate(templateOf(m_model, TextUse::Corpus))
                                                            .render(m_model.rules.lowerCase ? pythonLower(text) : text);
    cells.push_back(label);
    const std::size_t yes = static_cast<std::size_t>(m_model.positive);
    cells.push_back(judgement ? threeDigits(judgement->firstLogProbabilities[yes]) : std::string());
    cells.push_back(judgement ? threeDigits(judgement->firstLogProbabilities[1 - yes]) : std::string());
}

}  // namespace warbler
