// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/folder_replacement.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <sstream>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/descriptor_write.h"
#include "core/base/error.h"
#include "core/base/file_ops.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;
// In a hidden folder: it is being written, so that nothing in it is worth keeping.
constexpr const char *kBegun = ".warbler-begun";
// Likewise: everything is written, so that finishing means going forward; it names the files, one a line.
constexpr const char *kComplete = ".warbler-complete";

std::string realFolder(const std::string &folder) {
    std::error_code failed;
    fs::path path = fs::weakly_canonical(fs::absolute(folder, failed), failed);
    if (failed)
        path = fs::path(folder).lexically_normal();
    return (path.has_filename() ? path : path.parent_path()).string();
}

std::string parentOf(const std::string &folder) { return fs::path(folder).parent_path().string(); }

bool isFolder(const std::string &path) {
    struct stat facts {};
    return ::lstat(path.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode);
}

// A folder that another disk is mounted on can change places with no other; nor can one in a folder that may not be
// written.
bool hasToBeInside(const std::string &target) {
    struct stat own {
    }, parent{};
    if (::stat(target.c_str(), &own) != 0 || ::stat(parentOf(target).c_str(), &parent) != 0)
        return false;
    return own.st_dev != parent.st_dev || ::access(parentOf(target).c_str(), W_OK | X_OK) != 0;
}

std::vector<std::string> namesIn(const std::string &folder) {
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
        if (entry->path().filename() != kComplete && entry->path().filename() != kBegun)
            names.push_back(entry->path().filename().string());
    return names;
}

bool holds(const std::vector<std::string> &names, const std::string &name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Half of a file of our own.
bool isPart(const std::string &name) {
    return name.starts_with('.') && name.ends_with(".part") && name.find(".warbler-") != std::string::npos;
}

bool isAnything(const std::string &path) {
    struct stat facts {};
    return ::lstat(path.c_str(), &facts) == 0;
}

void discard(const std::string &folder) {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
}

void removeMarks(const std::string &folder) {
    ::unlink((folder + "/" + kBegun).c_str());
    ::unlink((folder + "/" + kComplete).c_str());
}

// What is not the writer's in `from` and not in `to` yet.
void moveOthers(const std::string &from, const std::string &to, const OwnNames &ownNames) {
    const std::vector<std::string> own = ownNames(from);
    for (const std::string &name : namesIn(from))
        if (!isPart(name) && !holds(own, name) && !isAnything(to + "/" + name) &&
            ::rename((from + "/" + name).c_str(), (to + "/" + name).c_str()) != 0 && errno != ENOENT)
            throwWriteError(errno, to + "/" + name, 0);
}

// New files from a complete hidden folder inside into their places; what of the writer's is not among them goes first,
// so that no reader takes old and new for one. Done again after a kill it ends the same.
void moveInto(const std::string &part, const std::string &target, const OwnNames &ownNames) {
    std::vector<std::string> names;
    std::istringstream lines(readFile(part + "/" + kComplete));
    for (std::string name; std::getline(lines, name);)
        names.push_back(name);
    for (const std::string &old : ownNames(target))
        if (!holds(names, old) && ::unlink((target + "/" + old).c_str()) != 0 && errno != ENOENT)
            throwWriteError(errno, target + "/" + old, 0);
    for (const std::string &name : names)
        if (::rename((part + "/" + name).c_str(), (target + "/" + name).c_str()) != 0 && errno != ENOENT)
            throwWriteError(errno, target + "/" + name, 0);
    discard(part);
}

int exchangeFolders(const std::string &a, const std::string &b) {
    return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE);
}
}  // namespace

void finishReplacement(const std::string &folder, const OwnNames &ownNames) {
    const std::string target = realFolder(folder);
    try {
        forDeadPartFolders(target, target, [&](const std::string &part) {
            if (isAnything(part + "/" + kComplete))
                moveInto(part, target, ownNames);
            else
                discard(part);
        });
        // Of two renames the first was done: the new folder is whole and its place is empty.
        bool isInTheWay = false;
        forDeadPartFolders(target, parentOf(target), [&](const std::string &part) {
            if (!isAnything(target) && isAnything(part + "/" + kComplete))
                isInTheWay = ::rename(part.c_str(), target.c_str()) != 0 || isInTheWay;
        });
        if (isInTheWay)
            return;
        forDeadPartFolders(target, parentOf(target), [&](const std::string &part) {
            const bool isOld = !isAnything(part + "/" + kBegun) && !isAnything(part + "/" + kComplete);
            if (isOld && isFolder(target))
                moveOthers(part, target, ownNames);
            discard(part);
        });
        removeMarks(target);
    } catch (const Error &) {
        // A folder that may only be read is read as it is; a writer comes to the same fault itself.
    }
}

