// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace warbler {

struct JsonLimits {
    std::size_t bytes = std::size_t(1) << 20;
    int depth = 32;
};

// JSON from outside: its size is known before it is parsed, its depth while it is. Throws Error(code) naming where and
// the byte.
nlohmann::json parseBoundedJson(std::string_view text, const std::string &where, ErrorCode code,
                                const JsonLimits &limits = {});
nlohmann::json readBoundedJson(const std::string &path, ErrorCode code, const JsonLimits &limits = {});

// Typed, range-checked fields of one JSON object from outside. A field may have several names; null counts as absent;
// two names with different values are refused. Throws Error(code) naming the file and the field.
class JsonFields {
public:
    using Names = std::initializer_list<const char *>;
    JsonFields(const nlohmann::json &object, std::string where, ErrorCode code);

    const nlohmann::json *find(Names names) const;  // null if absent
    std::optional<std::int64_t> integer(Names names, std::int64_t least, std::int64_t most) const;
    std::int64_t needInteger(Names names, std::int64_t least, std::int64_t most) const;
    std::optional<double> number(Names names, double least, double most) const;
    std::optional<bool> flag(Names names) const;
    std::optional<std::string> text(Names names) const;
    [[noreturn]] void refuse(const std::string &sentence) const;                        // Error(code)
    [[noreturn]] void refuseOption(const char *name, const std::string &reason) const;  // Error(UnsupportedOption)

private:
    const nlohmann::json &m_object;
    std::string m_where;
    ErrorCode m_code;
};

}  // namespace warbler
