// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/shards/shard_record.h"

#include <charconv>

#include "core/base/number_text.h"
#include "core/classify/classifier.h"
#include "core/codebook/codebook.h"

namespace warbler {

namespace {
constexpr std::size_t kFixedColumns = 4;  // in front of the log-probabilities

// Shortest text that reads back as the same float.
std::string textOf(float value) {
    char buffer[32];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

std::string textOf(const std::optional<float> &value) { return value ? textOf(*value) : std::string(); }

// false: no number. Empty text: none.
bool read(const std::string &text, std::optional<float> &value) {
    if (text.empty())
        return true;
    float number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    value = number;
    return problem == std::errc() && end == text.data() + text.size();
}
}  // namespace

std::vector<CsvWriter::Column> shardColumns(const std::vector<StudyCategory> &categories) {
    std::vector<CsvWriter::Column> columns;
    for (const char *name : {"tweet", "category", "label_mass", "number"})
        columns.push_back({name, CellKind::Number});
    std::vector<std::string> values;
    for (const StudyCategory &category : categories)
        values.push_back(category.value);
    for (const std::string &name : columnNames(values))
        columns.push_back({"log_p_" + name, CellKind::Number});
    return columns;
}

std::vector<std::string> shardCells(const StoredPrediction &prediction, std::size_t categories) {
    std::vector<std::string> cells = {std::to_string(prediction.tweet.row), std::to_string(prediction.category),
                                      textOf(prediction.labelMass), textOf(prediction.number)};
    for (const float value : prediction.logProbabilities)
        cells.push_back(textOf(value));
    cells.resize(kFixedColumns + categories);
    return cells;
}

std::optional<StoredPrediction> shardPrediction(const std::vector<std::string> &cells) {
    if (cells.size() < kFixedColumns)
        return std::nullopt;
    StoredPrediction prediction;
    const auto tweet = parseInteger(cells[0]), category = parseInteger(cells[1]);
    const std::int64_t categories = std::ssize(cells) - std::int64_t(kFixedColumns);
    if (!tweet || !category || *category < -1 || *category >= std::max<std::int64_t>(categories, 0) ||
        !read(cells[2], prediction.labelMass) || !read(cells[3], prediction.number))
        return std::nullopt;
    prediction.tweet = TweetKey{*tweet};
    prediction.category = static_cast<std::int32_t>(*category);
    for (std::size_t i = kFixedColumns; i < cells.size(); ++i) {
        std::optional<float> value;
        if (!read(cells[i], value) || !value)
            return std::nullopt;
        prediction.logProbabilities.push_back(*value);
    }
    return prediction;
}

StoredPrediction storedPrediction(TweetKey tweet, const Judgement &judgement) {
    return {tweet, judgement.category, judgement.logProbabilities, judgement.labelMass, judgement.number};
}

}  // namespace warbler
