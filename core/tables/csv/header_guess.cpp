// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/csv/header_guess.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "core/base/utf8.h"
#include "core/tables/created_at.h"
#include "core/tables/field_kind.h"

namespace warbler {

namespace {
constexpr std::size_t kMostBefore = 60;  // lines before a header
constexpr std::size_t kMostFootnotes = 5;
constexpr std::size_t kMostColumns = 100;  // looked at for a reason
constexpr std::size_t kLongestName = 60;

bool isNumeric(const std::string &field) {
    const FieldKind kind = fieldKind(field);
    if (kind != FieldKind::Text)
        return kind == FieldKind::Number || kind == FieldKind::LongId;
    const std::size_t comma = field.find(',');  // 9,79
    return comma != std::string::npos && comma > 0 && comma + 1 < field.size() &&
           field.find_first_not_of("0123456789", field.find_first_not_of("+-")) == comma &&
           field.find_first_not_of("0123456789", comma + 1) == std::string::npos;
}

// 2024-03-01, 31.12.2024 10:00, 10:02:03, Thu Jun 04 15:02:03 +0000 2020
bool isDate(std::string_view field) {
    std::size_t digits = 0, separators = 0;
    for (const char c : field) {
        if (c >= '0' && c <= '9')
            ++digits;
        else if (c == '-' || c == '/' || c == '.' || c == ':')
            ++separators;
        else if (c != 'T' && c != 'Z' && c != ' ' && c != '+')
            return parseCreatedAt(field).has_value();
    }
    return digits >= 5 && separators >= 2 && field.size() <= 40;
}

// What stands below the first row in one column.
struct Below {
    std::size_t values = 0, numbers = 0, dates = 0, distinct = 0, shortest = 0, sameAsFirst = 0;
    double meanLength = 0;
};

Below below(const SampleRows &rows, std::size_t column) {
    Below facts;
    std::unordered_set<std::string> distinct;
    std::size_t characters = 0;
    const std::vector<std::string> &first = *rows.front();
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (column >= rows[i]->size() || *rows[i] == first)
            continue;  // the header once more
        const std::string &value = (*rows[i])[column];
        if (isBlank(value))
            continue;
        ++facts.values;
        if (isNumeric(value))
            ++facts.numbers;
        if (isDate(value))
            ++facts.dates;
        if (value == first[column])
            ++facts.sameAsFirst;
        distinct.insert(value);
        const std::size_t length = codePointCount(value);
        characters += length;
        facts.shortest = facts.values == 1 ? length : std::min(facts.shortest, length);
    }
    facts.distinct = distinct.size();
    if (facts.values > 0)
        facts.meanLength = static_cast<double>(characters) / static_cast<double>(facts.values);
    return facts;
}

bool isOneWord(std::string_view text) {
    return !text.empty() && text.size() <= 30 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    });
}

// Why the first row names what stands below it in this column; "" if nothing says so.
std::string namingReason(const std::string &name, const Below &facts, std::size_t columns) {
    if (facts.values == 0)
        return {};
    if (2 * facts.numbers > facts.values)
        return "stands over numbers";
    if (facts.values >= 3 && 10 * facts.dates >= 9 * facts.values)
        return "stands over dates";
    if (facts.values >= 4 && facts.distinct >= 2 && 2 * facts.distinct <= facts.values && facts.sameAsFirst == 0)
        return "stands over values that repeat";
    const auto length = static_cast<double>(codePointCount(name));
    const bool isShorter = length < static_cast<double>(facts.shortest);
    const bool isFar = columns > 1 ? facts.values >= 5 && facts.meanLength >= 2 * length
                                   : facts.values >= 20 && facts.meanLength >= 4 * length && isOneWord(name);
    return isShorter && isFar ? "is shorter than all texts below it" : std::string();
}

std::size_t knownNames(const std::vector<std::string> &fields) {
    return static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(), [](const std::string &field) { return isKnownColumnName(field); }));
}

bool areNames(const std::vector<std::string> &fields, std::size_t count) {
    std::unordered_set<std::string> distinct;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i >= count ? !isBlank(fields[i]) : isBlank(fields[i]) || isNumeric(fields[i]) || isDate(fields[i]))
            return false;
        if (i < count)
            distinct.insert(fields[i]);
    }
    return distinct.size() == count;
}

