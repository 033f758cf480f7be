// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace warbler {

// Byte-level models see each byte as one printable character: itself where it is one, else U+0100 and up.
char32_t byteCharacter(unsigned char byte);
// The byte that such a character stands for, -1 if it stands for none.
int characterByte(char32_t c);

}  // namespace warbler
