// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace warbler::test {

// Makes the project of tests/data/projects with this program: something of everything a project holds.
void makeSampleProject(const std::string &path);
// Empty, or the first thing that is not as makeSampleProject() put it there.
std::string differenceInSampleProject(const std::string &path);

}  // namespace warbler::test
