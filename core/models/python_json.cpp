// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/python_json.h"

#include <array>
#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

namespace warbler {

namespace {
using Json = nlohmann::json;

// float.__repr__: the shortest digits that read back equal, with an exponent below 1e-4 and from 1e16.
std::string pythonFloat(double value) {
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value < 0 ? "-Infinity" : "Infinity";
    std::array<char, 512> buffer;
    const double size = std::abs(value);
    const auto form =
        size != 0 && (size < 1e-4 || size >= 1e16) ? std::chars_format::scientific : std::chars_format::fixed;
    std::string text(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, form).ptr);
    if (form == std::chars_format::fixed && text.find('.') == std::string::npos)
        text += ".0";
    return text;
}

void write(const Json &value, const std::string &indent, std::string &out) {
    const std::string deeper = indent + "  ";
    if (value.is_number_float()) {
        out += pythonFloat(value.get<double>());
    } else if (value.is_structured() && !value.empty()) {
        out += value.is_object() ? "{" : "[";
        bool isFirst = true;
        for (const auto &item : value.items()) {
            out += (isFirst ? "\n" : ",\n") + deeper;
            isFirst = false;
            if (value.is_object())
                out += Json(item.key()).dump(-1, ' ', true, Json::error_handler_t::replace) + ": ";
            write(item.value(), deeper, out);
        }
        out += "\n" + indent + (value.is_object() ? "}" : "]");
    } else {
        out += value.dump(-1, ' ', true, Json::error_handler_t::replace);
    }
}
}  // namespace

std::string pythonJson(const Json &value) {
    std::string out;
    write(value, "", out);
    return out;
}

}  // namespace warbler
