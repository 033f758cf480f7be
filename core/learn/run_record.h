// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace warbler {

// What a run keeps as JSON, its record or its settings. A file is nobody's promise: what is no object holds nothing,
// and a value of another kind than was asked for counts as absent.
class RunRecord {
public:
    explicit RunRecord(const std::string &json);
    std::string text(const char *key, const std::string &otherwise = {}) const;
    double number(const char *key, double otherwise = 0) const;
    std::int64_t whole(const char *key, std::int64_t otherwise = 0) const;
    bool isTrue(const char *key) const;
    struct Category {
        std::string value, name;  // the value where there is no name
    };
    std::optional<std::vector<Category>> categories() const;                 // none: the record does not say
    std::optional<double> metric(const char *side, const char *name) const;  // "test", "macro_f1"
    std::uint64_t seed() const;                                              // of the settings; 42 where they name none

private:
    const nlohmann::json *find(const char *key) const;
    std::shared_ptr<const nlohmann::json> m_json;
};

}  // namespace warbler
