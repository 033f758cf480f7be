// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

namespace warbler {

// Labels of tweets that stand in more than one row of a file.
struct RepeatCounts {
    std::int64_t tweets = 0;       // with a label
    std::int64_t repeated = 0;     // of those: with a label in two rows or more
    std::int64_t furtherRows = 0;  // their rows after the first one
    std::int64_t otherLabels = 0;  // of those rows: with another label than the first
    std::int64_t ownRepeats = 0;   // of those rows: a coder labels the tweet again, and differently
    std::int64_t firstOwnLine = 0;
    std::string firstOwnCoder;
    // A row for each coder's label: most tweets have several.
    bool isRowPerLabel() const { return repeated > 0 && 2 * repeated >= tweets; }
};

// Counts as labelled rows pass; memory grows with them.
class LabelRepeats {
public:
    // coder: "" where nobody is named.
    void add(const std::string &id, const std::string &coder, const std::string &label, std::int64_t line);
    const RepeatCounts &counts() const { return m_counts; }

private:
    struct First {
        std::string label;
        bool isRepeated = false;
    };
    std::unordered_map<std::string, First> m_tweets;
    std::unordered_map<std::string, std::string> m_own;  // coder and tweet -> label
    RepeatCounts m_counts;
};

}  // namespace warbler
