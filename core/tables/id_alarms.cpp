// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tables/id_alarms.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/number_text.h"
#include "core/tables/created_at.h"
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
        return fixedText(milliseconds / kDay, 1) + " days";
    if (milliseconds >= kHour)
        return fixedText(milliseconds / kHour, 1) + " hours";
    return milliseconds >= kMinute ? fixedText(milliseconds / kMinute, 1) + " minutes"
                                   : fixedText(milliseconds / 1e3, 1) + " seconds";
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

Alarm alarm(const char *kind, std::string sentence, std::int64_t rows, std::int64_t firstLine) {
    return {kind, std::move(sentence) + " " + kReexport, rows, firstLine};
}

std::string share(std::int64_t part, std::int64_t whole) {
    return groupedText(part) + " of " + groupedText(whole) + " ids";
}
}  // namespace

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
                              "The ids are damaged: " + groupedText(m_scientific) +
                                  (m_scientific == 1 ? " is" : " are") + " in scientific notation" +
                                  lostSpan(m_scientificExample) + ", so the tweets can no longer be told apart.",
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
