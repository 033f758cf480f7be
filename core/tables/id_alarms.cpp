// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "core/base/number_text.h"
#include "core/tables/column_mapping.h"
#include "core/tables/field_kind.h"

namespace warbler {

namespace {
constexpr std::int64_t kEpochMs = 1288834974657;  // the first millisecond that ids with a time in them count from
constexpr std::uint64_t kFirstExact = std::uint64_t(1) << 53;
constexpr std::int64_t kQuarterHourMs = 900000;
constexpr std::size_t kMaxOffsets = 20000;
constexpr const char *kReexport =
    "Export the file again with the ids as text: in Excel and LibreOffice import the original file with the id column "
    "set to Text, "
    "in R read it with colClasses = \"character\", in pandas with dtype=str. Warbler does not repair ids.";

std::optional<std::uint64_t> parseId(std::string_view bare) {
    std::uint64_t id = 0;
    const auto [end, problem] = std::from_chars(bare.data(), bare.data() + bare.size(), id);
    if (problem != std::errc() || end != bare.data() + bare.size())
        return std::nullopt;
    return id;
}

// The spacing of doubles at that size; ids below 2^53 are all exact.
std::uint64_t doubleSpacing(std::uint64_t id) {
    int exponent = 0;
    while ((id >> exponent) > 1)
        ++exponent;
    return std::uint64_t(1) << (exponent - 52);
}

std::string spanText(double milliseconds) {
    constexpr double kMinute = 60e3, kHour = 3600e3, kDay = 86400e3;
    if (milliseconds >= kDay)
        return fixed(milliseconds / kDay, 1) + " days";
    if (milliseconds >= kHour)
        return fixed(milliseconds / kHour, 1) + " hours";
    return milliseconds >= kMinute ? fixed(milliseconds / kMinute, 1) + " minutes"
                                   : fixed(milliseconds / 1e3, 1) + " seconds";
}

// How much time all ids that are written alike span: 1.27E+18 stands for 10^16 ids, 27.6 days.
std::string lostSpan(const std::string &scientific) {
    const std::size_t e = scientific.find_first_of("eE");
    const std::size_t point = scientific.find_first_of(".,");
    const std::size_t decimals = point == std::string::npos ? 0 : e - point - 1;
    const std::size_t digits = e + 1 + (scientific[e + 1] == '+' ? 1 : 0);
    const long long exponent = parseInteger(std::string_view(scientific).substr(digits)).value_or(0);
    const long long lost = exponent - static_cast<long long>(decimals);
    if (lost <= 0 || exponent > 20)
        return {};
    return ": all ids within " + spanText(std::pow(10.0, static_cast<double>(lost)) / 4194304.0) + " are written " +
           scientific;
}

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

Alarm alarm(const char *kind, std::string sentence, std::int64_t rows, std::int64_t firstLine) {
    return {kind, std::move(sentence) + " " + kReexport, rows, firstLine};
}

std::string share(std::int64_t part, std::int64_t whole) { return grouped(part) + " of " + grouped(whole) + " ids"; }
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

void IdAlarms::add(std::int64_t line, const std::string &id, const std::string &created) {
    const std::string_view bare = bareId(id);
    if (isScientific(bare)) {
        if (++m_scientific == 1) {
            m_scientificLine = line;
            m_scientificExample = std::string(bare);
        }
        return;
    }
    const auto number = parseId(bare);
    if (!number)
        return;
    if (bare.size() == 19) {
        ++m_nineteen;
        if (bare.substr(15) == "0000" && ++m_zeros == 1)
            m_zerosLine = line;
    }
    if (*number >= kFirstExact) {
        if (++m_large == 1)
            m_largeLine = line;
        if (*number % doubleSpacing(*number) == 0)
            ++m_spaced;
    }
    if (bare.size() >= 15 && !created.empty())
        addDate(line, *number, created);
}

void IdAlarms::addDate(std::int64_t line, std::uint64_t id, const std::string &created) {
    const auto time = parseCreatedAt(created);
    if (!time)
        return;
    const std::int64_t difference = static_cast<std::int64_t>(id >> 22) + kEpochMs - *time;
    const std::int64_t quarter = difference >= 0 ? (difference + kQuarterHourMs / 2) / kQuarterHourMs
                                                 : -((-difference + kQuarterHourMs / 2) / kQuarterHourMs);
    const bool isWithin = std::llabs(difference - quarter * kQuarterHourMs) <= 2000;
    ++m_dated;
    if (m_offsets.size() >= kMaxOffsets && m_offsets.find(quarter) == m_offsets.end())
        return;  // counts as beyond every offset
    Offset &offset = m_offsets[quarter];
    if (isWithin && ++offset.within == 1)
        offset.firstLine = line;
    if (!isWithin && ++offset.beyond == 1)
        offset.firstBeyond = line;
}

std::vector<Alarm> IdAlarms::alarms() const {
    std::vector<Alarm> found;
    if (m_scientific > 0)
        found.push_back(alarm("scientific",
                              "The ids are damaged: " + grouped(m_scientific) + (m_scientific == 1 ? " is" : " are") +
                                  " in scientific notation" + lostSpan(m_scientificExample) +
                                  ", so the tweets can no longer be told apart.",
                              m_scientific, m_scientificLine));
    if (m_zeros > 0 && 100 * m_zeros >= m_nineteen)
        found.push_back(alarm("zeros",
                              "The ids look rounded: " + share(m_zeros, m_nineteen) +
                                  " with 19 digits end in 0000, where 1 in 10,000 would by chance. "
                                  "A spreadsheet keeps 15 digits of a number.",
                              m_zeros, m_zerosLine));
    if (m_large >= 50 && 1000 * m_spaced >= 999 * m_large)
        found.push_back(alarm("doubles",
                              "The ids look rounded: " + share(m_spaced, m_large) +
                                  " are exactly a floating-point number, where ids as issued lie between them as well. "
                                  "A program read them as numbers, and their last three digits are lost.",
                              m_spaced, m_largeLine));
    const Offset *usual = nullptr;
    for (const auto &[quarter, offset] : m_offsets)
        if (usual == nullptr || offset.within > usual->within)
            usual = &offset;
    const std::int64_t mismatches = usual == nullptr ? 0 : m_dated - usual->within;
    if (m_dated >= 10 && 100 * mismatches >= m_dated) {
        std::int64_t firstLine = 0;
        for (const auto &[quarter, offset] : m_offsets)
            for (const std::int64_t line : {offset.firstBeyond, &offset == usual ? 0 : offset.firstLine})
                if (line > 0 && (firstLine == 0 || line < firstLine))
                    firstLine = line;
        found.push_back(
            alarm("dates",
                  "The ids do not fit the dates: the time inside " + share(mismatches, m_dated) +
                      " differs from the date column by more than 2 seconds, so either of the two was changed.",
                  mismatches, firstLine));
    }
    return found;
}

}  // namespace warbler
