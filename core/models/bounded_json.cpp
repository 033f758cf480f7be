// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/bounded_json.h"

#include <utility>

#include "core/base/file_ops.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"

namespace warbler {

namespace {
constexpr const char *kFetchAgain = "Get the file again from where it was published.";

std::string excerptOf(const nlohmann::json &value) {
    return excerpt(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), 60);
}

std::string quoteName(const char *name) { return std::string("\"") + name + "\""; }
}  // namespace

nlohmann::json parseBoundedJson(std::string_view text, const std::string &where, ErrorCode code,
                                const JsonLimits &limits) {
    if (text.size() > limits.bytes)
        throw Error(code,
                    where + " is larger than the " + groupedText(static_cast<long long>(limits.bytes)) +
                        " bytes allowed for it",
                    kFetchAgain);
    const nlohmann::json::parser_callback_t checkDepth = [&](int depth, nlohmann::json::parse_event_t event,
                                                             nlohmann::json &) {
        const bool opens =
            event == nlohmann::json::parse_event_t::object_start || event == nlohmann::json::parse_event_t::array_start;
        if (opens && depth >= limits.depth)
            throw Error(code, where + " is nested deeper than " + std::to_string(limits.depth) + " levels",
                        kFetchAgain);
        return true;
    };
    try {
        return nlohmann::json::parse(text.begin(), text.end(), checkDepth);
    } catch (const nlohmann::json::parse_error &error) {
        throw Error(code, where + " is not valid JSON at byte " + std::to_string(error.byte), kFetchAgain);
    } catch (const nlohmann::json::exception &error) {  // a number no double can hold
        throw Error(code, where + " is not valid JSON: " + excerpt(error.what()), kFetchAgain);
    }
}

nlohmann::json readBoundedJson(const std::string &path, ErrorCode code, const JsonLimits &limits) {
    if (fileSize(path) > limits.bytes)
        throw Error(code,
                    path + " is larger than the " + groupedText(static_cast<long long>(limits.bytes)) +
                        " bytes allowed for it",
                    kFetchAgain);
    return parseBoundedJson(readFile(path, limits.bytes), path, code, limits);
}

JsonFields::JsonFields(const nlohmann::json &object, std::string where, ErrorCode code)
    : m_object(object), m_where(std::move(where)), m_code(code) {
    if (!m_object.is_object())
        throw Error(m_code, m_where + " is not a JSON object", kFetchAgain);
}

const nlohmann::json *JsonFields::find(Names names) const {
    const nlohmann::json *found = nullptr;
    const char *foundName = nullptr;
    for (const char *name : names) {
        const auto at = m_object.find(name);
        if (at == m_object.end() || at->is_null())
            continue;
        if (found != nullptr && *found != *at)
            refuse(quoteName(foundName) + " is " + excerptOf(*found) + " but " + quoteName(name) +
                   ", which means the same, is " + excerptOf(*at));
        if (found == nullptr) {
            found = &*at;
            foundName = name;
        }
    }
    return found;
}

std::optional<std::int64_t> JsonFields::integer(Names names, std::int64_t least, std::int64_t most) const {
    const nlohmann::json *value = find(names);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_number_integer())
        refuse(quoteName(*names.begin()) + " is " + excerptOf(*value) + ", not a whole number");
    const bool isHuge =
        value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
    if (isHuge || value->get<std::int64_t>() < least || value->get<std::int64_t>() > most)
        refuse(quoteName(*names.begin()) + " is " + excerptOf(*value) + "; allowed are " + groupedText(least) + " to " +
               groupedText(most));
    return value->get<std::int64_t>();
}

std::int64_t JsonFields::needInteger(Names names, std::int64_t least, std::int64_t most) const {
    const auto value = integer(names, least, most);
    if (!value)
        refuse("the field " + quoteName(*names.begin()) + " is missing");
    return *value;
}

std::optional<double> JsonFields::number(Names names, double least, double most) const {
    const nlohmann::json *value = find(names);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_number())
        refuse(quoteName(*names.begin()) + " is " + excerptOf(*value) + ", not a number");
    const double result = value->get<double>();
    if (!(result >= least && result <= most))
        refuse(quoteName(*names.begin()) + " is " + excerptOf(*value) + "; allowed are " + shortestText(least) +
               " to " + shortestText(most));
    return result;
}

std::optional<bool> JsonFields::flag(Names names) const {
    const nlohmann::json *value = find(names);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_boolean())
        refuse(quoteName(*names.begin()) + " is " + excerptOf(*value) + ", not true or false");
    return value->get<bool>();
}

std::optional<std::string> JsonFields::text(Names names) const {
    const nlohmann::json *value = find(names);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_string())
        refuse(quoteName(*names.begin()) + " is " + excerptOf(*value) + ", not a text");
    return value->get<std::string>();
}

void JsonFields::refuse(const std::string &sentence) const {
    throw Error(m_code, m_where + ": " + sentence, kFetchAgain);
}

void JsonFields::refuseOption(const char *name, const std::string &reason) const {
    const auto at = m_object.find(name);
    const std::string value = at == m_object.end() ? std::string() : " (here " + excerptOf(*at) + ")";
    throw Error(ErrorCode::UnsupportedOption,
                m_where + ": the option " + quoteName(name) + value + " is not supported: " + reason,
                "Use a model or adapter made without this option.");
}

}  // namespace warbler
