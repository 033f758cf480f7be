// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace warbler {

enum class ModelType { Bloom, Gpt2, Llama, Gemma, Bert, Roberta };
const char *modelTypeName(ModelType type);  // "bloom"
bool isDecoder(ModelType type);

// Llama 3's stretch of the rotary angles: long waves divided by factor, short ones kept, a ramp between them.
struct RopeStretch {
    double factor = 1, lowFactor = 1, highFactor = 4;
    std::int64_t trainedPositions = 8192;  // original_max_position_embeddings
    bool operator==(const RopeStretch &) const = default;
};

// config.json of a checkpoint, aliases resolved, every number inside sane limits (hidden 1..65,536, layers 1..512,
// vocabulary 1..1,000,000). Options that are not implemented and not default are refused by name before anything is
// allocated.
struct ModelConfig {
    ModelType type = ModelType::Bert;
    std::string
        typeName;  // model_type as it stands there: "xlm-roberta" and "camembert" are Roberta, "mistral" is Llama
    std::string architecture;  // first of "architectures", may be empty
    std::int64_t hidden = 0, layers = 0, heads = 0, keyValueHeads = 0, headDim = 0;
    std::int64_t intermediate = 0, vocabulary = 0, typeVocabulary = 2;
    std::int64_t maxPositions = 0;                // 0: no limit (ALiBi)
    std::optional<std::int64_t> attentionWindow;  // mistral: rows that a row sees; longer texts are refused
    double normEpsilon = 1e-5, ropeTheta = 10000;
    std::optional<RopeStretch> ropeStretch;
    bool tiedHead = true;
    bool residualAfterNorm = false;    // bloom: apply_residual_connection_post_layernorm
    bool scaleByInverseLayer = false;  // gpt2
    std::string activation;            // "gelu" (erf), "gelu_new" (tanh), "silu"
    double hiddenDropout = 0, attentionDropout = 0;
    std::optional<double> classifierDropout;
    std::optional<std::int64_t> padToken, bosToken, eosToken;
    std::int64_t labels = 2;              // num_labels or the size of id2label
    std::vector<std::string> labelNames;  // of id2label, in order of the ids; empty: not given, or not 0, 1, 2 ...
    bool givesSeveral = false;            // problem_type "multi_label_classification"
    bool givesNumber = false;             // a head of one output: problem_type "regression" or one label
    std::vector<std::string> warnings;    // what was read and cannot be used, a sentence each
    std::string dtype = "float32";        // torch_dtype

    // Positions that hold a text's tokens, fewer than maxPositions in a RoBERTa; 0: no limit.
    std::int64_t textPositions() const;
    // Every trained number of the model without a task head, from the config alone.
    std::int64_t parameters() const;
    std::int64_t headParameters() const;  // of the classification head with `labels` categories
};

// Throws Error(BadConfig | UnsupportedModel | UnsupportedOption | MissingFile) naming file and field.
ModelConfig readModelConfig(const std::string &configPath);

}  // namespace warbler
