// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/adapter_files.h"

#include <filesystem>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/folder_replacement.h"
#include "core/base/number_text.h"
#include "core/models/whole_model.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;
constexpr std::uint64_t kBesideWeights = std::uint64_t(1) << 20;  // the config and warbler.json

bool isFileIn(const std::string &folder, const char *name) {
    std::error_code failed;
    return fs::exists(fs::symlink_status(folder + "/" + name, failed));
}
}  // namespace

std::vector<std::string> ownAdapterFiles(const std::string &folder) {
    std::vector<std::string> names;
    const auto addIfThere = [&](const char *name) {
        if (isFileIn(folder, name))
            names.push_back(name);
    };
    for (const char *name : {"adapter_config.json", "adapter_model.safetensors", "warbler.json", "word_model.json"})
        addIfThere(name);
    bool isOurModel = false;
    try {
        isOurModel = isWholeModel(folder);
    } catch (const Error &) {
        isOurModel = false;  // a warbler.json that cannot be read says nothing
    }
    if (isOurModel) {
        for (const char *name : {"config.json", "model.safetensors", "generation_config.json"})
            addIfThere(name);
        for (const char *name : kTokenizerFiles)
            addIfThere(name);
    }
    return names;
}

void tryAdapterFolder(const std::string &folder, std::uint64_t bytes) {
    const FolderReplacement tried(folder, ownAdapterFiles);
    if (isFileIn(folder, "config.json") && !isFileIn(folder, "adapter_config.json") && ownAdapterFiles(folder).empty())
        throw Error(ErrorCode::Usage,
                    folder + " holds a model (config.json); a trained adapter in it would be taken for that model's",
                    "Name a new folder, or the one of an earlier adapter.");
    saveFile(tried.path() + "/warbler.json", "{}");
    if (const std::uint64_t space = freeDiskBytes(tried.path()); space < bytes + kBesideWeights)
        throw Error(ErrorCode::DiskFull,
                    "the trained adapter needs " + groupedText(static_cast<long long>(bytes + kBesideWeights)) +
                        " bytes in " + folder + " where " + groupedText(static_cast<long long>(space)) + " are free",
                    "Free some space, or save to another disk, then try again.");
}

}  // namespace warbler
