// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sha256.h"
#include "core/engine/adapt/host_copy.h"
#include "core/engine/train/trainer.h"
#include "tests/core/engine/case_support.h"
#include "tests/core/engine/cases.h"

namespace warbler {

namespace {

TuningConfig configOf(const nlohmann::json &settings, const nlohmann::json &test) {
    TuningConfig config;
    const bool isNumber = test.at("rows")[0].contains("number");
    config.task = test.contains("labels") ? Task::CausalLm : isNumber ? Task::Regression : Task::SeqCls;
    config.selectBy = isNumber ? "rmse" : config.selectBy;
    config.method = test.contains("init_ids") ? Method::PromptTuning
                    : test.contains("whole")  ? Method::Full
                    : test.contains("frozen") ? Method::Head
                                              : Method::Lora;
    config.virtualTokens = settings.at("virtual");
    config.init = PromptInit::Text;
    config.pooling = config.method == Method::PromptTuning ? Pooling::FirstRow : Pooling::Cls;
    config.rank = 3;
    config.alpha = 5;
    config.learningRate = settings.at("rate");
    config.headLearningRate = settings.at("head_rate");
    config.warmup = settings.at("warmup");
    config.weightDecay = settings.value("decay", config.weightDecay);
    config.decayBiasAndNorm = !settings.contains("decay");
    config.maxGradientNorm = settings.value("clip", 0.0);
    config.batchSize = settings.at("batch");
    config.epochs = settings.at("epochs");
    config.shuffle = false;
    config.classWeights = ClassWeights::None;
    config.lossReduction = test.at("reduction") == "per_token" ? LossReduction::PerToken : LossReduction::PerExample;
    return config;
}

TuningData dataOf(const nlohmann::json &test) {
    TuningData data;
    for (const nlohmann::json &row : test.at("rows")) {
        TokenizedExample example;
        example.tweet = TweetId(std::to_string(data.train.size() + 1));
        example.ids = row.at("ids").get<std::vector<TokenId>>();
        if (row.contains("number"))
            example.number = row.at("number").get<double>();
        else
            example.category = row.at("category").get<std::int32_t>();
        data.train.push_back(std::move(example));
    }
    const bool isNumber = data.train.front().number.has_value();
    data.scoring.categories = isNumber ? 0 : 2;
    data.scoring.mode = test.contains("labels") ? ScoringMode::Constrained
                        : isNumber              ? ScoringMode::Number
                                                : ScoringMode::Head;
    if (test.contains("labels"))
        data.scoring.labels = test.at("labels").get<std::vector<std::vector<TokenId>>>();
    if (test.contains("init_ids"))
        data.initIds = test.at("init_ids").get<std::vector<TokenId>>();
    return data;
}

// Where the other program began: head and LoRA factors by the names PEFT gives them.
void beginAs(TunedModel &tuned, const nlohmann::json &test) {
    if (!test.contains("start"))
        return;
    std::vector<at::Tensor> values;
    for (const Trainable &trainable : tuned.trainables()) {
        const bool isThere = test.at("start").contains(trainable.name);
        expect(isThere || trainable.name == "prompt_embeddings" || test.contains("whole"),
               "PEFT trains no " + trainable.name);
        values.push_back(isThere ? tensorOf(test.at("start").at(trainable.name)) : trainable.tensor.detach());
    }
    tuned.assign(values);
}

void twentySteps(const std::string &path, const std::string &name, const std::string &device, EngineMode mode,
                 std::int64_t microBatch) {
    const nlohmann::json all = golden(name.starts_with("full_")         ? "full.json"
                                      : name.starts_with("regression_") ? "regression.json"
                                                                        : "peft.json"),
                         &test = all.at(name);
    TuningConfig config = configOf(all.at("settings"), test);
    config.mode = mode;
    config.microBatch = microBatch;
    config.maxTokens = test.value("left", 24);
    config.peftLeftPad = test.contains("left");
    const TuningData data = dataOf(test);
    std::vector<double> losses;
    const auto model =
        loadModel(path, device, at::kFloat, config.method == Method::Full ? Weights::Trainable : Weights::Frozen);
    Trainer trainer(model, config, data, {}, [&](const JobEvent &event) {
        if (const auto *step = std::get_if<StepDone>(&event))
            losses.push_back(step->loss);
    });
    beginAs(trainer.tunedModel(), test);
    if (test.contains("first_gradient") && !test.at("first_gradient").is_null()) {
        const auto objective = makeObjective(trainer.tunedModel(), config, data);
        for (Trainable &trainable : trainer.tunedModel().trainables())
            trainable.tensor.set_requires_grad(true);
        const std::vector<std::int64_t> batch = {0, 1, 2, 3};
        objective->beginStep();
        objective->microLoss(batch, objective->divisor(batch));
        objective->endStep();
        const at::Tensor gradient = trainer.tunedModel().prompt().grad(), wanted = tensorOf(test.at("first_gradient"));
        const double largest = wanted.abs().max().item<double>();
        expectNear(gradient.flatten() / largest, wanted / largest, singleTolerance(device), "the first gradient");
    }
    trainer.run();
    expect(losses.size() == test.at("losses").size(), "the number of steps differs");
    for (std::size_t i = 0; i < losses.size(); ++i) {
        const double wanted = test.at("losses")[i],
                     apart = std::abs(losses[i] - wanted) / std::max(1.0, std::abs(wanted));
        expect(apart <= singleTolerance(device), "loss " + std::to_string(i + 1) + " is " + std::to_string(losses[i]) +
                                                     ", PEFT's " + std::to_string(wanted));
    }
    if (test.contains("answers")) {
        const std::vector<Prediction> answers =
            Predictor(trainer.tunedModel(), data.scoring).predictAll(data.train, {});
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const double wanted = test.at("answers")[i];
            expect(answers[i].number && std::abs(double(*answers[i].number) - wanted) <= 3 * singleTolerance(device),
                   "answer " + std::to_string(i + 1) + " is " + std::to_string(answers[i].number.value_or(0)) +
                       ", wanted is " + std::to_string(wanted));
        }
    }
    if (!test.contains("end"))
        return;
    const Adapter whole = trainer.tunedModel().toAdapter();
    for (const auto &[tensor, values] : test.at("end").items()) {
        expect(whole.tensors.contains(tensor), "there is no tensor " + tensor);
        const at::Tensor wanted = tensorOf(values);
        expectNear(toDevice(whole.tensors.at(tensor), at::kDouble, at::kCPU), wanted, singleTolerance(device),
                   tensor + " at the end");
    }
}

// The switch does something where positions are absolute: without it the losses are others.
void leftPaddingMatters(const std::string &device) {
    const nlohmann::json all = golden("peft.json"), &test = all.at("left_tiny_gpt2");
    TuningConfig config = configOf(all.at("settings"), test);
    config.maxTokens = test.at("left");
    config.epochs = 1;
    const TuningData data = dataOf(test);
    std::vector<double> losses;
    Trainer(loadModel(committedModel("tiny_gpt2"), device), config, data, {}, [&](const JobEvent &event) {
        if (const auto *step = std::get_if<StepDone>(&event))
            losses.push_back(step->loss);
    }).run();
    const double apart = std::abs(losses.at(0) - test.at("losses")[0].get<double>());
    expect(apart > 20 * singleTolerance(device),
           "the first loss is PEFT's without peft_left_pad as well: " + std::to_string(apart));
}

// The bytes of every frozen tensor, before and after a run that trains a prompt, LoRA or a head.
void frozenBytesStay(const std::string &device) {
    const auto hashOf = [](const LanguageModel &model) {
        Sha256 hash;
        for (const auto &named : model.tensors()) {
            const at::Tensor host = named.second.to(at::kCPU).contiguous();
            hash.update(named.first);
            hash.update(host.const_data_ptr(), host.nbytes());
        }
        return hex(hash.finish());
    };
    const nlohmann::json all = golden("peft.json");
    for (const auto &[path, name] :
         {std::pair("tiny_bloom", "prompt_tiny_bloom"), std::pair("tiny_bloom", "lora_tiny_bloom"),
          std::pair("tiny_encoder", "prompt_tiny_encoder"), std::pair("tiny_encoder", "lora_tiny_encoder")}) {
        const auto model = loadModel(committedModel(path), device);
        const std::string before = hashOf(*model);
        const TuningConfig config = configOf(all.at("settings"), all.at(name));
        const TuningData data = dataOf(all.at(name));
        Trainer(model, config, data, {}, [](const JobEvent &) {}).run();
        expect(hashOf(*model) == before, std::string(name) + " changed the base model");
        for (const auto &named : model->tensors())
            expect(!named.second.requires_grad() && !named.second.grad().defined(), "a frozen tensor got a gradient");
    }
}

}  // namespace

