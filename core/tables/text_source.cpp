// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/text_source.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/regular_file.h"
#include "core/base/utf8.h"

namespace warbler {

namespace {
constexpr char32_t kReplacement = 0xFFFD;

// Bytes 80 to 9F; 0 where windows-1252 has no character. A0 to FF equal Unicode.
constexpr std::array<char32_t, 32> kWindows1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                   0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool isDecodedFirst(Encoding encoding) {
    return encodingKind(encoding) == EncodingKind::Wide || encodingKind(encoding) == EncodingKind::Mixed;
}

struct stat statusOf(int descriptor, const std::string &path) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0)
        throw Error(ErrorCode::IoError, path + " cannot be read: " + std::strerror(errno),
                    "Check the disk it lies on.");
    return status;
}

int openRegular(const std::string &path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode))
        throw Error(ErrorCode::UnsupportedFormat, path + " is a folder", "Choose the CSV file in it.");
    return openRegularFile(path).release();
}

std::size_t readSome(int descriptor, char *bytes, std::size_t size, std::uint64_t offset, const std::string &path) {
    for (;;) {
        const ssize_t got = ::pread(descriptor, bytes, size, static_cast<off_t>(offset));
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno != EINTR)
            throw Error(ErrorCode::IoError,
                        path + " cannot be read behind byte " + groupedText(static_cast<long long>(offset)) + ": " +
                            std::strerror(errno),
                        "Copy it to another disk and try again.");
    }
}
}  // namespace

std::string_view byteOrderMark(Encoding encoding) {
    if (encodingKind(encoding) == EncodingKind::Utf8)
        return "\xEF\xBB\xBF";
    if (encodingKind(encoding) != EncodingKind::Wide)
        return {};
    return encoding == Encoding::Utf16Le ? "\xFF\xFE" : "\xFE\xFF";
}

std::string readStart(const std::string &path, std::size_t limit) {
    TextSource source(path, Encoding::Windows1252);
    std::string bytes;
    while (bytes.size() < limit && source.appendTo(bytes, limit - bytes.size())) {
    }
    return bytes;
}

bool isAscii(std::string_view bytes) {
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        std::uint64_t word;
        std::memcpy(&word, bytes.data() + i, 8);
        if (word & 0x8080808080808080u)
            return false;
    }
    for (; i < bytes.size(); ++i)
        if (static_cast<unsigned char>(bytes[i]) >= 0x80)
            return false;
    return true;
}

char32_t windows1252CodePoint(unsigned char byte) {
    return byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80u] : char32_t(byte);
}

std::int64_t decodeUtf16(std::string_view bytes, Encoding encoding, std::string &out, std::string &pending) {
    std::string joined;
    if (!pending.empty()) {
        joined = pending;
        joined.append(bytes);
        bytes = joined;
    }
    const auto unitAt = [&](std::size_t at) {
        const unsigned first = static_cast<unsigned char>(bytes[at]),
                       second = static_cast<unsigned char>(bytes[at + 1]);
        return char32_t(encoding == Encoding::Utf16Le ? second << 8 | first : first << 8 | second);
    };
    std::int64_t bad = 0;
    std::size_t at = 0;
    for (; at + 2 <= bytes.size(); at += 2) {
        char32_t codePoint = unitAt(at);
        if (codePoint >= 0xD800 && codePoint < 0xDC00) {
            if (at + 4 > bytes.size())
                break;  // the other half may follow
            const char32_t low = unitAt(at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                codePoint = 0x10000 + ((codePoint - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        if (codePoint >= 0xD800 && codePoint < 0xE000) {
            bad += 2;
            codePoint = kReplacement;
        }
        appendUtf8(out, codePoint);
    }
    pending = std::string(bytes.substr(at));
    return bad;
}

TextSource::TextSource(const std::string &path, Encoding encoding)
    : m_path(path), m_encoding(encoding), m_descriptor(openRegular(path)) {
    try {
        if (encodingKind(encoding) == EncodingKind::Mixed)
            m_decoder = std::make_unique<TextDecoder>(encoding);
        const struct stat status = statusOf(m_descriptor, path);
        m_size = static_cast<std::uint64_t>(status.st_size);
        m_changedAt[0] = status.st_mtim.tv_sec;
        m_changedAt[1] = status.st_mtim.tv_nsec;
        const std::string_view mark = byteOrderMark(encoding);
        std::string start(mark.size(), '\0');
        start.resize(readSome(m_descriptor, start.data(), start.size(), 0, path));
        if (!mark.empty() && start == mark) {
            m_start = m_position = m_seen = mark.size();
            m_hash.update(mark);
        }
    } catch (...) {
        ::close(m_descriptor);
        throw;
    }
}

TextSource::~TextSource() { ::close(m_descriptor); }

void TextSource::throwChanged() const {
    throw Error(ErrorCode::BadData,
                m_path + " changed while it was read (" + groupedText(static_cast<long long>(m_size)) +
                    " bytes at first)",
                "Wait until the program that writes it has finished, then try again.");
}

std::int64_t TextSource::decode(std::string_view fresh, std::string &out) {
    if (!m_decoder)
        return decodeUtf16(fresh, m_encoding, out, m_pending);
    std::string bytes = m_pending;
    bytes.append(fresh);
    return m_decoder->decodeStart(bytes, out, m_pending);
}

bool TextSource::appendTo(std::string &buffer, std::size_t bytes) {
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, m_size - m_position));
    if (wanted == 0) {
        const struct stat status = statusOf(m_descriptor, m_path);
        if (static_cast<std::uint64_t>(status.st_size) != m_size || status.st_mtim.tv_sec != m_changedAt[0] ||
            status.st_mtim.tv_nsec != m_changedAt[1])
            throwChanged();
        if (m_pending.empty())
            return false;
        if (m_position >= m_seen)
            m_badBytes += static_cast<std::int64_t>(m_pending.size());
        for (std::size_t i = 0; i < (m_decoder ? m_pending.size() : 1); ++i)
            appendUtf8(buffer, kReplacement);
        m_pending.clear();
        return true;
    }
    const bool isDecoded = isDecodedFirst(m_encoding);
    std::string &target = isDecoded ? m_chunk : buffer;
    const std::size_t before = isDecoded ? 0 : buffer.size();
    target.resize(before + wanted);
    const std::size_t got = readSome(m_descriptor, target.data() + before, wanted, m_position, m_path);
    if (got == 0)
        throwChanged();
    target.resize(before + got);
    const std::string_view fresh = std::string_view(target).substr(before);
    const std::uint64_t end = m_position + got;
    if (end > m_seen)
        m_hash.update(fresh.substr(static_cast<std::size_t>(m_seen - std::min(m_seen, m_position))));
    if (isDecoded) {
        const std::int64_t bad = decode(fresh, buffer);
        if (end > m_seen)
            m_badBytes += bad;
    }
    m_position = end;
    m_seen = std::max(m_seen, end);
    return true;
}

void TextSource::seek(std::uint64_t offset) {
    m_position = offset;
    m_pending.clear();
}

std::uint64_t TextSource::sourceBytes(std::string_view text) const {
    if (m_decoder)
        return m_decoder->encodedSize(text);
    if (encodingKind(m_encoding) != EncodingKind::Wide)
        return text.size();
    std::uint64_t bytes = 0;
    for (const char c : text) {
        const unsigned byte = static_cast<unsigned char>(c);
        if (byte < 0x80 || byte >= 0xC0)
            bytes += byte >= 0xF0 ? 4 : 2;  // one a leading byte
    }
    return bytes;
}

std::string TextSource::sha256() { return hex(m_hash.finish()); }

}  // namespace warbler
