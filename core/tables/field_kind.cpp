// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/field_kind.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/number_text.h"
#include "core/base/utf8.h"

namespace warbler {

namespace {
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isDigits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), isDigit); }

std::string_view trimBlanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

struct KnownName {
    std::string_view name;
    ColumnRole role;
    int rank;
};

// Plain names; the order within a role is the order of preference. Other: never guessed to be one of the roles.
constexpr std::array kKnownNames = {
    KnownName{"tweetid", ColumnRole::Id, 0},
    KnownName{"idstr", ColumnRole::Id, 1},
    KnownName{"statusid", ColumnRole::Id, 2},
    KnownName{"postid", ColumnRole::Id, 3},
    KnownName{"id", ColumnRole::Id, 4},
    KnownName{"tweettext", ColumnRole::Text, 0},
    KnownName{"fulltext", ColumnRole::Text, 1},
    KnownName{"text", ColumnRole::Text, 2},
    KnownName{"content", ColumnRole::Text, 3},
    KnownName{"rawcontent", ColumnRole::Text, 4},
    KnownName{"tweet", ColumnRole::Text, 5},
    KnownName{"tweetcontent", ColumnRole::Text, 6},
    KnownName{"body", ColumnRole::Text, 7},
    KnownName{"message", ColumnRole::Text, 8},
    KnownName{"post", ColumnRole::Text, 9},
    KnownName{"label", ColumnRole::Label, 0},
    KnownName{"goldlabel", ColumnRole::Label, 1},
    KnownName{"category", ColumnRole::Label, 2},
    KnownName{"class", ColumnRole::Label, 3},
    KnownName{"stance", ColumnRole::Label, 4},
    KnownName{"sentiment", ColumnRole::Label, 5},
    KnownName{"code", ColumnRole::Label, 6},
    KnownName{"annotation", ColumnRole::Label, 7},
    KnownName{"labelname", ColumnRole::Label, 8},
    KnownName{"textlabel", ColumnRole::Label, 9},
    KnownName{"createdat", ColumnRole::Created, 0},
    KnownName{"tweetcreatedat", ColumnRole::Created, 1},
    KnownName{"timestamp", ColumnRole::Created, 2},
    KnownName{"datetime", ColumnRole::Created, 3},
    KnownName{"date", ColumnRole::Created, 4},
    KnownName{"time", ColumnRole::Created, 5},
    KnownName{"screenname", ColumnRole::Author, 0},
    KnownName{"username", ColumnRole::Author, 1},
    KnownName{"userscreenname", ColumnRole::Author, 2},
    KnownName{"author", ColumnRole::Author, 3},
    KnownName{"user", ColumnRole::Author, 4},
    KnownName{"authorid", ColumnRole::Author, 5},
    KnownName{"userid", ColumnRole::Author, 6},
    KnownName{"handle", ColumnRole::Author, 7},
    KnownName{"split", ColumnRole::Other, 0},
    KnownName{"fold", ColumnRole::Other, 0},
    KnownName{"set", ColumnRole::Other, 0},
    KnownName{"lang", ColumnRole::Language, 0},
    KnownName{"language", ColumnRole::Language, 1},
    KnownName{"coder", ColumnRole::Coder, 0},
    KnownName{"annotator", ColumnRole::Coder, 1},
    KnownName{"rater", ColumnRole::Coder, 2},
    KnownName{"codername", ColumnRole::Coder, 3},
    KnownName{"annotatorname", ColumnRole::Coder, 4},
    KnownName{"coderid", ColumnRole::Coder, 5},
    KnownName{"annotatorid", ColumnRole::Coder, 6},
    KnownName{"raterid", ColumnRole::Coder, 7},
    KnownName{"labeler", ColumnRole::Coder, 8},
    KnownName{"labeller", ColumnRole::Coder, 9},
    KnownName{"codedby", ColumnRole::Coder, 10},
    KnownName{"annotatedby", ColumnRole::Coder, 11},
    KnownName{"labeledby", ColumnRole::Coder, 12},
    KnownName{"labelledby", ColumnRole::Coder, 13},
    KnownName{"completedby", ColumnRole::Coder, 14},
    KnownName{"workerid", ColumnRole::Coder, 15},
    KnownName{"source", ColumnRole::Other, 0},
    KnownName{"verified", ColumnRole::Other, 0},
    KnownName{"country", ColumnRole::Other, 0},
    KnownName{"place", ColumnRole::Other, 0},
    KnownName{"location", ColumnRole::Other, 0},
    KnownName{"retweeted", ColumnRole::Other, 0},
    KnownName{"favorited", ColumnRole::Other, 0},
    KnownName{"truncated", ColumnRole::Other, 0},
    KnownName{"possiblysensitive", ColumnRole::Other, 0},
    KnownName{"type", ColumnRole::Other, 0},
    KnownName{"platform", ColumnRole::Other, 0},
    KnownName{"retweetcount", ColumnRole::Other, 0},
    KnownName{"favoritecount", ColumnRole::Other, 0},
    KnownName{"likecount", ColumnRole::Other, 0},
    KnownName{"replycount", ColumnRole::Other, 0},
    KnownName{"quotecount", ColumnRole::Other, 0},
    KnownName{"isretweet", ColumnRole::Other, 0},
    KnownName{"isquote", ColumnRole::Other, 0},
    KnownName{"description", ColumnRole::Other, 0},
    KnownName{"userdescription", ColumnRole::Other, 0},
    KnownName{"authordescription", ColumnRole::Other, 0},
    KnownName{"bio", ColumnRole::Other, 0},
    KnownName{"url", ColumnRole::Other, 0},
    KnownName{"hashtags", ColumnRole::Other, 0},
    KnownName{"mentions", ColumnRole::Other, 0},
};

