// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/merged_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <map>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/folder_replacement.h"
#include "core/base/number_text.h"
#include "core/base/sha256.h"
#include "core/models/adapter_edits.h"
#include "core/models/adapter_files.h"
#include "core/models/adapter_record.h"
#include "core/models/safetensors.h"
#include "core/models/weight_names.h"
#include "core/models/whole_model.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;
constexpr const char *kOtherBase = "Use the base model that adapter_config.json names.";
constexpr std::uint64_t kBesideWeights = std::uint64_t(64) << 20;  // tokenizer and config

// New or empty.
void checkTarget(const std::string &folder) {
    std::error_code failed;
    const bool isThere = fs::exists(fs::symlink_status(folder, failed));
    if (isThere && (!fs::is_directory(folder, failed) || !fs::is_empty(folder, failed)))
        throw Error(ErrorCode::Usage, folder + " exists and is not an empty folder", "Name a new folder with -o.");
}

struct Factors {
    const HostTensor *a = nullptr, *b = nullptr;  // [r, in], [out, r]
    double scale = 0;
};

struct Plan {
    std::map<std::string, std::string> sources;  // name written -> name in the base
    std::map<std::string, Factors> factors;      // by the base's name
    std::map<std::string, const HostTensor *> head;
    std::map<std::string, TensorFacts> facts;  // by the name written
};

bool isLinear(const ModelFolder &base, const std::string &name, const HostTensor &a, const HostTensor &b) {
    const auto found = base.tensors.find(name);
    if (found == base.tensors.end())
        return false;
    std::vector<std::int64_t> shape = {b.shape[0], a.shape[1]};
    if (base.config.type == ModelType::Gpt2 && name != "lm_head.weight")
        std::swap(shape[0], shape[1]);
    return found->second.shape == shape && name.find("embed") == std::string::npos && name != "wte.weight" &&
           name != "wpe.weight" && !(name == "lm_head.weight" && base.config.tiedHead);
}

// The base's own type, also of a tensor that an adapter's changes give in fp32.
DType dtypeOf(const ModelFolder &base, const std::string &name) {
    return base.edits && base.edits->changes(name) ? base.edits->storedType(name) : base.tensors.at(name).dtype;
}

Plan planFor(const ModelFolder &base, const AdapterFolder &adapter) {
    constexpr std::string_view kModel = "base_model.model.", kBase = "base_model.", kA = ".lora_A.weight",
                               kB = ".lora_B.weight";
    Plan plan;
    for (const auto &[key, tensor] : adapter.tensors) {
        if (isWorkedIn(adapter.config, key))
            continue;  // into the base it is read from
        const std::size_t start = key.compare(0, kModel.size(), kModel) == 0 ? kModel.size() : kBase.size();
        std::string module = key.substr(start);
        const bool isA = key.size() > kA.size() && key.compare(key.size() - kA.size(), kA.size(), kA) == 0;
        if (!isA && (key.size() < kB.size() || key.compare(key.size() - kB.size(), kB.size(), kB) != 0)) {
            plan.head[module] = &tensor;
            plan.facts[module] = {tensor.dtype, tensor.shape};
            continue;
        }
        const std::string path = module.substr(0, module.size() - kA.size());
        module = path + ".weight";
        Factors &pair = plan.factors[canonicalTensorName(base.config.type, module).value_or(module)];
        const HostTensor *&place = isA ? pair.a : pair.b;
        if (place != nullptr)
            throw Error(ErrorCode::BadAdapter, adapter.path + ": two tensors are the factor \"" + key + "\"",
                        "Get the adapter again, or train it anew.");
        place = &tensor;
        pair.scale = adapter.config.scaleOf(path);
    }
    for (const auto &[name, pair] : plan.factors)
        if (!isLinear(base, name, *pair.a, *pair.b))
            throw Error(ErrorCode::AdapterMismatch,
                        "the adapter's LoRA factors of " + name + ", " + shapeText(pair.b->shape) + " and " +
                            shapeText(pair.a->shape) + ", fit no linear layer of " + base.path,
                        kOtherBase);
    for (const ExpectedTensor &expected : expectedTensors(base.config)) {
        const auto found = base.tensors.find(expected.name);
        if (found == base.tensors.end())
            continue;
        const bool isHead = expected.role == TensorRole::Classifier || expected.name == "lm_head.weight";
        if (expected.role == TensorRole::Classifier && !plan.head.empty())
            continue;  // the adapter's takes its place
        const std::string written = isHead ? expected.name : std::string(leadingPart(base.config.type)) + expected.name;
        plan.sources[written] = expected.name;
        plan.facts[written] = {dtypeOf(base, expected.name), found->second.shape};
    }
    return plan;
}

