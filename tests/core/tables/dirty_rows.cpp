// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/tables/dirty_rows.h"

namespace warbler::dirty {

namespace {
std::string textOf(int i, Texts texts) {
    static const std::vector<std::string> subjects = {"bus fares",      "the new library", "rain on the harbour",
                                                      "school dinners", "cycle lanes",     "the ferry strike",
                                                      "recycling bins"};
    static const std::vector<std::string> places = {"Harbour Street", "the old mill", "S\xC3\xA3o Jo\xC3\xA3o",
                                                    "the caf\xC3\xA9", "gate 4"};
    const std::string subject = subjects[static_cast<std::size_t>(i) % subjects.size()],
                      place = places[static_cast<std::size_t>(i) % places.size()];
    std::string text = "People talk about " + subject + " near " + place + " again";
    if (texts == Texts::Plain)
        return text + (i % 3 == 0 ? " and will not stop #talk" : i % 3 == 1 ? " @demo_reader" : "");
    if (i % 2 == 0)
        text += ", and nobody listens";
    if (texts == Texts::Quotes && i % 3 == 0)
        text += " (\"really\" so)";
    if (texts == Texts::Lines && i % 4 == 0)
        text += ".\nThe second line, too.";
    return text + (i % 5 == 0 ? " \xF0\x9F\x98\x80" : "");
}

std::string written(const std::string &field, const Style &style, bool isText) {
    const bool isNeeded = field.find(style.delimiter) != std::string::npos ||
                          field.find(style.open) != std::string::npos ||
                          field.find_first_of("\r\n") != std::string::npos;
    const bool isQuoted = style.quoting == Quoting::All || (style.quoting == Quoting::Texts && isText) ||
                          (style.quoting == Quoting::Needed && isNeeded);
    if (!isQuoted)
        return field;
    std::string out = style.open;
    for (const char c : field) {
        const bool isOne =
            std::string(1, c) == style.close || (!style.escape.empty() && std::string(1, c) == style.escape);
        if (isOne && style.isEscaped)
            out += style.escape.empty() ? style.close : style.escape;
        out += c;
    }
    return out + style.close;
}

}  // namespace

const Row &tweetHeader() {
    static const Row header = {"tweet_id", "created_at", "text", "label"};
    return header;
}

Rows tweets(Texts texts, int count) {
    Rows rows;
    for (int i = 0; i < count; ++i) {
        const std::string id =
            std::to_string(1290000000000004321ull + 7919004371ull * static_cast<unsigned long long>(i));
        const std::string day = std::to_string(1 + i % 28);
        rows.push_back({id, "2024-03-" + std::string(day.size() < 2 ? "0" : "") + day + "T10:00:00Z", textOf(i, texts),
                        i % 3 == 0 ? "yes" : "no"});
    }
    return rows;
}

const Row &orderHeader() {
    static const Row header = {"DATE",        "TIME",        "Qty", "PRODUCTID", "Price",
                               "ProductType", "Description", "URL", "Comments"};
    return header;
}

Rows orders(int count) {
    static const Row types = {"Stationery", "Toys", "Kitchen, bath"};
    static const Row things = {"Blue pen, fine", "Board game \"Catan\"", "Novel", "Mug 0.3 l"};
    static const Row comments = {"arrived late and the box was torn", "good quality for the price",
                                 "\"Great\" said my sister, and she knows", "would buy again; fast delivery",
                                 "the colour is not as shown\nbut we keep it"};
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    const auto of = [](const Row &words, int i) { return words[static_cast<std::size_t>(i) % words.size()]; };
    Rows rows;
    for (int i = 0; i < count; ++i)
        rows.push_back({two(1 + i % 28) + "/" + two(1 + i % 12) + "/2018", two(i % 24) + ":" + two(i % 60),
                        std::to_string(1 + i % 7), "PID" + std::to_string(1000 + i),
                        std::to_string(i % 9) + "," + two(i % 100), of(types, i), of(things, i),
                        "http://shop.example/" + std::to_string(1000 + i),
                        of(comments, i) + ", order " + std::to_string(i)});
    return rows;
}

std::string line(const Row &row, const Style &style) {
    std::string out;
    for (std::size_t i = 0; i < row.size(); ++i)
        out += (i == 0 ? "" : style.delimiter + style.behindDelimiter) + written(row[i], style, i == 2);
    return out + style.end;
}

std::string lines(const Rows &rows, const Style &style) {
    std::string out;
    for (const Row &row : rows)
        out += line(row, style);
    return out;
}

std::string file(const Rows &rows, const Style &style) { return line(tweetHeader(), style) + lines(rows, style); }

}  // namespace warbler::dirty
