// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace warbler {

long long unixMilliseconds() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::string isoUtc(long long milliseconds) {
    const std::chrono::sys_time<std::chrono::milliseconds> moment{std::chrono::milliseconds(milliseconds)};
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss<std::chrono::milliseconds> time(moment - day);
    std::array<char, 48> text;
    const int length =
        std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(date.year()),
                      unsigned(date.month()), unsigned(date.day()), int(time.hours().count()),
                      int(time.minutes().count()), int(time.seconds().count()), int(time.subseconds().count()));
    return std::string(text.data(), static_cast<std::size_t>(length));
}

std::string nowUtc() { return isoUtc(unixMilliseconds()); }

std::string localTimeOfDay(long long unixMilliseconds) {
    const auto seconds = static_cast<std::time_t>(unixMilliseconds / 1000);
    std::tm local{};
    char text[16] = "";
    if (localtime_r(&seconds, &local) == nullptr || std::strftime(text, sizeof text, "%H:%M:%S", &local) == 0)
        return {};
    return text;
}

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double threadSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace warbler
