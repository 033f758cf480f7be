// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include <stdlib.h>

#include "core/base/error.h"
#include "core/engine/adapt/tuned_model.h"
#include "core/models/adapter_folder.h"
#include "core/models/merged_model.h"
#include "tests/core/engine/case_support.h"
#include "tests/core/engine/cases.h"

namespace warbler {

namespace {

// place: adapter_logits, or newest_adapters of the newest PEFT.
std::string peftFolder(const std::string &name, const std::string &place = "adapter_logits") {
    return std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/golden/" + place + "/" + name;
}

// The head's logits, or the vocabulary's after each text.
void speaksAs(const nlohmann::json &wanted, const std::shared_ptr<const LanguageModel> &model, const Adapter *adapter,
              const std::string &device, const std::string &name) {
    const nlohmann::json texts = golden("adapter_logits/logits.json").at("texts");
    const TunedModel tuned = TunedModel::fromAdapter(model, adapter);
    const at::NoGradGuard noGrad;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::vector<TokenId> ids = texts[i].get<std::vector<TokenId>>();
        at::Tensor logits;
        if (tuned.head()) {
            logits = tuned.head()->logits(tuned.features({Ids(ids)}));
        } else {
            const PackedInput packed = packInput(*model, tuned.prompt(), {Ids(ids)});
            ForwardInput input;
            input.rows = packed.rows;
            input.offsets = packed.offsets;
            input.keep = {packed.offsets.back() - 1};
            input.lora = tuned.lora();
            logits = model->logits(model->forward(input));
        }
        expectNear(logits.flatten(), tensorOf(wanted.at(i)), singleTolerance(device),
                   name + ", text " + std::to_string(i + 1));
    }
}

Adapter adapterOf(const AdapterFolder &folder) {
    Adapter adapter;
    adapter.config = folder.config;
    adapter.tensors = folder.tensors;
    adapter.pooling = folder.config.task == Task::SeqCls ? "first_row" : "last_row";
    return adapter;
}

// A folder as PEFT wrote it, on the model it was made for.
void speaksAsInPeft(const std::string &place, const std::string &name, const std::string &device) {
    const AdapterFolder folder = readAdapterFolder(peftFolder(name, place));
    const Adapter adapter = adapterOf(folder);
    speaksAs(golden(place + "/logits.json").at("cases").at(name),
             loadModel(committedModel(folder.config.baseModel), device), &adapter, device, name);
}

// PEFT itself would be silent and compute without these factors.
void aFactorOfNoLayerIsRefused(const std::string &device) {
    const AdapterFolder folder = readAdapterFolder(peftFolder("lora_causal_bloom"));
    const auto model = loadModel(committedModel(folder.config.baseModel), device);
    Adapter adapter = adapterOf(folder);
    const std::string module = "base_model.model.transformer.h.", rest = ".self_attention.query_key_value";
    for (const char *factor : {".lora_A.weight", ".lora_B.weight"})
        adapter.tensors[module + "2" + rest + factor] = adapter.tensors.at(module + "1" + rest + factor);
    try {
        TunedModel::fromAdapter(model, &adapter);
    } catch (const Error &refusal) {
        expect(refusal.code() == ErrorCode::BadCheckpoint, "refused with another code: " + refusal.detail());
        expect(refusal.detail().find(module + "2" + rest + ".lora_A.weight") != std::string::npos,
               "the tensor is not named: " + refusal.detail());
        expect(!refusal.hint().empty(), "no next step is told");
        return;
    }
    expect(false, "factors of a third layer were ignored on a model of two");
}

// The same worked into the model's weights, which then need no adapter but the head's.
void speaksAsMergedByPeft(const std::string &name, const std::string &device) {
    std::string place = (std::filesystem::temp_directory_path() / "warbler-merged-XXXXXX").string();
    expect(::mkdtemp(place.data()) != nullptr, "no temporary folder");
    const std::shared_ptr<void> gone(nullptr, [&](void *) { std::filesystem::remove_all(place); });
    AdapterFolder folder = readAdapterFolder(peftFolder(name));
    const bool hasHead = folder.config.task == Task::SeqCls;
    if (hasHead)
        folder.warblerJson = R"({"pooling": "first_row", "categories": [{"name": "no"}, {"name": "yes"}]})";
    const MergeSummary summary =
        mergeAdapter(openModelFolder(committedModel(folder.config.baseModel)), folder, place + "/model");
    expect(summary.merged > 0 && summary.warnings.empty(), name + ": nothing was merged, or with a warning");
    const auto model = loadModel(place + "/model", device);
    const nlohmann::json wanted = golden("merged.json").at("cases").at(name);
    if (hasHead) {
        const Adapter head = adapterOf(readAdapterFolder(place + "/model"));
        speaksAs(wanted, model, &head, device, name);
    } else {
        speaksAs(wanted, model, nullptr, device, name);
    }
}

}  // namespace

std::vector<Case> adapterCases() {
    std::vector<Case> cases;
    for (const char *place : {"adapter_logits", "newest_adapters"}) {
        const nlohmann::json all = golden(std::string(place) + "/logits.json");
        const std::string version = all.at("versions").at("peft");
        for (const auto &item : all.at("cases").items())
            cases.push_back(
                {"PEFT's adapter " + item.key() + " of " + version + " gives its logits", false,
                 [place, name = item.key()](const std::string &device) { speaksAsInPeft(place, name, device); }});
    }
    cases.push_back({"an adapter's factor of no layer is refused", false, aFactorOfNoLayerIsRefused});
    const nlohmann::json merged = golden("merged.json");
    for (const auto &item : merged.at("cases").items())
        cases.push_back({"merged as by PEFT, " + item.key() + " gives its logits", false,
                         [name = item.key()](const std::string &device) { speaksAsMergedByPeft(name, device); }});
    return cases;
}

}  // namespace warbler
