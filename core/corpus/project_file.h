// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace warbler {

// "WRB1" in a file's header says that it is a project.
inline constexpr std::uint32_t kApplicationId = 0x57524231;

// Reads the header without SQLite, so that nothing of the file can change. Throws Error(MissingFile | PermissionDenied |
// NotAProject), Error(ProjectTooNew) for a schema above `newest`.
void checkProjectHeader(const std::string &path, int newest);

// A disk of this computer, where a write-ahead log may be used; network, removable and unknown file systems are not.
bool isOnLocalDisk(const std::string &path);
// Bytes of a log or journal that a program which did not close it left beside the project.
bool hasLeftovers(const std::string &path);
// The folder's entry itself on disk. Throws Error(IoError).
void syncFolderOf(const std::string &path);
std::string folderOf(const std::string &path);       // "." without a slash

}  // namespace warbler
