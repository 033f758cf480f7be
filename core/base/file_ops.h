// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/part_files.h"

namespace warbler {

// Writes a file that appears whole or not at all: temporary in the same folder, fsync, rename, fsync of the folder.
// Without commit() the destructor removes the temporary file; the one of a killed program is removed by the next writer
// in that folder.
// Throws Error(DiskFull | IoError | PermissionDenied) naming the path, and for DiskFull the bytes needed and free.
class AtomicFile {
public:
    explicit AtomicFile(std::string path);
    ~AtomicFile();
    AtomicFile(const AtomicFile &) = delete;
    AtomicFile &operator=(const AtomicFile &) = delete;
    void write(std::string_view bytes);  // buffered
    void commit();
    std::uint64_t bytesWritten() const { return m_written; }

private:
    void flush();
    void writeOut(std::string_view bytes);
    std::string m_path;
    Part m_part;  // has no path where the output is a device or a pipe
    std::string m_buffer;
    std::uint64_t m_written = 0;
};

void saveFile(const std::string &path, std::string_view bytes);  // AtomicFile in one call
// Fails as an AtomicFile at path would, but writes nothing: called before long work, so that it is not done in vain.
// "-" and "" are fine.
void tryOutputFile(const std::string &path);
void syncFolder(const std::string &path);  // some file systems cannot, which is no error
// The whole of a regular file. Throws as openRegularFile, Error(BadData) above limit bytes, Error(IoError).
std::string readFile(const std::string &path, std::uint64_t limit = std::uint64_t(1) << 32);
std::uint64_t fileSize(const std::string &path);
std::uint64_t freeDiskBytes(const std::string &folder);
void makeFolders(const std::string &path);  // as mkdir -p

// XDG places, absolute, created on first use.
std::string stateFolder();   // $XDG_STATE_HOME/warbler
std::string dataFolder();    // $XDG_DATA_HOME/warbler
std::string cacheFolder();   // $XDG_CACHE_HOME/warbler
std::string configFolder();  // $XDG_CONFIG_HOME/warbler

}  // namespace warbler
