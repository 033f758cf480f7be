// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/tables/dirty_tables.h"

#include <map>

#include "tests/core/tables/dirty_rows.h"
#include "tests/core/tables/polluted_tables.h"
#include "tests/core/tables/table_file.h"

namespace warbler {

namespace {
using namespace dirty;

class Collection {
public:
    std::vector<DirtyTable> tables;

    void add(const char *kind, const char *name, const std::string &bytes, const Rows &rows) {
        tables.push_back({kind, name, bytes, rows, 0, 0});
    }
    void addStyle(const char *kind, const char *name, Texts texts, const Style &style) {
        const Rows rows = tweets(texts);
        add(kind, name, file(rows, style), rows);
    }

    void delimiters() {
        Style style;
        for (const auto &[name, delimiter] :
             std::vector<std::pair<const char *, const char *>>{{"comma", ","},
                                                                {"semicolon", ";"},
                                                                {"tab", "\t"},
                                                                {"bar", "|"},
                                                                {"caret", "^"},
                                                                {"tilde", "~"},
                                                                {"unit separator", "\x1F"},
                                                                {"two bars", "||"},
                                                                {"two colons", "::"}}) {
            style.delimiter = delimiter;
            addStyle("delimiter", name, Texts::Lines, style);
        }
        style.delimiter = " ";
        style.quoting = Quoting::All;
        addStyle("delimiter", "blank, all quoted", Texts::Commas, style);
        style.quoting = Quoting::Needed;
        addStyle("delimiter", "blank, quoted where needed", Texts::Commas, style);
        style.delimiter = ":";
        style.quoting = Quoting::Needed;
        addStyle("delimiter", "colon", Texts::Commas, style);
        style.delimiter = ", ";
        addStyle("delimiter", "comma and blank", Texts::Commas, style);
        style.quoting = Quoting::Never;
        style.delimiter = "\t";
        addStyle("delimiter", "tab, never quoted", Texts::Commas, style);
    }

    void quotes() {
        for (const auto &[name, open, close] :
             std::vector<std::tuple<const char *, const char *, const char *>>{{"single", "'", "'"},
                                                                               {"English pair", "\u201C", "\u201D"},
                                                                               {"German pair", "\u201E", "\u201C"},
                                                                               {"guillemets", "\u00AB", "\u00BB"}}) {
            Style style;
            style.open = open;
            style.close = close;
            addStyle("quote", name, Texts::Lines, style);
            style.quoting = Quoting::All;
            addStyle("quote", (std::string(name) + ", all").c_str(), Texts::Commas, style);
        }
        Style style;
        style.quoting = Quoting::All;
        addStyle("quote", "double, all", Texts::Lines, style);
        style.quoting = Quoting::Texts;
        addStyle("quote", "double, texts only", Texts::Quotes, style);
        style.behindDelimiter = " ";
        addStyle("quote", "blank before it", Texts::Quotes, style);
        const Rows rows = [] {
            Rows made = tweets(Texts::Plain);
            for (std::size_t i = 7; i < made.size(); i += 23)
                made[i][2] = "\"" + made[i][2];
            for (std::size_t i = 9; i < made.size(); i += 31)
                made[i][2] = "\"Well\" " + made[i][2];
            return made;
        }();
        Style bare;
        bare.delimiter = "\t";
        bare.quoting = Quoting::Never;
        add("quote", "none, quotes are text", file(rows, bare), rows);
    }

    void escapes() {
        for (const char *escape : {"\\", "^", "/"}) {
            Style style;
            style.escape = escape;
            style.quoting = Quoting::Texts;
            addStyle("escape", escape, Texts::Quotes, style);
            style.quoting = Quoting::All;
            addStyle("escape", (std::string(escape) + ", all quoted").c_str(), Texts::Quotes, style);
        }
        const Rows rows = tweets(Texts::Commas);
        std::string bytes = line(tweetHeader(), {});
        for (const Row &row : rows) {
            std::string text;
            for (const char c : row[2])
                text += c == ',' ? "\\," : std::string(1, c);
            bytes += row[0] + "," + row[1] + "," + text + "," + row[3] + "\n";
        }
        add("escape", "backslash before commas, no quotes", bytes, rows);
    }

