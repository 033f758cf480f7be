// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/hub_cache.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/utf8.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;
constexpr std::string_view kPrefix = "models--";

std::string environment(const char *name) {
    const char *value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

// "models--ORG--NAME" <-> "ORG/NAME"
std::string folderName(const std::string &repository) {
    std::string name(kPrefix);
    for (const char c : repository)
        name += c == '/' ? std::string("--") : std::string(1, c);
    return name;
}

std::optional<std::string> repositoryName(const std::string &folder) {
    if (folder.rfind(kPrefix, 0) != 0)
        return std::nullopt;
    std::string name = folder.substr(kPrefix.size());
    if (const std::size_t at = name.find("--"); at != std::string::npos)
        name.replace(at, 2, "/");
    return isRepositoryName(name) ? std::optional(name) : std::nullopt;
}
}  // namespace

bool isSafeFileName(std::string_view name) {
    const auto isAllowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    };
    return !name.empty() && name.size() <= 255 && name != "." && name != ".." &&
           std::all_of(name.begin(), name.end(), isAllowed);
}

bool isRepositoryName(std::string_view name) {
    const std::size_t slash = name.find('/');
    return slash == std::string_view::npos
               ? isSafeFileName(name)
               : isSafeFileName(name.substr(0, slash)) && isSafeFileName(name.substr(slash + 1));
}

std::string hubCacheFolder() {
    for (const char *name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"})
        if (const std::string folder = environment(name); !folder.empty())
            return folder;
    if (const std::string home = environment("HF_HOME"); !home.empty())
        return home + "/hub";
    if (const std::string cache = environment("XDG_CACHE_HOME"); !cache.empty() && cache.front() == '/')
        return cache + "/huggingface/hub";
    return environment("HOME") + "/.cache/huggingface/hub";
}

std::optional<std::string> snapshotOf(const std::string &models) {
    std::error_code failed;
    const fs::path snapshots = fs::path(models) / "snapshots";
    if (!fs::is_directory(snapshots, failed))
        return std::nullopt;
    const fs::path reference = fs::path(models) / "refs" / "main";
    if (fs::is_regular_file(reference, failed) && fs::file_size(reference, failed) <= 256) {
        std::string commit;
        try {
            commit = readFile(reference.string(), 256);
        } catch (const Error &) {
            commit.clear();
        }
        while (!commit.empty() && (commit.back() == '\n' || commit.back() == '\r'))
            commit.pop_back();
        if (isSafeFileName(commit) && fs::is_directory(snapshots / commit, failed))
            return (snapshots / commit).string();
    }
    std::vector<std::string> all;
    for (const auto &entry : fs::directory_iterator(snapshots, failed))
        if (entry.is_directory(failed))
            all.push_back(entry.path().string());
    return all.size() == 1 ? std::optional(all.front()) : std::nullopt;
}

std::optional<std::string> findRepository(const std::string &name) {
    if (!isRepositoryName(name))
        return std::nullopt;
    return snapshotOf(hubCacheFolder() + "/" + folderName(name));
}

std::optional<std::string> repositoryOf(const std::string &snapshot) {
    const fs::path path(snapshot);
    if (path.parent_path().filename() != "snapshots")
        return std::nullopt;
    return repositoryName(path.parent_path().parent_path().filename().string());
}

std::vector<std::string> cachedRepositories() {
    std::vector<std::string> names;
    std::error_code failed;
    for (const auto &entry : fs::directory_iterator(hubCacheFolder(), failed))
        if (const auto name = repositoryName(entry.path().filename().string()))
            names.push_back(*name);
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace warbler
