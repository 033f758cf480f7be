// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <QString>

namespace warbler::ui {

// The only bridge between core's UTF-8 and Qt's text.
QString fromUtf8(std::string_view text);
std::string toUtf8(const QString &text);

// Numbers as the window shows them: thousands by the user's locale.
QString countText(std::int64_t count);  // 1,200
// A share or score without its leading zero: .79; 1.00 stays. NaN: "n/a".
QString shareText(double share, int decimals = 2);
QString bytesText(std::uint64_t bytes);  // "6.1 GB", "91 MB"
QString durationText(double seconds);    // "31 s", "2 min 10 s", "1 h 5 min"
// Local date or time of an ISO 8601 UTC text of core; empty stays empty.
QString localDateText(const std::string &isoUtc);  // "26 Jun 2020"
QString localTimeText(const std::string &isoUtc);  // "14:02:10"
// One line: line breaks and tabs become blanks.
QString oneLine(const QString &text);

}  // namespace warbler::ui
