// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "core/base/regular_file.h"

namespace warbler {

// Where something is written before it takes its name: ".NAME.warbler-PID-COUNT.part" beside it, a file or a folder.
// Its writer keeps it locked for as long as the writer lives: an unlocked one was left by a program that was killed.
struct Part {
    std::string path;
    Descriptor descriptor;  // locked; of a file opened for writing
};

// New and locked. Throws as throwWriteError, naming target.
Part makePartFile(const std::string &target);
Part makePartFolder(const std::string &target, const std::string &inFolder);

// Calls act for each part folder of target in inFolder whose writer is dead; the folder is locked meanwhile.
void forDeadPartFolders(const std::string &target, const std::string &inFolder,
                        const std::function<void(const std::string &part)> &act);
// Removes the user's own part files in folder whose writers are dead. Once per folder and program; says nothing if it
// cannot.
void removeDeadPartFiles(const std::string &folder);

}  // namespace warbler
