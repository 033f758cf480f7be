// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/dialect_guess.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/tables/csv/dialect_search.h"
#include "core/tables/csv/dialect_try.h"
#include "core/tables/encoding_guess.h"
#include "core/tables/field_kind.h"
#include "core/tables/file_magic.h"
#include "core/tables/text_source.h"

namespace warbler {

namespace {
constexpr std::size_t kSample = std::size_t(4) << 20;

std::string quoteFromName(const std::string &name) {
    if (name == "\"" || plainName(name) == "double")
        return "\"";
    if (name == "'" || plainName(name) == "single")
        return "'";
    if (plainName(name) == "none")
        return kNoQuote;
    static const std::array<std::string, 8> pairs = {"\u201D",       "\u201C\u201D", "\u201E\u201C", "\u201E\u201D",
                                                     "\u00AB\u00BB", "\u00BB\u00AB", "\u2018\u2019", "\u201A\u2018"};
    if (std::find(pairs.begin(), pairs.end(), name) != pairs.end())
        return name;
    throw Error(ErrorCode::Usage, "unknown quote character \"" + name + "\"",
                "Take \" or ' or none, or a pair such as \u201C\u201D or \u00AB\u00BB.");
}

HeaderRow headerFromName(const std::string &name) {
    const std::string word = plainName(name);
    if (word == "yes" || word == "true" || word == "1")
        return HeaderRow::Present;
    if (word == "no" || word == "false" || word == "0")
        return HeaderRow::Absent;
    throw Error(ErrorCode::Usage, "unknown value \"" + name + "\" for the header", "Take yes or no.");
}

std::optional<std::int64_t> skipLinesFromName(const std::string &name) {
    if (name.empty() || name == "auto")
        return std::nullopt;
    const auto number = parseInteger(name);
    if (!number || *number < 0 || *number > 1000000)
        throw Error(ErrorCode::Usage, "unknown number of lines to skip \"" + name + "\"",
                    "Take a number of lines, or auto.");
    return *number;
}

std::string commentFromName(const std::string &name) {
    if (name == "none")
        return {};
    if (name.size() > 8 || name.find_first_of("\r\n\"") != std::string::npos)
        throw Error(ErrorCode::Usage, "unknown beginning of comment lines \"" + name + "\"",
                    "Take what such a line begins with, for instance #.");
    return name;
}

// The text after so many line ends.
std::string_view textAfterLines(std::string_view text, std::int64_t lines) {
    const char end = text.find('\n') == std::string_view::npos ? '\r' : '\n';
    for (; lines > 0 && !text.empty(); --lines)
        text.remove_prefix(std::min(text.find(end), text.size() - 1) + 1);
    return text;
}

// The delimiter that a first line such as sep=; gives to a spreadsheet program; "" if there is none.
std::string hintedDelimiter(std::string_view text) {
    std::string_view line = text.substr(0, std::min(text.find_first_of("\r\n"), text.size()));
    if (line.size() > 2 && line.front() == '"' && line.back() == '"')
        line = line.substr(1, line.size() - 2);
    const bool isHint =
        line.size() == 5 && plainName(line.substr(0, 3)) == "sep" && line[3] == '=' && line.size() < text.size();
    return isHint ? std::string(line.substr(4)) : std::string();
}

void guessEncodingInto(DialectGuess &guess, const std::string &bytes, const DialectChoice &choice) {
    const EncodingGuess encoding = guessEncoding(bytes);
    guess.dialect.encoding = encoding.encoding;
    guess.encodingReason = encoding.reason;
    guess.encodingDoubt = encoding.doubt;
    guess.encodings = encoding.candidates;
    if (choice.encoding.empty())
        return;
    const Encoding chosen = encodingFromName(choice.encoding);
    const bool isRefined = (chosen == Encoding::Utf8 && encoding.encoding == Encoding::Utf8Bom) ||
                           (plainName(choice.encoding) == "utf16" && encoding.encoding == Encoding::Utf16Be);
    guess.dialect.encoding = isRefined ? encoding.encoding : chosen;
    guess.encodingReason = "chosen";
    guess.encodingDoubt.clear();
    guess.encodings = candidatesWith(guess.dialect.encoding, std::move(guess.encodings), bytes);
}

DialectWish wishOf(const DialectChoice &choice, Encoding encoding) {
    DialectWish wish;
    wish.dialect.encoding = encoding;
    wish.hasDelimiter = !choice.delimiter.empty();
    wish.hasQuote = !choice.quote.empty();
    wish.hasEscape = !choice.escape.empty();
    if (wish.hasDelimiter)
        wish.dialect.delimiter = delimiterFromName(choice.delimiter);
    if (wish.hasQuote)
        wish.dialect.quote = quoteFromName(choice.quote);
    if (wish.hasEscape)
        wish.dialect.escape = escapeFromName(choice.escape);
    wish.dialect.comment = commentFromName(choice.comment);
    wish.namedColumns = choice.namedColumns;
    const bool hasNoHeader = !choice.header.empty() && headerFromName(choice.header) == HeaderRow::Absent;
    if (skipLinesFromName(choice.skipLines) || hasNoHeader)
        wish.preamble = Preamble::None;
    return wish;
}

// A first record that does not fit the rows and names no column.
bool isTitle(const FoundDialect &found) {
    const TableStart &table = found.table;
    if (table.fields < 2 || table.first >= found.records.size())
        return false;
    const SampleRecord &first = found.records[table.first];
    return first.fieldCount != table.fields && knownCount(first.fields) == 0;
}

void guessHeaderInto(DialectGuess &guess, const FoundDialect &found, const DialectChoice &choice) {
    const TableStart &table = found.table;
    CsvDialect &dialect = guess.dialect;
    SampleRows rows = rowsFrom(found.records, table.first + 1, table.fields);
    const bool hasFirst = table.first < found.records.size() && !found.records[table.first].fields.empty();
    if (hasFirst)
        rows.insert(rows.begin(), &found.records[table.first].fields);
    if (!choice.header.empty()) {
        dialect.header = headerFromName(choice.header);
        guess.headerReason = "chosen";
    } else if (rows.empty()) {
        guess.headerReason = "no row could be read";
    } else if (table.isHeaderKnown && !choice.namedColumns.empty()) {
        guess.headerReason = "the row names the columns you named";
    } else {
        HeaderGuess header = guessHeader(rows);
        if (isTitle(found) && !table.isHeaderKnown)
            header = {HeaderRow::Absent, "the first row has another number of fields than those below it"};
        dialect.header = table.isHeaderKnown ? HeaderRow::Present : header.header;
        guess.headerReason = table.isHeaderShort
                                 ? (table.isLastUnnamed ? "it has no name for the last column"
                                                        : "it has no name for the first column, which holds row names")
                                 : header.reason;
    }
    const bool isEven = hasFirst && found.records[table.first].fieldCount == table.fields;
    if (table.fields > 1 && !isEven && (dialect.header == HeaderRow::Absent || table.isHeaderKnown))
        dialect.columns = static_cast<std::int64_t>(table.fields);
    dialect.isLastUnnamed = table.isLastUnnamed;
    dialect.headerDelimiter = table.headerDelimiter;
}
}  // namespace

DialectGuess guessDialect(const std::string &path, const DialectChoice &choice) {
    const std::string bytes = readStart(path, kSample);
    if (bytes.empty())
        throw Error(ErrorCode::EmptyFile, path + " is empty (0 bytes)", "Choose the file that holds the tweets.");
    refuseOtherFormats(path, bytes);

    DialectGuess guess;
    guessEncodingInto(guess, bytes, choice);
    DialectWish wish = wishOf(choice, guess.dialect.encoding);
    const std::string decoded = sampleText(bytes, guess.dialect.encoding);
    if (isBinary(decoded))
        throw Error(ErrorCode::NotText, path + " is no text: it is full of control characters",
                    "Choose the CSV file that holds the tweets.");
    if (decoded.find_first_not_of("\r\n") == std::string::npos)
        throw Error(ErrorCode::EmptyFile, path + " holds no rows, only blank lines",
                    "Choose the file that holds the tweets.");
    std::string_view text = decoded;
    if (bytes.size() >= kSample) {  // without the line that the sample's end cuts
        const std::size_t last = text.find('\n') == std::string_view::npos ? text.rfind('\r') : text.rfind('\n');
        if (last != std::string_view::npos)
            text = text.substr(0, last + 1);
    }

    const std::optional<std::int64_t> chosenLines = skipLinesFromName(choice.skipLines);
    const std::string hint = hintedDelimiter(text);
    const std::int64_t before = chosenLines ? *chosenLines : hint.empty() ? 0 : 1;
    text = textAfterLines(text, before);
    if (text.find_first_not_of("\r\n") == std::string_view::npos)
        throw Error(ErrorCode::EmptyFile, path + " holds no rows behind the lines to skip", "Skip fewer lines.");
    bool isHinted = !hint.empty() && !wish.hasDelimiter && !chosenLines;
    if (isHinted)
        wish.dialect.delimiter = hint;
    wish.hasDelimiter |= isHinted;

    FoundDialect found = findDialect(text, wish);
    if (isHinted && found.table.fields < 2) {  // the hint is wrong
        isHinted = wish.hasDelimiter = false;
        found = findDialect(text, wish);
    }
    guess.dialect = found.dialect;
    guess.delimiterReason = isHinted ? "the first line says sep=" + hint : found.reason;
    guess.noTable = wish.hasDelimiter ? std::string() : found.noTable;
    const bool isHeaderChosen = !choice.header.empty() && headerFromName(choice.header) == HeaderRow::Present;
    guess.splitDoubt = wish.hasDelimiter || isHeaderChosen ? std::string() : found.splitDoubt;
    const bool hasFirst = found.table.first < found.records.size();
    guess.dialect.skippedLines = before + (hasFirst && !chosenLines ? found.records[found.table.first].linesBefore : 0);
    guessHeaderInto(guess, found, choice);
    return guess;
}

}  // namespace warbler
