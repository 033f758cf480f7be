// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/codebook/split.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <numeric>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/sha256.h"

namespace warbler {

namespace {

constexpr std::uint32_t kNotebookSeed = 42;
constexpr std::uint32_t kCodelabSeed = 32, kCodelabRows = 800;

// Rows that must stay together.
struct Unit {
    std::vector<std::uint32_t> rows;
    int category = 0;       // the most frequent one of its rows, ties: the lowest
    Sha256::Digest rank{};  // order of drawing
};

Sha256::Digest rankOf(std::uint64_t seed, std::string_view group) {
    Sha256 hash;
    hash.updateU64(seed);
    hash.update(group);
    return hash.finish();
}

std::uint64_t number(const Sha256::Digest &digest, std::size_t from) {
    std::uint64_t value = 0;
    for (std::size_t i = 8; i-- > 0;)
        value = (value << 8) | digest[from + i];
    return value;
}

// Units in drawing order.
std::vector<Unit> unitsOf(std::span<const int> categories, std::span<const std::string> groups, std::uint64_t seed) {
    assert(groups.empty() || groups.size() == categories.size());
    std::map<std::string, std::vector<std::uint32_t>, std::less<>> rowsOf;
    for (std::size_t row = 0; row < categories.size(); ++row)
        rowsOf[groups.empty() ? std::to_string(row) : groups[row]].push_back(static_cast<std::uint32_t>(row));
    std::vector<Unit> units;
    for (const auto &entry : rowsOf) {
        Unit unit;
        unit.rows = entry.second;
        std::map<int, std::size_t> counts;
        for (std::uint32_t row : unit.rows) {
            assert(categories[row] >= 0);
            ++counts[categories[row]];
        }
        unit.category = std::max_element(counts.begin(), counts.end(), [](const auto &a, const auto &b) {
                            return a.second < b.second;
                        })->first;
        unit.rank = rankOf(seed, entry.first);
        units.push_back(std::move(unit));
    }
    std::sort(units.begin(), units.end(), [](const Unit &a, const Unit &b) { return a.rank < b.rank; });
    return units;
}

std::map<int, std::vector<const Unit *>> strataOf(const std::vector<Unit> &units) {
    std::map<int, std::vector<const Unit *>> strata;
    for (const Unit &unit : units)
        strata[unit.category].push_back(&unit);
    return strata;
}

using Places = std::array<std::uint64_t, 3>;  // per side

std::array<std::uint64_t, 3> parts(SplitRatios ratios) { return {ratios.train, ratios.validation, ratios.test}; }

std::uint64_t total(SplitRatios ratios) { return std::uint64_t(ratios.train) + ratios.validation + ratios.test; }

// rows * ratio, rounded by largest remainder, ties to the earlier side; then one place taken from the largest side for
// each empty one that could have one.
Places placesFor(std::uint64_t rows, std::uint64_t units, SplitRatios ratios) {
    const std::array<std::uint64_t, 3> part = parts(ratios);
    Places places{}, remainder{};
    for (std::size_t side = 0; side < 3; ++side) {
        places[side] = rows * part[side] / total(ratios);
        remainder[side] = rows * part[side] % total(ratios);
    }
    for (std::uint64_t left = rows - std::accumulate(places.begin(), places.end(), std::uint64_t(0)); left > 0;
         --left) {
        const std::size_t side =
            static_cast<std::size_t>(std::max_element(remainder.begin(), remainder.end()) - remainder.begin());
        ++places[side];
        remainder[side] = 0;
    }
    for (std::size_t side = 0; side < 3 && units >= 3; ++side) {
        const auto largest = std::max_element(places.begin(), places.end());
        if (part[side] > 0 && places[side] == 0 && *largest > 1) {
            --*largest;
            ++places[side];
        }
    }
    return places;
}

// Deals a unit to a side with room for it, each free place equally likely; without room anywhere, to the side with
// most.
std::size_t deal(const Unit &unit, const Places &places) {
    const std::uint64_t size = unit.rows.size();
    std::uint64_t free = 0;
    for (std::uint64_t count : places)
        free += count >= size ? count : 0;
    if (free == 0)
        return static_cast<std::size_t>(std::max_element(places.begin(), places.end()) - places.begin());
    std::uint64_t place = number(unit.rank, 8) % free;
    std::size_t side = 0;
    while (places[side] < size || place >= places[side]) {
        place -= places[side] >= size ? places[side] : 0;
        ++side;
    }
    return side;
}

std::vector<std::uint32_t> trainingRows(const std::vector<Side> &sides) {
    std::vector<std::uint32_t> rows;
    for (std::size_t row = 0; row < sides.size(); ++row)
        if (sides[row] == Side::Train)
            rows.push_back(static_cast<std::uint32_t>(row));
    return rows;
}

}  // namespace

std::string_view sideName(Side side) {
    return side == Side::Train ? "train" : side == Side::Validation ? "validation" : "test";
}

std::optional<Side> sideNamed(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (lower == "train")
        return Side::Train;
    if (lower == "val" || lower == "valid" || lower == "validation" || lower == "dev")
        return Side::Validation;
    return lower == "test" ? std::optional<Side>(Side::Test) : std::nullopt;
}

Split makeStratifiedSplit(std::span<const int> categories, std::span<const std::string> groups, SplitRatios ratios,
                          std::uint64_t seed) {
    assert(total(ratios) > 0 && total(ratios) <= 1'000'000);
    const std::vector<Unit> units = unitsOf(categories, groups, seed);
    Split split;
    split.sides.assign(categories.size(), Side::Train);
    for (const auto &stratum : strataOf(units)) {
        std::uint64_t rows = 0;
        for (const Unit *unit : stratum.second)
            rows += unit->rows.size();
        Places places = placesFor(rows, stratum.second.size(), ratios);
        for (const Unit *unit : stratum.second) {
            const std::size_t side = deal(*unit, places);
            places[side] -= std::min<std::uint64_t>(places[side], unit->rows.size());
            for (std::uint32_t row : unit->rows)
                split.sides[row] = static_cast<Side>(side);
        }
    }
    split.trainingOrder = trainingRows(split.sides);
    return split;
}

Side sideOfNewGroup(std::uint64_t seed, std::string_view group, SplitRatios ratios) {
    assert(total(ratios) > 0 && total(ratios) <= 1'000'000);
    // The upper 32 bits as a fraction of 1, times the sum of the parts.
    const std::uint64_t place = (number(rankOf(seed, group), 0) >> 32) * total(ratios) >> 32;
    if (place < ratios.train)
        return Side::Train;
    return place < std::uint64_t(ratios.train) + ratios.validation ? Side::Validation : Side::Test;
}

Split notebookSplit(std::span<const int> categories, int positive, std::uint32_t downsample) {
    const std::uint32_t n = static_cast<std::uint32_t>(categories.size());
    const std::vector<std::uint32_t> order = permutation(n, kNotebookSeed);
    const std::size_t trained = static_cast<std::size_t>(std::uint64_t(n) * 4 / 5);
    Split split;
    split.sides.assign(n, Side::Test);
    std::vector<std::uint32_t> chosen, negatives;
    for (std::size_t i = 0; i < trained; ++i) {
        split.sides[order[i]] = Side::Train;
        (categories[order[i]] == positive ? chosen : negatives).push_back(order[i]);
    }
    assert(downsample <= negatives.size());
    const std::vector<std::uint32_t> drawn = permutation(static_cast<std::uint32_t>(negatives.size()), kNotebookSeed);
    for (std::size_t i = 0; i + downsample < negatives.size(); ++i)
        chosen.push_back(negatives[drawn[i]]);
    for (std::uint32_t i : permutation(static_cast<std::uint32_t>(chosen.size()), kNotebookSeed))
        split.trainingOrder.push_back(chosen[i]);
    return split;
}

Split codelabSplit(std::size_t rows) {
    if (rows <= kCodelabRows)
        throw Error(ErrorCode::TooFewLabels,
                    "the split codelab trains on " + std::to_string(kCodelabRows) +
                        " labelled tweets and tests on the rest; there are " + std::to_string(rows),
                    "Use another split, such as --split 70/15/15.");
    const std::vector<std::uint32_t> order = permutation(static_cast<std::uint32_t>(rows), kCodelabSeed);
    Split split;
    split.sides.assign(rows, Side::Test);
    split.trainingOrder.assign(order.begin(), order.begin() + kCodelabRows);
    for (std::uint32_t row : split.trainingOrder)
        split.sides[row] = Side::Train;
    return split;
}

std::vector<int> kFold(std::span<const int> categories, std::span<const std::string> groups, int k,
                       std::uint64_t seed) {
    if (k < 2)
        throw Error(ErrorCode::Usage, std::to_string(k) + " folds are too few", "Take at least 2.");
    std::vector<Unit> units = unitsOf(categories, groups, seed);
    if (units.size() < static_cast<std::size_t>(k))
        throw Error(ErrorCode::TooFewLabels,
                    std::to_string(units.size()) + " groups of labelled tweets cannot fill " + std::to_string(k) +
                        " folds",
                    "Label more tweets or take fewer folds.");
    // Large groups first, so that single rows even out what these leave.
    std::stable_sort(units.begin(), units.end(),
                     [](const Unit &a, const Unit &b) { return a.rows.size() > b.rows.size(); });
    std::vector<int> foldOf(categories.size(), 0);
    std::vector<std::size_t> rowsIn(static_cast<std::size_t>(k), 0);
    for (const auto &stratum : strataOf(units)) {
        std::vector<std::size_t> ofStratum(static_cast<std::size_t>(k), 0);
        for (const Unit *unit : stratum.second) {
            std::size_t fold = 0;
            for (std::size_t other = 1; other < ofStratum.size(); ++other)
                if (std::pair(ofStratum[other], rowsIn[other]) < std::pair(ofStratum[fold], rowsIn[fold]))
                    fold = other;
            ofStratum[fold] += unit->rows.size();
            rowsIn[fold] += unit->rows.size();
            for (std::uint32_t row : unit->rows)
                foldOf[row] = static_cast<int>(fold);
        }
    }
    return foldOf;
}

}  // namespace warbler
