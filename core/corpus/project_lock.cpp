// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/project_lock.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include <nlohmann/json.hpp>

#include "core/base/clock.h"
#include "core/base/error.h"

namespace warbler {

namespace {

std::string userName() {
    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 4096> buffer{};
    if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return found->pw_name;
    return std::to_string(geteuid());
}

std::string hostName() {
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "this computer";
}

std::string ownerText() {
    return nlohmann::json{{"user", userName()}, {"host", hostName()}, {"pid", getpid()}, {"start", nowUtc()}}.dump(
               -1, ' ', false, nlohmann::json::error_handler_t::replace) +
           "\n";
}

// "anna@lab3, pid 4211"
std::string ownerIn(int descriptor) {
    std::array<char, 1024> text{};
    const ssize_t size = pread(descriptor, text.data(), text.size() - 1, 0);
    const nlohmann::json owner =
        nlohmann::json::parse(size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : "", nullptr, false);
    if (!owner.is_object() || !owner.contains("user") || !owner["user"].is_string() || !owner.contains("host") ||
        !owner["host"].is_string() || !owner.contains("pid") || !owner["pid"].is_number_integer())
        return "another program";
    return owner["user"].get<std::string>() + "@" + owner["host"].get<std::string>() + ", pid " +
           std::to_string(owner["pid"].get<long long>());
}

[[noreturn]] void throwNotMade(const std::string &path, int problem) {
    const std::string said = "cannot make " + path + ": " + std::strerror(problem);
    if (problem == ENOSPC || problem == EDQUOT)
        throw Error(ErrorCode::DiskFull, said, "Free some space, then try again.");
    if (problem == EIO)
        throw Error(ErrorCode::IoError, said, "Check the disk, then try again.");
    throw Error(ErrorCode::ReadOnlyProject, said,
                "Open the project read-only, or copy it to a folder that can be written.");
}

}  // namespace

ProjectLock::ProjectLock(const std::string &projectPath) : m_path(projectPath + "-lock") {
    while (!tryOnce()) {
    }
}

bool ProjectLock::tryOnce() {
    m_descriptor = open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644);
    if (m_descriptor < 0)
        throwNotMade(m_path, errno);
    // Belongs to this open file, not to the process: a second opener in this program is refused too, and closing
    // another descriptor of the file releases nothing.
    struct flock wanted {};
    wanted.l_type = F_WRLCK;
    wanted.l_whence = SEEK_SET;
    if (fcntl(m_descriptor, F_OFD_SETLK, &wanted) != 0) {
        const int problem = errno;
        const std::string owner = ownerIn(m_descriptor);
        close(m_descriptor);
        m_descriptor = -1;
        const std::string project = m_path.substr(0, m_path.size() - 5);
        if (problem == EAGAIN || problem == EACCES)
            throw Error(ErrorCode::ProjectInUse, project + " is in use by " + owner,
                        "Close it there, or open it read-only.");
        throw Error(ErrorCode::ReadOnlyProject,
                    project + ": its file system has no locks (" + std::strerror(problem) + ")",
                    "Open the project read-only, or copy it to a disk of this computer.");
    }
    // The last owner may have removed the file between our open and our lock: then the lock is on a file nobody finds.
    struct stat named {
    }, held{};
    if (fstat(m_descriptor, &held) != 0 || stat(m_path.c_str(), &named) != 0 || held.st_ino != named.st_ino ||
        held.st_dev != named.st_dev) {
        close(m_descriptor);
        m_descriptor = -1;
        return false;
    }
    m_wasLeftBehind = m_isUnsettled = held.st_size > 0;
    const std::string text = ownerText();
    // Only a message to others: where it cannot be written, the lock holds all the same.
    if (ftruncate(m_descriptor, 0) != 0 || pwrite(m_descriptor, text.data(), text.size(), 0) < 0)
        return true;
    return true;
}

ProjectLock::~ProjectLock() {
    if (m_descriptor < 0)
        return;
    if (!m_isUnsettled)
        unlink(m_path.c_str());
    close(m_descriptor);
}

bool ProjectLock::isHeld(const std::string &projectPath) {
    const int descriptor = open((projectPath + "-lock").c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0)
        return false;
    struct flock wanted {};
    wanted.l_type = F_RDLCK;
    wanted.l_whence = SEEK_SET;
    const bool isHeld = fcntl(descriptor, F_OFD_GETLK, &wanted) == 0 && wanted.l_type != F_UNLCK;
    close(descriptor);
    return isHeld;
}

bool ProjectLock::isThere(const std::string &projectPath) {
    struct stat facts {};
    return lstat((projectPath + "-lock").c_str(), &facts) == 0;
}

}  // namespace warbler
