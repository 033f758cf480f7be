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
// A word of the text that has a sign or a capital behind a small letter in this encoding, where several have: then the
// text is in an encoding whose small letters stand there, as Mac Roman's and those of DOS do. "" if hardly one has.
std::string oddWord(std::string_view text, Encoding encoding);

}  // namespace warbler
