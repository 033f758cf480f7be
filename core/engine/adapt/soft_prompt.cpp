// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/adapt/soft_prompt.h"

#include "core/base/error.h"
#include "core/base/random.h"

namespace warbler {

at::Tensor initialPrompt(const LanguageModel &model, const TuningConfig &config, std::span<const TokenId> initIds) {
    Mt19937 generator(streamSeed(config.seed, "init"));
    const std::int64_t rows = config.virtualTokens, hidden = model.config().hidden;
    if (config.init == PromptInit::Random) {
        std::vector<float> values(std::size_t(rows * hidden));
        for (float &value : values)
            value = float(generator.normal());
        return at::tensor(values, at::kFloat).view({rows, hidden}).to(model.device());
    }
    std::vector<std::int64_t> ids(initIds.begin(), initIds.end());
    if (config.init == PromptInit::SampleVocab) {
        ids.clear();
        for (std::int64_t i = 0; i < rows; ++i)
            ids.push_back(std::int64_t(generator.below(std::uint32_t(model.config().vocabulary))));
    }
    if (std::int64_t(ids.size()) != rows)
        throw Error(ErrorCode::BadConfig,
                    "the initial text has " + std::to_string(ids.size()) + " tokens, virtual_tokens is " +
                        std::to_string(rows),
                    "Give init_text, or use init=sample_vocab.");
    return model.wordRows(indexTensor(ids, model.device())).to(exactType(model.dtype())).clone();
}

}  // namespace warbler