FolderReplacement::FolderReplacement(const std::string &folder, OwnNames ownNames)
    : m_target(realFolder(folder)), m_ownNames(std::move(ownNames)) {
    if (isAnything(m_target) && !isFolder(m_target))
        throw Error(ErrorCode::Usage, folder + " is a file, and a folder is to be written there",
                    "Name a new folder, or one that is there.");
    finishReplacement(m_target, m_ownNames);
    makeFolders(parentOf(m_target));
    m_isInside = hasToBeInside(m_target);
    if (isFolder(m_target) && ::access(m_target.c_str(), W_OK | X_OK) != 0)
        throwWriteError(errno, m_target, 0);
    m_part = makePartFolder(m_target, m_isInside ? m_target : parentOf(m_target));
    try {
        saveFile(m_part.path + "/" + kBegun, "");
    } catch (const Error &) {
        discard(m_part.path);
        throw;
    }
}

FolderReplacement::~FolderReplacement() {
    if (!m_part.path.empty())
        discard(m_part.path);
}

// The other files are in both folders while these change places, so that whoever has one of them open or looks for it
// finds it.
void FolderReplacement::linkOthers() const {
    const std::vector<std::string> own = m_ownNames(m_target);
    for (const std::string &name : namesIn(m_target)) {
        const std::string from = m_target + "/" + name, to = m_part.path + "/" + name;
        if (holds(own, name) || isAnything(to))
            continue;
        if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), 0) != 0 && errno != EPERM && errno != EXDEV &&
            errno != EMLINK && errno != ENOTSUP && errno != ENOSYS)
            throwWriteError(errno, to, 0);
    }
    struct stat facts {};
    if (::stat(m_target.c_str(), &facts) == 0)
        ::chmod(m_part.path.c_str(), facts.st_mode & 07777);
}

void FolderReplacement::moveIn() {
    if (m_isInside) {
        moveInto(std::exchange(m_part.path, {}), m_target, m_ownNames);  // what fails goes forward at the next start
        return;
    }
    if (!isFolder(m_target)) {
        if (::rename(m_part.path.c_str(), m_target.c_str()) != 0)
            throwWriteError(errno, m_target, 0);
        return;
    }
    // Locked, so that no program takes the old folder, once it is hidden, for one of a dead writer.
    const Descriptor old(::open(m_target.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (old.get() >= 0)
        ::flock(old.get(), LOCK_EX | LOCK_NB);
    linkOthers();
    if (exchangeFolders(m_part.path, m_target) != 0) {
        if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
            throwWriteError(errno, m_target, 0);
        Part aside = makePartFolder(m_target, parentOf(m_target));
        if (::rename(m_target.c_str(), aside.path.c_str()) != 0)
            throwWriteError(errno, m_target, 0);
        if (::rename(m_part.path.c_str(), m_target.c_str()) != 0) {
            const int problem = errno;
            ::rename(aside.path.c_str(), m_target.c_str());
            throwWriteError(problem, m_target, 0);
        }
        m_part = std::move(aside);
    }
    const std::string hidden =
        std::exchange(m_part.path, {});  // from here on it holds others' files: what fails leaves it to the next start
    moveOthers(hidden, m_target, m_ownNames);
    discard(hidden);
}

void FolderReplacement::commit() {
    std::string names;
    for (const std::string &name : namesIn(m_part.path))
        names += name + "\n";
    saveFile(m_part.path + "/" + kComplete, names);  // and the folder is on disk
    ::unlink((m_part.path + "/" + kBegun).c_str());
    moveIn();
    removeMarks(m_target);
    m_part = Part();
    syncFolder(m_target);
    syncFolder(parentOf(m_target));
}

}  // namespace warbler
