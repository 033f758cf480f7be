// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/nearest_name.h"

#include <algorithm>
#include <numeric>

namespace warbler {

namespace {
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}
}  // namespace

std::string nearestName(std::string_view wanted, const std::vector<std::string> &names) {
    std::string nearest;
    std::size_t fewest = 0;
    for (const std::string &name : names) {
        const std::size_t distance = editDistance(wanted, name);
        if (distance * 2 > std::max(wanted.size(), name.size()))
            continue;
        if (nearest.empty() || distance < fewest) {
            nearest = name;
            fewest = distance;
        }
    }
    return nearest;
}

std::string joinedNames(const std::vector<std::string> &names) {
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

}  // namespace warbler
