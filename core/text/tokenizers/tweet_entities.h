// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace warbler {

// "&amp;", "&#38;" and "&#x26;" become the characters they name, and vanish where they name none: as w3lib's
// replace_entities in NLTK's TweetTokenizer, its oddities included ("&xi;" counts as a number). May leave surrogates in
// text ("&#xD800;").
void replaceHtmlEntities(std::u32string &text);

}  // namespace warbler
