// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>

namespace warbler {

// The id a tweet has in its source, bytes as they came: never a number, never a double (19 digits do not survive one).
class TweetId {
public:
    TweetId() = default;
    explicit TweetId(std::string text) : m_text(std::move(text)) {}
    const std::string &text() const { return m_text; }
    bool isEmpty() const { return m_text.empty(); }
    auto operator<=>(const TweetId &) const = default;

private:
    std::string m_text;
};
static_assert(!std::is_constructible_v<TweetId, long long> && !std::is_constructible_v<TweetId, double>);

// The row a tweet has in its project file: 1, 2, 3 ... in import order. A handle, never shown or exported.
struct TweetKey {
    std::int64_t row = 0;
    auto operator<=>(const TweetKey &) const = default;
};

struct RunId {
    std::int64_t row = 0;
    auto operator<=>(const RunId &) const = default;
};

// Permanent id of a category in a project; never used again after the category is archived.
struct CodeId {
    std::int64_t row = 0;
    auto operator<=>(const CodeId &) const = default;
};

using TokenId = std::int32_t;

}  // namespace warbler

template <>
struct std::hash<warbler::TweetId> {
    std::size_t operator()(const warbler::TweetId &id) const noexcept { return std::hash<std::string>()(id.text()); }
};
template <>
struct std::hash<warbler::TweetKey> {
    std::size_t operator()(warbler::TweetKey key) const noexcept { return std::hash<std::int64_t>()(key.row); }
};
template <>
struct std::hash<warbler::CodeId> {
    std::size_t operator()(warbler::CodeId id) const noexcept { return std::hash<std::int64_t>()(id.row); }
};
