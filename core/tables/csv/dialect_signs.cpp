// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/dialect_signs.h"

#include <algorithm>
#include <array>
#include <utility>

namespace warbler {

namespace {
constexpr std::string_view kEscapes = "\\^/~#$!%&*@";

bool endsWithDelimiter(std::string_view text, const std::vector<std::string> &delimiters) {
    return std::any_of(delimiters.begin(), delimiters.end(), [&](const std::string &delimiter) {
        return !delimiter.empty() && text.size() >= delimiter.size() &&
               text.substr(text.size() - delimiter.size()) == delimiter;
    });
}

// Whether one of the places where `what` stands is like that; sees the text before it.
template <typename Holds>
bool isAnywhere(std::string_view text, std::string_view what, Holds holds) {
    for (std::size_t at = text.find(what); !what.empty() && at != std::string_view::npos;
         at = text.find(what, at + what.size()))
        if (holds(text.substr(0, at)))
            return true;
    return false;
}
}  // namespace

std::vector<LineEnds> lineEndCandidates(std::string_view text) {
    std::size_t feeds = 0, returns = 0, pairs = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') {
            ++feeds;
            pairs += i > 0 && text[i - 1] == '\r' ? 1 : 0;
        }
        if (text[i] == '\r' && (i + 1 == text.size() || (text[i + 1] != '\n' && text[i + 1] != '\r')))
            ++returns;
    }
    if (feeds == 0)
        return {LineEnds::Any};
    std::vector<LineEnds> ends = {LineEnds::LineFeed};
    if (returns > feeds)
        ends = {LineEnds::Return, LineEnds::Any, LineEnds::LineFeed};
    else if (returns > 0)
        ends = {LineEnds::LineFeed, LineEnds::Any};
    if (pairs > 1 && pairs < feeds)
        ends.push_back(LineEnds::ReturnFeed);
    return ends;
}

std::size_t countOf(std::string_view text, std::string_view what) {
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size()))
        ++count;
    return count;
}

bool isFieldBegun(std::string_view text, const std::string &open, const std::vector<std::string> &delimiters) {
    return isAnywhere(text, open, [&](std::string_view before) {
        if (before.empty() || before.back() == '\n' || before.back() == '\r')
            return true;
        if (endsWithDelimiter(before, delimiters))
            return true;
        return before.back() == ' ' && endsWithDelimiter(before.substr(0, before.size() - 1), delimiters);
    });
}

bool isBlankBefore(std::string_view text, const std::string &open, const std::vector<std::string> &delimiters) {
    return isAnywhere(text, " " + open, [&](std::string_view before) {
        return endsWithDelimiter(before, delimiters) && before.back() != ' ';
    });
}

std::vector<char> escapesBefore(std::string_view text, const std::string &close,
                                const std::vector<std::string> &delimiters) {
    std::array<std::size_t, 256> before{};
    for (std::size_t at = text.find(close, 1); at != std::string_view::npos; at = text.find(close, at + close.size()))
        ++before[static_cast<unsigned char>(text[at - 1])];
    std::vector<std::pair<std::size_t, char>> counts;
    for (const char escape : kEscapes) {
        std::size_t count = before[static_cast<unsigned char>(escape)];
        if (escape == '\\')
            for (const std::string &delimiter : delimiters)
                count += countOf(text, escape + delimiter);
        if (count > (escape == '\\' ? 0u : 1u))
            counts.emplace_back(escape == '\\' ? text.size() : count, escape);
    }
    std::sort(counts.rbegin(), counts.rend());
    std::vector<char> escapes;
    for (std::size_t i = 0; i < counts.size() && i < 2; ++i)
        escapes.push_back(counts[i].second);
    return escapes;
}

std::size_t innerCount(std::string_view text, const std::string &quotes, const std::vector<std::string> &delimiters) {
    const auto isInner = [&](std::size_t at) {
        const char c = text[at];
        return c != '\n' && c != '\r' && c != quotes.front() && c != quotes.back() &&
               std::none_of(delimiters.begin(), delimiters.end(),
                            [c](const std::string &delimiter) { return delimiter.find(c) != std::string::npos; });
    };
    std::size_t count = 0;
    for (std::size_t at = text.find(quotes); at != std::string_view::npos; at = text.find(quotes, at + quotes.size()))
        if (at > 0 && at + quotes.size() < text.size() && isInner(at - 1) && isInner(at + quotes.size()))
            ++count;
    return count;
}

}  // namespace warbler
