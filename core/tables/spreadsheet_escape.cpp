// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/spreadsheet_escape.h"

#include "core/base/utf8.h"

namespace warbler {

namespace {
bool isBlankOrQuote(char32_t c) {
    if (c == U' ' || c == U'"' || c == 0xA0 || c == 0x1680 || c == 0x202F || c == 0x205F || c == 0x2060 ||
        c == 0x3000 || c == 0xFEFF)
        return true;
    return (c >= 0x2000 && c <= 0x200F) || (c >= 0x2018 && c <= 0x201F);
}

bool isTrigger(char32_t c) {
    switch (c) {
    case U'=':
    case U'+':
    case U'-':
    case U'@':
    case U'\t':
    case U'\r':
    case U'\n':
    case U'\0':
    case U'\'':
    case 0xFF1D:  // full-width = + - @
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF20:
        return true;
    default:
        return false;
    }
}
}  // namespace

bool isRiskyInSpreadsheet(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        if (isTrigger(c))
            return true;
        if (!isBlankOrQuote(c))
            return false;
    }
    return false;
}

std::string escapeForSpreadsheet(std::string_view cell, CellKind kind) {
    const bool isLed = kind == CellKind::Id || (kind == CellKind::Text && isRiskyInSpreadsheet(cell));
    std::string out;
    if (isLed)
        out.push_back(kind == CellKind::Id ? 'x' : '\'');
    return out.append(cell);
}

std::string unescapeSpreadsheet(std::string_view cell, CellKind kind) {
    const char lead = kind == CellKind::Id ? 'x' : '\'';
    if (kind != CellKind::Number && !cell.empty() && cell.front() == lead)
        cell.remove_prefix(1);
    return std::string(cell);
}

}  // namespace warbler
