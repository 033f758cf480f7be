// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/component_fields.h"

#include <algorithm>
#include <utility>

#include "core/base/utf8.h"
#include "core/text/tokenizers/refusal.h"

namespace warbler {

ComponentFields::ComponentFields(const nlohmann::json &json, std::string path, std::string place)
    : m_json(json), m_path(std::move(path)), m_place(std::move(place)) {
    if (!json.is_object())
        refuse("not an object");
}

void ComponentFields::refuse(const std::string &detail) const { throw badTokenizer(m_path, m_place + ": " + detail); }

void ComponentFields::unsupported(const std::string &detail) const {
    throw unsupportedTokenizer(m_path, m_place + ": " + detail);
}

const nlohmann::json *ComponentFields::any(const char *name) {
    m_asked.emplace_back(name);
    const auto found = m_json.find(name);
    return found == m_json.end() || found->is_null() ? nullptr : &*found;
}

void ComponentFields::passOver(const char *name) { m_asked.emplace_back(name); }

std::optional<bool> ComponentFields::flagOrNull(const char *name) {
    const nlohmann::json *value = any(name);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_boolean())
        refuse(std::string(name) + " is neither true nor false");
    return value->get<bool>();
}

bool ComponentFields::flag(const char *name, std::optional<bool> otherwise) {
    const std::optional<bool> value = flagOrNull(name);
    if (!value && !otherwise)
        refuse(std::string(name) + " is missing");
    return value ? *value : *otherwise;
}

std::optional<std::string> ComponentFields::textOrNull(const char *name) {
    const nlohmann::json *value = any(name);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_string())
        refuse(std::string(name) + " is not a text");
    return value->get<std::string>();
}

std::string ComponentFields::text(const char *name, std::optional<std::string> otherwise) {
    std::optional<std::string> value = textOrNull(name);
    if (!value && !otherwise)
        refuse(std::string(name) + " is missing");
    return value ? *std::move(value) : *std::move(otherwise);
}

std::string ComponentFields::type() { return text("type", std::nullopt); }

long long ComponentFields::number(const char *name, long long otherwise) {
    const nlohmann::json *value = any(name);
    if (value == nullptr)
        return otherwise;
    if (!value->is_number_integer() || (value->is_number_unsigned() && value->get<std::uint64_t>() > 1'000'000'000))
        refuse(std::string(name) + " is not a whole number up to 1,000,000,000");
    return value->get<long long>();
}

void ComponentFields::finish() const {
    for (const auto &[name, value] : m_json.items())
        if (std::find(m_asked.begin(), m_asked.end(), name) == m_asked.end() && !value.is_null())
            unsupported("the option \"" + excerpt(name) + "\"");
}

PatternField readPattern(ComponentFields &fields, const char *name) {
    const nlohmann::json *value = fields.any(name);
    if (value == nullptr || !value->is_object() || value->size() != 1 || !value->begin()->is_string())
        fields.refuse(std::string(name) + " is not {\"String\": ...} or {\"Regex\": ...}");
    const std::string &kind = value->begin().key();
    if (kind != "String" && kind != "Regex")
        fields.unsupported(std::string(name) + " of kind \"" + excerpt(kind) + "\"");
    PatternField pattern{value->begin()->get<std::string>(), kind == "Regex"};
    if (pattern.text.empty() || pattern.text.size() > 4096)
        fields.refuse(std::string(name) + " has " + std::to_string(pattern.text.size()) + " bytes; 1 to 4096 are read");
    return pattern;
}

}  // namespace warbler
