// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace warbler {

// Text that was UTF-8, was read as windows-1252 and written as UTF-8 again: Ã© for é, â€™ for ’, Ð¿Ñ€ for пр. A
// broken character is sure where its first letter is rare in words, and others where two stand side by side. Where one
// is sure, all are repaired.
bool hasMojibake(std::string_view text);  // text: UTF-8
std::string
withoutMojibake(std::string_view text);  // undone as often as it was done, at most three times; the rest stays as it is
// CESU-8: characters beyond U+FFFF written as two surrogates of three bytes each become UTF-8; everything else stays.
std::string joinSurrogates(std::string_view bytes);

}  // namespace warbler
