// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace warbler {

std::string hexFromBytes(std::string_view bytes);                // two lower-case digits a byte
std::optional<std::string> bytesFromHex(std::string_view text);  // nullopt where other characters stand in it

}  // namespace warbler
