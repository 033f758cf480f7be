// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace warbler {

// Tokens back to text, one function for each way tokens spell it. Bytes that make no UTF-8 become U+FFFD.
std::string spelledByBytes(const std::vector<std::string> &tokens);       // one character a byte
std::string spelledByWordPieces(const std::vector<std::string> &tokens);  // "play ##ing": space before all but ## parts
std::string
spelledByMetaspace(const std::vector<std::string> &tokens);  // U+2581 for space, <0x0A> for bytes, first space dropped
std::string
spelledByContinuedParts(const std::vector<std::string> &tokens);     // "pl@@ ay": nothing after @@, else a space
std::string spelledByWords(const std::vector<std::string> &tokens);  // space between

}  // namespace warbler
