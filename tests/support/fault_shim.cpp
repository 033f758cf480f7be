// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Loaded before a program by LD_PRELOAD, it counts the program's operations on the files of one folder and lets the
// n-th fail. The environment says what; see fault_run.h, which sets it:
//   WARBLER_FAULT_UNDER   the folder
//   WARBLER_FAULT_KINDS   which operations count, names with commas: open write sync truncate rename remove folder read
//   WARBLER_FAULT_AT      n, from 1; without it operations are only counted
//   WARBLER_FAULT_HOW     once, lasting, short (half of the bytes), kill
//   WARBLER_FAULT_ERROR   the errno
//   WARBLER_FAULT_RECORD  a file of a FaultRecord's size
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tests/support/fault_record.h"

namespace {

using warbler::test::FaultRecord;

enum class How { Once, Lasting, Short, Kill };
enum class Outcome { GoOn, Fail, Short };

struct Plan {
    const char *under = std::getenv("WARBLER_FAULT_UNDER");
    const char *kinds = std::getenv("WARBLER_FAULT_KINDS");
    unsigned long long at = 0;  // 0: nothing fails
    How how = How::Once;
    int error = EIO;
    FaultRecord *record = nullptr;

    Plan() {
        if (const char *text = std::getenv("WARBLER_FAULT_AT"))
            at = std::strtoull(text, nullptr, 10);
        if (const char *text = std::getenv("WARBLER_FAULT_ERROR"))
            error = std::atoi(text);
        if (const char *text = std::getenv("WARBLER_FAULT_HOW"))
            how = *text == 'l' ? How::Lasting : *text == 's' ? How::Short : *text == 'k' ? How::Kill : How::Once;
        const char *file = std::getenv("WARBLER_FAULT_RECORD");
        const long descriptor = file != nullptr ? syscall(SYS_openat, AT_FDCWD, file, O_RDWR | O_CLOEXEC) : -1;
        if (descriptor < 0)
            return;
        void *mapped =
            mmap(nullptr, sizeof(FaultRecord), PROT_READ | PROT_WRITE, MAP_SHARED, static_cast<int>(descriptor), 0);
        syscall(SYS_close, descriptor);
        if (mapped != MAP_FAILED)
            record = static_cast<FaultRecord *>(mapped);
    }

