// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/corpus/connection.h"
#include "core/corpus/project_file.h"

namespace warbler {

// A project and the write-ahead log beside it belong together only if the file is exactly the state the log was begun
// on. Every log begins with a transaction that counts up `setting` "folds", and a new log is begun only when the
// whole log before it stands in the file. So the count in the file alone is at most one lower than with the log; and
// each label of the file stands in the log's state too, followed by an unbroken chain.

// Before SQLite opens anything: a copy without its log, or a log beside a file that says it has none. Empty: neither.
// isLockThere: the lock of a program that died stands beside it, so that no copier but that program left this state.
std::string mismatchOnDisk(const std::string &path, const ProjectHeader &header, const Leftovers &left,
                           bool isLockThere);

// What the file says without its log; unknown where a kill came while pages were being written into it.
struct FileAlone {
    bool isKnown = false;
    std::int64_t folds = 0, lastEvent = 0;
    std::string lastHash;  // hex
};
FileAlone readFileAlone(const std::string &path);
// withLog: the same project read with its log. Empty: they belong together.
std::string mismatchWithLog(const std::string &path, Connection &withLog, const FileAlone &alone);

// In the first transaction of a log.
void countFold(Connection &writer);

// The next step that follows such a sentence.
inline constexpr const char *kMismatchHint =
    "Close the project where it is open and copy it again, all its files at once. Opened "
    "read-only, this file shows the older state, which can be exported.";

}  // namespace warbler
