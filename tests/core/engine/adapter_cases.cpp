// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/adapt/tuned_model.h"
#include "core/models/adapter_folder.h"
#include "tests/core/engine/case_support.h"
#include "tests/core/engine/cases.h"

namespace warbler {

namespace {

// A folder as PEFT wrote it, on the model it was made for: the head's logits, or the vocabulary's behind the text.
void speaksAsInPeft(const std::string &name, const std::string &device) {
    const nlohmann::json all = golden("adapter_logits/logits.json"), &wanted = all.at("cases").at(name);
    const AdapterFolder folder = readAdapterFolder(std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/golden/adapter_logits/" + name);
    Adapter adapter;
    adapter.config = folder.config;
    adapter.tensors = folder.tensors;
    adapter.pooling = folder.config.task == TaskType::SeqCls ? "first_row" : "last_row";
    const auto model = loaded(committedModel(folder.config.baseModel), device);
    const TunedModel tuned = TunedModel::fromAdapter(model, &adapter);
    const at::NoGradGuard noGrad;
    for (std::size_t i = 0; i < all.at("texts").size(); ++i) {
        const std::vector<TokenId> ids = all.at("texts")[i].get<std::vector<TokenId>>();
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
        expectNear(logits.flatten(), tensorOf(wanted.at(i)), singleTolerance(device), name + ", text " + std::to_string(i + 1));
    }
}

}  // namespace

std::vector<Case> adapterCases() {
    std::vector<Case> cases;
    const nlohmann::json all = golden("adapter_logits/logits.json");
    for (const auto &item : all.at("cases").items())
        cases.push_back({"PEFT's adapter " + item.key() + " gives its logits", false,
                         [name = item.key()](const std::string &device) { speaksAsInPeft(name, device); }});
    return cases;
}

}  // namespace warbler
