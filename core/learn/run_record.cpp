// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/run_record.h"

#include <nlohmann/json.hpp>

namespace warbler {

RunRecord::RunRecord(const std::string &json)
    : m_json(std::make_shared<const nlohmann::json>(nlohmann::json::parse(json, nullptr, false))) {}

const nlohmann::json *RunRecord::find(const char *key) const {
    if (!m_json->is_object())
        return nullptr;
    const auto found = m_json->find(key);
    return found == m_json->end() ? nullptr : &*found;
}

std::string RunRecord::text(const char *key, const std::string &otherwise) const {
    const nlohmann::json *value = find(key);
    return value != nullptr && value->is_string() ? value->get<std::string>() : otherwise;
}

double RunRecord::number(const char *key, double otherwise) const {
    const nlohmann::json *value = find(key);
    return value != nullptr && value->is_number() ? value->get<double>() : otherwise;
}

std::int64_t RunRecord::whole(const char *key, std::int64_t otherwise) const {
    const nlohmann::json *value = find(key);
    return value != nullptr && value->is_number_integer() ? value->get<std::int64_t>() : otherwise;
}

bool RunRecord::isTrue(const char *key) const {
    const nlohmann::json *value = find(key);
    return value != nullptr && value->is_boolean() && value->get<bool>();
}

std::optional<std::vector<RunRecord::Category>> RunRecord::categories() const {
    const nlohmann::json *stored = find("categories");
    if (stored == nullptr || !stored->is_array())
        return std::nullopt;
    std::vector<Category> categories;
    for (const nlohmann::json &entry : *stored) {
        const auto textAt = [&entry](const char *key) {
            return entry.is_object() && entry.contains(key) && entry[key].is_string() ? entry[key].get<std::string>()
                                                                                      : std::string();
        };
        const std::string value = textAt("value"), name = textAt("name");
        categories.push_back({value, name.empty() ? value : name});
    }
    return categories;
}

std::optional<double> RunRecord::metric(const char *side, const char *name) const {
    const nlohmann::json *figures = find(side);
    if (figures == nullptr || !figures->is_object() || !figures->contains("metrics"))
        return std::nullopt;
    const nlohmann::json &metrics = (*figures)["metrics"];
    if (!metrics.is_object() || !metrics.contains(name) || !metrics[name].is_number())
        return std::nullopt;
    return metrics[name].get<double>();
}

std::uint64_t RunRecord::seed() const {
    constexpr std::uint64_t kDefault = 42;
    const nlohmann::json *value = find("seed");
    return value != nullptr && value->is_number_unsigned() ? value->get<std::uint64_t>() : kDefault;
}

}  // namespace warbler
