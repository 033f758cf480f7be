// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/sha256.h"
#include "core/tables/encoding.h"
#include "core/tables/text_decoder.h"

namespace warbler {

// The bytes of a file after its byte-order mark, in an encoding that contains ASCII: UTF-16, Shift_JIS, GB18030 and
// Big5 come as UTF-8, every other encoding as it stands (its fields are decoded later, so that their raw bytes stay at
// hand). Hashes what passes.
class TextSource {
public:
    // Throws Error(MissingFile | PermissionDenied | UnsupportedFormat | IoError); what is no regular file cannot be
    // read twice and is refused.
    TextSource(const std::string &path, Encoding encoding);
    ~TextSource();
    TextSource(const TextSource &) = delete;
    TextSource &operator=(const TextSource &) = delete;

    // Appends what the next `bytes` bytes of the file become; false at its end. Throws Error(BadData) if the file was
    // written to since it was opened.
    bool appendTo(std::string &buffer, std::size_t bytes);
    void seek(std::uint64_t offset);  // to where a character begins; bytes seen before count once
    std::uint64_t position() const { return m_position; }
    std::uint64_t size() const { return m_size; }
    std::uint64_t start() const { return m_start; }  // length of the byte-order mark
    std::int64_t badBytes() const { return m_badBytes; }
    // How many bytes of the file became this text (whole characters).
    std::uint64_t sourceBytes(std::string_view text) const;
    std::string sha256();  // of the whole file, once, after its end

private:
    [[noreturn]] void throwChanged() const;
    std::int64_t decode(std::string_view fresh, std::string &out);

    std::string m_path;
    Encoding m_encoding;
    int m_descriptor = -1;
    std::uint64_t m_size = 0, m_start = 0, m_position = 0, m_seen = 0;
    std::int64_t m_changedAt[2] = {0, 0};  // modification time at opening
    std::int64_t m_badBytes = 0;
    std::unique_ptr<TextDecoder> m_decoder;
    std::string m_chunk, m_pending;  // m_pending: part of a character
    Sha256 m_hash;
};

std::string_view byteOrderMark(Encoding encoding);
// The first bytes of a file, for guesses; throws as TextSource.
std::string readStart(const std::string &path, std::size_t limit);
// UTF-16 as UTF-8; lone surrogates and a last odd byte become U+FFFD. Returns how many bytes could not be decoded.
// What is incomplete at the end is left in `pending`, unless the text ends there.
std::int64_t decodeUtf16(std::string_view bytes, Encoding encoding, std::string &out, std::string &pending);
char32_t windows1252CodePoint(unsigned char byte);  // 0 where it has no character: 81, 8D, 8F, 90, 9D
bool isAscii(std::string_view bytes);

}  // namespace warbler
