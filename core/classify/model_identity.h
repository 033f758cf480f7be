// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/models/model_folder.h"

namespace warbler {

// SHA-256 over the SHA-256 of config.json and of every weights file. Hashes of large files are kept in the cache folder
// under path, size and time of change, since a checkpoint of gigabytes is read once, not at each start.
std::string modelSha256(const ModelFolder &folder);
// Over all files ids depend on.
std::string tokenizerSha256(const std::string &modelPath);

// What adapter_config.json and reports call this model: a repository name, or the absolute folder.
std::string publicModelName(const ModelFolder &folder);

}  // namespace warbler
