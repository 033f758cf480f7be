// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/tables/polluted_tables.h"

#include <utility>

#include "tests/core/tables/dirty_rows.h"

namespace warbler {

namespace {
using namespace dirty;

// One table in one way to quote, and everything that may happen to it.
class Pollution {
public:
    Pollution(std::string name, Row header, Rows rows, Quoting quoting)
        : m_name(std::move(name)), m_header(std::move(header)), m_rows(std::move(rows)) {
        m_style.quoting = quoting;
    }

    std::vector<DirtyTable> tables() {
        ends();
        styles();
        beforeAndBehind();
        furtherTables();
        headers();
        for (const std::size_t at : {std::size_t(0), std::size_t(1), std::size_t(40), m_rows.size() - 1})
            row(at);
        return std::move(m_tables);
    }

private:
    void add(const char *kind, const std::string &name, const std::string &bytes, std::size_t others = 0) {
        addRows(kind, name, bytes, m_rows, others);
    }
    void addRows(const char *kind, const std::string &name, const std::string &bytes, const Rows &rows,
                 std::size_t others) {
        m_tables.push_back({kind, m_name + ", " + name, bytes, rows, 0, others});
    }
    std::string table(const Style &style) const { return line(m_header, style) + lines(m_rows, style); }
    template <typename Change>
    Style changed(Change change) const {
        Style style = m_style;
        change(style);
        return style;
    }

    void ends() {
        const std::string bytes = table(m_style), windows = table(changed([](Style &s) { s.end = "\r\n"; }));
        add("record end", "no last line end", bytes.substr(0, bytes.size() - 1));
        add("record end", "two last line ends", bytes + "\n");
        add("record end", "blank lines at both ends", "\n\n\n" + bytes + "\n\n\n");
        add("record end", "blank lines of Windows at both ends", "\r\n\r\n" + windows + "\r\n\r\n");
        add("record end", "CR", table(changed([](Style &s) { s.end = "\r"; })));
        add("record end", "CRLF", windows);
        std::string mixed = line(m_header, m_style), all = mixed;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const char *const kinds[] = {"\r\n", "\n", "\r"};
            mixed += line(m_rows[i], changed([&](Style &s) { s.end = kinds[i % 2]; }));
            all += line(m_rows[i], changed([&](Style &s) { s.end = kinds[i % 3]; }));
        }
        add("record end", "CRLF and LF in turn", mixed);
        add("record end", "CRLF, LF and CR in turn", all);
        add("encoding", "a mark", "\xEF\xBB\xBF" + bytes);
        add("encoding", "two marks", "\xEF\xBB\xBF\xEF\xBB\xBF" + bytes);
    }

    void styles() {
        for (const char *delimiter : {";", "\t", "|", " ", ":", "^", "~", "\x1F", "||", "::", ", ", "; ", "| ", ";;"})
            add("delimiter", "\"" + std::string(delimiter) + "\"",
                table(changed([&](Style &s) { s.delimiter = delimiter; })));
        for (const char *delimiter : {",", ";"}) {
            const std::string behind = std::string(" with \"") + delimiter + "\"";
            add("quote", "'" + behind, table(changed([&](Style &s) {
                    s.open = s.close = "'";
                    s.delimiter = delimiter;
                })));
            for (const char *escape : {"\\", "#", "^", "/", "@"})
                add("escape", escape + behind, table(changed([&](Style &s) {
                        s.escape = escape;
                        s.delimiter = delimiter;
                    })));
            add("escape", "none" + behind, table(changed([&](Style &s) {
                    s.isEscaped = false;
                    s.delimiter = delimiter;
                })));
        }
    }

    void beforeAndBehind() {
        const std::string bytes = table(m_style), blanks(m_header.size() - 1, ',');
        add("preamble", "a line with a comma", "This is a title, with a comma\n" + bytes);
        add("preamble", "a quoted line and a blank one", "\"Title with, a comma\"\n\n" + bytes);
        add("preamble", "filled up", "Report" + blanks + "\nFrom 2018" + blanks + "\n" + bytes);
        add("preamble", "more fields than the table", "x" + blanks + ",,,x\n" + bytes);
        add("footnote", "one", bytes + "Total: 80\n");
        add("footnote", "filled up to the table", bytes + "Total: 80" + blanks + "\n", 1);
        add("footnote", "three behind a blank line", bytes + "\nSource: a shop\nNote, with a comma\n(c) 2018\n");
        std::string repeated = line(m_header, m_style), empty = repeated;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            repeated += (i % 20 == 19 ? line(m_header, m_style) : "") + line(m_rows[i], m_style);
            empty += (i % 20 == 19 ? blanks + "\n" : "") + line(m_rows[i], m_style);
        }
        add("header", "repeated", repeated);
        add("ragged", "rows of delimiters alone", empty, 4);
    }