std::vector<double> doublesOf(const HostTensor &tensor) {
    if (tensor.dtype != DType::F64) {
        const std::vector<float> values = tensor.toFloats();
        return {values.begin(), values.end()};
    }
    std::vector<double> values(static_cast<std::size_t>(tensor.count()));
    std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
    return values;
}

// values += s B A, rows of values by in-features unless isTransposed.
template <typename Number>
void addProduct(std::vector<Number> &values, const std::vector<Number> &a, const std::vector<Number> &b,
                std::size_t rank, Number scale, bool isTransposed) {
    const std::size_t in = a.size() / rank, out = b.size() / rank;
    std::vector<Number> delta(in);
    for (std::size_t o = 0; o < out; ++o) {
        std::fill(delta.begin(), delta.end(), Number(0));
        for (std::size_t k = 0; k < rank; ++k) {
            const Number factor = b[o * rank + k];
            for (std::size_t i = 0; i < in; ++i)
                delta[i] += factor * a[k * in + i];
        }
        for (std::size_t i = 0; i < in; ++i)
            values[isTransposed ? i * out + o : o * in + i] += scale * delta[i];
    }
}

// W + s B A; GPT-2's layers are [in, out].
HostTensor mergedWeight(const HostTensor &weight, const Factors &pair, double scale, bool isTransposed,
                        const std::string &place) {
    const auto rank = static_cast<std::size_t>(pair.a->shape[0]);
    HostTensor result = weight;
    if (weight.dtype == DType::F64) {
        std::vector<double> values = doublesOf(weight);
        addProduct(values, doublesOf(*pair.a), doublesOf(*pair.b), rank, scale, isTransposed);
        std::memcpy(result.bytes.data(), values.data(), result.bytes.size());
    } else {
        std::vector<float> values = weight.toFloats();
        addProduct(values, pair.a->toFloats(), pair.b->toFloats(), rank, static_cast<float>(scale), isTransposed);
        result = HostTensor::fromFloats(weight.shape, values, weight.dtype);
    }
    for (const double value : doublesOf(result))
        if (!std::isfinite(value))
            throw Error(
                ErrorCode::NotFinite,
                "the merged weight " + place + " holds a number that is not finite in " + dtypeName(weight.dtype),
                "Train the adapter again with a smaller learning rate, or merge it into an fp32 copy of the model.");
    return result;
}

std::vector<std::string> labelsOf(const AdapterRecord &record, const Plan &plan) {
    std::vector<std::string> labels;
    const bool hasRecord = record.categories.has_value();
    if (hasRecord)
        for (const AdapterRecord::Category &category : *record.categories)
            labels.push_back(category.name);
    std::int64_t outputs = 0;
    for (const auto &[name, tensor] : plan.head)
        if (name == "score.weight" || name == "classifier.weight" || name == "classifier.out_proj.weight")
            outputs = tensor->shape.empty() ? 0 : tensor->shape[0];
    if (hasRecord && static_cast<std::int64_t>(std::max<std::size_t>(labels.size(), 1)) != outputs)
        throw Error(ErrorCode::BadAdapter,
                    "the adapter's head has " + std::to_string(outputs) + " outputs, its warbler.json " +
                        std::to_string(labels.size()) + " categories",
                    "Save the adapter again.");
    if (!hasRecord && outputs > 1)
        for (std::int64_t i = 0; i < outputs; ++i)
            labels.push_back("LABEL_" + std::to_string(i));
    return labels;
}

// What the adapter's changes make untrue in the base's config.json: the size of the vocabulary, and that output layer
// and word table are one.
std::string changedConfig(const std::string &text, const ModelFolder &base) {
    if (!base.edits)
        return text;
    nlohmann::ordered_json json = nlohmann::ordered_json::parse(text);
    json["vocab_size"] = base.config.vocabulary;
    if (base.edits->changes("lm_head.weight"))
        json["tie_word_embeddings"] = false;
    return json.dump(2) + "\n";
}

