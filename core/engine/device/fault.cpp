// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device/fault.h"

#ifdef WARBLER_TEST_HOOKS

#include <cstdlib>
#include <string>
#include <vector>

#include <c10/util/Exception.h>

namespace warbler {

namespace {

struct Fault {
    std::string kind, place;
    long after = 1, every = 0;  // "oom@step:3" once, "oom@step:3+" from the third on
    long calls = 0;
};

std::vector<Fault> parseFaults(std::string_view text) {
    std::vector<Fault> faults;
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        const std::string one(text.substr(0, comma));
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
        const std::size_t at = one.find('@'), colon = one.find(':');
        if (at == std::string::npos || colon == std::string::npos)
            continue;
        faults.push_back({one.substr(0, at), one.substr(at + 1, colon - at - 1), std::atol(one.c_str() + colon + 1),
                          one.back() == '+' ? 1 : 0, 0});
    }
    return faults;
}

// A changed environment variable begins anew, so that one test program can try several faults.
std::vector<Fault> &faults() {
    static std::string seen;
    static std::vector<Fault> list;
    const char *text = std::getenv("WARBLER_FAULT");
    if (seen != (text ? text : "")) {
        seen = text ? text : "";
        list = parseFaults(seen);
    }
    return list;
}

bool strikes(Fault &fault) {
    ++fault.calls;
    return fault.calls == fault.after || (fault.every && fault.calls > fault.after);
}

}  // namespace

void faultPoint(std::string_view place) {
    for (Fault &fault : faults()) {
        if (fault.place != place || fault.kind == "nan" || !strikes(fault))
            continue;
        if (fault.kind == "oom")
            throw c10::OutOfMemoryError({__func__, __FILE__, __LINE__}, "injected: out of memory");
        if (fault.kind == "lost")
            throw c10::Error({__func__, __FILE__, __LINE__},
                             "CUDA error: an illegal memory access was encountered (injected)");
        throw c10::Error({__func__, __FILE__, __LINE__}, "injected fault\nsecond line");
    }
}

bool faultSpoils(std::string_view place) {
    for (Fault &fault : faults())
        if (fault.place == place && fault.kind == "nan" && strikes(fault))
            return true;
    return false;
}

}  // namespace warbler

#endif
