// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/model_lookup.h"

#include <cstdlib>
#include <filesystem>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/models/hub_cache.h"
#include "core/models/model_folder.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;

bool holdsModel(const fs::path &folder) {
    std::error_code failed;
    return fs::exists(folder / "config.json", failed);
}

FoundModel inspectModel(const std::string &name, const std::string &path) {
    FoundModel found{name, path, false, {}};
    if (path.empty()) {
        found.problem = "the download is not complete";
        return found;
    }
    try {
        openModelFolder(path);
        found.isComplete = true;
    } catch (const Error &error) {
        found.problem = error.detail();
    }
    return found;
}
}  // namespace

std::string defaultModelPath() {
    if (const char *given = std::getenv("WARBLER_DEFAULT_MODEL"); given != nullptr && holdsModel(given))
        return fs::absolute(given).string();
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    if (!failed) {
        const fs::path installed = program.parent_path().parent_path() / "share/warbler/models/all-MiniLM-L6-v2";
        if (holdsModel(installed))
            return installed.string();
    }
    const fs::path recorded(WARBLER_RECORDED_MODEL);
    return !recorded.empty() && holdsModel(recorded) ? recorded.string() : std::string();
}

std::string findModel(const std::string &model) {
    constexpr const char *setUp = "Run packaging/setup.sh, which installs it.";
    if (model == "default") {
        const std::string path = defaultModelPath();
        if (path.empty())
            throw Error(ErrorCode::MissingModel, "the default encoder (all-MiniLM-L6-v2) is not installed", setUp);
        return path;
    }
    std::error_code failed;
    if (fs::is_directory(model, failed)) {
        const std::string folder = fs::canonical(model, failed).string();
        return snapshotOf(folder).value_or(folder);
    }
    if (const auto cached = findRepository(model))
        return *cached;
    if (model == kDefaultModelName) {
        const std::string path = defaultModelPath();
        if (!path.empty())
            return path;
    }
    std::string places = "there is no folder " + excerpt(model, 200);
    if (isRepositoryName(model))
        places += ", and " + hubCacheFolder() + " holds no model " + model;
    throw Error(
        ErrorCode::MissingModel, places,
        "Give the folder of a downloaded model, the name of a model in the local Hugging Face cache, or \"default\".");
}

std::vector<FoundModel> listModels() {
    std::vector<FoundModel> models;
    if (const std::string path = defaultModelPath(); !path.empty())
        models.push_back(inspectModel("default", path));
    for (const std::string &name : cachedRepositories())
        models.push_back(inspectModel(name, findRepository(name).value_or("")));
    return models;
}

}  // namespace warbler
