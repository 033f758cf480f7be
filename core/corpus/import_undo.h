// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/corpus/database.h"

namespace warbler {

// Takes back an import that is done: its tweets are hidden, its labels get inverse events, the tweets it replaced come
// back, its categories are withdrawn. Works in short transactions; once begun it is always completed, now or when the
// project is opened next. Internal to corpus; LabelRepository::undo calls it.

// Throws Error(Usage), naming them, where people's labels, samples, splits, runs or predictions rest on it since.
void undoImport(Database &database, std::int64_t batch);
// Throws Error(Usage) where a category took a withdrawn one's name meanwhile.
void redoImport(Database &database, std::int64_t batch);
void finishUndo(Database &database, std::int64_t batch);
void finishRedo(Database &database, std::int64_t batch);
// Imports that were undone go for good: a new one makes their redo impossible.
void removeUndoneImports(Database &database);
void finishRemoval(Database &database, std::int64_t batch);

}  // namespace warbler
