// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/agreement/ratings.h"

#include <cassert>

namespace warbler {

Ratings::Ratings(std::size_t coders, int categories) : m_coders(coders), m_categories(categories) {
    assert(coders >= 1 && categories >= 0);
}

void Ratings::add(const std::vector<int> &codes) {
    assert(codes.size() == m_coders);
    for (const int code : codes) {
        assert(code == kNotCoded || (code >= 0 && code < m_categories));
        m_codes.push_back(code);
    }
}

Ratings Ratings::pair(std::size_t a, std::size_t b) const {
    Ratings two(2, m_categories);
    for (std::size_t unit = 0; unit < units(); ++unit)
        two.add({code(unit, a), code(unit, b)});
    return two;
}

Ratings Ratings::oneAgainstRest(int category) const {
    Ratings binary(m_coders, 2);
    std::vector<int> codes(m_coders);
    for (std::size_t unit = 0; unit < units(); ++unit) {
        for (std::size_t coder = 0; coder < m_coders; ++coder) {
            const int given = code(unit, coder);
            codes[coder] = given == kNotCoded ? kNotCoded : given == category ? 1 : 0;
        }
        binary.add(codes);
    }
    return binary;
}

}  // namespace warbler
