// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "core/learn/engine_loader.h"

namespace warbler::test {

// The real library, opened once in the test's own thread; no torch in the test program.
inline Engine &realEngine() {
    static const std::unique_ptr<Engine> engine = loadEngine();
    return *engine;
}

inline ModelFolder tinyModel(const std::string &name) {
    return openModelFolder(std::string(std::getenv("WARBLER_TEST_SOURCE")) + "/tests/data/models/" + name);
}

inline void loadTiny(const std::string &name) {
    Placement placement;
    placement.device = "cpu";
    placement.threads = 1;  // tiny tensors: a second thread would only wait
    realEngine().load(tinyModel(name), placement);
}

// Rows that a head can learn: category 1 exactly where id 150 occurs; lengths 4..11.
inline std::vector<TokenizedExample> rowsWithMark(std::int64_t count, std::int64_t seed) {
    std::vector<TokenizedExample> rows;
    for (std::int64_t i = 0; i < count; ++i) {
        TokenizedExample row;
        row.tweet = TweetId("9" + std::to_string(1000 + i));
        row.ids = {2};
        for (std::int64_t j = 0; j < 3 + (i * 5 + seed) % 8; ++j)
            row.ids.push_back(TokenId(200 + (i * 31 + j * 17 + seed) % 90));
        row.category = std::int32_t((i + seed) % 2);
        if (*row.category == 1)
            row.ids[1 + std::size_t(i) % (row.ids.size() - 1)] = 150;
        row.ids.push_back(3);
        rows.push_back(std::move(row));
    }
    return rows;
}

inline TuningData headData(std::int64_t train = 40, std::int64_t validation = 20) {
    TuningData data;
    data.train = rowsWithMark(train, 1);
    data.validation = rowsWithMark(validation, 2);
    data.scoring.mode = ScoringMode::Head;
    data.scoring.categories = 2;
    data.positive = 1;
    data.configHash = "0011";
    return data;
}

inline TuningConfig headConfig() {
    TuningConfig config;
    config.virtualTokens = 4;
    config.learningRate = 3e-2;
    config.headLearningRate = 3e-2;
    config.batchSize = 8;
    config.epochs = 4;
    return config;
}

// What a run reported.
struct Log {
    std::vector<StepDone> steps;
    std::vector<EpochDone> epochs;
    std::vector<std::string> checkpoints, warnings;
    ReportEvent report() {
        return [this](const JobEvent &event) {
            if (const auto *step = std::get_if<StepDone>(&event))
                steps.push_back(*step);
            if (const auto *epoch = std::get_if<EpochDone>(&event))
                epochs.push_back(*epoch);
            if (const auto *checkpoint = std::get_if<CheckpointTaken>(&event))
                checkpoints.push_back(*checkpoint->bytes);
            if (const auto *warned = std::get_if<Warned>(&event))
                warnings.push_back(warned->sentence);
        };
    }
};

// Sets WARBLER_FAULT for one scope.
class Fault {
public:
    explicit Fault(const char *description) { setenv("WARBLER_FAULT", description, 1); }
    ~Fault() { unsetenv("WARBLER_FAULT"); }
    Fault(const Fault &) = delete;
    Fault &operator=(const Fault &) = delete;
};

}  // namespace warbler::test
