// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/label_repeats.h"

namespace warbler {

void LabelRepeats::add(const std::string &id, const std::string &coder, const std::string &label, std::int64_t line) {
    const auto [tweet, isNew] = m_tweets.try_emplace(id, First{label, false});
    if (isNew) {
        ++m_counts.tweets;
    } else {
        ++m_counts.furtherRows;
        if (!tweet->second.isRepeated)
            ++m_counts.repeated;
        tweet->second.isRepeated = true;
        if (tweet->second.label != label)
            ++m_counts.otherLabels;
    }
    if (coder.empty())
        return;
    const auto [own, isFirstOwn] = m_own.try_emplace(coder + '\n' + id, label);
    if (isFirstOwn || own->second == label || ++m_counts.ownRepeats > 1)
        return;
    m_counts.firstOwnLine = line;
    m_counts.firstOwnCoder = coder;
}

}  // namespace warbler
