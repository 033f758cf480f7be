// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/families/load_language_model.h"

#include "core/base/error.h"
#include "core/engine/families/bert.h"
#include "core/engine/families/bloom.h"
#include "core/engine/families/gemma.h"
#include "core/engine/families/gpt2.h"
#include "core/engine/families/llama.h"
#include "core/engine/families/roberta.h"

namespace warbler {

std::shared_ptr<const LanguageModel> loadLanguageModel(const ModelFolder &folder, at::Device device,
                                                       at::ScalarType dtype, Weights weights) {
    const auto decoder = [&](const DecoderFamily &family) {
        return std::make_shared<Decoder>(folder, device, dtype, weights, family);
    };
    switch (folder.config.type) {
    case ModelType::Bert:
        return std::make_shared<Bert>(folder, device, dtype, weights);
    case ModelType::Roberta:
        return std::make_shared<Roberta>(folder, device, dtype, weights);
    case ModelType::Bloom:
        return decoder(bloomFamily(folder.config));
    case ModelType::Gpt2:
        return decoder(gpt2Family(folder.config));
    case ModelType::Llama:
        return decoder(llamaFamily(folder.config));
    case ModelType::Gemma:
        return decoder(gemmaFamily(folder.config));
    }
    throw Error(ErrorCode::UnsupportedModel, folder.path + ": its model_type cannot be run by this version",
                "Use a model of type bert, roberta, xlm-roberta, camembert, bloom, gpt2, llama, mistral or gemma.");
}

}  // namespace warbler
