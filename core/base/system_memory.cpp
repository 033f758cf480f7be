// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/system_memory.h"

#include <fstream>
#include <sstream>
#include <string>

namespace warbler {

SystemMemory systemMemory() {
    SystemMemory memory;
    std::ifstream file("/proc/meminfo");
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string name;
        std::uint64_t kilobytes = 0;
        words >> name >> kilobytes;
        if (name == "MemTotal:")
            memory.total = kilobytes * 1024;
        else if (name == "MemAvailable:")
            memory.available = kilobytes * 1024;
    }
    return memory;
}

}  // namespace warbler
