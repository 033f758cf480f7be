// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/word_model.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace warbler {

namespace {
SparseRow sparseRow(const TfidfVectorizer::Row &row) { return {row.columns, row.values}; }
}  // namespace

WordModel WordModel::fit(const Study &study, ClassBalance balance) {
    std::vector<std::string> texts;
    std::vector<int> categories;
    for (const std::int64_t index : study.trainOrder) {
        const StudyRow &row = study.rows[static_cast<std::size_t>(index)];
        texts.push_back(row.text);
        categories.push_back(row.category);
    }
    WordModel model;
    model.m_vectorizer = TfidfVectorizer::fit(texts);
    if (model.m_vectorizer.words().empty())
        throw Error(ErrorCode::TooFewLabels, "no word of two letters or more occurs in the training tweets",
                    "Check that the text column was chosen rightly.");
    std::vector<SparseRow> rows;
    for (const std::string &text : texts)
        rows.push_back(sparseRow(model.m_vectorizer.transform(text)));
    model.m_regression = LogisticRegression::fit(rows, categories, static_cast<int>(study.categories.size()),
                                                 static_cast<int>(model.m_vectorizer.words().size()), balance);
    return model;
}

std::vector<float> WordModel::logProbabilities(std::string_view text) const {
    const std::vector<double> logs = m_regression.logProbabilities(sparseRow(m_vectorizer.transform(text)));
    return {logs.begin(), logs.end()};
}

std::string WordModel::toBytes() const {
    nlohmann::ordered_json json;
    json["schema_version"] = 1;
    json["categories"] = m_regression.categories();
    json["words"] = m_vectorizer.words();
    json["idf"] = m_vectorizer.idf();
    json["weights"] = m_regression.weights();
    json["intercepts"] = m_regression.intercepts();
    return json.dump();
}

WordModel WordModel::fromBytes(const std::string &bytes) {
    try {
        const nlohmann::json json = nlohmann::json::parse(bytes);
        std::vector<std::string> words = json.at("words");
        std::vector<double> idf = json.at("idf"), weights = json.at("weights"), intercepts = json.at("intercepts");
        const int categories = json.at("categories");
        const std::size_t rows = categories == 2 ? 1 : static_cast<std::size_t>(categories);
        if (categories < 2 || idf.size() != words.size() || weights.size() != rows * words.size() ||
            intercepts.size() != rows)
            throw Error(ErrorCode::BadAdapter, "word model: the sizes of words, idf, weights and intercepts do not fit",
                        "Train it again.");
        WordModel model;
        const int columns = static_cast<int>(words.size());
        model.m_vectorizer = TfidfVectorizer::fromParts(std::move(words), std::move(idf));
        model.m_regression =
            LogisticRegression::fromWeights(categories, columns, std::move(weights), std::move(intercepts));
        return model;
    } catch (const nlohmann::json::exception &problem) {
        throw Error(ErrorCode::BadAdapter, std::string("word model: ") + problem.what(), "Train it again.");
    }
}

}  // namespace warbler
