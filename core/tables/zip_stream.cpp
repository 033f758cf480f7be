// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/zip_stream.h"

#include <array>
#include <cassert>
#include <limits>
#include <vector>

#include <zlib.h>

#include "core/base/error.h"
#include "core/base/file_ops.h"

namespace warbler {

namespace {
// APPNOTE.TXT 6.3.10: sections 4.3.7 (local header), 4.3.9 (data descriptor), 4.3.12 (central directory), 4.3.16 (its
// end).
constexpr std::uint32_t kLocalHeader = 0x04034b50, kDescriptor = 0x08074b50, kCentralHeader = 0x02014b50,
                        kEndOfCentral = 0x06054b50;
constexpr std::uint16_t kVersion = 20, kDescriptorFollows = 8, kDeflated = 8, kNoTime = 0,
                        kFirstDate = 0x0021;  // 1980-01-01

struct Entry {
    std::string name;
    std::uint32_t crc = 0, packed = 0, size = 0, offset = 0;
};

void put16(std::string &out, unsigned value) {
    out.push_back(static_cast<char>(value & 0xFF));
    out.push_back(static_cast<char>(value >> 8 & 0xFF));
}

void put32(std::string &out, std::uint32_t value) {
    put16(out, value & 0xFFFF);
    put16(out, value >> 16);
}
}  // namespace

struct ZipStream::State {
    explicit State(const std::string &archivePath) : path(archivePath), file(archivePath) {
        if (::deflateInit2(&deflater, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            throw Error(ErrorCode::OutOfMemory, "no memory to compress " + path, "Close other programs and try again.");
    }
    ~State() { ::deflateEnd(&deflater); }

    void put(std::string_view bytes) {
        hash.update(bytes);
        file.write(bytes);
        if (file.bytesWritten() > std::numeric_limits<std::uint32_t>::max())
            throw Error(ErrorCode::BadData, path + " would be larger than 4 GB",
                        "Export with the profile data instead, or fewer columns.");
    }
    void deflate(std::string_view bytes, int flush) {
        std::array<char, 65536> out;
        deflater.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));  // zlib reads it only
        deflater.avail_in = static_cast<uInt>(bytes.size());
        int status = Z_OK;
        do {
            deflater.next_out = reinterpret_cast<Bytef *>(out.data());
            deflater.avail_out = static_cast<uInt>(out.size());
            status = ::deflate(&deflater, flush);
            assert(status != Z_STREAM_ERROR);
            const std::size_t made = out.size() - deflater.avail_out;
            entries.back().packed += static_cast<std::uint32_t>(made);
            put({out.data(), made});
        } while (deflater.avail_out == 0 || (flush == Z_FINISH && status != Z_STREAM_END));
    }

    std::string path;
    AtomicFile file;
    z_stream deflater{};
    Sha256 hash;
    Sha256::Digest digest{};
    std::vector<Entry> entries;
    std::uint64_t entryBytes = 0;
    std::uint32_t crc = 0;
};

ZipStream::ZipStream(const std::string &path) : m_state(std::make_unique<State>(path)) {}
ZipStream::~ZipStream() = default;

void ZipStream::begin(const std::string &name) {
    State &s = *m_state;
    s.entries.push_back({name, 0, 0, 0, static_cast<std::uint32_t>(s.file.bytesWritten())});
    s.entryBytes = 0;
    s.crc = static_cast<std::uint32_t>(::crc32(0, nullptr, 0));
    ::deflateReset(&s.deflater);
    std::string header;
    put32(header, kLocalHeader);
    for (const unsigned field : {kVersion, kDescriptorFollows, kDeflated, kNoTime, kFirstDate})
        put16(header, field);
    for (int i = 0; i < 3; ++i)
        put32(header, 0);  // crc and sizes: in the descriptor
    put16(header, static_cast<unsigned>(name.size()));
    put16(header, 0);
    s.put(header + name);
}

void ZipStream::write(std::string_view bytes) {
    State &s = *m_state;
    s.entryBytes += bytes.size();
    if (s.entryBytes > std::numeric_limits<std::uint32_t>::max())
        throw Error(ErrorCode::BadData, s.path + " would hold a sheet larger than 4 GB",
                    "Export with the profile data instead, or fewer columns.");
    s.crc = static_cast<std::uint32_t>(
        ::crc32(s.crc, reinterpret_cast<const Bytef *>(bytes.data()), static_cast<uInt>(bytes.size())));
    s.deflate(bytes, Z_NO_FLUSH);
}

void ZipStream::end() {
    State &s = *m_state;
    s.deflate({}, Z_FINISH);
    Entry &entry = s.entries.back();
    entry.crc = s.crc;
    entry.size = static_cast<std::uint32_t>(s.entryBytes);
    std::string descriptor;
    for (const std::uint32_t field : {kDescriptor, entry.crc, entry.packed, entry.size})
        put32(descriptor, field);
    s.put(descriptor);
}

void ZipStream::finish() {
    State &s = *m_state;
    const auto start = static_cast<std::uint32_t>(s.file.bytesWritten());
    std::string directory;
    for (const Entry &entry : s.entries) {
        put32(directory, kCentralHeader);
        for (const unsigned field : {kVersion, kVersion, kDescriptorFollows, kDeflated, kNoTime, kFirstDate})
            put16(directory, field);
        for (const std::uint32_t field : {entry.crc, entry.packed, entry.size})
            put32(directory, field);
        put16(directory, static_cast<unsigned>(entry.name.size()));
        for (int i = 0; i < 4; ++i)
            put16(directory, 0);  // no extra field, no comment, disk 0, no internal attributes
        put32(directory, 0);
        put32(directory, entry.offset);
        directory += entry.name;
    }
    const auto size = static_cast<std::uint32_t>(directory.size());
    put32(directory, kEndOfCentral);
    put32(directory, 0);
    put16(directory, static_cast<unsigned>(s.entries.size()));
    put16(directory, static_cast<unsigned>(s.entries.size()));
    put32(directory, size);
    put32(directory, start);
    put16(directory, 0);
    s.put(directory);
    s.file.commit();
    s.digest = s.hash.finish();
}

std::uint64_t ZipStream::entryBytes() const { return m_state->entryBytes; }
std::uint64_t ZipStream::archiveBytes() const { return m_state->file.bytesWritten(); }
Sha256::Digest ZipStream::digest() const { return m_state->digest; }

}  // namespace warbler
