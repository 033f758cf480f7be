// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/encoding.h"

#include <array>
#include <unordered_map>

#include "core/base/error.h"
#include "core/tables/field_kind.h"

namespace warbler {

namespace {
struct Entry {
    Encoding encoding;
    const char *name;
    EncodingKind kind;
    const char *libraryName;
};

// windows-31j, windows-949 and Big5-HKSCS contain Shift_JIS, EUC-KR and Big5 and are what programs write under these
// names.
constexpr std::array kEntries = {
    Entry{Encoding::Utf8, "UTF-8", EncodingKind::Utf8, ""},
    Entry{Encoding::Utf8Bom, "UTF-8 with BOM", EncodingKind::Utf8, ""},
    Entry{Encoding::Utf8Twice, "UTF-8 twice", EncodingKind::Utf8, ""},
    Entry{Encoding::Cesu8, "CESU-8", EncodingKind::Utf8, ""},
    Entry{Encoding::Utf16Le, "UTF-16 LE", EncodingKind::Wide, ""},
    Entry{Encoding::Utf16Be, "UTF-16 BE", EncodingKind::Wide, ""},
    Entry{Encoding::Windows1250, "windows-1250", EncodingKind::OneByte, "windows-1250"},
    Entry{Encoding::Windows1251, "windows-1251", EncodingKind::OneByte, "windows-1251"},
    Entry{Encoding::Windows1252, "windows-1252", EncodingKind::OneByte, "windows-1252"},
    Entry{Encoding::Windows1253, "windows-1253", EncodingKind::OneByte, "windows-1253"},
    Entry{Encoding::Windows1254, "windows-1254", EncodingKind::OneByte, "windows-1254"},
    Entry{Encoding::Windows1255, "windows-1255", EncodingKind::OneByte, "windows-1255"},
    Entry{Encoding::Windows1256, "windows-1256", EncodingKind::OneByte, "windows-1256"},
    Entry{Encoding::Windows1257, "windows-1257", EncodingKind::OneByte, "windows-1257"},
    Entry{Encoding::Windows1258, "windows-1258", EncodingKind::OneByte, "windows-1258"},
    Entry{Encoding::Windows874, "windows-874", EncodingKind::OneByte, "windows-874"},
    Entry{Encoding::Iso2, "ISO-8859-2", EncodingKind::OneByte, "ISO-8859-2"},
    Entry{Encoding::Iso3, "ISO-8859-3", EncodingKind::OneByte, "ISO-8859-3"},
    Entry{Encoding::Iso4, "ISO-8859-4", EncodingKind::OneByte, "ISO-8859-4"},
    Entry{Encoding::Iso5, "ISO-8859-5", EncodingKind::OneByte, "ISO-8859-5"},
    Entry{Encoding::Iso6, "ISO-8859-6", EncodingKind::OneByte, "ISO-8859-6"},
    Entry{Encoding::Iso7, "ISO-8859-7", EncodingKind::OneByte, "ISO-8859-7"},
    Entry{Encoding::Iso8, "ISO-8859-8", EncodingKind::OneByte, "ISO-8859-8"},
    Entry{Encoding::Iso10, "ISO-8859-10", EncodingKind::OneByte, "ISO-8859-10"},
    Entry{Encoding::Iso13, "ISO-8859-13", EncodingKind::OneByte, "ISO-8859-13"},
    Entry{Encoding::Iso14, "ISO-8859-14", EncodingKind::OneByte, "ISO-8859-14"},
    Entry{Encoding::Iso15, "ISO-8859-15", EncodingKind::OneByte, "ISO-8859-15"},
    Entry{Encoding::Koi8R, "KOI8-R", EncodingKind::OneByte, "KOI8-R"},
    Entry{Encoding::Koi8U, "KOI8-U", EncodingKind::OneByte, "KOI8-U"},
    Entry{Encoding::MacRoman, "Mac Roman", EncodingKind::OneByte, "macintosh"},
    Entry{Encoding::ShiftJis, "Shift_JIS", EncodingKind::Mixed, "windows-31j"},
    Entry{Encoding::EucJp, "EUC-JP", EncodingKind::MultiByte, "EUC-JP"},
    Entry{Encoding::Gb18030, "GB18030", EncodingKind::Mixed, "GB18030"},
    Entry{Encoding::Big5, "Big5", EncodingKind::Mixed, "Big5-HKSCS"},
    Entry{Encoding::EucKr, "EUC-KR", EncodingKind::MultiByte, "windows-949"},
};

const Entry &entryOf(Encoding encoding) {
    for (const Entry &entry : kEntries)
        if (entry.encoding == encoding)
            return entry;
    return kEntries.front();
}

// Plain names beside those of the table, whose "windows-125x" are also cp125x and "ISO-8859-x" also latinN.
const std::unordered_map<std::string, Encoding> &otherNames() {
    static const std::unordered_map<std::string, Encoding> names = {{"ascii", Encoding::Utf8},
                                                                    {"usascii", Encoding::Utf8},
                                                                    {"utf8bom", Encoding::Utf8Bom},
                                                                    {"utf8sig", Encoding::Utf8Bom},
                                                                    {"utf16", Encoding::Utf16Le},
                                                                    {"mojibake", Encoding::Utf8Twice},
                                                                    {"latin1", Encoding::Windows1252},
                                                                    {"iso88591", Encoding::Windows1252},
                                                                    {"iso88599", Encoding::Windows1254},
                                                                    {"latin5", Encoding::Windows1254},
                                                                    {"latin2", Encoding::Iso2},
                                                                    {"latin3", Encoding::Iso3},
                                                                    {"latin4", Encoding::Iso4},
                                                                    {"latin6", Encoding::Iso10},
                                                                    {"latin7", Encoding::Iso13},
                                                                    {"latin8", Encoding::Iso14},
                                                                    {"latin9", Encoding::Iso15},
                                                                    {"iso885911", Encoding::Windows874},
                                                                    {"tis620", Encoding::Windows874},
                                                                    {"iso88598i", Encoding::Iso8},
                                                                    {"macintosh", Encoding::MacRoman},
                                                                    {"xmacroman", Encoding::MacRoman},
                                                                    {"sjis", Encoding::ShiftJis},
                                                                    {"cp932", Encoding::ShiftJis},
                                                                    {"windows932", Encoding::ShiftJis},
                                                                    {"windows31j", Encoding::ShiftJis},
                                                                    {"gbk", Encoding::Gb18030},
                                                                    {"gb2312", Encoding::Gb18030},
                                                                    {"cp936", Encoding::Gb18030},
                                                                    {"windows936", Encoding::Gb18030},
                                                                    {"euccn", Encoding::Gb18030},
                                                                    {"big5hkscs", Encoding::Big5},
                                                                    {"cp950", Encoding::Big5},
                                                                    {"windows950", Encoding::Big5},
                                                                    {"uhc", Encoding::EucKr},
                                                                    {"cp949", Encoding::EucKr},
                                                                    {"windows949", Encoding::EucKr},
                                                                    {"ksc56011987", Encoding::EucKr},
                                                                    {"koi8", Encoding::Koi8R}};
    return names;
}
}  // namespace

const char *encodingName(Encoding encoding) { return entryOf(encoding).name; }
const char *libraryName(Encoding encoding) { return entryOf(encoding).libraryName; }
EncodingKind encodingKind(Encoding encoding) { return entryOf(encoding).kind; }

const std::vector<Encoding> &allEncodings() {
    static const std::vector<Encoding> encodings = [] {
        std::vector<Encoding> all;
        for (const Entry &entry : kEntries)
            all.push_back(entry.encoding);
        return all;
    }();
    return encodings;
}

std::optional<Encoding> findEncoding(const std::string &name) {
    std::string plain = plainName(name);
    const auto found = otherNames().find(plain);
    if (found != otherNames().end())
        return found->second;
    if (plain.size() > 2 && plain.compare(0, 2, "cp") == 0)
        plain.replace(0, 2, "windows");
    for (const Entry &entry : kEntries)
        if (plainName(entry.name) == plain)
            return entry.encoding;
    return std::nullopt;
}

Encoding encodingFromName(const std::string &name) {
    if (const auto found = findEncoding(name))
        return *found;
    std::string list;
    for (const Entry &entry : kEntries)
        list += (list.empty() ? "" : ", ") + std::string(entry.name);
    throw Error(ErrorCode::BadEncoding, "unknown encoding \"" + name + "\"",
                "Take one of " + list + "; save a file in another one as UTF-8 first.");
}

}  // namespace warbler
