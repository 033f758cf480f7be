// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/run_record.h"

#include <limits>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/models/record_fields.h"

namespace warbler {

namespace {

using Json = nlohmann::ordered_json;
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr int kMostParts = 1000000;  // folds, rounds and trials

template <class... Visitors>
struct Overload : Visitors... {
    using Visitors::operator()...;
};
template <class... Visitors>
Overload(Visitors...) -> Overload<Visitors...>;

Json categoriesJson(const RunRecord &record) {
    Json categories = Json::array();
    if (const std::vector<RecordedCategory> *learnt = record.categories())
        for (const RecordedCategory &category : *learnt)
            categories.push_back(
                {{"value", category.value}, {"name", category.name}, {"word", category.word}, {"code", category.code}});
    return categories;
}

void writeOutcome(Json &json, const TrainingOutcome &outcome) {
    json["seconds"] = outcome.seconds;
    json["steps"] = outcome.steps;
    json["trainable_parameters"] = outcome.trainableParameters;
    json["peak_memory_bytes"] = outcome.peakMemoryBytes;
    json["examples_per_second"] = outcome.examplesPerSecond;
    if (outcome.bestEpoch)
        json["best_epoch"] = *outcome.bestEpoch;
    json["warnings"] = outcome.warnings;
    json["verdict"] = outcome.verdict;
    json["word_model_is_better"] = outcome.isWordModelBetter;
    if (outcome.validation)
        json["validation"] = toJson(*outcome.validation);
    if (outcome.test)
        json["test"] = toJson(*outcome.test);
}

std::optional<StoredFigures> figuresIn(const RecordFields &fields, const char *side) {
    const std::optional<RecordFields> figures = fields.object(side);
    return figures ? std::optional<StoredFigures>(storedFigures(*figures)) : std::nullopt;
}

std::optional<TrainingOutcome> outcomeIn(const RecordFields &fields) {
    bool isThere = false;
    for (const char *key : {"seconds", "steps", "examples_per_second", "verdict", "validation", "test"})
        isThere = isThere || fields.has(key);
    if (!isThere)
        return {};
    TrainingOutcome outcome;
    outcome.seconds = fields.number("seconds").value_or(0);
    outcome.steps = fields.whole("steps", 0, kMost).value_or(0);
    outcome.trainableParameters = fields.whole("trainable_parameters", 0, kMost).value_or(0);
    outcome.peakMemoryBytes = fields.whole("peak_memory_bytes", 0, kMost).value_or(0);
    outcome.examplesPerSecond = fields.number("examples_per_second").value_or(0);
    if (const std::optional<std::int64_t> epoch = fields.whole("best_epoch", 0, kMostParts))
        outcome.bestEpoch = static_cast<int>(*epoch);
    outcome.warnings = fields.texts("warnings").value_or(std::vector<std::string>());
    outcome.verdict = fields.text("verdict").value_or("");
    outcome.isWordModelBetter = fields.flag("word_model_is_better").value_or(false);
    outcome.validation = figuresIn(fields, "validation");
    outcome.test = figuresIn(fields, "test");
    return outcome;
}

std::vector<RecordedCategory> categoriesIn(const std::vector<RecordFields> &entries) {
    std::vector<RecordedCategory> categories;
    for (const RecordFields &entry : entries) {
        if (!entry.has("value"))
            entry.refuse("value", "a text");
        RecordedCategory category;
        category.value = entry.text("value").value_or("");
        category.name = entry.text("name").value_or("");
        if (category.name.empty())
            category.name = category.value;
        category.word = entry.text("word").value_or("");
        category.code = entry.whole("code", std::numeric_limits<std::int64_t>::min(), kMost).value_or(0);
        categories.push_back(std::move(category));
    }
    return categories;
}

void readLearnt(const RecordFields &fields, RunRecord &record) {
    const std::optional<std::vector<RecordFields>> entries = fields.objects("categories");
    if (fields.has("numbers"))
        record.learnt = LearntNumbers{fields.text("numbers").value_or("")};
    else if (entries && entries->empty())
        record.learnt = LearntNumbers{};
    else if (entries)
        record.learnt = LearntCategories{categoriesIn(*entries), fields.text("positive")};
}

// A key that only one kind of run has tells which kind it is.
void readKind(const RecordFields &fields, RunRecord &record) {
    const double threshold = fields.number("threshold").value_or(0.5);
    const auto part = [&fields](const char *key, int otherwise) {
        return static_cast<int>(fields.whole(key, 0, kMostParts).value_or(otherwise));
    };
    if (fields.has("folds"))
        record.kind = FoldsRun{part("folds", 0), part("repeats", 1), threshold};
    else if (fields.has("search"))
        record.kind =
            SearchRun{fields.text("search").value_or(""), part("trials", 0), fields.number("minutes").value_or(0)};
    else if (fields.has("method"))
        record.kind = WordModelRun{threshold};
    else
        record.kind = TunedRun{outcomeIn(fields)};
}

RunRecord recordIn(const std::string &text, const RefuseField &refuse) {
    RunRecord record;
    if (text.empty())
        return record;
    const Json json = Json::parse(text, nullptr, false);
    const RecordFields fields(json, "", refuse);
    readLearnt(fields, record);
    record.split = fields.text("split").value_or("");
    record.dataHash = fields.text("data_hash").value_or("");
    record.trainOrder = fields.wholes("train_order", std::numeric_limits<std::int64_t>::min(), kMost)
                            .value_or(std::vector<std::int64_t>());
    record.modelPath = fields.text("model_path").value_or("");
    record.device = fields.text("device").value_or("auto");
    readKind(fields, record);
    return record;
}

}  // namespace

const TrainingOutcome *RunRecord::outcome() const {
    const auto *tuned = std::get_if<TunedRun>(&kind);
    return tuned != nullptr && tuned->outcome ? &*tuned->outcome : nullptr;
}

const StoredFigures *RunRecord::validation() const {
    return outcome() != nullptr && outcome()->validation ? &*outcome()->validation : nullptr;
}

const StoredFigures *RunRecord::test() const {
    return outcome() != nullptr && outcome()->test ? &*outcome()->test : nullptr;
}

const std::vector<RecordedCategory> *RunRecord::categories() const {
    const auto *categories = std::get_if<LearntCategories>(&learnt);
    return categories != nullptr ? &categories->categories : nullptr;
}

double RunRecord::threshold() const {
    return std::visit(Overload{[](const WordModelRun &run) { return run.threshold; },
                               [](const FoldsRun &run) { return run.threshold; }, [](const TunedRun &) { return 0.5; },
                               [](const SearchRun &) { return 0.5; }},
                      kind);
}

nlohmann::ordered_json toJson(const RunRecord &record) {
    Json json;
    json["categories"] = categoriesJson(record);
    if (const auto *numbers = std::get_if<LearntNumbers>(&record.learnt))
        json["numbers"] = numbers->column;
    if (const auto *learnt = std::get_if<LearntCategories>(&record.learnt); learnt != nullptr && learnt->positive)
        json["positive"] = *learnt->positive;
    json["split"] = record.split;
    json["data_hash"] = record.dataHash;
    if (!record.trainOrder.empty())
        json["train_order"] = record.trainOrder;
    if (!std::holds_alternative<WordModelRun>(record.kind)) {
        json["model_path"] = record.modelPath;
        json["device"] = record.device;
    }
    const auto writeTuned = [&json](const TunedRun &run) {
        if (run.outcome)
            writeOutcome(json, *run.outcome);
    };
    const auto writeWords = [&json](const WordModelRun &run) {
        json["schema_version"] = 1;
        json["method"] = "word_model";
        json["threshold"] = run.threshold;
    };
    const auto writeFolds = [&json](const FoldsRun &run) {
        json["folds"] = run.folds;
        json["repeats"] = run.repeats;
        json["threshold"] = run.threshold;
    };
    const auto writeSearch = [&json](const SearchRun &run) {
        json["search"] = run.kind;
        json["trials"] = run.trials;
        json["minutes"] = run.minutes;
    };
    std::visit(Overload{writeTuned, writeWords, writeFolds, writeSearch}, record.kind);
    return json;
}

std::string toText(const RunRecord &record) {
    return toJson(record).dump(-1, ' ', false, Json::error_handler_t::replace);
}

RunRecord runRecord(const std::string &text, const std::string &runName) {
    return recordIn(text, [&runName](const std::string &field, const std::string &wanted) {
        throw Error(ErrorCode::ProjectDamaged,
                    runName + ": its record cannot be read (" + field + " is not " + wanted + ")",
                    "Check the project in the Help menu.");
    });
}

RunRecord readableRunRecord(const std::string &text) {
    return recordIn(text, [](const std::string &, const std::string &) {});
}

}  // namespace warbler