    bool counts(const char *kind) const {
        const std::size_t size = std::strlen(kind);
        for (const char *found = kinds; found != nullptr && (found = std::strstr(found, kind)) != nullptr;
             found += size)
            if ((found == kinds || found[-1] == ',') && (found[size] == ',' || found[size] == '\0'))
                return true;
        return false;
    }
};

const Plan &plan() {
    static const Plan one;
    return one;
}

// By its full name, so that a cast of a function the compiler knows cannot go wrong.
template <typename Function>
Function *nextOf(const char *name) {
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
}

Outcome asked(const char *kind, const char *path) {
    const Plan &now = plan();
    if (now.record == nullptr || now.under == nullptr || path == nullptr ||
        std::strncmp(path, now.under, std::strlen(now.under)) != 0 || !now.counts(kind))
        return Outcome::GoOn;
    const unsigned long long number = ++now.record->operations;
    if (now.at == 0 || (now.how == How::Lasting ? number < now.at : number != now.at))
        return Outcome::GoOn;
    if (now.record->failures++ == 0)
        std::snprintf(now.record->first, sizeof now.record->first, "%s %s", kind, path);
    if (now.how == How::Kill) {
        syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
        while (true)
            pause();
    }
    if (now.how == How::Short)
        return Outcome::Short;
    errno = now.error;
    return Outcome::Fail;
}

Outcome askedOf(const char *kind, int descriptor) {
    if (plan().record == nullptr || !plan().counts(kind))
        return Outcome::GoOn;
    char link[64], path[PATH_MAX];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const int before = errno;
    const long size = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    errno = before;
    if (size < 0)
        return Outcome::GoOn;
    path[size] = '\0';
    return asked(kind, path);
}

Outcome askedAt(const char *kind, int folder, const char *name) {
    if (folder == AT_FDCWD || name == nullptr || *name == '/')
        return asked(kind, name);
    char link[64], path[PATH_MAX];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    const long size = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (size < 0 || static_cast<std::size_t>(size) + std::strlen(name) + 2 > sizeof path)
        return Outcome::GoOn;
    path[size] = '/';
    std::strcpy(path + size + 1, name);
    return asked(kind, path);
}

// Opening to read is reading: where no read counts, it does not either.
const char *kindOfOpening(int flags) { return (flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0 ? "open" : "read"; }

using Size = ssize_t;

template <typename Real>
Size moved(const char *kind, int descriptor, std::size_t bytes, const Real &real) {
    switch (askedOf(kind, descriptor)) {
    case Outcome::Fail:
        return -1;
    case Outcome::Short:
        return real(bytes > 1 ? bytes / 2 : bytes);
    case Outcome::GoOn:
        break;
    }
    return real(bytes);
}

}  // namespace

#define NEXT(name) static auto *const next = nextOf<decltype(name)>(#name)

extern "C" {

ssize_t write(int descriptor, const void *bytes, std::size_t size) {
    NEXT(write);
    return moved("write", descriptor, size, [&](std::size_t n) { return next(descriptor, bytes, n); });
}

ssize_t pwrite(int descriptor, const void *bytes, std::size_t size, off_t at) {
    NEXT(pwrite);
    return moved("write", descriptor, size, [&](std::size_t n) { return next(descriptor, bytes, n, at); });
}

ssize_t pwrite64(int descriptor, const void *bytes, std::size_t size, off64_t at) {
    NEXT(pwrite64);
    return moved("write", descriptor, size, [&](std::size_t n) { return next(descriptor, bytes, n, at); });
}

ssize_t writev(int descriptor, const iovec *parts, int count) {
    NEXT(writev);
    return moved("write", descriptor, static_cast<std::size_t>(count),
                 [&](std::size_t n) { return next(descriptor, parts, static_cast<int>(n)); });
}

ssize_t read(int descriptor, void *bytes, std::size_t size) {
    NEXT(read);
    return moved("read", descriptor, size, [&](std::size_t n) { return next(descriptor, bytes, n); });
}

ssize_t pread(int descriptor, void *bytes, std::size_t size, off_t at) {
    NEXT(pread);
    return moved("read", descriptor, size, [&](std::size_t n) { return next(descriptor, bytes, n, at); });
}

ssize_t pread64(int descriptor, void *bytes, std::size_t size, off64_t at) {
    NEXT(pread64);
    return moved("read", descriptor, size, [&](std::size_t n) { return next(descriptor, bytes, n, at); });
}

// What a program built with _FORTIFY_SOURCE calls.
ssize_t __read_chk(int descriptor, void *bytes, std::size_t size, std::size_t) { return read(descriptor, bytes, size); }
ssize_t __pread_chk(int descriptor, void *bytes, std::size_t size, off_t at, std::size_t) {
    return pread(descriptor, bytes, size, at);
}
ssize_t __pread64_chk(int descriptor, void *bytes, std::size_t size, off64_t at, std::size_t) {
    return pread64(descriptor, bytes, size, at);
}

int fsync(int descriptor) {
    NEXT(fsync);
    return askedOf("sync", descriptor) == Outcome::Fail ? -1 : next(descriptor);
}

int fdatasync(int descriptor) {
    NEXT(fdatasync);
    return askedOf("sync", descriptor) == Outcome::Fail ? -1 : next(descriptor);
}

int ftruncate(int descriptor, off_t size) noexcept {
    NEXT(ftruncate);
    return askedOf("truncate", descriptor) == Outcome::Fail ? -1 : next(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) noexcept {
    NEXT(ftruncate64);
    return askedOf("truncate", descriptor) == Outcome::Fail ? -1 : next(descriptor, size);
}

int open(const char *path, int flags, ...) {
    NEXT(open);
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return asked(kindOfOpening(flags), path) == Outcome::Fail ? -1 : next(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    NEXT(open64);
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return asked(kindOfOpening(flags), path) == Outcome::Fail ? -1 : next(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
    NEXT(openat);
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return askedAt(kindOfOpening(flags), folder, path) == Outcome::Fail ? -1 : next(folder, path, flags, mode);
}

std::FILE *fopen(const char *path, const char *how) {
    NEXT(fopen);
    return asked(std::strpbrk(how, "wa+") != nullptr ? "open" : "read", path) == Outcome::Fail ? nullptr
                                                                                               : next(path, how);
}

std::FILE *fopen64(const char *path, const char *how) {
    NEXT(fopen64);
    return asked(std::strpbrk(how, "wa+") != nullptr ? "open" : "read", path) == Outcome::Fail ? nullptr
                                                                                               : next(path, how);
}

int rename(const char *from, const char *to) noexcept {
    NEXT(rename);
    return asked("rename", to) == Outcome::Fail ? -1 : next(from, to);
}

int renameat2(int fromFolder, const char *from, int toFolder, const char *to, unsigned flags) noexcept {
    NEXT(renameat2);
    return askedAt("rename", toFolder, to) == Outcome::Fail ? -1 : next(fromFolder, from, toFolder, to, flags);
}

int unlink(const char *path) noexcept {
    NEXT(unlink);
    return asked("remove", path) == Outcome::Fail ? -1 : next(path);
}

int unlinkat(int folder, const char *path, int flags) noexcept {
    NEXT(unlinkat);
    return askedAt("remove", folder, path) == Outcome::Fail ? -1 : next(folder, path, flags);
}

int remove(const char *path) noexcept {
    NEXT(remove);
    return asked("remove", path) == Outcome::Fail ? -1 : next(path);
}

int rmdir(const char *path) noexcept {
    NEXT(rmdir);
    return asked("remove", path) == Outcome::Fail ? -1 : next(path);
}

int mkdir(const char *path, mode_t mode) noexcept {
    NEXT(mkdir);
    return asked("folder", path) == Outcome::Fail ? -1 : next(path, mode);
}

}  // extern "C"
