// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace warbler {

// ":face_with_tears_of_joy:" for U+1F602, as emoji 0.6.0's demojize(); empty for what is no emoji of one code point.
std::string_view emojiName(char32_t c);
// The character of "amp", as Python's html.entities.name2codepoint: the 252 of HTML 4.
std::optional<char32_t> htmlEntity(std::string_view name);

}  // namespace warbler
