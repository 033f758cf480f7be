// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/train/adamw.h"
#include "core/engine/train/schedule.h"
#include "tests/core/engine/case_support.h"
#include "tests/core/engine/cases.h"

namespace warbler {

namespace {

void fiftySteps(const std::string &) {
    const nlohmann::json test = golden("optim.json").at("adamw");
    const at::Tensor parameter = tensorOf(test.at("start")).to(at::kFloat).view({3, 4}).set_requires_grad(true);
    TuningConfig config;
    AdamW optimiser({parameter}, config);
    const LearningRateSchedule schedule{Schedule::Linear, test.at("warmup"), test.at("total")};
    for (std::size_t i = 0; i < test.at("gradients").size(); ++i) {
        parameter.mutable_grad() = tensorOf(test.at("gradients")[i]).to(at::kFloat).view({3, 4});
        optimiser.step({test.at("learning_rate").get<double>() * schedule.factor(std::int64_t(i))});
        expectNear(parameter.flatten(), tensorOf(test.at("values")[i]), 1e-7, "step " + std::to_string(i + 1));
    }
}

void schedules(const std::string &) {
    const nlohmann::json test = golden("optim.json");
    for (const auto &[name, kind] : {std::pair("linear", Schedule::Linear), std::pair("cosine", Schedule::Cosine)}) {
        const nlohmann::json &wanted = test.at(name);
        const LearningRateSchedule schedule{kind, wanted.at("warmup"), wanted.at("total")};
        for (std::size_t k = 0; k < wanted.at("factors").size(); ++k)
            expect(std::abs(schedule.factor(std::int64_t(k)) - wanted.at("factors")[k].get<double>()) <= 1e-9,
                   std::string(name) + " differs at step " + std::to_string(k));
    }
}

// Acceptance test 5: the numbers of the specification.
void publishedSchedule(const std::string &) {
    const auto rate = [](double top, std::int64_t warmup, std::int64_t total, std::int64_t k, double wanted) {
        const double got = top * LearningRateSchedule{Schedule::Linear, warmup, total}.factor(k);
        expect(std::abs(got - wanted) <= 1e-6 * std::max(wanted, 1e-9),
               "k=" + std::to_string(k) + " gives " + std::to_string(got));
    };
    rate(3e-4, 0, 2000, 0, 3e-4);
    rate(3e-4, 0, 2000, 1, 2.9985e-4);
    rate(3e-4, 0, 2000, 2, 2.997e-4);
    rate(3e-4, 0, 2000, 999, 1.5015e-4);
    rate(3e-4, 0, 1000, 999, 3e-7);
    rate(3e-2, 0, 350, 349, 3e-2 / 350);
    rate(1e-3, 10, 100, 0, 0);
    rate(1e-3, 10, 100, 1, 1e-4);
    rate(1e-3, 10, 100, 10, 1e-3);
    rate(1e-3, 10, 100, 11, 1e-3 * 89 / 90);
    expect(std::abs(3e-2 / 350 - 8.571429e-5) < 1e-11 && std::abs(1e-3 * 89 / 90 - 9.888889e-4) < 1e-10,
           "the constants themselves");
}

}  // namespace

std::vector<Case> optimiserCases() {
    return {{"50 steps of AdamW equal torch's", false, fiftySteps},
            {"linear and cosine schedules equal transformers'", false, schedules},
            {"the linear schedule gives the specification's numbers", false, publishedSchedule}};
}

}  // namespace warbler
