// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace warbler {

namespace {
std::optional<std::string> notFinite(double value) {
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value < 0 ? "-inf" : "inf";
    return std::nullopt;
}

template <typename Number>
std::optional<Number> parseWhole(std::string_view text) {
    Number value{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}
}  // namespace

std::string shortestText(double value) {
    if (const auto special = notFinite(value))
        return *special;
    std::array<char, 32> buffer;
    return std::string(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr);
}

std::string fixedText(double value, int decimals) {
    if (const auto special = notFinite(value))
        return *special;
    std::array<char, 512> buffer;  // 309 digits before the point, at most 200 after it
    return std::string(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                                    std::chars_format::fixed, std::min(decimals, 200))
                                          .ptr);
}

std::optional<double> parseDouble(std::string_view text) { return parseWhole<double>(text); }

std::optional<long long> parseInteger(std::string_view text) { return parseWhole<long long>(text); }

std::string groupedText(long long value) {
    const std::string digits = std::to_string(value);
    const std::size_t sign = value < 0 ? 1 : 0;
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > sign && (digits.size() - i) % 3 == 0)
            text += ',';
        text += digits[i];
    }
    return text;
}

}  // namespace warbler
