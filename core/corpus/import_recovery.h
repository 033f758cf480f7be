// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/corpus/database.h"

namespace warbler {

// Takes back an import that is not visible yet: its tweets, index entries, rejected rows and the batch itself.
void removeImport(Database &database, std::int64_t batch);
// Makes the staged labels of an import events, then shows all its tweets in one transaction.
void finishImport(Database &database, std::int64_t batch);
// At open: imports cut off while they were read are removed, those cut off behind the last step back are finished.
void recoverImports(Database &database);

}  // namespace warbler
