// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace warbler {

// SHA-256 (FIPS 180-4), incremental.
class Sha256 {
public:
    using Digest = std::array<std::uint8_t, 32>;
    Sha256();
    void update(const void *bytes, std::size_t size);
    void update(std::string_view bytes) { update(bytes.data(), bytes.size()); }
    void updateU64(std::uint64_t value);  // little-endian
    Digest finish();                      // once

private:
    void block(const std::uint8_t *bytes);
    std::array<std::uint32_t, 8> m_state;
    std::array<std::uint8_t, 64> m_buffer;
    std::uint64_t m_size = 0;
};

std::string hex(const Sha256::Digest &digest);  // 64 lower-case digits
std::string sha256Hex(std::string_view bytes);
std::string sha256HexOfFile(const std::string &path);  // throws Error(IoError)

}  // namespace warbler
