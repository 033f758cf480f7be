// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/adapter_record.h"

#include <limits>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/models/record_fields.h"

namespace warbler {

namespace {

using Json = nlohmann::ordered_json;
constexpr const char *kWeightsHash = "weights_sha256";
constexpr const char *kMerged = "merged";
constexpr const char *kSaveAgain = "Save the adapter again.";
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

std::string indentedText(const Json &json) { return json.dump(2, ' ', false, Json::error_handler_t::replace); }

void ignoreField(const std::string &, const std::string &) {}

void refuseField(const std::string &field, const std::string &wanted) {
    throw Error(ErrorCode::BadAdapter, "warbler.json: " + field + " is not " + wanted, kSaveAgain);
}

const char *taskName(Task task) {
    switch (task) {
    case Task::Regression:
        return "REGRESSION";
    case Task::SeqCls:
        return "SEQ_CLS";
    case Task::CausalLm:
        return "CAUSAL_LM";
    }
    return "";
}

Task taskNamed(const std::string &name) {
    return name == taskName(Task::Regression) ? Task::Regression
           : name == taskName(Task::CausalLm) ? Task::CausalLm
                                              : Task::SeqCls;
}

Json rulesJson(const AdapterRecord &record) {
    return {{"lower_case", record.rules.lowerCase},   {"match_special_text", record.rules.matchSpecialText},
            {"label_alone", record.rules.labelAlone}, {"answers_by_text", record.rules.answersByText},
            {"append_end", record.rules.appendEnd},   {"other_leaves_recall", record.otherLeavesRecall}};
}

Json categoriesJson(const AdapterRecord &record) {
    Json categories = Json::array();
    for (const AdapterRecord::Category &category : record.categories.value_or(std::vector<AdapterRecord::Category>()))
        categories.push_back({{"value", category.value}, {"name", category.name}, {"word", category.word}});
    return categories;
}

void writeModel(Json &json, const AdapterRecord &record) {
    if (record.model)
        json["model"] = {{"name", record.model->name.value_or("")},
                         {"path", record.model->path.value_or("")},
                         {"sha256", record.model->sha256.value_or("")}};
    if (record.tokenizerSha256)
        json["tokenizer_sha256"] = *record.tokenizerSha256;
}

void readRules(const RecordFields &fields, AdapterRecord &record) {
    const std::optional<RecordFields> rules = fields.object("rules");
    if (!rules)
        return;
    const auto isOn = [&rules](const char *key) { return rules->flag(key).value_or(false); };
    record.rules = {isOn("lower_case"), isOn("match_special_text"), isOn("label_alone"), isOn("answers_by_text"),
                    isOn("append_end")};
    record.otherLeavesRecall = isOn("other_leaves_recall");
}

void readCategories(const RecordFields &fields, AdapterRecord &record) {
    const std::optional<std::vector<RecordFields>> entries = fields.objects("categories");
    if (!entries)
        return;
    record.categories.emplace();
    for (const RecordFields &entry : *entries) {
        for (const char *key : {"value", "name"})
            if (!entry.has(key))
                entry.refuse(key, "there");
        record.categories->push_back(
            {entry.text("value").value_or(""), entry.text("name").value_or(""), entry.text("word").value_or("")});
    }
}

// A model that is named wrongly is no fault of the record while another one is asked for.
std::optional<RecordedModel> modelIn(const RecordFields &fields) {
    const Json *value = fields.find("model");
    if (value == nullptr)
        return {};
    const RefuseField ignore = ignoreField;
    const RecordFields model(*value, "model", ignore);
    return RecordedModel{model.text("name"), model.text("path"), model.text("sha256"), value->dump(-1, ' ', true)};
}

void readContent(const RecordFields &fields, AdapterRecord &record) {
    if (const std::optional<RecordFields> words = fields.object("hard_prompt")) {
        record.content = HardPromptWords{words->whole("shots", 0, kMost).value_or(0), words->text("lead")};
    } else if (const std::optional<RecordFields> ready = fields.object("ready_model")) {
        if (!ready->has("outputs"))
            ready->refuse("outputs", "there");
        ReadyOutputs outputs;
        for (const std::int64_t category :
             ready->wholes("outputs", 0, std::numeric_limits<int>::max()).value_or(std::vector<std::int64_t>()))
            outputs.categories.push_back(static_cast<int>(category));
        record.content = outputs;
    } else {
        record.content = TrainedWeights{fields.has(kMerged) && *fields.find(kMerged) == true};
    }
}

AdapterRecord recordIn(const std::string &text, const RefuseField &refuse) {
    const Json json = Json::parse(text, nullptr, false);
    const RecordFields fields(json, "", refuse);
    AdapterRecord record;
    record.program = fields.text("program").value_or("");
    record.preset = fields.text("preset").value_or("");
    record.task = taskNamed(fields.text("task").value_or(""));
    record.promptTemplate = fields.text("template").value_or(record.promptTemplate);
    record.corpusTemplate = fields.text("corpus_template").value_or("");
    readRules(fields, record);
    readCategories(fields, record);
    record.positive = fields.text("positive");
    record.threshold = fields.number("threshold").value_or(record.threshold);
    record.scoring = fields.text("scoring").value_or(record.scoring);
    record.pooling = fields.text("pooling");
    record.maxTokens = fields.whole("max_tokens", 0, kMost).value_or(record.maxTokens);
    record.dtype = fields.text("dtype").value_or(record.dtype);
    record.model = modelIn(fields);
    record.tokenizerSha256 = fields.text("tokenizer_sha256");
    readContent(fields, record);
    record.isPeftEquivalent = fields.flag("peft_equivalent").value_or(false);
    if (const Json *config = fields.find("config"))
        record.config = config->dump();
    record.trainingRows = fields.texts("training_rows").value_or(std::vector<std::string>());
    if (const Json *hash = fields.find(kWeightsHash))
        record.weightsSha256 = hash->is_string() ? hash->get<std::string>() : std::string();
    return record;
}

// The text with one field set; as it was where it is no object.
std::string withField(const std::string &text, const char *key, const Json &value) {
    Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return text;
    json[key] = value;
    return indentedText(json);
}

}  // namespace

bool AdapterRecord::isWholeModel() const {
    if (const auto *weights = std::get_if<TrainedWeights>(&content); weights != nullptr && weights->isMerged)
        return true;
    const Json settings = Json::parse(config, nullptr, false);
    return settings.is_object() && settings.contains("method") && settings["method"] == "full";
}

std::string toText(const AdapterRecord &record) {
    Json json;
    json["schema_version"] = 1;
    json["program"] = record.program;
    json["preset"] = record.preset;
    json["task"] = taskName(record.task);
    json["template"] = record.promptTemplate;
    if (!record.corpusTemplate.empty())
        json["corpus_template"] = record.corpusTemplate;
    json["rules"] = rulesJson(record);
    json["categories"] = categoriesJson(record);
    if (record.positive)
        json["positive"] = *record.positive;
    json["threshold"] = record.threshold;
    json["scoring"] = record.scoring;
    if (record.pooling)
        json["pooling"] = *record.pooling;
    json["max_tokens"] = record.maxTokens;
    json["dtype"] = record.dtype;
    writeModel(json, record);
    if (const auto *words = std::get_if<HardPromptWords>(&record.content))
        json["hard_prompt"] = {{"shots", words->shots}, {"lead", words->lead.value_or("")}};
    json["peft_equivalent"] = record.isPeftEquivalent;
    json["gemma_scale"] = "before";
    json["config"] = Json::parse(record.config);
    json["training_rows"] = record.trainingRows;
    if (const auto *ready = std::get_if<ReadyOutputs>(&record.content))
        json["ready_model"] = {{"outputs", ready->categories}};
    if (record.weightsSha256)
        json[kWeightsHash] = *record.weightsSha256;
    if (const auto *weights = std::get_if<TrainedWeights>(&record.content); weights != nullptr && weights->isMerged)
        json[kMerged] = true;
    return indentedText(json);
}

AdapterRecord adapterRecord(const std::string &text) { return recordIn(text, refuseField); }

AdapterRecord readableAdapterRecord(const std::string &text) { return recordIn(text, ignoreField); }

std::string withWeightsSha256(const std::string &text, const std::string &sha256) {
    return withField(text, kWeightsHash, sha256);
}

std::string withMergedMark(const std::string &text) { return withField(text, kMerged, true); }

void checkWeightsSha256(const std::string &text, const std::string &sha256, const std::string &place) {
    const std::optional<std::string> named = readableAdapterRecord(text).weightsSha256;
    if (named && *named != sha256)
        throw Error(
            ErrorCode::BadAdapter,
            place +
                ": the weights are not those that warbler.json was written for, so its categories may not be theirs",
            "Copy the whole folder again, or train again.");
}

}  // namespace warbler
