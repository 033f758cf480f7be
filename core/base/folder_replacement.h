// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/part_files.h"

namespace warbler {

// The names of the writer's own files in a folder it wrote; everything else there is someone else's and stays.
using OwnNames = std::function<std::vector<std::string>(const std::string &folder)>;

// Replaces the writer's files in a folder all at once: they are written beside it and the two folders change places, so
// that whoever is killed, or fails, leaves the old ones or the new ones. Where a file system cannot exchange, two
// renames do, and where the folder is a disk of its own the files move in one by one; both are finished by
// finishReplacement().
class FolderReplacement {
public:
    // Makes folder's parents and a hidden folder to write into, and finishes what a killed program left. Throws as
    // throwWriteError; Error(Usage) where folder is a file.
    FolderReplacement(const std::string &folder, OwnNames ownNames);
    ~FolderReplacement();  // discards unless commit() was reached
    FolderReplacement(const FolderReplacement &) = delete;
    FolderReplacement &operator=(const FolderReplacement &) = delete;
    const std::string &path() const { return m_part.path; }  // to write into, with files that are on disk when written
    const std::string &target() const { return m_target; }   // links followed
    void commit();

private:
    void moveIn();
    void linkOthers() const;
    std::string m_target;
    OwnNames m_ownNames;
    bool m_isInside = false;  // the hidden folder lies in the target
    Part m_part;
};

// Finishes, or takes back, what a program that was killed in the middle left beside the folder or in it. Does nothing
// where the folder may not be written.
void finishReplacement(const std::string &folder, const OwnNames &ownNames);

}  // namespace warbler
