// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/part_files.h"

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <mutex>
#include <set>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/descriptor_write.h"

namespace warbler {

namespace {
namespace fs = std::filesystem;
constexpr std::string_view kMark = ".warbler-", kEnd = ".part";
constexpr std::size_t kKeptName = 200;  // bytes of a long name, so that the whole stays below 255

std::string startOfParts(const std::string &target) {
    return "." + fs::path(target).filename().string().substr(0, kKeptName) + std::string(kMark);
}

std::string nextPart(const std::string &target, const std::string &inFolder) {
    static std::atomic<unsigned> count{0};
    return inFolder + "/" + startOfParts(target) + std::to_string(::getpid()) + "-" + std::to_string(count++) +
           std::string(kEnd);
}

// ".NAME" + kMark + digits + "-" + digits + kEnd.
bool isPartName(std::string_view name) {
    const std::size_t mark = name.rfind(kMark);
    if (name.empty() || name[0] != '.' || mark == std::string_view::npos || mark < 2 || !name.ends_with(kEnd))
        return false;
    const std::string_view numbers = name.substr(mark + kMark.size(), name.size() - mark - kMark.size() - kEnd.size());
    const std::size_t dash = numbers.find('-');
    return dash != std::string_view::npos && dash > 0 && dash + 1 < numbers.size() &&
           numbers.find_first_not_of("0123456789-") == std::string_view::npos &&
           numbers.find('-', dash + 1) == std::string_view::npos;
}

// Whether path still names what descriptor holds: between its making and its lock another program may have tidied it
// away.
bool isStillThere(const std::string &path, int descriptor) {
    struct stat held {
    }, there{};
    return ::fstat(descriptor, &held) == 0 && ::lstat(path.c_str(), &there) == 0 && held.st_ino == there.st_ino &&
           held.st_dev == there.st_dev;
}

// The part's own name is cut: a longer target would be refused only when it takes its name.
void refuseLongName(const std::string &target) {
    struct stat facts {};
    if (::lstat(target.c_str(), &facts) != 0 && errno == ENAMETOOLONG)
        throwWriteError(errno, target, 0);
}

// Where the file system has no locks, a part is never taken for dead.
bool isLockedOrCannotBe(int descriptor) { return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK; }

std::vector<std::string> partsIn(const std::string &folder, const std::string &start, fs::file_type type) {
    std::vector<std::string> parts;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
        const std::string name = entry->path().filename().string();
        if (isPartName(name) && name.starts_with(start) && entry->symlink_status(failed).type() == type)
            parts.push_back(entry->path().string());
    }
    return parts;
}

// Ours, of a writer that is gone; locked for as long as the descriptor lives. -1: leave it alone.
Descriptor takeDead(const std::string &part) {
    Descriptor held(::open(part.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat facts {};
    if (held.get() < 0 || ::fstat(held.get(), &facts) != 0 || facts.st_uid != ::geteuid() ||
        ::flock(held.get(), LOCK_EX | LOCK_NB) != 0)
        return Descriptor();
    return held;
}
}  // namespace

Part makePartFile(const std::string &target) {
    refuseLongName(target);
    const std::string folder = fs::path(target).parent_path().string();
    while (true) {
        Part part{nextPart(target, folder.empty() ? "." : folder), Descriptor()};
        part.descriptor = Descriptor(::open(part.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
        if (part.descriptor.get() < 0 && errno != EEXIST)
            throwWriteError(errno, target, 0);
        if (part.descriptor.get() >= 0 && isLockedOrCannotBe(part.descriptor.get()) &&
            isStillThere(part.path, part.descriptor.get()))
            return part;
    }
}

Part makePartFolder(const std::string &target, const std::string &inFolder) {
    refuseLongName(target);
    while (true) {
        Part part{nextPart(target, inFolder), Descriptor()};
        if (::mkdir(part.path.c_str(), 0777) != 0) {
            if (errno != EEXIST)
                throwWriteError(errno, target, 0);
            continue;
        }
        part.descriptor = Descriptor(::open(part.path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (part.descriptor.get() >= 0 && isLockedOrCannotBe(part.descriptor.get()) &&
            isStillThere(part.path, part.descriptor.get()))
            return part;
        if (part.descriptor.get() < 0 && errno != ENOENT)
            throwWriteError(errno, target, 0);
    }
}

void forDeadPartFolders(const std::string &target, const std::string &inFolder,
                        const std::function<void(const std::string &)> &act) {
    for (const std::string &part : partsIn(inFolder, startOfParts(target), fs::file_type::directory)) {
        const Descriptor held = takeDead(part);
        if (held.get() >= 0)
            act(part);
    }
}

void removeDeadPartFiles(const std::string &folder) {
    static std::mutex mutex;
    static std::set<std::string> seen;
    const std::lock_guard lock(mutex);
    if (!seen.insert(folder).second)
        return;
    for (const std::string &part : partsIn(folder, ".", fs::file_type::regular)) {
        const Descriptor held = takeDead(part);
        if (held.get() >= 0)
            ::unlink(part.c_str());
    }
}

}  // namespace warbler
