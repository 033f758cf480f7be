// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace warbler {

// Called before any work by everything that writes a file a user named: throws Error(Usage) if an output is one of the
// inputs under whatever name. Symbolic and hard links are followed; a file that does not exist yet is compared by its
// real folder and name. An input file stands for its -wal, -shm, -journal and .warbler-lock too, an input folder for
// the files in it. "-" as an output is what standard output leads to; as an input, "-" and an empty path are nothing.
void refuseInputsAsOutputs(const std::vector<std::string> &outputs, const std::vector<std::string> &inputs);

}  // namespace warbler
