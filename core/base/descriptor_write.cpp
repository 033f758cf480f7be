// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/descriptor_write.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <utility>

#include <unistd.h>

#include "core/base/error.h"
#include "core/base/file_ops.h"
#include "core/base/number_text.h"

namespace warbler {

namespace {
std::mutex writeFaultMutex;
WriteFault writeFault;

int injectedFault(std::uint64_t bytes, const std::string &path) {
    const std::lock_guard lock(writeFaultMutex);
    return writeFault ? writeFault(bytes, path) : 0;
}
}  // namespace

void setWriteFault(WriteFault fault) {
    const std::lock_guard lock(writeFaultMutex);
    writeFault = std::move(fault);
}

void throwWriteError(int problem, const std::string &path, std::uint64_t bytes) {
    if (problem == ENOSPC || problem == EDQUOT) {
        const std::string folder = std::filesystem::path(path).parent_path().string();
        throw Error(ErrorCode::DiskFull,
                    "cannot write " + path + ": the disk is full (at least " + grouped(static_cast<long long>(bytes)) +
                        " bytes are needed, " + grouped(static_cast<long long>(freeDiskBytes(folder.empty() ? "." : folder))) + " are free)",
                    "Free some space, or save to another disk, then try again.");
    }
    const std::string reason = "cannot write " + path + ": " + std::strerror(problem);
    if (problem == EACCES || problem == EPERM || problem == EROFS)
        throw Error(ErrorCode::PermissionDenied, reason, "Choose a folder you may write to.");
    if (problem == ENOENT || problem == ENOTDIR)
        throw Error(ErrorCode::MissingFile, reason, "Create the folder first, or choose another one.");
    throw Error(ErrorCode::IoError, reason, "Check the disk, or save to another place.");
}

void writeWhole(int descriptor, std::string_view bytes, const std::string &path) {
    if (const int fault = injectedFault(bytes.size(), path))
        throwWriteError(fault, path, bytes.size());
    while (!bytes.empty()) {
        const ssize_t done = ::write(descriptor, bytes.data(), bytes.size());
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            throwWriteError(errno, path, bytes.size());
        bytes.remove_prefix(static_cast<std::size_t>(done));
    }
}

}  // namespace warbler
