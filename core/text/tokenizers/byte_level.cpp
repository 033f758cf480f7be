// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizers/byte_level.h"

#include <array>

namespace warbler {

namespace {

struct ByteTable {
    std::array<char32_t, 256> characters{};
    std::array<int, 0x144> bytes{};
};

const ByteTable &byteTable() {
    static const ByteTable table = [] {
        ByteTable t;
        t.bytes.fill(-1);
        char32_t next = 0x100;
        for (char32_t b = 0; b < 256; ++b) {
            const bool isItself = (b >= 0x21 && b <= 0x7E) || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            t.characters[b] = isItself ? b : next++;
            t.bytes[t.characters[b]] = static_cast<int>(b);
        }
        return t;
    }();
    return table;
}

}  // namespace

char32_t byteCharacter(unsigned char byte) { return byteTable().characters[byte]; }

int characterByte(char32_t c) { return c < byteTable().bytes.size() ? byteTable().bytes[c] : -1; }

}  // namespace warbler
