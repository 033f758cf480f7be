// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace warbler::dirty {

using Row = std::vector<std::string>;
using Rows = std::vector<Row>;

enum class Quoting { Needed, All, Texts, Never };
struct Style {
    std::string delimiter = ",", open = "\"", close = "\"", escape = "", end = "\n", behindDelimiter = "";
    Quoting quoting = Quoting::Needed;
    bool isEscaped = true;  // else quotes inside stand as they are
};

// What the texts hold; a style without quotes takes plain ones.
enum class Texts { Plain, Commas, Quotes, Lines };

const Row &tweetHeader();  // tweet_id, created_at, text, label
Rows tweets(Texts texts, int count = 80);
// Nine columns of a shop: dates, prices with commas, descriptions and comments with quotes, commas and line breaks.
const Row &orderHeader();
Rows orders(int count = 80);

std::string line(const Row &row, const Style &style);
std::string lines(const Rows &rows, const Style &style);
std::string file(const Rows &rows, const Style &style);  // of tweets, under their header

}  // namespace warbler::dirty
