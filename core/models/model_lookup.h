// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace warbler {

// MODEL of the command line: a folder, a repository name in the local Hugging Face cache, or "default" (the encoder
// that set-up installs: $WARBLER_DEFAULT_MODEL, <prefix>/share/warbler/models/, the path recorded at configure). Throws
// Error(MissingModel) naming the places looked at.
std::string findModel(const std::string &model);
std::string defaultModelPath();  // empty if not installed
inline constexpr const char *kDefaultModelName = "sentence-transformers/all-MiniLM-L6-v2";

struct FoundModel {
    std::string name, path;
    bool isComplete = false;
    std::string problem;  // why not
};
std::vector<FoundModel> listModels();  // default and the Hugging Face cache

}  // namespace warbler