    void recordEnds() {
        Style style;
        for (const auto &[name, end] : std::vector<std::pair<const char *, const char *>>{
                 {"CRLF", "\r\n"}, {"CR", "\r"}, {"CR CR LF", "\r\r\n"}}) {
            style.end = end;
            addStyle("record end", name, Texts::Lines, style);
        }
        Rows rows = tweets(Texts::Commas);
        Style windows;
        windows.end = "\r\n";
        const std::size_t half = rows.size() / 2;
        add("record end", "CRLF, then LF",
            line(tweetHeader(), windows) +
                lines(Rows(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(half)), windows) +
                lines(Rows(rows.begin() + static_cast<std::ptrdiff_t>(half), rows.end()), {}),
            rows);
        std::string bytes = file(rows, {});
        bytes.pop_back();
        add("record end", "none behind the last", bytes, rows);
        bytes.clear();
        for (const Row &row : rows)
            bytes += line(row, {}) + "\n";
        add("record end", "blank lines between", line(tweetHeader(), {}) + "\n\n" + bytes, rows);
        Rows split = tweets(Texts::Plain);
        for (std::size_t i = 3; i < split.size(); i += 13)
            split[i][2].insert(10, "\r");
        Style style2;
        style2.quoting = Quoting::Never;
        add("record end", "lone CR in a text", file(split, style2), split);
    }

    void preambles() {
        const Rows rows = tweets(Texts::Quotes);
        const std::string table = file(rows, {});
        add("preamble", "one title", "Export of 2025-03-31\n" + table, rows);
        add("preamble", "title with commas", "Tweets about fares, ferries, and rain, collected by hand\n\n" + table,
            rows);
        add("preamble", "six lines and a blank",
            "Report:,Bus fares Q3\nBrand:,Transport study\nFrom:,Wed Jan 01 00:00:00 UTC 2025\nTo:,Mon Mar 31 23:59:59 "
            "UTC "
            "2025\nLabel:,Made by tool\n\n" +
                table,
            rows);
        add("preamble", "filled up by a spreadsheet", "Bus fares Q3,,,\n,,,\nmade 2025-03-31,,,\n" + table, rows);
        add("preamble", "blank lines", "\n\n" + table, rows);
        add("preamble", "an open quote in the title", "Query: \"bus fares OR tram\n\n" + table, rows);
        add("preamble", "a quoted title", "\"Tweets, all of them\"\n" + table, rows);
        Style style;
        style.delimiter = ";";
        add("preamble", "sep=;", "sep=;\n" + file(rows, style), rows);
        style.end = "\r\n";
        add("preamble", "sep=; of Windows", "\"sep=;\"\r\n" + file(rows, style), rows);
        add("preamble", "nine lines over few rows",
            "a\nb c\nd, e\nf\ng\nh, i, j\nk\nl\n\n" + file(Rows(rows.begin(), rows.begin() + 12), {}),
            Rows(rows.begin(), rows.begin() + 12));
        add("preamble", "comment lines", "# made by tool\n# query: bus fares, trams\n" + table, rows);
        Rows pairs;
        std::string two = "Brand:,Transport study\nFrom:,2025-01-01\nDate,Text\n";
        for (const Row &row : rows) {
            pairs.push_back({row[1], row[2]});
            two += line(pairs.back(), {});
        }
        add("preamble", "as many fields as the table", two, pairs);
    }

    void raggedRows() {
        const Rows rows = tweets(Texts::Commas);
        const auto spoilt = [&](std::size_t every, auto change) {
            std::string bytes = line(tweetHeader(), {});
            for (std::size_t i = 0; i < rows.size(); ++i)
                bytes += i % every == every - 1 ? change(line(rows[i], {})) : line(rows[i], {});
            return bytes;
        };
        add("ragged", "one field more in one row", spoilt(80, [](std::string s) { return "x," + s; }), rows);
        add("ragged", "one field less in one row",
            spoilt(79, [](const std::string &s) { return s.substr(s.find(',') + 1); }), rows);
        add("ragged", "a stray quote in one row",
            spoilt(60, [](std::string s) { return s.insert(s.find("People"), "\""); }), rows);
        add("ragged", "a quote inside a quoted text",
            spoilt(70, [](std::string s) { return s.insert(s.find("People") + 6, "\" "); }), rows);
        Rows quoted = tweets(Texts::Lines);
        Style all;
        all.quoting = Quoting::All;
        std::string bytes = file(quoted, all);
        bytes.erase(bytes.find("again", bytes.size() / 2) + 5, 0);
        const std::size_t close = bytes.find("\",\"no\"", bytes.size() / 2);
        bytes.erase(close, 1);
        add("ragged", "a quote that is not closed, all quoted", bytes, quoted);
        Rows plain = tweets(Texts::Plain);
        Style never;
        never.quoting = Quoting::Never;
        bytes = file(plain, never);
        bytes.insert(bytes.find("People", bytes.size() / 2), "\"");
        add("ragged", "a quote that is not closed, none quoted", bytes, plain);
    }

