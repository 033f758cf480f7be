// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/base/sha256.h"

namespace warbler {

namespace {
constexpr int kWords = 624;
constexpr int kShift = 397;
constexpr std::uint32_t kMatrix = 0x9908b0dfU;
constexpr std::uint32_t kUpper = 0x80000000U;
constexpr std::uint32_t kLower = 0x7fffffffU;

void refill(std::array<std::uint32_t, kWords> &words) {
    for (int i = 0; i < kWords; ++i) {
        const std::uint32_t mixed = (words[i] & kUpper) | (words[(i + 1) % kWords] & kLower);
        words[i] = words[(i + kShift) % kWords] ^ (mixed >> 1) ^ ((mixed & 1U) != 0 ? kMatrix : 0U);
    }
}
}  // namespace

// Matsumoto and Nishimura 1998, init_genrand of the 2002 revision.
Mt19937::Mt19937(std::uint32_t seed) : m_state{{}, kWords, false, 0.0} {
    for (int i = 0; i < kWords; ++i) {
        m_state.words[i] = seed;
        seed = 1812433253U * (seed ^ (seed >> 30)) + static_cast<std::uint32_t>(i) + 1U;
    }
}

std::uint32_t Mt19937::next() {
    if (m_state.position >= kWords) {
        refill(m_state.words);
        m_state.position = 0;
    }
    std::uint32_t y = m_state.words[m_state.position++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680U;
    y ^= (y << 15) & 0xefc60000U;
    return y ^ (y >> 18);
}

std::uint32_t Mt19937::below(std::uint32_t bound) {
    assert(bound >= 1);
    const std::uint32_t largest = bound - 1;
    if (largest == 0)
        return 0;  // numpy draws nothing here
    std::uint32_t mask = largest;
    for (int shift = 1; shift <= 16; shift *= 2)
        mask |= mask >> shift;
    std::uint32_t value = next() & mask;
    while (value > largest)
        value = next() & mask;
    return value;
}

double Mt19937::uniform() {
    const std::uint32_t high = next() >> 5;
    const std::uint32_t low = next() >> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
}

double Mt19937::normal() {
    if (m_state.hasGauss) {
        m_state.hasGauss = false;
        return std::exchange(m_state.gauss, 0.0);
    }
    double x1 = 0;
    double x2 = 0;
    double squared = 0;
    do {
        x1 = 2.0 * uniform() - 1.0;
        x2 = 2.0 * uniform() - 1.0;
        squared = x1 * x1 + x2 * x2;
    } while (squared >= 1.0 || squared == 0.0);
    const double factor = std::sqrt(-2.0 * std::log(squared) / squared);
    m_state.gauss = factor * x1;
    m_state.hasGauss = true;
    return factor * x2;
}

Mt19937::State Mt19937::state() const { return m_state; }

void Mt19937::restore(const State &state) {
    assert(state.position >= 0 && state.position <= kWords);
    m_state = state;
}

std::vector<std::uint32_t> permutation(std::uint32_t n, Mt19937 &generator) {
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    for (std::uint32_t i = n; i > 1; --i)
        std::swap(order[i - 1], order[generator.below(i)]);
    return order;
}

std::vector<std::uint32_t> permutation(std::uint32_t n, std::uint32_t seed) {
    Mt19937 generator(seed);
    return permutation(n, generator);
}

std::uint32_t streamSeed(std::uint64_t seed, std::string_view name) {
    Sha256 hash;
    hash.updateU64(seed);
    hash.update(name);
    const Sha256::Digest digest = hash.finish();
    std::uint32_t result = 0;
    for (int i = 3; i >= 0; --i)
        result = (result << 8) | digest[static_cast<std::size_t>(i)];
    return result;
}

}  // namespace warbler
