// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/created_at.h"

#include <algorithm>
#include <cstddef>

namespace warbler {

namespace {
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}
    bool take(char c) {
        const bool is = !m_text.empty() && m_text.front() == c;
        if (is)
            m_text.remove_prefix(1);
        return is;
    }
    bool number(std::size_t digits, int &value) {
        if (m_text.size() < digits)
            return false;
        value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (m_text[i] < '0' || m_text[i] > '9')
                return false;
            value = 10 * value + (m_text[i] - '0');
        }
        m_text.remove_prefix(digits);
        return true;
    }
    bool month(int &value) {
        constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
        const std::size_t at = m_text.size() < 3 ? std::string_view::npos : kMonths.find(m_text.substr(0, 3));
        if (at == std::string_view::npos || at % 3 != 0)
            return false;
        value = static_cast<int>(at / 3) + 1;
        m_text.remove_prefix(3);
        return true;
    }
    void skip(std::size_t characters) { m_text.remove_prefix(std::min(characters, m_text.size())); }
    int milliseconds() {
        int value = 0, digits = 0;
        for (; !m_text.empty() && m_text.front() >= '0' && m_text.front() <= '9'; m_text.remove_prefix(1), ++digits)
            if (digits < 3)
                value = 10 * value + (m_text.front() - '0');
        for (; digits < 3; ++digits)
            value *= 10;
        return value;
    }
    // "", "Z", "+02:00", "+0200", "-02", " UTC"
    bool offset(int &minutes) {
        minutes = 0;
        take(' ');
        if (m_text == "Z" || m_text == "UTC" || m_text == "GMT")
            m_text.remove_prefix(m_text.size());
        if (m_text.empty())
            return true;
        const bool isBehind = m_text.front() == '-';
        if (!take('+') && !take('-'))
            return false;
        int hours = 0, rest = 0;
        if (!number(2, hours))
            return false;
        take(':');
        if (!m_text.empty() && m_text.front() != ' ' && !number(2, rest))
            return false;
        minutes = (isBehind ? -1 : 1) * (60 * hours + rest);
        return true;
    }
    bool isAtEnd() const { return m_text.empty(); }

private:
    std::string_view m_text;
};

// Howard Hinnant's days_from_civil: days since 1970-01-01 in the proleptic Gregorian calendar.
std::int64_t daysFromCivil(int year, int month, int day) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t yearOfEra = year - era * 400;
    const std::int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

}  // namespace

std::optional<std::int64_t> parseCreatedAt(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, milliseconds = 0, offset = 0;
    Scanner scan(text);
    const auto clock = [&] {
        return scan.number(2, hour) && scan.take(':') && scan.number(2, minute) && scan.take(':') &&
               scan.number(2, second);
    };
    if (!text.empty() && text.front() >= 'A' && text.front() <= 'Z') {
        scan.skip(4);
        if (!scan.month(month) || !scan.take(' ') || !scan.number(2, day) || !scan.take(' ') || !clock() ||
            !scan.offset(offset))
            return std::nullopt;
        if (!scan.take(' ') || !scan.number(4, year))
            return std::nullopt;
    } else {
        if (!scan.number(4, year) || !scan.take('-') || !scan.number(2, month) || !scan.take('-') ||
            !scan.number(2, day))
            return std::nullopt;
        if ((!scan.take('T') && !scan.take(' ')) || !clock())
            return std::nullopt;
        if (scan.take('.'))
            milliseconds = scan.milliseconds();
        if (!scan.offset(offset))
            return std::nullopt;
    }
    const bool isInRange =
        month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second <= 60;
    if (!scan.isAtEnd() || !isInRange)
        return std::nullopt;
    const std::int64_t seconds = ((daysFromCivil(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second;
    return seconds * 1000 + milliseconds;
}

}  // namespace warbler
