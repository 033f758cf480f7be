// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/adapter_names.h"

#include <array>
#include <utility>
#include <vector>

#include "core/models/weight_names.h"

namespace warbler {

namespace {
constexpr std::string_view kModel = "base_model.model.", kBase = "base_model.";
constexpr std::array<std::pair<std::string_view, AdapterPart>, 7> kEndings = {
    {{".lora_A.weight", AdapterPart::LoraA},
     {".lora_B.weight", AdapterPart::LoraB},
     {".lora_embedding_A", AdapterPart::TableA},
     {".lora_embedding_B", AdapterPart::TableB},
     {".lora_magnitude_vector", AdapterPart::Magnitude},
     {".trainable_tokens_delta", AdapterPart::TokenRows},
     {".ia3_l", AdapterPart::Ia3}}};

std::vector<std::string> segmentsOf(const std::string &name) {
    std::vector<std::string> segments;
    for (std::size_t start = 0;;) {
        const std::size_t dot = name.find('.', start);
        segments.push_back(name.substr(start, dot == std::string::npos ? dot : dot - start));
        if (dot == std::string::npos)
            return segments;
        start = dot + 1;
    }
}

bool isHead(std::string_view name) {
    for (const char *head : {"score.weight", "classifier.weight", "classifier.bias", "classifier.dense.weight",
                             "classifier.dense.bias", "classifier.out_proj.weight", "classifier.out_proj.bias"})
        if (name == head)
            return true;
    return false;
}
}  // namespace

std::optional<std::string> plainAdapterName(std::string_view nameInFile) {
    const std::vector<std::string> segments = segmentsOf(unwrappedName(nameInFile));
    const std::size_t count = segments.size();
    if (count == 4 && segments[0] == "prompt_encoder" && segments[2] == "embedding" && segments[3] == "weight")
        return "prompt_embeddings";
    std::string plain;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string &segment = segments[i];
        const std::size_t left = count - i - 1;
        if (segment == "original_module" || segment == "trainable_tokens_original")
            return std::nullopt;
        if (segment == "base_layer" || segment == "token_adapter") {
            if (segment == "token_adapter" && left > 0 && segments[i + 1] == "base_layer")
                return std::nullopt;
            continue;
        }
        if (segment == "modules_to_save" && left >= 2) {
            ++i;  // the adapter's name
            continue;
        }
        plain += (plain.empty() ? "" : ".") + segment;
        if ((segment == "lora_A" || segment == "lora_B") && left == 2)
            ++i;
        else if (segment == "lora_magnitude_vector" || segment == "lora_embedding_A" || segment == "lora_embedding_B" ||
                 segment == "trainable_tokens_delta" || segment == "ia3_l")
            break;
    }
    return plain;
}

std::optional<AdapterTensorName> adapterTensorName(std::string_view plainName) {
    if (plainName == "prompt_embeddings")
        return AdapterTensorName{AdapterPart::Prompt, {}};
    if (plainName.substr(0, kBase.size()) != kBase)
        return std::nullopt;
    std::string_view name =
        plainName.substr(plainName.substr(0, kModel.size()) == kModel ? kModel.size() : kBase.size());
    if (isHead(name))
        return AdapterTensorName{AdapterPart::Head, std::string(name)};
    for (const auto &[ending, part] : kEndings)
        if (name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending)
            return AdapterTensorName{part, std::string(name.substr(0, name.size() - ending.size()))};
    const std::size_t dot = name.rfind('.');
    const std::string_view last = dot == std::string_view::npos ? name : name.substr(dot + 1);
    if ((last != "weight" && last != "bias") || name.find("lora_") != std::string_view::npos ||
        name.find("ia3_") != std::string_view::npos)
        return std::nullopt;
    return AdapterTensorName{AdapterPart::Weight, std::string(name)};
}

}  // namespace warbler