std::vector<Case> peftCases() {
    const auto steps = [](std::string path, std::string name, EngineMode mode = EngineMode::Shared,
                          std::int64_t micro = 0) {
        return [=](const std::string &device) { twentySteps(path, name, device, mode, micro); };
    };
    return {
        {"20 steps of prompt tuning on the tiny BLOOM equal PEFT's", false,
         steps(committedModel("tiny_bloom"), "prompt_tiny_bloom")},
        {"20 steps in the reference's way of computing equal PEFT's", false,
         steps(committedModel("tiny_bloom"), "prompt_tiny_bloom", EngineMode::Naive)},
        {"20 steps in micro-batches of one equal PEFT's", false,
         steps(committedModel("tiny_bloom"), "prompt_tiny_bloom", EngineMode::Shared, 1)},
        {"20 steps with six heads and the loss per example equal PEFT's", false,
         steps(committedModel("tiny_bloom_6_heads"), "prompt_tiny_bloom_6_heads")},
        {"20 steps padded on the left on the tiny BLOOM equal PEFT's", false,
         steps(committedModel("tiny_bloom"), "left_tiny_bloom")},
        {"20 steps padded on the left on the tiny GPT-2 equal PEFT's", false,
         steps(committedModel("tiny_gpt2"), "left_tiny_gpt2")},
        {"20 steps padded on the left on the tiny Llama equal PEFT's", false,
         steps(committedModel("tiny_llama"), "left_tiny_llama")},
        {"20 steps padded on the left on the tiny Gemma equal PEFT's", false,
         steps(committedModel("tiny_gemma"), "left_tiny_gemma")},
        {"20 steps padded on the left in the reference's way of computing equal PEFT's", false,
         steps(committedModel("tiny_llama"), "left_tiny_llama", EngineMode::Naive)},
        {"20 steps padded on the left in micro-batches of one equal PEFT's", false,
         steps(committedModel("tiny_gpt2"), "left_tiny_gpt2", EngineMode::Shared, 1)},
        {"padding on the left moves the text of a GPT-2", false, leftPaddingMatters},
        {"20 steps of LoRA on the tiny BLOOM equal PEFT's", false,
         steps(committedModel("tiny_bloom"), "lora_tiny_bloom")},
        {"20 steps of prompt tuning with a head on the tiny encoder equal PEFT's", false,
         steps(committedModel("tiny_encoder"), "prompt_tiny_encoder")},
        {"20 steps of LoRA with a head on the tiny encoder equal PEFT's", false,
         steps(committedModel("tiny_encoder"), "lora_tiny_encoder")},
        {"20 steps of prompt tuning on the tiny GPT-2 equal PEFT's", false,
         steps(committedModel("tiny_gpt2"), "prompt_tiny_gpt2")},
        {"20 steps of prompt tuning on the tiny Llama equal PEFT's", false,
         steps(committedModel("tiny_llama"), "prompt_tiny_llama")},
        {"20 steps of prompt tuning on the tiny Gemma equal PEFT's", false,
         steps(committedModel("tiny_gemma"), "prompt_tiny_gemma")},
        {"20 steps of LoRA on the tiny GPT-2 equal PEFT's", false,
         steps(committedModel("tiny_gpt2"), "lora_tiny_gpt2")},
        {"20 steps of LoRA on the tiny Llama equal PEFT's", false,
         steps(committedModel("tiny_llama"), "lora_tiny_llama")},
        {"20 steps of LoRA on the tiny Gemma equal PEFT's", false,
         steps(committedModel("tiny_gemma"), "lora_tiny_gemma")},
        {"20 steps of prompt tuning with a head on the tiny RoBERTa equal PEFT's", false,
         steps(committedModel("tiny_roberta"), "prompt_tiny_roberta")},
        {"20 steps of LoRA with a head on the tiny RoBERTa equal PEFT's", false,
         steps(committedModel("tiny_roberta"), "lora_tiny_roberta")},
        {"20 steps of fine-tuning all weights of the tiny encoder equal transformers'", false,
         steps(committedModel("tiny_encoder"), "full_tiny_encoder")},
        {"20 steps of fine-tuning in micro-batches of one equal transformers'", false,
         steps(committedModel("tiny_encoder"), "full_tiny_encoder", EngineMode::Shared, 1)},
        {"20 steps of fine-tuning all weights of the tiny RoBERTa equal transformers'", false,
         steps(committedModel("tiny_roberta"), "full_tiny_roberta")},
        {"20 steps of a number learnt by all weights of the tiny encoder equal transformers'", false,
         steps(committedModel("tiny_encoder"), "regression_full_tiny_encoder")},
        {"20 steps of a number learnt by all weights of the tiny RoBERTa equal transformers'", false,
         steps(committedModel("tiny_roberta"), "regression_full_tiny_roberta")},
        {"20 steps of a number learnt by a head on the frozen tiny encoder equal transformers'", false,
         steps(committedModel("tiny_encoder"), "regression_head_tiny_encoder")},
        {"20 steps of a number learnt by LoRA on the tiny Llama equal PEFT's", false,
         steps(committedModel("tiny_llama"), "regression_lora_tiny_llama")},
        {"20 steps of a number in micro-batches of one equal PEFT's", false,
         steps(committedModel("tiny_llama"), "regression_lora_tiny_llama", EngineMode::Shared, 1)},
        {"tuning leaves every byte of the base model as it was", false, frozenBytesStay},
        {"20 steps of prompt tuning on the public tiny-bloom equal PEFT's", true,
         [=](const std::string &device) { steps(publicModel("tiny-bloom"), "prompt_data_tiny_bloom")(device); }},
    };
}

}  // namespace warbler
