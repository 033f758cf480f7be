// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/csv_dialect.h"

#include <unordered_map>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/tables/field_kind.h"

namespace warbler {

std::string delimiterName(const std::string &delimiter) {
    if (delimiter == "\t")
        return "tab";
    if (delimiter == " ")
        return "space";
    if (delimiter == "\x1F")
        return "U+001F";
    return delimiter == kNoDelimiter ? "none" : delimiter;
}

std::string delimiterFromName(const std::string &name) {
    static const std::unordered_map<std::string, std::string> names = {
        {"comma", ","}, {"semicolon", ";"}, {"tab", "\t"}, {"\\t", "\t"},      {"bar", "|"},      {"pipe", "|"},
        {"space", " "}, {"colon", ":"},     {"none", ""},  {"U+001F", "\x1F"}, {"\\x1f", "\x1F"}, {"\\x1F", "\x1F"}};
    const auto found = names.find(name);
    if (found != names.end())
        return found->second;
    const auto mayDivide = [](char c) {
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return !isLetter && static_cast<unsigned char>(c) < 0x80 && c != '\n' && c != '\r' && c != '\0' && c != '"' &&
               c != '\'';
    };
    const bool isGood = !name.empty() && name.size() <= 2 && mayDivide(name.front()) && mayDivide(name.back());
    if (!isGood)
        throw Error(ErrorCode::Usage, "unknown delimiter \"" + name + "\"",
                    "Take one of , ; tab | space : ^ ~ U+001F none, or two characters such as ||.");
    return name;
}

std::string quoteName(const std::string &quote) { return quote == kNoQuote ? "none" : quote; }

std::string escapeName(char escape) {
    if (escape == kDoubledQuotes)
        return "doubled";
    if (escape == kUnescapedQuotes)
        return "none";
    return escape == '\\' ? "backslash" : std::string(1, escape);
}

char escapeFromName(const std::string &name) {
    if (name == "doubled" || name == "double" || name == "\"" || name == "'")
        return kDoubledQuotes;
    if (name == "backslash")
        return '\\';
    if (name == "none")
        return kUnescapedQuotes;
    const bool isGood = name.size() == 1 && name[0] > ' ' && name[0] < 0x7F && fieldKind(name) == FieldKind::Text;
    if (!isGood)
        throw Error(ErrorCode::Usage, "unknown escape \"" + name + "\"",
                    "Take doubled, backslash, none, or one character such as ^.");
    return name[0];
}

}  // namespace warbler
