// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/corpus/tweet_import.h"

namespace warbler {

// The rows of a file that could not be taken. The project holds them all; these write them as CSV.

struct RejectedFile {
    std::string path;     // empty: there were none, or it could not be written
    std::string problem;  // why it could not be written; the import stands and the rows are in the project
};
// Those of one import beside its file, as "<csv name>_rejected.csv" with line, byte_offset, reason, raw; with a number
// where a file of that name is there: it may be the user's own.
RejectedFile writeRejected(Project &project, const ImportReceipt &receipt, const std::string &csvPath);

struct RejectedSummary {
    std::int64_t rows = 0;
    std::string sha256;  // of the file written
};
// Those of all imports: file, line, byte_offset, reason, raw. "-": standard output. Error(DiskFull | IoError).
RejectedSummary exportRejected(Project &project, const std::string &outPath);

}  // namespace warbler
