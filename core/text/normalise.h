// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace warbler {

// Unicode NFC; bad UTF-8 bytes become U+FFFD.
std::string nfc(std::string_view text);
// As Python's str.lower: full mapping, with the final form of sigma. Bad UTF-8 bytes become U+FFFD.
std::string pythonLower(std::string_view text);

}  // namespace warbler
