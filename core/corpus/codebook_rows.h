// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/codebook/codebook.h"
#include "core/corpus/connection.h"

namespace warbler {

// Reads the codebook within the caller's transaction; categories of an undone import are left out. Internal to corpus.
Codebook loadCodebook(Connection &connection);
// Stores the categories and the variable as one revision named `what`. The categories' rows have to exist.
void storeCodebook(Connection &connection, const Codebook &codebook, const std::string &what);
// Adds a category and its row, still without a revision. batch: import that brings it, 0 for one made by hand. Errors
// as add().
CodeId insertCategory(Connection &connection, Codebook &codebook, const Category &category, std::int64_t batch);

}  // namespace warbler
