// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/tables/csv_dialect.h"

namespace warbler {

struct EncodingGuess {
    Encoding encoding = Encoding::Utf8;
    std::string reason;
    std::string otherEncoding;  // what uchardet calls it, if Warbler cannot read that; "" if none
};

// From the first bytes of a file, in this order: byte-order mark; UTF-16 if 30 % of the bytes on one parity are NUL; UTF-8 if
// less than a tenth of the sequences beyond ASCII are bad (in windows-1252 nearly all are; a reader that took it would spoil the
// other nine tenths); else windows-1252 (which ISO-8859-1 is read as), with uchardet's opinion.
EncodingGuess guessEncoding(std::string_view start);
// The sample in UTF-8 or windows-1252's own bytes, as TextSource gives it, without the byte-order mark.
std::string sampleText(std::string_view start, Encoding encoding);
// Above 2 % control characters (more than three): no text in any encoding Warbler reads.
bool isBinary(std::string_view text);

}  // namespace warbler
