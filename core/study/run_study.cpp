// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/run_study.h"

#include <map>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/sha256.h"
#include "core/corpus/tweet_repository.h"
#include "core/study/project_columns.h"

namespace warbler {

namespace {
std::vector<std::int64_t> naturalOrder(const Study &study) {
    std::vector<std::int64_t> order;
    for (std::size_t i = 0; i < study.rows.size(); ++i)
        if (study.rows[i].side == Side::Train)
            order.push_back(static_cast<std::int64_t>(i));
    return order;
}

// What was imported never changes, so the column still holds what the run learnt.
double numberOf(const ProjectColumns &columns, const Tweet &tweet, const std::string &column, const Run &run) {
    const std::optional<std::size_t> place = columns.place(column);
    const std::optional<double> number = place ? parseDouble(columns.cells(tweet)[*place]) : std::nullopt;
    if (!number)
        throw Error(ErrorCode::ProjectDamaged,
                    run.name + ": tweet " + tweet.id.text() + " has no number in column " + column,
                    "Check the project in the Help menu.");
    return *number;
}

constexpr char kChangedHint[] = "The file was damaged or changed by another program: go on with an earlier copy of it.";

int categoryOf(const std::map<std::int64_t, int> &indexOf, const RunItem &item, const Run &run) {
    const auto known = indexOf.find(item.code.row);
    if (known == indexOf.end())
        throw Error(ErrorCode::ProjectDamaged,
                    run.name + ": it learnt from category " + std::to_string(item.code.row) +
                        ", which its record does not name",
                    kChangedHint);
    return known->second;
}

// A file is nobody's promise: what its record names is there.
void refuseHostileRecord(const Study &study, const Run &run) {
    if (study.task != Task::Regression && study.categories.empty())
        throw Error(ErrorCode::ProjectDamaged, run.name + ": its record names no category", kChangedHint);
    for (const std::int64_t position : study.trainOrder)
        if (position < 0 || position >= std::ssize(study.rows))
            throw Error(ErrorCode::ProjectDamaged,
                        run.name + ": its order of training names row " + std::to_string(position) + " of " +
                            std::to_string(study.rows.size()),
                        kChangedHint);
}
}  // namespace

nlohmann::ordered_json studyRecord(const Study &study) {
    nlohmann::ordered_json json, categories = nlohmann::ordered_json::array();
    for (const StudyCategory &category : study.categories)
        categories.push_back(
            {{"value", category.value}, {"name", category.name}, {"word", category.word}, {"code", category.code.row}});
    json["categories"] = categories;
    if (study.task == Task::Regression)
        json["numbers"] = study.numberColumn;
    else
        json["positive"] = study.categories[static_cast<std::size_t>(study.positive)].value;
    json["split"] = study.splitSpec;
    json["data_hash"] = study.dataHash();
    if (study.trainOrder != naturalOrder(study))
        json["train_order"] = study.trainOrder;
    return json;
}

std::string wordModelHash(const std::string &dataHash) { return sha256Hex("word model " + dataHash); }

RunId wordModelBeside(Project &project, const Run &run) {
    const nlohmann::json record = nlohmann::json::parse(run.recordJson, nullptr, false);
    if (!record.is_object() || !record.contains("data_hash") || !record["data_hash"].is_string())
        return {};
    const std::optional<Run> words =
        RunRepository(project).find(wordModelHash(record["data_hash"]), RunState::Finished);
    return words ? words->id : RunId();
}

std::vector<RunItem> itemsOf(const Study &study) {
    std::vector<RunItem> items;
    for (const StudyRow &row : study.rows)
        items.push_back(
            {row.key, row.side, row.number ? CodeId() : study.categories[static_cast<std::size_t>(row.category)].code});
    return items;
}

Study studyOfRun(Project &project, const Run &run) {
    Study study;
    std::map<std::int64_t, int> indexOf;
    try {
        const nlohmann::json record = nlohmann::json::parse(run.recordJson);
        if (record.contains("numbers")) {
            study.task = Task::Regression;
            study.numberColumn = record["numbers"];
        }
        const std::string positive =
            study.task == Task::Regression ? std::string() : record.at("positive").get<std::string>();
        study.splitSpec = record.value("split", "");
        for (const nlohmann::json &category : record.at("categories")) {
            const CodeId code{category.value("code", std::int64_t(0))};
            indexOf[code.row] = static_cast<int>(study.categories.size());
            if (category.at("value") == positive)
                study.positive = static_cast<int>(study.categories.size());
            study.categories.push_back({category.at("value"), category.at("name"), category.value("word", ""), code});
        }
        if (record.contains("train_order"))
            study.trainOrder = record["train_order"].get<std::vector<std::int64_t>>();
    } catch (const nlohmann::json::exception &problem) {
        throw Error(ErrorCode::ProjectDamaged, run.name + ": its record cannot be read (" + problem.what() + ")",
                    "Check the project in the Help menu.");
    }
    const TweetRepository tweets(project);
    const ProjectColumns columns(project);
    for (const RunItem &item : RunRepository(project).items(run.id)) {
        const Tweet tweet = tweets.get(item.tweet);
        StudyRow row;
        row.key = item.tweet;
        row.id = tweet.id;
        row.text = tweet.text;
        if (study.task == Task::Regression)
            row.number = numberOf(columns, tweet, study.numberColumn, run);
        else
            row.category = categoryOf(indexOf, item, run);
        row.side = item.side;
        row.group = tweet.group;
        row.line = tweet.line;
        study.rows.push_back(std::move(row));
    }
    if (study.trainOrder.empty())
        study.trainOrder = naturalOrder(study);
    refuseHostileRecord(study, run);
    return study;
}

}  // namespace warbler