    void headers() {
        const Rows rows = tweets(Texts::Lines);
        add("header", "none", lines(rows, {}), rows);
        add("header", "repeated",
            file(Rows(rows.begin(), rows.begin() + 30), {}) + file(Rows(rows.begin() + 30, rows.end()), {}), rows);
        add("header", "repeated with a mark",
            file(Rows(rows.begin(), rows.begin() + 30), {}) + "\xEF\xBB\xBF" +
                file(Rows(rows.begin() + 30, rows.end()), {}),
            rows);
        Rows named;
        std::string bytes = line(tweetHeader(), {}), trailing = line(tweetHeader(), {}),
                    both = "tweet_id,created_at,text,label,\n", index = ",tweet_id,created_at,text,label\n";
        for (std::size_t i = 0; i < rows.size(); ++i) {
            Row row = rows[i];
            row.insert(row.begin(), std::to_string(i + 1));
            named.push_back(row);
            bytes += line(row, {});
            index += line(row, {});
            row = rows[i];
            row.push_back("");
            trailing += line(row, {});
            both += line(row, {});
        }
        add("header", "R's row names", bytes, named);
        add("header", "a nameless index", index, named);
        add("header", "a delimiter behind each row", trailing, rows);
        add("header", "a delimiter behind each line", both, rows);
        std::string longer = "tweet_id,created_at,text,label,,\n" + lines(rows, {});
        add("header", "delimiters behind the header only", longer, rows);
        Rows words;
        std::string comments = "comment,published\n", judged = "truth,predicted\n";
        Rows pairs;
        for (const Row &row : rows) {
            words.push_back({row[2], row[1]});
            comments += line(words.back(), {});
            pairs.push_back({row[3], pairs.size() % 4 == 0 ? "yes" : "no"});
            judged += line(pairs.back(), {});
        }
        add("header", "words over texts and dates", comments, words);
        add("header", "words over words", judged, pairs);
    }

    void footnotes() {
        const Rows rows = tweets(Texts::Commas);
        const std::string table = file(rows, {});
        add("footnote", "total", table + "Total,80\n", rows);
        add("footnote", "source", table + "\n\nSource: invented, for tests\n", rows);
        add("footnote", "filled up", table + "Total: 80,,,\n", rows);
        add("footnote", "several lines", table + "\nRows: 80\nMade by tool\n(c) nobody, 2025\n", rows);
    }

    void encodings() {
        const Rows rows = tweets(Texts::Lines);
        const std::string table = file(rows, {});
        add("encoding", "UTF-8 with mark", "\xEF\xBB\xBF" + table, rows);
        add("encoding", "UTF-16 LE with mark", "\xFF\xFE" + utf16(table, Encoding::Utf16Le), rows);
        add("encoding", "UTF-16 BE with mark", "\xFE\xFF" + utf16(table, Encoding::Utf16Be), rows);
        add("encoding", "UTF-16 LE without mark", utf16(table, Encoding::Utf16Le), rows);
        const Rows plain = tweets(Texts::Plain);
        std::string latin;
        const std::string bytes = file(plain, {});
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            const unsigned byte = static_cast<unsigned char>(bytes[i]);
            if (byte == 0xC3)
                latin += static_cast<char>(static_cast<unsigned char>(bytes[++i]) + 0x40);
            else
                latin += bytes[i];
        }
        add("encoding", "windows-1252", latin, plain);
    }
};

Row withoutEmptyEnd(Row row) {
    while (!row.empty() && row.back().empty())
        row.pop_back();
    return row;
}
}  // namespace

std::vector<DirtyTable> dirtyTables() {
    Collection collection;
    collection.delimiters();
    collection.quotes();
    collection.escapes();
    collection.recordEnds();
    collection.preambles();
    collection.raggedRows();
    collection.headers();
    collection.footnotes();
    collection.encodings();
    for (DirtyTable &table : collection.tables) {
        table.lost = table.kind == "ragged" ? 1 : 0;
        table.others = table.name == "filled up" ? 1 : 0;
    }
    for (DirtyTable &table : pollutedTables())
        collection.tables.push_back(std::move(table));
    return std::move(collection.tables);
}

std::size_t recovered(const DirtyTable &table, const std::vector<std::vector<std::string>> &read) {
    std::map<Row, std::size_t> rows;
    for (const Row &row : read)
        ++rows[withoutEmptyEnd(row)];
    std::size_t count = 0;
    for (const Row &row : table.rows) {
        const auto found = rows.find(withoutEmptyEnd(row));
        if (found == rows.end() || found->second == 0)
            continue;
        --found->second;
        ++count;
    }
    return count;
}

}  // namespace warbler
