// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/learn/setting_text.h"
#include "core/learn/tuning_config.h"

namespace warbler {

// What a search may try of one setting: some values, or a range.
struct SearchDimension {
    std::string key;                     // JSON name of a TuningConfig field
    std::vector<nlohmann::json> values;  // empty: low..high
    double low = 0, high = 0;
    bool isLog = false, isWhole = false;  // drawn evenly over the logarithm; rounded
};

// The settings a search goes through. As a file: one JSON object, key -> [values] or {"low": a, "high": b, "log": true,
// "whole": true}.
class SearchSpace {
public:
    // Throws Error(BadConfig) naming file, line and key; every value is tried on `config` first.
    SearchSpace(const std::string &json, const std::string &file, const TuningConfig &config);
    // Values as they were typed, each of one setting; a setting may have several. Throws in the same way.
    static SearchSpace ofTexts(const std::vector<SettingText> &values, const std::string &source,
                               const TuningConfig &config);
    // Learning rates, virtual tokens, initialisation, epochs, weight decay, warm-up, batch: what the method uses of
    // them.
    static SearchSpace usual(const TuningConfig &config);

    // Draw number `trial` (from 1), attempt by attempt anew; the same for a seed on every computer.
    nlohmann::ordered_json draw(std::uint64_t seed, int trial, int attempt) const;
    // All combinations, the last key changing fastest. Throws Error(BadConfig) naming a key that is a range.
    std::vector<nlohmann::ordered_json> grid() const;
    std::string text() const;  // the same for the same space

private:
    std::vector<SearchDimension> m_dimensions;
};

}  // namespace warbler
