// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/sha256.h"

namespace warbler {

// Writes a zip archive of deflated entries, one after another, that appears whole or not at all (core/base/file_ops).
// The same entries give the same bytes: no times, no names of users. Entries and archive stay below 4 GB. Errors as
// AtomicFile.
class ZipStream {
public:
    explicit ZipStream(const std::string &path);
    ~ZipStream();  // discards unless finish() was called
    ZipStream(const ZipStream &) = delete;
    ZipStream &operator=(const ZipStream &) = delete;
    void begin(const std::string &name);
    void write(std::string_view bytes);
    void end();
    void finish();
    std::uint64_t entryBytes() const;    // of the current entry, before compression
    std::uint64_t archiveBytes() const;  // written so far
    Sha256::Digest digest() const;       // of the archive's bytes; after finish()

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace warbler
