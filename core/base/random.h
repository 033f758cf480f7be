// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace warbler {

// MT19937 seeded by init_genrand, so that draws equal numpy's RandomState: Mt19937(42).next() is 1608637542.
class Mt19937 {
public:
    explicit Mt19937(std::uint32_t seed);
    std::uint32_t next();
    std::uint32_t
    below(std::uint32_t bound);  // uniform in 0..bound-1, bound >= 1, by masked rejection as numpy's legacy interval
    double uniform();            // in [0, 1), 53 bits, as numpy's random_sample
    double normal();             // N(0, 1), polar method as numpy's legacy gauss

    struct State {
        std::array<std::uint32_t, 624> words;
        std::int32_t position;
        bool hasGauss;
        double gauss;
    };
    State state() const;
    void restore(const State &state);

private:
    State m_state;
};

// As numpy.random.RandomState(seed).permutation(n): Fisher-Yates from the end.
std::vector<std::uint32_t> permutation(std::uint32_t n, std::uint32_t seed);
std::vector<std::uint32_t> permutation(std::uint32_t n, Mt19937 &generator);

// One recorded seed per run; every stream of draws gets its own, by name ("split", "init", "shuffle.3", "bootstrap").
// First 4 bytes, little-endian, of SHA-256(u64 LE seed, name).
std::uint32_t streamSeed(std::uint64_t seed, std::string_view name);

}  // namespace warbler
