// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/trained_model.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/sha256.h"
#include "core/models/model_folder.h"
#include "core/workflows/model_identity.h"

namespace warbler {

ExampleMaker::ExampleMaker(const std::string &modelPath, const std::string &promptTemplate, std::int64_t maxTokens)
    : m_tokenizer(loadTokenizer(modelPath)), m_template(promptTemplate), m_maxTokens(maxTokens) {}

TokenizedExample ExampleMaker::make(const TweetId &id, std::string_view text) const {
    PromptTemplate::Encoded encoded = m_template.encode(*m_tokenizer, text, m_maxTokens);
    TokenizedExample example;
    example.tweet = id;
    example.ids = std::move(encoded.ids);
    example.wasCut = encoded.wasCut;
    return example;
}

Scoring ExampleMaker::scoring(TaskType task, const std::vector<StudyCategory> &categories, const std::string &mode,
                              std::optional<TokenId> endToken, std::vector<std::string> &warnings) const {
    Scoring scoring;
    scoring.categories = static_cast<std::int64_t>(categories.size());
    if (task == TaskType::SeqCls) {
        scoring.mode = ScoringMode::Head;
        return scoring;
    }
    scoring.mode = mode == "unconstrained" ? ScoringMode::Unconstrained : ScoringMode::Constrained;
    for (const StudyCategory &category : categories) {
        const PromptTemplate::LabelIds label = m_template.encodeLabel(*m_tokenizer, "tweet", category.word);
        if (!label.wasJoined)
            warnings.push_back("label word \"" + category.word + "\" does not continue the template's tokens; it is tokenised alone");
        if (label.ids.empty() || label.ids.size() > 8)
            throw Error(ErrorCode::BadConfig,
                        "label word \"" + category.word + "\" of category \"" + category.name + "\" has " + std::to_string(label.ids.size()) +
                            " tokens; 1 to 8 are allowed",
                        "Choose a shorter label word with --set 'labels={…}'.");
        scoring.labels.push_back(label.ids);
    }
    for (std::size_t i = 0; i < scoring.labels.size(); ++i) {
        for (std::size_t j = 0; j < scoring.labels.size(); ++j) {
            const std::vector<TokenId> &a = scoring.labels[i], &b = scoring.labels[j];
            if (i < j && a == b)
                throw Error(ErrorCode::BadConfig,
                            "categories \"" + categories[i].name + "\" and \"" + categories[j].name + "\" have the same label tokens",
                            "Give them different label words with --set 'labels={…}'.");
            if (i != j && a.size() < b.size() && std::equal(a.begin(), a.end(), b.begin()))
                scoring.terminator = endToken;
        }
    }
    return scoring;
}

std::string rowHash(const std::string &id, const std::string &text) {
    Sha256 hash;
    hash.updateU64(id.size());
    hash.update(id);
    hash.update(text);
    return hex(hash.finish());
}

std::vector<std::string> trainingRowHashes(const std::string &recordJson) {
    const nlohmann::json record = nlohmann::json::parse(recordJson, nullptr, false);
    if (record.is_object() && record.contains("training_rows") && record["training_rows"].is_array())
        return record["training_rows"];
    return {};
}

std::string recordOf(const TrainedModel &model, const TuningConfig &config, const std::vector<std::string> &trainingRows) {
    const ModelFolder folder = openModelFolder(model.modelPath);
    nlohmann::ordered_json json, categories = nlohmann::ordered_json::array();
    for (const StudyCategory &category : model.categories)
        categories.push_back({{"value", category.value}, {"name", category.name}, {"word", category.word}});
    json["schema_version"] = 1;
    json["program"] = "Warbler " WARBLER_VERSION;
    json["preset"] = config.preset;
    json["task"] = config.task == Task::SeqCls ? "SEQ_CLS" : "CAUSAL_LM";
    json["template"] = model.promptTemplate;
    json["categories"] = categories;
    json["positive"] = model.categories[static_cast<std::size_t>(model.positive)].value;
    json["threshold"] = model.threshold;
    json["scoring"] = model.scoring;
    json["pooling"] = model.adapter ? model.adapter->pooling : "mean";
    json["max_tokens"] = model.maxTokens;
    json["dtype"] = model.dtype;
    json["model"] = {{"name", publicModelName(folder)}, {"path", folder.path}, {"sha256", modelSha256(folder)}};
    json["tokenizer_sha256"] = tokenizerSha256(folder.path);
    // PEFT pools an encoder at its first row and knows no mean pooling: such a folder loads there, the head reads other rows.
    json["peft_equivalent"] = config.task == Task::CausalLm || config.pooling == Pooling::FirstRow;
    json["gemma_scale"] = "before";
    json["config"] = toJson(config);
    json["training_rows"] = trainingRows;
    return json.dump(2);
}

void applyRecord(TrainedModel &model, const std::string &recordJson) {
    try {
        const nlohmann::json json = nlohmann::json::parse(recordJson);
        model.recordJson = recordJson;
        model.categories.clear();
        for (const nlohmann::json &category : json.at("categories"))
            model.categories.push_back({category.at("value"), category.at("name"), category.value("word", ""), {}});
        const std::string positive = json.at("positive");
        for (std::size_t i = 0; i < model.categories.size(); ++i)
            if (model.categories[i].value == positive)
                model.positive = static_cast<int>(i);
        model.promptTemplate = json.value("template", "{text}");
        model.threshold = json.value("threshold", 0.5);
        model.scoring = json.value("scoring", "constrained");
        model.maxTokens = json.value("max_tokens", std::int64_t(128));
        model.dtype = json.value("dtype", "float32");
        if (model.categories.size() < 2 || !(model.threshold > 0 && model.threshold < 1) || model.maxTokens < 1)
            throw Error(ErrorCode::BadAdapter, "warbler.json: categories, threshold or max_tokens are out of range", "Save the adapter again.");
    } catch (const nlohmann::json::exception &problem) {
        throw Error(ErrorCode::BadAdapter, std::string("warbler.json: ") + problem.what(), "Save the adapter again.");
    }
}

Adapter adapterFromFolder(const AdapterFolder &folder, const std::string &recordJson) {
    Adapter adapter;
    adapter.config = folder.config;
    adapter.tensors = folder.tensors;
    adapter.pooling = folder.config.task == TaskType::SeqCls ? "first_row" : "last_row";
    const nlohmann::json record = nlohmann::json::parse(recordJson, nullptr, false);
    if (record.is_object() && record.contains("pooling") && record["pooling"].is_string())
        adapter.pooling = record["pooling"];
    return adapter;
}

namespace {
// A folder of our own that is gone afterwards.
class PassingFolder {
public:
    PassingFolder() {
        m_path = cacheFolder() + "/adapter-XXXXXX";
        if (::mkdtemp(m_path.data()) == nullptr)
            throw Error(ErrorCode::IoError, "no temporary folder could be made in " + cacheFolder(), "Check that this folder can be written.");
    }
    ~PassingFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    PassingFolder(const PassingFolder &) = delete;
    PassingFolder &operator=(const PassingFolder &) = delete;
    const std::string &path() const { return m_path; }

private:
    std::string m_path;
};
}  // namespace

StoredAdapter storeAdapter(const Adapter &adapter, const std::string &recordJson) {
    const PassingFolder folder;
    writeAdapterFolder(folder.path(), adapter.config, adapter.tensors, recordJson);
    StoredAdapter stored;
    stored.configJson = readFile(folder.path() + "/adapter_config.json");
    stored.safetensors = readFile(folder.path() + "/adapter_model.safetensors");
    stored.warblerJson = recordJson;
    stored.sha256 = sha256Hex(stored.safetensors);
    return stored;
}

void writeStoredAdapter(const StoredAdapter &stored, const std::string &folder) {
    makeFolders(folder);
    saveFile(folder + "/adapter_model.safetensors", stored.safetensors);
    saveFile(folder + "/warbler.json", stored.warblerJson);
    saveFile(folder + "/adapter_config.json", stored.configJson);
    const AdapterFolder back = readAdapterFolder(folder);
    if (back.weightsSha256 != stored.sha256)
        throw Error(ErrorCode::IoError, folder + ": what was read back differs from what was written", "Save to another disk.");
}

}  // namespace warbler
