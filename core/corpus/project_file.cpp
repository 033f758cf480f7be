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

#include "core/base/error.h"

namespace warbler {

namespace {

constexpr std::string_view kMagic("SQLite format 3\0", 16);
constexpr std::size_t kHeaderBytes = 100;
constexpr std::size_t kVersionAt = 60;               // user_version, big-endian
constexpr std::size_t kApplicationAt = 68;

// f_type of statfs(2). What is not here is treated as a network.
constexpr std::array<std::uint32_t, 12> kLocal = {
    0xEF53,     // ext2, ext3, ext4
    0x58465342, // xfs
    0x9123683E, // btrfs
    0x01021994, // tmpfs
    0xF2F52010, // f2fs
    0x2FC12FC1, // zfs
    0x794C7630, // overlayfs
    0x858458F6, // ramfs
    0xCA451A4E, // bcachefs
    0x3153464A, // jfs
    0x52654973, // reiserfs
    0x7366746E, // ntfs3
};

std::uint32_t bigEndian(const unsigned char *bytes)
{
    return (std::uint32_t(bytes[0]) << 24) | (std::uint32_t(bytes[1]) << 16) | (std::uint32_t(bytes[2]) << 8) | bytes[3];
}

}  // namespace

std::string folderOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

void checkProjectHeader(const std::string &path, int newest)
{
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            throw Error(ErrorCode::MissingFile, "there is no file " + path, "Check the path.");
        throw Error(ErrorCode::PermissionDenied, "cannot read " + path + ": " + std::strerror(errno), "Ask its owner for the right to read it.");
    }
    std::array<unsigned char, kHeaderBytes> header{};
    const ssize_t size = pread(descriptor, header.data(), header.size(), 0);
    close(descriptor);
    const bool isDatabase = size == static_cast<ssize_t>(kHeaderBytes) && std::equal(kMagic.begin(), kMagic.end(), header.begin());
    if (!isDatabase || bigEndian(header.data() + kApplicationAt) != kApplicationId)
        throw Error(ErrorCode::NotAProject, path + " is not a Warbler project" + (isDatabase ? " but another program's database" : ""),
                    "Open a .warbler file, or import a CSV.");
    const std::uint32_t version = bigEndian(header.data() + kVersionAt);
    if (version > static_cast<std::uint32_t>(newest))
        throw Error(ErrorCode::ProjectTooNew,
                    path + " was made by a newer Warbler (schema " + std::to_string(version) + "; this one knows up to " + std::to_string(newest) + ")",
                    "Install the newer Warbler; the file was not changed.");
}

bool isOnLocalDisk(const std::string &path)
{
    struct statfs system{};
    if (statfs(folderOf(path).c_str(), &system) != 0)
        return false;
    return std::find(kLocal.begin(), kLocal.end(), static_cast<std::uint32_t>(system.f_type)) != kLocal.end();
}

bool hasLeftovers(const std::string &path)
{
    for (const char *suffix : {"-wal", "-journal"}) {
        struct stat file{};
        if (stat((path + suffix).c_str(), &file) == 0 && file.st_size > 0)
            return true;
    }
    return false;
}

void syncFolderOf(const std::string &path)
{
    const int descriptor = open(folderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isDone = descriptor >= 0 && (fsync(descriptor) == 0 || errno == EINVAL);
    const int problem = errno;
    if (descriptor >= 0)
        close(descriptor);
    if (!isDone)
        throw Error(ErrorCode::IoError, "cannot sync the folder of " + path + ": " + std::strerror(problem), "Check the disk.");
}

}  // namespace warbler
