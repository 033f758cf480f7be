// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace warbler {

constexpr int kNotCoded = -1;

// What each coder said about each tweet (one variable, own labels, before disagreements are resolved). A category is
// its index in the codebook's order, which the ordinal and weighted measures take as its rank.
class Ratings {
public:
    Ratings(std::size_t coders, int categories);
    // One tweet: `coders` categories, kNotCoded where a coder gave none.
    void add(const std::vector<int> &codes);

    std::size_t units() const { return m_codes.size() / m_coders; }
    std::size_t coders() const { return m_coders; }
    int categories() const { return m_categories; }
    int code(std::size_t unit, std::size_t coder) const { return m_codes[unit * m_coders + coder]; }
    // Only these two coders, in this order.
    Ratings pair(std::size_t a, std::size_t b) const;
    // That category against all others: 1 and 0.
    Ratings oneAgainstRest(int category) const;

private:
    std::size_t m_coders;
    int m_categories;
    std::vector<int> m_codes;
};

// A coefficient, or why there is none; never 0 or 1 in its place.
struct Coefficient {
    std::optional<double> value;
    std::string reason;
};

// The tweets a statistic is taken over, by index; with repetitions in a resample. Empty Units mean all.
using Units = std::vector<std::uint32_t>;

}  // namespace warbler
