// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/corpus/fault_vfs.h"

#include <sqlite3.h>

#include <mutex>
#include <new>

namespace warbler::test {

namespace {

std::mutex g_mutex;
Fault g_fault;
bool g_hasFailed = false;
int g_syncs = 0;
sqlite3_vfs *g_real = nullptr;

struct FaultFile {
    sqlite3_file base;
    sqlite3_file *real;  // behind this struct
};

sqlite3_file *realOf(sqlite3_file *file) { return reinterpret_cast<FaultFile *>(file)->real; }

int failure(Fault::Operation operation, int ioError) {
    const std::scoped_lock lock(g_mutex);
    if (g_fault.countdown == 0 || g_fault.operation != operation)
        return SQLITE_OK;
    if (g_fault.countdown > 1) {
        --g_fault.countdown;
        return SQLITE_OK;
    }
    if (!g_fault.isLasting)
        g_fault.countdown = 0;
    g_hasFailed = true;
    return g_fault.error == Fault::Error::DiskFull ? SQLITE_FULL : ioError;
}

sqlite3_io_methods makeMethods() {
    sqlite3_io_methods m{};
    m.iVersion = 3;
    m.xClose = [](sqlite3_file *f) { return realOf(f)->pMethods->xClose(realOf(f)); };
    m.xRead = [](sqlite3_file *f, void *to, int size, sqlite3_int64 at) {
        return realOf(f)->pMethods->xRead(realOf(f), to, size, at);
    };
    m.xWrite = [](sqlite3_file *f, const void *from, int size, sqlite3_int64 at) {
        const int failed = failure(Fault::Operation::Write, SQLITE_IOERR_WRITE);
        return failed != SQLITE_OK ? failed : realOf(f)->pMethods->xWrite(realOf(f), from, size, at);
    };
    m.xTruncate = [](sqlite3_file *f, sqlite3_int64 size) {
        const int failed = failure(Fault::Operation::Truncate, SQLITE_IOERR_TRUNCATE);
        return failed != SQLITE_OK ? failed : realOf(f)->pMethods->xTruncate(realOf(f), size);
    };
    m.xSync = [](sqlite3_file *f, int flags) {
        {
            const std::scoped_lock lock(g_mutex);
            ++g_syncs;
        }
        const int failed = failure(Fault::Operation::Sync, SQLITE_IOERR_FSYNC);
        return failed != SQLITE_OK ? failed : realOf(f)->pMethods->xSync(realOf(f), flags);
    };
    m.xFileSize = [](sqlite3_file *f, sqlite3_int64 *size) { return realOf(f)->pMethods->xFileSize(realOf(f), size); };
    m.xLock = [](sqlite3_file *f, int level) { return realOf(f)->pMethods->xLock(realOf(f), level); };
    m.xUnlock = [](sqlite3_file *f, int level) { return realOf(f)->pMethods->xUnlock(realOf(f), level); };
    m.xCheckReservedLock = [](sqlite3_file *f, int *out) {
        return realOf(f)->pMethods->xCheckReservedLock(realOf(f), out);
    };
    m.xFileControl = [](sqlite3_file *f, int what, void *out) {
        return realOf(f)->pMethods->xFileControl(realOf(f), what, out);
    };
    m.xSectorSize = [](sqlite3_file *f) { return realOf(f)->pMethods->xSectorSize(realOf(f)); };
    m.xDeviceCharacteristics = [](sqlite3_file *f) { return realOf(f)->pMethods->xDeviceCharacteristics(realOf(f)); };
    m.xShmMap = [](sqlite3_file *f, int page, int size, int extend, void volatile **out) {
        return realOf(f)->pMethods->xShmMap(realOf(f), page, size, extend, out);
    };
    m.xShmLock = [](sqlite3_file *f, int offset, int n, int flags) {
        return realOf(f)->pMethods->xShmLock(realOf(f), offset, n, flags);
    };
    m.xShmBarrier = [](sqlite3_file *f) { realOf(f)->pMethods->xShmBarrier(realOf(f)); };
    m.xShmUnmap = [](sqlite3_file *f, int isDelete) { return realOf(f)->pMethods->xShmUnmap(realOf(f), isDelete); };
    m.xFetch = [](sqlite3_file *f, sqlite3_int64 at, int size, void **out) {
        return realOf(f)->pMethods->xFetch(realOf(f), at, size, out);
    };
    m.xUnfetch = [](sqlite3_file *f, sqlite3_int64 at, void *page) {
        return realOf(f)->pMethods->xUnfetch(realOf(f), at, page);
    };
    return m;
}

int openFile(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags) {
    static const sqlite3_io_methods methods = makeMethods();
    auto *wrapped = reinterpret_cast<FaultFile *>(file);
    wrapped->real = reinterpret_cast<sqlite3_file *>(wrapped + 1);
    wrapped->real->pMethods = nullptr;
    const int result = g_real->xOpen(g_real, name, wrapped->real, flags, outFlags);
    wrapped->base.pMethods = wrapped->real->pMethods == nullptr ? nullptr : &methods;
    return result;
}

}  // namespace

void installFaultVfs() {
    static sqlite3_vfs vfs{};
    if (g_real != nullptr)
        return;
    sqlite3_initialize();
    g_real = sqlite3_vfs_find(nullptr);
    vfs = *g_real;
    vfs.zName = "fault";
    vfs.szOsFile = static_cast<int>(sizeof(FaultFile)) + g_real->szOsFile;
    vfs.pNext = nullptr;
    vfs.xOpen = openFile;
    sqlite3_vfs_register(&vfs, 1);
}

void arm(const Fault &fault) {
    const std::scoped_lock lock(g_mutex);
    g_fault = fault;
    g_hasFailed = false;
}

void disarm() {
    const std::scoped_lock lock(g_mutex);
    g_fault = {};
}

bool hasFailed() {
    const std::scoped_lock lock(g_mutex);
    return g_hasFailed;
}

int fullSyncs() {
    const std::scoped_lock lock(g_mutex);
    return g_syncs;
}

}  // namespace warbler::test
