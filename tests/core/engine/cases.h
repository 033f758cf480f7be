// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace warbler {

// One check of the engine against numbers of another program, or of itself computed another way. Callable without Qt,
// so that a machine with a graphics card and no Qt runs them too; throws std::runtime_error with the difference.
struct Case {
    std::string name;        // a sentence
    bool needsData = false;  // reads WARBLER_TEST_DATA
    std::function<void(const std::string &device)> run;
};

std::vector<Case> kernelCases();
std::vector<Case> forwardCases();
std::vector<Case> peftCases();
std::vector<Case> adapterCases();
std::vector<Case> optimiserCases();
std::vector<Case> exactnessCases();
std::vector<Case> engineCases();  // all of them

}  // namespace warbler