std::string lowerAscii(std::string text) {
    for (char &c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

bool holdsAll(const std::vector<std::string> &fields, const std::vector<std::string> &names) {
    return std::all_of(names.begin(), names.end(), [&](const std::string &name) {
        return std::any_of(fields.begin(), fields.end(),
                           [&](const std::string &field) { return lowerAscii(field) == lowerAscii(name); });
    });
}

std::size_t filledCount(const std::vector<std::string> &fields) {
    return static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(), [](const std::string &field) { return !isBlank(field); }));
}

// The field count most records share; more fields win a tie.
std::size_t commonCount(const std::vector<SampleRecord> &records) {
    std::map<std::size_t, std::size_t> counts;
    for (const SampleRecord &record : records)
        ++counts[record.fieldCount];
    std::size_t fields = 1, most = 0;
    for (const auto &[count, times] : counts) {
        if (count < 2 || times < most)
            continue;
        fields = count;
        most = times;
    }
    return fields;
}

// Whether these are names of columns, one of them a known one; blank names beyond `fields` at the end do not count. Nor
// is a title one: its parts begin with blanks.
bool areMoreNames(const std::vector<std::string> &names, std::size_t fields) {
    std::size_t count = names.size();
    while (count > fields && isBlank(names[count - 1]))
        --count;
    return areNames(names, count) && knownNames(names) > 0 &&
           std::none_of(names.begin(), names.end(), [](const std::string &name) {
               return name.size() > kLongestName || (!name.empty() && name.front() == ' ');
           });
}

// The delimiter that splits the line into as many names; "" for none.
std::string otherDelimiter(const std::string &line, std::size_t fields) {
    for (const char delimiter : {',', ';', '\t', '|'}) {
        std::vector<std::string> names(1);
        for (const char c : line)
            if (c == delimiter)
                names.emplace_back();
            else
                names.back().push_back(c);
        if (names.size() == fields && areNames(names, fields) && knownNames(names) > 0 &&
            std::none_of(names.begin(), names.end(), [](const std::string &name) { return name.front() == ' '; }))
            return std::string(1, delimiter);
    }
    return {};
}

// Whether the header names ids first, and they stand in the first column and not in the second: no row names stand
// before them.
bool standsOverIds(const std::vector<std::string> &names, const SampleRows &rows) {
    if (knownRole(names.front()) != ColumnRole::Id)
        return false;
    std::size_t first = 0, second = 0;
    for (const auto *row : rows) {
        first += isNumeric((*row)[0]) ? 1 : 0;
        second += isNumeric((*row)[1]) ? 1 : 0;
    }
    return 2 * first > rows.size() && 2 * second < rows.size();
}

// Whether most rows have a field after the first that begins with a blank: sentences cut at commas nobody quoted.
bool hasCutSentences(const SampleRows &rows) {
    const auto cut = std::count_if(rows.begin(), rows.end(), [](const std::vector<std::string> *row) {
        return std::any_of(row->begin() + 1, row->end(),
                           [](const std::string &field) { return field.size() > 1 && field.front() == ' '; });
    });
    return 2 * static_cast<std::size_t>(cut) > rows.size();
}

