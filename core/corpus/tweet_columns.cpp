// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/corpus/tweet_columns.h"

#include "core/base/error.h"
#include "core/base/hex.h"
#include "core/corpus/damage.h"

namespace warbler {

namespace {

bool standsInTweet(std::size_t column, const ColumnMapping &mapping) {
    const int index = static_cast<int>(column);
    return index == mapping.id || index == mapping.created || index == mapping.text;
}

void appendNumber(std::string &bytes, std::size_t number) {
    for (; number >= 128; number >>= 7)
        bytes += static_cast<char>((number & 127) | 128);
    bytes += static_cast<char>(number);
}

std::size_t takeNumber(std::string_view &bytes) {
    std::size_t number = 0;
    for (unsigned shift = 0; !bytes.empty() && shift < 63; shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        number |= static_cast<std::size_t>(byte & 127) << shift;
        if ((byte & 128) == 0)
            break;
    }
    return number;
}

std::string takeText(std::string_view &bytes, const TweetId &id) {
    const std::size_t size = takeNumber(bytes);
    if (size > bytes.size())
        throw Error(ErrorCode::ProjectDamaged, "the fields of tweet " + id.text() + " end early", kDamageHint);
    std::string text(bytes.substr(0, size));
    bytes.remove_prefix(size);
    return text;
}

}  // namespace

std::string packFields(const CsvRow &row, const ColumnMapping &mapping) {
    std::string packed;
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
        if (standsInTweet(i, mapping))
            continue;
        appendNumber(packed, row.fields[i].size());
        packed += row.fields[i];
    }
    for (const UndecodedField &field : row.undecoded) {
        appendNumber(packed, field.column);
        appendNumber(packed, field.bytes.size());
        packed += field.bytes;
    }
    return packed;
}

void unpackFields(std::string_view packed, std::size_t columns, const ColumnMapping &mapping, Tweet &tweet) {
    tweet.fields.clear();
    for (std::size_t i = 0; i < columns; ++i) {
        const int column = static_cast<int>(i);
        if (standsInTweet(i, mapping))
            tweet.fields.push_back(column == mapping.text ? tweet.text
                                   : column == mapping.id ? tweet.id.text()
                                                          : tweet.createdAt);
        else
            tweet.fields.push_back(packed.empty() ? std::string() : takeText(packed, tweet.id));
    }
    while (!packed.empty()) {
        UndecodedField field;
        field.column = takeNumber(packed);
        if (field.column >= columns)
            throw Error(ErrorCode::ProjectDamaged,
                        "the fields of tweet " + tweet.id.text() + " name a column that its file did not have",
                        kDamageHint);
        field.bytes = takeText(packed, tweet.id);
        tweet.undecoded.push_back(field);
    }
}

std::string tweetText(const Query &row, int column, std::string_view name) {
    if (row.isBlob(column))
        throw Error(ErrorCode::ProjectDamaged,
                    "the project's table tweet holds bytes that are no text in the column " + std::string(name),
                    kDamageHint);
    return row.text(column);
}

std::int64_t tweetLine(const Query &row, int column) {
    constexpr std::int64_t kMostLines = std::int64_t(1) << 48;
    const std::int64_t line = row.integer(column);
    if (line < 0 || line > kMostLines)
        throw Error(ErrorCode::ProjectDamaged,
                    "the project's table tweet holds " + std::to_string(line) + " in the column line, which cannot be",
                    kDamageHint);
    return line;
}

void bindGroup(Query &query, int parameter, const std::string &group) {
    constexpr std::size_t kDigits = 64;
    const std::optional<std::string> bytes = group.size() == kDigits ? bytesFromHex(group) : std::nullopt;
    if (bytes)
        query.bindBlob(parameter, *bytes);
    else
        query.bind(parameter, group);
}

std::string groupText(const Query &row, int column) {
    return row.isBlob(column) ? hexFromBytes(row.text(column)) : row.text(column);
}

}  // namespace warbler
