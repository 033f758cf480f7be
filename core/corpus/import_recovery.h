// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/corpus/database.h"

namespace warbler {

// The states of an import, each stored in import_batch.state and each leading to one end, whatever stops the program:
//   reading -> gone                  rows are staged, nobody sees them; nothing else of the project has changed
//   reading -> labelling -> done     decided in one commit, with the categories; then its labels, then all is visible
//   at once done -> undoing -> undone        taken back (import_undo.h): labels, then tweets and categories at once
//   undone -> redoing -> done, or undone -> removing -> removed

// Takes back an import that is still read: its tweets, index entries, rejected rows and the batch itself.
void removeImport(Database &database, std::int64_t batch);
// Makes the staged labels of a decided import events, then shows all its tweets in one transaction. Can be called again
// after an error: it goes on where it was.
void finishImport(Database &database, std::int64_t batch);
bool isImportDecided(Database &database, std::int64_t batch);
// Brings an import that is not done to its end, forwards or backwards as its state says.
void settleImport(Database &database, std::int64_t batch);
// settleImport() of all; at open and before the next import.
void recoverImports(Database &database);

// Steps that import_undo.cpp takes as well.
void removeTweets(Database &database, std::int64_t first, std::int64_t last);
// Swaps the tweets that this import replaced with those of the import: the ones not in use lie in replaced_tweet.
void exchangeReplaced(Connection &connection, std::int64_t batch);
void showTweets(Connection &connection, std::int64_t batch);

}  // namespace warbler
