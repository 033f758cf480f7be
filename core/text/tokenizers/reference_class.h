// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text/tokenizers/tokenizer_config.h"

namespace warbler {

// The tokenizer classes of the reference (transformers 4.57, where 5.24 differs) that read their files in a way of
// their own. Generic: every other, which adds nothing to its tokenizer.json.
enum class ReferenceClass {
    Generic,
    Albert,
    Bart,
    Bert,
    Bloom,
    Camembert,
    Deberta,
    DebertaV2,
    Gemma,
    Gpt2,
    GptNeoX,
    Llama,
    MpNet,
    Qwen2,
    Roberta,
    T5,
    XlmRoberta
};
// By tokenizer_class, else by model_type.
ReferenceClass referenceClassOf(const TokenizerConfig &config);

// The special tokens of a class, "bos_token" to "mask_token" and then the additional ones, as its files say or else as
// the class does.
struct SpecialTokenSet {
    std::vector<std::pair<std::string, SideToken>> named;
    std::vector<SideToken> additional;
    std::optional<std::string> content(const std::string &name) const;  // nullopt: there is none
};
SpecialTokenSet specialTokensOf(ReferenceClass kind, const TokenizerConfig &config);

// The file with what its class changes in it: case and accents of BERT's, prefix spaces, the added tokens of the side
// files with the ids the class gives them, and begin and end where the class decides them. Throws Error(BadTokenizer).
TokenizerFile withSideFiles(TokenizerFile file, ReferenceClass kind, const TokenizerConfig &config);

// "single" of a template with these tokens around the text, each with its id; those that are nullopt are left out.
// Throws Error(BadTokenizer) where one has no id.
nlohmann::json templateAround(const TokenizerFile &file, const std::optional<std::string> &before,
                              const std::optional<std::string> &after);

}  // namespace warbler
