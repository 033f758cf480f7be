// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/tables/encoding.h"

namespace warbler {

struct CharsetOpinion {
    Encoding encoding = Encoding::Windows1252;
    std::vector<Encoding> others;  // what else was named, likeliest first
    std::string unreadable;        // what uchardet calls it, if Warbler cannot read that; "" else
};

// What uchardet and, for a second opinion, ICU's detector say of text that is not UTF-8; text: lines with bytes beyond
// ASCII.
CharsetOpinion detectCharset(std::string_view text);
// A word that has a sign or a capital after a small letter if the text is read in this encoding, where several words
// do: then the text is in an encoding with small letters at those bytes, such as Mac Roman or one of DOS. "" if hardly
// any do.
std::string oddWord(std::string_view text, Encoding encoding);

}  // namespace warbler
