// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace warbler {

// An alarm about the ids or the text, with the rows it was seen in and how to mend it.
struct Alarm {
    // "scientific", "zeros", "doubles", "dates", "mojibake", "ragged", "bad-bytes", "encoding", "no-table", "spelling",
    // "repeats", "split", "missing-ids"
    std::string kind;
    std::string sentence;  // what is lost and how to re-export
    std::int64_t rows = 0;
    std::int64_t firstLine = 0;
};

}  // namespace warbler
