// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace warbler {

// A file of tests/golden, read once and kept, so that a loop may go over a part of it.
inline const nlohmann::json &golden(const std::string &name) {
    static std::map<std::string, nlohmann::json> files;
    const auto known = files.find(name);
    if (known != files.end())
        return known->second;
    const char *source = std::getenv("WARBLER_TEST_SOURCE");
    std::ifstream file(std::string(source != nullptr ? source : ".") + "/tests/golden/" + name);
    return files.emplace(name, nlohmann::json::parse(file)).first->second;
}

inline bool isNear(double a, double b, double tolerance) { return std::abs(a - b) <= tolerance; }

// null stands for an undefined figure.
inline bool isNear(const std::optional<double> &value, const nlohmann::json &wanted, double tolerance) {
    return value.has_value() == !wanted.is_null() && (!value || isNear(*value, wanted.get<double>(), tolerance));
}

inline bool isNear(const std::vector<double> &values, const nlohmann::json &wanted, double tolerance) {
    if (values.size() != wanted.size())
        return false;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!isNear(values[i], wanted[i].get<double>(), tolerance))
            return false;
    return true;
}

}  // namespace warbler