// A header that has another number of fields than the rows directly below it.
bool isUnevenHeader(const std::vector<SampleRecord> &records, std::size_t at, TableStart &table) {
    const std::vector<std::string> &names = records[at].fields;
    const SampleRows rows = rowsFrom(records, at + 1, table.fields);
    if (names.size() > table.fields)
        return (areNames(names, table.fields) || areMoreNames(names, table.fields)) &&
               guessHeader(rows).header == HeaderRow::Absent;
    if (names.size() == 1 && table.fields > 1 && rows.size() >= 4 && guessHeader(rows).header == HeaderRow::Absent) {
        table.headerDelimiter = otherDelimiter(names.front(), table.fields);
        if (!table.headerDelimiter.empty())
            return true;
    }
    if (names.size() + 1 != table.fields || !areNames(names, names.size()))
        return false;
    const auto all = [&](auto holds) { return std::all_of(rows.begin(), rows.end(), holds); };
    const bool isLastBlank = all([](const std::vector<std::string> *row) { return isBlank(row->back()); });
    std::unordered_set<std::string> distinct;
    for (const auto *row : rows)
        distinct.insert(row->front());
    // In two files that were joined into one each row name stands twice.
    const bool areRowNames = 5 * distinct.size() >= 2 * rows.size() &&
                             all([](const std::vector<std::string> *row) { return !isBlank(row->front()); });
    const bool areNumbers = all([](const std::vector<std::string> *row) { return isNumeric(row->front()); });
    if (!isLastBlank && (!areRowNames || (names.size() == 1 && !areNumbers)))
        return false;
    const bool isOpen = !isLastBlank && standsOverIds(names, rows);
    if (!isLastBlank && (isOpen || !areNumbers) && hasCutSentences(rows))
        return false;
    if (!rows.empty() && knownNames(*rows.front()) > 0 && areNames(*rows.front(), table.fields))
        return false;  // a title over a header
    table.isHeaderShort = true;
    table.isLastUnnamed = isLastBlank || isOpen;
    return true;
}

// A line such as "# cols: id,text,label", which some programs write over the header.
bool isComment(const std::vector<std::string> &fields) {
    const std::string &first = fields.front();
    return first.compare(0, 1, "#") == 0 || first.compare(0, 1, "%") == 0 || first.compare(0, 2, "//") == 0;
}

// The row of names directly after this one, comments left out, where it is the better header: by as many known names
// after a comment, by more of them after another title. Else `first`.
std::size_t behindNamingTitle(const std::vector<SampleRecord> &records, std::size_t first, std::size_t fields) {
    std::size_t next = first + 1;
    while (next < records.size() && (records[next].fieldCount != fields || isComment(records[next].fields)))
        ++next;
    if (next >= records.size() || next >= first + kMostBefore || !areNames(records[next].fields, fields))
        return first;
    const std::size_t known = knownNames(records[next].fields), before = knownNames(records[first].fields);
    const bool isBetter = isComment(records[first].fields) ? known >= before : known >= 2 && known > before;
    return isBetter && known > 0 ? next : first;
}

// Titles that a spreadsheet has filled up with empty fields, or whose fields are as many as the table's.
std::size_t behindPaddedTitles(const std::vector<SampleRecord> &records, const TableStart &table) {
    const std::vector<std::string> &first = records[table.first].fields;
    if (knownNames(first) > 0 && 2 * filledCount(first) > table.fields)
        return behindNamingTitle(records, table.first, table.fields);
    for (std::size_t i = table.first + 1; i < records.size() && i < table.first + kMostBefore; ++i) {
        if (records[i].fieldCount != table.fields)
            continue;
        const std::vector<std::string> &fields = records[i].fields;
        const std::size_t known = knownNames(fields);
        const bool areAllNames = areNames(fields, table.fields);
        if (const std::size_t next = isComment(fields) ? behindNamingTitle(records, i, table.fields) : i; next > i)
            return next;
        if (areAllNames && (known >= 2 || known == table.fields))
            return i;
        if (areAllNames && 2 * filledCount(first) <= table.fields && table.fields > 2)
            return i;
    }
    return table.first;
}

// Whether the lines before `common` are titles of a table without a header: the rows after them agree, and they have a
// column of numbers or three fields or follow a blank line, as sentences with one comma do not.
bool areTitlesOverRows(const std::vector<SampleRecord> &records, std::size_t common, const TableStart &table) {
    const auto beforeEnd = records.begin() + static_cast<std::ptrdiff_t>(common);
    if (std::any_of(records.begin(), beforeEnd, [](const SampleRecord &record) { return record.fieldCount != 1; }))
        return false;
    const SampleRows rows = rowsFrom(records, common, table.fields);
    if (table.end < common || rows.size() < 2 || 10 * rows.size() < 9 * (table.end - common))
        return false;
    const bool isAfterBlankLine = records[common].linesBefore > records[common - 1].linesBefore + 1;
    if (10 * rows.size() >= 9 * table.end && (table.fields > 2 || isAfterBlankLine))
        return true;
    for (std::size_t column = 0; column < table.fields; ++column) {
        const auto numbers = std::count_if(rows.begin(), rows.end(), [column](const std::vector<std::string> *row) {
            return isNumeric((*row)[column]);
        });
        if (rows.size() >= 4 && 10 * static_cast<std::size_t>(numbers) >= 9 * rows.size())
            return true;
    }
    return false;
}
}  // namespace

