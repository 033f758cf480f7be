// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace warbler {

// Decodes the code point at text[at] and moves at to the next one. A bad byte gives U+FFFD and moves by one.
char32_t nextCodePoint(std::string_view text, std::size_t &at);
void appendUtf8(std::string &out, char32_t codePoint);
bool isValidUtf8(std::string_view text);
std::string withoutBadUtf8(std::string_view text);  // each bad byte becomes U+FFFD
std::size_t codePointCount(std::string_view text);
// The first code points of text, with an ellipsis where something was cut; for messages.
std::string excerpt(std::string_view text, std::size_t codePoints = 80);
bool isBlank(std::string_view text);  // empty, or white space only (Unicode White_Space)

}  // namespace warbler
