// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/descriptor_write.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file_error.h"
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

std::atomic<bool> areWritesInterrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

constexpr int kTurn = 50;  // ms

void waitForReader(int descriptor) {
    constexpr int kPatience = 1000;  // ms
    int waited = 0;
    pollfd ready{descriptor, POLLOUT, 0};
    while (::poll(&ready, 1, kTurn) == 0) {
        if (!areWritesInterrupted)
            continue;
        waited += kTurn;
        if (waited >= kPatience)
            throw Cancelled();
    }
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
                    "cannot write " + path + ": the disk is full (at least " +
                        groupedText(static_cast<long long>(bytes)) + " bytes are needed, " +
                        groupedText(static_cast<long long>(freeDiskBytes(folder.empty() ? "." : folder))) +
                        " are free)",
                    "Free some space, or save to another disk, then try again.");
    }
    const std::string reason = "cannot write " + path + ": " + std::strerror(problem);
    if (problem == EACCES || problem == EPERM || problem == EROFS)
        throw Error(ErrorCode::PermissionDenied, reason, "Choose a folder you may write to.");
    if (problem == ENAMETOOLONG || problem == ELOOP)
        throwReadError(problem, path);
    if (problem == ENOENT || problem == ENOTDIR)
        throw Error(ErrorCode::MissingFile, reason, "Create the folder first, or choose another one.");
    throw Error(ErrorCode::IoError, reason, "Check the disk, or save to another place.");
}

int openSpecialFile(const std::string &path) {
    while (true) {
        const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
        if (descriptor >= 0)
            return descriptor;
        if (errno != ENXIO)
            throwWriteError(errno, path, 0);
        if (areWritesInterrupted)
            throw Cancelled();
        ::poll(nullptr, 0, kTurn);
    }
}

void interruptWrites() { areWritesInterrupted = true; }

void writeWhole(int descriptor, std::string_view bytes, const std::string &path) {
    if (const int fault = injectedFault(bytes.size(), path))
        throwWriteError(fault, path, bytes.size());
    struct stat facts {};
    const bool canBeStuck = ::fstat(descriptor, &facts) == 0 && !S_ISREG(facts.st_mode);
    while (!bytes.empty()) {
        if (canBeStuck)
            waitForReader(descriptor);
        // A pipe that takes anything takes PIPE_BUF bytes at once; more could wait inside the call.
        const ssize_t done = ::write(descriptor, bytes.data(),
                                     canBeStuck ? std::min<std::size_t>(bytes.size(), PIPE_BUF) : bytes.size());
        if (done < 0 && (errno == EINTR || (canBeStuck && errno == EAGAIN)))
            continue;
        if (done < 0)
            throwWriteError(errno, path, bytes.size());
        bytes.remove_prefix(static_cast<std::size_t>(done));
    }
}

}  // namespace warbler
