// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace warbler {

// Encodings Warbler reads. ISO-8859-1 and -9 are read as windows-1252 and windows-1254, which contain them. Utf8Twice:
// UTF-8 that was once read as windows-1252 and written as UTF-8 again (Ã© for é); reading it undoes that.
enum class Encoding {
    Utf8,
    Utf8Bom,
    Utf8Twice,
    Cesu8,
    Utf16Le,
    Utf16Be,
    Windows1250,
    Windows1251,
    Windows1252,
    Windows1253,
    Windows1254,
    Windows1255,
    Windows1256,
    Windows1257,
    Windows1258,
    Windows874,
    Iso2,
    Iso3,
    Iso4,
    Iso5,
    Iso6,
    Iso7,
    Iso8,
    Iso10,
    Iso13,
    Iso14,
    Iso15,
    Koi8R,
    Koi8U,
    MacRoman,
    ShiftJis,
    EucJp,
    Gb18030,
    Big5,
    EucKr
};

// How the bytes become UTF-8. OneByte and MultiByte hold ASCII bytes in ASCII characters alone, so that fields are
// split first and decoded later; in Wide and Mixed a delimiter may be half of a character, so that the file is decoded
// before it is split.
enum class EncodingKind { Utf8, OneByte, MultiByte, Wide, Mixed };

const char *encodingName(Encoding encoding);  // "UTF-8", "UTF-16 LE", "windows-1252", "ISO-8859-2", "Shift_JIS" ...
const char *libraryName(Encoding encoding);   // what ICU calls its converter; "" for those of kind Utf8 and Wide
EncodingKind encodingKind(Encoding encoding);
// Any case, blanks and punctuation, also cp1251, latin1, sjis, gbk ...; Error(BadEncoding) listing the names.
Encoding encodingFromName(const std::string &name);
std::optional<Encoding> findEncoding(const std::string &name);
const std::vector<Encoding> &allEncodings();  // in the order in which they are offered

}  // namespace warbler
