// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/run_study.h"

#include <map>

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

// What the record says of it; the rows come from the project.
Study studyWithoutRows(const RunRecord &record, const Run &run) {
    Study study;
    study.splitSpec = record.split;
    study.trainOrder = record.trainOrder;
    if (const auto *numbers = std::get_if<LearntNumbers>(&record.learnt)) {
        study.task = Task::Regression;
        study.numberColumn = numbers->column;
        return study;
    }
    const auto *learnt = std::get_if<LearntCategories>(&record.learnt);
    if (learnt == nullptr || !learnt->positive)
        throw Error(ErrorCode::ProjectDamaged,
                    run.name + ": its record cannot be read (it names no " +
                        (learnt == nullptr ? "categories)" : "category of interest)"),
                    "Check the project in the Help menu.");
    for (const RecordedCategory &category : learnt->categories) {
        if (category.value == *learnt->positive)
            study.positive = static_cast<int>(study.categories.size());
        study.categories.push_back({category.value, category.name, category.word, CodeId{category.code}});
    }
    return study;
}

std::map<std::int64_t, int> placesOf(const std::vector<StudyCategory> &categories) {
    std::map<std::int64_t, int> places;
    for (std::size_t i = 0; i < categories.size(); ++i)
        places[categories[i].code.row] = static_cast<int>(i);
    return places;
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

RunRecord studyRecord(const Study &study) {
    RunRecord record;
    if (study.task == Task::Regression) {
        record.learnt = LearntNumbers{study.numberColumn};
    } else {
        LearntCategories learnt;
        for (const StudyCategory &category : study.categories)
            learnt.categories.push_back({category.value, category.name, category.word, category.code.row});
        learnt.positive = study.categories[static_cast<std::size_t>(study.positive)].value;
        record.learnt = std::move(learnt);
    }
    record.split = study.splitSpec;
    record.dataHash = study.dataHash();
    if (study.trainOrder != naturalOrder(study))
        record.trainOrder = study.trainOrder;
    return record;
}

std::string wordModelHash(const std::string &dataHash) { return sha256Hex("word model " + dataHash); }

RunId wordModelBeside(Project &project, const Run &run) {
    const std::string dataHash = readableRunRecord(run.recordJson).dataHash;
    if (dataHash.empty())
        return {};
    const std::optional<Run> words = RunRepository(project).find(wordModelHash(dataHash), RunState::Finished);
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
    Study study = studyWithoutRows(runRecord(run.recordJson, run.name), run);
    const std::map<std::int64_t, int> indexOf = placesOf(study.categories);
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
