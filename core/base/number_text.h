// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace warbler {

std::string shortestText(double value);                    // shortest text that reads back equal; "nan", "inf", "-inf"
std::string fixedText(double value, int decimals);         // rounded half to even as printf, C locale
std::optional<double> parseDouble(std::string_view text);  // the whole text, C locale
std::optional<long long> parseInteger(std::string_view text);
std::string groupedText(long long value);  // 1,000,000, for messages

}  // namespace warbler
