// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace warbler {

// Asked before any work by everything that writes what a user names: throws Error(Usage) if an output is one of the
// inputs, whatever it is called there. Compared are the files behind symbolic and hard links; what does not exist yet
// by its real folder and name. An input file stands for its -wal, -shm, -journal and .warbler-lock too, an input folder
// for the files in it.
// "-" as an output is where standard output goes; as an input it is nothing, and so is an empty path.
void refuseInputsAsOutputs(const std::vector<std::string> &outputs, const std::vector<std::string> &inputs);

}  // namespace warbler
