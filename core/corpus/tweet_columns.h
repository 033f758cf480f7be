// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/corpus/connection.h"
#include "core/tables/column_mapping.h"

namespace warbler {

// A record's fields without id, date and text, which stand in the tweet itself: a LEB128 length and the bytes of each.
std::string packFields(const std::vector<std::string> &fields, const ColumnMapping &mapping);
// All fields again. Throws Error(ProjectDamaged) where the bytes end early.
std::vector<std::string> unpackFields(std::string_view packed, std::size_t columns, const ColumnMapping &mapping, const std::string &id,
                                      const std::string &created, const std::string &text);

// The key of a duplicate group is kept as 32 bytes where it is 64 hex digits, else as text.
void bindGroup(Query &query, int parameter, const std::string &group);
std::string groupText(const Query &row, int column);

}  // namespace warbler