const KnownName *findName(std::string_view columnName) {
    const std::string name = plainName(columnName);
    for (const KnownName &known : kKnownNames)
        if (known.name == name)
            return &known;
    return nullptr;
}
}  // namespace

std::string_view bareId(std::string_view id) {
    id = trimBlanks(id);
    if (id.size() >= 3 && id.substr(0, 2) == "=\"" && id.back() == '"')
        return trimBlanks(id.substr(2, id.size() - 3));
    if (!id.empty() && (id.front() == 'i' || id.front() == 'x' || id.front() == '\'')) {
        const std::string_view rest = id.substr(1);
        if (isDigits(rest) || isScientific(rest))
            return rest;
    }
    return id;
}

bool isScientific(std::string_view text) {
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t before = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at - before;
    };
    if (digits() != 1)
        return false;
    if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
        ++at;
        if (digits() == 0)
            return false;
    }
    if (at >= text.size() || (text[at] != 'e' && text[at] != 'E'))
        return false;
    ++at;
    if (at < text.size() && text[at] == '+')
        ++at;
    return digits() > 0 && at == text.size();
}

FieldKind fieldKind(std::string_view field) {
    if (isBlank(field))
        return FieldKind::Empty;
    const std::string_view bare = bareId(field);
    if (isDigits(bare) && bare.size() >= 15 && bare.size() <= 20)
        return FieldKind::LongId;
    const std::string_view text = trimBlanks(field);
    const bool startsAsNumber =
        isDigit(text.front()) ||
        ((text.front() == '-' || text.front() == '+' || text.front() == '.') && text.size() > 1);
    if (startsAsNumber && (parseDouble(text.front() == '+' ? text.substr(1) : text) || isScientific(text)))
        return FieldKind::Number;
    return FieldKind::Text;
}

std::string plainName(std::string_view columnName) {
    std::string name;
    if (columnName.substr(0, 3) == "\xEF\xBB\xBF")  // of a file that was appended to another one
        columnName.remove_prefix(3);
    for (const char c : columnName) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if ((lower >= 'a' && lower <= 'z') || isDigit(lower) || static_cast<unsigned char>(lower) >= 0x80)
            name.push_back(lower);
    }
    return name;
}

ColumnRole knownRole(std::string_view columnName) {
    const KnownName *known = findName(columnName);
    return known != nullptr ? known->role : ColumnRole::None;
}

int knownRank(std::string_view columnName) {
    const KnownName *known = findName(columnName);
    return known != nullptr ? known->rank : 1000;
}

bool isKnownColumnName(std::string_view columnName) { return findName(columnName) != nullptr; }

}  // namespace warbler
