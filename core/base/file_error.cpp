// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_error.h"

#include <cerrno>
#include <cstring>
#include <string_view>

#include <sys/stat.h>
#include <unistd.h>

namespace warbler {

namespace {

// The part of a path that is itself too long, else the whole path is.
std::string tooLong(const std::string &path) {
    constexpr std::size_t kNameLimit = 255, kShown = 40;
    std::size_t start = 0;
    while (start < path.size()) {
        const std::size_t end = std::min(path.find('/', start), path.size());
        if (end - start > kNameLimit)
            return "the name " + path.substr(start, kShown) + "… has " + std::to_string(end - start) +
                   " bytes; file systems take up to 255";
        start = end + 1;
    }
    return "the path " + path.substr(0, kShown) + "… has " + std::to_string(path.size()) +
           " bytes, more than the system takes";
}

// The first folder on the way to path that may not be entered; empty: path itself is what is forbidden.
std::string closedFolder(const std::string &path) {
    for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
        const std::string folder = path.substr(0, slash);
        struct stat facts {};
        if (::stat(folder.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode) && ::access(folder.c_str(), X_OK) != 0)
            return folder;
    }
    return {};
}

Error readError(int problem, const std::string &path) {
    if (problem == ENAMETOOLONG)
        return {ErrorCode::MissingFile, tooLong(path), "Give it a shorter name."};
    if (problem == ELOOP)
        return {ErrorCode::MissingFile,
                path + " is a symbolic link that leads in a circle, so there is no file behind it",
                "Name the file itself, or mend the link."};
    if (problem == ENOENT || problem == ENOTDIR)
        return {ErrorCode::MissingFile, path + " does not exist", "Check the spelling of the path."};
    if (problem == EACCES || problem == EPERM) {
        const std::string folder = closedFolder(path);
        if (!folder.empty())
            return {ErrorCode::PermissionDenied,
                    path + " cannot be reached: the folder " + folder + " may not be entered",
                    "Ask the folder's owner for the right to enter it, or copy the file to a folder of yours."};
        return {ErrorCode::PermissionDenied, path + " may not be read", "Change its permissions, or ask its owner."};
    }
    if (problem == EISDIR)
        return {ErrorCode::BadData, path + " is a folder, not a file", "Name a file."};
    return {ErrorCode::IoError, path + " cannot be read: " + std::strerror(problem), "Check the disk it lies on."};
}

}  // namespace

void throwReadError(int problem, const std::string &path) { throw readError(problem, path); }

Error errorOf(const std::filesystem::filesystem_error &problem) {
    return readError(problem.code().value(), problem.path1().string());
}

bool isThere(const std::string &path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) == 0)
        return true;
    if (errno != ENOENT && errno != ENOTDIR)
        throwReadError(errno, path);
    return false;
}

}  // namespace warbler
