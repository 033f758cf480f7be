// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/tables/alarm.h"

namespace warbler {

// Watches ids one by one during an import; alarms() sums up.
class IdAlarms {
public:
    void add(std::int64_t line, const std::string &id, const std::string &created);
    std::vector<Alarm> alarms() const;

private:
    struct Offset {                           // a distance of whole quarter-hours between id and created_at
        std::int64_t within = 0, beyond = 0;  // rows at most, and more than 2 s away from it
        std::int64_t firstLine = 0, firstBeyond = 0;
    };
    void addDate(std::int64_t line, std::uint64_t id, const std::string &created);
    std::int64_t m_scientific = 0, m_scientificLine = 0, m_nineteen = 0, m_zeros = 0, m_zerosLine = 0;
    std::int64_t m_large = 0, m_spaced = 0, m_largeLine = 0, m_dated = 0;
    std::string m_scientificExample;
    std::map<std::int64_t, Offset> m_offsets;  // by quarter-hours; at most 20,000
};

}  // namespace warbler
