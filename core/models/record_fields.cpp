// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/record_fields.h"

#include <limits>

#include <nlohmann/json.hpp>

namespace warbler {

namespace {

std::optional<std::int64_t> wholeIn(const nlohmann::ordered_json &value, std::int64_t least, std::int64_t most) {
    if (!value.is_number_integer())
        return {};
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return {};
    const auto number = value.get<std::int64_t>();
    return number < least || number > most ? std::nullopt : std::optional<std::int64_t>(number);
}

}  // namespace

RecordFields::RecordFields(const nlohmann::ordered_json &value, std::string path, const RefuseField &refuse)
    : m_object(value.is_object() ? &value : nullptr), m_path(std::move(path)), m_refuse(&refuse) {
    if (m_object == nullptr)
        refuse(m_path.empty() ? "it" : m_path, "a JSON object");
}

std::string RecordFields::placeOf(const char *key) const { return m_path.empty() ? key : m_path + "." + key; }

void RecordFields::refuse(const char *key, const std::string &wanted) const { (*m_refuse)(placeOf(key), wanted); }

bool RecordFields::has(const char *key) const { return find(key) != nullptr; }

const nlohmann::ordered_json *RecordFields::find(const char *key) const {
    if (m_object == nullptr)
        return nullptr;
    const auto found = m_object->find(key);
    return found == m_object->end() ? nullptr : &*found;
}

std::optional<std::string> RecordFields::text(const char *key) const {
    const nlohmann::ordered_json *value = find(key);
    if (value != nullptr && value->is_string())
        return value->get<std::string>();
    if (value != nullptr)
        refuse(key, "a text");
    return {};
}

std::optional<double> RecordFields::number(const char *key) const {
    const nlohmann::ordered_json *value = find(key);
    if (value != nullptr && value->is_number())
        return value->get<double>();
    if (value != nullptr && !value->is_null())  // a figure that is not defined
        refuse(key, "a number");
    return {};
}

std::optional<std::int64_t> RecordFields::whole(const char *key, std::int64_t least, std::int64_t most) const {
    const nlohmann::ordered_json *value = find(key);
    const std::optional<std::int64_t> number = value != nullptr ? wholeIn(*value, least, most) : std::nullopt;
    if (value != nullptr && !number)
        refuse(key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return number;
}

std::optional<bool> RecordFields::flag(const char *key) const {
    const nlohmann::ordered_json *value = find(key);
    if (value != nullptr && value->is_boolean())
        return value->get<bool>();
    if (value != nullptr)
        refuse(key, "true or false");
    return {};
}

std::optional<RecordFields> RecordFields::object(const char *key) const {
    const nlohmann::ordered_json *value = find(key);
    if (value == nullptr || value->is_null())
        return {};
    return RecordFields(*value, placeOf(key), *m_refuse);
}

const nlohmann::ordered_json *RecordFields::list(const char *key) const {
    const nlohmann::ordered_json *value = find(key);
    if (value != nullptr && !value->is_array()) {
        refuse(key, "a list");
        return nullptr;
    }
    return value;
}

std::optional<std::vector<RecordFields>> RecordFields::objects(const char *key) const {
    const nlohmann::ordered_json *values = list(key);
    if (values == nullptr)
        return {};
    std::vector<RecordFields> objects;
    for (const nlohmann::ordered_json &value : *values)
        objects.emplace_back(value, placeOf(key) + "[" + std::to_string(objects.size()) + "]", *m_refuse);
    return objects;
}

std::optional<std::vector<std::string>> RecordFields::texts(const char *key) const {
    const nlohmann::ordered_json *values = list(key);
    if (values == nullptr)
        return {};
    std::vector<std::string> texts;
    for (const nlohmann::ordered_json &value : *values) {
        if (!value.is_string()) {
            refuse(key, "a list of texts");
            return {};
        }
        texts.push_back(value.get<std::string>());
    }
    return texts;
}

std::optional<std::vector<std::int64_t>> RecordFields::wholes(const char *key, std::int64_t least,
                                                              std::int64_t most) const {
    const nlohmann::ordered_json *values = list(key);
    if (values == nullptr)
        return {};
    std::vector<std::int64_t> numbers;
    for (const nlohmann::ordered_json &value : *values) {
        const std::optional<std::int64_t> number = wholeIn(value, least, most);
        if (!number) {
            refuse(key, "a list of whole numbers from " + std::to_string(least) + " to " + std::to_string(most));
            return {};
        }
        numbers.push_back(*number);
    }
    return numbers;
}

}  // namespace warbler
