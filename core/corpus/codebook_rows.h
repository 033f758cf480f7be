// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/codebook/codebook.h"
#include "core/corpus/connection.h"

namespace warbler {

// The codebook as it stands in the file, within the transaction of whoever calls. Internal to corpus. Categories of an
// undone import are not part of it.
Codebook loadCodebook(Connection &connection);
// Stores every category as it stands here and the variable, as one revision named `what`; their rows are there already.
void storeCodebook(Connection &connection, const Codebook &codebook, const std::string &what);
// Adds a category and its row, still without a revision. batch: import that brings it, 0 for one made by hand. Errors
// as add().
CodeId insertCategory(Connection &connection, Codebook &codebook, const Category &category, std::int64_t batch);

}  // namespace warbler