SampleRows rowsFrom(const std::vector<SampleRecord> &records, std::size_t first, std::size_t fields) {
    SampleRows rows;
    for (std::size_t i = first; i < records.size(); ++i)
        if (records[i].fieldCount == fields)
            rows.push_back(&records[i].fields);
    return rows;
}

HeaderGuess guessHeader(const SampleRows &rows) {
    const std::vector<std::string> &first = *rows.front();
    for (const std::string &field : first) {
        if (isNumeric(field))
            return {HeaderRow::Absent, std::string("the first row holds a ") +
                                           (fieldKind(field) == FieldKind::Number ? "number" : "tweet id") + " (\"" +
                                           excerpt(field, 30) + "\")"};
        if (isDate(field))
            return {HeaderRow::Absent, "the first row holds a date (\"" + excerpt(field, 30) + "\")"};
    }
    for (const std::string &field : first)
        if (isKnownColumnName(field))
            return {HeaderRow::Present, "the first row names a column \"" + excerpt(field, 30) + "\""};
    std::string naming;
    for (std::size_t i = 0; i < std::min(first.size(), kMostColumns); ++i) {
        if (isBlank(first[i]))
            continue;
        const Below facts = below(rows, i);
        if (facts.sameAsFirst >= 2)
            return {HeaderRow::Absent, "\"" + excerpt(first[i], 30) + "\" of the first row occurs again below it"};
        const std::string reason = namingReason(first[i], facts, first.size());
        if (naming.empty() && !reason.empty())
            naming = "\"" + excerpt(first[i], 30) + "\" " + reason;
    }
    if (!naming.empty())
        return {HeaderRow::Present, naming};
    return {HeaderRow::Absent, "the first row looks like those below it"};
}

TableStart findTable(const std::vector<SampleRecord> &records, const std::vector<std::string> &named,
                     Preamble preamble) {
    TableStart table;
    table.fields = commonCount(records);
    table.end = records.size();
    if (records.empty())
        return table;
    if (table.fields > 1) {
        const auto isFootnote = [&](const SampleRecord &record) {
            return record.fieldCount > 0 && record.fieldCount < table.fields;
        };
        while (isFootnote(records[table.end - 1]))
            --table.end;
        const std::size_t footnotes = records.size() - table.end;
        if (footnotes > kMostFootnotes || 5 * footnotes > records.size())
            table.end = records.size();
    }
    for (std::size_t i = 0; !named.empty() && i < records.size() && i < kMostBefore; ++i) {
        if (!holdsAll(records[i].fields, named) || (i > 0 && preamble == Preamble::None))
            continue;
        table.first = i;
        table.isHeaderKnown = true;
        table.isHeaderShort = records[i].fieldCount + 1 == table.fields;
        return table;
    }
    if (preamble == Preamble::None || table.fields < 2)
        return table;
    std::size_t common = 0;
    while (records[common].fieldCount != table.fields)
        ++common;
    if (common == 0) {
        table.first = behindPaddedTitles(records, table);
        table.isHeaderKnown = table.first > 0;
        return table;
    }
    if (common > kMostBefore)
        return table;
    const bool isTitled = guessHeader(rowsFrom(records, common, table.fields)).header == HeaderRow::Present;
    table.first = common;
    const std::size_t headerAt = behindPaddedTitles(records, table);
    table.first = 0;
    if (headerAt > common && knownNames(records[common - 1].fields) == 0) {
        table.first = headerAt;
        table.isHeaderKnown = true;
    } else if (!records[common - 1].fields.empty() && isUnevenHeader(records, common - 1, table)) {
        table.first = common - 1;
        table.isHeaderKnown = true;
    } else if (isTitled) {
        table.first = headerAt;
        table.isHeaderKnown = true;
    } else if (records[0].fieldCount == 1 && knownRole(records[0].fields[0]) == ColumnRole::Text) {
        table.oneColumnName = 0;
    } else if (areTitlesOverRows(records, common, table)) {
        table.first = common;
    }
    return table;
}

}  // namespace warbler
