// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/tune_preparation.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/classify/example_maker.h"
#include "core/models/model_lookup.h"
#include "core/text/normalise.h"

namespace warbler {

namespace {

constexpr std::int64_t kNoLimit = 1 << 20;

std::int64_t textLimit(const TuningConfig &config, const ModelConfig &model, std::int64_t wanted) {
    if (model.maxPositions == 0)
        return wanted;
    const std::int64_t positions = model.textPositions();
    const std::int64_t longest = positions - (config.method == Method::PromptTuning ? config.virtualTokens : 0);
    if (longest < 4)
        throw Error(ErrorCode::BadConfig,
                    "virtual_tokens " + std::to_string(config.virtualTokens) +
                        " leaves no room for a tweet: the model has " + std::to_string(positions) + " positions",
                    "Use fewer virtual tokens.");
    return std::min(wanted, longest);
}

TokenId endToken(const ModelFolder &folder) {
    if (!folder.config.eosToken)
        throw Error(ErrorCode::UnsupportedOption,
                    "label_end=eos: " + folder.path + "/config.json names no eos_token_id", "Set label_end=none.");
    return static_cast<TokenId>(*folder.config.eosToken);
}

// The whole row is learnt: what stands after its first token becomes its target.
TokenizedExample wholeTextExample(TokenizedExample example, const TuningConfig &config) {
    std::vector<TokenId> all = example.ids;
    all.insert(all.end(), example.labelIds.begin(), example.labelIds.end());
    if (config.cutRight && std::cmp_greater(all.size(), config.maxTokens)) {
        all.resize(static_cast<std::size_t>(config.maxTokens));
        example.wasCut = true;
    }
    if (all.size() < 2)
        throw Error(ErrorCode::BadData,
                    "tweet " + example.tweet.text() + " has one token with its template; nothing is left to learn",
                    "Raise max_tokens.");
    example.ids = {all.front()};
    example.labelIds.assign(all.begin() + 1, all.end());
    return example;
}

// As the references fall back: pad, else end.
TokenId padToken(const ModelFolder &folder) {
    const std::optional<std::int64_t> id = folder.config.padToken ? folder.config.padToken : folder.config.eosToken;
    if (!id)
        throw Error(ErrorCode::UnsupportedOption,
                    "label_end=pad: " + folder.path + "/config.json names neither pad_token_id nor eos_token_id",
                    "Set label_end=none.");
    return static_cast<TokenId>(*id);
}

// What each category's rows learn, where training differs from evaluation; empty: as evaluation scores them.
std::vector<std::vector<TokenId>> trainingTargets(const TuningConfig &config, const Study &study,
                                                  const ModelFolder &folder, const ExampleMaker &maker,
                                                  std::optional<TokenId> terminator) {
    if (config.task != Task::CausalLm || (!config.cutRight && !config.lossOnText && config.labelEnd == LabelEnd::None &&
                                          evaluationTemplate(config) == config.promptTemplate))
        return {};
    std::vector<std::string> same;  // the warnings that evaluation's own words gave
    std::vector<std::vector<TokenId>> targets =
        maker.scoring(config.task, study.categories, config.scoring, terminator, same).labels;
    if (config.labelEnd != LabelEnd::None)
        for (std::vector<TokenId> &target : targets)
            target.push_back(config.labelEnd == LabelEnd::Pad ? padToken(folder) : endToken(folder));
    return targets;
}

// A training row as it is learnt; target may be empty. uncut: maker without a limit.
TokenizedExample trainingExample(const TuningConfig &config, const StudyRow &row, const std::vector<TokenId> &target,
                                 const ExampleMaker &maker, const ExampleMaker &uncut) {
    TokenizedExample made = config.lossOnText && config.cutRight ? uncut.make(row.id, row.text)
                            : config.cutRight && !target.empty() ? maker.makeCutRight(row, target)
                                                                 : maker.make(row.id, row.text);
    if (made.labelIds.empty())
        made.labelIds = target;
    return config.lossOnText ? wholeTextExample(std::move(made), config) : made;
}

TokenizedExample withLabel(TokenizedExample made, const StudyRow &row) {
    if (row.number)
        made.number = row.number;
    else
        made.category = row.category;
    return made;
}

// The initial text of a soft prompt, before it is brought to the number of virtual tokens.
std::vector<TokenId> initialTextIds(const TuningConfig &config, const Tokenizer &tokenizer) {
    std::vector<TokenId> ids =
        tokenizer.encode(applyCase(config, config.initText),
                         config.initFromLeft ? SpecialTokens::Add : SpecialTokens::Omit, SpecialText::Match);
    if (ids.empty())
        throw Error(ErrorCode::BadConfig, "init is TEXT but init_text is empty",
                    "Give --set init_text='…' or --set init=SAMPLE_VOCAB.");
    return ids;
}

}  // namespace

std::string pathOf(const TuneRequest &request) {
    return request.modelPath.empty() ? findModel(request.config.model) : request.modelPath;
}

void checkLabels(const TuningConfig &config, const Study &study) {
    const bool wantsNumbers = config.task == Task::Regression;
    if (wantsNumbers && study.task != Task::Regression)
        throw Error(ErrorCode::UnsupportedOption,
                    "this recipe learns a number per tweet (task=regression); these labels are categories",
                    "Choose another preset, or train on a CSV: warbler-cli tune FILE.csv --label COLUMN with a column "
                    "of numbers.");
    if (!wantsNumbers && study.task == Task::Regression)
        throw Error(ErrorCode::UnsupportedOption, "these labels are numbers; the recipe learns categories",
                    "Set task=regression.");
}

std::int64_t evaluationLimit(const TuningConfig &config, const ModelConfig &model) {
    return textLimit(config, model, config.cutRight ? kNoLimit : config.maxTokens);
}

const std::string &evaluationTemplate(const TuningConfig &config) {
    return config.evaluationTemplate.empty() ? config.promptTemplate : config.evaluationTemplate;
}

std::string applyCase(const TuningConfig &config, const std::string &text) {
    return config.lowerCase ? pythonLower(text) : text;
}

TuningConfig withSchedule(TuningConfig config, const Study &study) {
    if (config.scheduleSteps == 0 && config.scheduleByExamples)
        config.scheduleSteps = static_cast<std::int64_t>(study.trainOrder.size()) * config.epochs;
    return config;
}

TuningConfig effectiveConfig(const TuneRequest &request, const ModelFolder &folder) {
    TuningConfig config = request.config;
    checkTask(config);
    if (isUntrained(config)) {  // it has no head, whatever the preset's task
        if (!isDecoder(folder.config.type))
            throw Error(ErrorCode::UnsupportedOption,
                        std::string("method=hard_prompt asks a model that predicts words; ") + folder.path + " is a " +
                            folder.config.typeName,
                        "Choose a decoder such as bloom, gpt2, llama or gemma, or another method.");
        config.task = Task::CausalLm;
    }
    config.maxTokens = textLimit(config, folder.config, config.maxTokens);
    if (config.task == Task::CausalLm && !isDecoder(folder.config.type))
        throw Error(ErrorCode::UnsupportedOption,
                    "task CAUSAL_LM needs a decoder; " + folder.path + " is a " + folder.config.typeName,
                    "Use --set task=SEQ_CLS, or another model.");
    return config;
}

Prepared prepare(const TuningConfig &config, const Study &study, const ModelFolder &folder) {
    Prepared prepared;
    prepared.folder = folder;
    const ExampleMaker maker(folder.path, config.promptTemplate, config.maxTokens, rulesOf(config));
    const ExampleMaker judge = maker.with(evaluationTemplate(config), evaluationLimit(config, folder.config));
    std::optional<TokenId> terminator;
    if (folder.config.eosToken)
        terminator = static_cast<TokenId>(*folder.config.eosToken);
    prepared.data.scoring = judge.scoring(config.task, study.categories, config.scoring, terminator, prepared.warnings);
    prepared.data.positive = study.positive;
    const std::vector<std::vector<TokenId>> targets = trainingTargets(config, study, folder, maker, terminator);
    const ExampleMaker uncut = maker.with(config.promptTemplate, kNoLimit);
    for (const std::int64_t index : study.trainOrder) {
        const StudyRow &row = study.rows[static_cast<std::size_t>(index)];
        const std::size_t category = static_cast<std::size_t>(row.category);
        const std::vector<TokenId> target = targets.empty() || row.number ? std::vector<TokenId>() : targets[category];
        TokenizedExample made = trainingExample(config, row, target, maker, uncut);
        if (!prepared.example || (made.wasCut && prepared.example->cut.empty())) {
            const std::vector<TokenId> label = hasHead(config.task) ? std::vector<TokenId>()
                                               : !target.empty()    ? target
                                                                    : prepared.data.scoring.labels[category];
            std::vector<TokenId> whole = uncut.make(row.id, row.text).ids;
            whole.insert(whole.end(), label.begin(), label.end());
            prepared.example = readExample(maker.tokenizer(), made, whole, label);
        }
        prepared.data.train.push_back(withLabel(std::move(made), row));
    }
    for (const StudyRow *row : study.side(Side::Validation))
        prepared.data.validation.push_back(withLabel(judge.make(row->id, row->text), *row));
    if (config.testEachEpoch)
        for (const StudyRow *row : study.side(Side::Test))
            prepared.data.test.push_back(withLabel(judge.make(row->id, row->text), *row));
    for (const auto *examples : {&prepared.data.train, &prepared.data.validation, &prepared.data.test})
        prepared.cut += std::count_if(examples->begin(), examples->end(),
                                      [](const TokenizedExample &example) { return example.wasCut; });
    if (config.method == Method::PromptTuning && config.init == PromptInit::Text && config.virtualTokens > 0) {
        const std::vector<TokenId> ids = initialTextIds(config, maker.tokenizer());
        if (std::cmp_greater(ids.size(), config.virtualTokens))
            prepared.warnings.push_back("the initial text has " + std::to_string(ids.size()) +
                                        " tokens, more than the " + std::to_string(config.virtualTokens) +
                                        " virtual ones; it is cut");
        prepared.data.initIds =
            tileIds(ids, config.virtualTokens, config.initFromLeft ? Tiling::Faithful : Tiling::Corrected);
        if (prepared.example)
            prepared.example->initialText = maker.tokenizer().decode(prepared.data.initIds, SpecialTokens::Add);
    }
    if (prepared.cut > 0)
        prepared.warnings.push_back(std::to_string(prepared.cut) + " tweets are longer than " +
                                    std::to_string(config.maxTokens) + " tokens; their end is cut");
    return prepared;
}

}  // namespace warbler
