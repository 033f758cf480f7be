// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/adapt/lora.h"

#include <algorithm>
#include <cmath>
#include <regex>
#include <set>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/engine/adapt/host_copy.h"
#include "core/learn/lora_targets.h"
#include "core/learn/nearest_name.h"
#include "core/models/adapter_edits.h"
#include "core/models/adapter_names.h"
#include "core/models/weight_names.h"

namespace warbler {

namespace {

struct Module {
    std::int64_t in = 0, out = 0;
};

// Every module with the shape it has in the checkpoint; a fused layer split for pruning counts once.
std::vector<std::pair<std::string, Module>> modulesOf(const LanguageModel &model) {
    std::vector<std::pair<std::string, Module>> modules;
    for (const Linear *linear : model.linears())
        for (const Linear::Part &part : linear->parts()) {
            const auto same =
                std::find_if(modules.begin(), modules.end(), [&](const auto &m) { return m.first == part.module; });
            if (same == modules.end())
                modules.push_back({part.module, {linear->in(), part.end - part.begin}});
            else
                same->second.out += part.end - part.begin;
        }
    return modules;
}

}  // namespace

std::vector<std::string> loraModules(const LanguageModel &model, const std::vector<std::string> &targets,
                                     bool isRegex) {
    std::vector<std::string> chosen, names;
    const auto wants = [&](const std::string &module) {
        for (const std::string &target : targets) {
            const bool isWholePath = isRegex && target != "all-linear";
            if (isWholePath
                    ? std::regex_match(std::string(leadingPart(model.config().type)) + module, std::regex(target))
                    : isLoraTarget(module, target))
                return true;
        }
        return false;
    };
    for (const auto &module : modulesOf(model)) {
        if (wants(module.first))
            chosen.push_back(module.first);
        const std::string name = module.first.substr(module.first.rfind('.') + 1);
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    }
    if (chosen.empty())
        throw Error(ErrorCode::BadConfig, "target_modules " + joinedNames(targets) + " fit no layer of this model",
                    "It has " + joinedNames(names) + ".");
    return chosen;
}

LoraOverlay freshLora(const LanguageModel &model, const TuningConfig &config) {
    Mt19937 generator(streamSeed(config.seed, "lora"));
    const std::vector<std::string> targets =
        config.targetModules.empty() ? defaultLoraTargets(model.config().type) : config.targetModules;
    const at::TensorOptions options = at::TensorOptions().dtype(exactType(model.dtype())).device(model.device());
    const std::vector<std::string> chosen = loraModules(model, targets, false);
    LoraOverlay overlay;
    for (const auto &module : modulesOf(model)) {
        if (std::find(chosen.begin(), chosen.end(), module.first) == chosen.end())
            continue;
        const double bound = 1 / std::sqrt(double(module.second.in));
        std::vector<double> values(std::size_t(config.rank * module.second.in));
        for (double &value : values)
            value = bound * (2 * generator.uniform() - 1);
        LoraFactors factors;
        factors.a = at::tensor(values, at::kDouble).view({config.rank, module.second.in}).to(options);
        factors.b = at::zeros({module.second.out, config.rank}, options);
        factors.scale = config.alpha / double(config.rank);
        overlay.emplace(module.first, std::move(factors));
    }
    return overlay;
}

LoraOverlay loraFromAdapter(const LanguageModel &model, const Adapter &adapter) {
    const std::string start = "base_model.model.", lead(leadingPart(model.config().type));
    LoraOverlay overlay;
    std::set<std::string> used;
    for (const auto &module : modulesOf(model)) {
        const auto find = [&](const std::string &which) {
            for (const std::string &path : {start + lead + module.first, start + module.first}) {
                const auto found = adapter.tensors.find(path + which);
                if (found != adapter.tensors.end())
                    return found;
            }
            return adapter.tensors.end();
        };
        const auto a = find(".lora_A.weight"), b = find(".lora_B.weight");
        if ((a == adapter.tensors.end() && b == adapter.tensors.end()) ||
            (a != adapter.tensors.end() && isWorkedIn(adapter.config, a->first)))
            continue;
        const auto named = adapterTensorName(a != adapter.tensors.end() ? a->first : b->first);
        const std::string path = named ? named->module : module.first;
        const std::int64_t rank = adapter.config.rankOf(path);
        const std::vector<std::int64_t> shapeA = {rank, module.second.in}, shapeB = {module.second.out, rank};
        if (a == adapter.tensors.end() || b == adapter.tensors.end() || a->second.shape != shapeA ||
            b->second.shape != shapeB)
            throw Error(ErrorCode::AdapterMismatch,
                        "the adapter's LoRA factors of " + module.first + " do not fit the model's layer of " +
                            std::to_string(module.second.out) + " x " + std::to_string(module.second.in) + " at rank " +
                            std::to_string(rank),
                        "Use the base model that adapter_config.json names.");
        used.insert({a->first, b->first});
        LoraFactors factors;
        factors.a = toDevice(a->second, exactType(model.dtype()), model.device());
        factors.b = toDevice(b->second, exactType(model.dtype()), model.device());
        factors.scale = adapter.config.scaleOf(path);
        overlay.emplace(module.first, std::move(factors));
    }
    if (overlay.empty() && !changesWeights(adapter.config, adapter.tensors))
        throw Error(ErrorCode::AdapterMismatch, "none of the adapter's LoRA factors belongs to a layer of this model",
                    "Use the base model that adapter_config.json names.");
    for (const auto &[name, tensor] : adapter.tensors)
        if (name.find(".lora_") != std::string::npos && used.count(name) == 0 && !isWorkedIn(adapter.config, name))
            throw Error(ErrorCode::BadCheckpoint,
                        "the adapter's tensor \"" + name + "\" belongs to no layer of this model, though others do",
                        "Use the base model that adapter_config.json names, or get the adapter again.");
    return overlay;
}

}  // namespace warbler