    void furtherTables() {
        for (const int more : {-1, 0, 1}) {
            const std::size_t width =
                m_header.size() + static_cast<std::size_t>(1 + more) - 1;  // one less, as many, one more
            Row names;
            Rows rows(8);
            for (std::size_t i = 0; i < width; ++i) {
                names.push_back("col" + std::to_string(i));
                for (std::size_t k = 0; k < rows.size(); ++k)
                    rows[k].push_back("v" + std::to_string(k) + std::to_string(i));
            }
            const std::string name = more < 0 ? "narrower" : more > 0 ? "wider" : "as wide";
            const std::string other = line(names, m_style) + lines(rows, m_style);
            add("tables", name + " behind", table(m_style) + "\n" + other, more == 0 ? 9 : 0);
            rows.resize(3);
            if (more != 0)
                add("tables", name + " before", line(names, m_style) + lines(rows, m_style) + "\n" + table(m_style));
        }
    }

    void headers() {
        const std::string rows = lines(m_rows, m_style);
        Row less(m_header.begin(), m_header.end() - 1), more = m_header;
        more.push_back("further");
        const auto under = [&](const std::string &header) { return header + rows; };
        add("header", "none", rows);
        add("header", "one name less", under(line(less, m_style)));
        add("header", "one name more", under(line(more, m_style)));
        add("header", "an open quote", under("\"" + line(m_header, m_style)));
        add("header", "another delimiter", under(line(m_header, changed([](Style &s) { s.delimiter = ";"; }))));
        add("header", "another quote", under(line(m_header, changed([](Style &s) {
                                                      s.quoting = Quoting::All;
                                                      s.open = s.close = "'";
                                                  }))));
        add("header", "another line end", under(line(m_header, changed([](Style &s) { s.end = "\r"; }))));
        add("header", "two rows", under(line(m_header, m_style) + line(Row(m_header.size(), "unit"), m_style)), 1);
    }

    // What may happen to one row, which need not come out; the others have to.
    void row(std::size_t at) {
        Rows others = m_rows;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(at));
        const Row &row = m_rows[at];
        const std::size_t column = row.size() / 2;
        const auto spoilt = [&](const std::string &name, const std::string &line) {
            std::string bytes = dirty::line(m_header, m_style);
            for (std::size_t i = 0; i < m_rows.size(); ++i)
                bytes += i == at ? line : dirty::line(m_rows[i], m_style);
            addRows("row", "row " + std::to_string(at + 1) + ": " + name, bytes, others, 1);
        };
        Row joined = row, split = row;
        joined[column] += joined[column + 1];
        joined.erase(joined.begin() + static_cast<std::ptrdiff_t>(column + 1));
        split.insert(split.begin() + static_cast<std::ptrdiff_t>(column), "");
        spoilt("a delimiter less", line(joined, m_style));
        spoilt("a delimiter more", line(split, m_style));
        spoilt("two fields", line(Row(row.begin(), row.begin() + 2), m_style));
        std::string begun, begunInside, ended;
        for (std::size_t i = 0; i < row.size(); ++i) {
            std::string field = line({row[i]}, m_style);
            field.pop_back();
            begun += (i == 0 ? "\"" : ",") + field;
            begunInside += (i == 0 ? "" : ",") + std::string(i == column ? "\"" : "") + field;
            ended += (i == 0 ? "" : ",") + field + (i == column ? "\"" : "");
        }
        spoilt("a quote before it", begun + "\n");
        spoilt("a quote before a field", begunInside + "\n");
        spoilt("a quote behind a field", ended + "\n");
        spoilt("another delimiter", line(row, changed([](Style &s) { s.delimiter = ";"; })));
        spoilt("another quote", line(row, changed([](Style &s) {
                                         s.quoting = Quoting::All;
                                         s.open = s.close = "'";
                                     })));
        spoilt("another escape", line(row, changed([](Style &s) {
                                          s.quoting = Quoting::All;
                                          s.escape = "\\";
                                      })));
        spoilt("another line end", line(row, changed([](Style &s) { s.end = "\r\n"; })));
    }

    std::string m_name;
    Row m_header;
    Rows m_rows;
    Style m_style;
    std::vector<DirtyTable> m_tables;
};
}  // namespace

std::vector<DirtyTable> pollutedTables() {
    std::vector<DirtyTable> all;
    for (const Quoting quoting : {Quoting::Needed, Quoting::All}) {
        const std::string way = quoting == Quoting::All ? ", all quoted" : "";
        for (Pollution pollution : {Pollution("tweets" + way, tweetHeader(), tweets(Texts::Lines), quoting),
                                    Pollution("orders" + way, orderHeader(), orders(), quoting)})
            for (DirtyTable &table : pollution.tables())
                all.push_back(std::move(table));
    }
    return all;
}

}  // namespace warbler
