// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/corpus/database.h"

namespace warbler {

// Stores bytes of any size in short transactions. Nobody finds them before the caller refers to the blob in a
// transaction of its own; one that is referred to by nothing is removed at the next open.
std::int64_t storeBlobBytes(Database &database, std::string_view bytes);
// Throws Error(ProjectDamaged) where size or SHA-256 differ from what was stored.
std::string blobBytes(Connection &connection, std::int64_t blob);
// Removes a blob in short transactions; nothing may refer to it any more. 0: there is nothing to remove.
void removeBlob(Database &database, std::int64_t blob);
void removeStrayBlobs(Database &database);

}  // namespace warbler
