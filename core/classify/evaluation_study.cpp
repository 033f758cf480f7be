// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/evaluation_study.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/error.h"
#include "core/classify/baselines.h"
#include "core/classify/model_record.h"
#include "core/corpus/codebook_repository.h"
#include "core/corpus/label_repository.h"
#include "core/corpus/split_repository.h"
#include "core/corpus/tweet_repository.h"
#include "core/study/category_plan.h"
#include "core/study/project_study.h"

namespace warbler {

namespace {

using Sides = std::map<TweetKey, Side>;

constexpr std::pair<EvaluationSide, const char *> kSides[] = {{EvaluationSide::Validation, "validation"},
                                                              {EvaluationSide::Test, "test"},
                                                              {EvaluationSide::Unseen, "unseen"},
                                                              {EvaluationSide::All, "all"}};

int indexOf(const TrainedModel &model, const std::string &value) {
    for (std::size_t i = 0; i < model.categories.size(); ++i)
        if (model.categories[i].value == value || model.categories[i].name == value)
            return static_cast<int>(i);
    for (std::size_t i = 0; i < model.categories.size(); ++i)
        if (areSpelledAlike(model.categories[i].value, value))
            return static_cast<int>(i);
    return -1;
}

std::string unknownLabelHint(const TrainedModel &model) {
    return model.outputCategories.empty()
               ? "Use an adapter trained on these categories, or another label column with --label."
               : "Say with --map which of the model's labels means which value: --map 'LABEL_0=0|LABEL_1=1'.";
}

Study labelledRowsOfProject(Project &project, const TrainedModel &model) {
    Study study;
    const Codebook codebook = CodebookRepository(project).load();
    for (const GoldLabel &label : LabelRepository(project).gold()) {
        const Category *category = codebook.find(label.code);
        StudyRow row;
        row.key = label.tweet;
        row.id = label.id;
        row.text = label.text;
        row.category = category == nullptr ? -1 : indexOf(model, category->value);
        if (row.category < 0)
            throw Error(ErrorCode::UnknownLabel,
                        "tweet " + row.id.text() + " is labelled \"" +
                            (category == nullptr ? std::string() : category->value) +
                            "\", which the adapter does not know",
                        unknownLabelHint(model));
        study.rows.push_back(std::move(row));
    }
    return study;
}

// Rows the model learnt from stand on the training side; the others keep theirs.
void markTraining(Study &study, const TrainedModel &model) {
    study.categories = model.categories;
    study.positive = model.positive;
    const std::vector<std::string> hashes = trainingRowHashes(model.recordJson);
    const std::set<std::string> seen(hashes.begin(), hashes.end());
    for (std::size_t i = 0; i < study.rows.size(); ++i) {
        StudyRow &row = study.rows[i];
        row.side = Side::Test;
        if (seen.count(rowHash(row.id.text(), row.text)) == 0)
            continue;
        row.side = Side::Train;
        study.trainOrder.push_back(static_cast<std::int64_t>(i));
    }
}

Sides sidesOfRun(Project &project, RunId run) {
    Sides sides;
    for (const RunItem &item : RunRepository(project).items(run))
        sides[item.tweet] = item.side;
    return sides;
}

// Has this run learnt from just the tweets that the model names?
bool isTrainedOn(Project &project, const Sides &sides, const std::set<std::string> &seen) {
    std::set<std::string> hashes;
    const TweetRepository tweets(project);
    for (const auto &[key, side] : sides) {
        if (side != Side::Train)
            continue;
        const Tweet tweet = tweets.get(key);
        const std::string hash = rowHash(tweet.id.text(), tweet.text);
        if (seen.count(hash) == 0)
            return false;
        hashes.insert(hash);
    }
    return hashes.size() == seen.size();
}

Sides sidesOf(Project &project, const TrainedModel &model, std::optional<RunId> chosen) {
    if (chosen)
        return sidesOfRun(project, *chosen);
    const std::vector<std::string> hashes = trainingRowHashes(model.recordJson);
    const std::set<std::string> seen(hashes.begin(), hashes.end());
    for (const Run &run : RunRepository(project).all()) {
        if (seen.empty() || (run.kind != RunKind::Tuned && run.kind != RunKind::WordModel))
            continue;
        Sides sides = sidesOfRun(project, run.id);
        if (isTrainedOn(project, sides, seen))
            return sides;
    }
    Sides lasting;
    for (const SidedTweet &tweet : SplitRepository(project).storedSides())
        lasting[tweet.label.tweet] = tweet.side;
    return lasting;
}

bool isScored(const StudyRow &row, const std::optional<Side> &split, EvaluationSide wanted) {
    const bool isTrained = row.side == Side::Train;
    switch (wanted) {
    case EvaluationSide::All:
        return true;
    case EvaluationSide::Unseen:
        return !isTrained && !split;
    case EvaluationSide::Validation:
        return !isTrained && split == Side::Validation;
    case EvaluationSide::Test:
        return !isTrained && split == Side::Test;
    }
    return false;
}

void countLeftOut(EvaluationStudy &out) {
    std::int64_t scoredTraining = 0;
    for (const std::int64_t index : out.scored)
        scoredTraining += out.study.rows[static_cast<std::size_t>(index)].side == Side::Train ? 1 : 0;
    out.leftOut = static_cast<std::int64_t>(out.study.trainOrder.size()) - scoredTraining;
}

}  // namespace

const char *sideWord(EvaluationSide side) {
    return std::find_if(std::begin(kSides), std::end(kSides), [side](const auto &known) { return known.first == side; })
        ->second;
}

EvaluationSide evaluationSide(const std::string &word) {
    for (const auto &[side, name] : kSides)
        if (word == name)
            return side;
    throw Error(ErrorCode::Usage, "\"" + word + "\" is no side of a split", "Use validation, test, unseen or all.");
}

std::vector<const StudyRow *> EvaluationStudy::rows() const {
    std::vector<const StudyRow *> rows;
    for (const std::int64_t index : scored)
        rows.push_back(&study.rows[static_cast<std::size_t>(index)]);
    return rows;
}

namespace {
EvaluationStudy studyOfSide(Project &project, const TrainedModel &model, std::optional<RunId> run, EvaluationSide side,
                            const std::string &numberColumn) {
    EvaluationStudy out;
    out.side = side;
    out.study = model.task == Task::Regression ? numberedRowsOfProject(project, numberColumn)
                                               : labelledRowsOfProject(project, model);
    markTraining(out.study, model);
    const Sides sides = sidesOf(project, model, run);
    for (std::size_t i = 0; i < out.study.rows.size(); ++i) {
        const auto found = sides.find(out.study.rows[i].key);
        if (isScored(out.study.rows[i], found == sides.end() ? std::optional<Side>() : found->second, side))
            out.scored.push_back(static_cast<std::int64_t>(i));
    }
    countLeftOut(out);
    if (out.scored.empty())
        throw Error(ErrorCode::TooFewLabels,
                    side == EvaluationSide::Unseen
                        ? "no labelled tweet of " + project.path() + " stands outside the split, so none is unseen"
                        : "no labelled tweet of " + project.path() + " that the model was not trained on is on the " +
                              sideWord(side) + " side",
                    "Use another --side, or --side all.");
    return out;
}
}  // namespace

EvaluationStudy evaluationStudyOfProject(Project &project, const TrainedModel &model, std::optional<RunId> run,
                                         std::optional<EvaluationSide> side, const std::string &numberColumn) {
    try {
        return studyOfSide(project, model, run, side.value_or(EvaluationSide::Test), numberColumn);
    } catch (const Error &problem) {
        if (side || problem.code() != ErrorCode::TooFewLabels)
            throw;
    }
    return studyOfSide(project, model, run, EvaluationSide::Unseen, numberColumn);
}

EvaluationStudy evaluationStudyOfCsv(const CsvStudyRequest &request, const TrainedModel &model,
                                     std::optional<EvaluationSide> wanted) {
    const EvaluationSide side = wanted.value_or(EvaluationSide::Test);
    if (side == EvaluationSide::Validation)
        throw Error(ErrorCode::Usage, request.path + " is a CSV and has no split, so no validation side",
                    "Use --side test or unseen for every row that the model was not trained on, or --side all.");
    EvaluationStudy out;
    out.side = side;
    out.study.task = model.task;
    CsvStudyRequest labelled = request;
    labelled.task = model.task;
    Study read = labelledRowsOfCsv(labelled);
    for (StudyRow &row : read.rows) {
        if (row.number)
            continue;
        const std::string value = read.categories[static_cast<std::size_t>(row.category)].value;
        row.category = indexOf(model, value);
        if (row.category < 0)
            throw Error(ErrorCode::UnknownLabel,
                        request.path + ", line " + std::to_string(row.line) +
                            ": the adapter does not know the label \"" + value + "\"",
                        unknownLabelHint(model));
    }
    out.study.rows = std::move(read.rows);
    markTraining(out.study, model);
    for (std::size_t i = 0; i < out.study.rows.size(); ++i)
        if (side == EvaluationSide::All || out.study.rows[i].side != Side::Train)
            out.scored.push_back(static_cast<std::int64_t>(i));
    countLeftOut(out);
    if (out.scored.empty())
        throw Error(ErrorCode::TooFewLabels, "every labelled tweet of " + request.path + " was trained on",
                    "Use --side all, or other tweets.");
    return out;
}

SideReport evaluateModel(const TrainedModel &model, Engine *engine, const EvaluationStudy &scored,
                         const std::stop_token &stop) {
    const std::vector<const StudyRow *> rows = scored.rows();
    SideReport report = sideReport(judgeRows(model, engine, rows, stop), scored.study, kEvaluationSeed);
    const bool isReadyModel = model.isWholeModel && !model.outputCategories.empty();
    auto *figures = std::get_if<CategoryFigures>(&report.figures);
    if (figures != nullptr && !figures->baselines && isReadyModel && std::ssize(rows) >= kRowsForFoldBaselines &&
        rows.size() == scored.study.rows.size())
        figures->baselines = baselinesByFolds(scored.study, kEvaluationSeed);
    return report;
}

}  // namespace warbler