void writeConfig(const ModelFolder &base, const AdapterFolder &adapter, const Plan &plan, const std::string &folder,
                 MergeSummary &summary) {
    copyTokenizer(base.path, folder);
    std::error_code failed;
    if (plan.head.empty()) {
        if (fs::exists(base.path + "/generation_config.json", failed))
            saveFile(folder + "/generation_config.json", readFile(base.path + "/generation_config.json"));
        saveFile(folder + "/config.json", changedConfig(readFile(base.path + "/config.json"), base));
        return;
    }
    const AdapterRecord record = readableAdapterRecord(adapter.warblerJson);
    if (!adapter.warblerJson.empty()) {
        saveFile(folder + "/warbler.json", withWeightsSha256(withMergedMark(adapter.warblerJson),
                                                             sha256HexOfFile(folder + "/model.safetensors")));
        const std::string pooling = record.pooling.value_or("");
        if (!isDecoder(base.config.type) && pooling != "first_row")
            summary.warnings.push_back(
                "the head reads the text with pooling \"" + pooling +
                "\", which transformers' own class does not: other programs compute other logits");
    }
    saveFile(folder + "/config.json",
             changedConfig(classifierConfigText(base, labelsOf(record, plan), base.config.dtype), base));
}

void refuseOtherKinds(const AdapterFolder &adapter) {
    if (!adapter.isWholeModel && (adapter.config.kind == AdapterKind::Lora || adapter.config.kind == AdapterKind::Ia3))
        return;
    const char *kind = adapter.isWholeModel                               ? "a whole fine-tuned model"
                       : adapter.config.kind == AdapterKind::PromptTuning ? "a soft prompt (PROMPT_TUNING)"
                       : adapter.config.kind == AdapterKind::PrefixTuning
                           ? "a prefix of keys and values (PREFIX_TUNING)"
                           : "a head on a frozen model (WARBLER_HEAD)";
    throw Error(
        ErrorCode::UnsupportedOption, adapter.path + " is " + kind + "; only LoRA changes weights that can be merged",
        adapter.isWholeModel ? "Use the folder as it is: it needs no base model." : "Use it as it is, with --adapter.");
}
}  // namespace

MergeSummary mergeAdapter(const ModelFolder &original, const AdapterFolder &adapter, const std::string &folder) {
    refuseOtherKinds(adapter);
    MergeSummary summary;
    const ModelFolder base = adaptedFolder(original, adapter.config, adapter.tensors);
    const Plan plan = planFor(base, adapter);
    if (hasHead(adapter.config.task) && plan.head.empty())
        throw Error(ErrorCode::BadAdapter, adapter.path + ": its task is SEQ_CLS, but it holds no head",
                    "Get the adapter again, or train it anew.");
    for (const auto &written : plan.facts)
        summary.bytes += written.second.bytes();
    checkTarget(folder);
    FolderReplacement beside(folder, ownAdapterFiles);
    if (const std::uint64_t space = freeDiskBytes(beside.path()); space < summary.bytes + kBesideWeights)
        throw Error(ErrorCode::DiskFull,
                    "the merged model needs " + groupedText(static_cast<long long>(summary.bytes + kBesideWeights)) +
                        " bytes where " + groupedText(static_cast<long long>(space)) + " are free",
                    "Free some space, or save to another disk, then try again.");
    const std::string weights = beside.path() + "/model.safetensors";
    SafetensorsWriter writer(weights, plan.facts);
    while (!writer.isComplete()) {
        const std::string &written = writer.next();
        if (const auto head = plan.head.find(written); head != plan.head.end()) {
            writer.add(*head->second);
        } else {
            const std::string &name = plan.sources.at(written);
            HostTensor tensor = base.read(name);
            if (const DType wanted = plan.facts.at(written).dtype; tensor.dtype != wanted)
                tensor = HostTensor::fromFloats(tensor.shape, tensor.toFloats(), wanted);
            summary.merged += base.edits && base.edits->changes(name) ? 1 : 0;
            if (const auto pair = plan.factors.find(name); pair != plan.factors.end()) {
                tensor = mergedWeight(tensor, pair->second, pair->second.scale,
                                      base.config.type == ModelType::Gpt2 && name != "lm_head.weight", name);
                ++summary.merged;
            }
            writer.add(tensor);
        }
        ++summary.tensors;
    }
    writer.commit();
    writeConfig(base, adapter, plan, beside.path(), summary);
    openModelFolder(beside.path());
    beside.commit();
    summary.path = beside.target();
    return summary;
}

}  // namespace warbler
