// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/xlsx_writer.h"

#include <cassert>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/tables/read_back.h"
#include "core/tables/zip_stream.h"

namespace warbler {

namespace {
constexpr std::size_t kMaxCharacters = 32767;  // UTF-16 units in a cell
constexpr std::size_t kMaxListed = 20;
constexpr std::uint64_t kMaxSheetBytes = std::uint64_t(7) << 29;  // 3.5 GB: the next file begins before zip's 4 GB
constexpr std::size_t kFlush = std::size_t(256) << 10;

constexpr const char *kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char *kContentTypes =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Override PartName=\"/xl/workbook.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
    "<Override PartName=\"/xl/worksheets/sheet1.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
    "<Override PartName=\"/xl/styles.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>";
constexpr const char *kRelations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
    "Target=\"xl/workbook.xml\"/></Relationships>";
constexpr const char *kWorkbook = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
                                  "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                                  "relationships\"><sheets><sheet name=\"tweets\" sheetId=\"1\" r:id=\"rId1\"/>"
                                  "</sheets></workbook>";
constexpr const char *kWorkbookRelations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" "
    "Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" "
    "Target=\"styles.xml\"/>"
    "</Relationships>";
// Style 1 has number format 49, "@": text, whatever is typed there later.
constexpr const char *kStyles =
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"1\"><font><sz "
    "val=\"11\"/><name val=\"Calibri\"/>"
    "</font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
    "patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs "
    "count=\"1\"><xf numFmtId=\"0\" "
    "fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" "
    "fillId=\"0\" borderId=\"0\" "
    "xfId=\"0\"/><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\"/></cellXfs><cellStyles count=\"1\">"
    "<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";
constexpr const char *kSheetStart =
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView "
    "workbookViewId=\"0\"><pane ySplit=\"1\" "
    "topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";
constexpr int kIdWidth = 22;  // characters: 19 digits and a lead

bool isHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool isEscape(std::string_view text) {  // _x0041_ in a text would be read as A
    return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && isHex(text[2]) && isHex(text[3]) && isHex(text[4]) &&
           isHex(text[5]) && text[6] == '_';
}

void appendXml(std::string &out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t before = at;
        const char32_t c = nextCodePoint(text, at);
        if (c == U'&') {
            out += "&amp;";
        } else if (c == U'<') {
            out += "&lt;";
        } else if (c == U'>') {
            out += "&gt;";
        } else if (c == U'_' && isEscape(text.substr(before))) {
            out += "_x005F_";
        } else if ((c < 0x20 && c != U'\t' && c != U'\n') || c == 0xFFFE || c == 0xFFFF) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "_x%04X_", static_cast<unsigned>(c));
            out += escape;
        } else {
            appendUtf8(out, c);
        }
    }
}

std::size_t utf16Length(std::string_view text) {
    std::size_t units = 0;
    for (std::size_t at = 0; at < text.size(); ++units)
        if (nextCodePoint(text, at) >= 0x10000)
            ++units;
    return units;
}

std::string columnLetters(std::size_t column) {
    std::string letters;
    for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    return letters;
}

std::string numberedPath(const std::string &path, std::size_t file) {
    if (file == 0)
        return path;
    const std::filesystem::path whole(path);
    return (whole.parent_path() / (whole.stem().string() + "-" + std::to_string(file + 1) + whole.extension().string()))
        .string();
}

enum class SheetLine { Names, Row };
}  // namespace

