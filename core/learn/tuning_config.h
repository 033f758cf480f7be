// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/base/task.h"

namespace warbler {

enum class Method { PromptTuning, Lora, Head, Full, HardPrompt };  // HardPrompt: words alone, nothing is trained
enum class PromptInit { Text, Random, SampleVocab };
enum class Pooling {
    Mean,
    FirstRow,
    LastRow,
    Cls
};  // Cls: the real [CLS] row; FirstRow: row 0, a virtual token if there are any
enum class Schedule { Linear, Cosine, Constant };
enum class LossReduction { PerToken, PerExample };
enum class ClassWeights { None, Balanced };
enum class EngineMode { Shared, Naive };
enum class LabelEnd { None, Pad, Eos };  // what is learnt after the label's own tokens

// Every knob of a run with its default; JSON names (= those of --set) are the field names in snake_case as listed in
// tuning_config.cpp. Plain values, copied freely.
struct TuningConfig {
    std::string preset = "standard";
    std::string model = "default";
    Task task = Task::SeqCls;
    Method method = Method::PromptTuning;
    std::int64_t virtualTokens = 8;
    PromptInit init = PromptInit::SampleVocab;
    std::string initText;     // of a hard prompt: its instruction
    std::int64_t shots = 0;   // hard prompt: training tweets shown as examples; 0: zero-shot
    bool trainPrompt = true;  // false: the prompt stays frozen at its start
    Pooling pooling = Pooling::Mean;
    std::string promptTemplate = "{text}";      // "template", of training
    std::string evaluationTemplate;             // empty: the same
    std::string corpusTemplate;                 // empty: as for evaluation
    bool lowerCase = false;                     // texts, initial text and label words
    bool matchSpecialText = false;              // "</s>" inside a tweet is the special token, as the references read it
    std::map<std::string, std::string> labels;  // value -> word, blanks kept
    bool appendEnd = false;                     // every text ends with the model's end-of-sequence token
    bool labelAlone = false;  // label tokens as of a text of its own, special tokens included; else after the text
    LabelEnd labelEnd = LabelEnd::None;
    bool lossOnText = false;  // every token after a text's first is a target, not the label's alone
    bool cutRight = false;    // what is too long loses its right end, label included; else the tweet is shortened
    bool initFromLeft =
        false;  // TEXT: with special tokens, the first N; else without, and the prompt ends with the text
    double learningRate = 1e-2;
    double headLearningRate = 2e-3;
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    double weightDecay = 0.01;
    bool decayBiasAndNorm = true;  // false: tensors of one dimension, biases and norms, are not decayed
    double maxGradientNorm = 0;    // 0: off
    Schedule schedule = Schedule::Linear;
    double warmup = 0.06;             // below 1: share of all steps, else steps
    std::int64_t scheduleSteps = 0;   // 0: by schedule_by_examples
    bool scheduleByExamples = false;  // length = examples * epochs, else the true number of optimiser steps
    bool leakWindow = false;          // an epoch's last rows, fewer than a batch, count in the next epoch's first step
    std::int64_t batchSize = 16;      // examples per optimiser step
    std::int64_t microBatch = 0;      // 0: the whole batch
    std::int64_t epochs = 8;
    std::int64_t maxTokens = 128;  // text tokens of one example, without virtual ones
    bool shuffle = true;
    LossReduction lossReduction = LossReduction::PerExample;
    ClassWeights classWeights = ClassWeights::Balanced;
    std::int64_t averageLastEpochs = 0;  // > 1: the adapter is the mean over the last k epochs
    std::int64_t headFirstEpochs = 0;    // epochs in which only the head learns
    std::string selectBy = "macro_f1";   // validation figure that chooses the best epoch; losses, rmse and mae are best
                                         // low; "none": the last is kept
    std::int64_t evaluateEvery = 0;      // optimiser steps between evaluations; 0: after each epoch
    bool testEachEpoch = false;          // score the test side after every epoch
    std::int64_t patience = 0;           // 0: no early stop
    double minDelta = 0;
    std::int64_t minEpochs = 1;
    std::int64_t rank = 8;  // LoRA
    double alpha = 16;
    double loraDropout = 0;
    std::vector<std::string> targetModules;  // empty: the family's default
    bool dropout = false;                    // the base model's own dropout (faithful presets)
    std::string dtype = "float32";           // "bfloat16"; "float64" for exactness tests
    EngineMode mode = EngineMode::Shared;
    std::string scoring = "constrained";  // or "unconstrained"
    bool answersByText = false;      // unconstrained: a token whose lower-cased text equals a label's is that answer
    bool otherLeavesRecall = false;  // answers that are no label count in accuracy alone
    bool peftLeftPad = false;        // training texts stand where PEFT's padding on the left to max_tokens puts them
    std::uint64_t seed = 42;

    bool operator==(const TuningConfig &) const = default;
};

bool isLowBest(const std::string &selectBy);  // losses and errors, against scores
inline bool isUntrained(const TuningConfig &config) { return config.method == Method::HardPrompt; }
// A figure or weighting that the task does not have: Error(BadConfig) naming the setting and what to write instead.
void checkTask(const TuningConfig &config);
nlohmann::ordered_json toJson(const TuningConfig &config);
// Unknown key, wrong type or value out of range: Error(BadConfig) naming the key, its allowed values and the nearest
// name.
void setField(TuningConfig &config, const std::string &key, const nlohmann::json &value);
// "KEY=VALUE" of --set: a value that parses as JSON is JSON, else a string; \\n and \\t are escapes in template and
// init_text.
void setFieldFromText(TuningConfig &config, const std::string &assignment);
TuningConfig tuningConfigFromJson(const nlohmann::json &json);
// The settings as a project stores them: one line of JSON, bytes that are no UTF-8 replaced.
std::string toText(const TuningConfig &config);
// Back from it; a setting that is not there has its default. Throws Error(BadConfig) as setField.
TuningConfig tuningConfig(const std::string &text);
// The same for lists and overviews: a setting that cannot be read, of a newer program or damaged, has its default.
TuningConfig readableTuningConfig(const std::string &text);

}  // namespace warbler
