// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classify/trained_model.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/folder_replacement.h"
#include "core/base/sha256.h"
#include "core/classify/model_identity.h"
#include "core/models/adapter_files.h"
#include "core/models/hard_prompt_folder.h"
#include "core/models/model_config.h"
#include "core/models/model_folder.h"
#include "core/models/model_lookup.h"
#include "core/models/ready_classifier.h"
#include "core/models/whole_model.h"
#include "core/text/normalise.h"
#include "core/text/tokenizers/load_tokenizer.h"

namespace warbler {

TextRules rulesOf(const TuningConfig &config) {
    return {config.lowerCase, config.matchSpecialText, config.labelAlone,
            config.scoring == "unconstrained" && config.answersByText, config.appendEnd};
}

const std::string &templateOf(const TrainedModel &model, TextUse use) {
    return use == TextUse::Corpus && !model.corpusTemplate.empty() ? model.corpusTemplate : model.promptTemplate;
}

ExampleMaker::ExampleMaker(const std::string &modelPath, const std::string &promptTemplate, std::int64_t maxTokens,
                           TextRules rules)
    : m_tokenizer(loadTokenizer(modelPath)), m_template(promptTemplate), m_maxTokens(maxTokens), m_rules(rules) {
    if (!rules.appendEnd)
        return;
    const std::string config = modelPath + "/config.json";
    const std::optional<std::int64_t> end = readModelConfig(config).eosToken;
    if (!end)
        throw Error(ErrorCode::UnsupportedOption, "append_end=true: " + config + " names no eos_token_id",
                    "Set append_end=false.");
    m_end = static_cast<TokenId>(*end);
}

ExampleMaker ExampleMaker::with(const std::string &promptTemplate, std::int64_t maxTokens) const {
    ExampleMaker other = *this;
    other.m_template = PromptTemplate(promptTemplate);
    other.m_maxTokens = maxTokens;
    return other;
}

ExampleMaker ExampleMaker::behind(const std::string &lead, std::int64_t maxTokens) const {
    ExampleMaker other = *this;
    other.m_template = m_template.behind(lead);
    other.m_maxTokens = maxTokens;
    return other;
}

std::vector<TokenId> ExampleMaker::leadingIds() const {
    return m_template.leadingIds(*m_tokenizer, m_rules.matchSpecialText ? SpecialText::Match : SpecialText::Plain);
}

std::string ExampleMaker::cased(std::string_view text) const {
    return m_rules.lowerCase ? pythonLower(text) : std::string(text);
}

TokenizedExample ExampleMaker::make(const TweetId &id, std::string_view text) const {
    PromptTemplate::Encoded encoded =
        m_template.encode(*m_tokenizer, cased(text), m_maxTokens - (m_end ? 1 : 0),
                          m_rules.matchSpecialText ? SpecialText::Match : SpecialText::Plain);
    TokenizedExample example;
    example.tweet = id;
    example.ids = std::move(encoded.ids);
    if (m_end)
        example.ids.push_back(*m_end);
    example.wasCut = encoded.wasCut;
    return example;
}

TokenizedExample ExampleMaker::makeCutRight(const StudyRow &row, const std::vector<TokenId> &label) const {
    constexpr std::int64_t kUncut = 1 << 30;
    TokenizedExample example = with(m_template.pattern(), kUncut).make(row.id, row.text);
    const std::size_t limit = static_cast<std::size_t>(m_maxTokens);
    if (example.ids.size() >= limit)
        throw Error(
            ErrorCode::BadData,
            "tweet " + row.id.text() + (row.line > 0 ? " in line " + std::to_string(row.line) : "") + " has " +
                std::to_string(example.ids.size()) + " tokens with its template: cut on the right to max_tokens " +
                std::to_string(m_maxTokens) + " nothing is left of its label to learn from",
            "Raise max_tokens, leave the tweet out, or use --set cut_right=false, which shortens the tweet instead.");
    example.labelIds = label;
    if (example.ids.size() + label.size() > limit) {
        example.labelIds.resize(limit - example.ids.size());
        example.wasCut = true;
    }
    return example;
}

std::vector<TokenId> ExampleMaker::labelIds(const std::string &word, std::vector<std::string> &warnings) const {
    if (m_rules.labelAlone)
        return m_tokenizer->encode(cased(word), SpecialTokens::Add, SpecialText::Match);
    PromptTemplate::LabelIds label = m_template.encodeLabel(*m_tokenizer, "tweet", cased(word));
    if (!label.wasJoined)
        warnings.push_back("label word \"" + word +
                           "\" does not continue the template's tokens; it is tokenised alone");
    return label.ids;
}

Scoring ExampleMaker::scoring(Task task, const std::vector<StudyCategory> &categories, const std::string &mode,
                              std::optional<TokenId> endToken, std::vector<std::string> &warnings) const {
    Scoring scoring;
    scoring.categories = static_cast<std::int64_t>(categories.size());
    if (hasHead(task)) {
        scoring.mode = categories.empty() ? ScoringMode::Number : ScoringMode::Head;
        return scoring;
    }
    scoring.mode = mode == "unconstrained" ? ScoringMode::Unconstrained : ScoringMode::Constrained;
    for (const StudyCategory &category : categories) {
        const std::vector<TokenId> label = labelIds(category.word, warnings);
        if (label.empty() || label.size() > 8)
            throw Error(ErrorCode::BadConfig,
                        "label word \"" + category.word + "\" of category \"" + category.name + "\" has " +
                            std::to_string(label.size()) + " tokens; 1 to 8 are allowed",
                        "Choose a shorter label word with --set 'labels={…}'.");
        scoring.labels.push_back(label);
    }
    if (m_rules.answersByText) {
        for (TokenId id = 0; id < m_tokenizer->vocabularySize(); ++id) {
            const std::string text = pythonLower(m_tokenizer->decode({id}));
            for (std::size_t i = 0; i < categories.size() && !text.empty(); ++i)
                if (text == pythonLower(categories[i].word))
                    scoring.answers[id] = static_cast<std::int32_t>(i);
        }
    }
    for (std::size_t i = 0; i < scoring.labels.size(); ++i) {
        for (std::size_t j = 0; j < scoring.labels.size(); ++j) {
            const std::vector<TokenId> &a = scoring.labels[i], &b = scoring.labels[j];
            if (i < j && a == b)
                throw Error(ErrorCode::BadConfig,
                            "categories \"" + categories[i].name + "\" and \"" + categories[j].name +
                                "\" have the same label tokens",
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
    if (!record.is_object() || !record.contains("training_rows"))
        return {};
    std::vector<std::string> hashes;
    for (const nlohmann::json &hash : record["training_rows"]) {
        if (!hash.is_string())
            throw Error(ErrorCode::BadAdapter, "warbler.json: training_rows holds something other than hashes",
                        "Save the adapter again.");
        hashes.push_back(hash);
    }
    return hashes;
}

std::string recordOf(const TrainedModel &model, const TuningConfig &config,
                     const std::vector<std::string> &trainingRows) {
    const ModelFolder folder = openModelFolder(model.modelPath);
    nlohmann::ordered_json json, categories = nlohmann::ordered_json::array();
    for (const StudyCategory &category : model.categories)
        categories.push_back({{"value", category.value}, {"name", category.name}, {"word", category.word}});
    json["schema_version"] = 1;
    json["program"] = "Warbler " WARBLER_VERSION;
    json["preset"] = config.preset;
    json["task"] = config.task == Task::Regression ? "REGRESSION"
                   : config.task == Task::SeqCls   ? "SEQ_CLS"
                                                   : "CAUSAL_LM";
    json["template"] = model.promptTemplate;
    if (!model.corpusTemplate.empty())
        json["corpus_template"] = model.corpusTemplate;
    json["rules"] = {{"lower_case", model.rules.lowerCase},   {"match_special_text", model.rules.matchSpecialText},
                     {"label_alone", model.rules.labelAlone}, {"answers_by_text", model.rules.answersByText},
                     {"append_end", model.rules.appendEnd},   {"other_leaves_recall", model.otherLeavesRecall}};
    json["categories"] = categories;
    if (!model.categories.empty())
        json["positive"] = model.categories[static_cast<std::size_t>(model.positive)].value;
    json["threshold"] = model.threshold;
    json["scoring"] = model.scoring;
    json["pooling"] = model.adapter ? model.adapter->pooling : "mean";
    json["max_tokens"] = model.maxTokens;
    json["dtype"] = model.dtype;
    json["model"] = {{"name", publicModelName(folder)}, {"path", folder.path}, {"sha256", modelSha256(folder)}};
    json["tokenizer_sha256"] = tokenizerSha256(folder.path);
    // PEFT pools an encoder at its first row and knows no mean pooling: such a folder loads there, the head reads other
    // rows.
    const bool isHard = isUntrained(config);
    if (isHard)
        json["hard_prompt"] = {{"shots", config.shots}, {"lead", model.lead}};
    json["peft_equivalent"] = !isHard && (config.task == Task::CausalLm || config.pooling == Pooling::FirstRow);
    json["gemma_scale"] = "before";
    json["config"] = toJson(config);
    json["training_rows"] = trainingRows;
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void applyRecord(TrainedModel &model, const std::string &recordJson) {
    try {
        const nlohmann::json json = nlohmann::json::parse(recordJson);
        model.recordJson = recordJson;
        model.categories.clear();
        for (const nlohmann::json &category : json.at("categories"))
            model.categories.push_back({category.at("value"), category.at("name"), category.value("word", ""), {}});
        const std::string task = json.value("task", "");
        model.task = task == "REGRESSION" ? Task::Regression : task == "CAUSAL_LM" ? Task::CausalLm : Task::SeqCls;
        const bool isOfNumbers = model.task == Task::Regression;
        const std::string positive = isOfNumbers ? std::string() : json.at("positive").get<std::string>();
        bool isKnown = isOfNumbers;
        for (std::size_t i = 0; i < model.categories.size(); ++i)
            if (model.categories[i].value == positive) {
                model.positive = static_cast<int>(i);
                isKnown = true;
            }
        if (!isKnown)
            throw Error(ErrorCode::BadAdapter,
                        "warbler.json: the category of interest, \"" + positive + "\", is none of its categories",
                        "Save the adapter again.");
        model.promptTemplate = json.value("template", "{text}");
        model.corpusTemplate = json.value("corpus_template", "");
        const nlohmann::json rules = json.value("rules", nlohmann::json::object());
        model.rules = {rules.value("lower_case", false), rules.value("match_special_text", false),
                       rules.value("label_alone", false), rules.value("answers_by_text", false),
                       rules.value("append_end", false)};
        model.otherLeavesRecall = rules.value("other_leaves_recall", false);
        model.threshold = json.value("threshold", 0.5);
        model.scoring = json.value("scoring", "constrained");
        model.maxTokens = json.value("max_tokens", std::int64_t(128));
        model.dtype = json.value("dtype", "float32");
        if (json.contains("ready_model")) {
            model.outputCategories = json["ready_model"].at("outputs").get<std::vector<int>>();
            for (const int category : model.outputCategories)
                if (category < 0 || std::size_t(category) >= model.categories.size())
                    throw Error(ErrorCode::BadAdapter, "warbler.json: ready_model names a category that is not there",
                                "Load the model again.");
        }
        if (json.contains("hard_prompt"))
            model.lead = json["hard_prompt"].at("lead");
        if (isOfNumbers != model.categories.empty() || model.categories.size() == 1 ||
            !(model.threshold > 0 && model.threshold < 1) || model.maxTokens < 1 ||
            (model.scoring != "constrained" && model.scoring != "unconstrained"))
            throw Error(ErrorCode::BadAdapter,
                        "warbler.json: categories, threshold, max_tokens or scoring are out of range",
                        "Save the adapter again.");
    } catch (const nlohmann::json::exception &problem) {
        throw Error(ErrorCode::BadAdapter, std::string("warbler.json: ") + problem.what(), "Save the adapter again.");
    }
}

Adapter adapterFromFolder(const AdapterFolder &folder, const std::string &recordJson) {
    Adapter adapter;
    adapter.config = folder.config;
    adapter.tensors = folder.tensors;
    adapter.pooling = hasHead(folder.config.task) ? "first_row" : "last_row";
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
            throw Error(ErrorCode::IoError, "no temporary folder could be made in " + cacheFolder(),
                        "Check that this folder can be written.");
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

StoredAdapter storeTrained(const TrainedModel &model) {
    StoredAdapter stored;
    if (model.adapter->config.kind == AdapterKind::HardPrompt) {
        stored.configJson = "{}";
        stored.warblerJson = model.recordJson;
        stored.sha256 = sha256Hex(model.recordJson);
        return stored;
    }
    if (!model.isWholeModel)
        return storeAdapter(*model.adapter, model.recordJson);
    stored.configJson = readFile(model.modelPath + "/config.json");
    stored.safetensors = readFile(model.modelPath + "/model.safetensors");
    stored.warblerJson = model.recordJson;
    stored.sha256 = sha256Hex(stored.safetensors);
    return stored;
}

void keepWholeModel(TrainedModel &model, const Adapter &weights, const ModelFolder &base) {
    const auto folder = std::make_shared<const PassingFolder>();
    std::vector<std::string> labels;
    for (const StudyCategory &category : model.categories)
        labels.push_back(category.name);
    writeWholeModel(folder->path(), base, weights.tensors, labels, model.recordJson);
    const AdapterFolder written = readAdapterFolder(folder->path());
    model.adapter = adapterFromFolder(written, model.recordJson);
    model.isWholeModel = true;
    model.modelPath = written.path;
    model.runName = written.weightsSha256.substr(0, 12);
    model.kept = folder;
}

namespace {
// The tokenizer is that of the base model, which has to be where it was or to be found by its name.
void copyBaseTokenizer(const std::string &recordJson, const std::string &folder) {
    nlohmann::json record = nlohmann::json::parse(recordJson);
    nlohmann::json model = record["model"];
    if (!record["tokenizer_sha256"].is_string() || !model.is_object() || !model["name"].is_string() ||
        !model["path"].is_string())
        throw Error(ErrorCode::BadAdapter, "warbler.json does not say whose tokenizer the model has",
                    "Train it again.");
    const std::string wanted = record["tokenizer_sha256"], name = model["name"], path = model["path"];
    std::vector<std::string> places{path};
    try {
        places.push_back(name == kDefaultModelName && !defaultModelPath().empty() ? defaultModelPath()
                                                                                  : findModel(name));
    } catch (const Error &) {
        places.resize(1);
    }
    for (const std::string &place : places) {
        std::error_code failed;
        if (std::filesystem::is_directory(place, failed) && tokenizerSha256(place) == wanted)
            return copyTokenizer(place, folder);
    }
    throw Error(ErrorCode::MissingModel,
                "the tokenizer of " + name + ", from which this model was trained, is neither in " + path +
                    " nor in the cache",
                "Put the model " + name + " back on this machine.");
}
}  // namespace

void writeStoredAdapter(const StoredAdapter &stored, const std::string &path) {
    FolderReplacement folder(path, ownAdapterFiles);
    const std::string &place = folder.path();
    if (isReadyRecord(stored.warblerJson)) {  // the record of a model that needs no files of ours
        saveFile(place + "/warbler.json", stored.warblerJson);
        folder.commit();
        return;
    }
    if (isHardPromptRecord(stored.warblerJson)) {
        saveFile(place + "/warbler.json", stored.warblerJson);
    } else {
        const bool isWhole = isWholeModelRecord(stored.warblerJson);
        saveFile(place + (isWhole ? "/model.safetensors" : "/adapter_model.safetensors"), stored.safetensors);
        saveFile(place + "/warbler.json", withWeightsSha256(stored.warblerJson, stored.sha256));
        if (isWhole)
            copyBaseTokenizer(stored.warblerJson, place);
        saveFile(place + (isWhole ? "/config.json" : "/adapter_config.json"), stored.configJson);
    }
    if (readAdapterFolder(place).weightsSha256 != stored.sha256)
        throw Error(ErrorCode::IoError, path + ": what was read back differs from what was written",
                    "Save to another disk.");
    folder.commit();
}

void writeWordModel(const std::string &recordJson, const std::string &bytes, const std::string &path) {
    FolderReplacement folder(path, ownAdapterFiles);
    saveFile(folder.path() + "/word_model.json", bytes);
    saveFile(folder.path() + "/warbler.json", withWeightsSha256(recordJson, sha256Hex(bytes)));
    folder.commit();
}

}  // namespace warbler
