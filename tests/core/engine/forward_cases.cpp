// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/adapt/packed_input.h"
#include "core/engine/families/bloom.h"
#include "core/models/model_lookup.h"
#include "tests/core/engine/case_support.h"
#include "tests/core/engine/cases.h"

namespace warbler {

namespace {

// All texts of a golden in one pack.
ForwardInput packTexts(const LanguageModel &model, const std::vector<std::vector<TokenId>> &texts) {
    const PackedInput rows = packInput(model, {}, {texts.begin(), texts.end()});
    ForwardInput input;
    input.rows = rows.rows;
    input.offsets = rows.offsets;
    return input;
}

void decoder(const std::string &path, const std::string &name, const std::string &device, at::ScalarType dtype,
             double tolerance) {
    const at::NoGradGuard noGrad;
    const nlohmann::json wanted = golden("forward.json").at(name);
    const auto model = loadModel(path, device, dtype);
    expect(model->config().parameters() == wanted.at("parameters").get<std::int64_t>(),
           "the number of parameters differs");
    ForwardInput input = packTexts(*model, wanted.at("ids").get<std::vector<std::vector<TokenId>>>());
    const at::Tensor all = model->forward(input);
    input.keep.emplace();
    for (std::size_t e = 0; e + 1 < input.offsets.size(); ++e)
        input.keep->push_back(input.offsets[e + 1] - 1);
    const at::Tensor last = model->forward(input);
    expectNear(last, all.index_select(0, indexTensor(*input.keep, model->device())), tolerance,
               "the pruned last layer");
    expectNear(model->logits(last), tensorOf(wanted.at("logits")), tolerance, "the logits");
}

void encoder(const std::string &path, const std::string &name, const std::string &device, at::ScalarType dtype,
             double tolerance) {
    const at::NoGradGuard noGrad;
    const nlohmann::json wanted = golden("forward.json").at(name);
    const auto model = loadModel(path, device, dtype);
    expect(model->config().parameters() == wanted.at("parameters").get<std::int64_t>(),
           "the number of parameters differs");
    ForwardInput input = packTexts(*model, wanted.at("ids").get<std::vector<std::vector<TokenId>>>());
    const at::Tensor all = model->forward(input);
    for (std::size_t e = 0; e + 1 < input.offsets.size(); ++e) {
        const at::Tensor text = all.slice(0, input.offsets[e], input.offsets[e + 1]);
        expectNear(text.mean(0), tensorOf(wanted.at("mean")[e]), tolerance, "the mean of text " + std::to_string(e));
        expectNear(text.slice(1, 0, 16), tensorOf(wanted.at("rows")[e]), tolerance,
                   "the rows of text " + std::to_string(e));
    }
    input.keep = {input.offsets[0], input.offsets[1] - 1, input.offsets[3] - 2};
    expectNear(model->forward(input), all.index_select(0, indexTensor(*input.keep, model->device())), tolerance,
               "the pruned last layer");
}

void slopes(const std::string &) {
    const auto near = [](const std::vector<double> &got, const std::vector<double> &wanted, std::size_t from) {
        for (std::size_t i = 0; i < wanted.size(); ++i)
            expect(std::abs(got[from + i] - wanted[i]) <= 1e-7, "a slope differs");
    };
    near(alibiSlopes(16), {.70710678, .5, .35355339, .25}, 0);
    near(alibiSlopes(16), {.00390625}, 15);
    near(alibiSlopes(6), {.25, .0625, .015625, .00390625, .5, .125}, 0);
    near(alibiSlopes(12),
         {.5, .25, .125, .0625, .03125, .015625, .0078125, .00390625, .70710678, .35355339, .1767767, .08838835}, 0);
}

}  // namespace

std::vector<Case> forwardCases() {
    const auto single = [](auto check, std::string path, std::string name) {
        return [=](const std::string &device) { check(path, name, device, at::kFloat, singleTolerance(device)); };
    };
    std::vector<Case> cases = {
        {"slopes of ALiBi are the published ones", false, slopes},
        {"logits of the tiny BLOOM equal transformers'", false,
         single(decoder, committedModel("tiny_bloom"), "tiny_bloom")},
        {"logits of a BLOOM with six heads equal transformers'", false,
         single(decoder, committedModel("tiny_bloom_6_heads"), "tiny_bloom_6_heads")},
        {"logits of the tiny GPT-2 equal transformers'", false,
         single(decoder, committedModel("tiny_gpt2"), "tiny_gpt2")},
        {"logits of the tiny Llama equal transformers'", false,
         single(decoder, committedModel("tiny_llama"), "tiny_llama")},
        {"logits of the tiny Gemma equal transformers'", false,
         single(decoder, committedModel("tiny_gemma"), "tiny_gemma")},
        {"hidden states of the tiny RoBERTa equal transformers'", false,
         single(encoder, committedModel("tiny_roberta"), "tiny_roberta")},
        {"hidden states of the tiny encoder equal transformers'", false,
         single(encoder, committedModel("tiny_encoder"), "tiny_encoder")},
        {"hidden states of the default encoder equal transformers'", false,
         single(encoder, defaultModelPath(), "default_encoder")},
        {"logits of the public tiny-bloom equal transformers'", true,
         [=](const std::string &device) { single(decoder, publicModel("tiny-bloom"), "data_tiny_bloom")(device); }},
        {"hidden states of the public tiny-bert equal transformers'", true,
         [=](const std::string &device) { single(encoder, publicModel("tiny-bert"), "data_tiny_bert")(device); }},
        {"bf16 stays near fp32", false,
         [](const std::string &device) {
             decoder(committedModel("tiny_bloom"), "tiny_bloom", device, at::kBFloat16, 4e-2);
             encoder(committedModel("tiny_encoder"), "tiny_encoder", device, at::kBFloat16, 4e-2);
         }},
    };
    return cases;
}

}  // namespace warbler
