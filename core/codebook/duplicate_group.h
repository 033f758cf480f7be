// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace warbler {

// Unicode NFC, handed in by whoever may use a Unicode library.
using TextNormaliser = std::function<std::string(std::string_view)>;

// What makes two tweets duplicates: the text without links and leading "RT @x:", runs of ASCII white space as one
// blank, none at the ends; case kept. Where nothing would be left, the links stay.
std::string duplicateText(std::string_view text, const TextNormaliser &normalise = {});

// Key of the duplicate group: SHA-256 hex of duplicateText.
std::string duplicateGroup(std::string_view text, const TextNormaliser &normalise = {});

}  // namespace warbler
