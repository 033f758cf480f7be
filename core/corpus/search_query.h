// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace warbler {

// What the index of words cannot tell: a hashtag from the plain word, an emoji.
struct Needle {
    enum class End { Word, Any };  // Word: no letter, digit or _ may follow
    std::string text;              // ASCII in lower case
    End end = End::Any;
};

// A search as people write it: words (all of them), "a phrase", prefix*, AND OR NOT; #tram finds the hashtag alone,
// tram both. NOT binds to the next word; OR parts whole conjunctions; within OR a hashtag counts as its word.
struct SearchQuery {
    std::string match;    // for FTS5, every word quoted; empty: no word to look up
    std::string unmatch;  // where there is nothing but NOT: all but these
    std::vector<Needle> contains, lacks;
    bool isEmpty() const { return match.empty() && unmatch.empty() && contains.empty() && lacks.empty(); }
};
SearchQuery parseSearch(std::string_view text);
bool holds(std::string_view text, const Needle &needle);

}  // namespace warbler
