// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace warbler {

// Milliseconds since 1970 UTC of "2020-06-04 15:02:03", with T, fractions, Z or an offset, or "Thu Jun 04 15:02:03
// +0000 2020"; nullopt for anything else, also for times without seconds. No offset: UTC.
std::optional<std::int64_t> parseCreatedAt(std::string_view text);

}  // namespace warbler