struct XlsxWriter::State {
    State(std::string xlsxPath, std::vector<CsvWriter::Column> xlsxColumns, std::int64_t limit)
        : path(std::move(xlsxPath)), columns(std::move(xlsxColumns)), rowsPerFile(limit) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            letters.push_back(columnLetters(i));
    }

    void entry(const char *name, const char *content) {
        archives.back()->begin(name);
        archives.back()->write(kXml);
        archives.back()->write(content);
        archives.back()->end();
    }
    void startFile() {
        files.push_back(numberedPath(path, files.size()));
        archives.push_back(std::make_unique<ZipStream>(files.back()));
        entry("[Content_Types].xml", kContentTypes);
        entry("_rels/.rels", kRelations);
        entry("xl/workbook.xml", kWorkbook);
        entry("xl/_rels/workbook.xml.rels", kWorkbookRelations);
        entry("xl/styles.xml", kStyles);
        archives.back()->begin("xl/worksheets/sheet1.xml");
        sheet = std::string(kXml) + kSheetStart + idWidths() + "<sheetData>";
        rowsInFile = 0;
        std::vector<std::string> names;
        for (const auto &column : columns)
            names.push_back(column.name);
        line(names, SheetLine::Names);
    }
    std::string idWidths() const {
        std::string widths;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i].kind != CellKind::Id)
                continue;
            const std::string number = std::to_string(i + 1);
            widths += "<col min=\"" + number + "\" max=\"" + number + "\" width=\"" + std::to_string(kIdWidth) +
                      "\" customWidth=\"1\"/>";
        }
        return widths.empty() ? widths : "<cols>" + widths + "</cols>";
    }
    void endFile() {
        sheet += "</sheetData></worksheet>";
        archives.back()->write(sheet);
        sheet.clear();
        archives.back()->end();
    }
    void line(const std::vector<std::string> &cells, SheetLine kind) {
        const std::string number = std::to_string(++rowsInFile);
        sheet += "<row r=\"" + number + "\">";
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i].empty())
                continue;
            sheet += "<c r=\"" + letters[i] + number + "\"";
            const auto value =
                kind == SheetLine::Row && columns[i].kind == CellKind::Number ? parseDouble(cells[i]) : std::nullopt;
            if (value && std::isfinite(*value)) {
                sheet += "><v>" + shortestText(*value) + "</v></c>";
                continue;
            }
            if (cells[i].size() > kMaxCharacters && utf16Length(cells[i]) > kMaxCharacters) {
                if (tooLong.size() < kMaxListed)
                    tooLong.push_back(
                        (kind == SheetLine::Row ? "row " + groupedText(rows) + ", " : std::string("the name ")) +
                        excerpt(columns[i].name, 40) + ": " +
                        groupedText(static_cast<long long>(utf16Length(cells[i]))) + " characters");
                ++tooLongCount;
            }
            sheet += " t=\"inlineStr\" s=\"1\"><is><t xml:space=\"preserve\">";
            appendXml(sheet, cells[i]);
            sheet += "</t></is></c>";
        }
        sheet += "</row>";
        if (sheet.size() >= kFlush) {
            archives.back()->write(sheet);
            sheet.clear();
        }
    }

    std::string path;
    std::vector<CsvWriter::Column> columns;
    std::int64_t rowsPerFile;
    std::vector<std::string> letters, files;
    std::vector<std::unique_ptr<ZipStream>> archives;
    std::string sheet, digest;
    std::vector<std::string> tooLong;
    std::int64_t rows = 0, rowsInFile = 0, tooLongCount = 0;  // rowsInFile: with the names
};

XlsxWriter::XlsxWriter(const std::string &path, std::vector<CsvWriter::Column> columns, std::int64_t rowsPerFile)
    : m_state(std::make_unique<State>(path, std::move(columns), rowsPerFile)) {
    if (path == "-")
        throw Error(ErrorCode::Usage, "a workbook cannot be written to standard output",
                    "Name a file that ends in .xlsx.");
    assert(!m_state->columns.empty() && rowsPerFile >= 1);
    m_state->startFile();
}

XlsxWriter::~XlsxWriter() = default;

void XlsxWriter::row(const std::vector<std::string> &cells) {
    State &s = *m_state;
    assert(cells.size() == s.columns.size());
    if (s.rowsInFile > s.rowsPerFile || s.archives.back()->entryBytes() > kMaxSheetBytes) {
        s.endFile();
        s.startFile();
    }
    ++s.rows;
    s.line(cells, SheetLine::Row);
}

void XlsxWriter::finish() {
    State &s = *m_state;
    if (s.tooLongCount > 0) {
        std::string list;
        for (const auto &cell : s.tooLong)
            list += (list.empty() ? "" : "; ") + cell;
        if (s.tooLongCount > static_cast<std::int64_t>(s.tooLong.size()))
            list += "; …";
        throw Error(ErrorCode::BadData,
                    s.path + ": " + groupedText(s.tooLongCount) + (s.tooLongCount == 1 ? " cell is" : " cells are") +
                        " longer than the 32,767 characters a spreadsheet holds (" + list + ")",
                    "Export with the profile data instead, which has no such limit.");
    }
    s.endFile();
    Sha256 all;
    for (std::size_t i = 0; i < s.archives.size(); ++i) {
        s.archives[i]->finish();
        const Sha256::Digest digest = s.archives[i]->digest();
        all.update(digest.data(), digest.size());
        std::error_code ignored;
        if (std::filesystem::is_regular_file(s.files[i], ignored) && sha256HexOfFile(s.files[i]) != hex(digest))
            throwNotReadBack(s.files[i]);
    }
    s.digest = s.archives.size() == 1 ? hex(s.archives[0]->digest()) : hex(all.finish());
}

std::int64_t XlsxWriter::rows() const { return m_state->rows; }
const std::vector<std::string> &XlsxWriter::files() const { return m_state->files; }
std::string XlsxWriter::sha256() const { return m_state->digest; }

}  // namespace warbler
