// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/project_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "core/base/file_error.h"

namespace warbler {

namespace {

constexpr std::string_view kMagic("SQLite format 3\0", 16);
constexpr std::size_t kHeaderBytes = 100;
constexpr std::size_t kWriteVersionAt = 18, kReadVersionAt = 19;
constexpr unsigned char kLogVersion = 2;  // 1: a journal
constexpr std::size_t kVersionAt = 60;    // user_version, big-endian
constexpr std::size_t kApplicationAt = 68;

// f_type of statfs(2). What is not here is treated as a network.
constexpr std::array<std::uint32_t, 12> kLocal = {
    0xEF53,      // ext2, ext3, ext4
    0x58465342,  // xfs
    0x9123683E,  // btrfs
    0x01021994,  // tmpfs
    0xF2F52010,  // f2fs
    0x2FC12FC1,  // zfs
    0x794C7630,  // overlayfs
    0x858458F6,  // ramfs
    0xCA451A4E,  // bcachefs
    0x3153464A,  // jfs
    0x52654973,  // reiserfs
    0x7366746E,  // ntfs3
};

std::uint32_t bigEndian(const unsigned char *bytes) {
    return (std::uint32_t(bytes[0]) << 24) | (std::uint32_t(bytes[1]) << 16) | (std::uint32_t(bytes[2]) << 8) |
           bytes[3];
}

// How many of the first bytes there are.
std::size_t firstBytes(const std::string &path, std::array<unsigned char, kHeaderBytes> &header) {
    // A pipe would let its opener wait for ever.
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        throwReadError(errno, path);
    struct stat facts {};
    const bool isFile = fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode);
    const ssize_t size = isFile ? pread(descriptor, header.data(), header.size(), 0) : 0;
    const int problem = errno;
    close(descriptor);
    if (!isFile)
        throw Error(ErrorCode::NotAProject, path + " is no file but a folder or a device", "Open a .warbler file.");
    if (size < 0)
        throwReadError(problem, path);
    return static_cast<std::size_t>(size);
}

}  // namespace

std::string folderOf(const std::string &path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

ProjectHeader readProjectHeader(const std::string &path, int newest) {
    std::array<unsigned char, kHeaderBytes> header{};
    const std::size_t size = firstBytes(path, header);
    if (size == 0)
        return {true, false};
    const bool isDatabase = size == kHeaderBytes && std::equal(kMagic.begin(), kMagic.end(), header.begin());
    if (!isDatabase || bigEndian(header.data() + kApplicationAt) != kApplicationId)
        throw Error(ErrorCode::NotAProject,
                    path + " is not a Warbler project" + (isDatabase ? " but another program's database" : ""),
                    "Open a .warbler file, or import a CSV.");
    const std::uint32_t version = bigEndian(header.data() + kVersionAt);
    if (version > static_cast<std::uint32_t>(newest))
        throw Error(ErrorCode::ProjectTooNew,
                    path + " was made by a newer Warbler (schema " + std::to_string(version) +
                        "; this one knows up to " + std::to_string(newest) + ")",
                    "Install the newer Warbler; the file was not changed.");
    return {false, header[kWriteVersionAt] == kLogVersion || header[kReadVersionAt] == kLogVersion};
}

bool isOnLocalDisk(const std::string &path) {
    struct statfs system {};
    if (statfs(folderOf(path).c_str(), &system) != 0)
        return false;
    return std::find(kLocal.begin(), kLocal.end(), static_cast<std::uint32_t>(system.f_type)) != kLocal.end();
}

Leftovers leftoversOf(const std::string &path) {
    struct stat log {
    }, journal{};
    Leftovers left;
    left.hasLogFile = stat((path + "-wal").c_str(), &log) == 0;
    left.hasLog = left.hasLogFile && log.st_size > 0;
    left.hasJournal = stat((path + "-journal").c_str(), &journal) == 0 && journal.st_size > 0;
    return left;
}

bool canShareLog(const std::string &path) {
    struct stat index {};
    if (stat((path + "-shm").c_str(), &index) == 0)
        return S_ISREG(index.st_mode) && access((path + "-shm").c_str(), R_OK) == 0;
    return access(folderOf(path).c_str(), W_OK) == 0;
}

void syncFolderOf(const std::string &path) {
    const int descriptor = open(folderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isDone = descriptor >= 0 && (fsync(descriptor) == 0 || errno == EINVAL);
    const int problem = errno;
    if (descriptor >= 0)
        close(descriptor);
    if (!isDone)
        throw Error(ErrorCode::IoError, "cannot sync the folder of " + path + ": " + std::strerror(problem),
                    "Check the disk.");
}

}  // namespace warbler
