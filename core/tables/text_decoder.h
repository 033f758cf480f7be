// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/tables/encoding.h"

namespace warbler {

// Bytes of one encoding as UTF-8; a byte the encoding does not know becomes U+FFFD. What TextSource has decoded already
// (kinds Wide and Mixed) is taken as UTF-8. Not thread-safe.
class TextDecoder {
public:
    // Throws Error(Internal) where the library has no converter.
    explicit TextDecoder(Encoding encoding);
    ~TextDecoder();
    TextDecoder(const TextDecoder &) = delete;
    TextDecoder &operator=(const TextDecoder &) = delete;

    bool isPlain(std::string_view bytes) const;  // these bytes are their own UTF-8
    // Appends to out; returns how many bytes could not be decoded.
    std::int64_t decode(std::string_view bytes, std::string &out) const;
    // Of kind Mixed: a file's bytes before they are split; pending gets a character that is cut at the end.
    std::int64_t decodeStart(std::string_view bytes, std::string &out, std::string &pending) const;
    // Of kind Mixed: how many bytes this text was; one for each U+FFFD.
    std::uint64_t encodedSize(std::string_view text) const;

private:
    struct Converter;
    enum class End { Text, Part };
    std::int64_t convert(std::string_view bytes, End end, std::string &out, std::string &pending) const;
    Encoding m_encoding;
    EncodingKind m_kind;
    std::unique_ptr<Converter> m_converter;  // of MultiByte and Mixed
    std::array<char32_t, 128> m_upper{};     // of OneByte: bytes 80 to FF; 0: no character
};

}  // namespace warbler
