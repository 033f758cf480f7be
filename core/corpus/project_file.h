// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace warbler {

// "WRB1" in a file's header says that it is a project.
inline constexpr std::uint32_t kApplicationId = 0x57524231;

struct ProjectHeader {
    bool isEmpty = false;  // 0 bytes: whoever made it came no further
    bool usesLog = false;  // a write-ahead log was begun and not ended
};
// Reads the header without SQLite, so that nothing of the file can change. Throws Error(MissingFile | PermissionDenied
// | IoError | NotAProject), Error(ProjectTooNew) for a schema above `newest`.
ProjectHeader readProjectHeader(const std::string &path, int newest);

// A disk of this computer, where a write-ahead log may be used; network, removable and unknown file systems are not.
bool isOnLocalDisk(const std::string &path);
// What a program that did not close the project left beside it.
struct Leftovers {
    bool hasLogFile = false, hasLog = false,
         hasJournal = false;  // a log of any size; bytes in the log; bytes in the journal
    bool areThere() const { return hasLog || hasJournal; }
};
Leftovers leftoversOf(const std::string &path);
// Whether a reader can share the log where it lies: its index is there or can be made.
bool canShareLog(const std::string &path);
// The folder's entry itself on disk. Throws Error(IoError).
void syncFolderOf(const std::string &path);
std::string folderOf(const std::string &path);  // "." without a slash

}  // namespace warbler
