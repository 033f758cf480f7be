// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/classify/side_report.h"
#include "core/classify/trained_model.h"
#include "core/classify/verdict.h"
#include "core/learn/engine.h"
#include "core/study/study.h"

namespace warbler {

// Everything a finished or stopped run leaves.
struct TuneReport {
    TuningResult result;
    TuningConfig config;
    TrainedModel best, last;
    std::string configHash;
    std::string device;
    std::optional<SideReport> validation, test;  // by best; empty: the side has no rows
    std::optional<Verdict> verdict;              // on the test rows, else the validation rows
    std::vector<std::string> warnings;

    const SideReport *sideToShow() const { return test ? &*test : validation ? &*validation : nullptr; }
};

nlohmann::ordered_json toJson(const TuneReport &report, const Study &study);  // what `tune --json` prints

}  // namespace warbler
