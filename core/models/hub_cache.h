// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace warbler {

// The local cache of the Hugging Face hub: models--ORG--NAME/refs/REV names a commit, snapshots/COMMIT holds its files.

bool isSafeFileName(std::string_view name);    // [A-Za-z0-9._-]+, neither "." nor ".."
bool isRepositoryName(std::string_view name);  // NAME or ORG/NAME of such parts
std::string hubCacheFolder();                  // $HF_HUB_CACHE, $HF_HOME/hub, else below the user's cache folder
std::optional<std::string>
snapshotOf(const std::string &models);  // of a models--ORG--NAME folder: main, else the only one
std::optional<std::string> findRepository(const std::string &name);    // the snapshot's folder
std::optional<std::string> repositoryOf(const std::string &snapshot);  // "ORG/NAME" of a snapshot's folder
std::vector<std::string> cachedRepositories();                         // names, sorted

}  // namespace warbler
