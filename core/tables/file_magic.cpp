// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/file_magic.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/base/error.h"

namespace warbler {

namespace {
using namespace std::string_view_literals;

constexpr const char *kSpreadsheetStep = "Open it in Excel or LibreOffice, give the id column the format Text, check "
                                         "that the ids still show all 19 digits, save a copy as "
                                         "\"CSV UTF-8\", and import that copy.";

struct Magic {
    std::string_view bytes;
    ErrorCode code;
    const char *what;
    const char *step;
};

constexpr ErrorCode kOther = ErrorCode::UnsupportedFormat;

constexpr std::array kMagics = {
    Magic{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, kOther, "an old Excel workbook (.xls)", kSpreadsheetStep},
    Magic{"\x1F\x8B"sv, kOther, "compressed with gzip", "Unpack it first (gunzip FILE.gz), then import the CSV."},
    Magic{"BZh"sv, kOther, "compressed with bzip2", "Unpack it first (bunzip2 FILE.bz2), then import the CSV."},
    Magic{"\xFD"
          "7zXZ\0"sv,
          kOther, "compressed with xz", "Unpack it first (unxz FILE.xz), then import the CSV."},
    Magic{"\x28\xB5\x2F\xFD"sv, kOther, "compressed with zstd",
          "Unpack it first (unzstd FILE.zst), then import the CSV."},
    Magic{"7z\xBC\xAF\x27\x1C"sv, kOther, "a 7-Zip archive", "Unpack it first, then import the CSV in it."},
    Magic{"Rar!\x1A\x07"sv, kOther, "a RAR archive", "Unpack it first, then import the CSV in it."},
    Magic{"PAR1"sv, kOther, "a Parquet file", "Write it as CSV first, the id column as text, and import that."},
    Magic{"ARROW1"sv, kOther, "an Arrow file", "Write it as CSV first, the id column as text, and import that."},
    Magic{"$FL2"sv, kOther, "an SPSS file (.sav)",
          "In SPSS: File > Save As > Comma delimited (*.csv), the id as a string; import that."},
    Magic{"$FL3"sv, kOther, "an SPSS file (.zsav)",
          "In SPSS: File > Save As > Comma delimited (*.csv), the id as a string; import that."},
    Magic{"<stata_dta>"sv, kOther, "a Stata file (.dta)",
          "In Stata: export delimited, the id as a string; import that."},
    Magic{"RDX"sv, kOther, "an R data file", "In R: write.csv with the id as character; import that."},
    Magic{"{\\rtf"sv, kOther, "a Rich Text document", "Save the table in it as CSV, and import that."},
    Magic{"%PDF-"sv, ErrorCode::NotText, "a PDF", "Choose the CSV file that holds the tweets."},
    Magic{"\x89PNG\r\n"sv, ErrorCode::NotText, "a picture (PNG)", "Choose the CSV file that holds the tweets."},
    Magic{"\xFF\xD8\xFF"sv, ErrorCode::NotText, "a picture (JPEG)", "Choose the CSV file that holds the tweets."},
    Magic{"GIF8"sv, ErrorCode::NotText, "a picture (GIF)", "Choose the CSV file that holds the tweets."},
    Magic{"\x7F"
          "ELF"sv,
          ErrorCode::NotText, "a program", "Choose the CSV file that holds the tweets."},
    Magic{"\xFF\xFE\0\0"sv, ErrorCode::BadEncoding, "text in UTF-32", "Save it as UTF-8, and import that."},
    Magic{"\0\0\xFE\xFF"sv, ErrorCode::BadEncoding, "text in UTF-32", "Save it as UTF-8, and import that."},
};

bool has(std::string_view start, std::string_view text) { return start.find(text) != std::string_view::npos; }

// Letters alone could begin a CSV's header: they count only before binary content.
bool isConvincing(std::string_view magic, std::string_view start) {
    for (const char c : magic)
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '$')
            return true;
    for (const char c : start.substr(0, 1024))
        if (static_cast<unsigned char>(c) < 9)
            return true;
    return false;
}

[[noreturn]] void refuse(ErrorCode code, const std::string &path, const std::string &what, const std::string &step) {
    throw Error(code, path + " is " + what + ", not a CSV", step);
}

void refuseZip(const std::string &path, std::string_view start) {
    if (has(start, "application/vnd.oasis.opendocument.spreadsheet"))
        refuse(kOther, path, "an OpenDocument spreadsheet (.ods)", kSpreadsheetStep);
    if (has(start, "xl/") || (has(start, "[Content_Types].xml") && !has(start, "word/") && !has(start, "ppt/")))
        refuse(kOther, path, "an Excel workbook (.xlsx)", kSpreadsheetStep);
    refuse(kOther, path, "a zip archive", "Unpack it first, then import the CSV in it.");
}

void refuseSqlite(const std::string &path, std::string_view start) {
    if (start.substr(0, 72).substr(std::min<std::size_t>(start.size(), 68)) == "WRB1")
        refuse(kOther, path, "a Warbler project", "Open it with File > Open instead of importing it.");
    refuse(kOther, path, "an SQLite database",
           "Export the table with the tweets as CSV (sqlite3 -csv -header), and import that.");
}

// One object or array of objects to a file, or one a line.
bool looksLikeJson(std::string_view text) {
    std::size_t at = 0;
    const auto skip = [&] {
        while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])))
            ++at;
        return at < text.size() ? text[at] : '\0';
    };
    const char first = skip();
    ++at;
    if (first == '{') {
        if (skip() == '}')
            return true;
        if (at >= text.size() || text[at] != '"')
            return false;
        at = text.find('"', at + 1);
        if (at == std::string_view::npos)
            return false;
        ++at;
        return skip() == ':';
    }
    if (first != '[')
        return false;
    const char second = skip();
    return second == '{' || second == '[' || second == ']';
}

char lowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }  // whatever the locale

bool startsWithWord(std::string_view text, std::string_view lowerWord) {
    std::size_t at = 0;
    while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])))
        ++at;
    if (text.size() - at < lowerWord.size())
        return false;
    for (std::size_t i = 0; i < lowerWord.size(); ++i)
        if (lowerAscii(text[at + i]) != lowerWord[i])
            return false;
    return true;
}
}  // namespace

void refuseOtherFormats(const std::string &path, std::string_view start) {
    if (start.substr(0, 4) == "PK\x03\x04"sv || start.substr(0, 4) == "PK\x05\x06"sv)
        refuseZip(path, start);
    if (start.substr(0, 16) == "SQLite format 3\0"sv)
        refuseSqlite(path, start);
    for (const Magic &magic : kMagics)
        if (start.substr(0, magic.bytes.size()) == magic.bytes && isConvincing(magic.bytes, start))
            refuse(magic.code, path, magic.what, magic.step);
    std::string_view text = start;
    if (text.substr(0, 3) == "\xEF\xBB\xBF"sv)
        text.remove_prefix(3);
    if (looksLikeJson(text))
        refuse(kOther, path, "JSON",
               "Turn it into a CSV with one row a tweet, the id as text (in Python: pandas.read_json(FILE, "
               "dtype=str).to_csv), and import that.");
    if (startsWithWord(text, "<!doctype html") || startsWithWord(text, "<html"))
        refuse(kOther, path, "a web page (perhaps a sign-in page saved in place of the file)",
               "Download the file again, signed in.");
    if (startsWithWord(text, "<?xml"))
        refuse(kOther, path, "XML", "Turn it into a CSV with one row a tweet, and import that.");
}

}  // namespace warbler
